"""The libraries that a bundle was made with, and whether those at hand still give the same answers."""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import platform
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# Distribution of each library whose objects or answers a bundle holds, and how many parts of its version must agree: another
# one is refused. What differs behind them is told as a warning. Sources: scikit-learn "Model persistence" (1.9: no support
# across versions), and the release policies of the others (a minor release of each may change answers or stored forms).
MUST_AGREE: dict[str, tuple[str, int]] = {
    "numpy": ("numpy", 2),
    "pandas": ("pandas", 2),
    "scipy": ("scipy", 2),
    "sklearn": ("scikit-learn", 2),
    "imblearn": ("imbalanced-learn", 2),
    "statsmodels": ("statsmodels", 2),
    "xgboost": ("xgboost", 2),
    "lightgbm": ("lightgbm", 2),
    "catboost": ("catboost", 2),
    "category_encoders": ("category_encoders", 2),
}
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def libraries(wanted: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Versions by import name: of those that are loaded, or of those in `wanted`, loaded or not ("": not installed)."""
    if wanted is None:
        return {name: _version(name) for name in MUST_AGREE if name in sys.modules}
    return {name: _version(name) for name in wanted}


def disagreements(made_with: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """What forbids the use of a bundle, and what is only told: each as `sklearn 1.9.1 (made with 1.8.0)`."""
    refused: list[str] = []
    told: list[str] = []
    for name, now in libraries(made_with).items():
        before = made_with[name]
        if now == before:
            continue
        parts = MUST_AGREE.get(name, (name, 2))[1]
        differs = _release(now)[:parts] != _release(before)[:parts] or not now
        (refused if differs else told).append(f"{name} {now or 'is not installed'} (made with {before})")
    return refused, told


def lock() -> dict[str, Any]:
    """The environment: Python, every installed package, system, machine, thread settings."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "machine": platform.machine(),
        "threads": {name: os.environ[name] for name in THREADS if name in os.environ},
        "packages": _installed(),
    }


def _installed() -> dict[str, str]:
    """From the names of the folders (PEP 376, `name-version.dist-info`): reading each one's metadata takes a second."""
    found: dict[str, str] = {}
    for place in reversed(sys.path):
        if place and Path(place).is_dir():
            for folder in Path(place).glob("*.dist-info"):
                name, _, version = folder.name[: -len(".dist-info")].rpartition("-")
                found[re.sub(r"[-_.]+", "-", name).lower()] = version
    return dict(sorted(found.items()))


def _version(name: str) -> str:
    module = sys.modules.get(name)
    if module is not None and hasattr(module, "__version__"):
        return str(module.__version__)
    try:
        return importlib.metadata.version(MUST_AGREE.get(name, (name, 2))[0])
    except importlib.metadata.PackageNotFoundError:
        return ""


def _release(version: str) -> list[str]:
    """`1.9.1rc2` → ["1", "9", "1"]."""
    found = re.match(r"\d+(\.\d+)*", version)
    return found[0].split(".") if found else []
