"""RP701: a credential stands in the notebook: in code, an output, the metadata or the text.

Why it matters: whoever gets the file, or any old commit of it, can use the credential.
What to do: revoke it at its issuer, read it from the environment, and clean the outputs.

Wrong::

    api_key = "…the key itself…"

Right::

    api_key = os.environ["SERVICE_API_KEY"]
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from recipeline.analyse.credentials import is_password, is_secret, kinds_in, looks_random, named_texts
from recipeline.model.finding import Finding
from recipeline.model.notebook import At, Cell
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject

HINT = "Revoke it, read it from the environment, and remove it from the file and its history."


def check(subject: Subject) -> Iterator[Finding]:
    """Known forms of tokens anywhere; texts under a name like `password` in code. The finding never holds the credential."""
    told: set[tuple[At, str]] = set()
    for at, kind, where in _places(subject):
        if (at, kind) not in told:
            told.add((at, kind))
            yield Finding("RP701", at, f"{_article(kind)} {kind} stands in {where}", HINT)


def _places(subject: Subject) -> Iterator[tuple[At, str, str]]:
    for cell in subject.notebook.cells:
        lines = cell.original.splitlines() if any(True for _ in kinds_in(cell.original)) else []
        for line, text in enumerate(lines, 1):
            for kind, _ in kinds_in(text):
                yield At(cell.number, line), kind, "the code"
        yield from _named(cell)
        for kind, _ in kinds_in(cell.output_text):
            yield At(cell.number, 1), kind, "an output of this cell"
    number = 1
    for raw in subject.document.get("cells", []):
        if not isinstance(raw, Mapping):
            continue
        if raw.get("cell_type") == "markdown":
            yield from _in_json(raw.get("source"), At(number, 1), "the text above this cell")
        elif raw.get("cell_type") == "code":
            yield from _in_json(raw.get("metadata"), At(_bounded(number, subject), 1), "the metadata of this cell")
            number = min(number + 1, max(1, len(subject.notebook.cells)))
    yield from _in_json(subject.document.get("metadata"), At(1, 1), "the metadata of the notebook")


def _bounded(number: int, subject: Subject) -> int:
    return min(number, max(1, len(subject.notebook.cells)))


def _named(cell: Cell) -> Iterator[tuple[At, str, str]]:
    for name, value in named_texts(cell.source):
        if name and is_secret(name, value) and (looks_random(value) or is_password(name, value)) and not any(True for _ in kinds_in(value)):
            line = next((n for n, text in enumerate(cell.original.splitlines(), 1) if value in text), 1)
            yield At(cell.number, line), f"credential under the name `{name}`", "the code"


def _in_json(value: Any, at: At, where: str) -> Iterator[tuple[At, str, str]]:
    if not value:
        return
    text = "".join(value) if isinstance(value, list) and all(isinstance(part, str) for part in value) else json.dumps(value, ensure_ascii=False)
    for kind, _ in kinds_in(text):
        yield at, kind, where


def _article(word: str) -> str:
    return "an" if word[0] in "AEIOaeio" else "a"


RULE = Rule(code="RP701", name="credential", severity="error", check=check)
