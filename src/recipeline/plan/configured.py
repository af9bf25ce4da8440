"""Assignments of a literal to a name: `TEST_SIZE = 0.2` becomes a key and the pipeline hands it on.

A name that is also bound to something computed, or changed in place, is a variable and stays in the code.
A second literal for the same name becomes a second key, and is reported as an override.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.fates import Fate
from recipeline.plan.setting_facts import STRUCTURAL
from recipeline.plan.settings import MISSING, literal

FEW = 6  # numbers: a longer list of numbers is data
MANY = 12  # elements: a longer literal is data, not a choice, and stays in the source


def configurable(kept: Sequence[tuple[Item, Fate]], evidence: Evidence, reserved: frozenset[str]) -> tuple[Item, ...]:
    """The statements that become keys."""
    candidates: dict[str, list[Item]] = {}
    refused = set(reserved)
    for item in evidence.items:
        refused |= item.mutates
    for item, fate in kept:
        name = _assigned_name(item)
        if name is None or fate.kind != "keep":
            refused |= set(item.statement.binds)
        elif _is_choice(item.tree.value):  # type: ignore[attr-defined]
            candidates.setdefault(name, []).append(item)
        else:
            refused.add(name)
    return tuple(item for name, items in candidates.items() if name not in refused for item in items)


def barriers(configured: Sequence[Item]) -> frozenset[str]:
    """Ids of the statements that give a name another value than before: no function may reach across one."""
    values: dict[str, str] = {}
    found = set()
    for item in configured:
        name, value = item.statement.binds[0], repr(literal(item.tree.value))  # type: ignore[attr-defined]
        if values.setdefault(name, value) != value:
            found.add(item.id)
    return frozenset(found)


def _assigned_name(item: Item) -> str | None:
    tree = item.tree
    if isinstance(tree, ast.Assign) and len(tree.targets) == 1 and isinstance(tree.targets[0], ast.Name):
        return tree.targets[0].id
    return None


def _is_choice(node: ast.expr) -> bool:
    value = literal(node)
    if value is MISSING or value is None:
        return False
    if isinstance(value, bool):
        return True
    if isinstance(value, int | float):
        return value not in STRUCTURAL
    if isinstance(value, str):
        return bool(value.strip()) and len(value) <= 200 and "\n" not in value
    if isinstance(value, list | tuple):
        if all(isinstance(part, int | float) and not isinstance(part, bool) for part in value):
            return 0 < len(value) <= FEW
        return 0 < len(value) <= MANY and all(isinstance(part, str) for part in value)
    return False
