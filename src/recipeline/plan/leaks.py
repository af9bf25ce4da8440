"""What the notebook learns from rows that it holds out: parity repeats it, `train --mode production` mends it."""

from __future__ import annotations

from recipeline.model.analysis import Analysis
from recipeline.model.notebook import Notebook
from recipeline.rules.leakage.rp201_learned_before_split import check
from recipeline.rules.subject import Subject


def leaks_of(notebook: Notebook, analysis: Analysis) -> tuple[str, ...]:
    """One line for each place: `8:1 mean is learned from all rows, and cell 20, line 1 has them split`."""
    return tuple(dict.fromkeys(f"{finding.at} {finding.message}" for finding in check(Subject(notebook, analysis))))
