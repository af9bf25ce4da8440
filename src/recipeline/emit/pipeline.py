"""The text of pipeline.py: one readable function that calls the others in the notebook's order.

Where it would be longer than a function should, it calls parts of itself, which stand below it (`parts.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from recipeline.analyse.syntax import names_in
from recipeline.emit.annotations import Hints
from recipeline.emit.commands import plain_title
from recipeline.emit.context import Context
from recipeline.emit.functions import input_hint
from recipeline.emit.layout import height
from recipeline.emit.modules import import_lines
from recipeline.emit.parts import LONGEST, Line, Part, parts_of
from recipeline.model.plan import MODULES, Assigned, Function, Step, called_name
from recipeline.model.project import ProjectFile

DOC = ('    """Run the whole line once, from the raw data on.', "", "    Returns the notebook's results, under the names that they have there.", '    """')


def pipeline_file(context: Context) -> ProjectFile:
    return ProjectFile(PurePosixPath(f"src/{context.plan.package}/pipeline.py"), pipeline_text(context))


def pipeline_text(context: Context) -> str:
    plan = context.plan
    body = PipelineBody(context)
    functions = body.functions()
    imports = [f"from {plan.package}.config import Config"]
    for module in MODULES:
        names = sorted({function.name for function in context.functions_in(module)} | {d.name for d in context.definitions_in(module) if d.kind == "constant" and d.name in body.mentioned})
        if names:
            imports.append(f"from {plan.package}.{module} import {', '.join(names)}")
    if body.writers:
        imports.append(f"from {plan.package}.runtime.reports import {', '.join(sorted(body.writers))}")
    if body.secrets:
        imports.append(f"from {plan.package}.runtime.settings import secret")
    standard = ["import asyncio"] if any(function.awaited for function in context.functions) else []
    if plan.working_folder is not None:
        imports.append(f"from {plan.package}.runtime.folders import working_folder")
    effects = [context.text(id_) + "  # noqa: F401" for id_ in plan.effect_imports]
    blocks = [context.text(id_) for id_ in plan.import_blocks if set(context.statements[id_].binds) & body.mentioned]
    mentioned = {(name, block) for block in blocks for name in names_in(block) if name in context.imports}
    imports += sorted({line for name, block in mentioned for line in import_lines(context, name, context.imports[name], block)})
    hinted = {name: imported for name, imported in body.hints.needed.items() if name != "Any"}
    imports += sorted({line for name, imported in hinted.items() for line in import_lines(context, name, imported, functions)})
    doc = f'"""The {plan.line} line: {plain_title(context)}."""'
    head = "\n".join([doc, "", "from __future__ import annotations", "", *standard, "from typing import Any", "", *effects, *imports, *blocks])
    return f"{head}\n\n\n{functions}\n"


