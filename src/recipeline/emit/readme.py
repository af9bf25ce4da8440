"""The project's README: what it does, the commands, which cell became which function."""

from __future__ import annotations

from pathlib import PurePosixPath

from recipeline.emit.context import Context
from recipeline.emit.packaging import cells_table
from recipeline.model.plan import HistoryPlan
from recipeline.model.project import ProjectFile

SETUP = {"pip install -e '.[test]'": "once"}
TESTS = {"pytest": "the recorded values of the notebook, again"}


def readme_file(context: Context, verdict: str) -> ProjectFile:
    plan = context.plan
    command = "train" if plan.line == "training" else "refresh"
    name = plan.package.replace("_", "-")
    parts = [
        f"# {plan.title.strip()}",
        f"The {plan.line} line of the notebook `{plan.name}`, converted by recipeline. {verdict}",
        f"```sh\n{aligned(SETUP | {f'{name} {command}': 'run the line: results go to reports/'} | TESTS)}\n```",
        "From Python:\n\n```python\n"
        f"from {plan.package}.config import load_config\nfrom {plan.package}.pipeline import run_pipeline\n\nresults = run_pipeline(load_config())\n```",
        scoring_text(context, name),
        tuning_text(context, name),
        "## Which cell became which function",
        "\n".join(["| cells | function | what it does |", "|---|---|---|", *cells_table(context)]),
        settings_text(context),
        deviations_text(context),
        "What became of every single statement is in `conversion/ledger.json`; what was compared is in `conversion/verification.json`.",
    ]
    return ProjectFile(PurePosixPath("README.md"), "\n\n".join(part for part in parts if part) + "\n")


def aligned(commands: dict[str, str]) -> str:
    """Commands with their comments below each other."""
    width = max(len(command) for command in commands) + 2
    return "\n".join(f"{command:{width}}# {comment}" for command, comment in commands.items())


def scoring_text(context: Context, name: str) -> str:
    """How new rows are scored, or why they cannot be."""
    plan = context.plan
    if plan.scoring is None:
        told = [f"- {blocker.why}{f' (notebook {blocker.at})' if blocker.at else ''}." for blocker in plan.blockers]
        return "\n".join(["## No scoring line", "", "New rows cannot be scored:", "", *told]) if told else ""
    label = f" It needs no column `{plan.scoring.label}`." if plan.scoring.label is not None else ""
    others = ", ".join(f"`{one.model}`" for one in plan.models if not one.scores)
    taken = f" The notebook also asks {others}: `model` in `recipeline.toml` says which one scores." if others else ""
    commands: tuple[tuple[str, str], ...] = (
        ("train", "trains, and keeps all that was learned as one version in `bundles/`: the candidate; the first one scores"),
        ("score --input new_rows.csv", "scores a file with the version in production; stops, and says why, where the rows break their contract"),
        ("explain KEY", "says where the score of a row comes from; with `--against DATE`, why it changed"),
        ("promote candidate", "lets a version score if it is as good as the one that does; `rollback` goes back"),
        ("status", "shows the versions and which one scores"),
    )
    if plan.mode == "production":
        parity = ("train --mode parity", "learns as the notebook does, from all its rows")
        commands = (("train", f"without reading the rows that the notebook holds out (`train.mode`), {commands[0][1]}"), parity, *commands[1:])
    elif plan.leaks:
        places = ", ".join(dict.fromkeys(leak.partition(" ")[0] for leak in plan.leaks))
        commands = (commands[0], ("train --mode production", f"trains without reading the rows that the notebook holds out: it learns from them at {places}"), *commands[1:])
    table = "\n".join(f"| `{name} {command}` | {what} |" for command, what in commands)
    return (
        f"## Scoring new rows\n\nA new row gets the answer that the notebook's model `{plan.scoring.model}` (notebook {plan.scoring.asked}) would have given; nothing is fitted.{label}{taken}\n\n"
        f"| command | what it does |\n|---|---|\n{table}\n\nOne answer for each row is in `data/output/scores`, a Delta table by day. What becomes of bad rows is chosen under `contract:` in `config.yaml`."
        f"{_history_text(plan.scoring.history)}"
    )


def _history_text(history: HistoryPlan | None) -> str:
    """Where the earlier rows come from that a new row looks back on."""
    if history is None:
        return ""
    order = f" in the order of `{history.order}`" if isinstance(history.order, str) else ""
    whose = f", by {' and '.join(f'`{name}`' for name in history.entity)}" if history.entity else ""
    return (
        f"\n\n**Earlier rows.** A row's features look back on the rows before it{order}{whose} (notebook {history.at}). These are the rows of training, which the bundle holds, and those that were scored since, "
        "day by day in `data/output/history`. Labels that are known meanwhile come from the file that `scoring.history` names. A row whose earlier rows or labels are not known is rejected."
    )


def tuning_text(context: Context, name: str) -> str:
    """How hyper-parameters are searched for."""
    tuning = context.plan.tuning
    if tuning is None:
        return ""
    if tuning.frozen:
        trains = f"`{name} train` fits with the parameters that the notebook's searches found (`tuning.best` in `config.yaml`); the models are the same. `run_pipeline` searches as the notebook does."
    else:
        trains = f"`{name} train` searches each time: {tuning.why}."
    return f"## Hyper-parameters\n\n{trains} `{name} tune` searches again, says what it found beside what is in use, and writes `reports/tuning.yaml` to copy from; it changes no setting and makes no version."


def settings_text(context: Context) -> str:
    plan = context.plan
    secrets = sorted({setting.secret for setting in plan.settings if setting.secret})
    text = (
        "## Settings\n\n"
        f"`config.yaml` holds {len(plan.settings) - len(secrets)} values that stood in the notebook. A value given with `--set section.key=value` wins over "
        f"the environment (`{plan.package.upper()}__SECTION__KEY`), which wins over the file."
    )
    if secrets:
        text += " Secrets are read from the environment only: " + ", ".join(f"`{name}`" for name in secrets) + "."
    return text


def deviations_text(context: Context) -> str:
    found = context.plan.deviations
    if not found:
        return ""
    shown = [f"- {d.what}{f' (notebook {d.at})' if d.at else ''}: {d.why}; effect: {d.effect}." for d in found[:30]]
    if len(found) > 30:
        shown.append(f"- … and {len(found) - 30} more in `conversion/deviations.json`.")
    return "\n".join(["## What it does otherwise than the notebook", "", *shown])
