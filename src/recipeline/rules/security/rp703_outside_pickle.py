"""RP703: a pickle that the notebook did not write is loaded.

Why it matters: loading a pickle runs whatever code its writer put there, and breaks with other library versions.
What to do: load it only from where you trust, after its digest was checked; prefer Parquet, JSON or skops.

Wrong::

    model = joblib.load("downloads/model.pkl")

Right::

    model = skops.io.load("model.skops", trusted=reviewed_types)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.security.calls import LOADS_CODE, calls
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Loads of pickles, except of a file that the notebook writes."""
    written = {effect.target for one in subject.analysis.statements for effect in one.effects if effect.kind == "file-write"}
    for statement, call, dotted in calls(subject):
        if dotted not in LOADS_CODE:
            continue
        read = {effect.target for effect in statement.effects if effect.kind == "file-read"}
        literal = next((one.value for one in call.args if isinstance(one, ast.Constant)), None)
        if (read and read <= written) or literal in written or (None in written and literal is None):
            continue
        message = f"`{dotted}` runs the code that the file's writer put there"
        yield Finding("RP703", place(statement, call), message, "Check the file's digest before, or use a format that holds data only.")


RULE = Rule(code="RP703", name="outside-pickle", severity="warning", check=check)
