"""Each function alone: recorded inputs and random state in, recorded outputs out, arguments left as they were."""

from __future__ import annotations

import contextlib
import importlib
import os
import pathlib
import pickle
import sys
from typing import Any

from .answers import Drawn, call_and_draw, check_figures, check_returned, draws, worst
from .job import Job, progress, restore_random_file, told


def verify_functions(job: Job) -> None:
    """Call each function alone, with recorded inputs and random state."""
    settings = importlib.import_module(f"{job.package}.config").load_config()
    folder = getattr(getattr(settings, "reporting", None), "working_folder", None)
    if folder:
        os.makedirs(folder, exist_ok=True)
        os.chdir(folder)
    for check in job.options["functions"]:
        name, at = check["checkpoint"]["function"], check["checkpoint"]["first"]
        progress(f"function {name}")
        try:
            verdict, why = verify_function(job, check, settings)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            verdict, why = excuse_missing_file(job, error) or ("differs", told(error, job))
        if verdict in ("same", "close") and name in job.options.get("sampled", ()):
            with contextlib.suppress(Exception):  # a class may refuse to be looked at: then there is no sample
                keep_sample(job, check)
        job.add(name, "function", verdict, why, at)
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            pyplot.close("all")


def verify_function(job: Job, check: dict[str, Any], settings: Any) -> tuple[str, str | None]:
    """One function: its answers, its figures, and whether it left its arguments alone."""
    recorded = job.index["checkpoints"].get(check["checkpoint"]["function"])
    if recorded is None:
        return "skipped", "the notebook's run did not record it"
    group = recorded.get("inputs") or {}
    for _, name in check["arguments"]:
        if name not in group.get("names", ()):
            return "skipped", f"input {name}: {group.get('skipped', {}).get(name, 'it was not recorded')}"
    try:
        inputs = job.load(group["file"]) if check["arguments"] else {}
    except Exception as error:
        return "skipped", f"its recorded inputs cannot be loaded: {told(error, job)}"
    arguments = {parameter: in_project(job, inputs[name]) for parameter, name in check["arguments"]}
    try:
        chosen = {parameter: setting(settings, key) for parameter, key in check["settings"]}
    except KeyError as error:
        return "skipped", f"it needs a secret that is not in the environment: {error}"
    function = getattr(importlib.import_module(check["module"]), check.get("target") or check["checkpoint"]["function"])
    restore_random_file(job, recorded.get("random"))
    drawn = Drawn(job)
    result = call_and_draw(check, drawn, lambda: function(**arguments, **chosen))
    checks = list(check_returned(job, check, result, ("value", "shown")))
    if draws(check):
        checks += check_figures(job, check, drawn)
    if arguments and not any(found["verdict"] == "differs" for found in checks):
        changed = changed_argument(job, check, arguments)
        if changed is not None:
            return "differs", changed
    return worst(checks)


def keep_sample(job: Job, check: dict[str, Any]) -> None:
    """What the project's tests compare with, where the recorded outputs are too large to go along."""
    name = check["checkpoint"]["function"]
    recorded = job.index["checkpoints"][name]
    sample_of = importlib.import_module(f"{job.package}.runtime.samples").sample_of
    held = job.load(recorded["outputs"]["file"])
    samples = {}
    for element in check["returns"]:
        shown = (recorded.get("shown") or {}).get(element["name"]) or {}
        if element["kind"] == "value" and element["name"] in held:
            samples[element["name"]] = sample_of(held[element["name"]])
        elif element["kind"] == "shown" and shown.get("file"):
            samples["<shown>"] = sample_of(job.load(shown["file"]))
    os.makedirs(job.store / "samples", exist_ok=True)
    text = pickle.dumps(samples, protocol=4)
    with open(job.store / "samples" / f"{name}.pkl", "wb") as file:
        file.write(text)


def setting(settings: Any, key: str) -> Any:
    """`section.key` of the settings, or `$NAME` of the environment."""
    if key.startswith("$"):
        return os.environ[key[1:]]
    for part in key.split("."):
        settings = getattr(settings, part)
    return settings


def in_project(job: Job, value: Any) -> Any:
    """A recorded path of the notebook's folder, as the project's: a function must not touch the notebook's files."""
    if isinstance(value, str):
        for old, new in job.path_map:
            if value == old or (os.path.isabs(old) and value.startswith(old)):
                return new + value[len(old):]
    elif isinstance(value, pathlib.PurePath):
        return type(value)(in_project(job, str(value)))
    elif type(value) is list and value and len(value) < 10_000 and all(isinstance(part, str) for part in value):
        value[:] = [in_project(job, part) for part in value]
    return value


def changed_argument(job: Job, check: dict[str, Any], arguments: dict[str, Any]) -> str | None:
    """The first argument that the call changed in place, if it should not have."""
    before = job.load(job.index["checkpoints"][check["checkpoint"]["function"]]["inputs"]["file"])
    for parameter, name in check["arguments"]:
        if parameter in check["mutates"] or name in check["mutates"]:
            continue
        verdict, why = job.verdict(before[name], arguments[parameter])
        if verdict == "differs":
            return f"argument {parameter} is changed in place: {why}"
    return None


def excuse_missing_file(job: Job, error: BaseException) -> tuple[str, str] | None:
    """A function alone cannot find a file that the line writes before it; the whole line is checked for that."""
    missing = str(getattr(error, "filename", "") or "") if isinstance(error, FileNotFoundError) else ""
    names = {os.path.basename(str(file["path"])) for file in job.index.get("files", ())}
    if missing and os.path.basename(missing) in names:
        return "skipped", f"it reads {os.path.basename(missing)}, which an earlier step of the line writes"
    return None
