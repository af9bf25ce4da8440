"""What stands in scoring.py for an expression that learns: `df["a"].mean()` → `learned.value("a_mean", lambda: df["a"].mean())`.

In training it computes and keeps, while scoring it looks up; `runtime/learned.py` holds both.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Mapping

from recipeline.model.analysis import ImportedName
from recipeline.plan.learning import LearnedExpression, bins_of, grouped_statistic

Source = Callable[[ast.expr], str]


def frozen_text(one: LearnedExpression, name: str, source: str, state: tuple[str, ...], imports: Mapping[str, ImportedName]) -> str:
    """The text that replaces an expression. `source`: its own text; `state`: names whose values the bundle holds."""
    keys = "".join(f", {key}" for key in one.keys)
    node = one.node
    match one.kind:
        case "value":
            return f'learned.value("{name}", lambda: {source}{keys})'
        case "codes":
            return f'learned.codes("{name}", {ast.unparse(_base_of_codes(node))}{keys})'
        case "columns":
            return _columns_text(one, name, source, keys)
        case "group":
            return _group_text(node, name, keys, imports)
    assert isinstance(node, ast.Call)
    match one.kind:
        case "fit":
            return _fit_text(one, name, state, keys)
        case "fitted":
            return _fitted_text(one, name, keys)
        case "each":
            return _each_text(node, name, keys)
        case "bins":
            return _bins_text(node, name, keys)
        case "dummies":
            return _dummies_text(node, name, keys)
        case "constant":
            call = f"{ast.unparse(node.func)}({', '.join(['rows', *_rest(node, 1), 'has_constant=how'])})"
            return f'learned.constant("{name}", lambda rows, how: {call}, {ast.unparse(node.args[0])})'
        case _:
            return _column_text(one, name, keys)


def slug(one: LearnedExpression) -> str:
    """A name for what is learned: `age_mean`."""
    literals = [node.value for node in ast.walk(one.node) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    base = next((re.sub(r"\W+", "_", text).strip("_").lower() for text in literals if re.sub(r"\W+", "", text)), "")
    return "_".join(part for part in (base[:30], re.sub(r"\W+", "_", one.what)) if part)


def _rest(node: ast.Call, given: int, without: tuple[str, ...] = ()) -> list[str]:
    """The arguments of a call behind the first ones, as text."""
    return [ast.unparse(argument) for argument in node.args[given:]] + [ast.unparse(option) for option in node.keywords if option.arg not in without]


def _columns_text(one: LearnedExpression, name: str, source: str, keys: str) -> str:
    """`df.select_dtypes("number")` → the columns that training chose."""
    assert isinstance(one.node, ast.Call) and isinstance(one.node.func, ast.Attribute)
    frame = ast.unparse(one.node.func.value)
    if one.statement:
        source = f"{ast.unparse(one.node.func)}({', '.join(_rest(one.node, 0, ('inplace',)))})"
    chosen = f'{frame}[learned.value("{name}", lambda: list({source}.columns){keys})]'
    return f"{frame} = {chosen}" if one.statement else chosen


def _fit_text(one: LearnedExpression, name: str, state: tuple[str, ...], keys: str) -> str:
    assert isinstance(one.node, ast.Call) and isinstance(one.node.func, ast.Attribute)
    maker, given = ast.unparse(one.node.func.value), ast.unparse(one.node.args[0])
    asked = "predict" if one.what == "fit_predict" else "transform"
    if maker in state and not one.keys:
        return f"{maker}.{asked}({given})"
    target = f", target=lambda: {ast.unparse(one.node.args[1])}" if len(one.node.args) > 1 else ""
    method = ', method="predict"' if asked == "predict" else ""
    return f'learned.fit_apply("{name}", lambda: {maker}, {given}{keys}{target}{method})'


def _fitted_text(one: LearnedExpression, name: str, keys: str) -> str:
    """`encoder.fit(df[c])` → `encoder = learned.fitted(...)`."""
    assert isinstance(one.node, ast.Call) and isinstance(one.node.func, ast.Attribute)
    maker, given = ast.unparse(one.node.func.value), ast.unparse(one.node.args[0])
    target = f", target=lambda: {ast.unparse(one.node.args[1])}" if len(one.node.args) > 1 else ""
    text = f'learned.fitted("{name}", lambda: {maker}, {given}{keys}{target})'
    return f"{maker} = {text}" if one.statement else text


def _each_text(node: ast.Call, name: str, keys: str) -> str:
    """`df[columns].apply(LabelEncoder().fit_transform)`: an encoder for each column."""
    assert isinstance(node.func, ast.Attribute) and isinstance(node.args[0], ast.Attribute)
    maker = ast.unparse(node.args[0].value)
    return f'{ast.unparse(node.func)}(lambda column: learned.fit_apply("{name}", lambda: {maker}, column, column.name{keys}))'


def _bins_text(node: ast.Call, name: str, keys: str) -> str:
    bins = bins_of(node)
    assert bins is not None
    call = f"{ast.unparse(node.func)}({', '.join(['column', *_rest(node, 1)])}, retbins=True)"
    right = next((ast.unparse(one.value) for one in node.keywords if one.arg == "right"), "True")
    return f'learned.bins("{name}", {ast.unparse(node.args[0])}, lambda column: {call}{keys}, bins={ast.unparse(bins)}, right={right})'


def _dummies_text(node: ast.Call, name: str, keys: str) -> str:
    columns = next((ast.unparse(option.value) for option in node.keywords if option.arg == "columns"), "None")
    call = f"{ast.unparse(node.func)}({', '.join(['rows', *_rest(node, 1)])})"
    return f'learned.dummies("{name}", {ast.unparse(node.args[0])}, lambda rows: {call}, {columns}{keys})'


def _column_text(one: LearnedExpression, name: str, keys: str) -> str:
    """A function or method of one column: `pd.factorize(x)`, `x.rank(pct=True)`, `stats.boxcox(x)`."""
    node = one.node
    assert isinstance(node, ast.Call)
    method = isinstance(node.func, ast.Attribute) and one.what in ("factorize", "rank") and not (node.args and one.what == "factorize")
    column = ast.unparse(node.func.value) if method and isinstance(node.func, ast.Attribute) else ast.unparse(node.args[0])
    options = _rest(node, 0 if method else 1)
    more = "".join(f", {option}" for option in options)
    if one.what in ("yeojohnson", "rankdata"):
        more += f', how="{one.what}"'
    return f'learned.{one.kind}("{name}", {column}{keys}{more})'


def _group_text(node: ast.expr, name: str, keys: str, imports: Mapping[str, ImportedName]) -> str:
    """`df.groupby("g")["c"].transform("mean")`, with each group's value looked up."""
    found = grouped_statistic(node, imports)
    assert found is not None
    frame, by, column = (ast.unparse(part) for part in (found.frame, found.keys, found.column))
    if isinstance(found.how, ast.Constant):
        return f'learned.group("{name}", {frame}, {by}, {column}, "{found.how.value!s}"{keys})'
    assert isinstance(found.how, ast.Lambda)
    parameter = found.how.args.args[0].arg
    texts = {
        ast.dump(one.node): f'learned.group("{name}_{number}", {frame}, {by}, {column}, lambda {parameter}: {ast.unparse(one.node)}{keys})' for number, one in enumerate(found.statistics, 1)
    }
    return f"({ast.unparse(_Placed(parameter, f'{frame}[{column}]', texts).visit(copy.deepcopy(found.how.body)))})"


class _Placed(ast.NodeTransformer):
    """The body of a lambda over a group, for all rows: each statistic of the group looked up."""

    def __init__(self, parameter: str, column: str, texts: Mapping[str, str]) -> None:
        self.parameter, self.column, self.texts = parameter, column, texts

    def visit(self, node: ast.AST) -> ast.AST:
        text = self.texts.get(ast.dump(node))
        if text is not None:
            return ast.parse(text, mode="eval").body
        if isinstance(node, ast.Name) and node.id == self.parameter:
            return ast.parse(self.column, mode="eval").body
        return self.generic_visit(node)


def _base_of_codes(node: ast.expr) -> ast.expr:
    """`df[c].astype("category").cat.codes` → `df[c]`."""
    assert isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute)
    base = node.value.value
    if isinstance(base, ast.Call) and isinstance(base.func, ast.Attribute) and base.func.attr == "astype":
        return base.func.value
    return base
