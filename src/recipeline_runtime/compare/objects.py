"""Everything else: by its state, where it has one; skipped, with the reason, where it has none."""

from __future__ import annotations

import collections.abc
import contextlib
import functools
import io
import sys
import types
from typing import TYPE_CHECKING, Any

from .masks import is_cache, is_time_measurement
from .verdict import Difference, Place, shown, type_name

if TYPE_CHECKING:
    from .walk import Walk

FUNCTIONS = (
    types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.MethodWrapperType,
    types.WrapperDescriptorType, types.MethodDescriptorType, types.ClassMethodDescriptorType,
)
# (module of the type, or of a base; what it is called in a message). Values of these hold a live resource.
LIVE_MODULES = {
    "sqlite3": "a connection", "sqlalchemy": "a database object", "psycopg2": "a connection", "socket": "a socket",
    "_thread": "a lock", "threading": "a lock or thread", "subprocess": "a process", "requests": "a web session or answer",
    "urllib3": "a web session", "http": "a web answer", "selenium": "a browser", "multiprocessing": "a process pool",
    "concurrent": "a process pool", "asyncio": "an event loop object", "logging": "a logger", "weakref": "a weak reference",
    "tqdm": "a progress bar", "ipywidgets": "a widget", "IPython": "a display object", "pyspark": "a cluster object",
    "folium": "a map with random ids", "bokeh": "a drawing with random ids",
}
RANDOM_GENERATORS = ("RandomState", "Generator", "Random", "SeedSequence", "PCG64", "MT19937")


