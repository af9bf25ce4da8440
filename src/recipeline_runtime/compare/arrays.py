"""numpy arrays, masked and sparse ones, and the tensors of other libraries. Vectorised."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .plain import PLAIN, plain_and_equal
from .verdict import Difference, Place, shown

if TYPE_CHECKING:
    from .walk import Walk

Where = Callable[[int], str]  # the flat position of an element, spoken


def visit(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    """Compare arrays. True if `expected` is one."""
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return False
    if isinstance(expected, numpy.memmap) and isinstance(actual, numpy.ndarray):
        visit_array(walk, numpy.asarray(expected), numpy.asarray(actual), place)
    elif isinstance(expected, numpy.ma.MaskedArray):
        walk.same_type(expected, actual, place)
        mask, other = numpy.ma.getmaskarray(expected), numpy.ma.getmaskarray(actual)
        visit_array(walk, mask, other, (place, "text", "mask"))
        visit_array(walk, expected.filled(), actual.filled(expected.fill_value), place)
    elif isinstance(expected, numpy.ndarray):
        if isinstance(actual, numpy.memmap):
            actual = numpy.asarray(actual)
        walk.same_type(expected, actual, place)
        visit_array(walk, expected, actual, place)
    elif isinstance(expected, numpy.dtype):
        if expected != actual:
            walk.differ(place, expected, actual)
        walk.agree()
    elif isinstance(expected, (numpy.void,)):
        walk.same_type(expected, actual, place)
        visit_array(walk, numpy.asarray(expected), numpy.asarray(actual), place)
    elif _is_sparse(expected):
        _visit_sparse(walk, expected, actual, place)
    elif _is_tensor(expected):
        walk.same_type(expected, actual, place)
        if str(expected.dtype) != str(actual.dtype):
            raise Difference(place, f"expected dtype {expected.dtype}, got {actual.dtype}")
        visit_array(walk, _to_numpy(expected), _to_numpy(actual), place)
    else:
        return False
    return True


def visit_array(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    """Compare dtype, shape and elements."""
    if expected.dtype != actual.dtype:
        raise Difference(place, f"expected dtype {expected.dtype}, got {actual.dtype}")
    if expected.shape != actual.shape:
        raise Difference(place, f"expected shape {expected.shape}, got {actual.shape}")
    if expected.dtype.kind == "O" and not walk.first_meeting(expected, actual):
        return
    shape = expected.shape

    def where(position: int) -> str:
        if len(shape) == 2:
            return f"row {position // shape[1]}, column {position % shape[1]}"
        if len(shape) == 1:
            return f"element {position}"
        import numpy

        return f"element {tuple(int(i) for i in numpy.unravel_index(position, shape))}"

    visit_elements(walk, expected.reshape(-1), actual.reshape(-1), place, where)


def visit_elements(walk: Walk, expected: Any, actual: Any, place: Place, where: Where) -> None:
    """Compare two flat arrays of one dtype and length. `where` speaks of the place of an element."""
    kind = expected.dtype.kind
    if not len(expected):
        walk.agree()
    elif kind == "O":
        _visit_objects(walk, expected, actual, place, where)
    elif kind in "fc":
        _visit_floats(walk, expected, actual, place, where)
    elif kind == "V":
        _visit_records(walk, expected, actual, place, where)
    else:
        unequal = expected != actual
        if kind in "mM":
            unequal &= ~((expected != expected) & (actual != actual))
        for position in unequal.nonzero()[0] if kind == "U" else unequal.nonzero()[0][:1]:
            walk.visit(expected[position], actual[position], (place, "text", where(int(position))))
        walk.agree()


def _visit_floats(walk: Walk, expected: Any, actual: Any, place: Place, where: Where) -> None:
    import numpy

    with numpy.errstate(all="ignore"):
        equal = expected == actual
        if equal.all():
            walk.agree()
            return
        equal |= (expected != expected) & (actual != actual)
        if equal.all():
            walk.agree()
            return
        gap = numpy.abs(expected - actual)
        scale = numpy.maximum(numpy.abs(expected), numpy.abs(actual))
        near = equal | (numpy.isfinite(scale) & (gap <= walk.atol + walk.rtol * scale))
        far = int(near.size - numpy.count_nonzero(near))
        if far:
            first = int(numpy.argmin(near))
            text = f"expected {shown(expected[first])}, got {shown(actual[first])}"
            more = f" ({far:,} of {near.size:,} differ)" if far > 1 else ""
            raise Difference((place, "text", where(first)), text + more)
        walk.near(float((gap[~equal] / scale[~equal]).max()))


def _visit_objects(walk: Walk, expected: Any, actual: Any, place: Place, where: Where) -> None:
    left, right = expected.tolist(), actual.tolist()
    if plain_and_equal(left, right):
        walk.agree()
        return
    for position, (mine, other) in enumerate(zip(left, right)):
        kind = type(mine)
        if kind is type(other) and kind in PLAIN and (mine == other or (mine != mine and other != other)):
            continue
        walk.visit(mine, other, (place, "text", where(position)))
    if any(type(value) in PLAIN for value in left):
        walk.agree()


def _visit_records(walk: Walk, expected: Any, actual: Any, place: Place, where: Where) -> None:
    names = expected.dtype.names
    if not names:
        if expected.tobytes() != actual.tobytes():
            raise Difference(place, "the bytes differ")
        walk.agree()
        return
    for name in names:
        left, right = expected[name].reshape(-1), actual[name].reshape(-1)
        if name == "missing_go_to_left" and "left_child" in names:
            inner = expected["left_child"] != -1  # scikit-learn leaves it unset in the leaves of a tree
            left, right = left[inner], right[inner]
        visit_elements(walk, left, right, (place, "text", f"field {name!r}"), where)


def _is_sparse(value: Any) -> bool:
    sparse = sys.modules.get("scipy.sparse")
    return sparse is not None and bool(sparse.issparse(value))


def _visit_sparse(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    walk.same_type(expected, actual, place)
    if expected.dtype != actual.dtype:
        raise Difference(place, f"expected dtype {expected.dtype}, got {actual.dtype}")
    if expected.shape != actual.shape:
        raise Difference(place, f"expected shape {expected.shape}, got {actual.shape}")
    left, right = expected.tocsr().copy(), actual.tocsr().copy()
    for matrix in (left, right):
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
    if left.nnz != right.nnz:
        raise Difference(place, f"expected {left.nnz} stored values, got {right.nnz}")
    for part in ("indptr", "indices", "data"):
        mine, other = getattr(left, part), getattr(right, part)
        visit_array(walk, mine, other.astype(mine.dtype), (place, "attribute", part))


def _is_tensor(value: Any) -> bool:
    module = type(value).__module__.partition(".")[0]
    return module in ("torch", "tensorflow", "jax", "jaxlib") and hasattr(value, "shape") and hasattr(value, "dtype")


def _to_numpy(value: Any) -> Any:
    import numpy

    if hasattr(value, "detach"):
        value = value.detach().cpu()
    return value.numpy() if hasattr(value, "numpy") else numpy.asarray(value)
