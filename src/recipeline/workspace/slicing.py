"""The slice for a name as a document: which statements, and their text as a percent script."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from typing import Any

from recipeline.analyse import slice_for
from recipeline.errors import RecipelineError
from recipeline.model.analysis import Analysis, Statement, StatementId
from recipeline.model.notebook import Notebook


def slice_document(notebook: Notebook, analysis: Analysis, name: str, place: str | None) -> dict[str, Any]:
    """Give the document of `recipeline slice`, without its head."""
    after = None if place is None else _following(analysis, _statement_at(notebook, analysis, place))
    _check_name(notebook, analysis, name)
    wanted = frozenset(slice_for(analysis, name, after))
    kept = [statement for statement in analysis.statements if statement.id in wanted]
    if not kept:
        raise RecipelineError(
            f"{name!r} is not bound yet at {place}.",
            where=notebook.path,
            do=f"Give a later --at; it is bound at {', '.join(_places_of(analysis, name))}.",
        )
    return {
        "name": name,
        "statements": [str(statement.id) for statement in kept],
        "cells": sorted({statement.cell for statement in kept}),
        "source": percent_script(notebook, kept),
    }


def percent_script(notebook: Notebook, statements: Collection[Statement]) -> str:
    """Give the text of these statements, cell by cell, as the author wrote them."""
    sources = {cell.number: cell.source for cell in notebook.cells}
    parts: list[str] = []
    for number in sorted({statement.cell for statement in statements}):
        lines = [
            sources[number][statement.start : statement.end].rstrip()
            for statement in statements
            if statement.cell == number
        ]
        parts.append("\n".join([f"# %% cell {number}", *lines]) + "\n")
    return "\n".join(parts)


def _check_name(notebook: Notebook, analysis: Analysis, name: str) -> None:
    bound = sorted({bound for statement in analysis.statements for bound in statement.binds})
    if name in bound:
        return
    near = difflib.get_close_matches(name, bound, n=3)
    names = ", ".join(near or bound[:10])
    raise RecipelineError(
        f"The notebook binds no name {name!r}.",
        where=notebook.path,
        do=f"Did you mean {names}?" if near else f"Give one of its names: {names or 'it has none'}.",
    )


def _following(analysis: Analysis, statement: Statement) -> StatementId | None:
    """The next statement: `slice_for` gives the value before a place, we promise the one after it."""
    index = analysis.statements.index(statement) + 1
    return analysis.statements[index].id if index < len(analysis.statements) else None


def _places_of(analysis: Analysis, name: str) -> list[str]:
    return [str(statement.id) for statement in analysis.statements if name in statement.binds]


def _statement_at(notebook: Notebook, analysis: Analysis, place: str) -> Statement:
    """The statement with this id, or the last one that begins at or before a place inside it."""
    by_id = {statement.id: statement for statement in analysis.statements}
    if found := by_id.get(StatementId(place)):
        return found
    form = re.fullmatch(r"(\d+)(?::(\d+))?", place)
    if form is None:
        raise RecipelineError(
            f"{place!r} is not a place.",
            where="--at",
            do="Give the code cell and its line, both from 1: 4:2.",
        )
    cell = int(form[1])
    line = int(form[2]) if form[2] else None  # "4": after the whole cell
    inside = [s for s in analysis.statements if s.cell == cell and (line is None or s.line <= line)]
    if not inside:
        cells = max((each.number for each in notebook.cells), default=0)
        raise RecipelineError(
            f"There is no statement at {place}.",
            where=notebook.path,
            do=f"Give a place in cells 1 to {cells}.",
        )
    return inside[-1]
