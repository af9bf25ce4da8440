"""The live line of a terminal. Apart from progress.py, so that rich is imported only to draw."""

from __future__ import annotations

import time

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from recipeline.cli.wording import phase_line


class LiveLine:
    """One moving line for the phase at work; each phase that ended leaves a still line."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._live: Live | None = None
        self._name = ""
        self._step = ""
        self._began = 0.0
        self._spinner = Spinner("dots")

    def phase(self, name: str) -> None:
        """End the phase before and begin this one."""
        self.done()
        self._name, self._step, self._began = name, "", time.monotonic()
        self._live = Live(
            get_renderable=self._draw, console=self._console, refresh_per_second=8, transient=True
        )
        self._live.start()

    def step(self, text: str) -> None:
        """Show how far the phase has come."""
        self._step = text

    def done(self) -> None:
        """Replace the moving line with a still one."""
        if self._live is None:
            return
        live, self._live = self._live, None
        live.stop()
        self._console.print(Text(f"  {self._line('')}"), highlight=False)

    def _draw(self) -> Spinner:
        text = Text(self._line(self._step))
        text.truncate(self._console.width - 4, overflow="ellipsis")  # a line that wraps cannot be redrawn
        self._spinner.update(text=text)
        return self._spinner

    def _line(self, step: str) -> str:
        return phase_line(self._name, time.monotonic() - self._began, step)
