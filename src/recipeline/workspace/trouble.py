"""Turns what the operating system refused into a message with what, where and do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recipeline.errors import RecipelineError
from recipeline.workspace.transaction import MARK

# errno -> (what, do)
ANSWERS = {
    errno.ENOSPC: ("The disk is full.", "Free some space, or give another folder with -o."),
    errno.EDQUOT: ("Your disk quota is used up.", "Free some space, or give another folder with -o."),
    errno.EACCES: (
        "There is no permission to do this.",
        "Change its permissions, or give another folder with -o.",
    ),
    errno.EPERM: (
        "There is no permission to do this.",
        "Change its permissions, or give another folder with -o.",
    ),
    errno.EROFS: ("The file system is read-only.", "Give a folder that can be written with -o."),
    errno.ENOTDIR: (
        "A file stands where a folder is needed.",
        "Move the file away, or give another folder with -o.",
    ),
    errno.EISDIR: (
        "A folder stands where a file is needed.",
        "Move the folder away, or give another one with -o.",
    ),
    errno.ENOENT: (
        "A file or folder is missing.",
        "Check that the path is right and that nothing else moved it.",
    ),
    errno.ENAMETOOLONG: ("A path is longer than the file system allows.", "Give a shorter folder with -o."),
    errno.ENOTEMPTY: ("Another program wrote here meanwhile.", "Run the command again when it has ended."),
    errno.EEXIST: ("Another program wrote here meanwhile.", "Run the command again when it has ended."),
}


def explain(error: OSError, fallback: Path) -> RecipelineError:
    """Name the failure in the user's terms. `fallback` is where, if the system names no path or one of our temporary ones."""
    unknown = (
        f"The system refused: {error.strerror or error}.",
        "Mend that, or give another folder with -o.",
    )
    what, do = ANSWERS.get(error.errno or 0, unknown)
    named = str(error.filename or fallback)
    return RecipelineError(what, where=str(fallback) if MARK in named else named, do=do)


@contextmanager
def explained(fallback: Path) -> Iterator[None]:
    """Raise a RecipelineError for any OSError of the block."""
    try:
        yield
    except OSError as error:
        raise explain(error, fallback) from error
