"""Lift literals into config keys: paths, URLs, dates, thresholds, column lists, sizes, seeds, model settings.

`train_test_split(X, y, test_size=0.2)` gives the key `preprocessing.test_size` and the parameter `test_size`.
A literal that means the same key with the same value shares it; another value gets a longer name.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from recipeline.model.analysis import ImportedName
from recipeline.model.plan import Span
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.paths import PathPlan
from recipeline.plan.secrecy import credentials_in
from recipeline.plan.setting_facts import (
    CHOICES,
    COLUMN_KEYWORDS,
    DATE,
    FOLDER_CALLS,
    LOOKS,
    MODEL_PACKAGES,
    SEED_CALLS,
    STRUCTURAL,
    is_secret,
)
from recipeline.plan.verbs import WEAK_NAMES


@dataclass(frozen=True, slots=True)
class Found:
    """One literal that should become a key."""

    node: ast.expr
    key: str  # wished for
    longer: str  # used when the wish is taken by another value
    value: object
    path: Literal["input", "output"] | None = None
    secret: bool = False


def literals_in(item: Item, imports: dict[str, ImportedName], paths: PathPlan) -> Iterator[Found]:
    """Every literal of a statement that is a choice, outermost first and without overlap."""
    target = _target(item.tree)
    yield from _walk(item.tree, item, imports, paths, target)


def _target(tree: ast.stmt) -> str | None:
    if isinstance(tree, ast.Assign) and isinstance(tree.targets[0], ast.Name):
        return tree.targets[0].id
    if isinstance(tree, ast.Assign) and isinstance(tree.targets[0], ast.Subscript):
        inner = tree.targets[0].slice
        return inner.value if isinstance(inner, ast.Constant) and isinstance(inner.value, str) else None
    return None


def _walk(node: ast.AST, item: Item, imports: dict[str, ImportedName], paths: PathPlan, target: str | None) -> Iterator[Found]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda | ast.JoinedStr):
        return
    for child, found in _children(node, item, imports, paths, target):
        if found is not None:
            yield found
        else:
            yield from _walk(child, item, imports, paths, target)


def _children(
    node: ast.AST, item: Item, imports: dict[str, ImportedName], paths: PathPlan, target: str | None
) -> Iterator[tuple[ast.AST, Found | None]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.keyword):
            yield child.value, _keyword(child, node, item, imports, paths, target)
        elif isinstance(child, ast.expr):
            yield child, _expression(child, node, item, imports, paths, target)
        else:
            yield child, None


def _keyword(keyword_: ast.keyword, call: ast.AST, item: Item, imports: dict[str, ImportedName], paths: PathPlan, target: str | None) -> Found | None:
    name, value = keyword_.arg, literal(keyword_.value)
    if name is None or value is MISSING:
        return None
    owner = _class_of(call, imports)
    who = slug(target or owner or "")
    if isinstance(value, str):
        if (place := paths.role_of(value)) is not None:
            return Found(keyword_.value, path_key(value), f"{path_key(value)}_{name}", value, path=place)
        if is_secret(name, value):
            return Found(keyword_.value, slug(name), slug(name), value, secret=True)
    if name in COLUMN_KEYWORDS and _is_text_list(value) and len(value) > 1:  # type: ignore[arg-type]
        key = COLUMN_KEYWORDS[name]
        prefix = "dropped" if name == "columns" and _method(call) == "drop" else who
        return Found(keyword_.value, _join(prefix, key) if name == "columns" else key, _join(who, key), value)
    if name in LOOKS and owner is None and item.has_effect("plot"):
        return None
    chosen = name in CHOICES or (owner is not None and isinstance(value, int | float | str) and not isinstance(value, bool))
    if not chosen or value is None or isinstance(value, bool | dict):
        return None
    key = slug(name)
    return Found(keyword_.value, key, _join(who if who not in WEAK_NAMES else slug(owner or ""), key), value)


def _expression(node: ast.expr, parent: ast.AST, item: Item, imports: dict[str, ImportedName], paths: PathPlan, target: str | None) -> Found | None:
    value = literal(node)
    if value is MISSING:
        return None
    if isinstance(value, str):
        return _text(node, value, parent, paths, target)
    if isinstance(parent, ast.Call) and _resolved(parent, imports) in SEED_CALLS and isinstance(value, int):
        return Found(node, "seed", "seed", value)
    if isinstance(parent, ast.Compare) and isinstance(value, int | float) and not isinstance(value, bool):
        return _threshold(node, value, parent)
    if _is_text_list(value) and len(value) > 2 and isinstance(parent, ast.Subscript) and parent.slice is node:  # type: ignore[arg-type]
        key = _join(slug(target or "selected"), "columns")
        return Found(node, key, key, value)
    if _is_text_list(value) and len(value) > 1 and isinstance(parent, ast.Call) and _method(parent) == "drop":  # type: ignore[arg-type]
        return Found(node, "dropped_columns", _join(slug(target or "more"), "dropped_columns"), value)
    return None


def _text(node: ast.expr, value: str, parent: ast.AST, paths: PathPlan, target: str | None) -> Found | None:
    if (place := paths.role_of(value)) is not None:
        return Found(node, path_key(value), path_key(value), value, path=place)
    if _method(parent) in FOLDER_CALLS and paths.is_folder(value):
        return Found(node, path_key(value), path_key(value), value, path="output" if paths.holds_output(value) else "input")
    if value.startswith(("http://", "https://", "s3://", "gs://", "ftp://")) and isinstance(parent, ast.Call):
        key = f"{slug(PurePosixPath(value.split('?')[0]).stem) or 'source'}_url"
        return Found(node, key, key, value)
    if DATE.match(value) and isinstance(parent, ast.Compare | ast.Slice):
        if isinstance(parent, ast.Slice):
            bound = "start" if parent.lower is node else "end"
            who = "" if slug(target or "") in WEAK_NAMES else slug(target or "")
            return Found(node, _join(who, bound), _join(who, f"{bound}_date"), value)
        key = _join(_column_of(parent), "date")
        return Found(node, key, _join(slug(target or "cutoff"), key), value)
    if is_secret("", value):
        return Found(node, "credential", "credential", value, secret=True)
    return None


def _threshold(node: ast.expr, value: float, compare: ast.Compare) -> Found | None:
    ordering = any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in compare.ops)
    if not ordering or value in STRUCTURAL or len(compare.ops) != 1:
        return None
    op = compare.ops[0]
    low = isinstance(op, ast.Gt | ast.GtE) == (compare.comparators[0] is node)
    column = _column_of(compare)
    key = _join(column, "minimum" if low else "maximum") if column else "threshold"
    return Found(node, key, f"{key}_{'from' if low else 'to'}", value)


def _column_of(compare: ast.Compare) -> str:
    """A name for what is compared: a column, an attribute, a variable."""
    for side in (compare.left, *compare.comparators):
        if isinstance(side, ast.Constant):
            continue
        for part in ast.walk(side):
            if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant) and isinstance(part.slice.value, str):
                return slug(part.slice.value)
        match side:
            case ast.Attribute(attr=attr):
                return slug(attr)
            case ast.Name(id=name):
                return slug(name)
    return ""


class _Missing:
    """No literal stands here."""


MISSING = _Missing()


def literal(node: ast.expr) -> object:
    """The value of a literal of plain scalars, lists, tuples and dicts; MISSING for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bytes | complex | type(...)):
        return MISSING
    if isinstance(node, ast.Set) or (isinstance(node, ast.Constant) and node.value is None):
        return MISSING
    try:
        value: object = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return MISSING
    return value if is_plain(value) else MISSING


