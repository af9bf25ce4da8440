"""RP401: a split, sample, shuffle, draw or model is random and has no seed.

Why it matters: each run gives other rows and another metric; nothing can be compared with what was seen.
What to do: pass `random_state=` (or a seeded generator).

For a decision tree it is a note: it draws only where features tie.

Wrong::

    train_test_split(X, y)

Right::

    train_test_split(X, y, random_state=42)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding, Severity
from recipeline.model.notebook import At
from recipeline.rules.randomness.draws import GENERATORS, Draw, drawn
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

MOST = 10  # further places told with the first


def check(subject: Subject) -> Iterator[Finding]:
    """Calls that draw and are given no state, where no seed of their generator was set before. What is only looked at does no harm.

    Draws from a global generator are told once: one seed mends them all.
    """
    plain: dict[str, list[tuple[At, Draw]]] = {}
    for statement, call, draw in _unseeded(subject):
        if draw.takes_state:
            hint = f"Pass `random_state=` to `{draw.name}`."
            severity: Severity | None = "note" if draw.seldom else None
            yield Finding("RP401", place(statement, call), f"`{draw.name}` draws at random and has no seed", hint, severity=severity)
        else:
            plain.setdefault(draw.generator, []).append((place(statement, call), draw))
    for draws in plain.values():
        at, draw = draws[0]
        others = tuple(dict.fromkeys(one for one, _ in draws[1:] if one != at))[:MOST]
        more = f", as {len(others)} draws more" if len(others) > 1 else ""
        hint = "Draw from `rng = np.random.default_rng(seed)`, or from a `random.Random(seed)`."
        yield Finding("RP401", at, f"`{draw.name}` draws at random and has no seed{more}", hint, others)


def _unseeded(subject: Subject) -> Iterator[tuple[Statement, ast.Call, Draw]]:
    seeded: set[str] = set()
    anywhere = {name for statement in subject.analysis.statements for name in _seeds(subject, statement)}
    for statement, node in subject.pairs():
        seeded |= _seeds(subject, statement)
        known = anywhere if statement.kind in ("function", "class") else seeded  # a function runs later than it is written
        for call in (one for one in subject.walk(node) if isinstance(one, ast.Call)):
            draw = drawn(call, subject)
            if draw is not None and draw.generator not in known and not (draw.looks and _is_a_look(statement)):
                yield statement, call, draw


def _seeds(subject: Subject, statement: Statement) -> set[str]:
    """The generators that a statement seeds. Whatever is called `seed_everything` or `set_seed` seeds them all."""
    found = {str(effect.target) for effect in statement.effects if effect.kind == "seed"}
    named = [call for call in statement.calls if "seed" in call.rpartition(".")[2].lower()]
    if any(call.rpartition(".")[2].lower() not in ("seed", "manual_seed", "manual_seed_all", "set_random_seed") for call in named):
        return set(GENERATORS)
    node = subject.nodes[statement.id]
    if isinstance(node, ast.FunctionDef | ast.ClassDef):  # a seed inside a function holds for what it draws below
        dotted = {subject.dotted(one.func) for one in subject.walk(node) if isinstance(one, ast.Call)}
        found |= {"numpy"} if "numpy.random.seed" in dotted else set()
        found |= {"random"} if "random.seed" in dotted else set()
    return found


def _is_a_look(statement: Statement) -> bool:
    """Whether the statement keeps nothing: `df.sample(5)` at the end of a cell."""
    return statement.kind == "expression" and not statement.binds and not statement.mutates


RULE = Rule(code="RP401", name="unseeded", severity="warning", check=check)
