"""Notebooks that somebody damaged: assessed, or told to be broken, and never an internal error.

A bounded number here; `python tests/test_assess_fuzz.py 10000` tries as many as you like, and prints those that fail.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from recipeline.workspace.assessing import assess_one

NOTEBOOKS = sorted((Path(__file__).parent / "notebooks").glob("*/*.ipynb"))
SPLINTERS = (
    "(", ")", "[", "'''", ":", "=", "\\", "\t", "\x00", "é", "%", "!", "@", "lambda ", "await ", "*", "**", "\n", ";", "%%bash\n",
    "global df\n", "del df\n", "x = _\n", "from m import *\n", "# recipeline: ignore[", "while True: pass\n", "(yield)", "match x:\n", "0x", "f'{",
)  # fmt: skip
ODD = (None, -1, 0, "3", 10**12, 1.5, [], {}, [None], "text", True)


def mutated(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy with one to four things damaged: characters, lines, cells, or fields of the document."""
    copy: dict[str, Any] = json.loads(json.dumps(document))
    for _ in range(chance.randint(1, 4)):
        cell = chance.choice(copy["cells"]) if copy["cells"] else {}
        match chance.randrange(7):
            case 0 | 1 | 2:
                _damage(cell, chance)
            case 3:
                chance.shuffle(copy["cells"])
            case 4:
                copy["cells"] = copy["cells"][: chance.randint(0, len(copy["cells"]))]
            case 5:
                cell[chance.choice(("execution_count", "outputs", "metadata", "source", "id", "cell_type"))] = chance.choice(ODD)
            case _:
                cell["metadata"] = {"tags": chance.choice((["ignore-RP301"], "skip", [3], ["recipeline: ignore[]"], None))}
    return copy


def _damage(cell: dict[str, Any], chance: random.Random) -> None:
    source = cell.get("source")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    at, other = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    cell["source"] = chance.choice((text[:at] + chance.choice(SPLINTERS) + text[at:], text[:at] + text[other:], text[at:] + text[:at]))


def attempt(number: int, folder: Path) -> str | None:
    """What went wrong with one damaged notebook; None if nothing did."""
    chance = random.Random(number)
    document = {"cells": [], **json.loads(chance.choice(NOTEBOOKS).read_text(encoding="utf-8"))}  # nbformat 3 has sheets instead
    path = folder / "damaged.ipynb"
    path.write_text(json.dumps(mutated(document, chance)), encoding="utf-8")
    one = assess_one(path)
    return one.document["error"]["what"] if one.bug else None


@pytest.mark.parametrize("start", range(0, 150, 50))
def test_damaged_notebooks_are_assessed_or_told(start: int, tmp_path: Path) -> None:
    """Whoever assesses a thousand notebooks has some that no tool ever wrote."""
    wrong = {number: what for number in range(start, start + 50) if (what := attempt(number, tmp_path))}
    assert wrong == {}


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        for seed in range(int(sys.argv[1])):
            if found := attempt(seed, Path(scratch)):
                print(seed, found)
