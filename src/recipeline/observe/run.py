"""Run a notebook once and say what it did.

1. put the folder back if an earlier run was killed; 2. write the job; 3. run the recorder under a timeout per cell;
4. copy what the notebook wrote into the store; 5. put the folder back; 6. make an Observation of the events.

Everything the notebook's files go through is undone: after `observe`, the user's folder is as it was before.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from recipeline.model.analysis import StatementId
from recipeline.model.notebook import Companion, Notebook
from recipeline.model.observation import Observation
from recipeline.model.verification import Checkpoint
from recipeline.observe import collecting, packages, restoring
from recipeline.observe.diagnose import failure_of
from recipeline.observe.interpreter import check_interpreter
from recipeline.observe.process import Ended, run_recorder

STORE_LIMIT = 1_000_000_000  # bytes


def observe(
    notebook: Notebook,
    *,
    folder: Path,
    python: str,
    store: Path,
    timeout_cell: float = 600,
    checkpoints: Sequence[Checkpoint] = (),
    initial_random: Path | None = None,
    other_seeds: bool = False,
    secret_names: Sequence[str] = (),
    secret_values: Sequence[str] = (),
    watch: Mapping[StatementId, Sequence[str]] | None = None,
    progress: Callable[[str], None] | None = None,
    store_limit: int = STORE_LIMIT,
) -> Observation:
    """Run the notebook top to bottom in `folder`. Values go to `store`, which `store/index.json` lists.

    `initial_random`: the state to begin from; with `other_seeds`, seeds that generators take from the system are new.
    """
    interpreter, version = check_interpreter(python)
    folder, store = folder.resolve(), store.resolve()
    restoring.restore_unfinished(folder)
    work = _fresh(store)
    job = {
        "cells": [_cell_job(cell) for cell in notebook.cells], "folder": str(folder), "store": str(store), "work": str(work),
        "extra_path": _companion_path(notebook, work), "checkpoints": [asdict(c) for c in checkpoints],
        "initial_random": str(initial_random) if initial_random else None, "other_seeds": other_seeds, "secret_names": list(secret_names), "secret_values": list(secret_values),
        "watch": {place: list(names) for place, names in watch.items()} if watch is not None else None,
        "store_limit": store_limit, "inline": any(magic.text.startswith("%matplotlib") for cell in notebook.cells for magic in cell.magics), "ignored": [] if folder.is_relative_to(store) else [f"{store}/"],
    }
    before, folders = restoring.snapshot(folder, store), restoring.folders_of(folder, store)
    restoring.mark_unfinished(folder, work)
    ended = Ended()
    try:
        ended = run_recorder(
            interpreter, job, folder=folder, work=work, timeout_cell=timeout_cell,
            on_event=_teller(progress, len(notebook.cells)),
        )
    finally:
        files, lost = _settle(folder, store, work, before, folders, store_limit, (*ended.secrets, *secret_values))
    _complete_index(store, files, lost)
    return _observation(notebook, ended, folder, version, files)


def _fresh(store: Path) -> Path:
    """An empty work folder in the store; values of an earlier run go."""
    for name in ("work", "values", "files"):
        shutil.rmtree(store / name, ignore_errors=True)
    (store / "index.json").unlink(missing_ok=True)
    (store / "work" / "backups").mkdir(parents=True)
    return store / "work"


def _cell_job(cell: Any) -> dict[str, Any]:
    fault = {"line": cell.fault.at.line, "message": cell.fault.message} if cell.fault else None
    return {"number": cell.number, "source": cell.source, "fault": fault}


def _companion_path(notebook: Notebook, work: Path) -> list[str]:
    """Files that come with the notebook go on the import path, but never into the user's folder."""
    if not notebook.companions:
        return []
    root = work / "companions"
    for companion in notebook.companions:
        _write_companion(root, companion)
    return [str(root)]


def _write_companion(root: Path, companion: Companion) -> None:
    target = (root / companion.path).resolve()
    if target.is_relative_to(root.resolve()):  # "../m.py" would leave the work folder
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(companion.text, encoding="utf-8")


def _teller(progress: Callable[[str], None] | None, cells: int) -> Callable[[dict[str, Any]], None]:
    def tell(event: dict[str, Any]) -> None:
        if progress is not None and event["event"] == "cell":
            progress(f"cell {event['number']} of {cells}")
        elif progress is not None and event["event"] == "finishing":
            progress("storing values")

    return tell


def _settle(
    folder: Path, store: Path, work: Path, before: restoring.Snapshot, folders: set[str], limit: int,
    secrets: tuple[str, ...],
) -> tuple[list[dict[str, object]], tuple[str, ...]]:
    """Keep copies of what was written, then put the folder back."""
    journal = restoring.read_journal(work / "journal.jsonl")
    written = restoring.changes(journal, before, restoring.snapshot(folder, store), folder)
    files = restoring.keep_copies(written, store, limit, secrets)
    kept = frozenset(str(entry["path"]) for entry in files if entry["stored"])
    lost = restoring.put_back(written, journal, restoring.folders_of(folder, store) - folders, kept)
    restoring.mark_finished(folder)
    return files, lost


def _complete_index(store: Path, files: list[dict[str, object]], lost: tuple[str, ...]) -> None:
    path = store / "index.json"
    try:
        index = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        index = {"checkpoints": {}, "final": {}, "initial_random": None}
    index["files"] = files
    index["not_restored"] = list(lost)
    path.write_text(json.dumps(index, indent=1), encoding="utf-8")


def _observation(notebook: Notebook, ended: Ended, folder: Path, version: str, files: list[dict[str, object]]) -> Observation:
    events = ended.events
    end = collecting.only(events, "end")
    statements = collecting.statement_runs(events)
    failure = failure_of(notebook, ended, folder)
    written = [str(entry["path"]) for entry in files]
    read = [path for run in statements.values() for path in run.files_read]
    return Observation(
        ok=failure is None,
        seconds=sum(run.seconds for run in statements.values()),
        python=end.get("python", version),
        packages=packages.resolve(end.get("packages", {})),
        cells=collecting.cell_runs(events),
        statements=statements,
        final={name: collecting.value_facts(facts) for name, facts in end.get("final", {}).items()},
        failure=failure,
        files_read=collecting.in_order([read]),
        files_written=collecting.in_order([written]),
        local_modules=tuple(end.get("local_modules", ())),
        folder=str(folder),
        signatures=end.get("signatures", {}),
    )
