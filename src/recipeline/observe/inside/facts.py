"""What is known of a value without holding it: type, kind, shape, columns, digest."""


from __future__ import annotations

import io
import sys
import types
from typing import Any

from .digests import Digester, Result, is_array, is_frame, is_index, is_series, type_is

_SCALARS = (int, float, complex, bool)
_CONNECTIONS = {
    ("sqlite3", "Connection"), ("sqlite3", "Cursor"), ("_sqlite3", "Connection"), ("_sqlite3", "Cursor"),
    ("sqlalchemy", "Engine"), ("sqlalchemy", "Connection"), ("sqlalchemy", "Session"), ("socket", "socket"), ("_socket", "socket"),
    ("psycopg2", "connection"), ("psycopg2", "cursor"), ("pymysql", "Connection"), ("duckdb", "DuckDBPyConnection"),
    ("_duckdb", "DuckDBPyConnection"), ("pyodbc", "Connection"), ("h5py", "File"), ("pandas", "HDFStore"), ("zipfile", "ZipFile"),
    ("pyspark", "SparkSession"), ("requests", "Session"), ("http", "HTTPConnection"),
}
_NEVER_STORED = {"module", "iterator", "connection", "figure", "axes"}
_public_names: dict[type, str] = {}


def type_name(cls: type) -> str:
    """The name a user would import: "pandas.DataFrame", not "pandas.core.frame.DataFrame"."""
    known = _public_names.get(cls)
    if known is None:
        known = _public_names[cls] = _find_public(cls)
    return known


def _find_public(cls: type) -> str:
    module, name = str(cls.__module__), cls.__qualname__
    if module in ("builtins", "__main__"):
        return name
    if "." not in name:
        parts = module.split(".")
        for length in range(1, len(parts) + 1):
            found = sys.modules.get(".".join(parts[:length]))
            # vars(), not getattr: a lazy package would import half of itself
            if found is not None and vars(found).get(name) is cls:
                return ".".join(parts[:length]) + "." + name
    return module + "." + name


def kind_of(value: Any) -> str:
    """One word for what sort of thing a value is; the words are listed at model.observation.ValueFacts."""
    if value is None:
        return "none"
    if isinstance(value, _SCALARS):
        return "scalar"
    if isinstance(value, (str, bytes)):
        return "text"
    if isinstance(value, (list, tuple)):
        word = "list" if isinstance(value, list) else "tuple"
        return "axes" if value and _is_axes(value[0]) else word
    if isinstance(value, dict):
        return "dict"
    if isinstance(value, (set, frozenset)):
        return "set"
    if isinstance(value, types.ModuleType):
        return "module"
    if isinstance(value, type):
        return "class"
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
        return "function"
    return _library_kind(value)


def _library_kind(value: Any) -> str:
    if is_frame(value) or type_is(value, "polars", "DataFrame"):
        return "frame"
    if is_series(value) or type_is(value, "polars", "Series"):
        return "series"
    if is_array(value):
        return "axes" if value.dtype.hasobject and value.size and _is_axes(value.flat[0]) else "array"
    if is_index(value) or type_is(value, "torch", "Tensor") or type_is(value, "scipy", "spmatrix", "sparray", "_spbase"):
        return "array"
    if type_is(value, "numpy", "generic") or type_is(value, "pandas", "Timestamp", "Timedelta", "NaTType", "NAType", "Period"):
        return "scalar"
    if type_is(value, "datetime", "date", "time", "timedelta") or type_is(value, "decimal", "Decimal"):
        return "scalar"
    if _is_axes(value):
        return "axes"
    if type_is(value, "matplotlib", "Figure") or type_is(value, "plotly", "BaseFigure"):
        return "figure"
    if any((b.__module__.split(".")[0], b.__name__) in _CONNECTIONS for b in type(value).__mro__) or isinstance(value, io.IOBase):
        return "connection"
    if hasattr(type(value), "__next__"):
        return "iterator"
    if hasattr(type(value), "fit") and (hasattr(type(value), "get_params") or hasattr(value, "predict")):
        return "estimator"
    return "object"


def _is_axes(value: Any) -> bool:
    return type_is(value, "matplotlib", "Axes", "_AxesBase")


def facts(value: Any, digester: Digester, look: Result | None = None) -> dict[str, Any]:
    """The fields of ValueFacts as a JSON-able dict; those that are None are left out."""
    kind = kind_of(value)
    found: dict[str, Any] = {"type": type_name(type(value)), "kind": kind, "storable": False}
    if kind not in _NEVER_STORED:
        look = look or digester.look(value)
        found.update(storable=look.storable, digest=look.digest, size=look.size)
    try:
        found.update(_details(value, kind))
    except Exception:  # a user's class may raise from any attribute
        found["text"] = None
    return {name: fact for name, fact in found.items() if fact is not None}


def _details(value: Any, kind: str) -> dict[str, Any]:
    if kind == "frame":
        dtypes = list(value.dtypes)
        columns = [[str(name), str(dtype)] for name, dtype in zip(list(value.columns)[:200], dtypes)]
        return {"shape": list(value.shape), "columns": columns}
    if kind in ("series", "array"):
        return {"shape": [int(n) for n in value.shape], "dtype": str(value.dtype)}
    if kind in ("scalar", "none"):
        return {"text": repr(value)[:200]}
    if kind == "text":
        return {"text": repr(value)[:200], "shape": [len(value)]}
    if kind in ("list", "tuple", "set"):
        return {"shape": [len(value)], "elements": _element_types(_first(value))}
    if kind == "dict":
        keys = _element_types(_first(value))
        values = _element_types(_first(value.values()))
        return {"shape": [len(value)], "elements": f"{keys} -> {values}" if keys else None}
    if kind in ("function", "class", "module"):
        return {"text": getattr(value, "__module__", None) or getattr(value, "__name__", None)}
    return {}


def _first(values: Any) -> list[Any]:
    return [value for value, _ in zip(values, range(100))]


def _element_types(values: list[Any]) -> str | None:
    names = sorted({type_name(type(value)) for value in values})
    if not names:
        return None
    return " | ".join(names) if len(names) <= 3 else "object"
