"""Start the two processes that run the project, and make one report of what they found.

Each works on its own copy of the project: a verification leaves the user's files as they are, and a second one finds
what the first one found.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from recipeline.model.verification import Check, FunctionCheck, SearchRun, VerificationReport
from recipeline.verify.process import Ended, Running, run_process

NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "venv", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"
)
MODES = ("functions", "line")
# Figures are read by the eyes that read them in the notebook's run: the reader goes along into the process.
FIGURE_READER = Path(__file__).parent.parent / "observe" / "inside" / "figures.py"


def verify_project(
    project: Path,
    *,
    package: str,
    python: str,
    store: Path,
    functions: Sequence[FunctionCheck],
    final_names: Sequence[str],
    main_names: Mapping[str, str] | None = None,
    file_map: Mapping[str, str] | None = None,
    excused: Mapping[str, str] | None = None,
    unrepeatable: Sequence[str] = (),
    replay: bool = False,
    scoring: Mapping[str, Any] | None = None,
    sampled: Sequence[str] = (),
    trials: Sequence[str] = (),
    path_map: Sequence[tuple[str, str]] = (),
    environment: Mapping[str, str] | None = None,
    timeout: float = 3600.0,
    progress: Callable[[str], None] | None = None,
) -> VerificationReport:
    """Run the project's functions and its whole line, and compare. Never raises for what the project does.

    `main_names`: class or function of the notebook -> module of the project. `file_map`: absolute path that the notebook
    wrote -> path in the project. `excused`: final name (or file) -> why the line need not give it.
    `sampled`: functions of whose recorded outputs a sample goes into the store, as `samples/NAME.pkl`.
    `trials`: what else to run the line for: "searches" (without them), "production" (without the held-out rows). `environment`: secrets of the notebook that the project reads from its environment; they go nowhere else.
    """
    started = time.monotonic()
    job: dict[str, Any] = {
        "package": package,
        "store": str(Path(store).absolute()),
        "functions": [dataclasses.asdict(check) for check in functions],
        "final_names": list(final_names),
        "main_names": dict(main_names or {}),
        "file_map": dict(file_map or {}),
        "excused": dict(excused or {}),
        "unrepeatable": list(unrepeatable),
        "replay": replay,
        "scoring": dict(scoring) if scoring is not None else None, "sampled": list(sampled), "trials": list(trials),
    }
    with tempfile.TemporaryDirectory(prefix="recipeline-verify-", ignore_cleanup_errors=True) as folder:
        results: dict[str, tuple[Ended, dict[str, Any]]] = {}
        threads = []
        running = Running()
        for mode in MODES if functions else ("line",):
            work = Path(folder) / mode
            arguments = (work, Path(project).absolute(), {**job, "mode": mode}, path_map, python, dict(environment or {}), timeout, progress, running)
            thread = threading.Thread(target=_run_into, args=(results, mode, arguments), daemon=True)
            thread.start()
            threads.append(thread)
        try:
            for thread in threads:
                thread.join()
        finally:  # Ctrl-C does not reach the threads
            running.stop()
    return _report(results, job, time.monotonic() - started)


def _report(results: Mapping[str, tuple[Ended, dict[str, Any]]], job: dict[str, Any], seconds: float) -> VerificationReport:
    checks = [check for mode in MODES if mode in results for check in _checks(mode, *results[mode], job)]
    errors = [error for mode in reversed(MODES) if mode in results and (error := _error(mode, *results[mode]))]
    line = results["line"][1] if "line" in results else {}
    return VerificationReport(
        tuple(checks), seconds, errors[0] if errors else None, tuple(line.get("messages", ())), tuple(line.get("scores", ())),
        tuple(SearchRun(**one) for one in line.get("searches", ())), line.get("unfrozen"), tuple(line.get("changed", ())), line.get("production"),
    )  # fmt: skip


def _run_into(results: dict[str, tuple[Ended, dict[str, Any]]], mode: str, arguments: tuple[Any, ...]) -> None:
    try:
        results[mode] = _run(*arguments)
    except Exception as error:  # no space for the copy, no such interpreter: a report, not a crash
        results[mode] = Ended(f"could not be started: {type(error).__name__}: {error}"), {}


def _run(
    work: Path, project: Path, job: dict[str, Any], path_map: Sequence[tuple[str, str]], python: str,
    environment: Mapping[str, str], timeout: float, progress: Callable[[str], None] | None, running: Running,
) -> tuple[Ended, dict[str, Any]]:
    copy, empty, ours = work / "project", work / "empty", work / "ours"
    shutil.copytree(project, copy, ignore=NOT_COPIED)
    _bring_runtime(copy / "src" / job["package"] / "runtime")
    empty.mkdir()
    shutil.copytree(Path(__file__).parent / "inside", ours / "recipeline_inside", ignore=NOT_COPIED)
    result, job_file = work / "result.json", work / "job.json"
    moved = [(old, _moved(new, project, copy)) for old, new in path_map] + [(str(project), str(copy))]
    if FIGURE_READER.exists():
        shutil.copy(FIGURE_READER, ours / "recipeline_inside" / "figure_reader.py")
    job = {
        **job, "project": str(copy), "result": str(result), "path_map": moved, "yaml_folder": _yaml_folder(work / "yaml"),
        "file_map": {old: _moved(new, project, copy) for old, new in job["file_map"].items()},
    }
    job_file.write_text(json.dumps(job), encoding="utf-8")
    ended = run_process([python, "-m", "recipeline_inside", str(job_file)], empty, ours, environment, timeout, progress, running)
    found = json.loads(result.read_text(encoding="utf-8")) if result.exists() else {}
    return ended, found


def _bring_runtime(folder: Path) -> None:
    """Where the project imports the installed runtime, give its copy ours: the notebook's environment has none."""
    spec = find_spec("recipeline_runtime")
    if (folder / "__init__.py").exists() and not (folder / "settings.py").exists() and spec is not None and spec.origin is not None:
        shutil.copytree(Path(spec.origin).parent, folder, ignore=NOT_COPIED, dirs_exist_ok=True)


