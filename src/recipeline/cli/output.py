"""Writing to the terminal: one JSON document or a text on stdout, everything else on stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from recipeline import __version__

HEAD: Mapping[str, Any] = {"schema": 1, "tool": f"recipeline {__version__}"}


def write(text: str) -> None:
    """Write a text to stdout. A reader that went away (`| head`) changes neither code nor stderr."""
    try:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # the interpreter flushes once more at its end, which would complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_json(document: Mapping[str, Any]) -> None:
    """Write one document, headed by schema and tool."""
    write(json.dumps({**HEAD, **document}, indent=2, ensure_ascii=False, allow_nan=False))


def report_error(what: str, where: str, do: str, *, as_json: bool) -> None:
    """Say what failed, where, and what to do; as the one JSON document if that was asked for."""
    if as_json:
        write_json({"error": {"what": what, "where": where, "do": do}})
        return
    sys.stderr.write(f"{what}\n  where: {where}\n  do:    {do}\n")
