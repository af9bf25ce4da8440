"""Where a file of a given name lies around the notebook."""

from __future__ import annotations

import os
from pathlib import Path

MOST_ENTRIES = 20_000
MOST_PARENTS = 3
_SKIPPED = {".git", "__pycache__", ".ipynb_checkpoints", "node_modules", ".venv", "venv", "site-packages"}


def project_root(folder: Path) -> Path:
    """The repository's root, or else the third folder above."""
    candidates = [folder, *folder.parents]
    for candidate in candidates:
        if (candidate / ".git").exists():
            return candidate
    return candidates[min(MOST_PARENTS, max(0, len(candidates) - 2))]  # never "/" itself


def find_in_tree(name: str, folder: Path, *, folders: bool = False) -> list[str]:
    """Paths, relative to `folder`, of files (or folders) of that name; looks at 20,000 entries at most."""
    if not name:
        return []
    found: list[str] = []
    seen = 0
    for top, below, files in os.walk(project_root(folder)):
        below[:] = sorted(entry for entry in below if entry not in _SKIPPED)
        if name in (below if folders else files):
            found.append(os.path.relpath(os.path.join(top, name), folder))
        seen += len(below) + len(files)
        if seen > MOST_ENTRIES:
            break
    return sorted(found, key=len)
