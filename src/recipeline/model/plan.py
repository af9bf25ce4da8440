"""Every decision of a conversion, and no text: what each statement becomes, and how the line hangs together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from recipeline.model.analysis import ImportedName, Stage, StatementId
from recipeline.model.observation import ValueFacts
from recipeline.model.project import CopiedFile, Deviation, LedgerEntry
from recipeline.model.verification import Returned, SearchRun

Module = Literal["transforms", "ingestion", "preprocessing", "features", "training", "evaluation", "reporting"]
# Later modules import from earlier ones, never back.
MODULES: tuple[Module, ...] = ("transforms", "ingestion", "preprocessing", "features", "training", "evaluation", "reporting")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one cell's plain source, in characters; `end` is exclusive."""

    cell: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A literal of the notebook that became a key of the config."""

    section: Module
    key: str
    value: object  # a literal: str, int, float, bool, None, list, tuple or dict of them
    annotation: str  # "float", "list[str]"
    at: StatementId
    spans: tuple[Span, ...]  # every place in the source where the key's parameter stands in for the literal
    path: Literal["input", "output"] | None = None
    original: object = None  # of a path: the text in the notebook
    override: bool = False  # a later literal for a name that another key already gives
    secret: str | None = None  # the environment variable that holds it; `value` is then ""

    @property
    def dotted(self) -> str:
        return f"{self.section}.{self.key}"


@dataclass(frozen=True, slots=True)
class MovedDefinition:
    """A function, class, lambda or constant of the notebook that lives at the top of a module."""

    name: str
    statement: StatementId
    kind: Literal["function", "class", "lambda", "constant"]
    module: Module
    parameters: tuple[str, ...] = ()  # globals it read, now parameters
    settings: tuple[str, ...] = ()  # dotted keys of paths in its body, now parameters too


@dataclass(frozen=True, slots=True)
class Function:
    """One stretch of kept statements that became one function."""

    name: str
    module: Module
    statements: tuple[StatementId, ...]  # kept ones, in notebook order
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    settings: tuple[str, ...] = ()  # dotted keys
    returns: tuple[Returned, ...] = ()
    copies: tuple[str, ...] = ()  # inputs that it changes: copied on entry
    in_place: tuple[str, ...] = ()  # inputs that it changes and must: another name holds the same object
    doc: str = ""
    notes: tuple[str, ...] = ()  # further sentences for the docstring
    report: str | None = None  # name of the table, metric or figure that the pipeline writes from it
    report_kind: Literal["table", "metric", "figure", "figures"] | None = None
    shows: bool = False  # calls pyplot.show() in a loop or a function: figures are taken as they are shown
    shares: str | None = None  # the function of the same shape whose text it uses; the pipeline calls that one
    parameters: tuple[str, ...] = ()  # of a shared text: its parameter names, in the order of `inputs`
    awaited: bool = False
    random: bool = False  # draws from a global generator


@dataclass(frozen=True, slots=True)
class Assigned:
    """A name of the notebook that the pipeline takes straight from the config."""

    name: str
    setting: str  # dotted
    statement: StatementId


def called_name(function: Function) -> str:
    """The function that stands in the project for a step."""
    return function.shares or function.name


Step = Function | Assigned


@dataclass(frozen=True, slots=True)
class Requirement:
    distribution: str
    version: str | None
    module: str


Form = Literal["frame", "array", "series", "list"]
ScoringRole = Literal["row", "training", "fewer", "part", "each", "label"]


@dataclass(frozen=True, slots=True)
class ScoringStep:
    """One statement on the way from the raw rows to what the model is asked about."""

    statement: StatementId
    role: ScoringRole  # row: run in both lines; training: drops or reorders rows, absent while scoring; fewer: also drops rows; part: a part of a split; each: a loop over tables; label: puts what is predicted beside the rows
    part: tuple[tuple[str, str], ...] = ()  # of a part: (name, the source text of what it is a part of); of a loop: (its variable, a table)
    targets: tuple[str, ...] = ()  # of `X, y = ..., ...`: the names that are needed; empty: all


@dataclass(frozen=True, slots=True)
class NotebookAnswer:
    """What the notebook makes of its model's answer: a price of its logarithm, a decision by a threshold."""

    statements: tuple[StatementId, ...]  # the one that asks, and those that follow on it
    value: str  # source of the answer, once they have run
    state: tuple[str, ...]  # names that they look up: a threshold, an encoder
    asks: str  # source of the call to the model


@dataclass(frozen=True, slots=True)
class FrozenFunction:
    """A function of the notebook as scoring calls it: what it learns from the rows it is given is looked up, and no row is left out."""

    name: str  # in the notebook
    statement: StatementId  # its definition
    rows: tuple[str, ...]  # its parameters and local names that hold one entry for each row
    kept: tuple[int, ...]  # places in its body of the statements that what is needed comes from, the return not counted
    returned: tuple[int, ...] = ()  # of `return X, y`: the places that are needed; empty: all that is returned


@dataclass(frozen=True, slots=True)
class HistoryPlan:
    """How the earlier rows that a row's features need are found."""

    order: str | int | None  # the raw column that puts rows in order, or its place; None: the rows tell
    entity: tuple[str, ...]  # raw columns that tell whose history a row belongs to; empty: all rows are one
    by: tuple[str | int, ...]  # raw columns that the notebook sorts by; empty: it takes the rows as they lie
    when: str  # source of comparable moments of a table `rows`; empty: the column itself
    at: StatementId  # the first statement that looks back
    indexed: bool = False  # the notebook's raw rows have a column as their index


