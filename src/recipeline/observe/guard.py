"""Ends a process group when recipeline itself is killed, even by `kill -9`: nothing of a notebook runs on alone.

A small shell waits on a pipe that only this process holds open; when the pipe breaks, it kills the group.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def guarded(group: int) -> Iterator[None]:
    """Guard the group for the time of the block. Where there is no shell, there is no guard."""
    shell = shutil.which("sh")
    if shell is None:
        yield
        return
    guard = subprocess.Popen(
        [shell, "-c", f"read _; kill -9 -{group}"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield
    finally:
        guard.kill()  # first: the group's number may be another's by the time the pipe breaks
        guard.wait()
        assert guard.stdin is not None  # asked for above
        guard.stdin.close()
