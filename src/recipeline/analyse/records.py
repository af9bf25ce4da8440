"""What is noted while one statement, or the body of one notebook function, is walked."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from recipeline.analyse.objects import NOTHING, Obj, Value
from recipeline.model.analysis import Effect, ImportedName

CONSUMED, SHALLOW, DATA, DEEP = -1, 0, 1, 2  # used up if it is an iterator; a change of: the object itself; its data, so its views too; all that it holds, too


class Record:
    """Facts of one statement or of one body. Dicts keep the order of first mention."""

    __slots__ = (
        "added", "awaits", "before", "binds", "calls", "deletes", "dynamic", "effects", "fits_transformer", "imports", "mutated", "opaque",
        "out", "reads", "renders", "star", "sure", "texts",
    )  # fmt: skip

    def __init__(self) -> None:
        self.reads: dict[str, Value | None] = {}  # the value it had then; None: not bound then
        self.binds: dict[str, None] = {}
        self.sure: set[str] = set()
        self.added: dict[str, frozenset[Obj]] = {}  # what it was bound to by this statement
        self.before: dict[str, Value | None] = {}  # values of rebound names before the statement
        self.mutated: dict[Obj, int] = {}
        self.effects: dict[Effect, None] = {}
        self.calls: dict[str, None] = {}
        self.deletes: dict[str, None] = {}
        self.imports: list[ImportedName] = []
        self.out: dict[int | None, None] = {}  # subscripts of Out
        self.texts: dict[str, None] = {}  # names read out of strings that a library evaluates, if they exist
        self.awaits = False
        self.fits_transformer = False
        self.dynamic = False
        self.opaque = False  # runs code of a module that was not read: it may seed or draw
        self.star = False
        self.renders = False  # turns values into text, which display options change


@dataclass(slots=True)
class Deferred:
    """A call inside a body whose target is known only when the body runs."""

    callee: frozenset[Obj]
    method: str | None
    arguments: tuple[Value, ...]
    keywords: tuple[tuple[str | None, Value], ...]
    result: Obj


@dataclass(slots=True, eq=False)
class Def:
    """A function, class or lambda of the notebook, and what running it may do."""

    name: str
    is_class: bool
    statement: int  # index of the statement that makes it
    parameters: list[str] = field(default_factory=list)
    star: str | None = None
    double_star: str | None = None
    tokens: dict[str, Obj] = field(default_factory=dict)  # parameter -> symbol
    globals: dict[str, Obj] = field(default_factory=dict)  # free name -> symbol
    closure: Obj = field(default_factory=lambda: Obj(symbol="closure"))
    record: Record = field(default_factory=Record)
    loads: dict[str, None] = field(default_factory=dict)  # free names read late-bound
    writes: dict[str, Value] = field(default_factory=dict)  # names bound through `global`
    defaults: dict[str, None] = field(default_factory=dict)
    deferred: list[Deferred] = field(default_factory=list)
    returns: list[Value] = field(default_factory=list)
    methods: dict[str, Def] = field(default_factory=dict)
    properties: set[str] = field(default_factory=set)
    bases: list[Def] = field(default_factory=list)
    static: bool = False  # a staticmethod: its first parameter is not the instance
    generator: bool = False
    default_values: dict[str, Value] = field(default_factory=dict)
    mutated_roots: list[tuple[Obj, int]] = field(default_factory=list)
    stores: list[tuple[Obj, Obj]] = field(default_factory=list)  # (holder, held) among the symbols
    returned: list[Obj] = field(default_factory=list)  # symbols that the result may be
    contained: list[Obj] = field(default_factory=list)  # symbols that the result may hold
    made: frozenset[Obj] = NOTHING  # notebook functions and instances that it may return
    trivial: bool = False

    def method(self, name: str) -> Def | None:
        """The method of that name, own or inherited from a notebook class."""
        if name in self.methods:
            return self.methods[name]
        for base in self.bases:
            if base is not self and (found := base.method(name)):
                return found
        return None


@dataclass(slots=True)
class Frame:
    """The names of a body that is being walked."""

    made: Def
    parent: Frame | None
    locals: dict[str, Value] = field(default_factory=dict)
    stores: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)  # declared global
    outer: set[str] = field(default_factory=set)  # declared nonlocal
    is_class: bool = False
    node: ast.AST | None = None
