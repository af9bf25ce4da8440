"""Write results to a folder: tables, metrics, figures. A file is there whole, or not at all."""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Union

Folder = Union[str, Path]


def write_table(folder: Folder, name: str, value: Any) -> Path:
    """A frame or series as CSV, data as JSON, anything else as text."""
    base = Path(folder)
    pandas = sys.modules.get("pandas")
    if type(value).__name__ == "Styler":
        value = value.data
    if pandas is not None and isinstance(value, (pandas.DataFrame, pandas.Series)):
        return write_text(base / f"{_file_name(name)}.csv", value.to_csv(index=True))
    if pandas is not None and isinstance(value, pandas.Index):
        value = value.tolist()
    if isinstance(value, str):
        return write_text(base / f"{_file_name(name)}.txt", value + "\n")
    try:
        text = json.dumps(plain(value), indent=2, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        return write_text(base / f"{_file_name(name)}.txt", str(value) + "\n")
    return write_text(base / f"{_file_name(name)}.json", text + "\n")


def write_metrics(folder: Folder, metrics: Mapping[str, Any]) -> Path:
    """Add numbers to `metrics.json`; those already there under other names stay."""
    path = Path(folder) / "metrics.json"
    known: dict[str, Any] = {}
    if path.exists():
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            known = {}  # a file that someone broke is written anew
    for name, value in metrics.items():
        try:
            known[str(name)] = plain(value)
        except TypeError:
            known[str(name)] = str(value)
    return write_text(path, json.dumps(known, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def write_figure(folder: Folder, name: str, figure: Any) -> Path:
    """A figure (or axes, or a seaborn grid) as PNG below `figures/`; pyplot forgets it."""
    path = Path(folder) / "figures" / f"{_file_name(name)}.png"
    if hasattr(figure, "to_plotly_json"):
        path = path.with_suffix(".html")
        return write_text(path, figure.to_html(include_plotlyjs="cdn"))
    drawn = _figure_of(figure)
    if drawn is None:
        raise TypeError(f"{name}: expected a figure, got {type(figure).__name__}")
    _write(path, lambda temporary: drawn.savefig(temporary, format="png", bbox_inches="tight"))
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(drawn)
    return path


def write_open_figures(folder: Folder, name: str) -> list[Path]:
    """Every figure that pyplot holds open: `name`, `name_2`, ...; all are closed."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return []
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
    return [write_figure(folder, _numbered(name, position), figure) for position, figure in enumerate(figures, start=1)]


@contextlib.contextmanager
def figures_shown(folder: Folder, name: str = "figure") -> Iterator[list[Path]]:
    """While it lasts, `pyplot.show()` writes the open figures as `name`, `name_2`, ... and closes them.

    Figures still open at the end are written too. Gives the list of paths, which grows.
    """
    import matplotlib.pyplot as pyplot

    written: list[Path] = []
    shown_before = pyplot.show

    def show(*_: Any, **__: Any) -> None:
        for number in pyplot.get_fignums():
            figure = pyplot.figure(number)
            written.append(write_figure(folder, _numbered(name, len(written) + 1), figure))

    pyplot.show = show
    try:
        yield written
        show()
    finally:
        pyplot.show = shown_before


def plain(value: Any) -> Any:
    """The value as JSON can hold it: numpy's numbers as Python's, NaN as null. TypeError if it cannot."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if type(value).__name__ == "NAType":  # pandas.NA, which is not imported here
        return None
    if isinstance(value, (int, float)) and type(value) in (int, float):
        return value if not isinstance(value, float) or math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(part) for part in value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if hasattr(value, "tolist") and hasattr(value, "dtype"):
        return plain(value.tolist())
    if hasattr(value, "isoformat"):
        return value.isoformat() if value == value else None
    if hasattr(value, "to_dict") and type(value).__module__.startswith("pandas"):
        return plain(value.to_dict())
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise TypeError(f"{type(value).__name__} is no plain data")


def plain_rows(table: Any) -> dict[str, list[Any]]:
    """A DataFrame as JSON can hold it: index, columns, and data row by row. TypeError if it cannot."""
    columns = [plain_column(table.iloc[:, place]) for place in range(table.shape[1])]
    data = [list(row) for row in zip(*columns)] if columns else [[] for _ in range(len(table))]
    return {"index": plain(table.index.tolist()), "columns": plain(table.columns.tolist()), "data": data}


def plain_column(column: Any) -> list[Any]:
    """A column or array as JSON can hold it. Most values are plain already, and are not looked at twice."""
    values: list[Any] = column.tolist()
    if column.dtype.kind == "f":
        return [value if math.isfinite(value) else None for value in values]
    return [value if type(value) in (str, int, bool) else plain(value) for value in values]


def _figure_of(value: Any) -> Any:
    """The figure that was given, or that the given axes or grid belong to."""
    if hasattr(value, "savefig") and hasattr(value, "axes"):
        return getattr(value, "figure", None) if not hasattr(value, "canvas") else value
    if isinstance(value, (list, tuple)) or (hasattr(value, "flat") and hasattr(value, "dtype")):
        parts = list(getattr(value, "flat", value))
        return _figure_of(parts[0]) if parts else None
    figure = getattr(value, "figure", None) or getattr(value, "fig", None)
    return figure if hasattr(figure, "savefig") else None


def _numbered(name: str, position: int) -> str:
    return name if position == 1 else f"{name}_{position}"


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name).strip("._") or "result"


def write_text(path: Path, text: str) -> Path:
    """A text file, in one step."""
    def write(temporary: str) -> None:
        with open(temporary, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)

    return _write(path, write)


def _write(path: Path, write: Callable[[str], Any]) -> Path:
    """Write beside the target, then move it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=str(path.parent), prefix=f".{path.stem}.", suffix=path.suffix)
    os.close(handle)
    try:
        write(temporary)
        os.chmod(temporary, 0o644)
        os.replace(temporary, str(path))
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    return path
