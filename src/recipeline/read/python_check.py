"""Whether a cell is Python: parses it, and says in plain words why it is not."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass

# What the parser says, or what the line looks like -> the construct of Python 2. CPython 3.11 to 3.14.
_SAYS_PYTHON_2 = (
    (re.compile(r"Missing parentheses in call to 'print'"), "print without parentheses"),
    (re.compile(r"Missing parentheses in call to 'exec'"), "exec without parentheses"),
    (re.compile(r"multiple exception types must be parenthesized"), "except E, name"),
    (re.compile(r"leading zeros in decimal integer literals"), "octal number 0777"),
)
_LOOKS_PYTHON_2 = (
    (re.compile(r"^\s*print\s+[^(=\s]"), "print without parentheses"),
    (re.compile(r"^\s*except\s+[\w.]+\s*,\s*\w+\s*:"), "except E, name"),
    (re.compile(r"^\s*raise\s+[\w.]+\s*,"), "raise E, text"),
    (re.compile(r"[\w)\]]\s*<>\s*[\w(\"']"), "the operator <>"),
    (re.compile(r"\b\d+[lL]\b"), "a long number 10L"),
    (re.compile(r"\b[uU][rR][\"']"), "a ur'' string"),
    (re.compile(r"[=(,+]\s*`[^`]+`"), "backquotes for repr"),
)
_FLAGS = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


@dataclass(frozen=True, slots=True)
class NotPython:
    """Why a text is not Python 3."""

    line: int  # 1-based
    message: str
    python_2: bool = False


def parse(source: str) -> ast.Module | NotPython:
    """The tree of a cell (top-level await allowed), or the reason why there is none."""
    try:
        tree = compile(source, "<cell>", "exec", flags=_FLAGS, dont_inherit=True)
    except SyntaxError as problem:
        return _explain(source, problem)
    except (ValueError, OverflowError) as problem:
        return NotPython(1, f"cannot be parsed: {problem}"[:200])
    except (RecursionError, MemoryError):
        return NotPython(1, "nested too deeply to be parsed")
    assert isinstance(tree, ast.Module)
    return tree


def silenced(source: str) -> str:
    """The source with a semicolon behind its last expression, so that it is not displayed."""
    tree = parse(source)
    if isinstance(tree, NotPython) or not tree.body or not isinstance(tree.body[-1], ast.Expr):
        return source
    lines = source.split("\n")
    end, column = tree.body[-1].end_lineno or 1, tree.body[-1].end_col_offset or 0
    text = lines[end - 1].encode()
    if not text[column:].lstrip().startswith(b";"):
        lines[end - 1] = (text[:column] + b";" + text[column:]).decode()
    return "\n".join(lines)


def newer_python_hint(version: str | None) -> str:
    """What to add to a fault when the notebook was written for a newer Python than ours."""
    numbers = re.match(r"(\d+)\.(\d+)", version or "")
    ours = sys.version_info[:2]
    if numbers is None or (int(numbers[1]), int(numbers[2])) <= ours:
        return ""
    return f" (the notebook was written for Python {numbers[0]}, recipeline runs on {ours[0]}.{ours[1]})"


def _explain(source: str, problem: SyntaxError) -> NotPython:
    lines = source.split("\n")
    number = min(max(problem.lineno or 1, 1), len(lines))
    said = (problem.msg or "invalid syntax").removeprefix("invalid syntax. ")
    said = re.sub(r" \(<cell>, line \d+\)", "", said)
    construct = next((name for pattern, name in _SAYS_PYTHON_2 if pattern.search(said)), None)
    if construct is None:
        construct = next(
            (name for pattern, name in _LOOKS_PYTHON_2 if pattern.search(lines[number - 1])), None
        )
    if construct is not None:
        return NotPython(number, f"this is Python 2 ({construct})", python_2=True)
    return NotPython(number, f"not valid Python: {said}")
