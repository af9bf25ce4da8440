"""A function that is too long to read at once: its statements in parts, each a function of its own below it.

`_plot_anatomy_major_tick(ax)` says what it takes and gives back what later parts need. The long function stays what is recorded and
compared; what cannot be stored (axes, generators) crosses between its parts freely.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recipeline.analyse.syntax import names_below
from recipeline.emit.layout import height
from recipeline.emit.stretches import NO_CUT, cheapest_stretches
from recipeline.plan.settings import slug
from recipeline.plan.verbs import WEAK_NAMES

LONGEST = 60  # lines of a function (design.md)
PART = 44  # lines of the statements of a part: its signature, docstring and return come to them
COST_OF_PART = 6.0  # beside one for each value that crosses
UNDIVIDED = 3.0  # what a cut costs where the author made none
SHORT_TITLE = 3  # words of a comment that can name a part
AXES = frozenset({"ax", "axes", "axs", "fig"})
FILLERS = frozenset({"a", "an", "the", "of", "to", "and", "our", "for", "in", "on", "with"})

# Names through which code sees the function that it stands in, and statements that only mean something there. Python 3.14
SEES_ITS_FRAME = frozenset({"locals", "globals", "vars", "exec", "eval", "dir", "super"})
_BOUND_TO_PLACE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Return, ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal, ast.Delete, ast.AsyncFor, ast.AsyncWith)


@dataclass(frozen=True, slots=True)
class Chunk:
    """One statement with its comments."""

    text: str
    lines: int  # as ruff will format them
    reads: frozenset[str]
    binds: frozenset[str]
    surely: frozenset[str]
    late: frozenset[str]  # read by a lambda or a generator, perhaps only after the statement
    divided: bool  # a comment or an empty line stands above it


@dataclass(frozen=True, slots=True)
class Part:
    """Statements that become one function."""

    name: str
    title: str  # the comment above it, or ""
    body: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def divided(name: str, body: Sequence[str], given: Sequence[str], returned: Sequence[str]) -> tuple[Part, ...]:
    """The parts, or nothing where the function is short or cannot be divided.

    `body`: its statements; `given`: its parameters; `returned`: names of variables that it returns.
    """
    chunks = list(_chunks(body))
    if not chunks or sum(chunk.lines for chunk in chunks) + 1 <= LONGEST - 2 or any(_tied(chunk.text) for chunk in chunks):
        return ()
    known = _known_before(chunks, given)
    live = _live_before(chunks, known, frozenset(returned))
    if not _closures_hold(chunks, known[-1]):
        return ()
    cuts = _cut(chunks, live, _crossable(chunks, frozenset(given), frozenset(returned)))
    if len(cuts) < 2:
        return ()
    parts: list[Part] = []
    for number, (first, end) in enumerate(cuts, 1):
        part = chunks[first:end]
        title = _title(part[0].text)
        touched = frozenset[str]().union(*(chunk.reads | chunk.late | (chunk.binds - chunk.surely) for chunk in part))
        bound = frozenset[str]().union(*(chunk.binds for chunk in part))
        order = {name: at for at, name in enumerate(given)}
        inputs = tuple(sorted(live[first] & touched, key=lambda name: (order.get(name, len(order)), name)))
        outputs = tuple(sorted(bound & live[end]))
        called = f"_{name}_{_short(title) or _made(part, frozenset(outputs) - frozenset(inputs)) or f'part_{number}'}"
        called = called if called not in {other.name for other in parts} else f"{called}_{number}"
        parts.append(Part(called, title, tuple(chunk.text for chunk in part), inputs, outputs))
    return tuple(parts)


def _chunks(body: Sequence[str]) -> Iterator[Chunk]:
    empty = False
    for text in body:
        if not text:
            empty = True
            continue
        tree = ast.parse(text)
        reads, binds, late = set[str](), set[str](), set[str]()
        turning = {inner for node in ast.walk(tree) if isinstance(node, ast.comprehension) for inner in ast.walk(node.target)}
        for node in ast.walk(tree):
            if node in turning:
                continue  # the variable of a comprehension is its own
            if isinstance(node, ast.Name):
                (reads if isinstance(node.ctx, ast.Load) else binds).add(node.id)
            elif isinstance(node, ast.alias):
                binds.add((node.asname or node.name).split(".")[0])
            elif isinstance(node, ast.ExceptHandler) and node.name:
                binds.add(node.name)
            elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                reads.add(node.target.id)
            elif isinstance(node, ast.Lambda | ast.GeneratorExp):
                late |= names_below(node)
        surely = binds & set(_surely(tree.body))
        lines = text.split("\n")
        tall = height(text) if len(lines) == 1 and not text.startswith("#") else len(lines) + sum(len(line) > 108 for line in lines)
        yield Chunk(text, tall + empty, frozenset(reads), frozenset(binds), frozenset(surely), frozenset(late), empty or text.startswith("#"))
        empty = False


def _surely(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Names that are bound whenever the statements have run."""
    for node in body:
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Import | ast.ImportFrom):
            yield from (inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load))
            yield from ((inner.asname or inner.name).split(".")[0] for inner in ast.walk(node) if isinstance(inner, ast.alias))
        elif isinstance(node, ast.With):
            yield from (item.optional_vars.id for item in node.items if isinstance(item.optional_vars, ast.Name))
        if isinstance(node, ast.With) and not any("suppress" in ast.unparse(item.context_expr) for item in node.items):
            yield from _surely(node.body)


