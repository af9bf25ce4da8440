"""One failure, and where to look for its cause."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from recipeline.model.notebook import Notebook

Answer = tuple[str, str]  # cause, what to do

OLD_ENVIRONMENT = "or run it with --python in an environment of the notebook's own time"


@dataclass(frozen=True, slots=True)
class Case:
    """One failure, and where to look for its cause."""

    notebook: Notebook
    folder: Path
    cell: int
    line: int
    error: str
    message: str
    bases: tuple[str, ...]  # names of the exception's classes, itself first
    traceback: str
    hosts: tuple[str, ...] = ()  # contacted by the failing statement
    files_read: tuple[str, ...] = ()  # absolute, by all statements up to the failing one
    packages: Mapping[str, str] = field(default_factory=dict)  # import name -> "distribution==version"

    @property
    def source(self) -> str:
        """The failing cell."""
        return next((cell.source for cell in self.notebook.cells if cell.number == self.cell), "")

    @property
    def failing_lines(self) -> str:
        """The failing line with the rest of its statement, as far as a diagnosis needs it."""
        lines = self.source.split("\n")
        return "\n".join(lines[max(0, self.line - 1) : self.line + 6])

    @property
    def library(self) -> str | None:
        """The installed package in whose code the error was raised."""
        raised_in = re.split(r'File "<cell \d+>"', self.traceback)[-1]
        found = re.findall(r'File "[^"]*(?:site|dist)-packages/([^/"]+?)(?:\.py)?[/"]', raised_in)
        return found[-1] if found else None

    @property
    def called(self) -> str:
        """The failing lines, and the functions below them in the traceback."""
        return self.failing_lines + "\n" + "\n".join(f".{name}(" for name in re.findall(r", in (\w+)", self.traceback))

    def installed(self, distribution: str) -> str | None:
        """The version of a distribution that the run had loaded."""
        for label in self.packages.values():
            name, _, version = label.partition("==")
            if name.lower() == distribution.lower():
                return version
        return None
