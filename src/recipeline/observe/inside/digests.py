"""Digests of values: equal digests mean equal values, as fast as the memory can be read.

Frames are hashed column by column (their blocks may be merged by merely reading them), arrays by their bytes, everything
else by its pickle, in which frames and arrays are replaced by their own digests. What is larger than
`Digester.sample_over` is sampled, and its digest starts with "sampled:".
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
import types
import warnings
from collections.abc import Callable
from typing import Any

LIMIT = 200_000_000  # bytes of one pickle; over it there is no digest
_PLAIN = (int, float, complex, bool, str, bytes, type(None))
_OPAQUE = ("tensorflow", "keras", "pyspark", "matplotlib", "sqlalchemy", "IPython", "ipywidgets", "h2o", "asyncio", "threading",
           "socket", "ssl", "sqlite3", "psycopg2", "multiprocessing", "subprocess", "concurrent", "selenium", "bokeh")
# libraries whose objects hold processes, connections, sessions or canvases: pickling them is slow or has effects


CACHING = ("statsmodels",)  # libraries whose objects keep lazily computed results in an attribute `_cache`


class TooLarge(Exception):
    """The pickle grew over the limit."""


class Result:
    """What one look at a value told."""

    __slots__ = ("digest", "storable", "size", "why")

    def __init__(self, digest: str | None, storable: bool, size: int | None, why: str = "") -> None:
        self.digest = digest
        self.storable = storable
        self.size = size
        self.why = why


class _HashingFile(io.RawIOBase):
    """Takes the pickle's bytes into a hash and keeps none of them."""

    def __init__(self, limit: int) -> None:
        self.hash = hashlib.blake2b(digest_size=16)
        self.count = 0
        self.limit = limit

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        self.count += size
        if self.count > self.limit:
            raise TooLarge()
        self.hash.update(data)
        return size


def type_is(value: Any, package: str, *names: str) -> bool:
    """Whether a class of that package and name is among the bases, without importing the package."""
    for base in type(value).__mro__:
        if base.__name__ in names and base.__module__.split(".")[0] == package:
            return True
    return False


def is_frame(value: Any) -> bool:
    return type_is(value, "pandas", "DataFrame")


def is_series(value: Any) -> bool:
    return type_is(value, "pandas", "Series")


def is_index(value: Any) -> bool:
    return type_is(value, "pandas", "Index")


def is_array(value: Any) -> bool:
    return type_is(value, "numpy", "ndarray")


