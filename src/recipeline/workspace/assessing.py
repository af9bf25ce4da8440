"""Assesses many notebooks: finds them, looks at what lies beside each, shares the work among the cores. Runs no notebook.

The processes that it starts run our own code only, one notebook after the other.
"""

from __future__ import annotations

import gc
import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from recipeline.analyse import analyse
from recipeline.assess import assessment
from recipeline.errors import RecipelineError
from recipeline.plan.secrecy import conceal, concealed_values, credentials_of
from recipeline.read import read_notebook
from recipeline.rules.environment.pins import names_environment
from recipeline.workspace.assess_config import config_beside

# Folders of tools, where no notebook of the user and no data lies. Hidden folders are left out too.
SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "env", "virtualenv", "site-packages", "__pypackages__"})
MOST_FILES = 20_000  # beside one notebook; beyond it nothing is said of missing files
LEVELS = 6  # folders from the notebook's up to that of its repository
FEW = 4  # notebooks below which starting processes costs more than it saves
TOLD = ("statements", "inputs", "outputs", "findings", "score_card")  # parts of a document that may repeat a text of the notebook


@dataclass(frozen=True, slots=True)
class Assessed:
    """One notebook, assessed or not."""

    document: Mapping[str, Any]
    sources: tuple[str, ...] = ()  # of its code cells, as the author wrote them, credentials hidden
    bug: bool = False  # it could not be assessed, and that is our fault


def notebooks_in(given: Sequence[Path]) -> list[Path]:
    """The notebooks named, and those in the folders named, each once."""
    found: dict[Path, None] = {}
    for path in given:
        inside = sorted(one for one in _files_below(path) if one.suffix == ".ipynb") if path.is_dir() else [path]
        found.update(dict.fromkeys(inside))
    if not found:
        raise RecipelineError("There is no notebook here.", where=", ".join(map(str, given)), do="Name a notebook, or a folder that holds one.")
    return list(found)


def assess_all(paths: Sequence[Path], progress: Callable[[int], None]) -> list[Assessed]:
    """Assess each notebook, in the order given. A broken file becomes a document with an error; the others go on."""
    done: list[Assessed] = []
    for one in _assessed(paths):
        done.append(one)
        progress(len(done))
    return done


def _assessed(paths: Sequence[Path]) -> Iterator[Assessed]:
    workers = min(os.cpu_count() or 1, len(paths))
    if len(paths) < FEW or workers < 2:
        yield from map(assess_one, paths)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(assess_one, paths, chunksize=max(1, min(8, len(paths) // (4 * workers))))


def assess_one(path: Path) -> Assessed:
    """Read and assess one notebook."""
    try:
        with warnings.catch_warnings(), _collecting_later():
            warnings.simplefilter("ignore")  # Python's own about the code of a cell would go to the user's terminal
            return _assess(path)
    except RecipelineError as error:
        return Assessed(_failed(path, error.what, error.where, error.do))
    except (Exception, RecursionError) as error:  # one notebook that trips us must not stop the others; the answer says that it is our bug
        what = f"recipeline failed on this notebook: {type(error).__name__}: {error}"
        return Assessed(_failed(path, what, str(path), "Please report it, with the notebook if you can."), bug=True)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """No search for garbage while one notebook is assessed: its trees live to the end, and are looked through for nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _assess(path: Path) -> Assessed:
    notebook = read_notebook(path)
    config = config_beside(path)
    document = assessment(notebook, analyse(notebook), files_beside(path.parent), config.ignore, config.answers, _looker(path.parent))
    sources = tuple(cell.original for cell in notebook.cells)
    credentials = credentials_of(notebook)
    if credentials:
        document |= {part: concealed_values(document[part], credentials) for part in TOLD}
        sources = tuple(conceal(source, credentials) for source in sources)
    return Assessed(document, sources)


def _failed(path: Path, what: str, where: str, do: str) -> dict[str, Any]:
    return {"path": str(path), "digest": None, "error": {"what": what, "where": where, "do": do}}


def _looker(folder: Path) -> Callable[[str], bool | None]:
    """Whether a file that the notebook names is there; None where the name is a pattern, or cannot be looked up."""

    def look(name: str) -> bool | None:
        try:
            return None if set("*?{[") & set(name) else (folder / Path(name).expanduser()).exists()
        except (OSError, ValueError, RuntimeError):
            return None

    return look


@lru_cache(maxsize=8)
def files_beside(folder: Path) -> frozenset[str] | None:
    """What lies in and below a folder, relative and posix; None if that is too much to list."""
    names: set[str] = set()
    for one in _files_below(folder):
        names.add(one.relative_to(folder).as_posix())
        if len(names) > MOST_FILES:
            return None
    return frozenset(names.union(_environment_above(folder)))


def _environment_above(folder: Path) -> list[str]:
    """Files that name packages in the folders above, up to that of the repository: as `../requirements.txt`. None outside one."""
    here = folder.resolve()
    found: list[str] = []
    for height, above in enumerate((here, *here.parents)[:LEVELS]):
        try:
            names = sorted(one.name for one in above.iterdir() if one.is_file()) if height else []
        except OSError:
            return []
        found += ["../" * height + name for name in names if names_environment([name])]
        if (above / ".git").exists():
            return found
    return []


def _files_below(folder: Path) -> Iterator[Path]:
    """Files of the user, through links too, each folder once."""
    seen: set[str] = set()
    for here, folders, files in os.walk(folder, followlinks=True):
        real = os.path.realpath(here)
        wanted = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED)
        folders[:] = [] if real in seen else wanted
        if real not in seen and "pyvenv.cfg" not in files:
            yield from (Path(here) / name for name in sorted(files) if not name.startswith("."))
        elif "pyvenv.cfg" in files:
            folders[:] = []
        seen.add(real)
