"""recipeline.toml: where the project comes from, what the planner decided, and where the user decides otherwise."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from recipeline.emit.context import Context
from recipeline.model.plan import Function, Plan
from recipeline.model.project import ProjectFile
from recipeline.plan.choices import Choices
from recipeline.plan.handwritten import learn_table

EXPLAINED = """# The decisions behind this project. Edit the tables under [choices], convert again with --force, and they hold.
#   rename = { load_telco = "read_customers" }        another name for a function
#   move   = { "4:2" = "features", "7" = "training" }  another module for a statement or a whole cell
#   keep   = ["5", "6:1"]                              keep cells or statements that were dropped
#   drop   = ["12"]                                    drop cells or statements that were kept
#   lift   = { "8:3 0.35" = "training.cutoff" }        turn one more literal into a config key
#   leave  = ["training.verbose"]                      leave a literal in the source
#   learn  = { "5:1 28.25" = "4:1" }                   let training learn a number that was copied from an output
#   model  = "log_reg"                                 the model that scores new rows
#   history = { order = "day", entity = "shop" }       raw columns: what puts rows in order, and whose history each belongs to
"""


def decisions_file(context: Context, choices: Choices, notebook_path: str, python: str) -> ProjectFile:
    """TOML, written by hand: the tables are small, and comments must stay."""
    plan = context.plan
    lines = [
        EXPLAINED,
        "[notebook]",
        f"path = {quote(notebook_path)}",
        f"digest = {quote(context.notebook.digest)}",
        f"python = {quote(python)}",
        "",
        "[project]",
        f"name = {quote(plan.name)}",
        f"package = {quote(plan.package)}",
        f"line = {quote(plan.line)}",
        "",
        "[choices]",
        f"boldness = {quote(choices.boldness)}  # full: functions copy what they change; careful: they do not; whole: one function",
        f"runtime = {quote(choices.runtime)}  # copied: the project carries its runtime; package: it needs recipeline-runtime",
        f"mode = {quote(choices.mode)}  # parity: `train` learns as the notebook does; production: nothing from the rows that it holds out",
        *model_line(plan, choices),
        f"rename = {table(choices.rename)}",
        f"move = {table(choices.move)}",
        f"keep = {json.dumps(list(choices.keep))}",
        f"drop = {json.dumps(list(choices.drop))}",
        f"lift = {table(choices.lift)}",
        *([f"history = {table(choices.history)}"] if choices.history else []),
        f"learn = {table(choices.learn)}" + (f"  # offered: {offered}" if (offered := learn_table(plan.handwritten)) else ""),
        f"leave = {json.dumps(list(choices.leave))}",
        "",
        "[functions]",
    ]
    for step in plan.steps:
        if isinstance(step, Function):
            lines.append(f"{step.name} = {{ module = {quote(step.module)}, statements = {json.dumps(list(step.statements))} }}")
    return ProjectFile(PurePosixPath("recipeline.toml"), "\n".join(lines) + "\n")


def model_line(plan: Plan, choices: Choices) -> list[str]:
    """The choice of the model, as a comment where the planner made it; nothing where there is no model."""
    if choices.model is None and not plan.models:
        return []
    chosen = choices.model or plan.models[0].model
    others = ", ".join(one.model for one in plan.models if one.model != chosen)
    return [f"{'' if choices.model is not None else '# '}model = {quote(chosen)}" + (f"  # or one of: {others}" if others else "  # the notebook asks no other model")]


def quote(text: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False)


def table(values: dict[str, str]) -> str:
    return "{ " + ", ".join(f"{quote(key)} = {quote(value)}" for key, value in values.items()) + " }" if values else "{}"
