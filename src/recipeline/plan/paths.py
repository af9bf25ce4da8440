"""Where the notebook's files go in the project: inputs to data/raw/, outputs to data/output/ and reports/.

`../data/telco.csv` that the notebook read becomes `data/raw/telco.csv`; two inputs of one name keep the
folders that tell them apart. Pure: knows only the paths that the run reported, touches no disk.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import Literal

FIGURES = (".png", ".jpg", ".jpeg", ".svg", ".pdf", ".gif")


@dataclass(slots=True)
class PathPlan:
    """Maps the paths of a notebook. `folder` is the notebook's own, absolute."""

    folder: str
    read: tuple[str, ...] = ()  # absolute
    written: tuple[str, ...] = ()
    referenced: frozenset[str] = frozenset()  # inputs too large to copy: used where they lie
    used: set[str] = field(default_factory=set)  # literals that were lifted
    as_written: bool = False  # relative paths stay in the source: the line works in a copy of the notebook's folder

    anchored: bool = False  # data/raw/ holds the notebook's folder too: paths put together at run time lead somewhere

    def absolute(self, text: str) -> str:
        return posixpath.normpath(posixpath.join(self.folder, text))

    def role_of(self, text: str) -> Literal["input", "output"] | None:
        """ "input", "output" or None: what the literal is a path of."""
        if not text or len(text) > 400 or "\n" in text or "://" in text or not self.folder:
            return None
        if self.as_written and not posixpath.isabs(text):
            return None
        path = self.absolute(text)
        if path in self.written:
            return "output"
        if path in self.read:
            return "input"
        if ("/" in text or text in (".", "..")) and text.strip("./") + "x" != "x":
            if any(other.startswith(path + "/") for other in self.read):
                return "input"
            if any(other.startswith(path + "/") for other in self.written):
                return "output"
        return None

    def is_folder(self, text: str) -> bool:
        """Whether files that the notebook read or wrote lie below it."""
        if not text or self.as_written or not self.folder:
            return False
        path = self.absolute(text)
        return any(other.startswith(path + "/") for other in (*self.read, *self.written))

    def holds_output(self, text: str) -> bool:
        return any(other.startswith(self.absolute(text) + "/") for other in self.written)

    @property
    def root(self) -> str:
        """The folder that all inputs share."""
        inputs = [path for path in self.read if path not in self.written and path not in self.referenced]
        if not inputs:
            return self.folder
        anchor = [self.folder] if self.anchored or self.as_written else []
        return posixpath.commonpath([*anchor, *(posixpath.dirname(path) for path in inputs)])

    def project_path(self, text: str) -> str:
        """The project-relative path that stands in config for a literal of the notebook."""
        path = self.absolute(text)
        trail = "/" if text.endswith("/") else ""
        if path in self.referenced:
            return path
        if self.role_of(text) == "output" or (self.is_folder(text) and self.holds_output(text)):
            return self.output(path) + trail
        return self.input(path) + trail

    def input(self, path: str) -> str:
        inside = posixpath.relpath(path, self.root)
        return "data/raw" if inside == "." else posixpath.normpath(posixpath.join("data/raw", inside.replace("../", "")))

    def output(self, path: str) -> str:
        """Figures of the notebook's own folder go to reports/figures/; the rest keeps its folders below data/output/."""
        inside = posixpath.relpath(path, self.folder).replace("../", "")
        if "/" not in inside and inside.lower().endswith(FIGURES):
            return f"reports/figures/{inside}"
        return posixpath.join("data/output", inside)