class PipelineBody:
    """Collects the lines of run_pipeline, and which writers they need."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.writers: set[str] = set()
        self.secrets = False
        self.mentioned: set[str] = set(context.plan.results)
        bound = {name for function in context.functions for name in (*function.inputs, *function.outputs)}
        bound |= {step.name for step in context.plan.steps if isinstance(step, Assigned)}
        self.config = next(name for name in ("config", "settings", "configuration", "config_") if name not in bound)
        self.reports = next(name for name in ("reports", "reports_folder", "report_folder_", "reports_") if name not in bound)
        self.single = self._bound_once()
        self.hints = Hints(context.importable())
        self.taken = bound | {function.name for function in context.functions} | set(context.definitions) | set(context.imports)

    def _bound_once(self) -> dict[str, str]:
        """Names taken from the config once and never bound otherwise: written in place, not assigned."""
        given: dict[str, set[str]] = {}
        for step in self.context.plan.steps:
            if isinstance(step, Assigned):
                given.setdefault(step.name, set()).add(step.setting)
        bound = {name for function in self.context.functions for name in function.outputs}
        return {name: min(found) for name, found in given.items() if len(found) == 1 and name not in bound}

    def functions(self) -> str:
        """run_pipeline, and below it the parts that it calls where it would be too long."""
        steps = {step: self.assigned(step) if isinstance(step, Assigned) else self.called(step) for step in self.context.plan.steps}
        body = [line for lines in steps.values() for line in lines] + self.metrics_lines("{}")
        returned = self.returned(self.context.plan.results)
        if len(DOC) + 2 + sum(map(height, body)) + len(returned) > LONGEST:
            parts = parts_of(self.context.plan.results, self.lines_of(steps), self.taken)
            if len(parts) > 1:
                return "\n\n\n".join([self.run_pipeline(self.calls_of(parts), []), *(self.part(part, steps) for part in parts)])
        return self.run_pipeline([*body, *returned], self.folder_line(body))

    def run_pipeline(self, body: list[str], before: list[str]) -> str:
        """The function that others call; `before` stands outside of the folder that the line may have to work in."""
        plan = self.context.plan
        if plan.working_folder is not None:
            standing = "".join(f", {part!r}" for part in plan.standing_folders)
            body = [f"    with working_folder({self.config}.reporting.working_folder{standing}):", *("    " + line if line else line for line in body)]
        return "\n".join([f"def run_pipeline({self.config}: Config) -> dict[str, Any]:", *DOC, *before, *body])

    def folder_line(self, body: list[str]) -> list[str]:
        return [f"    {self.reports} = {self.config}.reporting.folder"] if any(f"({self.reports}, " in line for line in body) else []

    def lines_of(self, steps: dict[Step, list[str]]) -> list[Line]:
        """The steps as the cut sees them. Results that no step makes (constants) are given back by the last."""
        waiting = dict.fromkeys(self.context.plan.results)
        lines = []
        for step, text in steps.items():
            statements = (step.statement,) if isinstance(step, Assigned) else step.statements
            cells = tuple(self.context.statements[id_].cell for id_ in statements)
            binds = self.bound_by(step)
            gives = (step.name,) if isinstance(step, Assigned) and step.name in self.single and step.name in waiting else ()
            reads = () if isinstance(step, Assigned) else tuple(name for name in step.inputs if name not in self.single)
            lines.append(Line(step, sum(map(height, text)), reads, binds, gives, self.context.cells[cells[0]].headings, cells))
            for name in (*binds, *gives):
                waiting.pop(name, None)
        return [*lines[:-1], replace(lines[-1], gives=(*lines[-1].gives, *waiting))]

    def bound_by(self, step: Step) -> tuple[str, ...]:
        """The variables that a step binds in run_pipeline."""
        if isinstance(step, Assigned):
            return () if step.name in self.single else (step.name,)
        return tuple(element.name for element in step.returns if element.kind == "value")

    def calls_of(self, parts: tuple[Part, ...]) -> list[str]:
        """The statements of a run_pipeline that calls its parts; what a part replaces is let go, so that memory is, too."""
        results = next(name for name in ("results", "values", "all_results") if name not in self.taken)
        lines: list[str] = []
        for part in parts:
            given = [self.config, *(f'{results}.pop("{name}")' if name in part.taken else f'{results}["{name}"]' for name in part.inputs)]
            call = f"{part.name}({', '.join(given)})"
            if not lines:
                lines.append(f"    {results} = {call}" if part.outputs else f"    {results}: dict[str, Any] = {{}}")
                continue
            if part.taken and not any(line.strip().startswith("#") for line in lines):
                lines.append("    # pop: the part replaces the value, or nothing needs it afterwards")
            lines.append(f"    {results}.update({call})" if part.outputs else f"    {call}")
        return [*lines, *self.metrics_lines(f'{results}["{{}}"]'), f"    return {results}"]

    def part(self, part: Part, steps: dict[Step, list[str]]) -> str:
        """The text of one part."""
        body = [text for line in part.lines for text in steps[line.step]]
        body = [*self.folder_line(body), *body, *(self.returned(part.outputs) if part.outputs else [])]
        given = [f"{self.config}: Config", *(f"{name}: {self.hint(part, name)}" for name in part.inputs)]
        returns = "dict[str, Any]" if part.outputs else "None"
        return "\n".join([f"def {part.name}({', '.join(given)}) -> {returns}:", f'    """{part.doc}"""', *body])

    def hint(self, part: Part, name: str) -> str:
        """The type that the first step expects which reads the name."""
        reader = next(line.step for line in part.lines if name in line.reads)
        assert isinstance(reader, Function)
        return input_hint(self.context, reader, name, self.hints)

    def assigned(self, step: Assigned) -> list[str]:
        if step.name in self.single:
            return []
        return [f"    {step.name} = {self.setting(step.setting)}"]

    def setting(self, dotted: str) -> str:
        setting = self.context.settings[dotted]
        if setting.secret:
            self.secrets = True
            return f'secret("{setting.secret}")'
        return f"{self.config}.{dotted}"

    def value(self, name: str) -> str:
        return self.setting(self.single[name]) if name in self.single else name

    def called(self, function: Function) -> list[str]:
        call = self.call_text(function)
        names = [element.name for element in function.returns if element.kind == "value"]
        kinds = {element.kind for element in function.returns}
        if "shown" in kinds:
            return self.shown(function, call)
        if "figure" in kinds:
            return self.figure(function, call, names)
        line = f"{', '.join(names)} = {call}" if names else call
        if function.report_kind == "figures":
            if function.shows:
                self.writers.add("figures_shown")
                return [f'    with figures_shown({self.reports}, "{function.report}"):', f"        {line}"]
            self.writers.add("write_open_figures")
            return [f"    {line}", f'    write_open_figures({self.reports}, "{function.report}")']
        return [f"    {line}"]

    def call_text(self, function: Function) -> str:
        given = self.context.given_names
        arguments = [name for name in function.inputs if name not in given]
        arguments += [f"{name}={self.value(name)}" for name in function.inputs if name in given]
        arguments += [f"{self.context.settings[dotted].key}={self.setting(dotted)}" for dotted in function.settings]
        call = f"{called_name(function)}({', '.join(arguments)})"
        return f"asyncio.run({call})" if function.awaited else call

    def shown(self, function: Function, call: str) -> list[str]:
        if function.report_kind == "metric":
            self.writers.add("write_metrics")
            return [f'    write_metrics({self.reports}, {{"{function.report}": {call}}})']
        self.writers.add("write_table")
        return [f'    write_table({self.reports}, "{function.report}", {call})']

    def figure(self, function: Function, call: str, names: list[str]) -> list[str]:
        self.writers.add("write_figure")
        if not names:
            return [f'    write_figure({self.reports}, "{function.report}", {call})']
        return [f"    {', '.join(names)}, figure = {call}", f'    write_figure({self.reports}, "{function.report}", figure)']

    def metrics_lines(self, value: str) -> list[str]:
        """`value`: how a metric is written there, with its name in braces."""
        if not self.context.plan.metrics:
            return []
        self.writers.add("write_metrics")
        given = ", ".join(f'"{name}": {value.format(name)}' for name in self.context.plan.metrics)
        folder = self.reports if value == "{}" else f"{self.config}.reporting.folder"
        return [f"    write_metrics({folder}, {{{given}}})"]

    def returned(self, names: Sequence[str]) -> list[str]:
        if not names:
            return ["    return {}"]
        return ["    return {", *(f'        "{name}": {self.value(name)},' for name in names), "    }"]
