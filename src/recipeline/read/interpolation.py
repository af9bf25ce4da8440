"""`{name}` and `$name` in magics and shell commands, by IPython's own rules.

IPython fills in all of them or, if any one fails, none: then the shell sees the text as it stands.

    "head -n {n} $path"  ->  f"head -n {n} {path}"        awk '{print $1}'  ->  itself
"""

from __future__ import annotations

import ast
import builtins
import re
import string
from dataclasses import dataclass

from recipeline.read.outcome import quoted
from recipeline.read.surroundings import Surroundings

_DOLLAR = re.compile(r"(.*?)\$(\$?[\w.]+)(?=([^']*'[^']*')*[^']*$)", re.DOTALL)  # IPython 9.18, utils/text.py


@dataclass(frozen=True, slots=True)
class Text:
    """A text in which names may have been filled in."""

    code: str  # a Python expression: a literal, an f-string, or a sum
    literal: str | None  # the text itself if no name is in it


def interpolate(text: str, around: Surroundings) -> Text:
    """The Python expression for what the text was when IPython ran it."""
    if "{" not in text and "$" not in text:
        return Text(quoted(text), text)
    pieces = _pieces(text)
    if pieces is None or not all(_known(expression, around) for _, expression, _ in pieces if expression):
        return Text(quoted(text), text)
    if not any(expression for _, expression, _ in pieces):
        plain = "".join(literal for literal, _, _ in pieces)
        return Text(quoted(plain), plain)
    return Text(_f_string(pieces), None)


def _pieces(text: str) -> list[tuple[str, str, str]] | None:
    """(literal, expression, conversion) triples; None if IPython would leave the text alone."""
    pieces: list[tuple[str, str, str]] = []
    try:
        for literal, name, spec, conversion in string.Formatter().parse(text):
            done, before = 0, ""
            for found in _DOLLAR.finditer(literal) if "$" in literal else ():
                if found[2].startswith("$"):
                    before += found[1] + found[2]
                else:
                    pieces.append((before + found[1], found[2], ""))
                    before = ""
                done = found.end()
            expression = f"{name}:{spec}" if spec else (name or "")
            if name is not None and not _is_expression(expression):
                return None
            pieces.append((before + literal[done:], expression.strip(), conversion or ""))
    except ValueError:
        return None
    return pieces if all(_is_expression(expression) for _, expression, _ in pieces if expression) else None


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _known(expression: str, around: Surroundings) -> bool:
    tree = ast.parse(expression, mode="eval")
    own = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - own
    return all(around.knows(name) for name in names) and not _surely_fails(tree)


def _surely_fails(tree: ast.AST) -> bool:
    """Whether a builtin is compared or calculated with (awk's `{print > "f"}`): IPython then fills in nothing."""
    operands = [
        operand
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare | ast.BinOp)
        for operand in (node.left, *(node.comparators if isinstance(node, ast.Compare) else (node.right,)))
    ]
    return any(isinstance(operand, ast.Name) and hasattr(builtins, operand.id) for operand in operands)


def _f_string(pieces: list[tuple[str, str, str]]) -> str:
    expressions = "".join(expression for _, expression, _ in pieces)
    quote = next((mark for mark in ('"', "'") if mark not in expressions), None)
    if quote is None or "\\" in expressions or "#" in expressions or "\n" in expressions:
        return _sum(pieces)
    parts = []
    for literal, expression, conversion in pieces:
        parts.append(_escaped(literal, quote))
        if expression:
            inner = f"({expression})" if re.search(r"[:!{]|\blambda\b", expression) else expression
            parts.append("{" + inner + (f"!{conversion}" if conversion else "") + "}")
    return f"f{quote}{''.join(parts)}{quote}"


def _escaped(literal: str, quote: str) -> str:
    body = repr(literal + "'\"")[1:-1]  # both quotes in it: repr then always uses single quotes
    body = body[: -len("\\'\"")].replace("\\'", "'")
    return body.replace(quote, "\\" + quote).replace("{", "{{").replace("}", "}}")


def _sum(pieces: list[tuple[str, str, str]]) -> str:
    """Without an f-string: before Python 3.12 none may hold a backslash or its own quotes."""
    wrap = {"": "format", "r": "repr", "s": "str", "a": "ascii"}
    terms = []
    for literal, expression, conversion in pieces:
        if literal:
            terms.append(quoted(literal))
        if expression:
            terms.append(f"{wrap.get(conversion, 'format')}({' '.join(expression.split())})")
    return " + ".join(terms)
