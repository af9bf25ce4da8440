"""The user's folder after a run: what the notebook wrote is copied into the store, then everything is put back as it was.

The recorder journals each file before it is first changed (created, or saved with a copy). Files that C code wrote without telling
Python are found by comparing the folder before and after. A run that was killed together with its driver is put back by the
next run on the same folder, from the journal that a marker file points to.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOST_FILES = 5_000  # looked at before and after
_SKIPPED = {".git", "__pycache__", ".ipynb_checkpoints", "node_modules", ".venv", "venv"}
Snapshot = dict[str, tuple[int, int]]  # path -> (mtime in ns, size)


@dataclass(frozen=True, slots=True)
class Written:
    """One file that the run created or changed."""

    path: str  # absolute
    existed: bool
    backup: str | None  # the file as it was before
    lost: str | None = None  # why there is no backup although it existed
    announced: bool = True  # False: only seen by comparing the folder; it may be another program's


def snapshot(folder: Path, store: Path | None = None) -> Snapshot:
    """Time and size of the folder's files, our store's excepted; of the first 5,000."""
    found: Snapshot = {}
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED and os.path.join(top, name) != str(store))
        for name in files:
            path = os.path.join(top, name)
            with suppress(OSError):
                status = os.lstat(path)
                found[path] = (status.st_mtime_ns, status.st_size)
            if len(found) >= MOST_FILES:
                return found
    return found


def folders_of(folder: Path, store: Path | None = None) -> set[str]:
    """All folders below, bounded like the snapshot."""
    found: set[str] = set()
    for top, folders, _ in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED and os.path.join(top, name) != str(store))
        found.update(os.path.join(top, name) for name in folders)
        if len(found) >= MOST_FILES:
            break
    return found


def read_journal(path: Path) -> list[dict[str, str]]:
    """The journal's whole lines; a line cut off by a kill is left out."""
    entries = []
    with suppress(FileNotFoundError):
        for line in path.read_text(encoding="utf-8").splitlines():
            with suppress(json.JSONDecodeError):
                entries.append(json.loads(line))
    return entries


def _announced(entry: dict[str, str], before: Snapshot, compared: bool) -> Written:
    """What the journal says of a file, corrected by what the folder held before the run: an earlier shell command may
    have made or changed the file before it was first announced."""
    path = entry["path"]
    if entry["op"] == "created" or (compared and path not in before):
        return Written(path, existed=False, backup=None)
    if entry["op"] == "lost":
        return Written(path, existed=True, backup=None, lost=entry["why"])
    with suppress(OSError):
        status = os.stat(entry["copy"])
        if compared and before[path] != (status.st_mtime_ns, status.st_size):
            return Written(path, existed=True, backup=None, lost="it was changed before it could be saved")
    return Written(path, existed=True, backup=entry["copy"])


def changes(journal: list[dict[str, str]], before: Snapshot, after: Snapshot, folder: Path) -> tuple[Written, ...]:
    """Every file that the run really changed: by journal, and by comparison for what the journal missed."""
    complete = len(before) < MOST_FILES and len(after) < MOST_FILES
    root = str(folder) + os.sep
    known = {}
    for entry in journal:
        if entry["op"] in ("created", "saved", "lost"):
            known[entry["path"]] = _announced(entry, before, complete and entry["path"].startswith(root))
    if complete:
        for path in after.keys() | before.keys():
            if path not in known and before.get(path) != after.get(path) and not path.endswith(".ipynb"):  # Jupyter saves by itself
                existed = path in before
                known[path] = Written(path, existed, None, "it was changed by code that does not announce it" if existed else None, False)
    return tuple(written for written in known.values() if _really_changed(written, before, after))