def visit_opaque(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    """Values that cannot be compared: functions, classes, modules, iterators, files. True if `expected` is one."""
    why = opaque(expected)
    if why is None:
        return False
    other = opaque(actual)
    if other is None:
        raise Difference(place, f"expected {why}, got {type_name(actual)}")
    left, right = _library_name(walk, expected), _library_name(walk, actual)
    if left and right and left != right and expected is not actual:
        raise Difference(place, f"expected {left}, got {right}")
    if place is None or left is None or left != right:  # a part that is the same thing of a library needs no mention
        walk.leave_out(place, why)
    return True


def opaque(value: Any) -> str | None:
    """What a value is, if it cannot be compared."""
    if isinstance(value, type):
        return "a class"
    # numpy, Cython and numba have function types of their own; all of them are named
    if isinstance(value, FUNCTIONS) or (callable(value) and isinstance(getattr(value, "__name__", None), str)):
        return "a function"
    if isinstance(value, types.ModuleType):
        return "a module"
    if isinstance(value, io.IOBase) or type(value).__name__ in ("_TemporaryFileWrapper", "SpooledTemporaryFile"):
        return "an open file"
    if isinstance(value, (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)):
        return "a generator"
    kind = type(value)
    if kind.__name__ in RANDOM_GENERATORS and kind.__module__.partition(".")[0] in ("numpy", "random", "torch"):
        return "a random generator"
    for base in kind.__mro__[:-1]:
        top = base.__module__.partition(".")[0]
        if top in LIVE_MODULES:
            return LIVE_MODULES[top]
    if isinstance(value, collections.abc.Iterator):
        return "an iterator"
    if kind.__module__ == "typing" or isinstance(value, getattr(types, "GenericAlias", ())):
        return "a type"
    return None


def _library_name(walk: Walk, value: Any) -> str | None:
    """`numpy.log1p` for what any process can import; None for what belongs to the notebook or the project."""
    if isinstance(value, types.ModuleType):
        return None if walk.is_own(value.__name__) else value.__name__
    if isinstance(value, (types.MethodType, types.MethodWrapperType)):
        return None
    module = getattr(value, "__module__", None) or type(value).__module__  # an older ufunc has none of its own
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    if not isinstance(module, str) or not isinstance(name, str) or "<" in name:
        return None
    if walk.is_own(module) or _is_local(module):
        return None
    return f"{module}.{name}"


def _is_local(module: str) -> bool:
    """A module that lies beside the notebook: its project copy has another name."""
    path = getattr(sys.modules.get(module), "__file__", None) or ""
    return bool(path) and "site-packages" not in path and "dist-packages" not in path and "/lib/python" not in path


def visit(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    """Compare any object by its state. Always True: the last of the families."""
    walk.same_type(expected, actual, place)
    if not walk.first_meeting(expected, actual):
        return True
    visit_state(walk, expected, actual, place)
    return True


def visit_state(walk: Walk, expected: Any, actual: Any, place: Place, ignored: frozenset[str] = frozenset()) -> None:
    """Compare what two objects of one type hold."""
    kind, mine = state_of(expected)
    other_kind, other = state_of(actual)
    if kind != other_kind:
        raise Difference(place, f"expected an object with {kind}, got one with {other_kind}")
    if kind == "attributes":
        mine, other = {**inherited(expected, other, mine), **mine}, {**inherited(actual, mine, other), **other}
        visit_attributes(walk, mine, other, place, ignored, lazy=not walk.is_own(type(expected).__module__))
    elif kind == "state":
        walk.visit(mine, other, (place, "text", "state"))
    elif _has_own_equality(type(expected)):
        if not _operator_equal(expected, actual):
            walk.differ(place, expected, actual)
        walk.agree()
    elif kind == "nothing" and hasattr(expected, "__dict__"):
        walk.agree()  # an instance of a class, and nothing more
    elif kind == "hidden":
        walk.leave_out(place, f"an object of type {type_name(expected)} that shows no state")


def inherited(value: Any, wanted: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Attributes that another instance holds itself and this one has from its class, as numpy's Polynomial its domain."""
    found: dict[str, Any] = {}
    for name in wanted:
        if name not in own and hasattr(type(value), name):
            with contextlib.suppress(Exception):  # a property may refuse: then the attribute is missing
                found[name] = getattr(value, name)
    return {name: held for name, held in found.items() if not callable(held)}


def visit_attributes(
    walk: Walk,
    expected: dict[str, Any],
    actual: dict[str, Any],
    place: Place,
    ignored: frozenset[str] = frozenset(),
    lazy: bool = False,
) -> None:
    """Compare attributes; their order does not matter, caches and time measurements do not count.

    `lazy`: of a library, whose private attributes may be made on first use only.
    """
    names = [n for n in expected if not (n in ignored or is_cache(n) or is_time_measurement(n))]
    others = {n for n in actual if not (n in ignored or is_cache(n) or is_time_measurement(n))}
    for name in sorted(others.symmetric_difference(names)):
        if not (lazy and name.startswith("_")):
            raise Difference(place, f"attribute {name} {'should not be there' if name in others else 'is missing'}")
        walk.leave_out((place, "attribute", name), "made on first use")
    for name in names:
        if name in others:
            walk.visit(expected[name], actual[name], (place, "attribute", name))


def state_of(value: Any) -> tuple[str, Any]:
    """("attributes", dict), ("state", anything picklable), ("nothing", None) if it has none, ("hidden", None)."""
    attributes = _attributes(value)
    if attributes:
        return "attributes", attributes
    try:
        getter: Any = getattr(type(value), "__getstate__", None)
        if getter is not None and getter is not getattr(object, "__getstate__", None):
            state = value.__getstate__()
        else:
            reduced = value.__reduce_ex__(2)
            if isinstance(reduced, str):
                return "state", reduced
            # The first argument of a reconstructor is a class or function, which says nothing of the state.
            state = [part for part in (*reduced[1], *reduced[2:3]) if part is not None and not isinstance(part, type)]
    except Exception:
        return "hidden", None
    if isinstance(state, (list, tuple, dict)) and not state or state is None:
        return "nothing", None
    return "state", state


def _attributes(value: Any) -> dict[str, Any]:
    found = dict(getattr(value, "__dict__", {}) or {})
    for name in _slots(type(value)):
        if hasattr(value, name):
            found.setdefault(name, getattr(value, name))
    kind = type(value)
    return {
        name: held
        for name, held in found.items()
        if isinstance(name, str) and not isinstance(getattr(kind, name, None), functools.cached_property)
    }


def _slots(kind: type) -> list[str]:
    names: list[str] = []
    for base in kind.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in [slots] if isinstance(slots, str) else slots:
            if name.startswith("__") and not name.endswith("__"):
                name = f"_{base.__name__.lstrip('_')}{name}"
            if name not in ("__dict__", "__weakref__"):
                names.append(name)
    return names


def _has_own_equality(kind: Any) -> bool:
    return kind.__eq__ is not object.__eq__


def _operator_equal(expected: Any, actual: Any) -> bool:
    try:
        return bool(expected == actual)
    except Exception as error:
        raise Difference(None, f"{shown(expected)} cannot be compared: {type(error).__name__}") from error
