"""Measures programs in fresh processes: wall time, CPU, and the peak memory that each reports of itself."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# Appended to a program. Not `ru_maxrss` of the parent's view: after a fork it counts the parent's pages.
REPORT = """
import json as _json, re as _re, resource as _resource
try:
    with open("/proc/self/status") as _status:
        _peak = int(_re.search(r"VmHWM:\\s+(\\d+)", _status.read())[1]) * 1024
except OSError:
    _peak = _resource.getrusage(_resource.RUSAGE_SELF).ru_maxrss
with open(_report_path, "w") as _stream:
    _json.dump({"peak": _peak}, _stream)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took."""

    ok: bool
    seconds: float  # wall
    cpu: float  # seconds, user and system, children included
    peak: int | None  # bytes; None where the program does not report
    stdout: str
    stderr: str


def cpu_seconds() -> float:
    """CPU that this process and its children have used. On a busy machine wall time says nothing."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def cheapest(costs: Iterable[Cost]) -> Cost:
    """The one with least CPU, or the first that failed: noise only adds."""
    costs = list(costs)
    failed = [cost for cost in costs if not cost.ok]
    return failed[0] if failed else min(costs, key=lambda cost: cost.cpu)


def compared(one: Callable[[], Cost], other: Callable[[], Cost], *, rounds: int) -> tuple[Cost, Cost]:
    """The cheapest run of each, taken in turns, so that a busy minute falls on both; a round before them fills the caches."""
    pairs = [(one(), other()) for _ in range(rounds + 1)][1:]
    return cheapest(first for first, _ in pairs), cheapest(second for _, second in pairs)


def run(
    command: Sequence[str], *, folder: Path, report: Path | None = None, extra: dict[str, str] | None = None
) -> Cost:
    """Run a command to its end."""
    before, began = cpu_seconds(), time.perf_counter()
    environment = {**os.environ, "MPLBACKEND": "Agg", **(extra or {})}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    seconds, cpu = time.perf_counter() - began, cpu_seconds() - before
    peak = json.loads(report.read_text())["peak"] if report and report.exists() else None
    return Cost(done.returncode == 0, seconds, cpu, peak, done.stdout, done.stderr)


def run_program(
    python: str, program: str, *, folder: Path, path: Path | str | None = None, bytecode: Path | None = None
) -> Cost:
    """Run Python text in a fresh interpreter, which reports its peak memory at its end.

    `bytecode`: where it keeps what it compiles, as an interpreter that may write beside its packages does.
    """
    extra = {"PYTHONPATH": str(path or folder)}
    if bytecode is not None:
        extra |= {"PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONDONTWRITEBYTECODE": ""}
    with tempfile.TemporaryDirectory() as place:
        script, report = Path(place) / "program.py", Path(place) / "report.json"
        script.write_text(f"_report_path = {str(report)!r}\n{program}\n{REPORT}", encoding="utf-8")
        return run([python, str(script)], folder=folder, report=report, extra=extra)
