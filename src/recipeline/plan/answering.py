"""What the notebook makes of its model's answer: back to the target's own scale, a decision by a threshold, the name of a class.

`price = np.expm1(model.predict(X_test))`, `decision = (proba > threshold).astype(int)`, `names = encoder.inverse_transform(pred)`: the score of a
new row must be that, not the logarithm. Only what is done value by value counts, and only where the notebook's own value can be compared.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from recipeline.analyse.syntax import names_below
from recipeline.model.analysis import ImportedName, StatementId
from recipeline.model.plan import NotebookAnswer
from recipeline.plan.asking import Asked
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.learning import dotted_name
from recipeline.plan.starting import has_rows

ASKING = frozenset({"predict", "predict_proba", "decision_function"})
GRADES = frozenset({"predict_proba", "decision_function"})  # what a threshold makes a decision of
# numpy 2.4, scipy 1.17, pandas 3.1
INVERSES = frozenset({"numpy.expm1", "numpy.exp", "numpy.exp2", "numpy.power", "numpy.square", "numpy.sqrt", "scipy.special.inv_boxcox", "scipy.special.inv_boxcox1p", "scipy.special.expit"})
VALUE_BY_VALUE = INVERSES | {f"numpy.{name}" for name in ("round", "around", "rint", "abs", "maximum", "minimum", "clip", "asarray", "array", "ravel", "squeeze", "floor", "ceil")}
DECIDING = frozenset({"numpy.where", "numpy.argmax", "numpy.greater", "numpy.greater_equal"})
METHODS = frozenset({"astype", "round", "clip", "ravel", "flatten", "reshape", "squeeze", "tolist", "to_numpy", "map", "abs"})


def answer_of(evidence: Evidence, asked: Asked, imports: Mapping[str, ImportedName], results: tuple[str, ...]) -> NotebookAnswer | None:
    """What follows on the question. None where the model's own answer is all."""
    call = _call(asked)
    if call is None or asked.inside or asked.wrapper:
        return None
    found = _Following(evidence, asked, call, imports).made()
    if found is None or not set(found.state) <= set(results):
        return None
    return found


def _call(asked: Asked) -> ast.Call | None:
    wanted = _plain(asked.model), _plain(asked.features)
    for node in ast.walk(asked.item.tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=method, value=model), args=[rows], keywords=[]) if method in ASKING and (ast.unparse(model), ast.unparse(rows)) == wanted:
                return node
    return None


def _plain(source: str) -> str:
    return ast.unparse(ast.parse(source, mode="eval"))


