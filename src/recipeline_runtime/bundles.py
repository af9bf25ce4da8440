"""Bundles: one immutable folder for each trained version, with all that scoring needs, checked before it is used.

    bundles/3f9c2a71b0de/
        manifest.json    format, version, digest and size of every file, libraries, what it was made from
        model/           the model: its library's own format, or skops, joblib, pickle (`model_files`)
        objects.pkl      other fitted objects, loaded only after their digest held
        state.json       learned values that are plain data, readable
        contract.json    what rows must look like
        golden.json      rows with the features and answers they got in training: tried again before the first score
        ...              papers that scoring does not need: `bundling` makes them
    bundles/aliases.json   "production" -> version: written by the registry, read by scoring

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
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import stores
from .environments import disagreements, libraries
from .model_files import CannotKeep, load_object, refuse_unloadable, save_object
from .origins import file_digest, user_name
from .reports import plain
from .stores import Root, versions

FORMAT = 2  # raise by one on any change that an older runtime could not read; never reuse a number


POINTER = "aliases.json"
LARGE = ("evaluation.json",)  # thousands of rows: on one line, which the json module writes ten times faster

__all__ = ["Bundle", "BundleError", "OtherVersion", "aliases", "load_bundle", "read_manifest", "resolve", "signed", "versions", "write_aliases", "write_bundle"]


class BundleError(RuntimeError):
    """A bundle that must not be used, with the reason."""


class OtherVersion(UserWarning):
    """A library at hand differs from the one that made the bundle, by less than what is refused."""


class Bundle:
    """A loaded version: learned values, contract, golden rows, manifest."""

    def __init__(self, folder: Path | None, manifest: Mapping[str, Any], values: Mapping[str, Any], contract: Mapping[str, Any], golden: Mapping[str, Any]) -> None:
        self.folder, self.manifest, self.values, self.contract, self.golden = folder, manifest, values, contract, golden

    @property
    def version(self) -> str:
        """The content's own name."""
        return str(self.manifest["version"])


def write_bundle(
    root: Root, values: Mapping[str, Any], contract: Mapping[str, Any], golden: Mapping[str, Any], about: Mapping[str, Any],
    documents: Mapping[str, Any] | None = None, sample: Any = None,
) -> str:  # fmt: skip
    """Write one version into a folder, or to a URL, and give its name; the same content gives the same name and is written once.

    `documents`: further files by name, a text or plain data. `sample`: rows of features, which a model that was written is asked about.
    Raises BundleError for what no other process could load.
    """
    folder = stores.local(root)
    folder.mkdir(parents=True, exist_ok=True)
    stores.sweep(folder)
    work = Path(tempfile.mkdtemp(dir=str(folder), prefix=".new-"))
    try:
        model = _write_content(work, values, {"contract.json": contract, "golden.json": golden, **(documents or {})}, sample)
        files = {path.relative_to(work).as_posix(): {"sha256": file_digest(path), "bytes": path.stat().st_size} for path in sorted(work.rglob("*")) if path.is_file()}
        version = _version_of(files, model, values)
        manifest = {
            "format": FORMAT, "version": version, "files": files, "model": model, "libraries": libraries(), "python": sys.version.split()[0],
            "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "made_by": user_name(), **about,
        }  # fmt: skip
        _write(work / "manifest.json", signed(manifest))
        _appear(work, folder / version)
        stores.publish(root, [*(f"{version}/{name}" for name in files), f"{version}/manifest.json"])
        return version
    except CannotKeep as error:
        raise BundleError(str(error)) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _appear(work: Path, target: Path) -> None:
    """Move a version to its place in one step; one of the same content may be there."""
    for path in (work, *(path for path in work.rglob("*") if path.is_dir())):
        os.chmod(path, 0o755)  # made for us alone; another user may have to score
        stores.sync(path)
    if not target.exists():
        try:
            os.rename(work, target)
        except OSError:
            if not target.exists():  # another process that made the same version was faster
                raise
    stores.sync(target.parent)


