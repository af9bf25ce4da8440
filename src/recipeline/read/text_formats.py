"""Scripts and markdown notebooks, through jupytext. A script without cell marks is one cell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from recipeline.errors import RecipelineError
from recipeline.read.document import Document

SCRIPT_ENDINGS = frozenset({".py", ".ipy"})
# ending -> jupytext's name of the format; Quarto's chunks are R Markdown's chunks
MARKDOWN_FORMATS = {".md": ".md", ".markdown": ".md", ".myst": ".md", ".rmd": ".Rmd", ".qmd": ".Rmd"}

_PERCENT = re.compile(r"^[ \t]*# ?%%(?=\s|\[|$)", re.MULTILINE)
_MYST = re.compile(r"^(?:```|~~~+)\{code-cell\}", re.MULTILINE)
_OTHER_MARKS = re.compile(r"^# \+($|[ \t]|\{)|^#{20,}[ \t]*$|^# (?:---\n# )?jupyter:", re.MULTILINE)


def is_text_format(path: Path) -> bool:
    """Whether the file's ending names a script or a markdown notebook."""
    return path.suffix.lower() in SCRIPT_ENDINGS or path.suffix.lower() in MARKDOWN_FORMATS


def parse_text(text: str, path: Path) -> Document:
    """The document in a script or in a markdown text."""
    if not text.strip():
        raise RecipelineError("This file is empty.", where=str(path), do="Give a notebook with code.")
    if "\x00" in text:
        raise RecipelineError(
            "This is a binary file, not a notebook.", where=str(path), do="Give an .ipynb file or a script."
        )
    ending = path.suffix.lower()
    if ending in MARKDOWN_FORMATS:
        myst = ending != ".rmd" and ending != ".qmd" and _MYST.search(text)
        return _through_jupytext(text, "md:myst" if myst else MARKDOWN_FORMATS[ending], path)
    if _PERCENT.search(text):
        return _through_jupytext(text, "py:percent", path)
    if _OTHER_MARKS.search(text):
        return _through_jupytext(text, ".py", path)
    return Document(({"cell_type": "code", "source": text.removesuffix("\n")},), {}, "")


def _through_jupytext(text: str, form: str, path: Path) -> Document:
    import jupytext  # loaded here alone: slow to import, and only text formats need it

    try:
        notebook: dict[str, Any] = jupytext.reads(text, fmt=form)
    except Exception as problem:
        raise RecipelineError(
            "This text cannot be read as a notebook.",
            where=str(path),
            do=f"Mend its header or its cell marks ({type(problem).__name__}: {problem})."[:300],
        ) from None
    cells = []
    for cell in notebook["cells"]:
        cell = dict(cell)
        cell.pop("id", None)  # jupytext makes up a new one on every read
        cells.append(cell)
    return Document(tuple(cells), dict(notebook["metadata"]), "")