class _Following:
    def __init__(self, evidence: Evidence, asked: Asked, call: ast.Call, imports: Mapping[str, ImportedName]) -> None:
        self.evidence, self.asked, self.call, self.imports = evidence, asked, call, imports
        self.code = {one.name for one in evidence.analysis.definitions} | set(imports) | {"int", "float", "str", "bool", "round", "abs", "list"}
        assert isinstance(call.func, ast.Attribute)
        self.decides = call.func.attr in GRADES
        self.derived: set[str] = set()
        self.made_by: dict[str, tuple[StatementId, ...]] = {}  # derived name -> the statements that make it, in order

    def made(self) -> NotebookAnswer | None:
        """The last thing made of the answer, if it is another thing."""
        last: tuple[tuple[StatementId, ...], ast.expr] | None = None
        for item in self.evidence.items[self.evidence.position[self.asked.item.id] :]:
            first = item is self.asked.item
            name, value = _assigned(item.tree)
            if name is not None and value is not None and self._maps(value) and (not first or self._holds_call(value)):
                before = tuple(one for read in sorted(names_below(value) & self.derived) for one in self.made_by[read])
                self.made_by[name] = tuple(dict.fromkeys((*before, item.id)))
                self.derived.add(name)
                if not (first and self._bare(value)) and not isinstance(value, ast.Name):
                    last = self.made_by[name], ast.Name(name)
                continue
            if name in self.derived:
                break  # another answer is given this name
            inline = next(self._inverses(item.tree), None)
            if inline is not None and last is None:
                last = tuple(one for read in sorted(names_below(inline) & self.derived) for one in self.made_by[read]), inline
        return self._answer(*last) if last is not None else None

    def _answer(self, statements: tuple[StatementId, ...], value: ast.expr) -> NotebookAnswer | None:
        items = tuple(self.evidence.by_id[id_] for id_ in statements)
        names = {name for item in items if item is not self.asked.item for name in names_below(item.tree)} | names_below(value)
        first = _assigned(self.asked.item.tree)[1]
        names |= names_below(first) - names_below(self.call) if first is not None else set()
        made = {name for item in items for name in item.statement.binds}
        if not items or any(self._rebound(name, items) for name in made):
            return None  # its value at the end is another's: nothing to compare with
        state = tuple(sorted(names - made - self.code))
        return NotebookAnswer(statements, ast.unparse(value), state, ast.unparse(self.call))

    def _rebound(self, name: str, items: tuple[Item, ...]) -> bool:
        last = max(self.evidence.position[item.id] for item in items if name in item.statement.binds)
        return any(name in item.statement.binds or name in item.mutates for item in self.evidence.items[last + 1 :])

    def _bare(self, value: ast.expr) -> bool:
        """`model.predict(X)`, `model.predict_proba(X)[:, 1]`: the model's answer as it is."""
        while isinstance(value, ast.Subscript | ast.Attribute | ast.Call) and value is not self.call:
            value = value.value if isinstance(value, ast.Subscript | ast.Attribute) else value.func
        return value is self.call

    def _holds_call(self, node: ast.AST) -> bool:
        return any(one is self.call for one in ast.walk(node))

    def _inverses(self, tree: ast.AST) -> Iterator[ast.expr]:
        """`np.expm1(pred)` inside another call: the notebook looks at its answers so."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and names_below(node) & self.derived and self._inverts(node) and self._maps(node):
                yield node

    def _inverts(self, node: ast.Call) -> bool:
        return dotted_name(node.func, self.imports) in INVERSES or (isinstance(node.func, ast.Attribute) and node.func.attr == "inverse_transform")

    def _maps(self, node: ast.expr) -> bool:
        """Whether an expression is made of the answer value by value, and of nothing else that belongs to rows."""
        return (bool(names_below(node) & self.derived) or self._holds_call(node)) and self._fine(node, frozenset())

    def _fine(self, node: ast.expr, single: frozenset[str]) -> bool:
        match node:
            case ast.Constant():
                return True
            case ast.Name(id=name):
                return name in self.derived or name in single or not self._belongs_to_rows(name)
            case ast.BinOp(left=left, right=right):
                return self._fine(left, single) and self._fine(right, single)
            case ast.UnaryOp(operand=inner) | ast.Attribute(value=inner, attr="values"):
                return self._fine(inner, single)
            case ast.Compare(left=left, comparators=others):
                return self.decides and all(self._fine(one, single) for one in (left, *others))
            case ast.IfExp(test=test, body=body, orelse=other):
                return self.decides and all(self._fine(one, single) for one in (test, body, other))
            case ast.Subscript(value=inner, slice=ast.Tuple(elts=[ast.Slice(lower=None, upper=None), ast.Constant()])) | ast.Subscript(value=ast.Name() as inner, slice=ast.Constant()):
                return self._fine(inner, single)
            case ast.Subscript(value=ast.Name(id=classes), slice=ast.Name(id=name)):
                return classes not in self.derived and name in self.derived
            case ast.ListComp(elt=element, generators=[ast.comprehension(target=ast.Name(id=name), iter=over, ifs=[])]):
                return bool(names_below(over) & self.derived) and self._fine(over, single) and self._fine(element, single | {name})
            case ast.Call():
                return node is self.call or self._fine_call(node, single)
        return False

    def _fine_call(self, node: ast.Call, single: frozenset[str]) -> bool:
        given = [*node.args, *(option.value for option in node.keywords)]
        if not all(isinstance(one, ast.Attribute) or self._fine(one, single) for one in given):
            return False
        dotted = dotted_name(node.func, self.imports)
        if dotted is not None:
            return dotted in VALUE_BY_VALUE or (self.decides and dotted in DECIDING)
        match node.func:
            case ast.Name(id=name):
                return name in ("int", "float", "round", "abs")
            case ast.Attribute(attr="inverse_transform", value=ast.Name(id=name)):
                return name not in self.derived
            case ast.Attribute(attr="argmax", value=inner):
                return self.decides and bool(given) and self._fine(inner, single)
            case ast.Attribute(attr=method, value=inner):
                return method in METHODS and self._fine(inner, single)
        return False

    def _belongs_to_rows(self, name: str) -> bool:
        return name not in self.code and has_rows(self.evidence.facts(name, self.evidence.items[-1].id))


def _assigned(tree: ast.stmt) -> tuple[str | None, ast.expr | None]:
    match tree:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name, value
    return None, None
