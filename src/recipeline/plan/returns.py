"""What each function returns, and what the pipeline writes from it: a table, a metric, a figure."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

from recipeline.model.plan import Function
from recipeline.model.verification import Returned
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.groups import Group


def returned(function: Function, group: Group, evidence: Evidence) -> Function:
    """Fill in the returned elements, in order: the notebook's names, then what was shown, then the figure."""
    elements = [Returned("value", name) for name in function.outputs]
    if group.kind == "result":
        elements.append(Returned("shown", group.first.id))
    if group.kind == "plot":
        shows = any(_shows_inside(item, evidence) for item in group.items) or _shows_between(group, evidence)
        shows = shows and not evidence.keeps_figures
        function = replace(function, shows=shows)
        if not shows and _figures(group) == 1:
            elements.append(Returned("figure", ""))
    return replace(function, returns=tuple(elements))


def _shows_between(group: Group, evidence: Evidence) -> bool:
    """Whether Jupyter closes a figure in the midst of the group: at the end of a cell, or at a `plt.show()`."""
    places = [evidence.position[item.id] for item, fate in zip(group.items, group.fates, strict=True) if fate.kind == "plot"]
    if len({evidence.items[place].statement.cell for place in places}) > 1:
        return True
    return any(item.text.rstrip("; ").endswith(".show()") for item in evidence.items[places[0] : places[-1] + 1])


def _figures(group: Group) -> int:
    runs = [item.run for item in group.items if item.run is not None]
    if not runs:
        return 0 if any(isinstance(item.tree, ast.For | ast.While) for item in group.items) else 1
    return sum(run.figures + run.shown_figures for run in runs)


def _shows_inside(item: Item, evidence: Evidence) -> bool:
    """Whether figures are shown in the midst of the statement: in a loop, or by a notebook function that it calls."""
    if item.run is not None:
        return item.run.shown_figures > 0
    if item.statement.kind == "expression" and item.text.rstrip("; ").endswith(".show()"):
        return False
    bodies = [item.tree]
    bodies += [evidence.by_id[d.statement].tree for d in evidence.analysis.definitions if d.name in item.statement.uses]
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "show" and not node.args
        for body in bodies
        for node in ast.walk(body)
    )


def with_report(function: Function, group: Group, evidence: Evidence) -> Function:
    """Name what the pipeline writes."""
    noun = re.sub(r"^(plot|compute|summarise|tabulate|score|predict)_", "", function.name) or function.name
    if group.kind == "plot":
        single = any(element.kind == "figure" for element in function.returns)
        return replace(function, report=noun, report_kind="figure" if single else "figures")
    if group.kind == "result":
        facts = group.first.run.displayed if group.first.run is not None else None
        scalar = facts is not None and facts.kind == "scalar"
        return replace(function, report=re.sub(r"^(compute|summarise|tabulate)_", "", function.name), report_kind="metric" if scalar else "table")
    return function
