"""The files of a generated project, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal


@dataclass(frozen=True, slots=True)
class ProjectFile:
    path: PurePosixPath  # relative to the project folder
    text: str


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file that is copied byte by byte: raw data, a local module, a recorded value."""

    path: PurePosixPath  # relative to the project folder
    source: str  # absolute


@dataclass(frozen=True, slots=True)
class Deviation:
    """Something the project does otherwise than the notebook."""

    what: str
    why: str
    effect: str
    at: str | None = None  # "7:3"


@dataclass(frozen=True, slots=True)
class Project:
    package: str
    files: tuple[ProjectFile, ...]
    copies: tuple[CopiedFile, ...] = ()
    told: tuple[Deviation, ...] = ()  # found only when the text was made


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of one statement (or of a whole magic line)."""

    at: str  # statement id
    cell: int
    fate: Literal["kept", "reported", "configured", "requirement", "test", "dropped", "merged"]
    where: str | None  # "preprocessing:clean_customers", "config:ingestion.churn_csv", "requirement:xgboost"
    why: str | None  # of what was dropped, and of a model that was abandoned or a number that was learned by hand: shown to the user
    text: str  # first line of the source, secrets masked
