"""Writes down each run as OpenLineage events: what ran, from what, what came out, whether it went well.

    journal = Journal.of("churn", ROOT, settings, package_folder)
    with journal.run("score") as run:          # writes START
        run.reads(path, rows=7043)
        run.told(bundle="3f9c2a71b0de", as_of="2026-11-25", rows={"fresh": 7040, "rejected": 3})
    # writes COMPLETE, or FAIL with the error; a run that was killed leaves its START alone

The events stand in a file of the project, one a line. They are sent too where an address is set (`lineage.url` or OPENLINEAGE_URL)
and `openlineage-python` is installed. What cannot be sent is no reason to stop a run: it stands in the file.
Specification 2-0-2 of https://openlineage.io; our own facet is described in docs/lineage.md of recipeline.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import logging
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .provenance import code_identity, digest_of_file, settings_identity, without_secrets

PRODUCER = "urn:recipeline:lineage:1"
EVENT_SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
# Where each facet is described (repository OpenLineage/OpenLineage, folder spec/facets, August 2026).
FACETS = {
    "nominalTime": "https://openlineage.io/spec/facets/1-0-1/NominalTimeRunFacet.json#/$defs/NominalTimeRunFacet",
    "parent": "https://openlineage.io/spec/facets/1-2-0/ParentRunFacet.json#/$defs/ParentRunFacet",
    "errorMessage": "https://openlineage.io/spec/facets/1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet",
    "jobType": "https://openlineage.io/spec/facets/2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet",
    "schema": "https://openlineage.io/spec/facets/1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet",
    "version": "https://openlineage.io/spec/facets/1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet",
    "inputStatistics": "https://openlineage.io/spec/facets/1-0-0/InputStatisticsInputDatasetFacet.json#/$defs/InputStatisticsInputDatasetFacet",
    "outputStatistics": "https://openlineage.io/spec/facets/1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet",
    "recipeline_run": "urn:recipeline:lineage:1#/$defs/RecipelineRunFacet",
}
PARENT_VARIABLE = "OPENLINEAGE_PARENT_ID"  # "namespace/job/run id", as the integrations of dbt and Spark read it
URL_VARIABLE = "OPENLINEAGE_URL"
LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Journal:
    """Where the runs of a project are written down, and what is the same in all of them."""

    namespace: str
    root: Path
    file: Path
    url: str | None
    same: Mapping[str, Any]  # code, config, notebook

    @classmethod
    def of(cls, name: str, root: Path, settings: Iterable[tuple[str, Any, str]], folder: Path) -> Journal:
        """The journal that the settings ask for. `folder`: the package's modules; `settings`: key, value, source."""
        known = list(settings)
        values = {key: value for key, value, _ in known}
        file = Path(values.get("lineage.file") or root / "reports" / "lineage.jsonl")
        same = {"code": code_identity(root, name, folder), "config": settings_identity(known, root), "notebook": _notebook(root)}
        return cls(name, root, file, values.get("lineage.url"), same)

    @contextlib.contextmanager
    def run(self, command: str) -> Iterator[Run]:
        """One run of a command: START now, at the end COMPLETE, or FAIL where it raised or noted an error. What was raised goes on."""
        run = Run(str(uuid.uuid4()), command)
        self._write(run, "START")
        try:
            yield run
        except BaseException as error:
            run.failed(error)
            self._write(run, "ABORT" if isinstance(error, KeyboardInterrupt) else "FAIL")
            raise
        self._write(run, "COMPLETE" if run.error is None else "FAIL")

    def events(self) -> list[dict[str, Any]]:
        """All events of the file, oldest first."""
        return read_events(self.file)

    def _write(self, run: Run, kind: str) -> None:
        event = run.event(kind, self.namespace, self.same)
        append_event(self.file, event)
        if self.url or os.environ.get(URL_VARIABLE):
            send(event, self.url)


@dataclass
class Run:
    """What is known of a run so far. Filled while it goes on; each event holds all that is known when it is written."""

    id: str
    command: str
    fields: dict[str, Any] = field(default_factory=dict)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    outputs: list[dict[str, Any]] = field(default_factory=list)
    error: str | None = None

    def told(self, **fields: Any) -> None:
        """Keep facts about the run: bundle, as_of, training_snapshot, rows, model_cell."""
        self.fields.update({name: value for name, value in fields.items() if value is not None})

    def reads(self, place: str | Path, *, rows: int | None = None, columns: Iterable[tuple[str, str]] = (), version: str | None = None) -> None:
        """Note an input. `columns`: name and type; `version`: its digest or version, by default the digest of the file."""
        made = _dataset(place, columns, version)
        size = _size(place)
        counts = {**({} if rows is None else {"rowCount": int(rows)}), **({} if size is None else {"size": size})}
        if counts:
            made["inputFacets"] = {"inputStatistics": _facet("inputStatistics", counts)}
        self.inputs.append(made)

    def writes(self, place: str | Path, *, rows: int | None = None, columns: Iterable[tuple[str, str]] = (), version: str | None = None) -> None:
        """Note an output."""
        made = _dataset(place, columns, version)
        if rows is not None:
            made["outputFacets"] = {"outputStatistics": _facet("outputStatistics", {"rowCount": int(rows)})}
        self.outputs.append(made)

    def failed(self, error: BaseException | str) -> None:
        """Keep what went wrong, without secrets and without a stack trace, which could hold them."""
        self.error = without_secrets(error if isinstance(error, str) else f"{type(error).__name__}: {error}")

    def event(self, kind: str, namespace: str, same: Mapping[str, Any]) -> dict[str, Any]:
        """The run as an event of OpenLineage."""
        facets = {"recipeline_run": _facet("recipeline_run", {"command": self.command, **same, **self.fields})}
        if "as_of" in self.fields:
            facets["nominalTime"] = _facet("nominalTime", {"nominalStartTime": f"{str(self.fields['as_of'])[:10]}T00:00:00Z"})
        parent = _parent()
        if parent is not None:
            facets["parent"] = parent
        if self.error is not None:
            facets["errorMessage"] = _facet("errorMessage", {"message": self.error, "programmingLanguage": "PYTHON"})
        job_type = _facet("jobType", {"processingType": "BATCH", "integration": "RECIPELINE", "jobType": "COMMAND"})
        return {
            "eventType": kind,
            "eventTime": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "run": {"runId": self.id, "facets": facets},
            "job": {"namespace": namespace, "name": f"{namespace}.{self.command}", "facets": {"jobType": job_type}},
            "inputs": self.inputs,
            "outputs": self.outputs,
            "producer": PRODUCER,
            "schemaURL": EVENT_SCHEMA,
        }


