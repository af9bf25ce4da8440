"""Compare two files: by bytes, and where these differ by what the files hold."""

from __future__ import annotations

import gzip
import json
import pickle
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .masks import masked_text
from .plain import text_difference
from .verdict import Verdict
from .walk import compare

Reader = Callable[[Path], Any]

TEXTS = frozenset({".txt", ".log", ".md", ".tex", ".sql", ".yaml", ".yml", ".toml", ".ini", ".py", ".rst", ".xml", ""})
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif", ".webp"})
STAMPED = frozenset({".html", ".htm", ".svg", ".pdf", ".eps", ".ps"})  # may hold a date or random ids
DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})


def compare_files(
    expected: Path,
    actual: Path,
    *,
    suffix: str | None = None,
    unpickle: Reader | None = None,
    rtol: float = 1e-9,
    path_map: Sequence[tuple[str, str]] = (),
) -> Verdict:
    """Compare two files. `suffix` says what they are if `expected` is stored under another name."""
    if not actual.exists():
        return Verdict("differs", "the file was not written")
    if expected.is_dir() or actual.is_dir():
        return Verdict("skipped", "a folder")
    if _same_bytes(expected, actual):
        return Verdict("same")
    ending = (actual.suffix if suffix is None else suffix).lower()
    if ending in STAMPED:
        return _compare_stamped(expected, actual)
    if ending in TEXTS:
        return _compare_texts(expected, actual)
    if ending in IMAGES:
        return _compare_images(expected, actual)
    reader = _reader(ending, unpickle)
    if reader is None:
        return Verdict("skipped", f"the bytes differ, and what a {ending or 'nameless'} file holds cannot be compared")
    try:
        left = reader(expected)
    except Exception as error:
        return Verdict("skipped", f"the bytes differ, and the file cannot be read here: {type(error).__name__}: {error}")
    try:
        right = reader(actual)
    except Exception as error:
        return Verdict("differs", f"the file cannot be read: {type(error).__name__}: {error}")
    return compare(left, right, rtol=rtol, path_map=path_map)


def _same_bytes(expected: Path, actual: Path) -> bool:
    if expected.stat().st_size != actual.stat().st_size:
        return False
    with expected.open("rb") as left, actual.open("rb") as right:
        while True:
            mine, other = left.read(1 << 20), right.read(1 << 20)
            if mine != other:
                return False
            if not mine:
                return True


def _reader(ending: str, unpickle: Reader | None) -> Reader | None:
    readers: dict[str, Reader] = {
        ".json": _json, ".ipynb": _json, ".geojson": _json, ".jsonl": _json_lines, ".ndjson": _json_lines,
        ".pkl": unpickle or _pickle, ".pickle": unpickle or _pickle, ".p": unpickle or _pickle,
        ".joblib": _joblib, ".sav": lambda path: _first_of(path, unpickle or _pickle, _joblib),
        ".csv": _csv, ".tsv": _csv, ".parquet": _pandas("read_parquet"), ".feather": _pandas("read_feather"),
        ".dta": _pandas("read_stata"), ".xlsx": _sheets, ".xls": _sheets, ".ods": _sheets,
        ".npy": _numpy, ".npz": _numpy, ".gz": _gzip, ".zip": _zip,
    }
    if ending in DATABASES:
        return _database
    return readers.get(ending)


def _compare_texts(expected: Path, actual: Path) -> Verdict:
    left, right = (path.read_bytes().decode("utf-8", "replace").splitlines() for path in (expected, actual))
    for number, (mine, other) in enumerate(zip(left, right), start=1):
        if masked_text(mine) != masked_text(other):
            return Verdict("differs", f"line {number}: {text_difference(mine, other)}")
    if len(left) != len(right):
        return Verdict("differs", f"expected {len(left)} lines, got {len(right)}")
    return Verdict("same")


_STAMP = re.compile(
    rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(Z|[+-]\d\d:?\d\d)?|D:\d{14}[^)]*|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-"
    rb"[0-9a-f]{4}-[0-9a-f]{12}|\b[a-z]?[0-9a-f]{10,64}\b"
)


def _compare_stamped(expected: Path, actual: Path) -> Verdict:
    left, right = (_STAMP.sub(b"", path.read_bytes()) for path in (expected, actual))
    if left == right:
        return Verdict("same")
    return Verdict("skipped", "the bytes differ; such a file holds dates and random ids, and is not compared")


def _compare_images(expected: Path, actual: Path) -> Verdict:
    try:
        from PIL import Image
    except ImportError:
        return Verdict("skipped", "the bytes differ, and no library here can decode images")
    try:
        with Image.open(expected) as left, Image.open(actual) as right:
            if left.size != right.size:
                return Verdict("differs", f"expected {left.size[0]}x{left.size[1]} pixels, got {right.size[0]}x{right.size[1]}")
            first, second = left.convert("RGBA").tobytes(), right.convert("RGBA").tobytes()
            width = left.size[0]
    except Exception as error:
        return Verdict("differs", f"the image cannot be read: {type(error).__name__}: {error}")
    if first == second:
        return Verdict("same")
    at = next(i for i, (mine, other) in enumerate(zip(first, second)) if mine != other) // 4
    return Verdict("differs", f"the picture differs, first at pixel x={at % width}, y={at // width}")


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _json_lines(path: Path) -> Any:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _pickle(path: Path) -> Any:
    with path.open("rb") as file:
        return pickle.load(file)


def _joblib(path: Path) -> Any:
    import joblib

    return joblib.load(path)


def _first_of(path: Path, *readers: Reader) -> Any:
    for reader in readers[:-1]:
        try:
            return reader(path)
        except Exception:
            continue
    return readers[-1](path)


def _csv(path: Path) -> Any:
    """With pandas as a frame, so that a difference names column and row; without it as rows of text."""
    import csv

    try:
        import pandas
    except ImportError:
        with path.open(newline="", encoding="utf-8") as file:
            return list(csv.reader(file))
    with path.open(encoding="utf-8", errors="replace") as file:
        head = file.readline()
    separator = max(",;\t|", key=head.count)
    return pandas.read_csv(path, sep=separator, low_memory=False)


def _pandas(name: str) -> Reader:
    def read(path: Path) -> Any:
        import pandas

        return getattr(pandas, name)(path)

    return read


def _sheets(path: Path) -> Any:
    import pandas

    return pandas.read_excel(path, sheet_name=None, header=None)


def _numpy(path: Path) -> Any:
    import numpy

    loaded = numpy.load(path, allow_pickle=True)
    return {name: loaded[name] for name in loaded.files} if hasattr(loaded, "files") else loaded


def _gzip(path: Path) -> Any:
    """What was compressed; the header of the file holds the time of writing."""
    with gzip.open(path) as file:
        return file.read()


def _zip(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist())}


def _database(path: Path) -> Any:
    import sqlite3

    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return list(connection.iterdump())
