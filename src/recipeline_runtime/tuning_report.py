"""What `tune` says and leaves: what each search found beside the parameters in use, and a proposal to copy. It changes no setting."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from .reports import write_text
from .tuning import Search

PROPOSAL = "tuning.yaml"


@dataclass(frozen=True)
class Finding:
    """One search, beside what is in use."""

    name: str
    kind: str
    tried: int  # candidates
    best: Mapping[str, Any]
    score: float | None
    in_use: Mapping[str, Any] | None  # None: `train` searches
    score_in_use: float | None  # of these, in the same search; None: it did not try them

    @property
    def changed(self) -> bool:
        """Whether the search found something else than what is in use."""
        return self.in_use is None or dict(self.in_use) != dict(self.best)


def log_searches(found: Sequence[Search]) -> None:
    """What `train` fitted in place of searching, or that it searched."""
    for one in found:
        logging.info("%s: %s", one.name, f"fitted {dict(one.best)} as tuning.best says" if one.frozen else f"searched among {one.tried} candidates, found {dict(one.best)}")


def findings(found: Sequence[Search], in_use: Mapping[str, Any]) -> list[Finding]:
    """Each search of a run beside `tuning.best` of the settings."""
    return [
        Finding(one.name, one.kind, one.tried, one.best, one.score, in_use.get(one.name), one.score_of(in_use[one.name]) if one.name in in_use else None)
        for one in found
    ]


def findings_text(told: Sequence[Finding], place: Path) -> str:
    """A few lines for a person."""
    if not told:
        return "the line searched for nothing"
    lines = [line for one in told for line in _lines(one)]
    last = f"{place} holds what was found: put it into config.yaml to train with it. No setting was changed." if any(one.changed for one in told) else "nothing to change"
    return "\n".join([*lines, last])


def _lines(one: Finding) -> Iterator[str]:
    score = "" if one.score is None else f", best score {one.score:.6g}"
    yield f"{one.name}: {one.kind}, {one.tried} candidates{score}"
    before = one.in_use or {}
    for name, value in one.best.items():
        yield f"  {name}: {value!r}" + (" (in use)" if name in before and before[name] == value else f" (in use: {before[name]!r})" if name in before else "")
    if one.changed and one.in_use is not None:
        yield "  the parameters in use scored " + ("nothing: they were not among the candidates" if one.score_in_use is None else f"{one.score_in_use:.6g}")


def write_proposal(folder: Path, told: Sequence[Finding]) -> Path:
    """The section `tuning:` of config.yaml with what was found, in one step."""
    import yaml

    text = yaml.safe_dump({"tuning": {"best": {one.name: dict(one.best) for one in told}}}, sort_keys=False, allow_unicode=True)
    head = f"# Found on {datetime.now(timezone.utc):%Y-%m-%d %H:%M} UTC. To train with it, put it in place of `tuning:` in config.yaml.\n"
    return write_text(Path(folder) / PROPOSAL, head + text)
