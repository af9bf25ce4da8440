"""From a path to a Notebook, in three steps.

document = the file, checked, in the shape of nbformat 4
cells    = each code cell translated to plain Python, under its headings
notebook = the cells with title, requirements and companions
"""

from __future__ import annotations

import hashlib
import re
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from recipeline.errors import RecipelineError
from recipeline.model.notebook import At, Cell, CellId, Notebook, SyntaxFault
from recipeline.read.captured import with_import
from recipeline.read.document import Document, other_language, parse_ipynb, python_version, text_of
from recipeline.read.files import decode, read_bytes
from recipeline.read.markdown import Heading, open_headings, split_markdown
from recipeline.read.outputs import output_text, stored_error
from recipeline.read.python_check import newer_python_hint
from recipeline.read.shell_calls import shell_names
from recipeline.read.surroundings import Surroundings
from recipeline.read.text_formats import is_text_format, parse_text
from recipeline.read.translate import Translation, translate


def read_notebook(path: Path) -> Notebook:
    """Read a notebook of any format we know. Raises RecipelineError for what the user can mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", (SyntaxWarning))  # "\d" in a cell is not our business
        warnings.simplefilter("ignore", (DeprecationWarning))
        return _read(Path(path), ())


def _read(path: Path, readers: tuple[Path, ...]) -> Notebook:
    """`readers`: the notebooks that are being read because of `%run`, outermost first."""
    data = read_bytes(path)
    if path.resolve() in readers:
        raise RecipelineError(
            "it runs itself in a circle", where=str(path), do="Remove one of the %run lines."
        )
    document = _document(decode(data, path), path)
    language = other_language(document.metadata)
    if language is not None:
        raise RecipelineError(
            f"This notebook is written in {language}; recipeline reads Python.",
            where=str(path),
            do="Give a Python notebook.",
        )
    drafts, title, introduction = _drafts(document)
    if not any(draft.text.strip() for draft in drafts):
        raise RecipelineError(
            "This notebook has no code.", where=str(path), do="Give a notebook with a code cell."
        )
    inner = (*readers, path.resolve())
    texts = tuple(draft.text for draft in drafts)
    around = Surroundings(path, lambda other: _read(other, inner), texts, shells=shell_names(texts))
    version = python_version(document.metadata)
    cells, requirements = _translated(drafts, around, version, path)
    return Notebook(
        name=path.stem, path=str(path), digest=f"sha256:{hashlib.sha256(data).hexdigest()}", cells=cells, title=title,
        introduction=introduction, requirements=requirements, companions=tuple(around.companions.values()),
        python_version=version, raw=document.raw,
    )  # fmt: skip


def _document(text: str, path: Path) -> Document:
    if is_text_format(path):
        return parse_text(text, path)
    if path.suffix.lower() in (".ipynb", ".json", "") or text.lstrip()[:1] == "{":
        return parse_ipynb(text, str(path))
    raise RecipelineError(
        f"recipeline does not read {path.suffix} files.",
        where=str(path),
        do="Give an .ipynb, .py or .md notebook.",
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """A code cell before its text is translated."""

    cell: Cell
    text: str


def _drafts(document: Document) -> tuple[list[_Draft], str | None, str]:
    """The code cells in their surroundings; the title; the introduction."""
    drafts: list[_Draft] = []
    headings: tuple[Heading, ...] = ()
    prose: list[str] = []
    introduction: str | None = None
    title: str | None = None
    ids: set[str] = set()
    for index, raw in enumerate(document.cells):
        if raw.get("cell_type") == "markdown":
            new, text = split_markdown(text_of(raw.get("source")))
            for heading in new:
                headings = open_headings(headings, heading)
                title = heading.text if title is None and heading.level == 1 else title
            prose += [text] if text else []
        elif raw.get("cell_type") == "code":
            between = "\n\n".join(prose)
            introduction = between if introduction is None else introduction
            drafts.append(
                _draft(raw, index, len(drafts) + 1, tuple(heading.text for heading in headings), between, ids)
            )
            prose = []
    return drafts, title, introduction or ""


def _draft(
    raw: dict[str, Any], index: int, number: int, headings: tuple[str, ...], prose: str, ids: set[str]
) -> _Draft:
    text = text_of(raw.get("source"))
    count = raw.get("execution_count")
    metadata = raw.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    cell = Cell(
        id=_cell_id(raw.get("id"), text, ids), number=number, index=index, source="", original=text,
        ran_at=count if isinstance(count, int) and not isinstance(count, bool) else None,
        headings=headings, prose=prose,
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        output_text=output_text(raw.get("outputs")),
        failed_with=None if "raises-exception" in str(tags) else stored_error(raw.get("outputs")),
    )  # fmt: skip
    return _Draft(cell, text)


def _cell_id(given: object, text: str, taken: set[str]) -> CellId:
    """The file's own id, else one from the text, so that it stays when cells move."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:10]
    base = given if isinstance(given, str) and given else f"c{digest}"
    name, copy = base, 1
    while name in taken:
        copy += 1
        name = f"{base}-{copy}"
    taken.add(name)
    return CellId(name)


def _translated(
    drafts: list[_Draft], around: Surroundings, version: str | None, path: Path
) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    cells: list[Cell] = []
    requirements: dict[str, None] = {}
    for draft in drafts:
        around.number = draft.cell.number
        done = translate(draft.text, draft.cell.number, around)
        if done.python_2 and (version or "").startswith("2"):
            raise _python_2(done, path)
        around.sources.append(done.source)
        around.companions.update((companion.path, companion) for companion in done.companions)
        requirements.update(dict.fromkeys(done.requirements))
        fault = done.fault
        if done.module is not None and fault is None:
            cells, fault = _with_module(cells, done.module, draft.cell.number)
            done.source = "" if fault is not None else done.source
        if fault is not None:
            fault = replace(fault, message=fault.message + newer_python_hint(version))
        cells.append(replace(draft.cell, source=done.source, magics=tuple(done.magics), fault=fault))
    return tuple(cells), tuple(requirements)


def _with_module(cells: list[Cell], module: str, number: int) -> tuple[list[Cell], SyntaxFault | None]:
    """The cells so far, one of which imports the module: each line of the cell at hand is taken."""
    known = any(re.search(rf"^import {module}$|; import {module}\b", cell.source, re.M) for cell in cells)
    changed = cells if known else with_import(cells, module)
    if changed is not None:
        return changed, None
    return cells, SyntaxFault(At(number, 1), "leave an empty line below `%%capture`: no cell above it has a place for an import")


def _python_2(done: Translation, path: Path) -> RecipelineError:
    assert done.fault is not None
    return RecipelineError(
        "This notebook is written in Python 2.",
        where=f"{path}, {done.fault.at.spoken}: {done.fault.message}",
        do="Convert it to Python 3 (for instance with 2to3 or futurize), run it once, save it.",
    )
