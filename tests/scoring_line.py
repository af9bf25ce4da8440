"""A small scoring line by hand, as a generated scoring.py would be: what the tests of runs, tables and faults score with."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from recipeline_runtime import bundles
from recipeline_runtime.bundling import learn, self_test
from recipeline_runtime.learned import Learned


def table(count: int = 200) -> pd.DataFrame:
    """A key, two numbers (one with gaps), a category and the label."""
    rng = np.random.default_rng(0)
    age = rng.normal(40, 10, count).round(1)
    age[::17] = np.nan
    frame = pd.DataFrame({"id": [f"C{n:04d}" for n in range(count)], "age": age, "city": rng.choice(["Bern", "Rome", "Oslo"], count), "income": rng.integers(1, 100, count)})
    frame["left"] = (frame["income"] + rng.normal(0, 20, count) > 50).astype(int)
    return frame


def prepare(rows: pd.DataFrame, learned: Learned) -> pd.DataFrame:
    """What a generated `prepare` looks like."""
    df = rows.drop(columns=["id"])
    df["age"] = df["age"].fillna(learned.value("age_mean", lambda: df["age"].mean()))
    df = learned.dummies("city", df, lambda rows: pd.get_dummies(rows, columns=["city"], drop_first=True), ["city"])
    return df.drop(columns=["left"])


def scoring_line(folder: Path) -> Any:
    """A line with one bundle in production below `folder`; it looks like the module that a project has."""
    rows, root = table(), folder / "bundles"
    model = LogisticRegression(max_iter=1000).fit(prepare(rows, Learned.training({})), rows["left"])
    made = learn(rows, {"model": model}, prepare, [], "model", "left")
    bundles.write_aliases(root, {"production": bundles.write_bundle(root, made.values, made.contract, made.golden, {})})

    def load_bundle(version_or_alias: str | None = None) -> bundles.Bundle:
        bundle = bundles.load_bundle(root, bundles.resolve(root, version_or_alias))
        self_test(bundle, prepare)
        return bundle

    return SimpleNamespace(load_bundle=load_bundle, read_rows=lambda path, texts=(): pd.read_csv(path, dtype={name: str for name in texts}), prepare=prepare, BUNDLES=root)
