"""What the recorder tells its driver, one JSON document per line, written at once so that a killed run loses nothing."""

from __future__ import annotations

import json
import os
from typing import Any

MOST_SECRETS = 30  # times the longest: fits into a pipe that nobody reads yet
LONGEST_SECRET = 1_000


class Events:
    """Two files that only grow: `events.jsonl` (what happened) and `journal.jsonl` (how to restore the folder)."""

    def __init__(self, folder: str, secrets_to: int | None = None) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._events = os.open(os.path.join(folder, "events.jsonl"), flags, 0o600)
        self._journal = os.open(os.path.join(folder, "journal.jsonl"), flags, 0o600)
        self._pid = os.getpid()
        self.secrets: list[str] = []  # values that must not be written anywhere
        self._whisper_to = secrets_to

    def send(self, event: str, **fields: Any) -> None:
        self._write(self._events, dict(fields, event=event))

    def whisper(self, secret: str) -> None:
        """Tell the driver a secret through the pipe it gave us: it must not copy files that hold it."""
        if self._whisper_to is not None and len(self.secrets) <= MOST_SECRETS:
            os.write(self._whisper_to, json.dumps(secret[:LONGEST_SECRET]).encode() + b"\n")

    def journal(self, entry: dict[str, Any]) -> None:
        self._write(self._journal, entry)

    def _write(self, target: int, document: dict[str, Any]) -> None:
        if os.getpid() != self._pid:  # a forked child has no voice
            return
        text = json.dumps(document, default=str, ensure_ascii=True)
        for secret in self.secrets:
            for form in (secret, json.dumps(secret)[1:-1]):
                if form in text:
                    text = text.replace(form, "***")
        data = text.encode() + b"\n"
        while data:
            data = data[os.write(target, data):]
