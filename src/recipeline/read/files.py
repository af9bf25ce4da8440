"""The bytes of a notebook file, or one clear message why there are none."""

from __future__ import annotations

import difflib
from pathlib import Path

from recipeline.errors import RecipelineError

NOTEBOOK_ENDINGS = frozenset({".ipynb", ".py", ".md", ".markdown", ".rmd", ".qmd", ".ipy", ".json", ".myst"})


def read_bytes(path: Path) -> bytes:
    """Everything in the file. Raises RecipelineError for whatever keeps us from reading it."""
    try:
        if path.is_symlink() and not path.exists():
            raise RecipelineError(
                f"{path.name} is a link to a file that does not exist.",
                where=str(path),
                do=f"Restore {path.readlink()}, or give the notebook itself.",
            )
        if path.is_dir():
            raise RecipelineError("This is a folder, not a notebook.", where=str(path), do=_inside(path))
        if not path.exists():
            raise RecipelineError("There is no such file.", where=str(path), do=_nearby(path))
        if not path.is_file():
            raise RecipelineError(
                "This is not a regular file.", where=str(path), do="Save the notebook to a file first."
            )
        return path.read_bytes()
    except PermissionError:
        raise RecipelineError(
            "You have no permission to read this file.", where=str(path), do=f"Try: chmod u+r '{path}'"
        ) from None
    except (
        OSError,
        ValueError,
    ) as problem:  # a name that is too long, a NUL in it, a loop of links, a bad disk
        raise RecipelineError(
            "This file cannot be read.", where=str(path)[:300], do=f"Give another path ({problem})."[:300]
        ) from None


def decode(data: bytes, path: Path) -> str:
    """The text of the file; UTF-8 unless a byte order mark says otherwise."""
    encoding = "utf-8-sig"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        if b"\x00" in data[:4096]:
            raise RecipelineError(
                "This is a binary file, not a notebook.",
                where=f"{path}, byte {problem.start}",
                do="Give an .ipynb file or a script.",
            ) from None
        raise RecipelineError(
            "This file is not UTF-8 text.",
            where=f"{path}, line {line}, byte {problem.start}",
            do="Open it in Jupyter or an editor and save it as UTF-8.",
        ) from None


def _inside(folder: Path) -> str:
    found = sorted(child.name for child in folder.glob("*.ipynb"))[:5]
    return f"Give one of its notebooks: {', '.join(found)}" if found else "Give the path of a notebook."


def _nearby(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        return f"The folder {folder} does not exist either: check the path."
    names = sorted(child.name for child in folder.iterdir() if child.suffix.lower() in NOTEBOOK_ENDINGS)
    by_lower = {name.lower(): name for name in reversed(names)}
    close = difflib.get_close_matches(path.name.lower(), by_lower, n=3, cutoff=0.5)
    close += [low for low in by_lower if Path(low).stem == path.stem.lower() and low not in close]
    if close:
        return f"Did you mean {' or '.join(by_lower[low] for low in close[:3])}?"
    if names:
        return f"Check the name; that folder holds {', '.join(names[:5])}."
    return "Check the path; that folder holds no notebook."
