"""Change the author's text by edits at places, never by re-printing trees: comments and formatting survive."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    start: int  # character offsets into the text; end is exclusive
    end: int
    text: str


def apply(source: str, edits: Iterable[Edit]) -> str:
    """Apply non-overlapping edits, last first, so that earlier offsets stay true; insertions at one place in their order.

    >>> apply("f(1, 2)", [Edit(2, 3, "one"), Edit(5, 6, "two")])
    'f(one, two)'
    """
    ordered = sorted(enumerate(edits), key=lambda pair: (pair[1].start, pair[1].end, pair[0]), reverse=True)
    for _, edit in ordered:
        source = source[: edit.start] + edit.text + source[edit.end :]
    return source


class Offsets:
    """Turns the places of `ast` (line, column in UTF-8 bytes) into character offsets of one text."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines(keepends=True) or [""]
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def at(self, line: int, column: int) -> int:
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        return self.starts[line - 1] + (column if text.isascii() else len(text.encode()[:column].decode()))

    def start(self, node: ast.expr | ast.stmt | ast.keyword | ast.arg) -> int:
        return self.at(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt | ast.keyword | ast.arg) -> int:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self.at(node.end_lineno, node.end_col_offset)


def indent(text: str, by: int) -> str:
    """Indent every line but those that begin inside a string: a string's own lines are its value."""
    inside = lines_inside_strings(text)
    pad = " " * by
    return "\n".join(pad + line if line.strip() and number not in inside else line for number, line in enumerate(text.split("\n"), 1))


def lines_inside_strings(text: str) -> set[int]:
    """1-based numbers of the lines that begin inside a string literal."""
    inside: set[int] = set()
    started: list[int] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            kind = tokenize.tok_name[token.type]
            if kind in ("FSTRING_START", "TSTRING_START"):
                started.append(token.start[0])
            elif kind in ("FSTRING_END", "TSTRING_END"):
                inside |= set(range(started.pop() + 1, token.end[0] + 1))
            elif kind == "STRING":
                inside |= set(range(token.start[0] + 1, token.end[0] + 1))
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return inside
    return inside
