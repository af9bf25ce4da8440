"""Finds the logical lines of a cell that are IPython and not Python. Only asked when a cell does not parse.

files = !ls *.csv     ->  Escape(target="files", mark="!", text="ls *.csv")
total = (a            ->  nothing: the second line continues the first
    %b)
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

_AT_START = re.compile(r"(\s*)(%%|!!|\?\??|!|%(?=\s*[A-Za-z_?]))(.*)", re.DOTALL)
_ASSIGNED = re.compile(r"(\s*)([^\W\d][^=!%#?]*)=\s*(!!|!|%(?=[A-Za-z_]))(.*)", re.DOTALL)
_TOKEN = re.compile(
    r"""(?P<triple>\"\"\"|''')|(?P<string>"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?)|(?P<comment>\#.*)"""
    r"""|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<other>[^\s"'#()\[\]{}]+)""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Escape:
    """One IPython line, with the lines that a trailing backslash joins to it."""

    first: int  # 0-based physical line
    last: int
    indent: str
    target: str | None  # what the result is assigned to, as written
    mark: str  # "%", "%%", "!", "!!", "?"
    text: str  # what follows the mark; for "?" the object asked about
    original: str


def find_escapes(lines: list[str]) -> list[Escape]:
    """All IPython lines, top to bottom."""
    found: list[Escape] = []
    at = 0
    while at < len(lines):
        escape = _starts_here(lines, at)
        if escape is not None:
            found.append(escape)
            at = escape.last + 1
            continue
        end, asks = _end_of_logical_line(lines, at)
        if asks:
            original = "\n".join(lines[at:end])
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
            found.append(
                Escape(at, end - 1, indent, None, "?", original.split("#")[0].strip().strip("?"), original)
            )
        at = end
    return found


def _starts_here(lines: list[str], at: int) -> Escape | None:
    last = at
    while lines[last].endswith("\\") and last + 1 < len(lines):
        last += 1
    original = "\n".join(lines[at : last + 1])
    joined = _joined(lines[at : last + 1])
    if mark := _AT_START.fullmatch(joined):
        if mark[2][0] == "%" and mark[3].rstrip().endswith("?"):
            return Escape(at, last, mark[1], None, "?", mark[3].strip().strip("?"), original)
        return Escape(
            at, last, mark[1], None, mark[2][:1] if mark[2] == "??" else mark[2], mark[3].strip(), original
        )
    mark = _ASSIGNED.fullmatch(joined)
    if mark and not mark[4].startswith("=") and _is_target(mark[2].rstrip()):
        return Escape(at, last, mark[1], mark[2].rstrip(), mark[3], mark[4].strip(), original)
    return None


def _joined(lines: list[str]) -> str:
    """Lines that a trailing backslash continues, as one; the indentation goes unless it stands in quotes."""
    text = ""
    for at, line in enumerate(lines):
        line = line.rstrip() if at == len(lines) - 1 else line.rstrip()[:-1].rstrip(" ")
        quotes = text.count("'") + text.count('"')
        text = line if at == 0 else f"{text} {line if quotes % 2 else line.lstrip()}"
    return text


def _is_target(text: str) -> bool:
    try:
        ast.parse(f"{text} = 0")
    except (SyntaxError, ValueError):
        return False
    return True


def _end_of_logical_line(lines: list[str], at: int) -> tuple[int, bool]:
    """The physical line after the logical one that starts at `at`; whether it ends in a question mark."""
    depth = 0
    last_code = ""
    while at < len(lines):
        text = lines[at]
        position = 0
        while token := _TOKEN.search(text, position):
            position = token.end()
            kind = token.lastgroup
            if kind == "triple":
                at, position = _end_of_triple(lines, at, position, token[0])
                text = lines[at] if at < len(lines) else ""
            elif kind == "open":
                depth += 1
            elif kind == "close":
                depth = max(0, depth - 1)
            if kind != "comment":
                last_code = token[0]
        at += 1
        if depth == 0 and not (last_code.endswith("\\") and text.endswith("\\")):
            break
    return min(at, len(lines)), last_code.endswith("?")


def _end_of_triple(lines: list[str], at: int, position: int, quote: str) -> tuple[int, int]:
    """Where a triple-quoted string ends: physical line and column after it."""
    while at < len(lines):
        text = lines[at]
        while position < len(text):
            if text[position] == "\\":
                position += 2
            elif text.startswith(quote, position):
                return at, position + 3
            else:
                position += 1
        at, position = at + 1, 0
    return at, 0
