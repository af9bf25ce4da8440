"""pandas: frames, series, indexes, categoricals, groupings. Polars and Arrow tables by their columns."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from .arrays import Where, visit_elements
from .masks import is_time_measurement
from .verdict import Difference, Place, shown

if TYPE_CHECKING:
    from .walk import Walk

GROUPINGS = ("DataFrameGroupBy", "SeriesGroupBy")
WINDOW_MODULES = ("pandas.core.window", "pandas.core.resample", "pandas.api.typing")


def visit(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    """Compare tables and their parts. True if `expected` is one."""
    module = type(expected).__module__.partition(".")[0]
    if module in ("polars", "pyarrow"):
        return _visit_foreign_table(walk, expected, actual, place)
    pandas = sys.modules.get("pandas")
    if pandas is None or not hasattr(pandas, "DataFrame"):
        return False
    if isinstance(expected, pandas.DataFrame):
        walk.same_type(expected, actual, place)
        visit_frame(walk, expected, actual, place)
    elif isinstance(expected, pandas.Series):
        walk.same_type(expected, actual, place)
        _visit_series(walk, expected, actual, place)
    elif isinstance(expected, pandas.Index):
        if not isinstance(actual, pandas.Index):
            walk.same_type(expected, actual, place)
        visit_index(walk, expected, actual, place, "index")
    elif isinstance(expected, pandas.api.extensions.ExtensionArray):
        walk.same_type(expected, actual, place)
        left, right = pandas.Series(expected), pandas.Series(actual)
        _same_length(len(left), len(right), place, "elements")
        visit_column(walk, left, right, place, lambda position: f"element {position}")
    elif isinstance(expected, pandas.api.extensions.ExtensionDtype):
        if expected != actual:
            walk.differ(place, expected, actual)
        walk.agree()
    elif module == "pandas":
        return _visit_view(walk, expected, actual, place)
    else:
        return False
    return True


def visit_frame(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    """Compare columns, their order and dtypes, the index, and every value."""
    kept = [i for i, name in enumerate(expected.columns) if not is_time_measurement(name)]
    others = [i for i, name in enumerate(actual.columns) if not is_time_measurement(name)]
    names = [expected.columns[i] for i in kept]
    _same_columns(walk, names, [actual.columns[i] for i in others], place)
    walk.visit(list(expected.columns.names), list(actual.columns.names), (place, "text", "name of the columns"))
    _same_length(len(expected), len(actual), place, "rows")
    visit_index(walk, expected.index, actual.index, place, "index")
    index = expected.index
    if not kept:
        walk.agree()
    for name, mine, other in zip(names, kept, others):
        left, right = expected.iloc[:, mine], actual.iloc[:, other]
        spoken_name = f"column {shown(name)}"
        _same_dtype(left.dtype, right.dtype, (place, "text", spoken_name))

        def where(position: int, name: str = spoken_name) -> str:
            return f"{name}, row {position} (index {shown(index[position])})"

        visit_column(walk, left, right, place, where, spoken_name)


def _same_columns(walk: Walk, expected: list[Any], actual: list[Any], place: Place) -> None:
    missing = [name for name in expected if name not in actual] if expected != actual else []
    extra = [name for name in actual if name not in expected] if expected != actual else []
    nan_names = any(name != name for name in missing + extra if isinstance(name, float))
    if missing and not nan_names:
        instead = f", got {shown(extra[0])} that should not be there" if extra else ""
        raise Difference(place, f"column {shown(missing[0])} is missing{instead}")
    if extra and not nan_names:
        raise Difference(place, f"column {shown(extra[0])} should not be there")
    if len(expected) != len(actual):
        raise Difference(place, f"expected {len(expected)} columns, got {len(actual)}")
    for position, (mine, other) in enumerate(zip(expected, actual)):
        if mine != other and not (mine != mine and other != other):
            text = f"column order: expected {shown(mine)} as column {position + 1}, got {shown(other)}"
            raise Difference(place, text)
        walk.visit(mine, other, (place, "text", f"name of column {position + 1}"))


def _visit_series(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    walk.visit(expected.name, actual.name, (place, "text", "name of the series"))
    _same_dtype(expected.dtype, actual.dtype, place)
    _same_length(len(expected), len(actual), place, "rows")
    visit_index(walk, expected.index, actual.index, place, "index")
    index = expected.index
    visit_column(walk, expected, actual, place, lambda i: f"row {i} (index {shown(index[i])})")


def visit_index(walk: Walk, expected: Any, actual: Any, place: Place, label: str) -> None:
    """Compare labels, their dtype and names. A range equals the same integers written out."""
    here: Place = (place, "text", label)
    if expected.nlevels != actual.nlevels:
        raise Difference(here, f"expected {expected.nlevels} levels, got {actual.nlevels}")
    _same_length(len(expected), len(actual), here, "labels")
    walk.visit(list(expected.names), list(actual.names), (place, "text", f"name of the {label}"))
    for level in range(expected.nlevels):
        left, right = expected.get_level_values(level), actual.get_level_values(level)
        level_label = f"{label} level {level}" if expected.nlevels > 1 else label
        _same_dtype(left.dtype, right.dtype, (place, "text", level_label))
        if type(left).__name__ == type(right).__name__ == "RangeIndex" and left.equals(right):
            walk.agree()
            continue
        where = _row_of(level_label)
        visit_column(walk, left.to_series(), right.to_series(), place, where, level_label)


def _row_of(label: str) -> Where:
    return lambda position: f"{label}, row {position}"


def visit_column(walk: Walk, expected: Any, actual: Any, place: Place, where: Where, label: str = "") -> None:
    """Compare the values of two series of one dtype and length."""
    import numpy

    dtype = expected.dtype
    if dtype.__class__.__name__ == "CategoricalDtype":
        _visit_categories(walk, expected, actual, place, where, label)
    elif isinstance(dtype, numpy.dtype):
        visit_elements(walk, expected.to_numpy(), actual.to_numpy(), place, where)
    elif expected.array.equals(actual.array):
        walk.agree()
    else:
        left, right = (side.astype(object).to_numpy() for side in (expected, actual))
        visit_elements(walk, left, right, place, where)


def _visit_categories(walk: Walk, expected: Any, actual: Any, place: Place, where: Where, label: str) -> None:
    categories, others = expected.cat.categories, actual.cat.categories
    prefix = f"categories of {label}" if label else "categories"
    visit_index(walk, categories, others, place, prefix)
    if expected.cat.ordered != actual.cat.ordered:
        text = f"expected ordered={expected.cat.ordered}, got ordered={actual.cat.ordered}"
        raise Difference((place, "text", prefix), text)
    left, right = expected.cat.codes.to_numpy(), actual.cat.codes.to_numpy()
    for position in (left != right).nonzero()[0][:1]:
        walk.differ((place, "text", where(int(position))), expected.iloc[position], actual.iloc[position])
    walk.agree()


def _same_dtype(expected: Any, actual: Any, place: Place) -> None:
    if str(expected) != str(actual):
        raise Difference(place, f"expected dtype {expected}, got {actual}")


def _same_length(expected: int, actual: int, place: Place, what: str) -> None:
    if expected != actual:
        raise Difference(place, f"expected {expected} {what}, got {actual}")


def _visit_view(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    """Groupings, windows, resamplers and styled tables: by what they look at, and how."""
    name, module = type(expected).__name__, type(expected).__module__
    if name in GROUPINGS:
        walk.same_type(expected, actual, place)
        walk.visit(expected.obj, actual.obj, place)
        walk.visit(expected._selected_obj, actual._selected_obj, (place, "text", "selected columns"))
        walk.visit(expected.ngroup(), actual.ngroup(), (place, "text", "groups"))
        return True
    if name == "Styler":
        walk.same_type(expected, actual, place)
        walk.visit(expected.data, actual.data, place)
        return True
    if module.startswith(WINDOW_MODULES) and hasattr(expected, "obj"):
        walk.same_type(expected, actual, place)
        walk.visit(expected.obj, actual.obj, place)
        for attribute in getattr(expected, "_attributes", ()):
            left, right = getattr(expected, attribute, None), getattr(actual, attribute, None)
            walk.visit(left, right, (place, "attribute", attribute))
        return True
    return False


def _visit_foreign_table(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    name = type(expected).__name__
    if name == "LazyFrame":
        walk.leave_out(place, "a lazy query")
        return True
    if name not in ("DataFrame", "Series", "Table", "RecordBatch", "ChunkedArray", "Array"):
        return False
    walk.same_type(expected, actual, place)
    if name in ("Series", "ChunkedArray", "Array"):
        _same_dtype(_element_type(expected), _element_type(actual), place)
        walk.visit(_listed(expected), _listed(actual), place)
        return True
    columns, others = (list(getattr(t, "column_names", None) or t.columns) for t in (expected, actual))
    _same_columns(walk, columns, others, place)
    for column in columns:
        walk.visit(expected[column], actual[column], (place, "text", f"column {shown(column)}"))
    return True


def _listed(values: Any) -> list[Any]:
    return list(values.to_list() if hasattr(values, "to_list") else values.to_pylist())


def _element_type(values: Any) -> Any:
    return getattr(values, "dtype", None) or getattr(values, "type", None)
