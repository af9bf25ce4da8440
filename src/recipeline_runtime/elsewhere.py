"""Runs that must not touch what the last training left: what they write goes below another folder."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Any


def moved_outputs(config: Any, root: Path, folder: Path) -> dict[str, str]:
    """Overrides that send what the line writes below a folder: a trial must not replace the results of the last training.

    The runtime's own sections (bundles, scores, lineage) stay: the line writes nothing there.
    """
    found = {}
    for section in dataclasses.fields(config):
        held = getattr(config, section.name)
        if type(held).__module__.rpartition(".")[2] == "sections":
            continue
        for field in dataclasses.fields(held):
            value = getattr(held, field.name)
            if field.metadata.get("path") == "output" and isinstance(value, str) and "://" not in value:
                found[f"{section.name}.{field.name}"] = str(folder / os.path.relpath(value, root).replace("..", "up"))
    return found
