"""Prints a table of what recipeline costs, and writes the same as JSON.

    python benchmarks/run.py [analyse help slice convert assess scoring] [--notebooks N] [--folder DIR] [--python PY] [--json FILE]

A part that is missing or fails makes a row with a note; the others go on. Exit code 1 if a figure is over its limit.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import assessment
import compiler
import conversions
import scoring
from rows import Row

FORM = "{:<58} {:>9} {:>8}  {}"
PARTS = ("analyse", "help", "slice", "convert", "assess", "scoring")


def measured(name: str, part: Callable[[], Iterator[Row]]) -> Iterator[Row]:
    """The rows of one part, and a row with a note if it breaks off."""
    try:
        yield from part()
    except Exception as error:  # one part that is missing must not hide the figures of the others
        yield Row(name, None, note=f"not measured: {type(error).__name__}: {error}")


def rows(options: argparse.Namespace) -> Iterator[Row]:
    """All rows that were asked for."""
    parts = options.parts or PARTS
    plain = {"analyse": compiler.analysis, "help": compiler.start, "slice": compiler.slicing}
    for name, part in plain.items():
        if name in parts:
            yield from measured(name, part)
    if "assess" in parts:
        yield from measured("assess", lambda: assessment.assessing(options.folder, options.tools))
    if "scoring" in parts:
        yield from measured("scoring", lambda: scoring.scoring(options.python))
    if "convert" in parts:
        for notebook in conversions.notebooks()[: options.notebooks]:
            yield from measured(
                notebook.stem, lambda path=notebook: conversions.of_notebook(path, options.python)
            )


def line(row: Row) -> str:
    """One row as text."""
    value = "-" if row.value is None else f"{row.value:.2f} {row.unit}"
    limit = "" if row.limit is None else f"{row.limit:g} {row.unit}"
    return FORM.format(row.name, value, limit, row.note or row.verdict).rstrip()


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; default: all")
    parser.add_argument("--notebooks", type=int, default=4, metavar="N", help="convert so many (default 4)")
    parser.add_argument("--python", default=sys.executable, metavar="PY", help="the notebooks' interpreter")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="assess: notebooks to measure on")
    parser.add_argument("--tools", type=Path, metavar="DIR", help="assess: where other linters are installed")
    parser.add_argument("--json", type=Path, default=Path("build/benchmarks.json"), metavar="FILE")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(FORM.format("measure", "value", "limit", ""))
    done = []
    for row in rows(options):
        print(line(row), flush=True)
        done.append(row)
    machine = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "date": time.strftime("%Y-%m-%d"),
    }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    figures = [{**asdict(row), "verdict": row.verdict} for row in done]
    options.json.write_text(json.dumps({"schema": 1, "machine": machine, "rows": figures}, indent=2) + "\n")
    return int(any(row.verdict == "over" for row in done))


if __name__ == "__main__":
    sys.exit(main())
