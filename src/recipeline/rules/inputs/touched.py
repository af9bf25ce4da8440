"""Which files a notebook reads, writes and asks for, and where: one pass for the rules of this group."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from recipeline.model.analysis import Statement
from recipeline.rules.subject import Subject

# Calls that ask whether a path is there: what they are asked about may be missing. Source: os, os.path, pathlib of Python 3.14.
ASKING = frozenset({"exists", "isfile", "isdir", "is_file", "is_dir", "lexists", "access"})


@dataclass(frozen=True, slots=True)
class Touched:
    """Literal paths, each with the statements that touch it, in notebook order."""

    reads: Mapping[str, tuple[Statement, ...]]
    writes: Mapping[str, tuple[Statement, ...]]
    asked: frozenset[str]  # the notebook asks whether they are there before it uses them
    elsewhere: bool  # something is written whose path is not known: a computed path, a shell command


@lru_cache(maxsize=4)
def touched(subject: Subject) -> Touched:
    """The paths of a notebook; made once for all rules of the group."""
    reads: dict[str, list[Statement]] = {}
    writes: dict[str, list[Statement]] = {companion.path: [] for companion in subject.notebook.companions}
    asked: set[str] = set()
    elsewhere = False
    for statement, node in subject.pairs():
        asks = bool(statement.effects) and _asks(subject, node)
        for effect in statement.effects:
            elsewhere = (
                elsewhere or effect.kind == "shell" or (effect.kind == "file-write" and effect.target is None)
            )
            if effect.target is None:
                continue
            if effect.kind == "file-write":
                writes.setdefault(effect.target, []).append(statement)
            elif effect.kind == "file-read":
                reads.setdefault(effect.target, []).append(statement)
                if asks:
                    asked.add(effect.target)
    return Touched(_frozen(reads), _frozen(writes), frozenset(asked), elsewhere)


def mention(subject: Subject, statement: Statement, path: str) -> ast.AST | None:
    """The text in a statement that is the path or ends it, so that a finding inside a block points at its line."""
    texts = (one for one in subject.walk(subject.nodes[statement.id]) if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return next((one for one in texts if one.value and path.endswith(str(one.value))), None)


def _frozen(found: dict[str, list[Statement]]) -> dict[str, tuple[Statement, ...]]:
    return {path: tuple(statements) for path, statements in found.items()}


def _asks(subject: Subject, node: ast.stmt) -> bool:
    return any(
        isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in ASKING
        for one in subject.walk(node)
    )
