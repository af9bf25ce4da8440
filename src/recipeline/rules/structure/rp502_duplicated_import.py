"""RP502: the same import stands twice.

Why it matters: nobody knows which one may go, and a reader looks for a difference.
What to do: keep the first.

Wrong::

    import pandas as pd
    # cell 7
    import pandas as pd

Right::

    import pandas as pd
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.structure.written import of_magics
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Imports of a name that already stands for the same thing; quiet where it stood for another in between."""
    made = of_magics(subject)
    seen: dict[str, tuple[str, At]] = {}  # local name → what it was imported from, and where
    for statement, node in subject.pairs():
        if statement.id in made:
            continue
        if not isinstance(node, ast.Import | ast.ImportFrom):
            for name in (*statement.binds, *statement.deletes):
                seen.pop(name, None)
            continue
        again: dict[str, At] = {}
        for name, source in _sources(node):
            if name in seen and seen[name][0] == source:
                again[name] = seen[name][1]
            else:
                seen[name] = (source, place(statement))
        if again:
            first = next(iter(again.values()))
            shown = ", ".join(f"`{name}`" for name in list(again)[:4])
            message = f"{shown} {'are' if len(again) > 1 else 'is'} imported in {first.spoken} already"
            yield Finding("RP502", place(statement), message, "Keep the first import.", (first,))


def _sources(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield (f"{module}.*" if alias.name == "*" else alias.asname or alias.name), f"from {module} {alias.name}"
        else:  # `import a.b` and `import a.c` both bind `a`, so the key is the whole name
            yield alias.asname or alias.name, alias.name


RULE = Rule(code="RP502", name="duplicated-import", severity="note", check=check)
