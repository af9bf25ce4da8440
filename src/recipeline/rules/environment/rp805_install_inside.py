"""RP805: the notebook installs packages without saying which version.

Why it matters: each run may get another release, and production has no network to install from.
What to do: pin the version in the environment, outside the notebook.

Wrong::

    !pip install xgboost

Right::

    # requirements.txt
    xgboost==3.2.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

INSTALL = re.compile(r"^\s*[!%]\s*(?:\{sys\.executable\}\s+-m\s+)?(?:python3?\s+-m\s+)?(?:pip3?|conda|mamba)\s+install\b(.*)", re.M)


def check(subject: Subject) -> Iterator[Finding]:
    """Install lines; those with every version pinned are fine."""
    for cell in subject.notebook.cells:
        for magic in cell.magics:
            found = INSTALL.match(magic.text)
            if found is None or "-r " in found[1]:
                continue
            packages = [word for word in found[1].split() if re.match(r"[A-Za-z]", word)]
            loose = [word for word in packages if "==" not in word]
            if loose:
                names = ", ".join(f"`{word}`" for word in loose[:4])
                yield Finding("RP805", magic.at, f"{names} is installed in whatever version there is", "Pin the version in requirements, outside the notebook.")


RULE = Rule(code="RP805", name="install-inside", severity="warning", check=check)
