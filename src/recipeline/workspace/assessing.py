"""Assesses many notebooks: finds them, reads what lies beside each, shares the work among the cores. Runs no notebook."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recipeline.errors import RecipelineError

SKIPPED = frozenset({".git", ".ipynb_checkpoints", "node_modules", "__pycache__", ".venv", "venv", "env", "site-packages", ".tox", ".nox"})
MOST_FILES = 20_000  # beside one notebook; beyond it nothing is said of missing files
FEW = 4  # notebooks below which starting processes costs more than it saves


@dataclass(frozen=True, slots=True)
class Assessed:
    """One notebook, assessed or not."""

    document: Mapping[str, Any]
    text: str | None  # the terminal report; None where the notebook could not be assessed


def notebooks_in(given: Sequence[Path]) -> list[Path]:
    """The notebooks named, and those in the folders named, each once."""
    found: dict[Path, None] = {}
    for path in given:
        if path.is_dir():
            inside = [one for one in _files_below(path) if one.suffix == ".ipynb"]
            found.update(dict.fromkeys(sorted(inside)))
        else:
            found[path] = None
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
    from recipeline.analyse import analyse
    from recipeline.assess import assessment
    from recipeline.assess.terminal import report
    from recipeline.read import read_notebook

    try:
        notebook = read_notebook(path)
        config = config_beside(path)
        document = assessment(notebook, analyse(notebook), files_beside(path), config["ignore"], config["answers"])
    except RecipelineError as error:
        return Assessed(failed(path, error.what, error.where, error.do), None)
    except Exception as error:  # one notebook that trips us must not stop the others; its answer says that it is our bug
        what = f"recipeline failed on this notebook: {type(error).__name__}: {error}"
        return Assessed(failed(path, what, str(path), "Please report it, with the notebook if you can."), None)
    return Assessed(document, report(document, notebook))


def failed(path: Path, what: str, where: str, do: str) -> dict[str, Any]:
    """The document of a notebook that could not be assessed."""
    return {"path": str(path), "digest": None, "error": {"what": what, "where": where, "do": do}}


def config_beside(path: Path) -> dict[str, Any]:
    """`[assess]` of the recipeline.toml beside the notebook: codes to ignore, answers to the questions."""
    place = path.parent / "recipeline.toml"
    if not place.is_file():
        return {"ignore": (), "answers": {}}
    try:
        table = tomllib.loads(place.read_text(encoding="utf-8")).get("assess", {})
    except (OSError, ValueError) as error:
        raise RecipelineError(f"recipeline.toml cannot be read: {error}", where=str(place), do="Mend it, or move it away.") from None
    ignore, answers = table.get("ignore", []), table.get("answers", {})
    if not isinstance(ignore, list) or not isinstance(answers, dict):
        raise RecipelineError(
            "`ignore` must be a list and `answers` a table.", where=f"{place}, [assess]", do='Write ignore = ["RP301"].'
        )
    return {"ignore": tuple(map(str, ignore)), "answers": {str(key): str(value) for key, value in answers.items()}}


def files_beside(path: Path) -> frozenset[str] | None:
    """What lies in and below the notebook's folder, relative and posix; None if that is too much to list."""
    folder = path.parent
    names: set[str] = set()
    for one in _files_below(folder):
        names.add(one.relative_to(folder).as_posix())
        if len(names) > MOST_FILES:
            return None
    return frozenset(names)


def _files_below(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        yield from (Path(here) / name for name in files)