def is_plain(value: object) -> bool:
    if isinstance(value, str | int | float | bool) or value is None:
        return not (isinstance(value, int) and abs(value) > 2**62)
    if isinstance(value, list | tuple):
        return all(is_plain(part) for part in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_plain(part) for key, part in value.items())
    return False


def _is_text_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, str) for part in value)


def _resolved(call: ast.Call, imports: dict[str, ImportedName]) -> str:
    parts: list[str] = []
    node: ast.expr = call.func
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in imports:
        return ""
    imported = imports[node.id]
    root = imported.module if imported.attribute is None else f"{imported.module}.{imported.attribute}"
    return ".".join([root, *reversed(parts)])


def _class_of(call: ast.AST, imports: dict[str, ImportedName]) -> str | None:
    """The class of a model library that the call makes an instance of."""
    if not isinstance(call, ast.Call):
        return None
    name = _resolved(call, imports)
    last = name.rsplit(".", 1)[-1]
    return last if name.startswith(MODEL_PACKAGES) and last[:1].isupper() else None


def _method(call: ast.AST) -> str | None:
    return call.func.attr if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) else None


def slug(text: str) -> str:
    """snake_case of a name, a heading or a column; "" if nothing is left."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", text)
    text = re.sub(r"\W+", "_", text, flags=re.ASCII).strip("_").lower()
    text = re.sub(r"_+", "_", text)
    if text and text[0].isdigit():
        text = f"n_{text}"
    return f"{text}_" if keyword.iskeyword(text) else text


def _join(*parts: str) -> str:
    kept: list[str] = []
    for part in parts:
        if part and (not kept or not part.startswith(kept[-1])):
            kept.append(part)
        elif part:
            kept[-1] = part
    return "_".join(kept)


def path_key(path: str) -> str:
    pure = PurePosixPath(path.replace("\\", "/"))
    name = slug(pure.stem if pure.suffix else pure.name) or "data"
    return f"{name}_path" if pure.suffix else f"{name}_folder"


def span_of(item: Item, node: ast.expr) -> Span:
    """Where a node of the statement's own tree stands in its cell, in characters."""
    lines = item.text.splitlines(keepends=True)
    assert node.end_lineno is not None and node.end_col_offset is not None
    base = item.statement.start
    return Span(
        item.statement.cell,
        base + _offset(lines, node.lineno, node.col_offset),
        base + _offset(lines, node.end_lineno, node.end_col_offset),
    )


