"""RP707: a token or password travels inside a URL.

Why it matters: URLs are kept in logs, histories, caches and error messages; headers are not.
What to do: send the token in a header, as `Authorization` or as the service names it.

Wrong::

    requests.get(f"https://api.example.org/orders?api_key={key}")

Right::

    requests.get("https://api.example.org/orders", headers={"Authorization": f"Bearer {key}"})
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from recipeline.analyse.credentials import PLACEHOLDER
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]{1,20}://", re.I)
PARAMETER = re.compile(r"[?&](api[_-]?key|(?:access|auth|refresh)[_-]?token|token|apptoken|secret|client[_-]?secret|passw(?:or)?d|pwd|sig)=([^&#\s]*)", re.I)
PASSWORD = re.compile(r"^[a-z][a-z0-9+.-]{1,20}://[^/\s:@?#]*:([^/\s@?#]+)@", re.I)
VALUE = "\0"  # stands for a value put into the text at run time


def check(subject: Subject) -> Iterator[Finding]:
    """Fixed and assembled texts that are addresses with a token in the query, or a password before the host."""
    for statement, node in subject.pairs():
        for text, at in _texts(node) if "://" in subject.text(statement) else ():
            if not ADDRESS.match(text):
                continue
            what = _carried(text)
            if what:
                yield Finding("RP707", place(statement, at), f"{what} travels in this URL", "Send it in a header: URLs end up in logs.")


def _carried(text: str) -> str | None:
    """What the address carries, without its value."""
    password = PASSWORD.match(text)
    if password and _given(password[1]):
        return "a password"
    found = next((one for one in PARAMETER.finditer(text) if _given(one[2])), None)
    return f"`{found[1]}`" if found else None


def _given(value: str) -> bool:
    """Whether a value is there: put in at run time, or written and no placeholder."""
    return VALUE in value or (len(value) >= 6 and PLACEHOLDER.match(value) is None and not re.search(r"[<>{}*]|\.\.\.|^%s", value))


def _texts(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Texts of a statement as far as they are fixed, each as a whole: f-strings and sums of texts count once."""
    waiting: list[ast.AST] = [node]
    while waiting:
        one = waiting.pop()
        text = _assembled(one) if isinstance(one, ast.JoinedStr | ast.BinOp | ast.Constant | ast.Call) else None
        if text is not None:
            assert isinstance(one, ast.expr)
            yield text, one
        else:
            waiting.extend(ast.iter_child_nodes(one))


def _assembled(node: ast.AST) -> str | None:
    """A text, with `VALUE` for each part that is only known at run time; None if it is none."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_assembled(part) or VALUE for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first = _assembled(left)
            return None if first is None else first + (_assembled(right) or VALUE)
        case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Mod()):
            return re.sub(r"%(?:\(\w+\))?[sdr]", VALUE, text)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")):
            return re.sub(r"\{[^{}]*\}", VALUE, text)
    return None


RULE = Rule(code="RP707", name="token-in-url", severity="warning", check=check)
