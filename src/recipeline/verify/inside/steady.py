"""Which stored values of two runs are equal, although their digests are not: `python steady.py JOB.json`.

Stands alone: the job names the folder of recipeline_runtime. A value that cannot be loaded counts as different.
"""

from __future__ import annotations

import importlib
import json
import pickle
import sys
from typing import Any


def equal(compare: Any, one: str, two: str) -> bool:
    """Whether two stored values are the same to the comparison that verification uses."""
    try:
        with open(one, "rb") as first, open(two, "rb") as second:
            return compare(pickle.load(first), pickle.load(second)).verdict in ("same", "close")
    except Exception:  # whatever loading or comparing raises: not known to be equal
        return False


def main() -> int:
    """Read the job, write the names that are equal."""
    with open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    sys.path.append(job["runtime"])
    compare = importlib.import_module("recipeline_runtime.compare").compare
    found = [name for name, (one, two) in job["pairs"].items() if equal(compare, one, two)]
    with open(job["result"], "w", encoding="utf-8") as file:
        json.dump(found, file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
