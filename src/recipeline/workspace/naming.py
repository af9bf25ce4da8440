"""Names of folders that the user did not give."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath


def folder_name(notebook: PurePath) -> str:
    """Give the folder in which a notebook's project goes when `-o` is absent.

    >>> folder_name(PurePath("work/Churn Analysis (final).ipynb"))
    'churn_analysis_final'
    """
    plain = unicodedata.normalize("NFKD", notebook.stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_") or "notebook_project"
