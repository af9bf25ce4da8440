"""RP901: a magic or shell line that production does not have.

Why it matters: outside Jupyter it means nothing.
What to do: nothing; `convert` translates it as the finding says. Write it as Python if you want it otherwise.

Wrong::

    files = !ls data

Right::

    files = sorted(os.listdir("data"))
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

BECOMES = {
    "python": "becomes Python", "requirement": "becomes a requirement of the project", "step": "becomes a step of the line",
    "file": "becomes a file of the project", "dropped": "is left out",
}  # fmt: skip
DISPLAY = ("%matplotlib", "%config", "%load_ext", "%autoreload", "%%time", "%time", "%%capture")  # nobody misses them


def check(subject: Subject) -> Iterator[Finding]:
    """What `convert` makes of each magic, those apart that only concern the display, or that RP903 tells."""
    for cell in subject.notebook.cells:
        for magic in cell.magics:
            if magic.text.lstrip().startswith(DISPLAY) or (cell.fault is not None and cell.fault.at == magic.at):
                continue
            shown = magic.text.strip().splitlines()[0][:60]
            yield Finding("RP901", magic.at, f"`{shown}` {BECOMES[magic.became]}: {magic.why}", "Write it as Python if you want it otherwise.")


RULE = Rule(code="RP901", name="magic", severity="note", check=check)
