"""RP609: everything is loaded, whatever its size.

Why it matters: today's extract fits into memory; the table in production grows until the run is killed, and all its columns travel.
What to do: name the columns and limit the rows in the query; read file by file, or with a reader that filters while it reads.

Wrong::

    orders = pd.read_sql("SELECT * FROM orders", connection)

Right::

    orders = pd.read_sql("SELECT id, price FROM orders WHERE day >= :day", connection, params={"day": day})
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from recipeline.analyse.syntax import walk
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

WHOLE = re.compile(r"\s*select\s+\*\s+from\s+(?P<table>[\w.`\"\[\]-]+)\s*;?\s*(?:order\s+by\b[^()]*)?$", re.IGNORECASE)
# Bring a distributed table into one process. Source: PySpark 4.0. `.collect` of polars is meant to.
FETCHING = frozenset({"toPandas"})
LISTING = frozenset({"glob", "iglob", "rglob", "listdir", "scandir", "iterdir"})


def check(subject: Subject) -> Iterator[Finding]:
    """`SELECT *` without a condition, `read_sql_table` without columns, `toPandas`, and all files of a folder in one table."""
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and (query := WHOLE.match(inner.value)) is not None:
                message = f"all rows and columns of `{query['table']}` are loaded"
                yield Finding("RP609", place(statement, inner), message, "Name the columns, and limit the rows with `WHERE`.")
            elif isinstance(inner, ast.Call) and (told := _loads(subject, inner)) is not None:
                yield Finding("RP609", place(statement, inner), *told)


def _loads(subject: Subject, call: ast.Call) -> tuple[str, str] | None:
    dotted = subject.dotted(call.func)
    if dotted == "pandas.read_sql_table" and not any(k.arg in ("columns", "chunksize", None) for k in call.keywords):
        return f"all rows and columns of {ast.unparse(call.args[0])[:40] if call.args else 'the table'} are loaded", "Pass `columns=`."
    if isinstance(call.func, ast.Attribute) and call.func.attr in FETCHING:
        return "the whole distributed table is brought into one process", "Select, filter or aggregate before it."
    if dotted == "pandas.concat" and call.args and _reads_listing(subject, call.args[0]):
        return "all files of a folder are read into one table", "Read file by file, or only the columns (`usecols=`) and days that you need."
    return None


def _reads_listing(subject: Subject, node: ast.expr) -> bool:
    """`[pd.read_csv(f) for f in glob(...)]`, unless it names its columns."""
    if isinstance(node, ast.Call) and node.args:
        node = node.args[-1]  # `map(pd.read_csv, glob(...))`, `list(...)`
        return any(isinstance(one, ast.Call) and _name(one.func) in LISTING for one in walk(node))
    if not isinstance(node, ast.ListComp | ast.GeneratorExp):
        return False
    reads = isinstance(node.elt, ast.Call) and (subject.dotted(node.elt.func) or "").startswith("pandas.read_")
    narrowed = isinstance(node.elt, ast.Call) and any(k.arg in ("usecols", "columns", "nrows") for k in node.elt.keywords)
    return reads and not narrowed and any(isinstance(one, ast.Call) and _name(one.func) in LISTING for one in walk(node.generators[0].iter))


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


RULE = Rule(code="RP609", name="whole-table", severity="note", check=check)
