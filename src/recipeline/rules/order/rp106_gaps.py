"""RP106: the execution counts have gaps.

Why it matters: cells were run more than once, or cells that ran are gone. What they left in memory may be in the saved outputs.
What to do: restart the kernel, run all cells, save.

Wrong::

    In [1]: df = load()
    In [4]: df.mean()

Right::

    In [1]: df = load()
    In [2]: df.mean()
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding, at the first gap."""
    counted = sorted((cell.ran_at, cell.number) for cell in subject.notebook.cells if cell.ran_at is not None)
    expected = 1
    for count, number in counted:
        if count != expected:
            message = f"the counts jump to [{count}] where [{expected}] was to come: cells were run again, or are gone"
            yield Finding("RP106", At(number, 1), message, "Restart the kernel, run all cells, save the notebook.")
            return
        expected += 1


RULE = Rule(code="RP106", name="gaps-in-counts", severity="note", check=check)
