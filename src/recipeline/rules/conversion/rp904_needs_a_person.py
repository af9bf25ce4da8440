"""RP904: the notebook asks a person, or ends its own run.

Why it matters: nobody sits in front of an automatic run. `convert` runs the notebook by itself: it stops where `input()` is called and at
`exit()`, and the conversion stays unverified. A widget gives the value that it starts with.
What to do: replace the question by a value; it becomes a setting. Remove the exit, or what stands below it.

Wrong::

    year = int(input("Which year? "))

Right::

    year = 2026
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

ASKS = frozenset({"input", "getpass.getpass"})  # source: Python 3.14
ENDS = frozenset({"exit", "quit", "sys.exit", "os._exit", "os.abort"})
WIDGETS = ("ipywidgets.", "ipywidgets")
DISPLAY_ONLY = ("Layout", "HBox", "VBox", "HTML", "Label", "Output", "Image")  # nobody moves these


def check(subject: Subject) -> Iterator[Finding]:
    """Calls that a run reaches: in statements, and in notebook functions where these are called."""
    own = {name for one in subject.analysis.statements if one.kind != "import" for name in one.binds}
    for statement, node in subject.pairs():
        if statement.kind in ("import", "function", "class"):
            continue
        for call in (inner for inner in subject.walk(node) if isinstance(inner, ast.Call)):
            name = subject.dotted(call.func) or (call.func.id if isinstance(call.func, ast.Name) and call.func.id not in own else "")
            if name in ASKS:
                message = f"`{name}()` asks a person: `convert` cannot run past it, and the result stays unverified"
                yield Finding("RP904", place(statement, call), message, "Replace it by a value; it becomes a setting.", (), "warning")
            elif name in ENDS and isinstance(node, ast.Expr) and node.value is call:
                message = f"`{name}()` ends the run: `convert` cannot run past it, and the result stays unverified"
                yield Finding("RP904", place(statement, call), message, "Remove it, or the cells below it.", (), "warning")
            elif name.startswith(WIDGETS) and name.rpartition(".")[2] not in DISPLAY_ONLY:
                short = name.rpartition(".")[2]
                message = f"`{short}` waits for a hand: a run by itself only sees the value it starts with"
                yield Finding("RP904", place(statement, call), message, "Replace it by a value; it becomes a setting.")


RULE = Rule(code="RP904", name="needs-a-person", severity="note", check=check)