@dataclass(frozen=True, slots=True)
class ScoringPlan:
    """How new rows get the answer that the notebook's model would have given."""

    model: str  # source of the model: a name that the line returns, or an item or attribute of one
    asked: StatementId  # the statement whose prediction counts
    features: str  # source text of what the model is asked about there
    raw: str  # name of the raw rows
    read: StatementId  # the statement that reads them
    reading: tuple[StatementId, ...]  # what it needs before it, and itself
    form: Form  # what the raw rows are in the notebook
    shape: tuple[int, ...]  # of one row: () where each is a single value
    label: str | int | None  # the raw column that is predicted; None: no such column
    row_names: tuple[str, ...]  # names that hold one entry for each row
    state: tuple[str, ...]  # names whose values the bundle holds: what was learned or chosen
    steps: tuple[ScoringStep, ...] = ()
    late: bool = False  # the statement that asks is a block, and may make in it what it asks about
    resampled: bool = False  # some of the rows that the model was asked about were made up by a resampler
    source: str = ""  # source of the raw rows where no name of the notebook holds them; they go to the model as they are
    wrapper: str = ""  # class of the runtime behind which the model's `predict` takes rows
    answer: NotebookAnswer | None = None  # None: the model's own answer
    functions: tuple[FrozenFunction, ...] = ()  # of the notebook, those that learn
    history: HistoryPlan | None = None  # None: each row stands for itself
    whole: str = ""  # source of the table of which `features` are some rows; empty: they are all of one


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why there is no scoring line."""

    at: StatementId | None
    why: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model of the notebook that could score."""

    model: str  # its source: `rf`, `models["tree"]`
    at: StatementId  # the statement that fits it
    why: str  # why it scores, or why it does not
    scores: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What the user may decide otherwise: asked in the summary, answered in recipeline.toml."""

    id: str  # the key of the answer: "model"
    text: str
    at: StatementId | None = None


@dataclass(frozen=True, slots=True)
class Handwritten:
    """A number in the code that an earlier output shows: what it summarises was learned by hand."""

    at: StatementId
    literal: str  # as it is written
    shown: StatementId
    value: float  # as it was shown
    expression: str | None

    @property
    def exact(self) -> bool:
        """Whether the number is the one that was shown, and not rounded."""
        return float(self.literal) == self.value

    @property
    def told(self) -> str:
        """One sentence without its end, for ledger and question."""
        source = f"`{self.expression}` in {self.shown}" if self.expression else f"{self.shown}"
        return f"`{self.literal}` in {self.at} is what {source} shows" + ("" if self.exact else f" ({self.value!r}), rounded")


@dataclass(frozen=True, slots=True)
class Tuning:
    """The searches of a training line: what each found, so that `train` need not search."""

    frozen: tuple[SearchRun, ...] = ()
    why: str = ""  # why none is frozen


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole conversion."""

    name: str  # "churn"
    package: str  # importable
    title: str
    line: Literal["training", "refresh"]
    steps: tuple[Step, ...]
    definitions: tuple[MovedDefinition, ...]
    imports: tuple[ImportedName, ...]  # bound once, at module level: where a name comes from
    import_blocks: tuple[StatementId, ...]  # `try: import ...` kept whole
    effect_imports: tuple[StatementId, ...]  # imported for what the import does
    settings: tuple[Setting, ...]
    results: tuple[str, ...]  # names that the line returns
    metrics: tuple[str, ...]  # of the results: written to metrics.json
    facts: dict[str, dict[str, ValueFacts]] = field(default_factory=dict)  # function -> name -> facts at its border
    dropped_spans: tuple[Span, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    python: str = ">=3.11"
    copies: tuple[CopiedFile, ...] = ()  # raw data and local modules
    file_map: tuple[tuple[str, str], ...] = ()  # notebook's absolute path -> project-relative path, for files it writes
    path_map: tuple[tuple[str, str], ...] = ()
    working_folder: str | None = None  # project-relative folder the line must run in; None: anywhere
    standing_folders: tuple[str, ...] = ()  # folders inside it that must be there before the line writes
    inline_stars: dict[StatementId, tuple[str, ...]] = field(default_factory=dict)  # star import inside a function -> names it needs there
    excused: dict[str, str] = field(default_factory=dict)  # final name -> why the line does not return it
    stage_of: dict[StatementId, Stage] = field(default_factory=dict)
    verified: bool = False
    scoring: ScoringPlan | None = None
    blockers: tuple[Blocker, ...] = ()  # of the scoring line; none where the notebook fits no model
    leaks: tuple[str, ...] = ()  # what is learned from rows that are held out: place and reason
    models: tuple[Candidate, ...] = ()  # the one that scores, or would, first
    questions: tuple[Question, ...] = ()
    handwritten: tuple[Handwritten, ...] = ()
    mode: Literal["parity", "production"] = "parity"  # what `train` does; once verified, what it can do
    production: dict[str, Any] | None = None  # both metrics of a training without the held-out rows, or "why" there is none
    tuning: Tuning | None = None  # None: the notebook searches for no hyper-parameters
    secrets: dict[str, str] = field(default_factory=dict, repr=False)  # environment variable -> its value in the notebook; never written
