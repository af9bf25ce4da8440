"""The data that a matplotlib figure draws, as plain JSON: what a comparison of two figures looks at.

Stands alone (no import of ours), so that a recorder can load this file by itself; runs on Python 3.8.
Style (colours, sizes, limits) is left out: it follows from the data or from global options.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

LONGEST = 64  # elements that are written out; above it, a digest stands for the rest
DIGITS = 9  # significant digits that count in a digest


def figure_data(figure: Any) -> dict[str, Any]:
    """Every axes of a figure, in order, and the texts of the figure itself."""
    title = getattr(figure, "_suptitle", None)
    return {
        "title": title.get_text() if title is not None else "",
        "axes": [axes_data(axes) for axes in figure.axes],
        "texts": [text.get_text() for text in getattr(figure, "texts", ()) if text is not title],
        "images": [_array(image.get_array()) for image in getattr(figure, "images", ())],
    }


def axes_data(axes: Any) -> dict[str, Any]:
    """What one axes shows."""
    legend = axes.get_legend()
    return {
        "title": [axes.get_title(loc=side) for side in ("left", "center", "right")],
        "labels": [getattr(axes, f"get_{way}label")() for way in "xyz" if hasattr(axes, f"get_{way}label")],
        "ticks": [_tick_labels(getattr(axes, f"{way}axis")) for way in "xy" if hasattr(axes, f"{way}axis")],
        "scales": [getattr(axes, f"get_{way}scale")() for way in "xy" if hasattr(axes, f"get_{way}scale")],
        "lines": [_line(line) for line in axes.lines],
        "patches": [_patch(patch) for patch in axes.patches],
        "collections": [_collection(part) for part in axes.collections],
        "images": [_array(image.get_array()) for image in axes.images],
        "texts": [[text.get_text(), _array(text.get_position())] for text in axes.texts],
        "legend": [text.get_text() for text in legend.get_texts()] if legend is not None else None,
        "tables": [_table(table) for table in getattr(axes, "tables", ())],
    }


def _line(line: Any) -> dict[str, Any]:
    points = getattr(line, "_verts3d", None)
    parts = points if points is not None else line.get_data(orig=False)
    return {"label": _label(line), "points": [_array(part) for part in parts]}


def _patch(patch: Any) -> dict[str, Any]:
    kind = type(patch).__name__
    if kind == "Rectangle":
        shape = [patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()]
    elif kind == "Wedge":
        shape = [*patch.center, patch.r, patch.theta1, patch.theta2]
    else:
        shape = patch.get_path().vertices
    return {"kind": kind, "label": _label(patch), "shape": _array(shape)}


def _collection(part: Any) -> dict[str, Any]:
    offsets = getattr(part, "_offsets3d", None)
    points = [_array(way) for way in offsets] if offsets is not None else [_array(part.get_offsets())]
    values = part.get_array()
    paths = part.get_paths()
    return {
        "kind": type(part).__name__,
        "label": _label(part),
        "offsets": points,
        "values": None if values is None else _array(values),
        "paths": [_array(path.vertices) for path in paths[:LONGEST]] if offsets is None else len(paths),
        "path_count": len(paths),
    }


def _table(table: Any) -> list[Any]:
    return [[row, column, cell.get_text().get_text()] for (row, column), cell in sorted(table.get_celld().items())]


def _tick_labels(axis: Any) -> list[str] | None:
    """The labels that someone set; those computed from the data say nothing more."""
    formatter = axis.get_major_formatter()
    fixed = getattr(formatter, "seq", None)
    if fixed is not None:
        return [str(label) for label in fixed]
    units = getattr(formatter, "_units", None)  # categories drawn as 0, 1, 2, ...
    return [str(label) for label in units] if isinstance(units, dict) else None


def _label(artist: Any) -> str:
    """The label someone gave; automatic ones (`_child3`, `_nolegend_`) are not told."""
    label = str(artist.get_label() or "")
    return "" if re.match(r"_(child|line|nolegend|collection|image|patch)", label) else label


def _array(values: Any) -> Any:
    """Numbers written out while they are few; above it shape, digest and the first ones."""
    import numpy

    if hasattr(values, "mask"):
        values = numpy.ma.filled(numpy.ma.asarray(values).astype(float), float("nan"))
    array = numpy.asarray(values)
    if array.dtype.kind in "mM":
        array = array.astype("int64")
    if array.dtype.kind in "biu":
        array = array.astype(float)
    flat = array.reshape(-1)
    if array.dtype.kind != "f":
        return [str(value) for value in flat.tolist()][:LONGEST] + ([len(flat)] if len(flat) > LONGEST else [])
    if len(flat) <= LONGEST:
        return {"shape": list(array.shape), "values": [_number(value) for value in flat.tolist()]}
    return {
        "shape": list(array.shape),
        "digest": hashlib.sha256(_rounded(flat.astype(float)).tobytes()).hexdigest(),
        "first": [_number(value) for value in flat[:8].tolist()],
    }


def _rounded(flat: Any) -> Any:
    """To so many significant digits that the last bits of a computation do not matter."""
    import numpy

    with numpy.errstate(all="ignore"):
        size = numpy.floor(numpy.log10(numpy.abs(flat)))
        factor = 10.0 ** (DIGITS - 1 - numpy.where(numpy.isfinite(size), size, 0.0))
        rounded = numpy.round(flat * factor) / factor
    rounded = numpy.where(numpy.isfinite(flat), rounded, flat) + 0.0  # -0.0 becomes 0.0
    return numpy.where(numpy.isnan(rounded), numpy.float64("nan"), rounded)


def _number(value: float) -> Any:
    """JSON knows no NaN and no infinity: they are written as text."""
    return value if value == value and abs(value) != float("inf") else str(value)
