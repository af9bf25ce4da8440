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

from recipeline.analyse.credentials import (
    ASSIGNED,
    ASSIGNED_SIGNS,
    BEARER,
    IN_URL,
    PRIVATE_KEY,
    SECRET_NAME,
    SECRET_VALUE,
    is_secret,
    looks_random,
    mask,
    named_texts,
)
from recipeline.model.notebook import Notebook

HIDDEN = "***"
ANYWHERE = 12  # characters: a value as long as this is no part of another word


@lru_cache(maxsize=8)
def credentials_of(notebook: Notebook) -> Mapping[str, str]:
    """Each credential that stands in the notebook -> the name it goes by there."""
    found: dict[str, str] = {}
    for cell in notebook.cells:
        for name, value in named_texts(cell.source):
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


def _in_text(text: str) -> dict[str, str]:
    """Credentials in prose, comments, shell lines and outputs: only what has the form of one."""
    if not text:
        return {}
    found = {match["value"]: "credential" for match in IN_URL.finditer(text)}
    if "Bearer" in text or "Basic" in text:
        found |= {match["value"]: "credential" for match in BEARER.finditer(text)}
    found |= {match[0]: "credential" for match in PRIVATE_KEY.finditer(text)}
    small = text.lower()
    for match in ASSIGNED.finditer(text) if any(sign in small for sign in ASSIGNED_SIGNS) else ():
        if looks_random(match["value"]) and is_secret("password", match["value"]):
            found[match["value"]] = match["name"]
    return found


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
