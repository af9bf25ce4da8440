"""The working folder of a line: for code that opens files by names that are computed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def working_folder(folder: str | Path, *inside: str) -> Iterator[Path]:
    """Work in a folder and go back at the end. It and the folders `inside` it are made if they are missing."""
    before = os.getcwd()
    for part in (".", *inside):
        os.makedirs(os.path.join(folder, part), exist_ok=True)
    os.chdir(folder)
    try:
        yield Path(folder)
    finally:
        os.chdir(before)