def _tied(text: str) -> bool:
    """Whether the statement only means the same in the function that it stands in."""
    nodes = list(ast.walk(ast.parse(text)))
    return any(isinstance(node, _BOUND_TO_PLACE) or (isinstance(node, ast.Name) and node.id in SEES_ITS_FRAME) for node in nodes)


def _closures_hold(chunks: Sequence[Chunk], local: frozenset[str]) -> bool:
    """Whether no lambda reads a variable that is bound anew after it: in a part it would keep the old value."""
    return not any(chunk.late & local & later.binds for at, chunk in enumerate(chunks) for later in chunks[at + 1 :])


def _known_before(chunks: Sequence[Chunk], given: Sequence[str]) -> list[frozenset[str]]:
    """For each place, the variables that may have a value there."""
    known = [frozenset(given)]
    for chunk in chunks:
        known.append(known[-1] | chunk.binds)
    return known


def _live_before(chunks: Sequence[Chunk], known: Sequence[frozenset[str]], returned: frozenset[str]) -> list[frozenset[str]]:
    """For each place, the variables whose value there is still needed. What a block may or may not bind keeps its old value."""
    live = [returned]
    for at in range(len(chunks) - 1, -1, -1):
        live.append(((live[-1] - chunks[at].surely) | chunks[at].reads | chunks[at].late) & known[at])
    return live[::-1]


def _crossable(chunks: Sequence[Chunk], given: frozenset[str], returned: frozenset[str]) -> list[frozenset[str]]:
    """For each place, the variables that can cross a cut there: those surely bound; and those that must be by the end, for they are returned."""
    sure = [given]
    for chunk in chunks:
        sure.append(sure[-1] | chunk.surely)
    later = [returned]
    for chunk in reversed(chunks):
        later.append(later[-1] - chunk.binds)
    return [bound | kept for bound, kept in zip(sure, later[::-1], strict=True)]


def _cut(chunks: Sequence[Chunk], live: Sequence[frozenset[str]], crossable: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """The cheapest stretches (first, end)."""
    allowed = [live[at] <= crossable[at] for at in range(len(chunks) + 1)]

    def cost(first: int, end: int) -> float | None:
        if not allowed[end] and end < len(chunks):
            return None
        if end - first > 1 and sum(chunk.lines for chunk in chunks[first:end]) > PART:
            return None
        if not first:
            return COST_OF_PART
        return COST_OF_PART + len(live[first]) + (0.0 if chunks[first].divided else UNDIVIDED) if allowed[first] else NO_CUT

    return cheapest_stretches(len(chunks), cost)


def _title(text: str) -> str:
    first = text.split("\n")[0]
    return first.lstrip("# ").strip() if first.startswith("#") else ""


def _short(title: str) -> str:
    words = [word for word in slug(title).split("_") if word and word not in FILLERS]
    return "_".join(words) if 0 < len(words) <= SHORT_TITLE else ""


def _made(part: Sequence[Chunk], new: frozenset[str]) -> str:
    """The last value that a part makes for those after it; the axes, where it only makes them."""
    order = [name for chunk in part for name in sorted(chunk.binds & new)]
    telling = [slug(name) for name in order if slug(name) not in WEAK_NAMES]
    return telling[-1] if telling else "axes" if new & AXES else ""
