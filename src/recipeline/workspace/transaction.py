"""Changes several files of a folder together: all of them, or none.

New texts are staged in `new/`; at the end each old file moves to `old/` and each new one to its place.
A journal names the files before the first move, so that a stopped move can be undone from
where the files lie, by the same process or by the next one. Does not guard against a power cut.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

MARK = ".recipeline-writing-"  # temporary folders are named by it and by the process that owns them
JOURNAL = "journal.json"


def recover(folder: Path) -> None:
    """Undo and remove what killed runs left in `folder` and beside it."""
    beside = folder.absolute().parent.glob(f".{folder.name}{MARK}*")
    for stage in [*folder.glob(f"{MARK}*"), *beside]:
        if _owner_lives(stage):
            continue
        roll_back(stage, folder)
        shutil.rmtree(stage, ignore_errors=True)


def new_stage(place: Path, prefix: str = "") -> Path:
    """Make the temporary folder of this process in `place`, with `new/` and `old/` in it."""
    stage = place / f"{prefix}{MARK}{os.getpid()}"
    shutil.rmtree(stage, ignore_errors=True)
    for name in ("new", "old"):
        (stage / name).mkdir(parents=True)
    return stage


def apply(stage: Path, folder: Path, removed: Iterable[str] = ()) -> None:
    """Move everything staged in `new/` into the folder and `removed` out of it, or change nothing."""
    staged = stage / "new"
    arriving = sorted(path.relative_to(staged).as_posix() for path in staged.rglob("*") if path.is_file())
    leaving = [path for path in removed if os.path.lexists(folder / path)]
    _write_journal(stage, folder, arriving, leaving)
    try:
        for path in leaving:
            _move(folder / path, stage / "old" / path)
        for path in arriving:
            if os.path.lexists(folder / path):
                _move(folder / path, stage / "old" / path)
            _move(staged / path, folder / path)
    except BaseException:  # Ctrl-C too: the folder must be as it was, whatever stopped us
        roll_back(stage, folder)
        raise
    (stage / JOURNAL).unlink()


def roll_back(stage: Path, folder: Path) -> None:
    """Put the old files back. Where a file lies says how far its move came."""
    if not (stage / JOURNAL).is_file():
        return
    journal = json.loads((stage / JOURNAL).read_text(encoding="utf-8"))
    for path in [*journal["leaving"], *journal["arriving"]]:
        if os.path.lexists(stage / "old" / path):
            _move(stage / "old" / path, folder / path)
        elif path in journal["arriving"] and not os.path.lexists(stage / "new" / path):
            (folder / path).unlink(missing_ok=True)
    for made in reversed(journal["folders"]):
        _remove_if_empty(folder / made)
    (stage / JOURNAL).unlink()


def _write_journal(stage: Path, folder: Path, arriving: list[str], leaving: list[str]) -> None:
    parents = {parent for path in arriving for parent in Path(path).parents if parent != Path(".")}
    made = sorted(parent.as_posix() for parent in parents if not (folder / parent).exists())
    draft = stage / f"{JOURNAL}.draft"
    draft.write_text(
        json.dumps({"arriving": arriving, "leaving": leaving, "folders": made}), encoding="utf-8"
    )
    draft.replace(stage / JOURNAL)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.move(source, target)  # a folder of the project lies on another disk


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return  # somebody else's file is in it


def _owner_lives(stage: Path) -> bool:
    number = stage.name.rpartition("-")[2]
    if not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return int(number) != os.getpid()
