"""RP908: unseeded draws are compared by replaying them.

Why it matters: two runs give two results. `convert` sets the generators to the state of the recorded run before it compares, so the
proof holds; later runs of the project still draw anew, as the notebook does.
What to do: seed it where the result must be the same each time (RP401).

Wrong::

    noise = np.random.normal(size=100)

Right::

    noise = np.random.default_rng(42).normal(size=100)
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.analyse import facts
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """The first draw from a generator that no statement above it seeded, with the others beside it."""
    seeded: set[str | None] = set()
    drawn = []
    for statement in subject.analysis.statements:
        seeded |= {effect.target for effect in statement.effects if effect.kind == "seed"}
        targets = {effect.target for effect in statement.effects if effect.kind == "random"} - {None}
        if targets - seeded and any(_draws(call) for call in statement.calls):
            drawn.append(place(statement))
    if drawn and None not in seeded:
        first, *others = drawn
        times = "once" if not others else f"in {len(drawn)} places"
        message = f"this notebook draws without a seed {times}: `convert` replays the recorded draws to compare, and the project draws anew"
        yield Finding("RP908", first, message, "Seed it if the result must be the same each time.", tuple(others))


def _draws(call: str) -> bool:
    """Functions only: whether a model's `fit` draws depends on its solver, and RP401 names the models that surely do."""
    fact = None if call.startswith(".") else facts.function(call)
    return fact is not None and fact.draws is not None and not fact.estimator


RULE = Rule(code="RP908", name="replayed-randomness", severity="note", check=check)
