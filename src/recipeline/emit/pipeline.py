"""The text of pipeline.py: one readable function that calls the others in the notebook's order."""

from __future__ import annotations

from pathlib import PurePosixPath

from recipeline.emit.commands import plain_title
from recipeline.emit.context import Context, names_in
from recipeline.emit.modules import import_lines
from recipeline.model.plan import MODULES, Assigned, Function, called_name
from recipeline.model.project import ProjectFile

WRITERS = {"table": "write_table", "figure": "write_figure", "figures": "write_open_figures"}


def pipeline_file(context: Context) -> ProjectFile:
    return ProjectFile(PurePosixPath(f"src/{context.plan.package}/pipeline.py"), pipeline_text(context))


def pipeline_text(context: Context) -> str:
    plan = context.plan
    body = PipelineBody(context)
    lines = body.lines()
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
    doc = f'"""The {plan.line} line: {plain_title(context)}."""'
    head = "\n".join([doc, "", "from __future__ import annotations", "", *standard, "from typing import Any", "", *effects, *imports, *blocks])
    return f"{head}\n\n\n{body.signature()}\n" + "\n".join(lines) + "\n"


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

    def _bound_once(self) -> dict[str, str]:
        """Names taken from the config once and never bound otherwise: written in place, not assigned."""
        given: dict[str, set[str]] = {}
        for step in self.context.plan.steps:
            if isinstance(step, Assigned):
                given.setdefault(step.name, set()).add(step.setting)
        bound = {name for function in self.context.functions for name in function.outputs}
        return {name: min(found) for name, found in given.items() if len(found) == 1 and name not in bound}

    def signature(self) -> str:
        return f"def run_pipeline({self.config}: Config) -> dict[str, Any]:"

    def lines(self) -> list[str]:
        plan = self.context.plan
        steps: list[str] = []
        for step in plan.steps:
            steps += self.assigned(step) if isinstance(step, Assigned) else self.called(step)
        metrics = self.metrics_lines()
        returned = self.returned()
        doc = ['    """Run the whole line once, from the raw data on.', "", "    Returns the notebook's results, under the names that they have there.", '    """']
        if self.writers:
            doc.append(f"    {self.reports} = {self.config}.reporting.folder")
        body = [*steps, *metrics, *returned]
        if plan.working_folder is not None:
            standing = "".join(f", {part!r}" for part in plan.standing_folders)
            body = [f"    with working_folder({self.config}.reporting.working_folder{standing}):", *("    " + line if line else line for line in body)]
        return [*doc, *body]

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

    def metrics_lines(self) -> list[str]:
        if not self.context.plan.metrics:
            return []
        self.writers.add("write_metrics")
        given = ", ".join(f'"{name}": {name}' for name in self.context.plan.metrics)
        return [f"    write_metrics({self.reports}, {{{given}}})"]

    def returned(self) -> list[str]:
        pairs = [f'"{name}": {self.value(name)}' for name in self.context.plan.results]
        if not pairs:
            return ["    return {}"]
        return ["    return {", *(f"        {pair}," for pair in pairs), "    }"]
