"""What one real run of a notebook did, as the recorder reported it."""

from __future__ import annotations

from dataclasses import dataclass, field

from recipeline.model.analysis import StatementId


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """What is known of one value without holding it."""

    type: str  # qualified: "pandas.DataFrame", "int", "numpy.ndarray", "sklearn.svm.SVC" (public module where known)
    kind: str  # "frame" "series" "array" "scalar" "text" "list" "dict" "tuple" "set" "none" "estimator" "figure" "axes" "module" "function" "class" "connection" "iterator" "object"
    storable: bool  # can be pickled and loaded in another process
    digest: str | None = None  # equal digests: equal values; None where no digest can be made
    shape: tuple[int, ...] | None = None
    columns: tuple[tuple[str, str], ...] | None = None  # (name, dtype) of a frame; at most 200
    dtype: str | None = None
    elements: str | None = None  # type of the elements of a list, set, tuple; of the values of a dict ("str -> int")
    size: int | None = None  # bytes, estimated
    text: str | None = None  # repr of a scalar or a short text, at most 200 characters


@dataclass(frozen=True, slots=True)
class StatementRun:
    """What one statement did."""

    id: StatementId
    seconds: float
    bound: dict[str, ValueFacts] = field(default_factory=dict)  # names bound to another object than before
    mutated: tuple[str, ...] = ()  # names whose object kept its identity and changed its value
    changed: dict[str, ValueFacts] = field(default_factory=dict)  # of those names: what they hold now
    random: tuple[str, ...] = ()  # global generators it advanced: "random", "numpy", "torch"; "entropy": seeds taken from the system
    files_read: tuple[str, ...] = ()  # absolute paths below the notebook's tree or given by a literal; no library files
    files_written: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    figures: int = 0  # figures it newly opened
    shown_figures: int = 0  # figures flushed by plt.show() inside the statement
    displayed: ValueFacts | None = None  # value of a shown expression
    printed: str = ""  # its stdout, at most 2,000 characters
    aliases: tuple[tuple[str, ...], ...] = ()  # groups of names that are one object after it; only where the groups changed


@dataclass(frozen=True, slots=True)
class Failure:
    """Where and why a run stopped."""

    cell: int
    line: int
    error: str  # "FileNotFoundError"
    message: str
    cause: str  # likely cause, one sentence
    do: str  # what to do
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class CellRun:
    number: int
    seconds: float
    figures: int  # figures open or shown at its end
    peak_memory: int | None = None  # bytes


@dataclass(frozen=True, slots=True)
class Observation:
    """One run of the whole notebook."""

    ok: bool
    seconds: float
    python: str  # "3.11.7"
    packages: dict[str, str]  # import name of each loaded third-party top-level module -> "distribution==version"
    cells: tuple[CellRun, ...]
    statements: dict[StatementId, StatementRun]
    final: dict[str, ValueFacts]  # what the notebook holds at its end
    failure: Failure | None = None
    files_read: tuple[str, ...] = ()
    files_written: tuple[str, ...] = ()
    local_modules: tuple[str, ...] = ()  # absolute paths of .py files imported from the notebook's own tree
    folder: str = ""  # the notebook's folder, absolute
    repeatable: bool | None = None  # None: not tried
    unrepeatable: tuple[str, ...] = ()  # final names that differ between two runs from the same random state
    signatures: dict[str, dict[str, str]] = field(default_factory=dict)  # notebook function -> parameter (and "return") -> type