def _moved(path: str, project: Path, copy: Path) -> str:
    """A path of the project (absolute, or relative to it) in the copy; a slash at the end stays."""
    if path.startswith(str(project)):
        return str(copy) + path[len(str(project)):]
    return os.path.join(copy, path)  # an absolute path stays as it is


def _yaml_folder(target: Path) -> str | None:
    """A folder that holds our PyYAML alone, for an environment that has none."""
    spec = find_spec("yaml")
    if spec is None or spec.origin is None:
        return None
    shutil.copytree(Path(spec.origin).parent, target / "yaml", ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"))
    return str(target)


def _error(mode: str, ended: Ended, found: dict[str, Any]) -> str | None:
    if found.get("error"):
        return str(found["error"])
    if found.get("done"):
        return None
    return f"{'the whole line' if mode == 'line' else 'the check of the functions'} {ended.why or 'ended early'}"


def _checks(mode: str, ended: Ended, found: dict[str, Any], job: dict[str, Any]) -> list[Check]:
    """What was found; what was not reached differs, with the reason."""
    checks = [Check(**check) for check in found.get("checks", ())]
    if found.get("done") and not found.get("error"):
        return checks
    why = _error(mode, ended, found)
    if mode == "line":
        expected = [(name, "value", None) for name in job["final_names"]]
    else:
        expected = [(c["checkpoint"]["function"], "function", c["checkpoint"]["first"]) for c in job["functions"]]
    reached = {(check.name, check.kind) for check in checks}
    return checks + [
        Check(name, kind, "differs", why, at)  # type: ignore[arg-type]
        for name, kind, at in expected
        if (name, kind) not in reached
    ]
