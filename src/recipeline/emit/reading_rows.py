"""`read_rows` of scoring.py: new rows from a file, by the notebook's own call where it is a reader of pandas."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from recipeline.model.analysis import ImportedName
from recipeline.plan.history import SORTING
from recipeline.plan.learning import dotted_name

TYPED_READERS = frozenset({"pandas.read_csv", "pandas.read_table", "pandas.read_excel", "pandas.read_fwf"})  # take `dtype` by column; pandas 2.2 and 3
HARMLESS = SORTING | {"set_index", "reset_index", "rename", "copy"}  # behind a reader they lose no row; an order of new rows does not matter
HEAD = 'def read_rows(path: Path | str, texts: Sequence[str] = ()) -> pd.DataFrame:\n    """New rows from a file'
TYPES = "dtype={name: str for name in texts}"  # a batch whose codes are all digits must not become numbers


def read_rows_text(tree: ast.stmt, imports: Mapping[str, ImportedName], *, indexed: bool) -> str:
    """The function. `tree`: the statement that reads the notebook's rows; `indexed`: it makes a column their index."""
    found = _reading(tree.value, imports) if isinstance(tree, ast.Assign) else None
    if found is None:
        return f'{HEAD}: a CSV file with the columns of the training rows. `texts`: columns that hold text, whatever they look like."""\n    return pd.read_csv(path, {TYPES})'
    back = ".reset_index()" if indexed else ""
    return f'{HEAD}, read as the notebook reads its own. `texts`: columns that hold text, whatever they look like."""\n    return {found}{back}'


def _reading(node: ast.expr, imports: Mapping[str, ImportedName]) -> str | None:
    """`pd.read_csv("a.csv", sep=";").set_index("day")` → `pd.read_csv(path, sep=';', …).set_index('day')`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
        return None
    reader = dotted_name(node.func, imports)
    if reader is not None and reader.startswith("pandas.read_") and node.args:
        rest = [ast.unparse(one) for one in (*node.args[1:], *node.keywords)]
        if reader in TYPED_READERS and len(node.args) == 1 and not {option.arg for option in node.keywords} & {"dtype", None}:
            rest.append(TYPES)
        return f"pd.{reader.rpartition('.')[2]}({', '.join(['path', *rest])})"
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in HARMLESS:
        return None
    before = _reading(node.func.value, imports)
    if before is None or node.func.attr in SORTING:
        return before
    return f"{before}.{node.func.attr}({', '.join(ast.unparse(one) for one in (*node.args, *node.keywords))})"
