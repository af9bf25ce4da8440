"""RP512: the notebook has no title, and its file says nothing either.

Why it matters: nobody finds it again, and the project made of it is named after its file.
What to do: name the file after what it does, and begin with a heading.

Wrong::

    Untitled3.ipynb

Right::

    churn.ipynb, beginning with "# Customer churn"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

UNTITLED = re.compile(r"(?i)^(untitled|copy[-_ ]of|notebook)\W*\d*$|^untitled|-copy\d+$")


def check(subject: Subject) -> Iterator[Finding]:
    """File names that Jupyter gives by itself; notebooks without any heading."""
    if UNTITLED.search(subject.notebook.name):
        yield Finding("RP512", At(1, 1), f"the file is called `{subject.notebook.name}`", "Name it after what it does.")
    elif len(subject.notebook.cells) > 5 and not any(cell.headings for cell in subject.notebook.cells):
        yield Finding("RP512", At(1, 1), "no heading stands in this notebook", "Begin with a title, and put a heading above each step.")


RULE = Rule(code="RP512", name="untitled", severity="note", check=check)
