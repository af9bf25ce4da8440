"""RP108: a function reads or changes a variable of the notebook.

Why it matters: its result depends on which cells ran before the call; nobody sees that from the call.
What to do: give the value to the function as a parameter, and return what it makes.

Wrong::

    rate = 0.2
    def gross(net):
        return net * (1 + rate)

Right::

    def gross(net, rate):
        return net * (1 + rate)
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Functions that write globals, or read ones that are no import, function, class or constant."""
    defined = {definition.name for definition in subject.analysis.definitions}
    bound_once = _bound_once(subject)
    for definition in subject.analysis.definitions:
        if definition.is_class:
            continue
        read = [
            name for name in definition.globals_read
            if name not in subject.imported and name not in defined and name in bound_once and not name.isupper()
        ]  # fmt: skip
        written = list(definition.globals_written)
        if written:
            names = ", ".join(f"`{name}`" for name in written)
            message, hint = f"`{definition.name}` changes the notebook's {names}", f"Return {names} instead, and assign at the call."
        elif read:
            names = ", ".join(f"`{name}`" for name in read)
            message, hint = f"`{definition.name}` reads the notebook's {names}", f"Make {names} {'a parameter' if len(read) == 1 else 'parameters'} of `{definition.name}`."
        else:
            continue
        yield Finding("RP108", place(subject.by_id[definition.statement]), message, hint)


def _bound_once(subject: Subject) -> frozenset[str]:
    return frozenset(name for statement in subject.analysis.statements for name in statement.binds)


RULE = Rule(code="RP108", name="globals-in-function", severity="warning", check=check)
