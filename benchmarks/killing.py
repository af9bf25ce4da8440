"""Processes that are killed at some moment, on the lines that the tests make; importing this makes those lines importable."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]


def forked(work: Callable[[], Any], after: float | None = None) -> int:
    """Do it in a process of its own, killed after some seconds; its exit code (negative: the signal).

    A library with threads of its own must not be loaded before the fork, so even a look at what it wrote is a process of its own.
    """
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException as error:  # the child must never go on with the parent's loop
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
