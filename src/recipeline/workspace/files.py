"""Writes a project into its folder, all of it or nothing.

A new folder is made beside its place and appears by one rename. In a folder that holds something
(`--force`), files that the user edited or that are not ours stay as they are: the new text goes
beside, as `NAME.recipeline-new`. recipeline.toml is written by both sides: an edited one is
replaced, since the plan has read it, and the edited text is kept as `recipeline.toml.recipeline-old`.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from recipeline.errors import RecipelineError
from recipeline.model.project import CopiedFile, Project, ProjectFile
from recipeline.workspace import ownership, transaction
from recipeline.workspace.trouble import explained

BESIDE = ".recipeline-new"
BEFORE = ".recipeline-old"
DATA = "data/"  # a copy of raw data may be the only one left: it is never removed


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files. Paths are relative to the folder, posix."""

    folder: Path
    written: tuple[str, ...]  # new, or replaced because nobody had touched them
    kept: tuple[str, ...] = ()  # the user's: the new text stands beside
    removed: tuple[str, ...] = ()  # ours, untouched, and no longer part of the project
    saved: tuple[str, ...] = ()  # the user's text before it was replaced stands beside


def check_target(folder: Path, *, force: bool) -> None:
    """Refuse a folder that `write_project` would refuse, before time is spent on a notebook's run."""
    with explained(folder):
        if folder.exists() and not folder.is_dir():
            raise RecipelineError(
                "A file stands where the project's folder should go.",
                where=str(folder),
                do="Move it away, or give another folder with -o.",
            )
        transaction.recover(folder)
        if folder.is_dir() and not force and any(folder.iterdir()):
            raise RecipelineError(
                "The folder is not empty.",
                where=str(folder),
                do="Give another folder with -o, or --force: files that you made or edited stay as they are.",
            )
        _check_writable(folder)
    if force and folder.is_dir():
        ownership.read_digests(folder)


def _check_writable(folder: Path) -> None:
    existing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(existing))


def write_project(project: Project, folder: Path, *, force: bool) -> Written:
    """Write the files of a project, all or nothing.

    Raises:
        RecipelineError: the folder holds something and `force` is false, or the system refuses.
    """
    _check_paths(project)
    check_target(folder, force=force)
    with explained(folder):
        if folder.is_dir():
            return _write_into(project, folder)
        return _write_new(project, folder)


def _check_paths(project: Project) -> None:
    paths = [file.path for file in _everything(project)]
    for path in paths:
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise ValueError(f"{path} leads out of the project")
    if twice := {str(path) for path in paths if paths.count(path) > 1}:
        raise ValueError(f"two texts for {sorted(twice)}")


def _everything(project: Project) -> list[ProjectFile | CopiedFile]:
    return [*project.files, *project.copies]


def _write_new(project: Project, folder: Path) -> Written:
    with _parents_of(folder), _staging(folder.parent, f".{folder.name}") as stage:
        digests = _stage_all(project, stage / "new")
        _stage_plan(project, stage / "new", digests)
        (stage / "new").rename(folder)
    return Written(folder, tuple(sorted({*digests, *_plan_path(project)})))


def _write_into(project: Project, folder: Path) -> Written:
    before = ownership.read_digests(folder)
    with _staging(folder) as stage:
        new = _stage_all(project, stage / "new")
        fates = {path: _fate(folder / path, before.get(path), digest) for path, digest in new.items()}
        for path in (path for path, fate in fates.items() if fate == "same"):
            (stage / "new" / path).unlink()
        kept = tuple(sorted(path for path, fate in fates.items() if fate == "keep"))
        for path in kept:
            (stage / "new" / path).rename(stage / "new" / f"{path}{BESIDE}")
        removed = _outdated(folder, before, new)
        settled = [f"{path}{BESIDE}" for path in new if path not in kept]
        # a kept file keeps the digest of what we once wrote, so that it stays the user's
        _stage_plan(
            project,
            stage / "new",
            {path: before.get(path, "") if path in kept else new[path] for path in new},
        )
        saved = _save_plan(project, folder, stage, before)
        transaction.apply(stage, folder, [*removed, *settled])
    written = tuple(
        sorted([path for path in new if fates[path] in ("write", "replace")] + _plan_path(project))
    )
    return Written(folder, written, kept, removed, saved)


