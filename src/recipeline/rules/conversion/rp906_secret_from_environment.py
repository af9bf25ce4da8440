"""RP906: a credential in the code becomes a variable of the environment.

Why it matters: no file of the project holds it. Whoever runs the project must set the variable, or the line stops and says which one is missing.
What to do: nothing for the conversion. Revoke the credential all the same: it stands in the notebook (RP701).

Wrong::

    api_key = "9f8c2b7e44aa91cc03"

Right::

    api_key = os.environ["API_KEY"]
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.analyse.credentials import is_secret, looks_random, named_texts
from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Text literals under a name that sounds like a credential. The finding never holds the text."""
    told: set[str] = set()
    for cell in subject.notebook.cells:
        for name, value in named_texts(cell.source):
            if not name or value in told or not is_secret(name, value) or not looks_random(value):
                continue
            told.add(value)
            line = next((number for number, text in enumerate(cell.original.splitlines(), 1) if value in text), 1)
            message = f"what `{name}` holds is read from the environment in the project"
            yield Finding("RP906", At(cell.number, line), message, "Set the variable where the project runs; its README names it.")


RULE = Rule(code="RP906", name="secret-from-environment", severity="note", check=check)
