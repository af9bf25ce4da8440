"""Does a notebook really give other values on each run? Digests may differ where values do not."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from recipeline.verify.process import Running, run_process

TIMEOUT = 300.0  # seconds for loading and comparing the stored values of two runs


def really_differ(names: Sequence[str], first: Path, second: Path, python: str) -> tuple[str, ...]:
    """Of the names whose digests differ, those whose stored values do too. `first`, `second`: stores of two runs."""
    pairs = _pairs(names, first, second)
    spec = find_spec("recipeline_runtime")
    if not pairs or spec is None or spec.origin is None:
        return tuple(names)
    with tempfile.TemporaryDirectory(prefix="recipeline-steady-") as folder:
        job, result = Path(folder) / "job.json", Path(folder) / "result.json"
        job.write_text(json.dumps({"pairs": pairs, "runtime": str(Path(spec.origin).parent.parent), "result": str(result)}), encoding="utf-8")
        script = Path(__file__).parent / "inside" / "steady.py"
        run_process([python, str(script), str(job)], Path(folder), Path(folder), {}, TIMEOUT, None, Running())
        equal = set(json.loads(result.read_text(encoding="utf-8"))) if result.exists() else set()
    return tuple(name for name in names if name not in equal)


def _pairs(names: Sequence[str], first: Path, second: Path) -> dict[str, tuple[str, str]]:
    one, two = (json.loads((store / "index.json").read_text(encoding="utf-8"))["final"] for store in (first, second))
    files = {name: ((one.get(name) or {}).get("file"), (two.get(name) or {}).get("file")) for name in names}
    return {name: (str(first / a), str(second / b)) for name, (a, b) in files.items() if a and b}
