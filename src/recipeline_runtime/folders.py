"""The working folder of a line: for code that opens files by names that are computed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def working_folder(folder: str | Path) -> Iterator[Path]:
    """Work in a folder (made if it is missing), and go back at the end."""
    before = os.getcwd()
    os.makedirs(folder, exist_ok=True)
    os.chdir(folder)
    try:
        yield Path(folder)
    finally:
        os.chdir(before)
