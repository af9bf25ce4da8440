"""RP402: a global seed is set.

Why it matters: it holds for every draw after it, so a new draw anywhere changes all later ones; functions that are run alone draw otherwise.
What to do: pass a seed to each call, or one `numpy.random.default_rng(seed)` to the functions that draw.

Wrong::

    np.random.seed(0)

Right::

    rng = np.random.default_rng(0)
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Each statement that sets one."""
    for statement in subject.analysis.statements:
        if statement.kind not in ("function", "class") and any(effect.kind == "seed" for effect in statement.effects):
            hint = "Pass a seed to each call that draws, or one generator to the functions that need it."
            yield Finding("RP402", place(statement), "this seed holds for every draw after it", hint)


RULE = Rule(code="RP402", name="global-seed", severity="note", check=check)
