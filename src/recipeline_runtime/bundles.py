"""Bundles: one immutable folder for each trained version, with all that scoring needs, checked before it is used.

    bundles/churn/3f9c2a71b0de/
        manifest.json    format, version, digest and size of every file, libraries, what it was made from
        state.json       learned values that are plain data, readable
        objects.pkl      fitted objects, loaded only after its digest held
        contract.json    what rows must look like
        golden.json      rows with the answers they got in training: tried again before the first score
    bundles/churn/aliases.json   "production" -> version; changed only by promote and rollback

A version is written to a temporary folder, synced, and renamed: it is there whole, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .reports import plain

FORMAT = 1  # raise by one on any change that an older runtime could not read; never reuse a number


class BundleError(RuntimeError):
    """A bundle that must not be used, with the reason."""


class Bundle:
    """A loaded version: learned values, contract, golden rows, manifest."""

    def __init__(self, folder: Path, manifest: Mapping[str, Any], values: Mapping[str, Any], contract: Mapping[str, Any], golden: Mapping[str, Any]) -> None:
        self.folder, self.manifest, self.values, self.contract, self.golden = folder, manifest, values, contract, golden

    @property
    def version(self) -> str:
        """The content's own name."""
        return str(self.manifest["version"])


def write_bundle(root: Path, values: Mapping[str, Any], contract: Mapping[str, Any], golden: Mapping[str, Any], about: Mapping[str, Any]) -> str:
    """Write one version below `root` and give its name; the same content gives the same name and is written once."""
    root.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=str(root), prefix=".new-"))
    try:
        state, objects = _parted(values)
        _write(work / "state.json", json.dumps(state, indent=1, sort_keys=True).encode())
        _write(work / "objects.pkl", _dumped(objects))
        _write(work / "contract.json", json.dumps(contract, indent=1, sort_keys=True).encode())
        _write(work / "golden.json", json.dumps(golden, indent=1).encode())
        files = {path.name: {"sha256": _digest(path), "bytes": path.stat().st_size} for path in sorted(work.iterdir())}
        version = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:12]
        manifest = {
            "format": FORMAT, "version": version, "files": files, "libraries": libraries(), "python": sys.version.split()[0],
            "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **about,
        }  # fmt: skip
        _write(work / "manifest.json", json.dumps(manifest, indent=1, sort_keys=True).encode())
        _sync(work)
        target = root / version
        if not target.exists():
            try:
                os.rename(work, target)
            except OSError:
                if not target.exists():  # another process that made the same version was faster
                    raise
        _sync(root)
        return version
    finally:
        shutil.rmtree(work, ignore_errors=True)


def load_bundle(root: Path, version: str) -> Bundle:
    """A version that is whole, unchanged, and made with libraries that still give the same answers.

    Raises BundleError for a missing or changed file, a newer format, another scikit-learn or pandas than it was made with.
    """
    folder = root / version
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BundleError(f"{folder} is no bundle: {error}") from None
    if manifest["format"] > FORMAT:
        raise BundleError(f"bundle {version} has format {manifest['format']}; this runtime reads up to {FORMAT}. Install the newer runtime.")
    for name, told in manifest["files"].items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != told["bytes"] or _digest(path) != told["sha256"]:
            raise BundleError(f"bundle {version}: {name} is not as it was written. Restore the folder, or train again.")
    now = libraries()
    other = [f"{name} {now.get(name)} (made with {told})" for name, told in manifest["libraries"].items() if now.get(name) != told]
    if other:
        raise BundleError(f"bundle {version} was made with other libraries: {', '.join(other)}. Install those, or train again.")
    read = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("state", "contract", "golden")}
    values = {**read["state"], **_loaded(folder / "objects.pkl")}
    return Bundle(folder, manifest, values, read["contract"], read["golden"])


def libraries() -> dict[str, str]:
    """Versions of the libraries whose objects and answers a bundle holds, as far as they are loaded."""
    found = {name: sys.modules[name] for name in ("numpy", "pandas", "sklearn", "xgboost", "lightgbm", "catboost", "statsmodels") if name in sys.modules}
    return {name: str(getattr(module, "__version__", "")) for name, module in found.items()}


def versions(root: Path) -> list[str]:
    """All versions, oldest first."""
    folders = [path for path in root.iterdir() if (path / "manifest.json").is_file()] if root.is_dir() else []
    return [path.name for path in sorted(folders, key=lambda path: (path / "manifest.json").stat().st_mtime)]


def aliases(root: Path) -> dict[str, Any]:
    """Which version each alias names, and the events that made it so."""
    path = root / "aliases.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {"events": []}


def resolve(root: Path, wanted: str | None) -> str:
    """The version behind an alias or a name; None: production."""
    named = aliases(root).get(wanted or "production", wanted)
    if named is None:
        raise BundleError(f"{root} has no version in production. Run `train` first.")
    return str(named)


def promote(root: Path, version: str, *, why: str) -> None:
    """Make a version the one that scores; what scored before becomes `previous`."""
    if version not in versions(root):
        raise BundleError(f"{root} holds no version {version}; it has {', '.join(versions(root)) or 'none'}")
    known = aliases(root)
    before = known.get("production")
    if before != version:
        known["previous"] = before
    known["production"] = version
    _log(root, known, "promote", version, why)


def rollback(root: Path) -> str:
    """Make the version before the present one score again."""
    known = aliases(root)
    before = known.get("previous")
    if before is None:
        raise BundleError(f"{root} has no version to go back to")
    known["previous"], known["production"] = known.get("production"), before
    _log(root, known, "rollback", before, "asked for")
    return str(before)


def _log(root: Path, known: dict[str, Any], event: str, version: str, why: str) -> None:
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    known["events"] = [*known.get("events", []), {"event": event, "version": version, "why": why, "at": at}]
    handle, temporary = tempfile.mkstemp(dir=str(root), prefix=".aliases-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(known, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, root / "aliases.json")


def _parted(values: Mapping[str, Any]) -> Any:
    """Plain data that JSON gives back as it was, and all else."""
    state: dict[str, Any] = {}
    objects: dict[str, Any] = {}
    for name, value in values.items():
        try:
            as_data = plain(value)
            same = json.loads(json.dumps(as_data, allow_nan=False)) == value and type(as_data) is type(value)
        except (TypeError, ValueError):
            same = False
        (state if same else objects)[name] = value
    return state, objects


def _dumped(objects: Mapping[str, Any]) -> bytes:
    for name, value in objects.items():
        if type(value).__module__ == "__main__":
            raise BundleError(f"{name} is of a class that no module holds: {type(value).__name__}")
    return pickle.dumps(dict(objects), protocol=4)


def _loaded(path: Path) -> dict[str, Any]:
    with open(path, "rb") as file:
        return dict(pickle.load(file))


def _write(path: Path, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sync(folder: Path) -> None:
    try:
        handle = os.open(str(folder), os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
