"""What the emitters share: the plan, and look-ups into the notebook's text. Makes no text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from recipeline.model.analysis import Analysis, Definition, ImportedName, Statement, StatementId
from recipeline.model.notebook import Cell, Notebook
from recipeline.model.observation import ValueFacts
from recipeline.model.plan import MODULES, Assigned, Function, Module, MovedDefinition, Plan, Setting


@dataclass(frozen=True)
class Context:
    notebook: Notebook
    analysis: Analysis
    plan: Plan

    @cached_property
    def cells(self) -> dict[int, Cell]:
        return {cell.number: cell for cell in self.notebook.cells}

    @cached_property
    def statements(self) -> dict[StatementId, Statement]:
        return {statement.id: statement for statement in self.analysis.statements}

    @cached_property
    def showers(self) -> frozenset[str]:
        return self.analysis.showers

    @cached_property
    def catches_prints(self) -> bool:
        """Whether the notebook catches what some code prints: then its functions must go on printing."""
        return any("redirect_stdout" in cell.source or "captured_output" in cell.source for cell in self.notebook.cells)

    @cached_property
    def definitions(self) -> dict[str, MovedDefinition]:
        return {definition.name: definition for definition in self.plan.definitions}

    @cached_property
    def facts_of_definition(self) -> dict[StatementId, Definition]:
        return {definition.statement: definition for definition in self.analysis.definitions}

    @cached_property
    def settings(self) -> dict[str, Setting]:
        return {setting.dotted: setting for setting in self.plan.settings}

    @cached_property
    def imports(self) -> dict[str, ImportedName]:
        return {imported.name: imported for imported in self.plan.imports}

    @cached_property
    def assigned_settings(self) -> dict[str, Setting]:
        return {step.name: self.settings[step.setting] for step in self.plan.steps if isinstance(step, Assigned)}

    def in_cell(self, number: int) -> list[Statement]:
        return self._by_cell.get(number, [])

    @cached_property
    def _by_cell(self) -> dict[int, list[Statement]]:
        cells: dict[int, list[Statement]] = {}
        for statement in self.analysis.statements:
            cells.setdefault(statement.cell, []).append(statement)
        return cells

    @cached_property
    def gone(self) -> frozenset[str]:
        """Statements that stand in no function any more: dropped, configured, imports."""
        return frozenset(entry.at for entry in self.plan.ledger if entry.fate in ("dropped", "configured", "merged"))

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Names that the config gives: keyword-only wherever they are parameters."""
        return frozenset(self.assigned_settings)

    @property
    def functions(self) -> tuple[Function, ...]:
        return tuple(step for step in self.plan.steps if isinstance(step, Function))

    def functions_in(self, module: Module) -> tuple[Function, ...]:
        """Those that have a text of their own."""
        return tuple(function for function in self.functions if function.module == module and function.shares is None)

    def steps_in(self, module: Module) -> tuple[Function, ...]:
        """Those and the steps that share their text."""
        return tuple(function for function in self.functions if function.module == module)

    def classes_in(self, module: Module) -> frozenset[str]:
        """The notebook's classes that stand in a module."""
        return frozenset(definition.name for definition in self.definitions_in(module) if definition.kind == "class")

    def importable(self, module: Module | None = None) -> dict[str, ImportedName]:
        """Where a name may be imported from: the notebook's imports, and its classes in earlier modules; None: in all."""
        earlier = MODULES if module is None else MODULES[: MODULES.index(module)]
        classes = {name: ImportedName(name, f"{self.plan.package}.{place}", name) for place in earlier for name in self.classes_in(place)}
        return classes | self.imports

    def definitions_in(self, module: Module) -> tuple[MovedDefinition, ...]:
        return tuple(definition for definition in self.plan.definitions if definition.module == module)

    def text(self, statement: StatementId) -> str:
        found = self.statements[statement]
        return self.cells[found.cell].source[found.start : found.end]

    def facts_in(self, function: Function, name: str) -> ValueFacts | None:
        return self.plan.facts.get(function.name, {}).get(f"<{name}")

    def facts_out(self, function: Function, name: str) -> ValueFacts | None:
        return self.plan.facts.get(function.name, {}).get(name)
