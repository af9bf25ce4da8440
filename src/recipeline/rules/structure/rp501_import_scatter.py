"""RP501: imports stand in several cells below the first work.

Why it matters: what the notebook needs shows only when a run reaches it, perhaps after hours.
What to do: put all imports into one cell at the top.

Wrong::

    # cell 9, after an hour of training
    import shap

Right::

    # cell 1
    import pandas as pd
    import shap
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.structure.written import of_magics
from recipeline.rules.subject import Subject, place

SEVERAL = 2  # cells: one late import is soon seen


def check(subject: Subject) -> Iterator[Finding]:
    """One finding at the first late import, with the others beside it."""
    statements = subject.analysis.statements
    begun = next((one.cell for one in statements if one.stage != "setup" and one.kind not in ("function", "class")), None)
    if begun is None:
        return
    made = of_magics(subject)
    late: dict[int, At] = {}
    modules: dict[str, None] = {}
    for one in statements:
        if one.kind == "import" and one.cell > begun and one.id not in made:
            late.setdefault(one.cell, place(one))
            modules.update(dict.fromkeys(imported.module for imported in one.imports))
    if len(late) >= SEVERAL:
        first, *others = late.values()
        names = ", ".join(f"`{name}`" for name in list(modules)[:3]) + (", …" if len(modules) > 3 else "")
        message = f"{len(late)} cells import after the work began in cell {begun}: {names}"
        yield Finding("RP501", first, message, "Put all imports into the first cell.", tuple(others))


RULE = Rule(code="RP501", name="import-scatter", severity="note", check=check)
