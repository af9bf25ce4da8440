"""Where a bundle comes from: the code, the data, the settings. Each is one plain document of the bundle."""

from __future__ import annotations

import dataclasses
import getpass
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .provenance import code_identity, shown_setting, without_secrets
from .reports import plain

MOST_FILES = 1_000  # of one folder that a setting names: beyond it only their number is told


def code_document(root: Path, package: str, folder: Path, notebook: str) -> dict[str, Any]:
    """`code.json`: commit, whether it was changed since, version, digests of modules, notebook and ledger. `folder`: of the modules."""
    ledger = root / "conversion" / "ledger.json"
    told = {"path": "conversion/ledger.json", "sha256": file_digest(ledger)} if ledger.is_file() else None
    return {**code_identity(root, package, folder), "notebook": notebook, "ledger": told}


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
    """`params.json`: every setting, and what the model itself was made with. Secrets are hidden, paths count from `root`."""
    own = model.get_params() if callable(getattr(model, "get_params", None)) else {}
    sections = {section.name: dataclasses.asdict(getattr(config, section.name)) for section in dataclasses.fields(config)}
    return {
        "settings": {name: {key: shown_setting(key, value, root) for key, value in held.items()} for name, held in sections.items()},
        "model": {"class": f"{type(model).__module__}.{type(model).__qualname__}", "parameters": _plain(own), "found_by_search": _plain(getattr(model, "best_params_", None))},
    }


def _plain(value: Any) -> Any:
    """As JSON can hold it; what it cannot as its name, never with an address in memory, which no two runs share."""
    if isinstance(value, dict):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(held) for held in value]
    if isinstance(value, str):
        return without_secrets(value)
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
