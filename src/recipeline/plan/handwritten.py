"""Numbers that were learned by hand: read in the output of one cell, typed into a later one.

Example: cell 4 shows `df["age"].median()`, 28.25; cell 5 says `df["age"].fillna(28.25)`. No training would ever learn it again. They are told, and
`learn = { "5:1 28.25" = "4:1" }` in recipeline.toml puts the expression in the place of the number. Nothing is changed unasked.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from recipeline.analyse.syntax import names_below
from recipeline.model.analysis import StatementId
from recipeline.model.plan import Handwritten, Plan, Question
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.learning_facts import ARRAY_REDUCTIONS, REDUCTIONS

NUMBER = re.compile(r"(?<![\w.])-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w])")
ONLY_A_NUMBER = re.compile(r"\s*(?:np\.\w+\()?(-?[\d.]+(?:[eE][+-]?\d+)?)\)?\s*")
TELLING = 3  # significant digits of a number that hardly stands in two places by chance
LEARNING = frozenset({*REDUCTIONS, *(name.rpartition(".")[2] for name in ARRAY_REDUCTIONS), "boxcox", "yeojohnson"})
COMMON = frozenset({0.0, 1.0, -1.0, 2.0, 10.0, 100.0, 1000.0})  # too usual to have been copied, unless they have many digits


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement that shows what it, or a name of it, learned from the rows."""

    item: Item
    numbers: tuple[float, ...]
    single: bool  # the one number is all that it shows
    expression: str | None  # what may stand in the number's place; None where it shows several


def handwritten(evidence: Evidence, plan: Plan) -> tuple[Handwritten, ...]:
    """Each such number of a training line, in notebook order; the likeliest source of each."""
    if plan.line != "training":
        return ()
    kept = {entry.at for entry in plan.ledger if entry.fate in ("kept", "configured")}
    shown: list[Shown] = []
    written: set[float] = set()
    found: list[Handwritten] = []
    for item in evidence.items:
        numbers = list(_literals(item))
        if item.id in kept:
            found += [one for node, value in numbers if value not in written and (one := _source_of(item, node, value, shown)) is not None]
        written |= {value for _, value in numbers if value not in {one.value for one in found}}
        if (made := _shown(evidence, item)) is not None:
            shown.append(made)
    return tuple({(one.at, one.literal): one for one in found}.values())


def learn_questions(found: tuple[Handwritten, ...]) -> tuple[Question, ...]:
    """Asked for each number whose place an expression may take."""
    return tuple(Question(f"learn {one.at} {one.literal}", f"{one.told}: {_remedy(one)}.", one.at) for one in found)


def _remedy(one: Handwritten) -> str:
    if one.expression is None:
        return "no training learns it again; write the expression that computes it into the notebook"
    if not one.exact:
        return "no training learns it again; write the expression into the notebook, whose values then change by the rounding"
    return f"no training learns it again; to let training learn it write `learn = {{ {_toml(one)} }}` below [choices] in recipeline.toml, and convert again with --force"


def _toml(one: Handwritten) -> str:
    return f'"{one.at} {one.literal}" = "{one.shown}"'


def learn_table(found: tuple[Handwritten, ...]) -> str:
    """The choice that takes all of them, as TOML; empty where there is none to take."""
    return ", ".join(_toml(one) for one in found if one.exact and one.expression is not None)


def replacement(item: Item, literal: str, expression: str) -> tuple[int, int, str] | None:
    """Where the number stands in the statement's text (start and end in characters), and what takes its place. None: it does not stand there."""
    for node, _ in _literals(item):
        if ast.get_source_segment(item.text, node) == literal:
            lines = item.text.splitlines(keepends=True)
            start, end = (
                sum(map(len, lines[: line - 1])) + len(lines[line - 1].encode()[:column].decode())
                for line, column in ((node.lineno, node.col_offset), (node.end_lineno or 1, node.end_col_offset or 0))
            )
            return start, end, _in_place(item.tree, node, expression)
    return None


def _in_place(tree: ast.stmt, node: ast.expr, expression: str) -> str:
    """The expression, in parentheses unless it stands where any expression may."""
    inside = (argument for call in ast.walk(tree) if isinstance(call, ast.Call) for argument in (*call.args, *(one.value for one in call.keywords)))
    alone = isinstance(tree, ast.Assign) and tree.value is node
    return expression if alone or any(argument is node for argument in inside) else f"({expression})"


def shown_expression(item: Item) -> str | None:
    """What a statement shows, as one line of source; None where it shows nothing or several things."""
    node = _displayed(item.tree)
    return ast.unparse(node) if node is not None else None


def _displayed(tree: ast.stmt) -> ast.expr | None:
    """`x` of `x`, `print(x)` and `print("mean:", x)`."""
    match tree:
        case ast.Expr(value=ast.Call(func=ast.Name(id="print" | "display"), args=arguments)):
            given = [one for one in arguments if not isinstance(one, ast.Constant)]
            return given[0] if len(given) == 1 and not isinstance(given[0], ast.JoinedStr | ast.Starred) else None
        case ast.Expr(value=value) if not isinstance(value, ast.Constant) and not _prints(tree):
            return value
    return None


