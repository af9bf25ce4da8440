"""RP909: a file that the notebook makes or runs comes along.

Why it matters: `%run prepare.py` and `%%writefile tools.py` are code of this notebook in a file of its own. The project carries it beside
its package, so that imports find it; it is not cut into functions and gets no settings.
What to do: nothing. To have it converted too, put its code into cells.

Wrong::

    %run prepare.ipynb

Right::

    from prepare import clean
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from recipeline.model.finding import Finding
from recipeline.model.notebook import At, Companion, Magic
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

MAKERS = ("%run", "%%writefile", "%%file")


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each module, at the first magic that names it."""
    magics = [magic for cell in subject.notebook.cells for magic in cell.magics]
    for companion in subject.notebook.companions:
        if companion.path.endswith(".py"):
            at = next((magic.at for magic in magics if _names(magic, companion)), At(1, 1))
            message = f"`{companion.path}` comes along as `src/{companion.path}`, as it is"
            yield Finding("RP909", at, message, "Put its code into cells to have it converted too.")


def _names(magic: Magic, companion: Companion) -> bool:
    first = magic.text.strip().partition("\n")[0]
    return first.startswith(MAKERS) and PurePosixPath(companion.path).stem in first


RULE = Rule(code="RP909", name="companion", severity="note", check=check)