def append_event(path: Path, event: Mapping[str, Any]) -> None:
    """Add one line in one write, so that runs side by side do not mix their lines. A line that a crash cut off stays alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(event, ensure_ascii=False, sort_keys=True, default=str).encode() + b"\n"
    handle = os.open(str(path), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        end = os.lseek(handle, 0, os.SEEK_END)
        if end:
            os.lseek(handle, end - 1, os.SEEK_SET)
            line = line if os.read(handle, 1) == b"\n" else b"\n" + line
        os.write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)


def read_events(path: Path) -> list[dict[str, Any]]:
    """All events of a file, oldest first; lines that a crash cut off are left out."""
    if not path.is_file():
        return []
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        with contextlib.suppress(ValueError):
            found.append(json.loads(line))
    return [event for event in found if isinstance(event, dict)]


def parts_of(event: Mapping[str, Any]) -> dict[str, Any]:
    """Our own facet of an event: command, code, config, notebook, and what the command told; empty where it has none."""
    found = event.get("run", {}).get("facets", {}).get("recipeline_run", {})
    return {name: value for name, value in found.items() if not name.startswith("_")}


def send(event: Mapping[str, Any], url: str | None) -> bool:
    """Send an event by `openlineage-python`, if it is installed; whether it arrived. `url` None: as its environment says."""
    try:
        from openlineage.client import OpenLineageClient
        from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
    except ImportError:
        LOG.warning("lineage is only in the file: openlineage-python is not installed. Install the extra `lineage`.")
        return False
    run, job = event["run"], event["job"]
    made = RunEvent(
        eventType=RunState(event["eventType"]), eventTime=event["eventTime"], producer=event["producer"],
        run=Run(run["runId"], run["facets"]), job=Job(job["namespace"], job["name"], job["facets"]),
        inputs=[InputDataset(one["namespace"], one["name"], one.get("inputFacets", {}), facets=one["facets"]) for one in event["inputs"]],
        outputs=[OutputDataset(one["namespace"], one["name"], one.get("outputFacets", {}), facets=one["facets"]) for one in event["outputs"]],
    )  # fmt: skip
    try:
        client = OpenLineageClient(config={"transport": {"type": "http", "url": url}}) if url else OpenLineageClient()
        client.emit(made)
        client.close(timeout=10.0)
    except Exception as error:  # whatever a server, a proxy or the client does: the run itself is not at fault
        LOG.warning("lineage is only in the file: %s", without_secrets(f"{type(error).__name__}: {error}"))
        return False
    return True


def _facet(name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"_producer": PRODUCER, "_schemaURL": FACETS[name], **fields}


def _dataset(place: str | Path, columns: Iterable[tuple[str, str]], version: str | None) -> dict[str, Any]:
    """A dataset by the naming rules of OpenLineage: a file by its full path, anything else by its address."""
    text = without_secrets(str(place))
    scheme, has_scheme, rest = text.partition("://")
    if has_scheme:
        host, _, name = rest.partition("/")
        namespace = f"{scheme}://{host}"
    else:
        namespace, name = "file", os.path.abspath(text)
    if version is None and not has_scheme and os.path.isfile(name):
        version = digest_of_file(Path(name))
    facets: dict[str, Any] = {}
    described = [{"name": str(column), "type": str(kind)} for column, kind in columns]
    if described:
        facets["schema"] = _facet("schema", {"fields": described})
    if version is not None:
        facets["version"] = _facet("version", {"datasetVersion": version})
    return {"namespace": namespace, "name": name, "facets": facets}


def _size(place: str | Path) -> int | None:
    return os.path.getsize(place) if "://" not in str(place) and os.path.isfile(place) else None


def _parent() -> dict[str, Any] | None:
    """The run that started this one, where an orchestrator says so."""
    parts = os.environ.get(PARENT_VARIABLE, "").rsplit("/", 2)
    if len(parts) != 3:
        return None
    try:
        run_id = str(uuid.UUID(parts[2]))
    except ValueError:
        return None
    return _facet("parent", {"run": {"runId": run_id}, "job": {"namespace": parts[0], "name": parts[1]}})


def _notebook(root: Path) -> str | None:
    """The digest of the notebook that the project was made from, where the project's folder is at hand."""
    try:
        told = json.loads((root / "conversion" / "ledger.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(told["notebook"]) if isinstance(told, dict) and told.get("notebook") else None
