"""A project in a temporary folder, where it is run before it is written to its place."""

from __future__ import annotations

import shutil
from pathlib import Path

from recipeline.model.project import Project


def stage(project: Project, folder: Path) -> None:
    """Write every file, and copy what is copied."""
    for file in project.files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.text, encoding="utf-8", newline="\n")
    for copy in project.copies:
        target = folder / copy.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(copy.source, target)  # never a link: a line may write to its inputs
