"""What is wrong with a notebook, as values: a finding has a place, a message and a way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recipeline.model.notebook import At

Severity = Literal["error", "warning", "note"]  # error: wrong results or a leak; warning: will hurt in production; note: worth knowing


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands between a notebook and production."""

    code: str  # "RP201"
    at: At
    message: str  # what is so, here, with the names of this notebook; no full stop at the end of a fragment
    hint: str  # what to do, as an order: "Split first, then fit on the training rows."
    related: tuple[At, ...] = ()  # other places that belong to it, such as the split that comes too late
    severity: Severity | None = None  # None: the severity of its rule
