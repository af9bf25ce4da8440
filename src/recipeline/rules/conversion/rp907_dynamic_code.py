"""RP907: names that code in a text may make or read.

Why it matters: nobody can see which names `exec`, `eval` or `globals()` touch. `convert` therefore drops nothing that stands above and keeps it in
one function; where a later statement needs a name that only such code makes, it may stop.
What to do: write the assignment, or keep the values in a dictionary.

Wrong::

    for year in years:
        globals()[f"orders_{year}"] = orders[orders["year"] == year]

Right::

    by_year = {year: orders[orders["year"] == year] for year in years}
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

CALLS = ("exec", "eval", "globals", "locals", "vars", "__import__")  # source: Python 3.14


def check(subject: Subject) -> Iterator[Finding]:
    """Statements that evaluate text or ask for the table of names."""
    for statement in subject.analysis.statements:
        if not any(effect.kind == "dynamic" for effect in statement.effects):
            continue
        call = next((name for name in CALLS if name in statement.calls), None)
        if call is not None:
            message = f"`{call}` may make or read any name: `convert` cannot cut here, and may stop where a later statement needs a name that only it makes"
            yield Finding("RP907", place(statement), message, "Write plain assignments, or keep the values in a dictionary.")


RULE = Rule(code="RP907", name="dynamic-code", severity="note", check=check)
