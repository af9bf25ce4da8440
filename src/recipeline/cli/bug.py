"""What is said of an exception that nobody foresaw: short on the terminal, whole in a file."""

from __future__ import annotations

import platform
import shlex
import tempfile
import traceback
from collections.abc import Sequence

from recipeline import __version__

SHORT = 200  # characters of the exception's own text that are repeated on the terminal


def spoken(error: Exception, arguments: Sequence[str]) -> tuple[str, str, str]:
    """Give what, where and do; the traceback is saved."""
    text = " ".join(str(error).split())[:SHORT]
    what = f"This is a bug of recipeline, not of your notebook: {type(error).__name__}: {text}"
    return what, _save(error, arguments), "Please report it with the file named above."


def _save(error: Exception, arguments: Sequence[str]) -> str:
    head = f"recipeline {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
    command = f"recipeline {shlex.join(arguments)}\n\n"
    trace = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="recipeline-bug-", suffix=".txt", delete=False, encoding="utf-8"
        ) as stream:
            stream.write(head + command + trace)
            return f"the traceback is in {stream.name}"
    except OSError:  # a full disk must not hide the bug
        return "the traceback could not be saved:\n" + trace
