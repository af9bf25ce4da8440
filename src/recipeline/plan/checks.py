"""What a plan wants recorded and compared: one checkpoint and one call for each function."""

from __future__ import annotations

from recipeline.model.plan import Function, Plan
from recipeline.model.verification import Checkpoint, FunctionCheck


def checkpoint_of(function: Function) -> Checkpoint:
    return Checkpoint(
        function=function.name,
        first=function.statements[0],
        last=function.statements[-1],
        inputs=function.inputs,
        outputs=function.outputs,
        shown=tuple(element.name for element in function.returns if element.kind == "shown"),  # type: ignore[misc]
        figures=function.report_kind in ("figure", "figures"),
    )


def checkpoints_of(plan: Plan) -> tuple[Checkpoint, ...]:
    return tuple(checkpoint_of(step) for step in plan.steps if isinstance(step, Function))


def function_checks(plan: Plan) -> tuple[FunctionCheck, ...]:
    """How to call each function with what was recorded."""
    settings = {setting.dotted: setting for setting in plan.settings}
    checks = []
    for step in plan.steps:
        if not isinstance(step, Function):
            continue
        checks.append(
            FunctionCheck(
                module=f"{plan.package}.{step.module}",
                checkpoint=checkpoint_of(step),
                arguments=tuple((name, name) for name in step.inputs),
                settings=tuple((settings[dotted].key, dotted) for dotted in step.settings if not settings[dotted].secret),
                returns=step.returns,
                awaited=step.awaited,
                mutates=step.in_place,
            )
        )
    return tuple(checks)


def main_names(plan: Plan) -> dict[str, str]:
    """Where the notebook's own classes and functions live now."""
    return {definition.name: f"{plan.package}.{definition.module}" for definition in plan.definitions if definition.kind != "constant"}
