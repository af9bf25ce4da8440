"""RP804: the notebook was last saved with a Python that gets no security fixes any more.

Why it matters: current libraries do not install on it, so the numbers come from releases that nobody mends.
What to do: run the notebook on a supported Python, compare the outputs, and pin that version.

Wrong::

    {"language_info": {"name": "python", "version": "3.7.4"}}

Right::

    {"language_info": {"name": "python", "version": "3.13.1"}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.environment.releases import ENDS, USUAL, WRITTEN
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """The version that the metadata names, against a table of ends of support."""
    found = re.match(r"(\d+)\.(\d+)", subject.notebook.python_version or "")
    if found is None or not subject.notebook.cells:
        return
    ends = ENDS.get(found[0])
    if ends is not None and ends <= WRITTEN:
        hint = f"Run it on Python {USUAL} or another supported release, and compare the outputs."
        yield Finding("RP804", At(1, 1), f"saved with Python {found[0]}, which has had no security fixes since {ends}", hint)


RULE = Rule(code="RP804", name="old-python", severity="note", check=check)
