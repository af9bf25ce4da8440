"""The notebook's standard output, counted and kept up to a limit instead of printed."""

from __future__ import annotations

import io
from typing import Any

KEPT = 2_000  # characters per statement


class _Buffer(io.RawIOBase):
    """What `sys.stdout.buffer` is in a notebook's eyes."""

    def __init__(self, owner: Output) -> None:
        self._owner = owner

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        raw = bytes(data)
        self._owner.write(raw.decode("utf-8", "replace"))
        return len(raw)


class Output(io.TextIOBase):
    """A text stream that keeps the first characters of each statement's output."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._parts: list[str] = []
        self._kept = 0
        self._buffer = _Buffer(self)

    encoding = "utf-8"
    errors = "replace"

    @property
    def buffer(self) -> Any:
        return self._buffer

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        return None  # a notebook that closes stdout can still print in Jupyter

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        if self._kept < KEPT:
            part = text[: KEPT - self._kept]
            self._parts.append(part)
            self._kept += len(part)
        return len(text)

    def take(self) -> str:
        """What was written since the last call."""
        text = "".join(self._parts)
        self._parts, self._kept = [], 0
        return text
