"""What a plan wants recorded and compared: one checkpoint and one call for each function."""

from __future__ import annotations

from recipeline.analyse.syntax import first_name, names_in
from recipeline.model.analysis import StatementId
from recipeline.model.plan import Assigned, Function, Plan, ScoringPlan, Setting
from recipeline.model.verification import Checkpoint, FunctionCheck

ASKED = "scoring line"  # no function can have this name


def from_config(plan: Plan, function: Function) -> dict[str, str]:
    """Inputs that the line takes from the config and not from another function: name -> dotted key."""
    current: dict[str, str] = {}
    for step in plan.steps:
        if isinstance(step, Assigned):
            current[step.name] = step.setting
        elif step.name == function.name:
            break
        else:
            current = {name: key for name, key in current.items() if name not in step.outputs}
    later = {step.name: step.setting for step in reversed(plan.steps) if isinstance(step, Assigned)}
    made = {name for step in plan.steps if isinstance(step, Function) for name in step.outputs}
    return {name: current.get(name) or later[name] for name in function.inputs if name in current or (name in later and name not in made)}


def checkpoint_of(plan: Plan, function: Function) -> Checkpoint:
    given = from_config(plan, function)
    return Checkpoint(
        function=function.name,
        first=function.statements[0],
        last=function.statements[-1],
        inputs=tuple(name for name in function.inputs if name not in given),
        outputs=function.outputs,
        shown=tuple(element.name for element in function.returns if element.kind == "shown"),  # type: ignore[misc]
        figures=function.report_kind in ("figure", "figures"),
    )


def checkpoints_of(plan: Plan) -> tuple[Checkpoint, ...]:
    made = tuple(checkpoint_of(plan, step) for step in plan.steps if isinstance(step, Function))
    return made if plan.scoring is None else (*made, asked_checkpoint(plan.scoring))


def asked_checkpoint(scoring: ScoringPlan) -> Checkpoint:
    """What the notebook asked its model about, before it asks, and the model after it: later cells may change both."""
    names = tuple(sorted(names_in(scoring.features)))
    return Checkpoint(ASKED, first=scoring.asked, last=scoring.asked, inputs=() if scoring.late else names, outputs=(first_name(scoring.model), *names))


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
                checkpoint=checkpoint_of(plan, step),
                arguments=tuple((parameter, name) for parameter, name in zip(step.parameters or step.inputs, step.inputs, strict=True) if name not in from_config(plan, step)),
                settings=(
                    *((name, _source(settings[dotted])) for name, dotted in from_config(plan, step).items()),
                    *((settings[dotted].key, _source(settings[dotted])) for dotted in step.settings),
                ),
                returns=step.returns,
                awaited=step.awaited,
                mutates=step.in_place,
                target=step.shares or "",
            )
        )
    return tuple(checks)


def _source(setting: Setting) -> str:
    """Where a call takes a setting from: the config, or "$NAME" of the environment for a secret."""
    return f"${setting.secret}" if setting.secret else setting.dotted


def main_names(plan: Plan) -> dict[str, str]:
    """Where the notebook's own classes and functions live now."""
    return {definition.name: f"{plan.package}.{definition.module}" for definition in plan.definitions if definition.kind != "constant"}


def kept_statements(plan: Plan) -> tuple[StatementId, ...]:
    """Every statement that stands in a function, in the line's order."""
    return tuple(id_ for step in plan.steps if isinstance(step, Function) for id_ in step.statements)
