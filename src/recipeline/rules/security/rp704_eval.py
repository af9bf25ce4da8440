"""RP704: text is run as code with `eval` or `exec`.

Why it matters: whoever controls the text controls the machine, and no tool can see what it does.
What to do: call the function itself; `ast.literal_eval` reads values.

Wrong::

    settings = eval(text)

Right::

    settings = ast.literal_eval(text)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.security.calls import calls
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Calls of the builtins; methods of that name (`df.eval`) are others."""
    own = {name for one in subject.analysis.statements for name in one.binds}
    for statement, call, _ in calls(subject):
        if isinstance(call.func, ast.Name) and call.func.id in ("eval", "exec") and call.func.id not in own:
            hint = "Call the function itself, or read values with `ast.literal_eval`."
            yield Finding("RP704", place(statement, call), f"`{call.func.id}` runs text as code", hint)


RULE = Rule(code="RP704", name="eval", severity="warning", check=check)
