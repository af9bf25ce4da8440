"""Which raw column the model was taught to predict: no new row has it, so the scoring line must not ask for it.

`y = df[target]`, `y = df.iloc[:, -1]`, `smf.ols("price ~ age", df)`, `fit_model(model, X_train, y_train)`: followed back from what the model was
fitted to, through splits, functions and names, to a column of the raw rows.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from recipeline.analyse.syntax import first_name, names_below
from recipeline.model.analysis import ImportedName, StatementId
from recipeline.model.observation import ValueFacts
from recipeline.plan.asking import Asked, constructor_of
from recipeline.plan.calling import inner_calls
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.learning import dotted_name
from recipeline.plan.learning_facts import SPLIT
from recipeline.plan.looking_back import is_forward
from recipeline.plan.starting import Start

FITTING = ("fit", "partial_fit", "fit_transform", "fit_predict")
DEEPEST = 12  # names that are followed one after the other


@dataclass(slots=True)
class Label:
    """What is known of the column. `column`: its name, where the raw rows have one name for it."""

    column: str | int | None = None
    of_the_rows: bool = False  # the target was made of the raw rows
    formula: bool = False  # the model takes what it needs from a table by name, and the target may be missing there
    ahead: bool = False  # it stands in later rows, such as tomorrow's price: no new row has it, and no raw column is it
    made: set[str] = field(default_factory=set)  # columns that the notebook makes to hold it
    seen: set[str | int] = field(default_factory=set)
    beside: set[StatementId] = field(default_factory=set)  # statements that put it beside the rows from elsewhere: no new row has a partner there


def label_of(evidence: Evidence, asked: Asked, start: Start, imports: Mapping[str, ImportedName]) -> Label:
    """Follow the target back. No column and not of the rows: there is no target, or it never was a column of theirs."""
    return _Search(evidence, asked, start, imports).found()


class _Search:
    def __init__(self, evidence: Evidence, asked: Asked, start: Start, imports: Mapping[str, ImportedName]) -> None:
        self.evidence, self.asked, self.start, self.imports = evidence, asked, start, imports
        self.code = {one.name for one in evidence.analysis.definitions} | set(imports)
        self.columns = _columns(evidence.facts(start.name, start.item.id))
        self.label = Label()

    def found(self) -> Label:
        target = self._target()
        if target is not None:
            self._follow(*target, DEEPEST)
        if len(self.label.seen) == 1:
            self.label.column = next(iter(self.label.seen))
        return self.label

    def _target(self) -> tuple[ast.expr, Item] | None:
        """What the model was fitted to, at the statement that fits it last."""
        found = None
        for item in self.evidence.items:
            for call in (node for node in ast.walk(item.tree) if isinstance(node, ast.Call)):
                target = self._of_fit(call, item) or self._of_function(call, item) or self._of_results(call, item)
                if target is not None:
                    found = target, item
        return found

    def _of_fit(self, call: ast.Call, item: Item) -> ast.expr | None:
        func = call.func
        if not isinstance(func, ast.Attribute) or func.attr not in FITTING:
            return None
        made = isinstance(item.tree, ast.Assign) and item.tree.value is call and self.asked.root in item.statement.binds
        held = names_below(func.value) and first_name(ast.unparse(func.value)) == self.asked.root
        return _second(call) if made or held else None

    def _of_function(self, call: ast.Call, item: Item) -> ast.expr | None:
        """`model = train(X_train, y_train)`, `fit_all(model, X_train, y_train)`, where the function fits."""
        found = None
        for inner in inner_calls(self.evidence, item, call, FITTING):
            target = _second(inner.call)
            said = inner.outside(target) if target is not None else None
            model = inner.outside(inner.call.func.value) if isinstance(inner.call.func, ast.Attribute) else None
            if said is not None and (model == self.asked.root or (found is None and model is None)):
                found = ast.parse(said, mode="eval").body
        return found

    def _of_results(self, call: ast.Call, item: Item) -> ast.expr | None:
        """`results = sm.OLS(y, X).fit()`; of a formula the column on its left."""
        if not (isinstance(item.tree, ast.Assign) and item.tree.value is call and self.asked.root in item.statement.binds):
            return None
        made = constructor_of(self.evidence, item, call)
        if made is None or not (dotted_name(made.func, self.imports) or "").startswith("statsmodels.") or not made.args:
            formula = next((one.value for one in made.keywords if one.arg == "formula"), None) if made is not None else None
            return self._left_of(formula)
        return self._left_of(made.args[0]) or made.args[0]

    def _left_of(self, formula: ast.expr | None) -> ast.expr | None:
        text = formula.value if isinstance(formula, ast.Constant) else self._text(formula.id, None) if isinstance(formula, ast.Name) else None
        if not isinstance(text, str) or "~" not in text:
            return None
        self.label.formula = True
        self.label.seen |= {name for name in re.findall(r"[^\W\d]\w*", text.split("~")[0]) if name in self.columns}
        return ast.Constant(None)

    def _text(self, name: str, item: Item | None) -> str | None:
        known = (item.before if item is not None else self.evidence.observation.final if self.evidence.observation else {}).get(name)
        if known is None or known.kind != "text" or known.text is None:
            return None
        try:
            return str(ast.literal_eval(known.text))
        except (ValueError, SyntaxError):  # a long text is cut
            return None

    def _follow(self, node: ast.expr, item: Item, depth: int) -> None:
        """Note the columns that an expression takes; where it takes none, follow its names back."""
        if is_forward(node):
            self.label.ahead = self.label.of_the_rows = True
            return
        found = set(self._taken(node, item))
        if found:
            self.label.seen |= found
            self.label.of_the_rows = True
            return
        made = self._made_columns(node, item) if depth else []
        for value, maker in made:
            before = len(self.label.seen)
            self._follow(value, maker, depth - 1)
            if len(self.label.seen) == before and not self.label.of_the_rows:
                self.label.beside.add(maker.id)
        if made:
            return
        self.label.of_the_rows = self.label.of_the_rows or self._selects(node)
        for name in sorted(names_below(node) - self.code - {self.start.name}) if depth else ():
            self._follow_name(name, item, depth - 1)

    def _made_columns(self, node: ast.expr, item: Item) -> list[tuple[ast.expr, Item]]:
        """Columns that the raw rows did not have, and what they were made of: `df["target"] = data.target`, of which `df["target"]` is taken."""
        wanted = {key.value for one in ast.walk(node) if isinstance(one, ast.Subscript) for key in [one.slice] if isinstance(key, ast.Constant)}
        wanted |= {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
        found: dict[object, tuple[ast.expr, Item]] = {}
        for before in self.evidence.items[: self.evidence.position[item.id]]:
            match before.tree:
                case ast.Assign(targets=[ast.Subscript(value=ast.Name(), slice=ast.Constant(value=key))], value=value) if key in wanted and str(key) not in self.columns:
                    found[key] = value, before
                    self.label.made.add(str(key))
        return list(found.values())

    def _selects(self, node: ast.expr) -> bool:
        """Whether something is taken out of the raw rows; `np.dot(X, beta)` computes with all of them, and no column of theirs is the target."""
        bases = [one.value for one in ast.walk(node) if isinstance(one, ast.Subscript | ast.Attribute)]
        return any(isinstance(base, ast.Name) and base.id == self.start.name for base in bases)

    def _follow_name(self, name: str, item: Item, depth: int) -> None:
        before = self.evidence.items[: self.evidence.position[item.id]]
        maker = next((one for one in reversed(before) if name in one.statement.binds), None)
        if maker is None or maker is self.start.item or not isinstance(maker.tree, ast.Assign):
            return
        value, targets = maker.tree.value, maker.tree.targets[0]
        if isinstance(targets, ast.Tuple | ast.List):
            names = [one.id if isinstance(one, ast.Name) else "" for one in targets.elts]
            place = names.index(name) if name in names else -1
            if isinstance(value, ast.Tuple | ast.List) and 0 <= place < len(value.elts):
                value = value.elts[place]
            elif isinstance(value, ast.Call) and SPLIT in ast.unparse(value.func) and 0 <= place // 2 < len(value.args):
                value = value.args[place // 2]
        self._follow(value, maker, depth)

    def _taken(self, node: ast.expr, item: Item) -> Iterator[str | int]:
        """`df["left"]`, `df.left`, `df[target]`, `df.pop("left")`, `df.iloc[:, -1]`, `data[:, 8]`."""
        for one in ast.walk(node):
            match one:
                case ast.Subscript(value=base, slice=ast.Tuple(elts=[ast.Slice(), place])) if names_below(base) & {self.start.name} and (found := self._at(place)) is not None:
                    yield found
                case ast.Subscript(slice=key):
                    yield from self._keys(key, item)
                case ast.Call(func=ast.Attribute(attr="pop" | "get"), args=[key, *_]):
                    yield from self._keys(key, item)
                case ast.Attribute(attr=name) if name in self.columns:
                    yield name

    def _keys(self, key: ast.expr, item: Item) -> Iterator[str | int]:
        for one in key.elts if isinstance(key, ast.List | ast.Tuple) else [key]:
            value = one.value if isinstance(one, ast.Constant) else self._text(one.id, item) if isinstance(one, ast.Name) else None
            if isinstance(value, str | int) and str(value) in self.columns:
                yield value

    def _at(self, place: ast.expr) -> str | int | None:
        try:
            number = ast.literal_eval(place)
        except ValueError:
            return None
        names = list(self.columns)
        return self.columns[names[number]] if isinstance(number, int) and -len(names) <= number < len(names) else None


def _second(call: ast.Call) -> ast.expr | None:
    return call.args[1] if len(call.args) > 1 else next((keyword.value for keyword in call.keywords if keyword.arg == "y"), None)


def _columns(facts: ValueFacts | None) -> dict[str, str | int]:
    """Text of a column's name → the name. Those of an array are x0, x1, …, as the scoring line gives them."""
    if facts is not None and facts.columns:
        names = [name for name, _ in facts.columns]
        numbered = names == [str(number) for number in range(len(names))]
        return {name: int(name) if numbered else name for name in names}
    if facts is not None and facts.kind == "array" and facts.shape and len(facts.shape) == 2:
        return {f"x{number}": f"x{number}" for number in range(facts.shape[1])}
    return {}
