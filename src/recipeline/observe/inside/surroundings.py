"""What the notebook ran with: loaded packages, its own modules, memory."""

from __future__ import annotations

import os
import sys
from typing import Any

from .audit import Audit


def peak_memory() -> int | None:
    """Bytes; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak) if sys.platform == "darwin" else int(peak) * 1024


def loaded_packages() -> dict[str, str]:
    """Top-level modules that lie in a folder of installed packages -> that folder."""
    found: dict[str, str] = {}
    for name, module in list(sys.modules.items()):
        top = name.split(".")[0]
        if top in found or top.startswith("_recipeline"):
            continue
        path = _file_of(sys.modules.get(top, module))
        for part in ("site-packages", "dist-packages"):
            marker = os.sep + part + os.sep
            if marker in path:
                found[top] = path[: path.index(marker) + len(marker) - 1]
    return found


def local_modules(audit: Audit) -> list[str]:
    """Files of the notebook's own modules."""
    found = set()
    for module in list(sys.modules.values()):
        path = _file_of(module)
        own = getattr(module, "__name__", "").startswith("_recipeline")
        if path.endswith(".py") and not own and "-packages" + os.sep not in path and audit.path_of(path):
            found.add(path)
    return sorted(found)


def _file_of(module: Any) -> str:
    try:
        path = module.__spec__.origin if getattr(module, "__file__", None) is None else module.__file__
    except Exception:  # a lazy or broken module
        return ""
    if not isinstance(path, str):
        folders = getattr(module, "__path__", None)
        try:
            path = list(folders)[0] + os.sep if folders else ""
        except Exception:  # namespace packages compute their path
            path = ""
    return os.path.abspath(path) if path and path not in ("built-in", "frozen") else ""
