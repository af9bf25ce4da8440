"""The scoring line's copies of functions that learn: `df["age"].mean()` in `clean(df)` is looked up, and no row is left out."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from recipeline.analyse.syntax import names_below
from recipeline.emit.bodies import call_edits, outermost, parse
from recipeline.emit.context import Context
from recipeline.emit.edits import Edit, Offsets, apply, indent
from recipeline.emit.freezing import frozen_text, slug
from recipeline.emit.printing import log_edits
from recipeline.model.plan import FrozenFunction
from recipeline.plan.frozen_functions import as_called, dropped, parameters_of, split_call
from recipeline.plan.learning import LearnedExpression, learned_expressions

# Names that every scoring.py has: a function of the notebook with one of them gets another name there.
TAKEN = frozenset({"prepare", "score", "place", "load_bundle", "save_bundle", "training_rows", "read_rows", "notebook_answer", "score_rows", "keep", "self_test", "learned", "rows"})


def names_in_scoring(functions: tuple[FrozenFunction, ...]) -> dict[str, str]:
    """A function's name in the notebook → in scoring.py."""
    return {one.name: f"notebook_{one.name}" if one.name in TAKEN else one.name for one in functions}


class Calls:
    """The calls of the copies in one scoring.py: what each of several learns has a name of its own."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.count: Counter[str] = Counter()

    def edits(self, tree: ast.AST, text: str, offsets: Offsets, rows: frozenset[str]) -> list[Edit]:
        """`clean(df)` → `clean(df, learned=learned)`, under the name that the function has in scoring.py; in a loop over c: `learned.turn(c)`."""
        edits = []
        for node, loops in _with_loops(tree, ()):
            call = as_called(node)
            if call is not None and isinstance(call.func, ast.Name) and call.func.id in self.names:
                name = call.func
                self.count[name.id] += 1
                keys = [variable for variable in loops if variable not in rows]
                keys += [str(self.count[name.id])] if self.count[name.id] > 1 else []
                handed = f"learned.turn({', '.join(keys)})" if keys else "learned"
                edits.append(Edit(offsets.start(name), offsets.end(name), self.names[name.id]))
                end = offsets.end(node) - 1
                comma = "" if text[offsets.end(name) : end].rstrip().endswith(("(", ",")) else ", "
                edits.append(Edit(end, end, f"{comma}learned={handed}"))
        return edits


def _with_loops(node: ast.AST, loops: tuple[str, ...]) -> Iterator[tuple[ast.Call, tuple[str, ...]]]:
    """Every call below a node, with the variables of the loops around it."""
    for child in ast.iter_child_nodes(node):
        inner = loops
        if isinstance(node, ast.For) and child in node.body:
            inner = (*loops, *sorted(name.id for name in ast.walk(node.target) if isinstance(name, ast.Name)))
        if isinstance(child, ast.Call):
            yield child, inner
        yield from _with_loops(child, inner)


class FunctionWriter:
    """Writes the copies. `fresh`: a name for what is learned that nothing else has; `state`: names whose values the bundle holds."""

    def __init__(self, context: Context, state: tuple[str, ...], calls: Calls, fresh: Callable[[str], str]) -> None:
        self.context, self.state, self.names, self.calls, self.fresh = context, state, calls.names, calls, fresh

    def text(self, one: FrozenFunction) -> str:
        """The whole function."""
        source = self.context.text(one.statement)
        function = parse(source).body[0]
        assert isinstance(function, ast.FunctionDef)
        lines = source.split("\n")
        body = [self._statement(function.body[place], one, function, lines) for place in one.kept]
        last = function.body[-1]
        if isinstance(last, ast.Return) and len(function.body) - 1 not in one.kept:
            body.append(self._return(last, one, function, lines))
        read = names_below(function)
        looked_up = [f'{name} = learned["{name}"]' for name in self.state if name in read and name in self.context.plan.results and name not in parameters_of(function)]
        module = self.context.definitions[one.name].module if one.name in self.context.definitions else "notebook"
        doc = f'"""What `{one.name}` of the notebook does to rows ({module}.py), with what it learned looked up."""'
        head = f"def {self.names[one.name]}({_signature(function)}) -> Any:"
        return "\n".join([head, *(indent(part, 4) for part in (doc, *looked_up, *body) if part)])

    def _statement(self, statement: ast.stmt, one: FrozenFunction, function: ast.FunctionDef, lines: list[str]) -> str:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            return ""  # the docstring
        text = _segment(statement, lines)
        split = split_call(statement)
        return self._edited(text, one, function) if split is None else _split_text(statement, split, text)

    def _return(self, last: ast.Return, one: FrozenFunction, function: ast.FunctionDef, lines: list[str]) -> str:
        if one.returned and isinstance(last.value, ast.Tuple):
            return self._edited(f"return {', '.join(ast.unparse(last.value.elts[place]) for place in one.returned)}", one, function)
        return self._statement(last, one, function, lines)

    def _edited(self, text: str, one: FrozenFunction, function: ast.FunctionDef) -> str:
        """A statement at the left margin, with all that scoring does otherwise."""
        tree = parse(text)
        offsets = Offsets(text)
        rows = frozenset(one.rows)
        edits = [*dropping_edits(tree.body[0], rows, text, offsets), *self._learned_edits(tree.body[0], one, function, text, offsets)]
        edits += self.calls.edits(tree, text, offsets, rows)
        edits += call_edits(self.context, tree, text, offsets, without=frozenset(self.names))
        edits += [Edit(edit.start, edit.end, "None") for edit in log_edits(tree, text, offsets, self.context.showers)]
        return apply(text, outermost(edits))

    def _learned_edits(self, statement: ast.stmt, one: FrozenFunction, function: ast.FunctionDef, text: str, offsets: Offsets) -> list[Edit]:
        telling = frozenset(parameters_of(function)) - set(one.rows)
        edits = []
        for found in learned_expressions(statement, frozenset(one.rows), self.context.imports, telling):
            if found.kind in ("history", "unknown"):  # earlier rows stand before the new ones
                continue
            start, end = offsets.start(found.node), offsets.end(found.node)
            name = self.fresh(slug(found))
            if _is_fit_of_local(found, function):
                edits += _fitted_first(found, name, statement, offsets, alone=_only_for_the_fit(statement, function, one))
            else:
                edits.append(Edit(start, end, frozen_text(found, name, text[start:end], self.state, self.context.imports)))
        return edits


def _signature(function: ast.FunctionDef) -> str:
    """The parameters with their defaults, each of any type, and `learned`."""
    given = function.args
    names = [one.arg for one in (*given.posonlyargs, *given.args)]
    defaults = [""] * (len(names) - len(given.defaults)) + [f" = {ast.unparse(one)}" for one in given.defaults]
    parts = [f"{name}: Any{default}" for name, default in zip(names, defaults, strict=True)]
    parts.append(f"*{given.vararg.arg}: Any" if given.vararg is not None else "*")
    parts += [f"{one.arg}: Any" + ("" if default is None else f" = {ast.unparse(default)}") for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    parts.append("learned: Learned")
    if given.kwarg is not None:
        parts.append(f"**{given.kwarg.arg}: Any")
    return ", ".join(parts)


def _segment(statement: ast.stmt, lines: list[str]) -> str:
    """A statement's own lines, with the comments right above it, at the left margin."""
    assert statement.end_lineno is not None
    first = statement.lineno - 1
    if lines[first][: statement.col_offset].strip():  # behind a colon or semicolon
        return ast.unparse(statement)
    while first > 1 and lines[first - 1].strip().startswith("#"):
        first -= 1
    width = statement.col_offset
    return "\n".join(line[width:] if not line[:width].strip() else line for line in lines[first : statement.end_lineno])


