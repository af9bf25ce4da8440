"""Which functions, classes and constants of the notebook can live at the top of a module.

`def f(y): return x + y` moves when `x` can be handed to it at each call; a function that rebinds a global,
is defined twice, or stands under an `if` stays where it is, inside the function that uses it.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from recipeline.model.analysis import Definition, StatementId
from recipeline.model.plan import Module, MovedDefinition
from recipeline.plan.evidence import Evidence, Item

MODULE_OF_STAGE: dict[str, Module] = {
    "setup": "preprocessing",
    "ingestion": "ingestion",
    "preprocessing": "preprocessing",
    "features": "features",
    "training": "training",
    "evaluation": "evaluation",
    "reporting": "reporting",
}


class Definitions:
    """The definitions that move, with the globals each takes as parameters. Places them last."""

    def __init__(self, evidence: Evidence, imported: Iterable[str], contested: frozenset[str], *, whole: bool) -> None:
        self.evidence = evidence
        self.imported = frozenset(imported) - contested
        self.contested = contested
        self.bindings = Counter(name for item in evidence.items for name in set(item.statement.binds))
        self.candidates = {} if whole else self._candidates()
        self.constants: dict[str, Item] = {}
        self.parameters: dict[str, tuple[str, ...]] = {}
        self._settle()

    def _candidates(self) -> dict[str, Definition]:
        """Those bound once (or again by the same text) by a def, a class or a lambda."""
        found: dict[str, Definition] = {}
        texts: dict[str, set[str]] = {}
        for item in self.evidence.items:
            definition = self.evidence.definitions.get(item.id)
            for name in item.statement.binds:
                texts.setdefault(name, set()).add(item.text if definition is not None else f"@{item.id}")
            if definition is not None and _is_plain_definition(item):
                found.setdefault(definition.name, definition)
        return {name: definition for name, definition in found.items() if len(texts[name]) == 1 and name not in self.evidence.remembering}

    def _settle(self) -> None:
        """Take out, until nothing changes, what cannot move because of what it reads or calls."""
        changed = True
        while changed:
            changed = False
            self.constants = {}
            for name, definition in list(self.candidates.items()):
                if self._stays(definition):
                    del self.candidates[name]
                    changed = True
        self._pass_globals()
        stuck = [name for name, d in self.candidates.items() if (d.is_class and self.parameters.get(name)) or any(self.parameters.get(read) for read in d.defaults_read)]
        for name in stuck:
            del self.candidates[name]
        if stuck:
            self._settle()

    def _stays(self, definition: Definition) -> bool:
        mentioned = set(definition.globals_read) | set(definition.defaults_read) | set(definition.calls_definitions)
        if definition.globals_written or mentioned & self.contested:
            return True
        for name in mentioned - self.imported - set(self.candidates):
            if self._is_definition(name):
                return True
            fixed = definition.is_class or name in definition.defaults_read
            if fixed and not self._constant(name):
                return True
        return False

    def _is_definition(self, name: str) -> bool:
        return any(definition.name == name for definition in self.evidence.analysis.definitions)

    def _constant(self, name: str) -> bool:
        """A name bound once to a literal that nothing changes can stand at the top of the module."""
        if self.bindings[name] != 1:
            return False
        for item in self.evidence.items:
            if name in item.statement.binds:
                if item.statement.kind != "assign" or not _is_literal(item.tree):
                    return False
                self.constants[name] = item
            if name in item.mutates:
                return False
        return name in self.constants

    def _pass_globals(self) -> None:
        """The data names that each definition needs, its callees' included."""
        needs = {
            name: {read for read in definition.globals_read if self._is_data(read)}
            for name, definition in self.candidates.items()
        }
        changed = True
        while changed:
            changed = False
            for name, definition in self.candidates.items():
                for callee in definition.calls_definitions:
                    missing = needs.get(callee, set()) - needs[name]
                    if missing:
                        needs[name] |= missing
                        changed = True
        self.parameters = {name: tuple(sorted(names)) for name, names in needs.items()}

    def _is_data(self, name: str) -> bool:
        return name not in self.imported and name not in self.candidates and name not in self.constants and bool(self.bindings[name])

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.candidates) | frozenset(self.constants)

    @cached_property
    def statements(self) -> frozenset[StatementId]:
        """All statements that are taken out because their definition moved, repeated ones included."""
        moved = {item.id for item in self.constants.values()}
        for item in self.evidence.items:
            definition = self.evidence.definitions.get(item.id)
            if definition is not None and definition.name in self.candidates:
                moved.add(item.id)
        return frozenset(moved)

    def needed_by(self, names: Iterable[str]) -> frozenset[str]:
        """Definitions mentioned, and all that these mention in turn."""
        found: set[str] = set()
        todo = [name for name in names if name in self.names]
        while todo:
            name = todo.pop()
            if name in found:
                continue
            found.add(name)
            definition = self.candidates.get(name)
            if definition is not None:
                mentioned = (*definition.calls_definitions, *definition.globals_read, *definition.defaults_read)
                todo.extend(other for other in mentioned if other in self.names)
        return frozenset(found)

    def place(self, users: dict[str, list[Module]], order: tuple[Module, ...]) -> tuple[MovedDefinition, ...]:
        """Put each in the earliest module that uses it: later modules import from earlier ones, never back."""
        moved = []
        for name in self._in_order():
            modules = users.get(name)
            if not modules:
                continue
            module = min(modules, key=order.index)
            if name in self.constants:
                moved.append(MovedDefinition(name, self.constants[name].id, "constant", module))
            else:
                definition = self.candidates[name]
                item = self.evidence.by_id[definition.statement]
                kind = "class" if definition.is_class else "function" if item.statement.kind == "function" else "lambda"
                moved.append(MovedDefinition(name, item.id, kind, module, self.parameters.get(name, ())))  # type: ignore[arg-type]
        return tuple(moved)

    def _in_order(self) -> list[str]:
        where = {name: self.evidence.position[item.id] for name, item in self.constants.items()}
        where |= {name: self.evidence.position[d.statement] for name, d in self.candidates.items()}
        return sorted(where, key=where.__getitem__)


def _is_plain_definition(item: Item) -> bool:
    if item.statement.kind in ("function", "class"):
        return True
    tree = item.tree
    return (
        isinstance(tree, ast.Assign)
        and isinstance(tree.value, ast.Lambda)
        and len(tree.targets) == 1
        and isinstance(tree.targets[0], ast.Name)
    )


def _is_literal(tree: ast.stmt) -> bool:
    if not isinstance(tree, ast.Assign) or len(tree.targets) != 1 or not isinstance(tree.targets[0], ast.Name):
        return False
    try:
        ast.literal_eval(tree.value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True
