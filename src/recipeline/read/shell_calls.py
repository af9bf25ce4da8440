"""`get_ipython().…` written out as Python, as exported scripts hold it.

get_ipython().run_line_magic('matplotlib', 'inline')   is   %matplotlib inline
'google.colab' in str(get_ipython())                   is   'google.colab' in str(None)
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from recipeline.read.escapes import Escape

_BOUND = re.compile(r"^\s*(\w+)\s*=\s*(?:IPython\.)?get_ipython\(\)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A `get_ipython()` that stays inside an expression: it becomes None, as outside of Jupyter."""

    line: int  # 0-based
    start: int  # columns in characters
    end: int


def find_calls(
    tree: ast.Module, lines: list[str], shells: frozenset[str]
) -> tuple[list[Escape], list[Mention]]:
    """Whole statements that call the shell with literals; all other mentions. `shells`: names bound to it."""
    escapes: list[Escape] = []
    covered: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Expr | ast.Assign):
            continue
        found = _escape(node, lines, shells)
        if found is not None:
            escapes.append(found)
            covered.update(range(found.first, found.last + 1))
    mentions = [
        Mention(node.lineno - 1, _column(lines, node.lineno, node.col_offset), _column(lines, node.lineno, node.end_col_offset or 0))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _is_shell(node) and node.lineno == node.end_lineno
        and node.lineno - 1 not in covered
    ]  # fmt: skip
    return sorted(escapes, key=lambda escape: escape.first), mentions


def _escape(node: ast.Expr | ast.Assign, lines: list[str], shells: frozenset[str]) -> Escape | None:
    call = node.value
    match call:
        case ast.Call(func=ast.Attribute(value=shell, attr=method), args=args, keywords=[]):
            if not _is_shell(shell) and not (isinstance(shell, ast.Name) and shell.id in shells):
                return None
        case _:
            return None
    texts = [arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if len(texts) != len(args):
        return None
    marked = _marked(method, texts)
    if marked is None:
        return None
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    if lines[first][: _column(lines, node.lineno, node.col_offset)].strip():
        return None
    if lines[last][_column(lines, last + 1, node.end_col_offset or 0) :].split("#")[0].strip(" ;"):
        return None
    indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
    target = " = ".join(ast.unparse(each) for each in node.targets) if isinstance(node, ast.Assign) else None
    return Escape(first, last, indent, target, *marked, "\n".join(lines[first : last + 1]))


def _marked(method: str, texts: list[str]) -> tuple[str, str] | None:
    match method, texts:
        case ("run_line_magic" | "magic", [str(name), *rest]) if len(rest) <= 1:
            return "%", " ".join([name.removeprefix("%"), *rest])
        case ("system" | "system_raw" | "system_piped", [command]):
            return "!", command
        case ("getoutput", [command]):
            return "!!", command
        case ("run_cell_magic", [name, line, body]):
            return "%%", f"{name} {line}\n{body}"
    return None


def _is_shell(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="get_ipython"), args=[], keywords=[]):
            return True
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="IPython"), attr="get_ipython"), args=[], keywords=[]
        ):
            return True
    return False


def _column(lines: list[str], line: int, offset: int) -> int:
    """`ast` counts columns in UTF-8 bytes."""
    text = lines[line - 1]
    return offset if text.isascii() else len(text.encode()[:offset].decode(errors="ignore"))


def without_mentions(lines: list[str], mentions: list[Mention]) -> list[str]:
    """The lines with `None` in place of each mention."""
    result = list(lines)
    for mention in sorted(mentions, key=lambda mention: mention.start, reverse=True):
        text = result[mention.line]
        result[mention.line] = text[: mention.start] + "None" + text[mention.end :]
    return result


def shell_names(texts: tuple[str, ...]) -> frozenset[str]:
    """Names that a notebook binds to the shell: `ipython = get_ipython()`."""
    found = (name for text in texts if "get_ipython" in text for name in _BOUND.findall(text))
    return frozenset(found)


def mentions_shell(text: str, shells: frozenset[str]) -> bool:
    """Whether the text may call the shell; cheap, so that few cells are searched."""
    if "get_ipython" in text and re.search(r"\bget_ipython\s*\(\s*\)", text):
        return True
    return any(f"{name}." in text for name in shells)
