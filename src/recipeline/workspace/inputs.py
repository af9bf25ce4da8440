"""The files that a project needs: which inputs are copied, which local modules come along, where outputs go."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from pathlib import Path, PurePosixPath

from recipeline.convert import Understood
from recipeline.model.observation import Observation
from recipeline.model.plan import Plan
from recipeline.model.project import CopiedFile
from recipeline.plan.paths import PathPlan
from recipeline.workspace.options import ConvertOptions

MEGABYTE = 1_000_000


def path_plan(understood: Understood, observation: Observation | None, folder: Path, options: ConvertOptions) -> PathPlan:
    """What the run read and wrote; without a run, the literal paths that lead to a file."""
    if observation is None or not observation.ok:
        read = tuple(dict.fromkeys(_literal_files(understood, folder)))
        return _limited(PathPlan(str(folder), read, ()), options)
    modules = set(observation.local_modules)
    written = tuple(observation.files_written)
    read = tuple(path for path in observation.files_read if path not in modules and path not in written and Path(path).is_file())
    return _limited(PathPlan(str(folder), read, written), options)


def _literal_files(understood: Understood, folder: Path) -> list[str]:
    found = []
    for statement in understood.analysis.statements:
        for effect in statement.effects:
            if effect.kind == "file-read" and effect.target and "://" not in effect.target:
                path = posixpath.normpath(posixpath.join(str(folder), effect.target))
                try:
                    if Path(path).is_file():
                        found.append(path)
                except OSError:
                    continue
    return found


def _limited(paths: PathPlan, options: ConvertOptions) -> PathPlan:
    limit = options.copy_limit_mb * MEGABYTE
    return replace(paths, referenced=frozenset(path for path in paths.read if _size(path) > limit))


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def copies_of(paths: PathPlan) -> tuple[CopiedFile, ...]:
    """Raw data, each at its place below data/raw/."""
    return tuple(CopiedFile(PurePosixPath(paths.input(path)), path) for path in paths.read if path not in paths.referenced)


def with_files(plan: Plan, paths: PathPlan, observation: Observation | None, understood: Understood) -> Plan:
    """Add local modules, the map of outputs, and the folder to run in if a path was put together at run time."""
    modules = []
    companions = {companion.path for companion in understood.notebook.companions}
    for path in observation.local_modules if observation is not None else ():
        inside = posixpath.relpath(path, paths.folder)
        inside = posixpath.basename(path) if inside.startswith("..") else inside
        if inside not in companions and Path(path).is_file():
            modules.append(CopiedFile(PurePosixPath("src") / inside, path))
    lifted = {paths.absolute(str(setting.original)) for setting in plan.settings if setting.path is not None}
    reached = [path for path in paths.read if _reached(path, lifted)]
    moving = len(reached) < len(paths.read) or any(not _reached(path, lifted) for path in paths.written)
    working = None
    if moving and (paths.read or paths.written):
        working = posixpath.normpath(posixpath.join("data/raw", posixpath.relpath(paths.folder, paths.root)))
    output = {path: _where_written(path, paths, lifted, working) for path in paths.written}
    folders = _standing_folders(paths) if working is not None else ()
    return replace(plan, copies=tuple(modules), file_map=tuple(output.items()), working_folder=working, standing_folders=folders)


def _standing_folders(paths: PathPlan) -> tuple[str, ...]:
    """Folders that were there before the notebook wrote into them, as seen from its own folder."""
    parents = {posixpath.dirname(path) for path in paths.written}
    inside = (posixpath.relpath(parent, paths.folder) for parent in parents if Path(parent).is_dir())
    return tuple(sorted(parent for parent in inside if parent != "." and not parent.startswith("..")))


def _reached(path: str, lifted: set[str]) -> bool:
    return any(path == place or path.startswith(place + "/") for place in lifted)


def _where_written(path: str, paths: PathPlan, lifted: set[str], working: str | None) -> str:
    if path in lifted or working is None:
        return paths.output(path)
    for place in lifted:
        if path.startswith(place + "/"):
            return posixpath.join(paths.output(place), posixpath.relpath(path, place))
    return posixpath.normpath(posixpath.join(working, posixpath.relpath(path, paths.folder)))
