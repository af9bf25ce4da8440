"""Abstract objects and values: what a name may stand for, as far as aliases go.

An `Obj` stands for one object (or a few that cannot be told apart) that some name may reach. A `Value` is what an
expression may evaluate to: existing objects, a new object that holds others, a library name, a literal.

    d = {"k": a}      # a new Obj that holds the Obj of `a`
    s = df["c"]       # a view: an Obj of its own whose data belongs to the Obj of `df`
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recipeline.analyse.records import Def

HELD_LIMIT = 24  # more than this in one container: its contents become one object, so that cost stays linear
REACH_LIMIT = 160
IMMUTABLE = frozenset({"number", "text", "none", "function", "module"})
CONTAINERS = frozenset({"list", "dict", "tuple", "set"})
TABLES = frozenset({"frame", "series"})


class Obj:
    """One abstract object. Compared by identity."""

    __slots__ = ("bases", "draws", "flat", "held", "inner", "into", "kind", "mutators", "names", "parents", "symbol", "tags", "views")

    def __init__(self, kind: str | None = None, symbol: str | None = None) -> None:
        self.kind = kind
        self.symbol = symbol  # "param", "global", "closure", "result", "inner": stands for objects of a caller
        self.held: set[Obj] = set()  # elements, attributes: their change is a change of this one's value
        self.views: set[Obj] = set()  # share this one's data
        self.bases: set[Obj] = set()  # the objects whose data this one shares
        self.parents: set[Obj] = set()  # those that hold this one, or that it is a view of
        self.names: set[str] = set()  # notebook names that may be bound to it
        self.tags: frozenset[Def] = frozenset()  # notebook functions and classes behind it
        self.draws: str | None = None  # the global random generator its `fit` draws from
        self.mutators: tuple[int, ...] = ()  # the last statements that changed it; earlier ones are chained
        self.into: Obj | None = None  # merged into this one
        self.inner: Obj | None = None  # whatever lies inside it without a name of its own
        self.flat = False  # holds nothing that could change


NOTHING: frozenset[Obj] = frozenset()


class Value:
    """What an expression may evaluate to. Never changed once made."""

    __slots__ = ("const", "draws", "flat", "fresh", "held", "kind", "objs", "ref", "tags", "view")

    def __init__(
        self,
        objs: frozenset[Obj] = NOTHING,
        *,
        kind: str | None = None,
        fresh: bool = False,
        held: frozenset[Obj] = NOTHING,
        ref: str | None = None,
        const: object = None,
        tags: frozenset[Def] = frozenset(),
        draws: str | None = None,
        view: bool = False,
        flat: bool = False,
    ) -> None:
        self.objs = objs
        self.kind = kind
        self.fresh = fresh  # may be an object that nothing else reaches yet
        self.held = held  # what that new object would hold
        self.ref = ref  # "pandas.read_csv": a module, or something in one
        self.const = const  # a str or an int known from the text
        self.tags = tags
        self.draws = draws
        self.flat = flat  # a new container of numbers and texts
        self.view = view  # a column of `objs`, which are frames

    @property
    def all(self) -> frozenset[Obj]:
        """Every existing object that this value is or holds."""
        return self.objs | self.held if self.held else self.objs


class Partial:
    """The literal parts of an f-string: enough to see the names a query mentions, no literal itself."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


NEW = Value(fresh=True)  # a new object of unknown type that shares nothing
NUMBER = Value(kind="number")
TEXT = Value(kind="text")
NONE = Value(kind="none")
_NEW_BY_KIND: dict[str | None, Value] = {None: NEW, "number": NUMBER, "text": TEXT, "none": NONE}


def new(kind: str | None) -> Value:
    """A new object of this kind that shares nothing."""
    value = _NEW_BY_KIND.get(kind)
    if value is None:
        value = _NEW_BY_KIND[kind] = Value(fresh=True, kind=kind)
    return value


def reach(objs: Iterable[Obj]) -> set[Obj]:
    """These objects and all they hold or lend their data to."""
    seen: set[Obj] = set()
    todo = list(objs)
    while todo:
        obj = todo.pop()
        while obj.into is not None:
            obj = obj.into
        if obj in seen:
            continue
        seen.add(obj)
        if obj.held:
            todo.extend(obj.held)
        if obj.views:
            todo.extend(obj.views)
    return seen


def seers(objs: Iterable[Obj]) -> set[Obj]:
    """These objects and all that hold them, directly or not."""
    seen: set[Obj] = set()
    todo = list(objs)
    while todo:
        obj = todo.pop()
        if obj not in seen:
            seen.add(obj)
            todo.extend(obj.parents)
    return seen


def hold(holder: Obj, objs: Iterable[Obj]) -> None:
    """From now on `holder` contains `objs`."""
    for obj in objs:
        if obj is not holder:
            holder.held.add(obj)
            obj.parents.add(holder)


def real(obj: Obj) -> Obj:
    """The object that stands for this one after merges."""
    while obj.into is not None:
        obj = obj.into
    return obj


def inside(obj: Obj) -> Obj:
    """What lies inside a symbol or container; a symbol's inside contains itself."""
    if obj.symbol == "inner":
        return obj
    if obj.inner is None:
        obj.inner = Obj(symbol="inner" if obj.symbol else None)
        if obj.symbol:
            obj.inner.bases.add(obj)
        hold(obj, (obj.inner,))
    return obj.inner


def merge(objs: Iterable[Obj]) -> Obj:
    """Make one object of several. The caller rewrites the names in `names`."""
    several = list({real(obj) for obj in objs})
    kept = several[0]
    for other in several[1:]:
        other.into = kept
        kept.kind = kept.kind if kept.kind == other.kind else None
        kept.held |= other.held
        kept.views |= other.views
        kept.bases |= other.bases
        kept.parents |= other.parents
        kept.names |= other.names
        kept.tags |= other.tags
        kept.draws = kept.draws or other.draws
        kept.flat = kept.flat and other.flat
        kept.mutators = tuple(dict.fromkeys(kept.mutators + other.mutators))
    gone = set(several)
    for obj in kept.parents:
        if obj.held & gone:
            obj.held = (obj.held - gone) | ({kept} - {obj})
        if obj.views & gone:
            obj.views = (obj.views - gone) | ({kept} - {obj})
    for child in kept.held | kept.views:
        if child.parents & gone:
            child.parents = (child.parents - gone) | {kept}
    kept.held -= gone
    kept.views -= gone
    kept.parents -= gone
    kept.bases -= gone
    return kept
