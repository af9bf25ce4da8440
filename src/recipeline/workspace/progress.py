"""How long work says where it stands, whoever listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told about phases and steps by the orchestration. Never writes to stdout."""

    def phase(self, name: str) -> None:
        """A phase begins (`observe`), which ends the one before it."""

    def step(self, text: str) -> None:
        """The phase has come so far: "cell 4 of 41"."""

    def done(self) -> None:
        """The last phase has ended."""


class Silence:
    """Progress that nobody watches: for `--quiet`, tests and callers from Python."""

    def phase(self, name: str) -> None:
        """Say nothing."""

    def step(self, text: str) -> None:
        """Say nothing."""

    def done(self) -> None:
        """Say nothing."""
