"""A training line by hand, as a generated project has one: settings, rows, features, a model. What tests make bundles of."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from recipeline_runtime.bundling import Line
from recipeline_runtime.learned import Learned
from recipeline_runtime.sections import PromotionSettings


@dataclass(frozen=True)
class Ingestion:
    rows_path: str = field(default="rows.csv", metadata={"path": "input"})
    address: str = "postgresql://ann:hunter2@db/rows"


@dataclass(frozen=True)
class Config:
    ingestion: Ingestion = field(default_factory=Ingestion)
    promotion: PromotionSettings = field(default_factory=PromotionSettings)


def table(count: int = 600) -> pd.DataFrame:
    """A number with gaps, a category, a text of its own for each row, and the label as a text."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"age": rng.normal(40, 10, count), "city": rng.choice(["Bern", "Rome", "Oslo"], count), "note": [f"n{n}" for n in range(count)]})
    frame.loc[::17, "age"] = np.nan
    return frame.assign(left=np.where(frame["age"] + rng.normal(0, 5, count) > 41, "Yes", "No"))


def prepare(rows: pd.DataFrame, learned: Learned) -> pd.DataFrame:
    """What a generated `prepare` looks like."""
    df = rows.copy()
    df["age"] = df["age"].fillna(learned.value("age_mean", lambda: df["age"].mean()))
    df = learned.dummies("city", df.drop(columns=["note"]), lambda rows: pd.get_dummies(rows, columns=["city"]), ["city"])
    return df.drop(columns=["left"])


def trained_line(folder: Path) -> Line:
    """The line of a project in `folder`, with its rows in rows.csv."""
    table().to_csv(folder / "rows.csv", index=False)
    return Line(
        package="churn", title="Who leaves", notebook="sha256:ab", root=folder, folder=folder / "src", model="model", label="left", needed=(), parameters=(),
        metrics=("auc", "table"), training_rows=lambda config: pd.read_csv(folder / "rows.csv"), prepare=prepare, asked=lambda results: results["X_test"],
    )  # fmt: skip


def trained(line: Line, model: Any = None, split: int = 0) -> dict[str, Any]:
    """What a run of the training line returns: the notebook's names."""
    rows = line.training_rows(None)
    X, y = prepare(rows, Learned.training({})), (rows["left"] == "Yes").astype(int)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=split)
    fitted = (LogisticRegression(max_iter=1000) if model is None else model).fit(X_train, y_train)
    return {"model": fitted, "X_test": X_test, "y_train": y_train, "y_test": y_test, "auc": np.float64(0.8), "table": rows}
