"""One process of the notebook's Python: watched, timed, and ended with all it has started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from recipeline.observe.guard import guarded

MARK = "verify: "
LINES_KEPT = 15


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended."""

    why: str | None  # None: by itself and well


class Running:
    """The processes of one verification, which run in threads: whoever stops it ends them here."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._processes: list[subprocess.Popen[str]] = []
        self._stopped = False

    def add(self, process: subprocess.Popen[str]) -> None:
        with self._lock:
            self._processes.append(process)
            if self._stopped:
                _end(process)

    def ended(self, process: subprocess.Popen[str]) -> None:
        with self._lock:
            _end(process)
            self._processes.remove(process)  # its number may soon be another's

    def stop(self) -> None:
        """End all, and at once whatever is still started."""
        with self._lock:
            self._stopped = True
            for process in self._processes:
                _end(process)


def run_process(
    command: Sequence[str], folder: Path, modules: Path, given: Mapping[str, str], timeout: float,
    progress: Callable[[str], None] | None, running: Running | None = None,
) -> Ended:
    """Run in `folder` with `modules` importable and `given` in its environment. Lines marked as progress are passed on."""
    environment = {
        **os.environ,
        **given,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(modules), os.environ.get("PYTHONPATH")])),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        "MPLBACKEND": "Agg",
    }
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace", start_new_session=True,
    )
    running = running or Running()
    running.add(process)
    last: deque[str] = deque(maxlen=LINES_KEPT)
    assert process.stderr is not None  # asked for above
    reader = threading.Thread(target=_read, args=(process.stderr, last, progress), daemon=True)
    reader.start()
    try:
        with guarded(process.pid):
            code = process.wait(timeout)
    except subprocess.TimeoutExpired:
        return Ended(f"did not end within {timeout:g} s")
    finally:
        running.ended(process)
        reader.join(2)
    if code == 0:
        return Ended(None)
    how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
    said = next((line for line in reversed(last) if line.strip()), "")
    return Ended(f"{how}: {said}" if said else how)


def _read(stream: IO[str], last: deque[str], progress: Callable[[str], None] | None) -> None:
    for line in stream:
        line = line.rstrip("\n")
        if line.startswith(MARK):
            if progress is not None:
                progress(line[len(MARK):])
        else:
            last.append(line)


def _end(process: subprocess.Popen[str]) -> None:
    """End the process and its children, which share its group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
