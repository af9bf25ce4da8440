"""RP902: a value that cannot be stored holds statements of several cells together.

Why it matters: an open connection, an open file or a generator cannot go from one function to the next, so that what makes it and
what uses it become one function, however far apart they stand.
What to do: nothing, if one function is what you want. Else take what you need out of it where it is made.

Wrong::

    connection = sqlite3.connect("shop.db")
    # nine cells below
    returns = pd.read_sql("select * from returns", connection)

Right::

    with closing(sqlite3.connect("shop.db")) as connection:
        returns = pd.read_sql("select * from returns", connection)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

# What their results are, in words. Source: the classes' pickling rules, Python 3.14, SQLAlchemy 2.1, psycopg2 2.9.
HELD = {
    "sqlite3.connect": "an open connection", "psycopg2.connect": "an open connection", "pymysql.connect": "an open connection",
    "duckdb.connect": "an open connection", "pyodbc.connect": "an open connection", "mysql.connector.connect": "an open connection",
    "sqlalchemy.create_engine": "a database engine", "open": "an open file", "csv.reader": "a reader on an open file",
    "csv.writer": "a writer on an open file", "iter": "an iterator", "zip": "an iterator", "map": "an iterator", "filter": "an iterator",
    "enumerate": "an iterator", "reversed": "an iterator",
}  # fmt: skip


def check(subject: Subject) -> Iterator[Finding]:
    """Names bound to such a value, where the last statement that uses it stands in a later cell."""
    statements = subject.analysis.statements
    own = {name for one in statements if one.kind != "import" for name in one.binds}
    for index, statement in enumerate(statements):
        node = subject.nodes[statement.id]
        what = _held(node, subject, own)
        if what is None or not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        name = node.targets[0].id
        last = _last_use(name, statements[index + 1 :])
        if last is not None and last.cell > statement.cell:
            message = f"`{name}` is {what}, which no function can pass on: `convert` keeps what uses it, down to cell {last.cell}, in one function"
            hint = f"Take what you need out of `{name}` in one cell if you want smaller functions."
            yield Finding("RP902", place(statement), message, hint, (place(last),))


def _held(node: ast.stmt, subject: Subject, own: set[str]) -> str | None:
    value = node.value if isinstance(node, ast.Assign) else None
    if isinstance(value, ast.GeneratorExp):
        return "a generator"
    if not isinstance(value, ast.Call):
        return None
    if isinstance(value.func, ast.Name) and value.func.id not in subject.imported:
        return HELD.get(value.func.id) if value.func.id not in own else None
    return HELD.get(subject.dotted(value.func) or "")


def _last_use(name: str, below: tuple[Statement, ...]) -> Statement | None:
    last = None
    for one in below:
        if name in one.uses or name in one.mutates:
            last = one
        if name in one.binds_surely or name in one.deletes:
            break
    return last


RULE = Rule(code="RP902", name="held-together", severity="note", check=check)
