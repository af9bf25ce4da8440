"""Alerts for a human, with an action: one JSON line each, appended to a file that other programs may follow.

    {"id": "5f1c…", "at": "2026-11-25T06:00:00Z", "severity": "page", "what": "…", "where": "…", "evidence": {…}, "do": "…"}

The same trouble of the same day has the same `id`, so that whoever forwards alerts can leave repetitions out.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .reports import plain

PAGE, WARNING = "page", "warning"  # somebody must act now; somebody should look

RUNBOOK = {
    "present": "Ask the source why the column is gone or renamed, mend the file, run `score` again. If it is gone for good, train without it.",
    "type": "Ask the source what changed in the column, mend the file, run `score` again.",
    "unique-columns": "Ask the source why a column stands there twice, mend the file, run `score` again.",
    "not-empty": "Look upstream why the file has no rows, then run `score` again.",
    "null-share": "Ask the source why values are missing. If it is right, raise contract.columns.<name>.max_null_share, or train again.",
    "max-rejected": "Read the reasons in the evidence, mend the rows at their source, run `score` again.",
    "rejected": "Read the reasons in the evidence and mend the rows at their source; their last valid scores are offered as stale.",
    "key": "Give every row its own key, or set contract.key to the column that identifies a row.",
    "policy": "The contract says to stop for such a row: mend it at its source, run `score` again, or change the policy under contract: in config.yaml.",
    "output": "The scores are not what this model gives: look at the rows and at the bundle; `rollback` takes the version before.",
    "readable": "Look whether the file is whole and has the form of the training file.",
    "bundle": "Restore the bundle's folder or `promote` another version; install the libraries that it was made with.",
    "store": "Look at the place of the score table (scoring.scores in config.yaml): is it there, may it be written, is the disk full?",
    "code": "A fault in the code of the project: read the log, mend it, run `score` again.",
    "out-of-range": "Look whether the values are right (a unit, a new kind of row). They were scored; to reject them set contract.columns.<name>.out_of_range.",
    "unseen": "Look whether the new category is right; if it stays, train again.",
    "extra-column": "Nothing must be done: the column is ignored. Take it up when you train again.",
}  # what to do, by the rule that was broken


def alert(path: Path, *, severity: str, rule: str, what: str, where: str, as_of: str, run_id: str, evidence: Mapping[str, Any]) -> dict[str, Any]:
    """Append one alert and give it. A line is written in one step, so that a reader never sees half of one."""
    known = hashlib.sha256(json.dumps([rule, where, as_of]).encode()).hexdigest()[:12]
    told = {
        "id": known, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "severity": severity, "rule": rule, "what": what, "where": where,
        "evidence": plain(dict(evidence)), "do": RUNBOOK[rule], "as_of": as_of, "run_id": run_id,
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(str(path), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(handle, (json.dumps(told) + "\n").encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    return told