def _offset(lines: list[str], line: int, column: int) -> int:
    """Characters before a place that `ast` gives as a line and a column in UTF-8 bytes."""
    before = sum(len(text) for text in lines[: line - 1])
    return before + len(lines[line - 1].encode()[:column].decode())


def annotation_of(value: object) -> str:
    match value:
        case bool():
            return "bool"
        case int() | float() | str():
            return type(value).__name__
        case list():
            return f"list[{_element(value)}]"
        case tuple():
            return f"tuple[{', '.join(annotation_of(part) for part in value)}]" if value else "tuple[()]"
        case dict():
            return f"dict[str, {_element(list(value.values()))}]"
    return "Any"


def _element(values: list[object]) -> str:
    kinds = {annotation_of(value) for value in values}
    return kinds.pop() if len(kinds) == 1 else "Any"


def lift_statement(item: Item, evidence: Evidence, imports: dict[str, ImportedName], paths: PathPlan) -> tuple[Found, ...]:
    """The literals of one kept statement that become keys."""
    found = tuple(literals_in(item, imports, paths))
    covered = {id(node) for one in found for node in ast.walk(one.node)}
    return (*found, *(one for one in _credentials(item.tree, evidence) if id(one.node) not in covered))


def _credentials(tree: ast.AST, evidence: Evidence) -> Iterator[Found]:
    if not evidence.credentials:
        return
    for node, name in credentials_in(tree, evidence.credentials):
        key = slug(name) or "credential"
        yield Found(node, key, key, node.value, secret=True)


def path_literals(item: Item, paths: PathPlan, evidence: Evidence) -> tuple[Found, ...]:
    """Paths and credentials in the body of a notebook function; not in its defaults, which run once."""
    if not isinstance(item.tree, ast.FunctionDef | ast.AsyncFunctionDef):
        return ()
    found = []
    for node in (node for part in item.tree.body for node in ast.walk(part)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and (role := paths.role_of(node.value)) is not None:
            found.append(Found(node, path_key(node.value), f"{path_key(node.value)}_of_{slug(item.tree.name)}", node.value, path=role))
    return (*found, *(one for part in item.tree.body for one in _credentials(part, evidence)))


def asked_literals(item: Item, lift: dict[str, str]) -> tuple[tuple[str, Found], ...]:
    """The literals of a statement that the user named in recipeline.toml, each with the section it goes to."""
    found = []
    for place, dotted in lift.items():
        id_, _, text = place.partition(" ")
        section, _, key = dotted.partition(".")
        if id_ != item.id or not key:
            continue
        for node in ast.walk(item.tree):
            if isinstance(node, ast.expr) and ast.get_source_segment(item.text, node) == text.strip() and (value := literal(node)) is not MISSING:
                found.append((section, Found(node, slug(key), slug(key), value)))
                break
    return tuple(found)
