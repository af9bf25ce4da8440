"""Keeps the input of each scoring run as it came, so that a score can be explained and repeated later.

    data/output/inputs/as_of=2026-11-25/7f0c…-run-id/customers.csv

The file itself is kept, byte by byte, and the run reads the copy: what is kept is what was scored, also where the source is
written anew meanwhile. Each run has its own folder, so two runs of one day keep theirs. Nothing is ever deleted here.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def keep_input(folder: Path | str, as_of: str, run_id: str, source: Path) -> Path:
    """Copy a file to its place, whole or not at all; gives the path of the copy. A source that is no file is given back as it is."""
    if not source.is_file():
        return source
    place = Path(folder) / f"as_of={as_of}" / run_id
    place.mkdir(parents=True, exist_ok=True)
    target = place / source.name
    handle, temporary = tempfile.mkstemp(dir=str(place), prefix=".new-")
    os.close(handle)
    try:
        shutil.copyfile(source, temporary)
        os.replace(temporary, str(target))
    except BaseException:
        os.unlink(temporary)
        raise
    return target


def kept_input(folder: Path | str, as_of: str, run_id: str) -> Path | None:
    """The file that a run scored; None where it was not kept."""
    place = Path(folder) / f"as_of={as_of}" / run_id
    found = sorted(path for path in place.iterdir() if path.is_file() and not path.name.startswith(".")) if place.is_dir() else []
    return found[0] if found else None