def _really_changed(written: Written, before: Snapshot, after: Snapshot) -> bool:
    """By time and size: a file written again with the same bytes is an output, a database only read is none."""
    if not written.existed:
        return os.path.lexists(written.path)
    if not os.path.isfile(written.path):
        return True
    if written.backup is None:
        return before.get(written.path) != after.get(written.path) or written.path not in before
    then, now = os.stat(written.backup), os.stat(written.path)
    return (then.st_mtime_ns, then.st_size) != (now.st_mtime_ns, now.st_size)


def keep_copies(written: tuple[Written, ...], store: Path, limit: int, secrets: tuple[str, ...] = ()) -> list[dict[str, object]]:
    """Copy the written files into the store; the entries of `files` in the index."""
    (store / "files").mkdir(parents=True, exist_ok=True)
    entries: list[dict[str, object]] = []
    for number, file in enumerate(sorted(written, key=lambda w: w.path)):
        entry: dict[str, object] = {"path": file.path, "stored": None, "existed": file.existed}
        if not os.path.isfile(file.path):
            entry["skipped"] = "the notebook removed it"
        elif os.path.getsize(file.path) > limit:
            entry["skipped"] = f"larger than {limit // 1_000_000} MB"
        elif _holds(file.path, secrets):
            entry["skipped"] = "holds a secret"
        else:
            name = f"files/{number:04d}-{os.path.basename(file.path)}"
            try:
                shutil.copy2(file.path, store / name)
            except OSError as error:
                entry["skipped"] = str(error)
            else:
                entry["stored"] = name
                limit -= os.path.getsize(file.path)
        entries.append(entry)
    return entries


def _holds(path: str, secrets: tuple[str, ...]) -> bool:
    if not secrets or os.path.getsize(path) > 50_000_000:
        return False
    data = Path(path).read_bytes()
    return any(secret.encode() in data for secret in secrets)


def put_back(
    written: tuple[Written, ...], journal: list[dict[str, str]], new_folders: set[str], kept: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Restore files and remove what the run created. Returns what could not be put back, with the reason.

    A new file that nobody announced is only removed if a copy of it is `kept`.
    """
    failed: list[str] = []
    for file in written:
        try:
            if not file.existed and (file.announced or file.path in kept):
                os.remove(file.path)
            elif not file.existed:
                failed.append(f"{file.path}: it may be another program's, so it was left")
            elif file.backup is not None:
                os.makedirs(os.path.dirname(file.path), exist_ok=True)
                shutil.copy2(file.backup, file.path)
            else:
                failed.append(f"{file.path}: {file.lost}")
        except FileNotFoundError:
            continue
        except OSError as error:
            failed.append(f"{file.path}: {error}")
    made = new_folders | {entry["path"] for entry in journal if entry["op"] == "folder"}
    for folder in sorted(made, key=len, reverse=True):
        shutil.rmtree(os.path.join(folder, "__pycache__"), ignore_errors=True)
        with suppress(OSError):  # not empty: something in it was there before
            os.rmdir(folder)
    return tuple(failed)


def _marker(folder: Path) -> Path:
    base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "recipeline" / "unfinished"
    return base / (hashlib.blake2b(str(folder).encode(), digest_size=12).hexdigest() + ".json")


def mark_unfinished(folder: Path, work: Path) -> None:
    """Remember where the journal of the run is, for the case that this process is killed too."""
    with suppress(OSError):
        _marker(folder).parent.mkdir(parents=True, exist_ok=True)
        _marker(folder).write_text(json.dumps({"work": str(work), "pid": os.getpid()}), encoding="utf-8")


def mark_finished(folder: Path) -> None:
    """The folder is as it was."""
    with suppress(OSError):
        _marker(folder).unlink()


def restore_unfinished(folder: Path) -> bool:
    """Put a folder back that an earlier, killed run left changed. True if there was something to do."""
    try:
        left = json.loads(_marker(folder).read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return False
    if _alive(left["pid"]):
        return False
    journal = read_journal(Path(left["work"]) / "journal.jsonl")
    put_back(changes(journal, {}, {}, Path(os.devnull)), journal, set())
    mark_finished(folder)
    return bool(journal)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
