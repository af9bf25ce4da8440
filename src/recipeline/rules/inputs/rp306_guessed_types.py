"""RP306: a text file is read without saying what its columns are.

Why it matters: pandas guesses from the values. One odd row makes numbers text, codes such as `00123` lose their zeros, and dates stay
text, so the next delivery can have other types without an error.
What to do: pass `dtype=` and `parse_dates=` for the columns that the notebook uses.

Wrong::

    orders = pd.read_csv("orders.csv")

Right::

    orders = pd.read_csv("orders.csv", dtype={"order_id": "string", "price": "float64"}, parse_dates=["ordered_at"])
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

# Readers that guess types, and what tells them. Source: pandas 3.1, IO tools.
READERS = frozenset({"pandas.read_csv", "pandas.read_table", "pandas.read_fwf", "pandas.read_excel"})
TELLING = frozenset({"dtype", "parse_dates", "converters", "date_format", "date_parser"})


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a notebook, at its first such read; the others are related places."""
    guessed: list[tuple[At, ast.expr]] = []
    dates: list[str] = []
    for statement, node in subject.pairs():
        cast = {id(one.value) for one in subject.walk(node) if _casts(one)}  # type: ignore[attr-defined]
        for call in (one for one in subject.walk(node) if isinstance(one, ast.Call) and one.args):
            dotted = subject.dotted(call.func)
            if dotted in READERS and not _tells(call) and id(call) not in cast:
                guessed.append((place(statement, call), call.args[0]))
            elif dotted == "pandas.to_datetime" and (column := _column(call.args[0])) is not None:
                dates.append(column)
    if guessed:
        yield _finding(guessed, list(dict.fromkeys(dates)))


def _tells(call: ast.Call) -> bool:
    """Types are told, or may be (`**options`), or the text stands in the notebook itself."""
    if any(keyword.arg is None or keyword.arg in TELLING for keyword in call.keywords):
        return True
    return isinstance(call.args[0], ast.Call) and ast.unparse(call.args[0].func).endswith("StringIO")


def _casts(node: ast.AST) -> bool:
    """`pd.read_csv(...).astype(...)`."""
    return isinstance(node, ast.Attribute) and node.attr == "astype" and isinstance(node.value, ast.Call)


def _column(node: ast.expr) -> str | None:
    match node:
        case ast.Subscript(value=ast.Name(), slice=ast.Constant(value=str(column))):
            return column
        case ast.Attribute(value=ast.Name(), attr=column):
            return column
    return None


def _finding(guessed: list[tuple[At, ast.expr]], dates: list[str]) -> Finding:
    (at, first), *others = guessed
    source = f"`{first.value}`" if isinstance(first, ast.Constant) and isinstance(first.value, str) else "the columns"
    more = f"; {len(others)} more read the same way" if others else ""
    named = ", ".join(f'"{column}"' for column in dates[:3])
    hint = f"Pass `dtype=`, and `parse_dates=[{named}]`." if dates else "Pass `dtype=` for the columns that you use, and `parse_dates=` for dates."
    return Finding("RP306", at, f"the types of {source} are guessed from the values{more}", hint, tuple(other for other, _ in others))


RULE = Rule(code="RP306", name="guessed-types", severity="note", check=check)
