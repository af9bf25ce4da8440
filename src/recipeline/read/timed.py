"""Code under a stopwatch: `%timeit`, `%%timeit`, and the options of the other measuring magics.

IPython runs what %timeit times inside a function: the names it binds do not survive, what it does to objects does.
So timing goes, unless the timed code changes an object that the notebook holds: then it stays, run once.
"""

from __future__ import annotations

import ast
import re

from recipeline.read.magic_facts import CHANGES_ITS_OBJECT, FLAGS_OF_LPRUN, NEEDS_INPLACE, OPTIONS_WITH_VALUE
from recipeline.read.outcome import Outcome, dropped, refused
from recipeline.read.python_check import NotPython, parse, silenced
from recipeline.read.surroundings import Surroundings, names_of_scope

_ONLY_TIMED = "only times the code; what it binds does not survive in Jupyter either"


def without_options(magic: str, text: str) -> str:
    """The statement behind the options of a measuring magic."""
    with_value = OPTIONS_WITH_VALUE.get(magic, "")
    flags = FLAGS_OF_LPRUN if magic == "lprun" else ""
    while found := re.match(r"(--[\w-]+)(?:[ =]|$)|-([A-Za-z])(\S*)(?:\s+|$)", text):
        rest = text[found.end() :].lstrip()
        if found[2] and found[2] in with_value and found[2] not in flags and not found[3]:
            rest = re.sub(r"^\S+\s*", "", rest)
        text = rest
    return text.strip()


def timed_statement(text: str, around: Surroundings) -> Outcome:
    """`%timeit statement`."""
    statement = without_options("timeit", text)
    fate = timed_body(statement, around)
    if fate.became == "python":
        return Outcome("python", fate.why, silenced(statement))
    return fate


def timed_body(source: str, around: Surroundings) -> Outcome:
    """Whether timed code must stay ("python"; the caller holds the text), may go, or is refused."""
    tree = parse(source)
    if isinstance(tree, NotPython):
        return dropped(_ONLY_TIMED)
    changed = _changed_names(tree)
    bound = names_of_scope(tree)
    outer = sorted(changed - bound)
    if not outer:
        return dropped(_ONLY_TIMED)
    if clash := sorted(name for name in bound if around.used_elsewhere(name)):
        return refused(
            f"the timed code changes `{outer[0]}`, which stays, and binds `{clash[0]}`, which does not: "
            "run it once without timing"
        )
    return Outcome("python", f"the timed code changes `{outer[0]}`, so it stays and runs once")


def _changed_names(tree: ast.Module) -> set[str]:
    """Names whose object the code changes: item and attribute assignment, and methods known for it."""
    names: set[str | None] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=value, ctx=ast.Store() | ast.Del()):
                names.add(_root(value))
            case ast.Attribute(value=value, ctx=ast.Store() | ast.Del()):
                names.add(_root(value))
            case ast.Call(func=ast.Attribute(value=value, attr=method), keywords=keywords):
                if method in CHANGES_ITS_OBJECT and (method not in NEEDS_INPLACE or _inplace(keywords)):
                    names.add(_root(value))
    return {name for name in names if name is not None}


def _inplace(keywords: list[ast.keyword]) -> bool:
    return any(word.arg == "inplace" and getattr(word.value, "value", True) for word in keywords)


def _root(node: ast.expr) -> str | None:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
