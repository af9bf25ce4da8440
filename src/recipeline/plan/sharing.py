"""Two stretches of the notebook that differ in nothing but the names of their values become one function.

`model_a.fit(X_a, y_a)` in cell 4 and `model_b.fit(X_b, y_b)` in cell 9 are one `train_model_a(X, y)`, called twice.
Compared are the syntax trees with every local name replaced by its number, and everything the plan says of both.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recipeline.model.observation import ValueFacts
from recipeline.model.plan import Function
from recipeline.model.verification import Returned
from recipeline.plan.documents import cells_text
from recipeline.plan.evidence import Item
from recipeline.plan.groups import Group

Facts = dict[str, dict[str, ValueFacts]]


@dataclass(frozen=True, slots=True)
class Shape:
    """A function's code without the names of its values."""

    key: tuple[object, ...]
    names: tuple[str, ...]  # the local names, in the order of their numbers


class Numbering(ast.NodeTransformer):
    """Replaces local names by numbers, in the order in which they stand."""

    def __init__(self, local: frozenset[str]) -> None:
        self.local = local
        self.numbers: dict[str, int] = {}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id not in self.local:
            return node
        number = self.numbers.setdefault(node.id, len(self.numbers))
        return ast.Name(f"_{number}_", node.ctx)


def share(functions: Sequence[Function], groups: Sequence[Group], given: frozenset[str], facts: Facts) -> list[Function]:
    """Let later functions use the text of an earlier one of the same shape. `given`: names that the config gives.

    `facts` loses what does not hold for all that share a text: its hint becomes Any.
    """
    first: dict[tuple[object, ...], tuple[int, Shape]] = {}
    users: dict[int, list[Item]] = {}
    out = list(functions)
    for i, (function, group) in enumerate(zip(functions, groups, strict=True)):
        shape = shape_of(function, group, given)
        if shape is None:
            continue
        known = first.setdefault(shape.key, (i, shape))
        if known[0] == i:
            continue
        original = out[known[0]]
        to_own = dict(zip(known[1].names, shape.names, strict=True))
        out[i] = sharing(function, original, to_own)
        users.setdefault(known[0], []).extend(group.items)
        loosen(facts, original, function, to_own)
    for i, items in users.items():
        out[i] = replace(out[i], doc=f"{out[i].doc}\n\n{used_again(groups[i], items)}")
    return out


def used_again(group: Group, items: Sequence[Item]) -> str:
    """Where else the text is used."""
    own = {item.statement.cell for item in group.items}
    others = sorted({item.statement.cell for item in items} - own)
    return f"Used for {cells_text(others)} as well." if others else "Used several times there."


def shape_of(function: Function, group: Group, given: frozenset[str]) -> Shape | None:
    """None for code whose names matter: definitions inside, names in strings, a coroutine."""
    if function.awaited or any(item.statement.kind in ("function", "class", "import", "try") for item in group.items):
        return None
    bound = {name for item in group.items for name in item.statement.binds}
    local = frozenset((set(function.inputs) | bound) - given)
    numbering = Numbering(local)
    trees = []
    for item in group.items:
        tree = ast.parse(item.text)
        if any(mentions(node.value, local) for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)):
            return None
        trees.append(ast.dump(numbering.visit(tree)))
    numbers = numbering.numbers
    if not set(function.inputs) - given <= set(numbers) or not set(function.outputs) <= set(numbers):
        return None

    def numbered(names: Sequence[str]) -> frozenset[object]:
        return frozenset(numbers.get(name, name) for name in names)

    kinds = tuple(element.kind for element in function.returns)
    key = (
        tuple(trees), tuple(fate.kind for fate in group.fates), numbered(function.inputs), numbered(function.outputs), numbered(function.copies),
        numbered(function.in_place), frozenset(function.settings), kinds, function.report_kind, function.shows,
    )  # fmt: skip
    return Shape(key, tuple(sorted(numbers, key=numbers.__getitem__)))


def mentions(text: str, names: frozenset[str]) -> bool:
    """Whether a string that a library may evaluate (a query, a formula) speaks of a local name."""
    return any(mark in text for mark in "@~") and bool(set(re.findall(r"\w+", text)) & names)


def sharing(function: Function, original: Function, to_own: dict[str, str]) -> Function:
    """The later function, in the order of the earlier one's parameters and results."""
    own = [element for element in function.returns if element.kind == "shown"]
    returns = [Returned("value", to_own[element.name]) if element.kind == "value" else element for element in original.returns]
    returns = [own[0] if element.kind == "shown" else element for element in returns]
    return replace(
        function,
        module=original.module,
        shares=original.name,
        parameters=original.inputs,
        inputs=tuple(to_own.get(name, name) for name in original.inputs),
        outputs=tuple(to_own[name] for name in original.outputs),
        settings=original.settings,
        returns=tuple(returns),
    )


def loosen(facts: Facts, original: Function, function: Function, to_own: dict[str, str]) -> None:
    """Forget the type of a value that is of another type at the other place."""
    mine, theirs = facts.get(original.name, {}), facts.get(function.name, {})
    for name in list(mine):
        plain = name.removeprefix("<")
        other = theirs.get(name.replace(plain, to_own.get(plain, plain)))
        if plain in to_own and (other is None or (other.type, other.kind) != (mine[name].type, mine[name].kind)):
            del mine[name]
