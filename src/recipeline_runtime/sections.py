"""The sections of config.yaml that belong to the runtime. Apart from what they steer: reading the settings loads nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class ContractSettings:
    """`contract:` in config.yaml. None: what the bundle's contract says."""

    key: str | None = None  # the column that identifies a row
    max_rejected: float | None = None  # share of rejected rows above which the batch stops
    missing_value: str | None = None
    unseen: str | None = None
    out_of_range: str | None = None
    wrong_type: str | None = None
    range_factor: float | None = None
    duplicate_key: str | None = None
    too_many_missing: str | None = None
    extra_column: str | None = None
    columns: dict[str, Any] = field(default_factory=dict)  # column -> its own policies and limits


@dataclass(frozen=True)
class LineageSettings:
    """Where the events go."""

    file: str = field(default="reports/lineage.jsonl", metadata={"path": "output"})
    url: str | None = None  # an OpenLineage server, which gets them as well


@dataclass(frozen=True)
class MlflowSettings:
    """`mlflow:` in config.yaml. `tracking_uri` None: MLflow is not told of anything."""

    tracking_uri: str | None = None
    experiment: str | None = None  # None: the package's name
    model: str | None = None  # name of the registered model; None: the package's name


@dataclass(frozen=True)
class PromotionSettings:
    """What a version must reach before it scores."""

    metric: str | None = None  # roc_auc, log_loss, f1, accuracy, rmse, mae, r2; None: the usual one of the model's kind
    floor: float | None = None  # the worst value that may score at all
    max_regression: float = 0.01  # how much worse than the one that scores now, as a share of its value


@dataclass(frozen=True)
class RegistrySettings:
    """Where bundles lie, and who knows which one scores."""

    url: str = "sqlite:///bundles/registry.db"  # or postgresql://user@host/name; a password belongs into the environment
    bundles: str = field(default="bundles", metadata={"path": "output"})  # a folder, or a URL of fsspec


@dataclass(frozen=True)
class TrainSettings:
    """`train:` in config.yaml."""

    mode: Literal["parity", "production"] = "parity"  # production: nothing is learned from the rows that the notebook holds out


@dataclass(frozen=True)
class TuningSettings:
    """`tuning:` in config.yaml. `best`: what to fit in place of searching, by the name of the search; without an entry `train` searches."""

    best: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ScoringSettings:
    """Where scores and alerts go, and how long a score may be offered."""

    scores: str = field(default="data/output/scores", metadata={"path": "output"})  # a folder or URL: the score table
    alerts: str = field(default="reports/alerts.jsonl", metadata={"path": "output"})
    keep_inputs: bool = True  # the input of each run, in the folder `inputs` beside a score table that lies in a folder
    history: str | None = field(default=None, metadata={"path": "earlier"})  # a file with earlier rows and their labels, where features look back
    stale_days: int = 30  # a score older than that is not offered any more
    stale_for_rejected: bool = True  # a rejected row whose key has a valid score of before gets that one, `stale`; else it is `rejected`
