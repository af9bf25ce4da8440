"""RP404: files are read in the order in which the file system lists them.

Why it matters: another machine lists them otherwise, and the rows come in another order: splits and results change.
What to do: sort the list.

Wrong::

    for path in glob.glob("data/*.csv"):

Right::

    for path in sorted(glob.glob("data/*.csv")):
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.analyse.syntax import walk
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

LISTING = frozenset({"glob.glob", "glob.iglob", "os.listdir", "os.scandir", "os.walk"})
ORDERED = frozenset({"sorted", "set", "len", "max", "min", "any", "all", "sum", "frozenset", "print"})


def check(subject: Subject) -> Iterator[Finding]:
    """Listings that no `sorted` stands around, and whose name is not sorted later."""
    for statement, node in subject.pairs():
        orderless = {
            id(inner) for call in subject.walk(node) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ORDERED
            for inner in walk(call)
        }  # fmt: skip
        for call in (one for one in subject.walk(node) if isinstance(one, ast.Call) and id(one) not in orderless):
            dotted = subject.dotted(call.func)
            if dotted in LISTING and (statement.binds or statement.mutates) and not _sorted_later(subject, set(statement.binds)):
                hint = f"Put `sorted(...)` around `{dotted}(...)`."
                yield Finding("RP404", place(statement, call), f"`{dotted}` gives another order on another machine", hint)


def _sorted_later(subject: Subject, names: set[str]) -> bool:
    return any(("sorted" in one.calls or ".sort" in one.calls) and names & set(one.uses) for one in subject.analysis.statements)


RULE = Rule(code="RP404", name="unsorted-listing", severity="warning", check=check)
