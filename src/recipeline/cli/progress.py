"""Progress on stderr: one live line on a terminal, plain lines elsewhere, nothing with --quiet."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TextIO

from recipeline.cli.wording import phase_line
from recipeline.workspace.progress import Progress, Silence


class PlainLines:
    """One line per phase, when it has ended: `observe    8.1s`. For logs and pipes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._name: str | None = None
        self._began = 0.0

    def phase(self, name: str) -> None:
        """End the phase before and begin this one."""
        self.done()
        self._name, self._began = name, time.monotonic()

    def step(self, text: str) -> None:
        """Say nothing: a log wants results, not motion."""

    def done(self) -> None:
        """Write the line of the phase that ended."""
        if self._name is None:
            return
        name, self._name = self._name, None
        self._stream.write(phase_line(name, time.monotonic() - self._began) + "\n")
        self._stream.flush()


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress]:
    """Show progress for the time of a block; the line is closed whatever happens in it."""
    progress = _choose(quiet)
    try:
        yield progress
    finally:
        progress.done()


def _choose(quiet: bool) -> Progress:
    if quiet:
        return Silence()
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        live: Progress = import_module("recipeline.cli.live").LiveLine()  # rich only to draw on a terminal
        return live
    return PlainLines(sys.stderr)
