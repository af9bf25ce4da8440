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

MARK = "verify: "
LINES_KEPT = 15


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended."""

    why: str | None  # None: by itself and well


def run_process(
    command: Sequence[str], folder: Path, modules: Path, given: Mapping[str, str], timeout: float, progress: Callable[[str], None] | None
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
    last: deque[str] = deque(maxlen=LINES_KEPT)
    assert process.stderr is not None  # asked for above
    reader = threading.Thread(target=_read, args=(process.stderr, last, progress), daemon=True)
    reader.start()
    try:
        code = process.wait(timeout)
    except subprocess.TimeoutExpired:
        return Ended(f"did not end within {timeout:g} s")
    finally:
        _end(process)
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
