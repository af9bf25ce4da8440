"""Where bundles lie: a folder, or any place that fsspec knows (s3://, gs://, memory://, ...).

In a folder a version appears by one rename. Elsewhere there is no rename: its files are written first and its manifest last, so
that a version without a manifest is none. From there it comes into a folder of this machine, whole, before it is checked and read.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Union

Root = Union[str, Path]
MANIFEST = "manifest.json"
FILE = "file://"
ABANDONED = 86_400.0  # seconds without a change
CACHE = "RECIPELINE_CACHE"  # environment variable: the folder for copies of what lies elsewhere


class StoreError(OSError):
    """The place cannot be reached or read."""


def is_remote(root: Root) -> bool:
    """Whether it is no folder of this machine."""
    return "://" in str(root) and not str(root).startswith(FILE)


def local(root: Root) -> Path:
    """The folder itself; for what lies elsewhere the folder of this machine that holds copies."""
    if not is_remote(root):
        return Path(str(root)[len(FILE) :] if str(root).startswith(FILE) else root)
    cache = Path(os.environ.get(CACHE) or Path.home() / ".cache" / "recipeline")
    return cache / hashlib.sha256(str(root).encode()).hexdigest()[:16]


def versions(root: Root) -> list[str]:
    """Every version that is there whole, oldest first."""
    if is_remote(root):
        files, place = _files(root)
        manifests = {str(one).split("/")[-2]: bytes(files.cat_file(one)) for one in files.glob(f"{place}/*/{MANIFEST}")}
    else:
        folder = local(root)
        manifests = {path.name: (path / MANIFEST).read_bytes() for path in folder.iterdir() if (path / MANIFEST).is_file()} if folder.is_dir() else {}
    return sorted(manifests, key=lambda name: _made_at(manifests[name]))


def named(root: Root, ending: str) -> list[str]:
    """Names of the small files with an ending, without it, in their order."""
    if is_remote(root):
        files, place = _files(root)
        found = [str(one).rpartition("/")[2] for one in files.glob(f"{place}/*{ending}")]
    else:
        found = [path.name for path in local(root).glob(f"*{ending}")]
    return sorted(name[: -len(ending)] for name in found if not name.startswith("."))


def read(root: Root, name: str) -> bytes | None:
    """A small file beside the versions; None where there is none."""
    if not is_remote(root):
        file = local(root) / name
        return file.read_bytes() if file.is_file() else None
    files, path = _files(root)
    try:
        return bytes(files.cat_file(f"{path}/{name}"))
    except FileNotFoundError:
        return None


def write(root: Root, name: str, content: bytes) -> None:
    """Replace a small file beside the versions, in one step."""
    if is_remote(root):
        files, path = _files(root)
        files.pipe_file(f"{path}/{name}", content)  # object stores show the old or the new object, nothing between
        return
    folder = local(root)
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=str(folder), prefix=f".{name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, str(folder / name))
    except BaseException:
        os.unlink(temporary)
        raise
    sync(folder)


def publish(root: Root, names: Iterable[str]) -> None:
    """Bring files of the local folder to where bundles lie, in their order, and those that are there already not again.

    A version counts as there once its manifest is: name that last.
    """
    if not is_remote(root):
        return
    files, path = _files(root)
    for name in names:
        if name.endswith(MANIFEST) or not files.exists(f"{path}/{name}"):
            files.pipe_file(f"{path}/{name}", (local(root) / name).read_bytes())


def fetched(root: Root, version: str) -> Path:
    """The folder of a version on this machine; from elsewhere it is copied once, whole or not at all."""
    folder = local(root) / version
    if not is_remote(root) or (folder / MANIFEST).is_file():
        return folder
    files, path = _files(root)
    local(root).mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=str(local(root)), prefix=".get-"))
    try:
        for name in files.find(f"{path}/{version}"):
            target = work / str(name).split(f"/{version}/", 1)[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(files.cat_file(name))
        if not (work / MANIFEST).is_file():
            raise StoreError(f"{root} holds no version {version}")
        if not folder.exists():
            os.rename(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder


def sweep(folder: Path) -> None:
    """Remove what processes that were killed have left: unfinished work that nobody has touched for a day."""
    for path in (*folder.glob(".new-*"), *folder.glob(".get-*"), *folder.glob(".aliases.json-*")):
        try:
            if time.time() - path.stat().st_mtime > ABANDONED:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        except OSError:  # another process was faster
            continue


def forget(root: Root, version: str) -> None:
    """Remove the copy of a version that lies elsewhere; nothing else is ever removed."""
    if is_remote(root):
        shutil.rmtree(local(root) / version, ignore_errors=True)


def sync(path: Path) -> None:
    """Bring a folder's entries, or a file that a library wrote, to the disk."""
    try:
        handle = os.open(str(path), os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _files(root: Root) -> tuple[Any, str]:
    try:
        files, path = importlib.import_module("fsspec.core").url_to_fs(str(root))
    except ImportError as error:
        scheme = str(root).partition("://")[0]
        raise StoreError(f"{root} cannot be reached: {error}. Install fsspec and what it needs for {scheme}://, for example pip install 'fsspec[{scheme}]'") from None
    except ValueError as error:
        raise StoreError(f"{root} cannot be reached: {error}") from None
    return files, str(path).rstrip("/")


def _made_at(manifest: bytes) -> str:
    try:
        return str(json.loads(manifest)["made_at"])
    except (ValueError, KeyError, TypeError):  # a changed one: refused when it is loaded
        return ""
