"""The statements that make one name: sound first, small second."""

from __future__ import annotations

from recipeline.model.analysis import Analysis, Statement, StatementId
from recipeline.model.notebook import At


def slice_for(analysis: Analysis, name: str, at: At | StatementId | None = None) -> tuple[StatementId, ...]:
    """The statements that give `name` the value it has just before `at`, or at the end. In notebook order.

    Empty if nothing binds or changes the name by then, or if it was deleted.
    """
    statements = analysis.statements[: _position(analysis, at)]
    wanted = _makers(analysis, statements, name)
    sources: dict[StatementId, list[StatementId]] = {}
    for edge in analysis.edges:
        sources.setdefault(edge.to, []).append(edge.source)
    todo, seen = list(wanted), set(wanted)
    while todo:
        for source in sources.get(todo.pop(), ()):
            if source not in seen:
                seen.add(source)
                todo.append(source)
    return tuple(statement.id for statement in statements if statement.id in seen)


def _position(analysis: Analysis, at: At | StatementId | None) -> int:
    """How many statements stand before that place."""
    if at is None:
        return len(analysis.statements)
    if isinstance(at, At):
        return sum((statement.cell, statement.line) < (at.cell, at.line) for statement in analysis.statements)
    for index, statement in enumerate(analysis.statements):
        if statement.id == at:
            return index
    return len(analysis.statements)


def _makers(analysis: Analysis, statements: tuple[Statement, ...], name: str) -> set[StatementId]:
    """Who binds or changes the name, back to its last sure binding; for functions, what they read as well."""
    found: set[StatementId] = set()
    todo, seen = [name], {name}
    reads: dict[StatementId, set[str]] = {}
    for definition in analysis.definitions:
        reads.setdefault(definition.statement, set()).update(definition.globals_read)
    while todo:
        wanted = todo.pop()
        for statement in reversed(statements):
            if wanted in statement.deletes and wanted not in statement.binds and statement.kind == "delete":
                break
            makes = wanted in statement.binds or wanted in statement.mutates or wanted in statement.mutates_through
            dynamic = any(effect.kind == "dynamic" for effect in statement.effects)
            star = any(imported.name == "*" for imported in statement.imports)
            if makes or dynamic or star:
                found.add(statement.id)
            if wanted in statement.binds:
                for other in reads.get(statement.id, set()) - seen:
                    seen.add(other)
                    todo.append(other)
            if wanted in statement.binds_surely:
                break
    return found
