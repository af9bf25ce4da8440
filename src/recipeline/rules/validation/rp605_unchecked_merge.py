"""RP605: tables are joined without saying how many rows may match.

Why it matters: one key twice in the other table doubles rows, and every sum after it is wrong without an error.
What to do: pass `validate="many_to_one"` (or what should hold).

Wrong::

    orders.merge(customers, on="customer_id")

Right::

    orders.merge(customers, on="customer_id", validate="many_to_one")
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place
from recipeline.rules.validation.tables import root, tables

# Arguments that tell a join of tables from methods of the same name. Source: pandas 3.1.
KEYED = {"merge": frozenset({"on", "left_on", "how", "left_index"}), "join": frozenset({"on", "how", "lsuffix", "rsuffix"})}


def check(subject: Subject) -> Iterator[Finding]:
    """`pd.merge`, `.merge(...)` and `.join(..., on=...)` without `validate`."""
    known = tables(subject)
    for statement, node in subject.pairs():
        for call in (one for one in subject.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)):
            assert isinstance(call.func, ast.Attribute)
            dotted = subject.dotted(call.func)
            given = {keyword.arg for keyword in call.keywords}
            asked = given & KEYED.get(call.func.attr, frozenset())
            merges = dotted == "pandas.merge" or (dotted is None and (bool(asked) or (call.func.attr == "merge" and root(call.func) in known)))
            if merges and "validate" not in given and None not in given and not _crosses(call):
                yield Finding("RP605", place(statement, call), "nothing says how many rows may match in this merge", 'Pass `validate="one_to_one"`, `"many_to_one"` or what should hold.')


def _crosses(call: ast.Call) -> bool:
    return any(k.arg == "how" and isinstance(k.value, ast.Constant) and k.value.value == "cross" for k in call.keywords)


RULE = Rule(code="RP605", name="unchecked-merge", severity="note", check=check)
