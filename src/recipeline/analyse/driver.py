"""Walks all cells of a notebook in order and puts the result together."""

from __future__ import annotations

import ast
import gc
import re

from recipeline.analyse import positions
from recipeline.analyse.describe import describe
from recipeline.analyse.edges import Edges
from recipeline.analyse.objects import Obj, Value
from recipeline.analyse.records import Def, Record
from recipeline.analyse.stages import Models, called_as_models, second_stage, settled, stage_of
from recipeline.analyse.statements import Statements
from recipeline.analyse.syntax import parsed
from recipeline.model.analysis import Analysis, Statement, StatementKind
from recipeline.model.notebook import Cell, Notebook

_OUT = re.compile(r"\bOut\b")


def analyse(notebook: Notebook) -> Analysis:
    """What every statement of the notebook defines, uses, changes and touches. Runs nothing, reads no file.

    Cells that do not parse are left out: the reader has reported them.
    """
    collecting = gc.isenabled()
    gc.disable()  # many small objects live until the end, so collecting on the way only costs: half the time at 5,000 cells
    try:
        trees = [(cell, tree) for cell in notebook.cells if (tree := _parse(cell)) is not None]
        walk = Statements(*_survey([tree for _, tree in trees]))
        return _Driver(walk, any(_OUT.search(cell.source) for cell, _ in trees)).run(trees)
    finally:
        if collecting:
            gc.enable()


def _parse(cell: Cell) -> ast.Module | None:
    if cell.fault is not None:
        return None
    try:
        return parsed(cell.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _survey(trees: list[ast.Module]) -> tuple[frozenset[str], dict[str, str]]:
    """Names of methods, and imports, over the whole notebook: functions use both before their cell comes."""
    methods: set[str] = set()
    refs: dict[str, str] = {}
    clashing: set[str] = set()
    todo: list[ast.stmt] = [node for tree in trees for node in tree.body]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.ClassDef):
            methods.update(part.name for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for local, ref in _refs(node):
                if refs.setdefault(local, ref) != ref:
                    clashing.add(local)
        elif isinstance(node, ast.If | ast.Try | ast.With):
            todo += node.body
            todo += getattr(node, "orelse", [])
            todo += [part for handler in getattr(node, "handlers", []) for part in handler.body]
    return frozenset(methods), {name: ref for name, ref in refs.items() if name not in clashing}


def _refs(node: ast.Import | ast.ImportFrom) -> list[tuple[str, str]]:
    if isinstance(node, ast.Import):
        return [(alias.asname or alias.name.split(".")[0], alias.name if alias.asname else alias.name.split(".")[0]) for alias in node.names]
    module = "." * node.level + (node.module or "")
    return [(alias.asname or alias.name, f"{module or '.'}.{alias.name}") for alias in node.names if alias.name != "*"]


class _Driver:
    """One walk over one notebook."""

    def __init__(self, walk: Statements, keeps_outputs: bool) -> None:
        self.walk = walk
        self.edges = Edges(walk)
        self.keeps_outputs = keeps_outputs
        self.statements: list[Statement] = []
        self.run_number = 0

    def run(self, trees: list[tuple[Cell, ast.Module]]) -> Analysis:
        """Walk every cell."""
        self.models = Models(called_as_models(cell.source for cell, _ in trees))
        for cell, tree in trees:
            if cell.source.strip():
                self.run_number += 1
            self._cell(cell, tree)
        definitions = describe(self.walk, tuple(self.statements))
        edges = tuple(self.edges.edges)
        return Analysis(settled(self.statements, edges), edges, definitions)

    def _cell(self, cell: Cell, tree: ast.Module) -> None:
        walk = self.walk
        walk.figure = Obj("figure")
        lines = positions.Lines(cell.source)
        starts = [positions.first_line(node) for node in tree.body]
        walk.statement_ids += positions.identifiers(cell.number, [line for line, _ in starts])
        last = len(tree.body) - 1
        for index, node in enumerate(tree.body):
            end = lines.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
            shown = index == last and isinstance(node, ast.Expr) and not cell.source[end:].lstrip(" \t").startswith(";")
            place = (cell.number, starts[index][0], node.end_lineno or node.lineno, lines.offset(*starts[index]), end)
            self._statement(node, place, shown)

    def _statement(self, node: ast.stmt, place: tuple[int, int, int, int, int], shown: bool) -> None:
        walk = self.walk
        walk.statement = len(self.statements)
        rec = walk.rec = Record()
        walk.begin()
        first_def = len(walk.defs)
        value: Value | None = None
        if isinstance(node, ast.Expr):
            value = walk.value(node.value)
        else:
            walk.handlers[type(node)](node)
        rec.sure = walk.sure
        for name in rec.sure:
            if len(rec.added.get(name, ())) > 1 or name in rec.before:
                walk.settle(name)
        kind: StatementKind = positions.KINDS.get(type(node).__name__, "other")
        uses, mutates, through = self.edges.finish(rec, place[0], kind, shown)
        if shown and value is not None:
            self._show(node, value)
        used = self._used(uses, first_def, kind)
        stage = self.models.refine(stage_of(node, kind, rec, used, shown), kind, rec, uses)
        self.statements.append(
            Statement(
                walk.statement_ids[walk.statement], *place, kind=kind, binds=tuple(rec.binds), reads=tuple(rec.reads),
                binds_surely=tuple(name for name in rec.binds if name in rec.sure), uses=uses, mutates=mutates,
                mutates_through=through, deletes=tuple(rec.deletes), effects=tuple(rec.effects), calls=tuple(rec.calls),
                imports=tuple(rec.imports), shown=shown, awaits=rec.awaits, stage=stage, also=second_stage(kind, rec, used, stage),
            )
        )  # fmt: skip

    def _show(self, node: ast.stmt, value: Value) -> None:
        call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        self.edges.show(value, self.run_number, call=call)
        if value.kind == "none":
            return
        walk = self.walk
        objs = walk.materialise(value)
        old = walk.last_shown
        walk.last_shown = Value(objs | old.objs if call and old is not None and value.kind is None else objs, kind=value.kind)
        if self.keeps_outputs and "Out" not in walk.rec.binds:
            walk.store(walk.env.get("Out") or walk._free_name("Out"), walk.last_shown)

    def _used(self, uses: tuple[str, ...], first_def: int, kind: StatementKind) -> list[Def]:
        walk = self.walk
        if kind in ("function", "class"):
            return walk.defs[first_def:][-1:]
        called = []
        for name in walk.rec.calls:
            value = walk.env.get(name) if name in uses else None
            if value is not None:
                called += [made for obj in value.objs for made in obj.tags if not made.is_class]
        return called
