"""Importing a project must do nothing: what its own modules write or start while they are imported is told."""

from __future__ import annotations

import os
import sys
from typing import Any

from .job import Job

DOING = {"subprocess.Popen": "starts a program", "socket.connect": "opens a connection", "os.mkdir": "makes a folder", "os.remove": "removes a file"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class ImportWatch:
    """Listens to what the interpreter does until it is closed; an audit hook cannot be taken away again."""

    def __init__(self, job: Job) -> None:
        self.root = str(job.project / "src")
        self.found: dict[str, str] = {}  # module file -> what it does
        self.open = True
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.open or (event != "open" and event not in DOING):
            return
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & WRITING):
            return
        module = self.cause()
        if module is not None:
            does = f"writes {os.path.basename(str(arguments[0]))}" if event == "open" else DOING[event]
            self.found.setdefault(module, does)

    def cause(self) -> str | None:
        """The module of the project whose own statement does it, and not a library that it imports."""
        frame = sys._getframe(2)
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith("<frozen importlib"):
                return None
            if name.startswith(self.root):
                return os.path.relpath(name, self.root)
            frame = frame.f_back  # type: ignore[assignment]
        return None

    def close(self, job: Job) -> None:
        """Stop listening, and tell."""
        self.open = False
        for module, does in sorted(self.found.items()):
            job.add(module, "file", "differs", f"importing it {does}: an import must do nothing")
