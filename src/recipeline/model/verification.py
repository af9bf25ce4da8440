"""What is compared between notebook and project, and with which result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from recipeline.model.analysis import StatementId


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A stretch of the notebook that became one function: its values are recorded before and after."""

    function: str  # unique over the project
    first: StatementId  # inputs and random state are taken before it
    last: StatementId  # outputs are taken after it
    inputs: tuple[str, ...]  # notebook names
    outputs: tuple[str, ...]
    shown: tuple[StatementId, ...] = ()  # shown or printed expressions whose value the function returns
    figures: bool = False  # the figures that are open (or shown) between first and last are kept, as data


@dataclass(frozen=True, slots=True)
class Returned:
    """One element of what a function returns, in order."""

    kind: Literal["value", "shown", "figure", "figures"]
    name: str  # the notebook's name; a statement id for "shown"; "" for figures


@dataclass(frozen=True, slots=True)
class FunctionCheck:
    """How to call one generated function with recorded values."""

    module: str  # "churn.features"
    checkpoint: Checkpoint
    arguments: tuple[tuple[str, str], ...]  # (parameter, notebook name)
    settings: tuple[tuple[str, str], ...]  # (parameter, "section.key" in config)
    returns: tuple[Returned, ...]  # one: the value itself; several: a tuple of them; none: None
    awaited: bool = False
    mutates: tuple[str, ...] = ()  # arguments it changes in place, said so in its docstring
    target: str = ""  # the function to call, where several steps share one; "": the checkpoint's


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    kind: Literal["value", "function", "file", "table", "figure", "scoring"]
    verdict: Literal["same", "close", "differs", "skipped"]
    why: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class SearchRun:
    """A search for hyper-parameters in the project's own run."""

    name: str  # "search_1": its place in the line
    kind: str  # "GridSearchCV of SVC"
    best: dict[str, Any]  # plain data
    score: float | None
    tried: int  # candidates


@dataclass(frozen=True, slots=True)
class VerificationReport:
    checks: tuple[Check, ...]
    seconds: float
    error: str | None = None  # the line raised: type, message, function
    messages: tuple[str, ...] = ()  # what the line logged, at most 1,000
    scores: tuple[float | None, ...] = ()  # of the first raw rows, from a scoring line that proved itself; None: rejected
    searches: tuple[SearchRun, ...] = ()
    unfrozen: str | None = None  # why the line cannot go on without these searches; None: with what they found it gives the same models
    changed: tuple[str, ...] = ()  # values that are others then: tables of all candidates
    production: dict[str, Any] | None = None  # `metrics.json` of a training without the held-out rows, or "why" there is none; None: not tried
