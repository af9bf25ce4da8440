"""Where a bundle comes from: the code, the data, the settings. Each is one plain document of the bundle."""

from __future__ import annotations

import dataclasses
import getpass
import hashlib
import importlib.metadata
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .reports import plain

MOST_FILES = 1_000  # of one folder that a setting names: beyond it only their number is told
PASSWORD_IN_ADDRESS = re.compile(r"(?<=://)[^/@\s:]+:[^/@\s]+(?=@)")
CODE = ("src", "config.yaml", "pyproject.toml")  # what decides the answers; other changes make no code dirty


def code_document(root: Path, package: str, notebook: str) -> dict[str, Any]:
    """`code.json`: commit (None: not in git), whether it was changed since, version, digests of source, notebook and ledger."""
    commit = _git(root, "rev-parse", "HEAD")
    changed = _git(root, "status", "--porcelain", "--", *CODE) if commit else None
    ledger = root / "conversion" / "ledger.json"
    return {
        "commit": commit,
        "dirty": None if commit is None else bool(changed),
        "package": package,
        "version": _version(package),
        "digest": modules_digest(root / "src" / package),
        "notebook": notebook,
        "ledger": {"path": "conversion/ledger.json", "sha256": file_digest(ledger)} if ledger.is_file() else None,
    }


def modules_digest(folder: Path) -> str | None:
    """One digest of every module below a folder, by path and content: tells two codes apart where nobody committed."""
    if not folder.is_dir():
        return None
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.py"), key=lambda path: path.relative_to(folder).as_posix()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return f"sha256:{total.hexdigest()}"


def snapshot_document(root: Path, config: Any, rows: Any) -> dict[str, Any]:
    """`training_snapshot.json`: each input file with digest and size; the raw table's rows, columns and digest."""
    return {
        "files": [told for dotted, value in input_settings(config) for told in _files(root, dotted, value)],
        "rows": len(rows),
        "columns": [str(name) for name in rows.columns],
        "digest": table_digest(rows),
    }


def input_settings(config: Any) -> Iterator[tuple[str, str]]:
    """(key, value) of each setting that names something the line reads."""
    for section in dataclasses.fields(config):
        held = getattr(config, section.name)
        for field in dataclasses.fields(held) if dataclasses.is_dataclass(held) else ():
            value = getattr(held, field.name)
            if field.metadata.get("path") == "input":
                for one in value if isinstance(value, (list, tuple)) else [value]:  # a list: several files
                    if isinstance(one, str):
                        yield f"{section.name}.{field.name}", one


def below(root: Path, value: str) -> str:
    """A path as seen from the project, where it lies in it: a bundle must not depend on where the project stood."""
    try:
        return Path(value).relative_to(root).as_posix()
    except ValueError:
        return value


def _files(root: Path, dotted: str, value: str) -> Iterator[dict[str, Any]]:
    path, value = root / value, below(root, value)
    if path.is_file():
        yield {"setting": dotted, "path": value, "sha256": file_digest(path), "bytes": path.stat().st_size}
    elif path.is_dir() and path.resolve() != root.resolve():
        inside = sorted(one for one in path.rglob("*") if one.is_file())
        if len(inside) > MOST_FILES:
            yield {"setting": dotted, "path": value, "files": len(inside)}
            return
        for one in inside:
            yield {"setting": dotted, "path": f"{value.rstrip('/')}/{one.relative_to(path).as_posix()}", "sha256": file_digest(one), "bytes": one.stat().st_size}
    else:
        yield {"setting": dotted, "path": value, "missing": True}


def table_digest(rows: Any) -> str | None:
    """A digest of a frame's values, index and columns, the same in every process. None: values that cannot be hashed."""
    import pandas as pd

    try:
        hashed = pd.util.hash_pandas_object(rows, index=True).to_numpy()
    except TypeError:
        return None
    return hashlib.sha256(repr(list(rows.columns)).encode() + hashed.tobytes()).hexdigest()


def settings_document(root: Path, config: Any, model: Any) -> dict[str, Any]:
    """`params.json`: every setting, and what the model itself was made with."""
    own = model.get_params() if callable(getattr(model, "get_params", None)) else {}
    found = getattr(model, "best_params_", None)
    return {
        "settings": {section.name: _plain(dataclasses.asdict(getattr(config, section.name)), root) for section in dataclasses.fields(config)},
        "model": {"class": f"{type(model).__module__}.{type(model).__qualname__}", "parameters": _plain(own), "found_by_search": _plain(found)},
    }


def _plain(value: Any, root: Path | None = None) -> Any:
    """As JSON can hold it; what it cannot as its name, never with an address in memory, which no two runs share."""
    if isinstance(value, dict):
        return {str(key): _plain(held, root) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(held, root) for held in value]
    if isinstance(value, str):
        return PASSWORD_IN_ADDRESS.sub("***", below(root, value) if root is not None else value)
    try:
        return plain(value)
    except TypeError:
        return getattr(value, "__qualname__", None) or type(value).__qualname__


def user_name() -> str:
    """Who runs this, as far as the system knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user need have no name
        return "unknown"


def file_digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    total = hashlib.sha256()
    with open(path, "rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            total.update(part)
    return total.hexdigest()


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package.replace("_", "-"))
    except importlib.metadata.PackageNotFoundError:
        return None
