"""An .ipynb file as a checked document: cells as plain dicts, whatever the format's version.

v4 is taken apart with `json` alone, which is fast; nbformat is loaded only to upgrade v1 to v3.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from recipeline.errors import RecipelineError

NEWEST = 4  # the last major notebook format we know
PYTHON_NAMES = frozenset(
    {"python", "python2", "python3", "ipython", "ipython2", "ipython3", "pyspark", "xpython"}
)
OTHER_KERNELS = {  # kernelspec.name (start of) -> language, for files that say nothing else. Jupyter kernel list, 2026
    "ir": "R", "julia": "Julia", "scala": "Scala", "almond": "Scala", "spylon": "Scala", "javascript": "JavaScript",
    "deno": "TypeScript", "tslab": "TypeScript", ".net-csharp": "C#", ".net-fsharp": "F#", "octave": "Octave",
    "matlab": "MATLAB", "sas": "SAS", "stata": "Stata", "bash": "Bash", "ruby": "Ruby", "java": "Java",
    "xcpp": "C++", "rust": "Rust", "gophernotes": "Go", "haskell": "Haskell", "sagemath": "Sage", "wolfram": "Wolfram",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """A notebook file in the shape of nbformat 4, values not trusted to have the right types."""

    cells: tuple[dict[str, Any], ...]
    metadata: dict[str, Any]
    raw: str  # JSON text without outputs; "" for text formats


def parse_ipynb(text: str, where: str) -> Document:
    """The document in a JSON text. Raises RecipelineError if it holds no notebook."""
    loaded = _load_json(text, where)
    if not isinstance(loaded, dict) or not ({"cells", "worksheets", "nbformat"} & loaded.keys()):
        raise RecipelineError(
            "This is JSON, but not a notebook: it has no cells.",
            where=where,
            do="Give a file that Jupyter saved.",
        )
    version = loaded.get("nbformat", NEWEST if "cells" in loaded else 3)
    if not isinstance(version, int) or not 1 <= version <= NEWEST:
        raise RecipelineError(
            f"The notebook format {version!r:.40} is unknown; recipeline reads 1 to {NEWEST}.",
            where=where,
            do="Save it as notebook format 4 in Jupyter, or install a newer recipeline.",
        )
    if version < NEWEST:
        loaded = _upgrade(text, version, where)
    if not isinstance(loaded.get("cells"), list):
        raise RecipelineError(
            "The notebook has no list of cells.", where=where, do="Save it again in Jupyter."
        )
    cells = tuple(cell for cell in loaded["cells"] if isinstance(cell, dict))
    metadata = loaded.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    return Document(cells, metadata, _stripped(loaded, cells, metadata))


def text_of(value: object) -> str:
    """A multi-line text of the format: a string, or a list of strings."""
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character ("\ud83d" in the JSON): no file could ever hold it
        text = text.encode("utf-8", "replace").decode()
    return text


def other_language(metadata: dict[str, Any]) -> str | None:
    """The kernel's language if the notebook says that it is not Python."""
    info, spec = _dict(metadata.get("language_info")), _dict(metadata.get("kernelspec"))
    for said in (info.get("name"), spec.get("language")):
        if isinstance(said, str) and said:
            return None if said.lower() in PYTHON_NAMES else said
    kernel = str(spec.get("name", "")).lower()
    for start, language in OTHER_KERNELS.items():
        if kernel == start or kernel.startswith(start + "-") or (len(start) > 3 and kernel.startswith(start)):
            return language
    main = _dict(metadata.get("jupytext")).get("main_language")
    return main if isinstance(main, str) and main.lower() not in PYTHON_NAMES else None


def python_version(metadata: dict[str, Any]) -> str | None:
    """The version of Python that last ran the notebook: "3.11.7", or "2" if only the kernel's name tells."""
    version = _dict(metadata.get("language_info")).get("version")
    if isinstance(version, str) and version[:1].isdigit():
        return version
    return "2" if _dict(metadata.get("kernelspec")).get("name") == "python2" else None


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _load_json(text: str, where: str) -> object:
    start = text.lstrip()
    if not start:
        raise RecipelineError(
            "This file is empty.", where=where, do="Fetch a fresh copy, or save it again in Jupyter."
        )
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        raise _not_json(text, start, problem, where) from None
    except RecursionError:
        raise RecipelineError(
            "This JSON is nested too deeply for a notebook.", where=where, do="Save it again in Jupyter."
        ) from None
    except ValueError as problem:  # a number with thousands of digits
        raise RecipelineError(
            "This notebook is not valid JSON.", where=where, do=f"Mend it: {problem}"[:200]
        ) from None


def _not_json(text: str, start: str, problem: json.JSONDecodeError, where: str) -> RecipelineError:
    place = f"{where}, line {problem.lineno}, column {problem.colno}"
    again = "Open it in Jupyter and save it again, or fetch a fresh copy from git."
    if start.startswith("version https://git-lfs"):
        return RecipelineError(
            "This is a Git LFS pointer, not the notebook.", where=where, do="Run: git lfs pull"
        )
    if start[:1] == "<":
        return RecipelineError(
            "This is a web page, not a notebook.",
            where=where,
            do="Download the raw file, not the page that shows it.",
        )
    line = text.split("\n", problem.lineno)[problem.lineno - 1]
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return RecipelineError(
            "This notebook holds an unresolved git merge.", where=place, do="Resolve it first."
        )
    if start[:1] not in "{[":
        return RecipelineError(
            "This is not a notebook: it is not JSON.", where=place, do="Give an .ipynb file."
        )
    if problem.pos >= len(text.rstrip()) or problem.msg.startswith("Unterminated string"):
        return RecipelineError(
            "This notebook is cut off: its JSON ends in the middle.", where=place, do=again
        )
    return RecipelineError(f"This notebook is not valid JSON ({problem.msg}).", where=place, do=again)


def _upgrade(text: str, version: int, where: str) -> dict[str, Any]:
    import nbformat  # loaded here alone: slow to import, and rarely needed
    import nbformat.reader

    try:
        upgraded = nbformat.convert(nbformat.reader.reads(text), NEWEST)  # type: ignore[no-untyped-call]
        document: dict[str, Any] = json.loads(json.dumps(upgraded))
        for cell in document["cells"]:
            cell.pop("id", None)  # nbformat makes up a new one on every read
    except Exception as problem:
        raise RecipelineError(
            f"This notebook (format {version}) cannot be brought to format {NEWEST}.",
            where=where,
            do=f"Open it in Jupyter and save it again ({type(problem).__name__}: {problem})."[:300],
        ) from None
    return {**document, "nbformat_minor": 4}  # the last one whose cells need no id


def _stripped(loaded: dict[str, Any], cells: tuple[dict[str, Any], ...], metadata: dict[str, Any]) -> str:
    """The notebook as JSON text without outputs, counts, timings and widget states."""
    document = {key: value for key, value in loaded.items() if key not in ("cells", "metadata")}
    kept = {"cells": [_stripped_cell(cell) for cell in cells]}
    kept["metadata"] = {key: value for key, value in metadata.items() if key != "widgets"}  # type: ignore[assignment]
    text = json.dumps({**kept, **document}, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps({**kept, **document})
    return text


def _stripped_cell(cell: dict[str, Any]) -> dict[str, Any]:
    if cell.get("cell_type") != "code":
        return cell
    metadata = {k: v for k, v in _dict(cell.get("metadata")).items() if k not in ("execution", "ExecuteTime")}
    return {**cell, "metadata": metadata, "outputs": [], "execution_count": None}
