"""What a rule looks at: the notebook, its analysis, and the syntax tree of each statement."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from recipeline.analyse.syntax import dotted_name, parsed, walk
from recipeline.model.analysis import Analysis, Definition, Statement, StatementId
from recipeline.model.notebook import At, Notebook


@dataclass(frozen=True, eq=False)  # by identity: what rules keep for a subject is looked up often, and its hash would read all of it
class Subject:
    """One notebook under assessment. Nothing in it runs or reads anything."""

    notebook: Notebook
    analysis: Analysis
    files: frozenset[str] | None = None  # what lies in and below the notebook's folder, posix, relative; None: unknown
    ignored: tuple[str, ...] = ()  # codes that the config beside the notebook leaves out

    @cached_property
    def nodes(self) -> Mapping[StatementId, ast.stmt]:
        """The syntax tree of each statement. Its line numbers are those of the cell."""
        found: dict[StatementId, ast.stmt] = {}
        by_cell: dict[int, list[Statement]] = {}
        for statement in self.analysis.statements:
            by_cell.setdefault(statement.cell, []).append(statement)
        for cell in self.notebook.cells:
            if cell.number in by_cell:
                body = parsed(cell.source).body
                found.update(zip((statement.id for statement in by_cell[cell.number]), body, strict=True))
        return found

    @cached_property
    def by_id(self) -> Mapping[StatementId, Statement]:
        """The statements by their place."""
        return {statement.id: statement for statement in self.analysis.statements}

    def text(self, statement: Statement) -> str:
        """The source of a statement, as it runs."""
        return self._sources[statement.cell][statement.start : statement.end]

    @cached_property
    def _sources(self) -> Mapping[int, str]:
        return {cell.number: cell.source for cell in self.notebook.cells}

    @cached_property
    def definitions(self) -> Mapping[StatementId, Definition]:
        """Functions and classes by the statement that defines them."""
        return {definition.statement: definition for definition in self.analysis.definitions}

    @cached_property
    def imported(self) -> Mapping[str, str]:
        """Local name → dotted name of what it was imported from: {"pd": "pandas", "train_test_split": "sklearn.…"}."""
        names: dict[str, str] = {}
        for statement in self.analysis.statements:
            for one in statement.imports:
                names.setdefault(one.name, one.target)
        return names

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """The .ipynb document, as JSON gives it; empty for text formats."""
        if not self.notebook.raw:
            return {}
        loaded = json.loads(self.notebook.raw)
        return loaded if isinstance(loaded, dict) else {}

    def pairs(self) -> Iterator[tuple[Statement, ast.stmt]]:
        """Each statement with its syntax tree, in notebook order."""
        for statement in self.analysis.statements:
            yield statement, self.nodes[statement.id]

    def walk(self, node: ast.AST) -> Sequence[ast.AST]:
        """What `ast.walk` gives, kept for the next rule: most rules look at every node of every statement."""
        kept = self._walked.get(node)
        if kept is None:
            kept = self._walked[node] = tuple(walk(node))
        return kept

    def every(self, kind: type[ast.AST]) -> Sequence[tuple[Statement, ast.AST]]:
        """The nodes of one kind in the whole notebook, each with its statement; kept, as many rules ask for calls."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[type[ast.AST], Sequence[tuple[Statement, ast.AST]]]:
        found: dict[type[ast.AST], list[tuple[Statement, ast.AST]]] = {}
        for statement, node in self.pairs():
            for inner in self.walk(node):
                found.setdefault(type(inner), []).append((statement, inner))
        return found

    @cached_property
    def _walked(self) -> dict[ast.AST, tuple[ast.AST, ...]]:
        return {}

    def dotted(self, node: ast.expr) -> str | None:
        """The full dotted name of a call's function where imports tell it: `pd.read_csv` → "pandas.read_csv".

        None where it does not start at an imported name; then it is a method or a function of the notebook.
        """
        return dotted_name(node, self.imported.get)


def place(statement: Statement, node: ast.AST | None = None) -> At:
    """Where a statement, or a node inside it, stands."""
    return At(statement.cell, getattr(node, "lineno", statement.line) if node is not None else statement.line)
