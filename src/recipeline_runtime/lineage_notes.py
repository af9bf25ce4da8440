"""What the commands of a project tell the journal: which files were read, which bundle was made or used, what was scored."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
from collections.abc import Iterator
from typing import Any

from .bundles import Bundle
from .lineage import Journal, Run, parts_of
from .score_run import ScoreRun
from .score_store import COLUMNS, NUMBERS
from .sections import ScoringSettings
from .settings import SettingsError
from .stores import Root, fetched


def note_inputs(run: Run, config: Any) -> None:
    """The files that the settings name as inputs, each with its digest, and one digest over them: the training snapshot."""
    read: dict[str, str] = {}  # path -> the key that names it
    for key, path in input_paths(config):
        if path not in read and os.path.exists(path):
            read[path] = key
            run.reads(path)
    digests = [[key, dataset["facets"].get("version", {}).get("datasetVersion")] for key, dataset in zip(read.values(), run.inputs)]
    if digests:
        run.told(training_snapshot=f"sha256:{hashlib.sha256(json.dumps(digests).encode()).hexdigest()}")


@contextlib.contextmanager
def inputs_named(config: Any) -> Iterator[None]:
    """While it lasts, a missing file that a setting names is told as that setting (SettingsError). Others are what they are."""
    try:
        yield
    except FileNotFoundError as error:
        for key, path in input_paths(config):
            if error.filename is not None and os.path.abspath(str(error.filename)) == os.path.abspath(path):
                raise SettingsError(f"{key}: there is no file {path}. Put it there, or name another one: --set {key}=PATH.") from error
        raise


def input_paths(config: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Settings that name a file or folder to read: key and path."""
    for field in dataclasses.fields(config):
        value, key = getattr(config, field.name), f"{prefix}{field.name}"
        if dataclasses.is_dataclass(value):
            yield from input_paths(value, f"{key}.")
        elif field.metadata.get("path") == "input":
            parts = value if isinstance(value, (list, tuple)) else [value]
            yield from ((key, part) for part in parts if isinstance(part, str))


def note_new_bundle(run: Run, root: Root, version: str) -> None:
    """The bundle that this run made."""
    run.told(bundle=version, training_snapshot=_snapshot(root, version))
    run.writes(f"{root}/{version}", version=version)


def note_bundle(run: Run, journal: Journal, root: Root, version: str) -> None:
    """The bundle that this run works with, and what it was trained from."""
    run.told(bundle=version)
    run.reads(f"{root}/{version}", version=version)
    made = training_of(journal.events(), version)
    if made is not None:
        run.told(training_snapshot=parts_of(made).get("training_snapshot"), training_run=made["run"]["runId"])
    run.told(training_snapshot=_snapshot(root, version))


class ScoreNotes:
    """Tells the journal what a scoring run reads, uses and leaves, while it does it: one that stops has told what it knew."""

    def __init__(self, run: Run, journal: Journal, bundles: Root) -> None:
        self.run, self.journal, self.bundles = run, journal, bundles

    @property
    def run_id(self) -> str:
        """The run's id, which stands in each score."""
        return self.run.id

    def rows_read(self, rows: Any, run: ScoreRun) -> None:
        """The rows that are to be scored."""
        self.run.told(as_of=run.as_of)
        self.run.reads(run.source, rows=len(rows), columns=[(str(name), str(kind)) for name, kind in rows.dtypes.items()])

    def bundle_loaded(self, bundle: Bundle) -> None:
        """The bundle that scores them."""
        note_bundle(self.run, self.journal, self.bundles, bundle.version)

    def ended(self, run: ScoreRun, settings: ScoringSettings) -> None:
        """What is in the score table now, or why the run stopped."""
        self.run.told(as_of=run.as_of, rows=run.counts, rule=run.rule)
        if run.counts:
            columns = [(name, NUMBERS.get(name, "string")) for name in COLUMNS]
            self.run.writes(settings.scores, rows=sum(run.counts.values()), columns=columns)
        if not run.ok:
            self.run.failed(f"{run.rule}: {run.why}")


def training_of(events: list[dict[str, Any]], version: str | None) -> dict[str, Any] | None:
    """The event of the run that made a bundle; of the first one, where several runs made the same."""
    for event in events:
        told = parts_of(event)
        if event.get("eventType") == "COMPLETE" and told.get("command") == "train" and told.get("bundle") == version:
            return event
    return None


def _snapshot(root: Root, version: str) -> str | None:
    """The digest of the rows that a bundle was trained from, where it tells it."""
    try:
        digest = json.loads((fetched(root, version) / "training_snapshot.json").read_text(encoding="utf-8"))["digest"]
    except (OSError, ValueError, KeyError):
        return None
    return None if digest is None else f"sha256:{digest}"
