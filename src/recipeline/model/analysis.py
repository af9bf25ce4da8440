"""What a notebook's statements define, use, mutate and touch: the result of the static analysis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

StatementId = NewType("StatementId", str)  # where it starts: "4:2"; the second on that line: "4:2.1"

Stage = Literal["setup", "ingestion", "preprocessing", "features", "training", "evaluation", "reporting"]

EffectKind = Literal[
    "file-read", "file-write", "network", "database", "random", "seed", "clock", "plot", "option",
    "environment", "path", "cwd", "print", "shell", "input", "exit", "dynamic",
]  # option: pd.set_option, rcParams, warnings; path: sys.path; dynamic: exec, globals(), locals()

StatementKind = Literal[
    "import", "function", "class", "assign", "augmented", "expression", "delete", "for", "while",
    "if", "with", "try", "match", "global", "pass", "other",
]


@dataclass(frozen=True, slots=True)
class Effect:
    """Something outside the notebook's names that a statement touches."""

    kind: EffectKind
    target: str | None  # the literal path, URL, option or variable; None if computed


@dataclass(frozen=True, slots=True)
class ImportedName:
    """One name that an import statement binds. `from m import *` has name "*"."""

    name: str  # the local name: "pd"
    module: str  # "pandas"; relative imports keep their dots
    attribute: str | None  # "DataFrame" in `from pandas import DataFrame`; None for `import pandas`

    @property
    def target(self) -> str:
        """What the name stands for: "pandas.DataFrame". `import sklearn.svm` binds `sklearn`."""
        if self.attribute:
            return f"{self.module}.{self.attribute}"
        root = self.module.partition(".")[0]
        return root if self.name == root else self.module


@dataclass(frozen=True, slots=True)
class Statement:
    """One top-level statement of a cell. A compound statement (for, if, def, ...) is one statement."""

    id: StatementId
    cell: int  # 1-based, code cells only
    line: int  # 1-based within the cell, decorators included
    end_line: int
    start: int  # character offsets into Cell.source; `end` is exclusive, without a trailing comment
    end: int
    kind: StatementKind
    binds: tuple[str, ...] = ()  # names it may bind at notebook scope (leaking loop variables, walrus, imports too)
    binds_surely: tuple[str, ...] = ()  # those bound whenever it completes
    reads: tuple[str, ...] = ()  # names its own text reads before binding them itself, builtins excluded
    uses: tuple[str, ...] = ()  # reads, and what notebook functions and classes it may call read late-bound
    mutates: tuple[str, ...] = ()  # names through which it may change an object in place
    mutates_through: tuple[str, ...] = ()  # other names that see the change: aliases, containers, views
    deletes: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    calls: tuple[str, ...] = ()  # resolved: "pandas.read_csv"; methods of unknown objects: ".fit"
    imports: tuple[ImportedName, ...] = ()
    shown: bool = False  # the last expression of its cell, displayed by Jupyter (no trailing semicolon)
    awaits: bool = False  # top-level await / async for / async with
    stage: Stage = "preprocessing"
    also: Stage | None = None  # a second stage, of a loop or a function that fits and evaluates


@dataclass(frozen=True, slots=True)
class Edge:
    """`to` depends on `source`."""

    source: StatementId
    to: StatementId
    names: tuple[str, ...]
    kind: Literal["value", "mutation", "state"]  # state: random generator, figure, option, file, cwd


@dataclass(frozen=True, slots=True)
class Definition:
    """A function or class that the notebook defines at top level."""

    name: str
    statement: StatementId
    is_class: bool
    globals_read: tuple[str, ...]  # notebook names its body reads late-bound (not builtins), transitively NOT followed
    globals_written: tuple[str, ...]  # through `global`
    defaults_read: tuple[str, ...]  # names read when the def runs: defaults, decorators, bases, class body
    mutated_parameters: tuple[str, ...]  # parameters whose object the body may change in place
    calls_definitions: tuple[str, ...]  # notebook functions and classes its body may call or mention
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """All statements in notebook order, and how they hang together."""

    statements: tuple[Statement, ...]
    edges: tuple[Edge, ...]
    definitions: tuple[Definition, ...]

    @property
    def showers(self) -> frozenset[str]:
        """Which of `print` and `display` mean what Jupyter means by them: not those that the notebook binds itself."""
        own = {name for one in self.statements if one.kind != "import" for name in one.binds}
        return frozenset({"print", "display"} - own)
