"""The registry: which versions there are, which one each alias names, and who changed what when and why.

SQLite beside the bundles by default, PostgreSQL by URL. The scoring line never asks it: each change also writes the aliases
into one small file beside the bundles, by one atomic step, and scoring reads that. So a registry that is down stops no score.
The registry is right where the two differ (a process was killed in between): the next command here writes the file anew.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import bundles
from .bundles import BundleError
from .databases import SQLITE, Database, DatabaseError, Run, open_database
from .origins import user_name
from .sections import RegistrySettings
from .stores import Root, local

ALIASES = ("production", "candidate", "previous")
EVENTS = 20  # the last ones that `status` shows
TABLES = (
    "CREATE TABLE IF NOT EXISTS bundle_versions (project TEXT NOT NULL, version TEXT NOT NULL, number INTEGER NOT NULL, made_at TEXT NOT NULL, made_by TEXT NOT NULL,"
    " digest TEXT NOT NULL, metrics TEXT NOT NULL, PRIMARY KEY (project, version))",
    "CREATE TABLE IF NOT EXISTS bundle_aliases (project TEXT NOT NULL, alias TEXT NOT NULL, version TEXT NOT NULL, PRIMARY KEY (project, alias))",
    "CREATE TABLE IF NOT EXISTS bundle_events (project TEXT NOT NULL, id INTEGER NOT NULL, at TEXT NOT NULL, by_whom TEXT NOT NULL, event TEXT NOT NULL,"
    " version TEXT NOT NULL, why TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (project, id))",
)


@dataclass(frozen=True)
class Place:
    """Where the bundles of one project lie, and its registry."""

    root: Root
    url: str
    project: str
    home: Path  # what a relative path in the URL counts from

    @classmethod
    def of(cls, home: Path, project: str, settings: RegistrySettings) -> Place:
        """As the settings say."""
        return cls(settings.bundles if "://" in settings.bundles else Path(settings.bundles), settings.url, project, home)

    @classmethod
    def beside(cls, home: Path, project: str, root: Root) -> Place:
        """Bundles in another folder, with a registry of its own in it."""
        return cls(root, f"{SQLITE}{local(root).absolute() / 'registry.db'}", project, home)

    def registry(self) -> Registry:
        """Opened where a command first asks it."""
        return Registry(open_database(self.url, self.home, "bundle_events"), self.root, self.project)


class Registry:
    """Versions, aliases and events of one project. Each change is one transaction."""

    def __init__(self, database: Database, root: Root, project: str) -> None:
        self.database, self.root, self.project = database, root, project
        with database.writing() as run:
            for table in TABLES:
                run(table, {})

    def register(self, version: str, manifest: Mapping[str, Any], metrics: Mapping[str, Any]) -> int:
        """Note a version as the candidate; gives its number: 1, 2, ... The same version keeps its number."""
        with self.database.writing() as run:
            number = self._noted(run, version, manifest, metrics)
            aliases = self._aliases(run)
            if aliases.get("candidate") != version and aliases.get("production") != version:
                self._set(run, "candidate", version)
                self._event(run, "train", version, "trained", {})
        self.write_pointer()
        return number

    def promote(self, version: str, why: str, detail: Mapping[str, Any]) -> None:
        """Let a version score; what scored before becomes `previous`. The caller has asked the gate."""
        with self.database.writing() as run:
            aliases = self._aliases(run)
            before = aliases.get("production")
            if before != version:
                if before is not None:
                    self._set(run, "previous", before)
                self._set(run, "production", version)
            if aliases.get("candidate") == version:
                run("DELETE FROM bundle_aliases WHERE project = :project AND alias = 'candidate'", {"project": self.project})
            self._event(run, "promote", version, why, {**detail, "before": before})
        self.write_pointer()

    def rollback(self, why: str) -> str:
        """Let the version before the present one score again. Raises BundleError where there is none."""
        with self.database.writing() as run:
            aliases = self._aliases(run)
            before, now = aliases.get("previous"), aliases.get("production")
            if before is None or now is None:
                raise BundleError(f"{self.root} has no version to go back to")
            self._set(run, "production", before)
            self._set(run, "previous", now)
            self._event(run, "rollback", before, why, {"before": now})
        self.write_pointer()
        return before

    def refused(self, version: str, why: str, detail: Mapping[str, Any]) -> None:
        """Keep that the gate said no, and why."""
        with self.database.writing() as run:
            self._event(run, "refused", version, why, detail)

    def aliases(self) -> dict[str, str]:
        """Which version each alias names."""
        with self.database.reading() as run:
            return self._aliases(run)

    def named(self, wanted: str) -> str:
        """The version that an alias, a number or its own name means. Raises BundleError."""
        with self.database.reading() as run:
            known = self._aliases(run).get(wanted)
            found = run("SELECT version FROM bundle_versions WHERE project = :project AND CAST(number AS TEXT) = :wanted", {"project": self.project, "wanted": wanted})
        version = known or (found[0]["version"] if found else wanted)
        there = bundles.versions(self.root)
        if version not in there:
            raise BundleError(f"{self.root} holds no version {wanted}; it has {', '.join(there) or 'none'}")
        return version

    def status(self) -> dict[str, Any]:
        """Aliases, versions with their numbers and metrics, the last events (newest first)."""
        self.write_pointer()
        where = {"project": self.project, "count": EVENTS}
        with self.database.reading() as run:
            aliases = self._aliases(run)
            versions = run("SELECT number, version, made_at, made_by, metrics FROM bundle_versions WHERE project = :project ORDER BY number", where)
            events = run("SELECT at, by_whom, event, version, why, detail FROM bundle_events WHERE project = :project ORDER BY id DESC LIMIT :count", where)
        known = {row["version"] for row in versions}
        return {
            "aliases": aliases,
            "versions": [{**row, "metrics": json.loads(row["metrics"]), "status": _status(row["version"], aliases)} for row in versions],
            "not_registered": [version for version in bundles.versions(self.root) if version not in known],
            "events": [{**row, "detail": json.loads(row["detail"])} for row in events],
        }

    def write_pointer(self) -> None:
        """Bring the file that scoring reads up to what the registry says; nothing is written where it says so already."""
        aliases = self.aliases()
        if aliases and bundles.aliases(self.root) != aliases:
            bundles.write_aliases(self.root, aliases)

    def _noted(self, run: Run, version: str, manifest: Mapping[str, Any], metrics: Mapping[str, Any]) -> int:
        where = {"project": self.project, "version": version}
        known = run("SELECT number FROM bundle_versions WHERE project = :project AND version = :version", where)
        if known:
            return int(known[0]["number"])
        number = int(run("SELECT COALESCE(MAX(number), 0) + 1 AS next FROM bundle_versions WHERE project = :project", where)[0]["next"])
        run(
            "INSERT INTO bundle_versions (project, version, number, made_at, made_by, digest, metrics) VALUES (:project, :version, :number, :made_at, :made_by, :digest, :metrics)",
            {**where, "number": number, "made_at": manifest["made_at"], "made_by": manifest["made_by"], "digest": manifest["digest"], "metrics": json.dumps(metrics)},
        )
        return number

    def _aliases(self, run: Run) -> dict[str, str]:
        rows = run("SELECT alias, version FROM bundle_aliases WHERE project = :project ORDER BY alias", {"project": self.project})
        return {row["alias"]: row["version"] for row in rows}

    def _set(self, run: Run, alias: str, version: str) -> None:
        values = {"project": self.project, "alias": alias, "version": version}
        run("DELETE FROM bundle_aliases WHERE project = :project AND alias = :alias", values)
        run("INSERT INTO bundle_aliases (project, alias, version) VALUES (:project, :alias, :version)", values)

    def _event(self, run: Run, event: str, version: str, why: str, detail: Mapping[str, Any]) -> None:
        number = run("SELECT COALESCE(MAX(id), 0) + 1 AS next FROM bundle_events WHERE project = :project", {"project": self.project})[0]["next"]
        run(
            "INSERT INTO bundle_events (project, id, at, by_whom, event, version, why, detail) VALUES (:project, :id, :at, :by_whom, :event, :version, :why, :detail)",
            {
                "project": self.project, "id": number, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "by_whom": user_name(), "event": event,
                "version": version, "why": why, "detail": json.dumps(detail),
            },
        )  # fmt: skip


def status_text(told: Mapping[str, Any]) -> str:
    """What `status` gives, for people."""
    lines = [f"{alias:<12}{told['aliases'].get(alias, '-')}" for alias in ALIASES]
    lines += ["", "versions"]
    for row in told["versions"]:
        measured = row["metrics"].get("evaluation") or {}
        shown = f"{measured['metric']} {measured['value']:.6g}" if measured.get("value") is not None else ""
        lines.append(f"{row['number']:>4}  {row['version']}  {row['made_at']}  {row['made_by']:<12}  {row['status']:<12}  {shown}".rstrip())
    lines += [f"   -  {version}  not registered" for version in told["not_registered"]]
    lines += ["", "last events"]
    lines += [f"  {row['at']}  {row['by_whom']:<12}  {row['event']:<8}  {row['version']}  {row['why']}" for row in told["events"]]
    return "\n".join(lines)


def _status(version: str, aliases: Mapping[str, str]) -> str:
    """Of one version: what its aliases say, else `retired`."""
    return ", ".join(alias for alias in ALIASES if aliases.get(alias) == version) or "retired"


__all__ = ["ALIASES", "DatabaseError", "Place", "Registry", "RegistrySettings"]
