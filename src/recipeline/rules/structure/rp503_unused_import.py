"""RP503: an import that nothing uses.

Why it matters: it becomes a dependency of production, and slows each start.
What to do: remove it.

Wrong::

    import seaborn as sns   # no cell uses sns

Right::

    import pandas as pd
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.structure.written import of_magics
from recipeline.rules.subject import Subject, place

# Imported for what the import does. Source: the packages' documentation, read on 2026-11-25.
FOR_EFFECT = ("sklearn.experimental", "statsmodels", "seaborn", "mpl_toolkits", "scienceplots", "tqdm", "janitor", "geopandas", "__future__")


def check(subject: Subject) -> Iterator[Finding]:
    """Imported names that no statement reads; quiet where a cell does not parse or code is run from text."""
    if any(cell.fault is not None for cell in subject.notebook.cells):
        return
    used = {name for one in subject.analysis.statements for name in (*one.reads, *one.uses)}
    if any(effect.kind == "dynamic" for one in subject.analysis.statements for effect in one.effects):
        return
    texts = [cell.original for cell in subject.notebook.cells]
    made = of_magics(subject)
    for statement in subject.analysis.statements:
        for imported in statement.imports if statement.kind == "import" and statement.id not in made else ():
            if imported.name == "*" or imported.name in used or imported.module.startswith(FOR_EFFECT):
                continue
            if sum(text.count(imported.name) for text in texts) > 1 and _in_a_magic(imported.name, subject):
                continue
            yield Finding("RP503", place(statement), f"nothing uses `{imported.name}`", "Remove this import.")


def _in_a_magic(name: str, subject: Subject) -> bool:
    return any(name in magic.text for cell in subject.notebook.cells for magic in cell.magics)


RULE = Rule(code="RP503", name="unused-import", severity="note", check=check)
