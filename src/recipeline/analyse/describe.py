"""Definition facts: what the notebook's functions and classes read, write and change, said for other layers."""

from __future__ import annotations

from recipeline.analyse.facts import BUILTIN_NAMES
from recipeline.analyse.objects import Obj, Value, reach
from recipeline.analyse.records import CONSUMED, Def, Record
from recipeline.analyse.statements import Statements
from recipeline.model.analysis import Definition, Effect, Statement


def describe(walk: Statements, statements: tuple[Statement, ...]) -> tuple[Definition, ...]:
    """One entry per function, class and named lambda that a statement of the notebook binds, in order."""
    bound_anywhere = {name for statement in statements for name in statement.binds}
    names = {made.name for made in walk.defs}
    several = []
    for made in walk.defs:
        if made.name in statements[made.statement].binds:
            several.append(_one(walk, made, statements[made.statement], bound_anywhere, names))
    return tuple(sorted(several, key=lambda definition: walk.statement_ids.index(definition.statement)) if len(several) < 50 else several)


def _one(walk: Statements, made: Def, statement: Statement, bound: set[str], names: set[str]) -> Definition:
    reads = tuple(name for name in made.loads if name not in BUILTIN_NAMES or name in bound)
    effects, mutated = _running(walk, made)
    return Definition(
        name=made.name,
        statement=statement.id,
        is_class=made.is_class,
        globals_read=reads,
        globals_written=tuple(dict.fromkeys(name for one in (made, *made.methods.values()) for name in one.writes)),
        defaults_read=statement.reads if statement.kind in ("function", "class", "assign") else tuple(made.defaults),
        mutated_parameters=mutated,
        calls_definitions=tuple(name for name in reads if name in names and name in bound),
        effects=effects,
    )


def _running(walk: Statements, made: Def) -> tuple[tuple[Effect, ...], tuple[str, ...]]:
    """Effects and changed parameters of a call with arguments that nothing else reaches."""
    effects: dict[Effect, None] = {}
    changed: list[str] = []
    for one in (made, *made.methods.values()):
        walk.rec = Record()
        walk.begin()
        own = {name: Obj() for name in one.tokens}
        keywords = tuple((name, Value(frozenset({obj}))) for name, obj in own.items())
        saved = {name: walk.env.get(name) for name in one.writes}
        walk.apply(one, ((), keywords), frozenset({one.closure}))
        for name, value in saved.items():
            if value is None:
                walk.env.pop(name, None)
            else:
                walk.env[name] = value
        effects.update(walk.rec.effects)
        if one is made:
            changed = [name for name, obj in own.items() if any(walk.rec.mutated.get(inner, CONSUMED) > CONSUMED for inner in reach((obj,)))]
    return tuple(effects), tuple(changed)
