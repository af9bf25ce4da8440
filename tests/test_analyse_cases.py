"""What the analysis says about small notebooks: one file each in `cases/analyse`, with what is expected below the cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from percent import notebook

from recipeline.analyse import analyse, slice_for
from recipeline.model.analysis import Analysis, Definition, Effect, Statement
from recipeline.model.notebook import Notebook

FOLDERS = ("analyse", "stages")  # what `stages` holds is read for its stages and not made to run
CASES = sorted(path for folder in FOLDERS for path in (Path(__file__).parent / "cases" / folder).glob("*.py"))
FIELDS = {"binds": "binds", "sure": "binds_surely", "reads": "reads", "uses": "uses", "mutates": "mutates",
          "through": "mutates_through", "deletes": "deletes", "calls": "calls"}  # fmt: skip
DEFINITION_FIELDS = {"reads": "globals_read", "writes": "globals_written", "mutates": "mutated_parameters"}


def said(effects: tuple[Effect, ...]) -> list[str]:
    return sorted(f"{effect.kind}={effect.target}" if effect.target is not None else effect.kind for effect in effects)


def of_statement(book: Notebook, statement: Statement, field: str, wanted: str) -> tuple[object, object]:
    if field in FIELDS:
        return sorted(getattr(statement, FIELDS[field])), sorted(wanted.split())
    if field == "effects":
        return said(statement.effects), sorted(wanted.split())
    if field == "text":
        return book.cells[statement.cell - 1].source[statement.start : statement.end], wanted.replace("|", "\n")
    if field in ("shown", "awaits"):
        return "yes" if getattr(statement, field) else "no", wanted
    return getattr(statement, field), wanted


def answer(book: Notebook, analysis: Analysis, line: str) -> tuple[object, object]:
    """What the analysis says, and what the line expects."""
    subject, _, rest = line.partition(" ")
    if subject == "slice":
        name, _, ids = rest.partition(":")
        return list(slice_for(analysis, name)), ids.split()
    if subject in ("edge", "no"):
        source, target, kind = rest.removeprefix("edge ").replace(" -> ", " ").split() if subject == "edge" else (*rest.split()[1::2], "")
        found = {(edge.source, edge.to, edge.kind) for edge in analysis.edges}
        return any(edge[:2] == (source, target) and kind in ("", edge[2]) for edge in found), subject == "edge"
    if subject == "def":
        name, field, *wanted = rest.split()
        found_definition: Definition = next(one for one in analysis.definitions if one.name == name)
        return sorted(getattr(found_definition, DEFINITION_FIELDS[field])), sorted(wanted)
    field, _, text = rest.partition(" ")
    statement = next(one for one in analysis.statements if one.id == subject)
    return of_statement(book, statement, field, text)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """Each line below `# expect` is one fact that some later layer relies on."""
    text, _, expected = path.read_text(encoding="utf-8").partition("\n# expect\n")
    book = notebook(text)
    analysis = analyse(book)
    lines = [line.removeprefix("# ") for line in expected.splitlines() if line.strip()]
    assert lines
    wrong = []
    for line in lines:
        found, wanted = answer(book, analysis, line)
        if found != wanted:
            wrong.append(f"{line}   -- found {found}")
    assert not wrong, "\n" + "\n".join(wrong)
