"""Names inside strings that libraries evaluate against the caller's variables: queries, formulas, SQL."""

from __future__ import annotations

import ast
import re

_AT_NAME = re.compile(r"@\s*([^\W\d]\w*)")
_WORD = re.compile(r"[^\W\d]\w*")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")

QUERY_METHODS = frozenset({"query", "eval"})
EXPRESSIONS = frozenset({"pandas.eval", "pandas.core.computation.eval.eval", "numexpr.evaluate"})
SQL = frozenset({"duckdb.sql", "duckdb.query", "duckdb.execute", "pandasql.sqldf", "duckdb.from_query"})
SQL_METHODS = frozenset({"sql", "execute", "query"})  # of a duckdb connection


def in_query(text: str) -> list[str]:
    """`a > @x and b < @limits.low`: x, limits."""
    return _AT_NAME.findall(text)


def in_expression(text: str) -> list[str]:
    """Names of a Python expression; all words if it does not parse."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return words(text)
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]


def words(text: str) -> list[str]:
    """Every word that could be a name, quoted text left out."""
    return _WORD.findall(_QUOTED.sub(" ", text))


def is_formula_call(ref: str) -> bool:
    """A function that takes patsy or formulaic formulas."""
    return ref.startswith(("patsy.", "formulaic.", "statsmodels.formula.", "linearmodels.", "lifelines.")) or ref.endswith(
        (".from_formula", ".model_matrix", ".dmatrices", ".dmatrix")
    )
