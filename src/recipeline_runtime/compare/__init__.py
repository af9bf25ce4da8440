"""Tell whether two values are the same, and if not, where they first differ."""

from __future__ import annotations

from .files import compare_files
from .verdict import Verdict
from .walk import compare

__all__ = ["Verdict", "compare", "compare_files"]
