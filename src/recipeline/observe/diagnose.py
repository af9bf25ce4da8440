"""Why a run stopped, in terms that help: where, the likely cause, and what to do.

The error's type chooses a diagnosis; each diagnosis looks at the message, at the failing line, at the other cells and at the files around
the notebook. What is only likely is called likely.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from recipeline.model.notebook import Notebook
from recipeline.model.observation import Failure
from recipeline.observe import collecting, packages
from recipeline.observe.case import Case
from recipeline.observe.causes import cause_of
from recipeline.observe.process import Ended


def failure_of(notebook: Notebook, ended: Ended, folder: Path) -> Failure | None:
    """None if the run came to its end."""
    event = collecting.only(ended.events, "failure")
    if event:
        return diagnose(notebook, event, folder, ended)
    if ended.timed_out is not None:
        return _timed_out(ended)
    trouble = collecting.only(ended.events, "recorder-error")
    if trouble:
        return _own_fault(ended, str(trouble.get("traceback", "")))
    if not collecting.only(ended.events, "cell"):
        return _own_fault(ended, ended.stderr)
    if not collecting.only(ended.events, "end"):
        return _died(ended)
    return None


def diagnose(notebook: Notebook, event: Mapping[str, Any], folder: Path, ended: Ended) -> Failure:
    """The failure that the recorder reported, with its likely cause."""
    statement = collecting.only(ended.events, "statement")
    loaded = collecting.only(ended.events, "end").get("packages", {})
    case = Case(
        notebook=notebook, folder=folder, cell=event["cell"], line=event["line"], error=event["error"], message=event["message"],
        hosts=tuple(statement.get("hosts", ())), files_read=_files_read(ended), packages=packages.resolve(loaded),
        bases=tuple(event.get("bases", (event["error"],))), traceback=event.get("traceback", ""),
    )
    cause, do = cause_of(case)
    return Failure(case.cell, case.line, case.error, case.message, cause, do, case.traceback)


def _files_read(ended: Ended) -> tuple[str, ...]:
    groups = [event.get("files_read", ()) for event in ended.events if event["event"] == "statement"]
    return collecting.in_order(groups)


def _place(ended: Ended) -> tuple[int, int]:
    begun = collecting.last_begun(ended.events)
    if begun is None:
        return 1, 1
    match = re.match(r"(\d+):(\d+)", begun)
    assert match is not None
    return int(match[1]), int(match[2])


def _timed_out(ended: Ended) -> Failure:
    cell, line = _place(ended)
    cell = ended.timed_out or cell
    return Failure(
        cell, line, "TimeoutError", "the cell did not end within the time allowed",
        "The cell runs longer than the limit per cell, waits for something that never comes, or never ends.",
        "Allow more time per cell, let the cell work on less data, or end its loop.",
    )


def _died(ended: Ended) -> Failure:
    cell, line = _place(ended)
    code = ended.returncode
    if collecting.only(ended.events, "finishing"):
        return Failure(
            cell, line, "KernelDied", _death(code), "The process ended after the last cell, while the values were being stored; memory may be short.",
            "Run it on less data, or on a machine with more memory.", ended.stderr[-4000:],
        )
    if code == -signal.SIGKILL:
        cause = "The process was killed; most often the system does that when memory runs out, or the cell kills its own process."
        do = "Run the cell on less data, or on a machine with more memory; look for os.kill in the cell."
    elif code < 0:
        cause = "Native code of a library crashed, or the cell sends a signal to its own process."
        do = "Look at the last lines of the traceback for the library; try another version of it."
    else:
        cause = "The cell ends its own process (os._exit, or a library that calls exit)."
        do = "Take the call out of the notebook: what comes after it never runs."
    return Failure(cell, line, "KernelDied", _death(code), cause, do, ended.stderr[-4000:])


def _death(code: int) -> str:
    if code < 0:
        try:
            return f"the notebook's process died of {signal.Signals(-code).name}"
        except ValueError:
            return f"the notebook's process died of signal {-code}"
    return f"the notebook's process ended itself with exit code {code}"


def _own_fault(ended: Ended, traceback: str) -> Failure:
    cell, line = _place(ended)
    last = traceback.strip().splitlines()[-1] if traceback.strip() else ""
    if "No space left on device" in last:
        return Failure(
            cell, line, "DiskFull", last, "The disk with the temporary files is full; the recorded values go there.",
            "Free some space, or set TMPDIR to a folder on a larger disk.", traceback,
        )
    return Failure(
        cell, line, "RecorderError", last, "recipeline's own recorder failed; the notebook is not to blame.",
        "Please report this with the traceback; --no-run converts without running.", traceback,
    )
