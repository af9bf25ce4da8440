"""Text that is evaluated: `eval` and `exec`, and the strings of libraries that read the caller's variables."""

from __future__ import annotations

import ast

from recipeline.analyse import strings
from recipeline.analyse.definitions import Arguments
from recipeline.analyse.effects import Effects
from recipeline.analyse.objects import NEW, NOTHING, TABLES, Partial, Value, new
from recipeline.analyse.records import DEEP

DYNAMIC = frozenset({"globals", "locals", "vars", "eval", "exec", "__import__"})


class Evaluated(Effects):
    """Adds: names read out of strings."""

    def dynamic(self, node: ast.Call, name: str) -> Value:
        """`eval`, `exec`, `globals` and their like. Literal text is walked as code."""
        first = node.args[0] if node.args else None
        if name == "vars" and first is not None:
            return self.element(self.value(first))
        if name in ("eval", "exec") and isinstance(first, ast.Constant) and isinstance(first.value, str) and len(node.args) == 1:
            try:
                tree = ast.parse(first.value.strip())
            except SyntaxError:
                return NEW
            if self.frame is None or name == "eval":
                return self._evaluate(tree)
        for arg in (*node.args, *(keyword.value for keyword in node.keywords)):
            self.value(arg)
        self.rec.calls[name] = None
        self.effect("dynamic")
        self.rec.dynamic = True
        everything = frozenset(obj for value in self.env.values() for obj in value.objs if value.ref is None)
        if name in ("eval", "exec"):
            self.change(Value(everything), DEEP)
        return Value(everything if self.frame is None else NOTHING, fresh=True)

    def _evaluate(self, tree: ast.Module) -> Value:
        *before, last = tree.body or [ast.Pass()]
        self.block(before)
        if isinstance(last, ast.Expr):
            return self.value(last.value)
        self.block([last])
        return new("none")

    def texts_of_method(self, receiver: Value, name: str, arguments: Arguments) -> None:
        """`df.query("a > @low")`, `Model.from_formula("y ~ f(x)", df)`, SQL on a connection."""
        first = arguments[0][0] if arguments[0] else next((v for k, v in arguments[1] if k in ("expr", "formula", "query")), None)
        if first is None:
            return
        if name == "from_formula" or receiver.kind == "connection":
            self._read_texts(strings.words(str(first.const)) if isinstance(first.const, str | Partial) else None)
        elif isinstance(first.const, str | Partial):
            self._read_texts(strings.in_query(str(first.const)))
        elif name in strings.QUERY_METHODS and receiver.kind in TABLES and first.kind is None:
            self._read_texts(None)

    def texts_of_function(self, name: str, values: list[Value]) -> None:
        """`pd.eval("x + y")`, formulas, SQL over frames."""
        for value in values:
            if isinstance(value.const, str | Partial):
                text = str(value.const)
                self._read_texts(strings.in_expression(text) if name in strings.EXPRESSIONS else strings.words(text))
        if name in strings.EXPRESSIONS and values and not isinstance(values[0].const, str | Partial):
            self._read_texts(None)

    def _read_texts(self, names: list[str] | None) -> None:
        """Names in a string that is evaluated; None: the string is not known, so any name may be read."""
        if names is None:
            self.effect("dynamic")
            self.rec.dynamic = True
            return
        for name in names:
            if self.frame is not None:
                self.rec.texts[name] = None
                continue
            if name in self.shadow:
                continue
            value = self.env.get(name)
            if value is not None and value.ref is None or name in self.env:
                self.touch(self.load_global(name))

