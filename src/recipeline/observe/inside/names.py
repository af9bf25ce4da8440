"""Which names of the namespace are the notebook's own, and which of them hold data."""

from __future__ import annotations

import re
import types
from typing import Any

_MACHINERY = frozenset(("In", "Out", "_", "__", "___", "exit", "quit", "get_ipython", "display", "_ih", "_oh", "_dh", "_i", "_ii", "_iii", "_exit_code"))
_NUMBERED = re.compile(r"_i?\d+$")
_IMMUTABLE = (
    int, float, complex, str, bytes, type(None), range, types.ModuleType, type, types.FunctionType, types.BuiltinFunctionType,
    types.MethodType, slice,
)


def is_own(name: str) -> bool:
    """Names the notebook made, not Jupyter and not Python."""
    return name not in _MACHINERY and not (name.startswith("__") and name.endswith("__")) and not _NUMBERED.match(name)


def own_names(namespace: dict[str, Any]) -> dict[str, int]:
    """Own names and the identity of their objects. Holds no object, so that none lives longer than without us."""
    return {name: id(value) for name, value in list(namespace.items()) if is_own(name)}


def is_mutable(value: Any) -> bool:
    """Whether a look at the value before and after can tell anything."""
    return not isinstance(value, _IMMUTABLE)


def is_data(name: str, value: Any) -> bool:
    """What counts as a result at the notebook's end."""
    return is_own(name) and not name.startswith("_") and not isinstance(
        value, (types.ModuleType, type, types.FunctionType, types.BuiltinFunctionType)
    )
