"""Credentials of a notebook: found by name and by form, lifted into the environment, and hidden in every text.

`API_KEY = "9f8c2b7e"` is one by its name, `AKIA…` by its form; both are hidden wherever they stand again: in
comments, in markdown, in a file that `%%writefile` makes, in the message of an error.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from recipeline.model.notebook import Notebook
from recipeline.plan.setting_facts import SECRET_NAME, SECRET_VALUE, is_secret, mask

HIDDEN = "***"
ANYWHERE = 12  # characters: a value as long as this is no part of another word
ASSIGNED = re.compile(
    r"\b(?P<name>\w{0,40}?(?:api_?key|secret|token|passw(?:or)?d|pwd|access_?key|credential)s?_?\d*)[\"'`]?\s*(?:[:=]|\bis\b)\s*[\"'`]?(?P<value>[^\s\"'`,;)]{6,})", re.I
)
DEFAULTING = frozenset({"setdefault", "putenv", "setenv", "getenv", "get"})
BEARER = re.compile(r"\b(?:Bearer|Basic)\s+(?P<value>[A-Za-z0-9._~+/=-]{12,})")
IN_URL = re.compile(r"://[^/\s:@]+:(?P<value>[^/\s:@]{6,})@")
PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.S)


@lru_cache(maxsize=8)
def credentials_of(notebook: Notebook) -> Mapping[str, str]:
    """Each credential that stands in the notebook -> the name it goes by there."""
    found: dict[str, str] = {}
    for cell in notebook.cells:
        for name, value in _named_texts(cell.source):
            if is_secret(name, value):
                found.setdefault(value, name or "credential")
        for text in (cell.original, cell.prose, cell.output_text):
            found = {**_in_text(text), **found}
    for text in (notebook.introduction, *(companion.text for companion in notebook.companions)):
        found = {**_in_text(text), **found}
    return found


def secret_names(notebook: Notebook) -> tuple[str, ...]:
    """Names of the notebook that sound like a credential, whatever their value comes from."""
    found: dict[str, None] = {}
    for cell in notebook.cells:
        for match in re.finditer(r"^[ \t]*(\w+)[ \t]*(?::[^=\n]*)?=(?!=)", cell.source, re.M):
            if SECRET_NAME.search(match[1]):
                found.setdefault(match[1])
    return tuple(found)


def _named_texts(source: str) -> Iterator[tuple[str, str]]:
    """Every text literal of a cell with the name that it is given to; "" if it has none."""
    try:
        module = compile(source, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    parts = {id(part) for node in ast.walk(module) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(module):
        for name, value in _pairs(node):
            if id(value) not in parts and isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield name, value.value


def _pairs(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((_name_of(target), value) for target in targets)
        case ast.AnnAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            yield _name_of(target), value
        case ast.keyword(arg=str(name), value=value):
            yield name, value
        case ast.Dict(keys=keys, values=values):
            yield from ((_name_of(key), value) for key, value in zip(keys, values, strict=True) if _random_constant(value))
        case ast.Call(func=ast.Attribute(attr=called), args=[ast.Constant(value=str(name)), ast.Constant(value=str(text)) as value, *_]):
            if called in DEFAULTING and _looks_random(text):
                yield name, value
        case ast.arguments():
            positional = [*node.posonlyargs, *node.args]
            yield from ((a.arg, d) for a, d in zip(positional[len(positional) - len(node.defaults) :], node.defaults, strict=True))
            yield from ((a.arg, d) for a, d in zip(node.kwonlyargs, node.kw_defaults, strict=True))
        case ast.Constant():
            yield "", node


def _name_of(node: ast.AST | None) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    return ""


def _in_text(text: str) -> dict[str, str]:
    """Credentials in prose, comments, shell lines and outputs: only what has the form of one."""
    if not text:
        return {}
    found = {match["value"]: "credential" for pattern in (BEARER, IN_URL) for match in pattern.finditer(text)}
    found |= {match[0]: "credential" for match in PRIVATE_KEY.finditer(text)}
    for match in ASSIGNED.finditer(text):
        if _looks_random(match["value"]) and is_secret("password", match["value"]):
            found[match["value"]] = match["name"]
    return found


def _random_constant(node: ast.AST) -> bool:
    """A key like "token" of a dict may well be a column; then the value is a word and not a credential."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and _looks_random(node.value)


def _looks_random(value: str) -> bool:
    return re.search(r"\d", value) is not None and re.search(r"[A-Za-z]", value) is not None and re.search(r"[(\[{<]", value) is None


def credentials_in(tree: ast.AST, credentials: Mapping[str, str]) -> Iterator[tuple[ast.Constant, str]]:
    """The literals below a node that are credentials, each with a name; not the parts of an f-string."""
    if isinstance(tree, ast.JoinedStr):
        return
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str) and tree.value in credentials:
        yield tree, credentials[tree.value]
    for child in ast.iter_child_nodes(tree):
        yield from credentials_in(child, credentials)


def conceal(text: str, credentials: Mapping[str, str]) -> str:
    """The text with every credential hidden, as it is and as JSON, Python or a URL spell it."""
    for value in sorted(credentials, key=len, reverse=True):
        for form in {value, json.dumps(value)[1:-1], repr(value)[1:-1], _as_url(value)}:
            if form in text:
                pattern = re.escape(form) if len(form) >= ANYWHERE else rf"(?<!\w){re.escape(form)}(?!\w)"
                text = re.sub(pattern, HIDDEN, text)
    return mask(text)


def _as_url(value: str) -> str:
    """`p@ss word` as a URL has it: p%40ss%20word."""
    return re.sub(r"[^\w.~-]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), value, flags=re.ASCII)


def concealed_values(value: Any, credentials: Mapping[str, str]) -> Any:
    """A JSON document with every credential in its texts hidden; its keys stay."""
    if isinstance(value, str):
        return conceal(value, credentials)
    if isinstance(value, Mapping):
        return {key: concealed_values(part, credentials) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [concealed_values(part, credentials) for part in value]
    return value


def mentions(text: str, credentials: Mapping[str, str]) -> bool:
    return SECRET_VALUE.search(text) is not None or conceal(text, credentials) != text


def conceal_python(text: str, credentials: Mapping[str, str]) -> tuple[str, bool]:
    """Python with the credentials in its comments and texts hidden, and whether a text was changed."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return conceal(text, credentials), True
    lines = text.splitlines(keepends=True)
    changed = False
    for token in reversed(tokens):
        if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER):
            continue
        hidden = conceal(token.string, credentials)
        if hidden != token.string:
            (row, start), (last, end) = token.start, token.end
            lines[row - 1 : last] = [lines[row - 1][:start] + hidden + lines[last - 1][end:]]
            changed = changed or token.type != tokenize.COMMENT
    return "".join(lines), changed
