"""The whole line from the raw data: every value it returns, every table, figure and file it makes."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .answers import Drawn, check_figures, check_returned, draws, gather
from .job import Check, Job, progress, restore_random_file, settled, told
from .production import splits_of, try_production
from .scoring import verify_scoring
from .searching import noted, verify_searches

MESSAGES_KEPT = 1_000


def watch_functions(job: Job, pipeline: Any) -> None:
    """Put a watcher around every stage function that the pipeline calls."""
    steps: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for check in job.options["functions"]:
        name = check.get("target") or check["checkpoint"]["function"]
        steps.setdefault((check["module"], name), []).append(check)
    for (place, name), checks in steps.items():
        module = importlib.import_module(place)
        original = getattr(module, name, None)
        if original is None or any(check["checkpoint"]["function"] not in job.index["checkpoints"] for check in checks):
            continue
        watcher = watched(job, checks, original)
        setattr(module, name, watcher)
        for key, value in list(vars(pipeline).items()):
            if value is original:
                setattr(pipeline, key, watcher)


def doubted(job: Job, check: dict[str, Any], found: Check) -> Check:
    """A table or figure of a value that the notebook itself does not repeat proves nothing in the whole line."""
    unsteady = sorted(job.unrepeatable.intersection(check["checkpoint"]["inputs"]))
    if not unsteady or found["verdict"] != "differs":
        return found
    why = f"it shows {unsteady[0]}, of which the notebook itself gives another value on each run"
    return dict(found, verdict="skipped", why=why)


def watched(job: Job, checks: list[dict[str, Any]], original: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with the recorded random state before it and a look at what it shows after it.

    `checks`: one for each step that calls it, in the line's order; a further call is compared with nothing.
    """
    calls: list[dict[str, Any] | None] = []

    def before() -> Drawn:
        check = checks[len(calls)] if len(calls) < len(checks) else None
        calls.append(check)
        if check is not None:
            # a seeded generator must come to its state by the line's own draws; seeds from the system cannot
            kinds = None if job.options.get("replay") else ("entropy",)
            restore_random_file(job, job.index["checkpoints"][check["checkpoint"]["function"]].get("random"), kinds)
            progress(f"step {check['checkpoint']['function']}")
        return Drawn(job)

    def after(drawn: Drawn, result: Any) -> Any:
        check = calls[-1]
        if check is not None:
            gather(check, drawn, result)
            found = list(check_returned(job, check, result, ("shown",)))
            found += list(check_figures(job, check, drawn)) if draws(check) else []
            job.checks += [doubted(job, check, one) for one in found]
        return result

    if inspect.iscoroutinefunction(original):

        async def call_later(*arguments: Any, **options: Any) -> Any:
            drawn = before()
            with drawn.watching():
                result = await original(*arguments, **options)
            return after(drawn, result)

        return call_later

    def call(*arguments: Any, **options: Any) -> Any:
        drawn = before()
        with drawn.watching():
            result = original(*arguments, **options)
        return after(drawn, result)

    return call


def verify_line(job: Job) -> None:
    """Run the whole line, then compare every value and every file."""
    settings = importlib.import_module(f"{job.package}.config").load_config()
    pipeline = importlib.import_module(f"{job.package}.pipeline")
    watch_functions(job, pipeline)
    before = file_stamps(job)
    restore_random_file(job, job.index.get("initial_random"))
    progress("the whole line")
    try:
        with messages_kept(job), noted(job) as found, splits_of(job) as splits:
            results = settled(pipeline.run_pipeline(settings))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        job.error = f"the line raised {told(error, job)}"
        for name in job.options["final_names"]:
            job.add(name, "value", "differs", job.error)
        return
    progress("comparing values and files")
    for name in job.options["final_names"]:
        job.add(name, "value", *final_verdict(job, name, results))
    verify_files(job, before)
    verify_scoring(job, results, settings)
    verify_searches(job, pipeline, settings, results, found)
    try_production(job, pipeline, settings, results, splits)


@contextlib.contextmanager
def messages_kept(job: Job) -> Iterator[None]:
    """While it lasts, what the package logs is kept, up to a bound."""

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if len(job.messages) < MESSAGES_KEPT:
                job.messages.append(record.getMessage())

    logger, keeper = logging.getLogger(job.package), Keeper()
    level = logger.level
    logger.addHandler(keeper)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(keeper)
        logger.setLevel(level)


def final_verdict(job: Job, name: str, results: Any) -> tuple[str, str | None]:
    """One value that the notebook holds at its end."""
    if name in job.unrepeatable:
        return "skipped", "the notebook itself gives another value on each run"
    if not isinstance(results, dict):
        return "differs", f"the line returned {type(results).__name__}, not a dict"
    if name not in results:
        excuse = job.excused.get(name)
        return ("skipped", excuse) if excuse else ("differs", "not returned by the line")
    stored = job.index["final"].get(name)
    if stored is None or stored.get("skipped") or not stored.get("file"):
        return "skipped", str((stored or {}).get("skipped") or "its value was not recorded")
    try:
        expected = job.load(stored["file"])
    except Exception as error:
        return "skipped", f"the recorded value cannot be loaded: {told(error, job)}"
    return job.verdict(expected, results[name])


def project_file(job: Job, path: str) -> Path | None:
    """Where the project writes what the notebook wrote to `path`."""
    target = job.options.get("file_map", {}).get(path)
    return job.project / target if target is not None else None


def file_stamps(job: Job) -> dict[str, tuple[int, int] | None]:
    """What tells whether a file is written anew."""
    return {file["path"]: stamp(project_file(job, file["path"])) for file in job.index.get("files", ())}


def stamp(path: Path | None) -> tuple[int, int] | None:
    """Time and inode of a file that exists."""
    if path is None or not path.exists():
        return None
    state = path.stat()
    return state.st_mtime_ns, state.st_ino


def verify_files(job: Job, before: dict[str, tuple[int, int] | None]) -> None:
    """Every file that the notebook wrote is written by the line, with the same content."""
    compare_files = importlib.import_module(f"{job.package}.runtime.compare").compare_files
    for file in job.index.get("files", ()):
        path, name = file["path"], os.path.basename(file["path"])
        target = project_file(job, path)
        if path in job.excused or name in job.excused:
            job.add(name, "file", "skipped", job.excused.get(path) or job.excused.get(name))
        elif path in job.unrepeatable:
            job.add(name, "file", "skipped", "the notebook itself writes another content on each run")
        elif target is None:
            job.add(name, "file", "differs", "the project does not write it")
        elif not target.exists() or stamp(target) == before[path]:
            job.add(name, "file", "differs", "the line did not write it")
        elif not file.get("stored"):
            job.add(name, "file", "skipped", str(file.get("skipped") or "its content was not kept"))
        else:
            expected = job.store / file["stored"]
            ending = os.path.splitext(path)[1]
            answer = compare_files(expected, target, suffix=ending, unpickle=job.unpickle, path_map=job.path_map)
            job.add(name, "file", answer.verdict, answer.why)
