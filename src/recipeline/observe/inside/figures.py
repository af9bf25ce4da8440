"""Figures as data: what is drawn, not how it looks. Compared by the verifier, so JSON-able and bounded in size.

Also used by the verifier on the project's side, so that both sides are read by the same eyes.
"""

from __future__ import annotations

import hashlib
import math
import sys
from collections.abc import Callable
from typing import Any

FIRST = 20  # numbers kept as they are; longer arrays also have their length, sum and digest
MOST = 300  # artists of one kind per axes


def numbers(values: Any) -> dict[str, Any]:
    """An array as length, first values and rounded digest."""
    numpy = sys.modules["numpy"]
    try:
        array = numpy.ma.filled(numpy.ma.asarray(values).astype(float), numpy.nan)
    except (TypeError, ValueError):
        try:
            array = numpy.asarray(values).astype("datetime64[ns]").astype("int64").astype(float)
        except (TypeError, ValueError):
            texts = [str(v) for v in numpy.ravel(numpy.asarray(values, dtype=object))]
            return {"shape": [len(texts)], "first": texts[:FIRST], "digest": _digest("\x1f".join(texts).encode())}
    flat = array.ravel()
    finite = flat[numpy.isfinite(flat)]
    return {
        "shape": list(array.shape),
        "first": [_number(v) for v in flat[:FIRST].tolist()],
        "sum": _number(float(finite.sum())) if finite.size else 0.0,
        "sum_of_squares": _number(float((finite * finite).sum())) if finite.size else 0.0,
        "missing": int(flat.size - finite.size),
        "digest": _digest(numpy.ascontiguousarray(flat).tobytes()),
    }


def _number(value: float) -> Any:
    return value if math.isfinite(value) else str(value)  # JSON has no NaN


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def figure_data(figure: Any) -> dict[str, Any]:
    """All axes of a figure, in order."""
    title = getattr(figure, "_suptitle", None)
    found: dict[str, Any] = {"axes": [axes_data(axes) for axes in figure.axes[:MOST]]}
    if title is not None:
        found["title"] = title.get_text()
    return found


def axes_data(axes: Any) -> dict[str, Any]:
    """Titles, labels and what is drawn in one axes."""
    found: dict[str, Any] = {
        "title": axes.get_title(), "xlabel": axes.get_xlabel(), "ylabel": axes.get_ylabel(),
        "xscale": axes.get_xscale(), "yscale": axes.get_yscale(),
        "lines": _each(axes.lines, _line), "patches": _each(axes.patches, _patch),
        "collections": _each(axes.collections, _collection), "images": _each(axes.images, _image),
        "texts": [t.get_text() for t in list(axes.texts)[:MOST]],
        "xticks": [t.get_text() for t in axes.get_xticklabels()[:50]] if _has_fixed_ticks(axes.xaxis) else [],
        "yticks": [t.get_text() for t in axes.get_yticklabels()[:50]] if _has_fixed_ticks(axes.yaxis) else [],
    }
    legend = axes.get_legend()
    if legend is not None:
        found["legend"] = [t.get_text() for t in legend.get_texts()]
    return {name: value for name, value in found.items() if value not in ([], "", None)}


def _has_fixed_ticks(axis: Any) -> bool:
    # asking any other formatter for its labels would lay out the whole figure
    return type(axis.get_major_formatter()).__name__ in ("FixedFormatter", "StrCategoryFormatter")


def _each(artists: Any, read: Callable[[Any], dict[str, Any] | None]) -> list[Any]:
    found: list[Any] = []
    for artist in list(artists)[:MOST]:
        try:
            found.append(read(artist))
        except Exception as error:  # an artist of a library we do not know
            found.append({"unread": type(artist).__name__, "why": type(error).__name__})
    if len(artists) > MOST:
        found.append({"more": len(artists) - MOST})
    return found


def _line(line: Any) -> dict[str, Any]:
    return {"x": numbers(line.get_xdata(orig=False)), "y": numbers(line.get_ydata(orig=False)), "label": _label(line)}


def _patch(patch: Any) -> dict[str, Any]:
    if hasattr(patch, "get_width") and hasattr(patch, "get_x"):
        box = [patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()]
        return {"box": numbers(box), "label": _label(patch)}
    path = patch.get_path()
    return {"vertices": numbers(patch.get_patch_transform().transform(path.vertices)), "label": _label(patch)}


def _collection(collection: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": type(collection).__name__, "label": _label(collection)}
    found["offsets"] = numbers(collection.get_offsets())
    array = collection.get_array()
    if array is not None:
        found["array"] = numbers(array)
    paths = collection.get_paths()
    found["paths"] = len(paths)
    if paths and len(paths) <= MOST:
        found["vertices"] = numbers([v for path in paths for v in path.vertices.ravel().tolist()])
    return found


def _image(image: Any) -> dict[str, Any]:
    return {"array": numbers(image.get_array())}


def _label(artist: Any) -> str:
    label = str(artist.get_label())
    return "" if label.startswith("_") else label  # matplotlib numbers the unnamed ones


class Pyplot:
    """pyplot as Jupyter's inline backend leaves it: figures are shown and closed by show() and at the end of a cell."""

    def __init__(self) -> None:
        self.shown = 0  # figures shown by plt.show() since the last look
        self.kept = False  # the notebook chose another backend before pyplot came: figures outlive their cell
        self.listeners: list[Callable[[dict[str, Any]], None]] = []

    def watch_backend(self, matplotlib: Any) -> None:
        """To be called once, after matplotlib was imported."""
        use = matplotlib.use

        def chosen(backend: Any, *arguments: Any, **options: Any) -> Any:
            if self.pyplot is None and "inline" not in str(backend).lower():
                self.kept = True
            return use(backend, *arguments, **options)

        chosen.__doc__ = getattr(use, "__doc__", None)
        matplotlib.use = chosen

    def patch(self, pyplot: Any) -> None:
        """To be called once, after pyplot was imported."""
        def show(*arguments: Any, **options: Any) -> None:
            self.shown += self.flush()

        show.__doc__ = getattr(pyplot.show, "__doc__", None)
        pyplot.show = show
        pyplot.Figure.show = lambda figure, warn=True: None

    @property
    def pyplot(self) -> Any:
        module = sys.modules.get("matplotlib.pyplot")
        return module if module is not None and hasattr(module, "get_fignums") else None

    def open_numbers(self) -> list[int]:
        if self.pyplot is None:
            return []
        return list(self.pyplot.get_fignums())

    def open_data(self) -> list[dict[str, Any]]:
        """The data of the figures that are open now."""
        found: list[dict[str, Any]] = []
        helpers = sys.modules.get("matplotlib._pylab_helpers")
        if helpers is None:
            return found
        managers = helpers.Gcf.figs  # pyplot.figure(number) would make each the current figure
        for number in self.open_numbers():
            try:
                found.append(figure_data(managers[number].canvas.figure))
            except Exception as error:  # a figure that cannot be read must not stop the run
                found.append({"unread": f"{type(error).__name__}: {error}"})
        return found

    def flush(self) -> int:
        """Hand the open figures to who listens, and close them. Says how many there were."""
        count = 0 if self.kept else len(self.open_numbers())
        if count:
            if self.listeners:
                for data in self.open_data():
                    for listener in self.listeners:
                        listener(data)
            self.pyplot.close("all")
        return count