def _fate(path: Path, as_we_wrote_it: str | None, new: str) -> ownership.Fate:
    on_disk = ownership.digest_file(path) if path.exists() else None
    return ownership.fate(on_disk, as_we_wrote_it, new)


def _outdated(folder: Path, before: dict[str, str], new: dict[str, str]) -> tuple[str, ...]:
    """Our files of an earlier conversion which nobody edited and which are not in this one."""
    gone = [
        path for path in before if path not in new and path != ownership.PLAN and not path.startswith(DATA)
    ]
    return tuple(path for path in gone if _is_within(path) and _is_untouched(folder / path, before[path]))


def _is_within(path: str) -> bool:
    return not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts


def _is_untouched(path: Path, digest: str) -> bool:
    return path.is_file() and ownership.digest_file(path) == digest


def _stage_all(project: Project, new: Path) -> dict[str, str]:
    """Write every file but recipeline.toml below `new`; give the digest of each."""
    digests: dict[str, str] = {}
    for file in _everything(project):
        if str(file.path) == ownership.PLAN:
            continue
        target = new / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        _put(file, target)
        digests[str(file.path)] = ownership.digest_file(target)
    return digests


def _put(file: ProjectFile | CopiedFile, target: Path) -> None:
    if isinstance(file, CopiedFile):
        shutil.copyfile(file.source, target)  # not its permissions: a read-only source would stay read-only
        return
    target.write_text(file.text, encoding="utf-8", newline="\n")
    if file.text.startswith("#!"):
        target.chmod(0o755)


def _plan_text(project: Project) -> str | None:
    return next((file.text for file in project.files if str(file.path) == ownership.PLAN), None)


def _plan_path(project: Project) -> list[str]:
    return [] if _plan_text(project) is None else [ownership.PLAN]


def _stage_plan(project: Project, new: Path, digests: dict[str, str]) -> None:
    text = _plan_text(project)
    if text is None:
        return
    known = {path: digest for path, digest in digests.items() if digest}
    known[ownership.PLAN] = ownership.digest_bytes(ownership.without_table(text).encode())
    (new / ownership.PLAN).write_text(ownership.with_table(text, known), encoding="utf-8", newline="\n")


def _save_plan(project: Project, folder: Path, stage: Path, before: dict[str, str]) -> tuple[str, ...]:
    """Keep a plan that the user edited beside the one that replaces it."""
    path, text = folder / ownership.PLAN, _plan_text(project)
    if text is None or not path.is_file():
        return ()
    edited = ownership.without_table(path.read_text(encoding="utf-8"))
    if edited == ownership.without_table(text) or _is_plan_untouched(edited, before):
        return ()
    shutil.copyfile(path, stage / "new" / f"{ownership.PLAN}{BEFORE}")
    return (ownership.PLAN,)


def _is_plan_untouched(text: str, before: dict[str, str]) -> bool:
    return ownership.digest_bytes(text.encode()) == before.get(ownership.PLAN)


@contextmanager
def _staging(place: Path, prefix: str = "") -> Iterator[Path]:
    stage = transaction.new_stage(place, prefix)
    try:
        yield stage
    finally:
        if not (stage / transaction.JOURNAL).exists():  # else undoing failed: the next run needs it
            shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def _parents_of(folder: Path) -> Iterator[None]:
    """Make the folders above, and take them away again if what follows does not succeed."""
    missing = [parent for parent in folder.absolute().parents if not parent.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:  # Ctrl-C too
        for parent in missing:
            if not any(parent.iterdir()):
                parent.rmdir()
        raise