def _write_content(work: Path, values: Mapping[str, Any], documents: Mapping[str, Any], sample: Any) -> dict[str, str] | None:
    """Every file but the manifest; gives how the model was written."""
    state, objects = _parted({name: value for name, value in values.items() if name != "model"})
    told = save_object(values["model"], work / "model", "model", sample) if "model" in values else None
    for name, value in objects.items():
        refuse_unloadable(name, value)
    _write(work / "objects.pkl", pickle.dumps(objects, protocol=4))
    for name, content in {"state.json": state, **documents}.items():
        ordered = name != "golden.json"  # its columns are in the order of the rows
        indent = None if name in LARGE else 1
        text = content if isinstance(content, str) else json.dumps(content, indent=indent, sort_keys=ordered, ensure_ascii=False) + "\n"
        _write(work / name, text.encode())
    for path in work.rglob("model/*"):
        stores.sync(path)
    return told


def _version_of(files: Mapping[str, Any], model: Mapping[str, str] | None, values: Mapping[str, Any]) -> str:
    """The name of the content. A skops file holds times and addresses, so there the model counts as pickle writes it."""
    counted = dict(files)
    if model is not None and model["format"] == "skops":
        counted[f"model/{model['file']}"] = hashlib.sha256(pickle.dumps(values["model"], protocol=4)).hexdigest()
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()[:12]


def signed(manifest: Mapping[str, Any]) -> bytes:
    """The bytes of a manifest, with a digest over all that it says."""
    body = {name: value for name, value in manifest.items() if name != "digest"}
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return json.dumps({**body, "digest": digest}, indent=1, sort_keys=True).encode()


def read_manifest(root: Root, version: str) -> dict[str, Any]:
    """The manifest of a bundle, unchanged and of a format that this runtime reads. Raises BundleError."""
    try:
        folder = stores.fetched(root, version)
        content = (folder / "manifest.json").read_bytes()
        manifest: dict[str, Any] = json.loads(content)
        form = int(manifest["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BundleError(f"{version} in {root} is no bundle: {error}") from None
    if form > FORMAT:
        raise BundleError(f"bundle {folder.name} has format {form}; this runtime reads up to {FORMAT}. Install the newer runtime.")
    if form < FORMAT:
        raise BundleError(f"bundle {folder.name} has format {form}; this runtime reads {FORMAT}. Train again.")
    if signed(manifest) != content or manifest["version"] != folder.name:
        raise BundleError(f"bundle {folder.name}: manifest.json is not as it was written. Restore the folder, or train again.")
    return manifest


def load_bundle(root: Root, version: str) -> Bundle:
    """A version that is whole, unchanged, and made with libraries that still give the same answers.

    Raises BundleError for a missing or changed file, a newer format, a library that `environments.MUST_AGREE` refuses. What that
    table lets pass although it differs is told by a warning, OtherVersion.
    """
    try:
        manifest = read_manifest(root, version)
        folder = stores.fetched(root, version)
        for name, told in manifest["files"].items():
            path = folder / name
            if not path.is_file() or path.stat().st_size != told["bytes"] or file_digest(path) != told["sha256"]:
                raise BundleError(f"bundle {version}: {name} is not as it was written. Restore the folder, or train again.")
    except BundleError:
        stores.forget(root, version)
        raise
    refused, other = disagreements(manifest["libraries"])
    if refused:
        raise BundleError(f"bundle {version} was made with other libraries: {', '.join(refused)}. Install those, or train again.")
    if other:
        warnings.warn(f"bundle {version} was made with other patch releases: {', '.join(other)}", OtherVersion, stacklevel=2)
    read = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("state", "contract", "golden")}
    values = {**read["state"], **_loaded(folder / "objects.pkl")}
    if manifest["model"] is not None:
        values["model"] = load_object(folder / "model", manifest["model"])
    return Bundle(folder, manifest, values, read["contract"], read["golden"])


def aliases(root: Root) -> dict[str, str]:
    """Which version each alias names, as the registry last wrote it: all that scoring needs to know of the registry."""
    content = stores.read(root, POINTER)
    return dict(json.loads(content)) if content is not None else {}


def write_aliases(root: Root, named: Mapping[str, str]) -> None:
    """Replace what `aliases` gives, in one step. Only the registry does so."""
    stores.write(root, POINTER, json.dumps(dict(named), indent=1, sort_keys=True).encode())


def resolve(root: Root, wanted: str | None) -> str:
    """The version behind an alias or a name; None: production."""
    named = aliases(root).get(wanted or "production", wanted)
    if named is None:
        raise BundleError(f"{root} has no version in production. Run `train` first.")
    return str(named)


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


def _loaded(path: Path) -> dict[str, Any]:
    with open(path, "rb") as file:
        return dict(pickle.load(file))


def _write(path: Path, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
