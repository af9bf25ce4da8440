"""Where statements stand: identifiers, lines, and offsets in characters (`ast` counts UTF-8 bytes)."""

from __future__ import annotations

import ast
import re

from recipeline.model.analysis import StatementId, StatementKind

KINDS: dict[str, StatementKind] = {
    "Import": "import", "ImportFrom": "import", "FunctionDef": "function", "AsyncFunctionDef": "function",
    "ClassDef": "class", "Assign": "assign", "AnnAssign": "assign", "AugAssign": "augmented", "Expr": "expression",
    "Delete": "delete", "For": "for", "AsyncFor": "for", "While": "while", "If": "if", "With": "with",
    "AsyncWith": "with", "Try": "try", "TryStar": "try", "Match": "match", "Global": "global", "Pass": "pass",
}  # fmt: skip

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")


class Lines:
    """Turns (line, byte column) into character offsets of one source."""

    def __init__(self, source: str) -> None:
        self.lines = _LINE.findall(source)  # not splitlines: to the parser a form feed ends no line
        self.ascii = source.isascii()
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def offset(self, line: int, column: int) -> int:
        """Character offset of a place that `ast` names."""
        if not self.ascii:
            column = len(self.lines[line - 1].encode()[:column].decode())
        return self.starts[line - 1] + column


def first_line(node: ast.stmt) -> tuple[int, int]:
    """Line and byte column where a statement starts, decorators included."""
    decorators = getattr(node, "decorator_list", None)
    if decorators:
        return decorators[0].lineno, node.col_offset
    return node.lineno, node.col_offset


def identifiers(cell: int, lines: list[int]) -> list[StatementId]:
    """`4:2`; the second statement that starts on that line is `4:2.1`."""
    seen: dict[int, int] = {}
    found = []
    for line in lines:
        count = seen.get(line, 0)
        seen[line] = count + 1
        found.append(StatementId(f"{cell}:{line}.{count}" if count else f"{cell}:{line}"))
    return found
