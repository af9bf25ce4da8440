"""Two parts that are cut off the same rows by slices or masks: a split, once a model learns from one and is asked for the other."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

from recipeline.model.notebook import At
from recipeline.rules.leakage import events, trees
from recipeline.rules.leakage.copies import DRAWN
from recipeline.rules.leakage.events import NONE, Flow, Mark, Marks, Split


class Cuts:
    """The parts that were cut so far, and the splits that they may be."""

    def __init__(self) -> None:
        self.heads: dict[tuple[str, str, bool], str] = {}  # (base, where it is cut, first part) → name of that part
        self.supposed: dict[At, Split] = {}
        self.firsts: dict[str, tuple[int, str]] = {}  # base → (rows, name) of the last part that was its first so many rows

    @staticmethod
    def mark(node: ast.Subscript) -> Marks:
        """Which part of the rows a slice or a comparison takes."""
        rows = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) and node.slice.elts else node.slice
        found = trees.cut(node) if isinstance(rows, ast.Slice | ast.Compare | ast.UnaryOp) else None
        return frozenset({Mark("cut", At(0, 0), f"{found[1]} {found[2]}")}) if found is not None else NONE

    def second(self, name: str, value: ast.expr, at: At, marks: dict[str, Marks]) -> Marks:
        """What a name is marked with that gets the second of two parts; the first one is marked in `marks`."""
        found = trees.cut(value)
        if found is None:
            return NONE
        base, where, first = found
        self.heads[(base, where, first)] = name
        other = self.heads.get((base, where, not first)) or self._before(base, where, first)
        if other is None:
            return self._overlapping(name, base, where, first, marks)
        whole = trees.root(value) or base
        self.supposed[at] = Split(at, None, (whole,), marks.get(whole, NONE), False)
        head, tail = ("supposed-train", "supposed-test") if first is False else ("supposed-test", "supposed-train")
        marks[other] = marks.get(other, NONE) | {Mark(head, at, other)}
        return frozenset({Mark(tail, at, name)})

    def _before(self, base: str, where: str, first: bool) -> str | None:
        """The part that ends before this one begins: `rows.loc[:"2019-12-31"]` for `rows.loc["2020-01-01":]`."""
        ends = {end: name for (whole, end, head), name in self.heads.items() if whole == base and head and not first}
        return next((name for end, name in ends.items() if _ends_before(end, where)), None)

    def _overlapping(self, name: str, base: str, where: str, first: bool, marks: dict[str, Marks]) -> Marks:
        """`X[:800]` and `X[700:]` share rows."""
        if not where.isdigit():
            return NONE
        if first:
            self.firsts[base] = (int(where), name)
            return NONE
        rows, other = self.firsts.get(base, (0, ""))
        if rows <= int(where) or name == other:
            return NONE
        marks[other] = marks.get(other, NONE) | {Mark(DRAWN, At(0, 0), f"{base}|{other}")}
        return frozenset({Mark(DRAWN, At(0, 0), f"{base}|{name}")})

    def proved(self, flow: Flow) -> Flow:
        """Splits by slices and masks count where a model learns from one part and is asked for the other."""
        proved = {
            at for at in self.supposed
            if any(events.side(fit.marks, at) == "supposed-train" for fit in flow.fits) and any(events.side(use.marks, at) == "supposed-test" for use in flow.uses)
        }  # fmt: skip
        flow.splits.extend(split for at, split in self.supposed.items() if at in proved)
        flow.splits = [replace(one, marks=events.settled(one.marks | flow.reached.get(one.at, NONE), proved)) for one in sorted(flow.splits, key=lambda one: one.at)]
        flow.fits = [
            replace(one, marks=events.settled(one.marks, proved), given=tuple((name, events.settled(its, proved)) for name, its in one.given))
            for one in flow.fits
        ]
        flow.uses = [replace(one, marks=events.settled(one.marks, proved)) for one in flow.uses]
        flow.scores = [replace(one, marks=events.settled(one.marks, proved)) for one in flow.scores]
        return flow


def _ends_before(end: str, start: str) -> bool:
    """Of two constants: numbers, or texts that both begin like a date."""
    if end.isdigit() and start.isdigit():
        return int(end) <= int(start)
    dates = [re.match(r"^'(\d{4}(-\d\d){0,2})", one) for one in (end, start)]
    return all(dates) and end < start
