"""Rows that come to be there twice: drawn with replacement, put below themselves, or joined again after a split.

Sources: scikit-learn 1.8 (`sklearn.utils.resample`), pandas 3.1, NumPy 2.4.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence

from recipeline.model.notebook import At
from recipeline.rules.leakage import trees
from recipeline.rules.leakage.events import NONE, Mark, Marks, one_part, parts_of
from recipeline.rules.leakage.learners import STATISTICS

DRAWN = "drawn"  # its `what` is "rows|which drawing": two drawings of the same rows may share some
JOINED = "joined"  # its place is that of the split whose parts it joins
TAKING = frozenset({"sample", "head", "tail", "query", "nlargest", "nsmallest", "resample", "choice", "take", "delete", "len", "max", "min"})
JOINING = frozenset({"pandas.concat", "numpy.concatenate", "numpy.vstack", "numpy.append", "numpy.r_"})


def of_function(call: ast.Call, dotted: str, below: Marks, at: At, value: Callable[[ast.expr], Marks], copied: Mapping[str, str]) -> Marks:
    """What rows are marked with that a function has copied or joined. `copied`: names of copies, each with the name that it was copied from."""
    if dotted == "sklearn.utils.resample" and not one_part(below) and not trees.is_constant(trees.keyword(call, "replace"), False):
        return frozenset({Mark("resampled", at, "resample")})
    if dotted not in JOINING or not call.args or trees.row_wise(call):
        return NONE
    first = call.args[0]
    if _multiplied(first) and not one_part(below):
        return frozenset({Mark("resampled", at, dotted.rpartition(".")[2])})
    parts = first.elts if isinstance(first, ast.List | ast.Tuple) else call.args[:2]
    texts = [copied.get(text, text) for text in map(ast.unparse, parts)]
    if (len(set(texts)) < len(texts) or _made_of_another(parts, texts)) and not one_part(below):
        return frozenset({Mark("resampled", at, dotted.rpartition(".")[2])})
    return joined([value(part) for part in parts])


def _multiplied(node: ast.expr | None) -> bool:
    """`[rows] * 5`, also as a part of a sum of lists."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _multiplied(node.left) or _multiplied(node.right)
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and isinstance(node.left, ast.List)


def _made_of_another(parts: Sequence[ast.expr], texts: Sequence[str]) -> bool:
    """`[X, np.flip(X)]`, `[X, X + noise]`: the same rows once more, changed a little."""
    for part in parts:
        if isinstance(part, ast.Call) and trees.called(part) not in TAKING | STATISTICS:
            made_of = [ast.unparse(one) for one in part.args]
        elif isinstance(part, ast.BinOp):
            made_of = [ast.unparse(part.left), ast.unparse(part.right)]
        else:
            made_of = []
        if any(text in made_of for text in texts if text.isidentifier()):
            return True
    return False


def joined(parts: list[Marks]) -> Marks:
    """A mark for each split of which some parts are training rows and others test rows."""
    sides = [{(mark.kind, mark.at) for mark in parts_of(part)} for part in parts]
    trained = {at for one in sides for kind, at in one if kind == "train" and ("test", at) not in one}
    tested = {at for one in sides for kind, at in one if kind == "test" and ("train", at) not in one}
    return frozenset(Mark(JOINED, at, "") for at in trained & tested)


def of_method(call: ast.Call, name: str, held: Marks, given: list[Marks], at: At) -> Marks:
    """What rows are marked with that a method has drawn or joined."""
    if name == "append" and given:
        if _multiplied(call.args[0] if call.args else None) and not one_part(held):
            return frozenset({Mark("resampled", at, "append")})
        return joined([held, given[0]])
    if name != "sample" or one_part(held) or not isinstance(call.func, ast.Attribute):
        return NONE
    if trees.is_constant(trees.keyword(call, "replace"), True):
        return frozenset({Mark("resampled", at, "sample")})
    share, base = trees.keyword(call, "frac"), call.func.value
    whole = isinstance(share, ast.Constant) and share.value == 1
    if whole or not isinstance(base, ast.Name) or not (call.args or trees.keyword(call, "frac", "n")):
        return NONE
    return frozenset({Mark(DRAWN, at, f"{base.id}|{at}:{call.col_offset}")})


def drawn_apart(one: Marks, other: Marks) -> str | None:
    """The rows from which both were drawn, neither with regard to the other; None: not so."""
    mine = {mark.what for mark in one if mark.kind == DRAWN}
    its = {mark.what for mark in other if mark.kind == DRAWN}
    if mine & its:
        return None
    return next((name for name in sorted(what.partition("|")[0] for what in mine) if name in {what.partition("|")[0] for what in its}), None)