def _split_text(statement: ast.stmt, call: ast.Call, text: str) -> str:
    """In training the split, else each part is all of what was split."""
    assert isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple | ast.List)
    names = [ast.unparse(target) for target in statement.targets[0].elts]
    whole = [f"    {name} = {ast.unparse(call.args[place // 2])}.copy()" for place, name in enumerate(names) if place // 2 < len(call.args)]
    return "\n".join(["if learned.is_training:", indent(text, 4), "else:", *whole])


def dropping_edits(statement: ast.stmt, rows: frozenset[str], text: str, offsets: Offsets) -> list[Edit]:
    """`df.dropna()` → all rows, where it does not run to train."""
    edits = []
    for node, base in dropped(statement, rows):
        start, end = offsets.start(node), offsets.end(node)
        if base is None:
            edits.append(Edit(start, end, f"{text[start:end]} if learned.is_training else None"))
        else:
            edits.append(Edit(start, end, f"({text[start:end]} if learned.is_training else {ast.unparse(base)}.copy())"))
    return edits


def _is_fit_of_local(found: LearnedExpression, function: ast.FunctionDef) -> bool:
    """`scaler.fit_transform(X)` with a scaler of the function that is asked again later: it must be the fitted one."""
    node = found.node
    if found.kind != "fit" or not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not isinstance(node.func.value, ast.Name):
        return False
    name = node.func.value.id
    return sum(isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Load) for one in ast.walk(function)) > 1


def _only_for_the_fit(statement: ast.stmt, function: ast.FunctionDef, one: FrozenFunction) -> bool:
    """Whether nothing that is kept reads what the fitted object makes of the rows it was fitted to."""
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
        return False
    last = function.body[-1]
    others: list[ast.AST] = [function.body[place] for place in one.kept]
    if isinstance(last, ast.Return) and last.value is not None:
        others += [last.value.elts[place] for place in one.returned] if one.returned and isinstance(last.value, ast.Tuple) else [last.value]
    return not any(isinstance(node, ast.Name) and node.id == statement.targets[0].id and isinstance(node.ctx, ast.Load) for other in others for node in ast.walk(other))


def _fitted_first(found: LearnedExpression, name: str, statement: ast.stmt, offsets: Offsets, *, alone: bool) -> list[Edit]:
    """`Z = scaler.fit_transform(X)` in two steps: the scaler as training fitted it, then what it makes of X; `alone`: without the second."""
    node = found.node
    assert isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    maker, given = node.func.value.id, ast.unparse(node.args[0])
    keys = "".join(f", {key}" for key in found.keys)
    target = f", target=lambda: {ast.unparse(node.args[1])}" if len(node.args) > 1 else ""
    asked = "predict" if found.what == "fit_predict" else "transform"
    holder = next(one for one in ast.walk(statement) if isinstance(one, ast.stmt) and not isinstance(one, ast.For | ast.If | ast.With | ast.While | ast.Try) and any(inner is node for inner in ast.walk(one)))
    first = f'{maker} = learned.fitted("{name}", lambda: {maker}, {given}{keys}{target})'
    if alone:
        return [Edit(offsets.start(holder), offsets.end(holder), first)]
    first += f"\n{' ' * holder.col_offset}"
    return [Edit(offsets.start(holder), offsets.start(holder), first), Edit(offsets.start(node), offsets.end(node), f"{maker}.{asked}({given})")]