class Digester:
    """Digests values; remembers whether something in the last value could not be stored."""

    def __init__(self, sample_over: int = 50_000_000) -> None:
        self.sample_over = sample_over
        self._unstorable = ""
        self._sampled = False
        self._extra = 0  # bytes of arrays that the pickle does not hold

    def look(self, value: Any, limit: int = LIMIT) -> Result:
        """Digest, whether it can be stored, and its size in bytes."""
        self._unstorable, self._sampled, self._extra = "", False, 0
        hasher = _HashingFile(limit)
        try:
            self._feed(value, hasher)
        except TooLarge:
            return Result(None, not self._unstorable, None, "larger than the limit")
        except Exception as error:  # a value may refuse in any way it likes
            return Result(None, False, None, _short(error))
        mark = "sampled:" if self._sampled else ""
        return Result(mark + hasher.hash.hexdigest(), not self._unstorable, hasher.count + self._extra, self._unstorable)

    def _feed(self, value: Any, out: _HashingFile) -> None:
        special = self._special(value)
        if special is not None:
            out.write(special.encode())
            return
        if isinstance(value, _PLAIN):
            out.write(repr((type(value).__name__, value)).encode("utf-8", "surrogatepass"))
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _Pickler(out, self).dump(value)

    def _special(self, value: Any) -> str | None:
        """Digest text of values that must not go through pickle; None for all others."""
        if isinstance(value, type):
            return None
        if is_array(value):
            mask = self._array(value.mask) if type_is(value, "numpy", "MaskedArray") else ""
            return self._array(sys.modules["numpy"].asarray(value)) + mask
        if is_frame(value):
            return self._frame(value)
        if is_series(value):
            return f"series {_name(value)!r} {self._column(value.array)} {self._special(value.index)}"
        if is_index(value):
            return self._index(value)
        if isinstance(value, types.FunctionType):
            return self._function(value)
        module = type(value).__module__.split(".")[0]
        if module == "numpy" and value is getattr(sys.modules.get("numpy.random.mtrand"), "_rand", None):
            return "numpy's global generator"  # scipy's distributions hold it; its state is no part of their value
        if module in _OPAQUE and not isinstance(value, (list, str)):  # what IPython captures from a shell is a list
            weights = getattr(type(value), "get_weights", None)
            if module in ("keras", "tensorflow") and weights is not None:
                return "weights " + " ".join(self._array(w) for w in weights(value))
            raise TypeError(f"objects of {module} are not pickled")
        return None

    def _array(self, array: Any) -> str:
        head = f"array {array.dtype} {array.shape} "
        if array.dtype.hasobject:
            return head + self._objects(array.ravel().tolist())
        return head + self._bytes(array)

    def _bytes(self, array: Any) -> str:
        size = int(array.nbytes)
        self._extra += size
        if size > self.sample_over:
            self._sampled = True
            return _sample(array)
        flags = array.flags
        data = array if flags.c_contiguous else array.copy(order="C")
        out = hashlib.blake2b(digest_size=16)
        if data.size:
            out.update(data.reshape(-1).view("u1") if data.dtype.itemsize else b"")
        return out.hexdigest()

    def _objects(self, values: list[Any]) -> str:
        if len(values) * 50 > self.sample_over:
            self._sampled = True
            values = values[:: max(1, len(values) // 10_000)] + values[-1:]
        self._extra += 50 * len(values)
        out = _HashingFile(LIMIT)
        try:
            text = "\x1f".join(values)
        except TypeError:
            _Pickler(out, self).dump(values)
        else:
            out.write(b"texts %d " % len(values))
            out.write(text.encode("utf-8", "surrogatepass"))
        return out.hash.hexdigest()

    def _column(self, array: Any) -> str:
        """Digest of a pandas array of any kind."""
        if is_array(array):
            return self._array(array)
        if type(array).__name__ in ("NumpyExtensionArray", "PandasArray"):
            return self._array(array.to_numpy())
        if type_is(array, "pandas", "DatetimeArray", "TimedeltaArray", "PeriodArray"):
            return "{} {}".format(array.dtype, self._array(array.view("i8")))
        if type_is(array, "pandas", "Categorical"):
            head = f"categorical {array.ordered} {self._special(array.categories)}"
            return head + self._array(array.codes)
        arrow = getattr(array, "_pa_array", getattr(array, "_data", None))
        if arrow is not None and type(arrow).__module__.startswith("pyarrow"):
            return f"{array.dtype} {self._arrow(arrow)}"
        if hasattr(array, "_data") and hasattr(array, "_mask"):  # masked integers, floats, booleans
            return f"{array.dtype} {self._array(array._data)} {self._array(array._mask)}"
        return f"{array.dtype} {self._objects(list(array))}"

    def _arrow(self, chunked: Any) -> str:
        pyarrow = sys.modules["pyarrow"]
        self._extra += int(chunked.nbytes)
        if chunked.nbytes > self.sample_over:
            self._sampled = True
            step = max(1, len(chunked) // 1000)
            return self._objects([str(chunked[i]) for i in range(0, len(chunked), step)]) + f" {len(chunked)}"
        whole = chunked.combine_chunks() if hasattr(chunked, "combine_chunks") else chunked
        arrays = whole.chunks if hasattr(whole, "chunks") else [whole]
        sink = pyarrow.BufferOutputStream()
        for array in arrays:
            batch = pyarrow.RecordBatch.from_arrays([array], ["x"])
            sink.write(batch.serialize())
        return hashlib.blake2b(sink.getvalue(), digest_size=16).hexdigest()

    def _frame(self, frame: Any) -> str:
        parts = ["frame", str(frame.shape), self._index(frame.columns), self._index(frame.index)]
        kinds = set(map(str, frame.dtypes))
        if len(kinds) == 1 and frame.shape[1] > 300 and kinds <= {"float64", "float32", "int64", "uint8", "bool", "int32"}:
            parts += [kinds.pop(), self._array(frame.to_numpy())]
            return " ".join(parts)
        get = _column_getter(frame)
        whole = self.sample_over
        try:
            self.sample_over = max(1_000_000, whole // max(1, frame.shape[1] // 4))
            parts += [self._column(get(i)) for i in range(frame.shape[1])]
        finally:
            self.sample_over = whole
        return " ".join(parts)

    def _index(self, index: Any) -> str:
        if type_is(index, "pandas", "RangeIndex"):
            return f"range {index.start} {index.stop} {index.step} {index.name!r}"
        if type_is(index, "pandas", "MultiIndex"):
            inner = [self._index(level) for level in index.levels] + [self._array(_as_array(c)) for c in index.codes]
            return "multi {!r} {}".format(list(index.names), " ".join(inner))
        return f"index {index.dtype} {index.name!r} {self._column(index.array)}"

    def _function(self, function: Any) -> str:
        """A function is its code and defaults, wherever it was defined; one that pickle cannot find is not storable."""
        if function.__module__ != "__main__" and "<" not in function.__qualname__:
            return f"function {function.__module__}.{function.__qualname__}"
        if "<" in function.__qualname__:
            self._unstorable = self._unstorable or f"{function.__qualname__} cannot be pickled"
        code = function.__code__
        return f"function {function.__qualname__} {code_digest(code)}"


class _Pickler(pickle.Pickler):
    """Puts digests in the place of frames, arrays and functions, so that big data is read once and not copied."""

    def __init__(self, out: _HashingFile, digester: Digester) -> None:
        super().__init__(out, 4)
        self._digester = digester

    def reducer_override(self, value: Any) -> Any:
        special = self._digester._special(value)
        if special is not None:
            return (str, (special,))
        if type(value).__module__.split(".")[0] in CACHING and not isinstance(value, type):
            return _without_cache(value)
        return NotImplemented


def _without_cache(value: Any) -> Any:
    """What looking at a value leaves behind in it is no change of the value."""
    reduced = value.__reduce_ex__(4)
    if not isinstance(reduced, tuple) or len(reduced) < 3 or not isinstance(reduced[2], dict) or "_cache" not in reduced[2]:
        return reduced
    state = {name: part for name, part in reduced[2].items() if name != "_cache"}
    return reduced[:2] + (state,) + reduced[3:]


def code_digest(code: Any) -> str:
    """Digest of a code object that does not depend on where it stands in its cell."""
    parts: list[str] = [code.co_code.hex(), repr(code.co_names), repr(code.co_varnames)]
    for constant in code.co_consts:
        parts.append(code_digest(constant) if isinstance(constant, types.CodeType) else repr(constant))
    return hashlib.blake2b("|".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _sample(array: Any) -> str:
    """About 1 MB out of a large array: its ends and evenly spaced elements."""
    flat = array.reshape(-1) if array.flags.c_contiguous else array.flat
    step = max(1, array.size // 50_000)
    out = hashlib.blake2b(digest_size=16)
    for part in (flat[:2000], flat[-2000:], flat[::step]):
        out.update(part.copy(order="C").view("u1"))
    return out.hexdigest()


def _column_getter(frame: Any) -> Callable[[int], Any]:
    blocks = getattr(frame, "_mgr", None)
    fast = getattr(blocks, "iget_values", None)
    if fast is not None:
        return fast  # type: ignore[no-any-return]
    return lambda i: frame.iloc[:, i].array


def _as_array(values: Any) -> Any:
    return sys.modules["numpy"].asarray(values)


def _name(series: Any) -> str:
    return repr(series.name)


def _short(error: BaseException) -> str:
    text = f"{type(error).__name__}: {error}"
    return text.splitlines()[0][:200] if text else type(error).__name__