def _shown(evidence: Evidence, item: Item) -> Shown | None:
    if not isinstance(item.tree, ast.Expr) or not _learns(evidence, item):
        return None
    text = _output(evidence, item)
    numbers = tuple(float(match) for match in NUMBER.findall(text))
    if not numbers:
        return None
    whole = ONLY_A_NUMBER.fullmatch(text)
    expression = shown_expression(item) if len(numbers) == 1 else None
    return Shown(item, numbers, whole is not None, expression)


def _output(evidence: Evidence, item: Item) -> str:
    """What it showed in our run; else what the file keeps of its cell, where only this statement shows something."""
    run = item.run
    if run is not None:
        displayed = run.displayed.text if run.displayed is not None and run.displayed.kind == "scalar" else None
        if displayed or run.printed:
            return displayed or run.printed
    together = [one for one in evidence.items if one.statement.cell == item.statement.cell]
    showing = [one for one in together if isinstance(one.tree, ast.Expr) and (one is together[-1] or _prints(one.tree))]
    return evidence.cells[item.statement.cell].output_text if showing == [item] else ""


def _prints(tree: ast.Expr) -> bool:
    return isinstance(tree.value, ast.Call) and isinstance(tree.value.func, ast.Name) and tree.value.func.id in ("print", "display")


def _learns(evidence: Evidence, item: Item) -> bool:
    """Whether it shows a summary of many rows, itself or by a name that holds one."""
    node = _displayed(item.tree) or item.tree
    if _summarises(node):
        return True
    before = evidence.items[: evidence.position[item.id]]
    makers = (next((one for one in reversed(before) if name in one.statement.binds), None) for name in names_below(node))
    return any(maker is not None and isinstance(maker.tree, ast.Assign) and _summarises(maker.tree.value) for maker in makers)


def _summarises(node: ast.AST) -> bool:
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and getattr(one.func, "attr", getattr(one.func, "id", "")) in LEARNING:
            return True
        if isinstance(one, ast.Attribute) and one.attr.endswith("_") and not one.attr.startswith("_"):
            return True  # `search.best_params_`, `scaler.mean_`
    return False


def _literals(item: Item) -> Iterator[tuple[ast.expr, float]]:
    """Every number in a statement, signs included; none inside of another."""
    yield from _numbers_below(item.tree)


def _numbers_below(node: ast.AST) -> Iterator[tuple[ast.expr, float]]:
    match node:
        case ast.JoinedStr() | ast.Constant(value=bool()):
            return
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number) | float(number))) if not isinstance(number, bool):
            yield node, -float(number)
        case ast.Constant(value=int(number) | float(number)):
            yield node, float(number)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _numbers_below(child)


def _source_of(item: Item, node: ast.expr, value: float, shown: list[Shown]) -> Handwritten | None:
    """The last statement that shows this number, if that is no chance."""
    literal = ast.get_source_segment(item.text, node) or ""
    telling = "." in literal and _digits(literal) >= TELLING
    for one in reversed(shown):
        exact = value in one.numbers
        if telling and exact:
            return Handwritten(item.id, literal, one.item.id, value, one.expression)
        if telling and one.single and round(one.numbers[0], len(literal.partition(".")[2])) == value:
            return Handwritten(item.id, literal, one.item.id, one.numbers[0], one.expression)
        if exact and one.single and value not in COMMON and _words(one.item.tree) & _words(item.tree) and _fills(item.tree, node):
            return Handwritten(item.id, literal, one.item.id, value, one.expression)
    return None


def _digits(literal: str) -> int:
    """Significant digits: three of `0.0431`, two of `28.0`."""
    mantissa = literal.lower().lstrip("-").partition("e")[0].replace("_", "")
    return len(mantissa.replace(".", "").strip("0"))


def _words(tree: ast.AST) -> frozenset[str]:
    """Columns that a statement speaks of: its texts, and attributes that are no methods."""
    methods = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return frozenset(texts | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and id(node) not in methods})


FILLING = frozenset({"fillna", "replace", "clip", "where", "mask", "between", "fill", "full", "nan_to_num", "SimpleImputer"})


def _fills(tree: ast.stmt, node: ast.expr) -> bool:
    """Whether a number goes into rows: it fills, bounds, or is compared or computed with them."""
    for one in ast.walk(tree):
        if isinstance(one, ast.Call) and getattr(one.func, "attr", getattr(one.func, "id", "")) in FILLING and any(part is node for part in ast.walk(one)):
            return True
        if isinstance(one, ast.Compare | ast.BinOp) and any(part is node for part in ast.iter_child_nodes(one)):
            return True
    return isinstance(tree, ast.Assign) and tree.value is node and isinstance(tree.targets[0], ast.Subscript)


def notes(found: tuple[Handwritten, ...]) -> dict[StatementId, str]:
    """For the ledger: the statement that holds the number → what it is."""
    return {one.at: f"learned by hand: {one.told}" for one in found}
