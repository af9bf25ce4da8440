"""The recorder's process: started, followed through its events, and killed when a cell takes too long."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recipeline.observe.guard import guarded

RECORDER = Path(__file__).with_name("recorder.py")
GRACE = 120.0  # seconds for storing values at the end, and for the notebook's exit handlers
POLL = 0.02  # seconds


@dataclass(slots=True)
class Ended:
    """How the process ended and all it said."""

    events: list[dict[str, Any]] = field(default_factory=list)
    returncode: int = 0
    timed_out: int | None = None  # the cell that took too long
    stderr: str = ""
    secrets: tuple[str, ...] = ()  # values of secret names; they travel through a pipe and never touch the disk
    seconds: float = 0.0


class Follower:
    """Reads the growing event file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._rest = b""

    def new(self) -> list[dict[str, Any]]:
        """Events since the last call."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._offset)
                data = file.read()
        except FileNotFoundError:
            return []
        self._offset += len(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [json.loads(line) for line in lines]


def run_recorder(
    python: str, job: dict[str, Any], *, folder: Path, work: Path, timeout_cell: float, on_event: Callable[[dict[str, Any]], None]
) -> Ended:
    """Run one job to its end, whatever end that is."""
    ended = Ended()
    begun = time.monotonic()
    secrets_from, secrets_to = os.pipe()
    path = work / "job.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps({**job, "secrets_to": secrets_to}), encoding="utf-8")
    process = subprocess.Popen(
        [python, "-X", "faulthandler", str(RECORDER), str(path)], cwd=folder, env=environment(os.environ, work), pass_fds=[secrets_to],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )
    os.close(secrets_to)
    tail: deque[bytes] = deque(maxlen=200)
    reader = threading.Thread(target=_keep_tail, args=(process, tail), daemon=True)
    reader.start()
    try:
        with guarded(process.pid):
            _follow(process, Follower(work / "events.jsonl"), ended, timeout_cell, on_event)
    finally:
        _kill_group(process)
        path.unlink(missing_ok=True)  # it holds the notebook's text, and so perhaps a secret
        ended.secrets = _read_secrets(secrets_from)
    reader.join(timeout=0.2)  # a child that the notebook left running may hold the pipe open
    ended.returncode = process.returncode
    ended.stderr = b"".join(tail).decode("utf-8", "replace")[-20_000:]
    ended.seconds = time.monotonic() - begun
    return ended


def _read_secrets(pipe: int) -> tuple[str, ...]:
    os.set_blocking(pipe, False)
    try:
        data = os.read(pipe, 1 << 16)
    except BlockingIOError:  # nothing was said, and a child that lives on holds the other end
        data = b""
    finally:
        os.close(pipe)
    return tuple(json.loads(line) for line in data.splitlines())


def environment(base: Mapping[str, str], work: Path) -> dict[str, str]:
    """The environment of every run: no windows, no bytecode in the user's folder, the same hashes each time."""
    changed = {
        "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8", "IPYTHONDIR": str(work / "ipython"),
    }
    kept = {name: value for name, value in base.items() if name not in ("PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONHOME")}
    return kept | changed


def _follow(
    process: subprocess.Popen[bytes], follower: Follower, ended: Ended, timeout_cell: float,
    on_event: Callable[[dict[str, Any]], None],
) -> None:
    cell, since, limit = 0, time.monotonic(), timeout_cell
    while True:
        finished = process.poll() is not None  # before reading, so that the last events are not missed
        for event in follower.new():
            ended.events.append(event)
            on_event(event)
            if event["event"] == "cell":
                cell, since = event["number"], time.monotonic()
            elif event["event"] == "finishing":
                since, limit = time.monotonic(), GRACE
        if finished:
            return
        if time.monotonic() - since > limit:
            if limit == timeout_cell:
                ended.timed_out = cell
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=POLL)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End the process and everything it started; also what a notebook left running in the background."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _keep_tail(process: subprocess.Popen[bytes], tail: deque[bytes]) -> None:
    assert process.stderr is not None
    with suppress(ValueError, OSError):
        for line in process.stderr:
            tail.append(line[:2_000])
