"""RP706: the check of certificates is switched off.

Why it matters: anyone on the way can read and change what is fetched, also data and models.
What to do: leave the check on; give the right certificate with `verify="ca.pem"`.

Wrong::

    requests.get(url, verify=False)

Right::

    requests.get(url)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """`verify=False`, and Python's unverified context."""
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            off = isinstance(inner, ast.keyword) and inner.arg == "verify" and isinstance(inner.value, ast.Constant) and inner.value.value is False
            unverified = isinstance(inner, ast.Attribute) and inner.attr == "_create_unverified_context"
            if off or unverified:
                yield Finding("RP706", place(statement, inner), "certificates are not checked here", "Leave the check on, or pass the right certificate.")


RULE = Rule(code="RP706", name="tls-off", severity="warning", check=check)
