"""RP702: a stored output shows personal data: email addresses, phone, card, account or identity numbers.

Why it matters: the notebook goes into version control and into mails; whoever reads it reads the data of people.
What to do: clear the output, and show counts or masked columns instead.

Wrong::

    customers.head()        # the output has a column of email addresses

Right::

    customers.drop(columns=["email", "phone"]).head()
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.security.personal import personal_in
from recipeline.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Outputs of each cell, texts and tables. The finding never holds the data."""
    for cell in subject.notebook.cells:
        if cell.output_text:
            told = [_spoken(kind, count) for kind, count in personal_in(cell.output_text)]
            if told:
                message = f"the output of this cell shows {', '.join(told)}"
                yield Finding("RP702", At(cell.number, 1), message, "Clear this output, and show the table without these columns.")


def _spoken(kind: str, count: int) -> str:
    one, many = kind.split("|")
    return f"{count} {one if count == 1 else many}"


RULE = Rule(code="RP702", name="personal-data", severity="warning", check=check)
