"""Writes the tables that the notebooks of this folder read: `python make_data.py FOLDER`. Seeded; mixed columns, rare categories, some gaps."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

ROWS = 400


def customers(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each customer, with a class (`left`) and a number (`price`) to predict."""
    table = pd.DataFrame(
        {
            "customer": [f"C{number:04d}" for number in range(ROWS)],
            "age": rng.normal(42, 12, ROWS).round(1),
            "income": rng.gamma(3, 900, ROWS).round(2),
            "visits": rng.poisson(6, ROWS),
            "spent": (rng.lognormal(4, 0.9, ROWS) + 1).round(2),
            "city": rng.choice(["Bern", "Rome", "Oslo", "Bonn", "Nice"], ROWS, p=[0.4, 0.3, 0.2, 0.08, 0.02]),
            "job": rng.choice(["nurse", "cook", "clerk", "smith", "pilot", "baker"], ROWS, p=[0.35, 0.25, 0.2, 0.1, 0.06, 0.04]),
            "plan": rng.choice(["basic", "plus", "pro"], ROWS, p=[0.5, 0.3, 0.2]),
            "joined": pd.to_datetime("2022-01-01") + pd.to_timedelta(rng.integers(0, 700, ROWS), unit="D"),
        }
    )
    words = np.array(["good", "bad", "slow", "fast", "price", "service", "never", "again", "friendly", "late"])
    table["review"] = [" ".join(rng.choice(words, 5)) for _ in range(ROWS)]
    weight = 0.01 * table["spent"] + 0.2 * table["visits"] - 0.03 * table["age"] + table["city"].map({"Bern": 0.5, "Rome": -0.5}).fillna(0)
    table["left"] = np.where(weight + rng.normal(0, 0.8, ROWS) > 1.0, "Yes", "No")
    table["price"] = np.exp(3 + 0.3 * weight + rng.normal(0, 0.2, ROWS)).round(2)
    table.loc[rng.random(ROWS) < 0.08, "age"] = np.nan
    table.loc[rng.random(ROWS) < 0.05, "income"] = np.nan
    table.loc[rng.random(ROWS) < 0.04, "job"] = np.nan
    return table


def write_days(folder: Path, rng: np.random.Generator) -> None:
    """power.csv: one row for each day, not in order, with a load that follows yesterday's; visits.csv: events of guests, at odd times."""
    days = 300
    load = np.empty(days)
    load[0] = 50.0
    for day in range(1, days):
        load[day] = 20 + 0.6 * load[day - 1] + 5 * (day % 7 in (5, 6)) + rng.normal(0, 2)
    power = pd.DataFrame({"date": pd.date_range("2023-01-01", periods=days).strftime("%d/%m/%Y"), "load": load.round(2), "wind": rng.gamma(2, 3, days).round(1), "holiday": rng.random(days) < 0.04})
    power.sample(frac=1, random_state=3).to_csv(folder / "power.csv", index=False)
    visits = pd.DataFrame({"guest": rng.integers(0, 25, 500), "minute": np.sort(rng.choice(100_000, 500, replace=False)), "spent": rng.gamma(2, 8, 500).round(2)})
    visits["returned"] = (visits.groupby("guest")["spent"].shift(1).fillna(10) + rng.normal(0, 8, 500) > 16).astype(int)
    visits.to_csv(folder / "visits.csv", index=False)


def write(folder: Path) -> None:
    """All tables: customers.csv; train.csv and test.csv of a competition; sales.csv by shop and day; power.csv by day; visits.csv; regions.csv to join."""
    rng = np.random.default_rng(11)
    table = customers(rng)
    table.to_csv(folder / "customers.csv", index=False)
    table.iloc[:300].to_csv(folder / "train.csv", index=False)
    table.iloc[300:].drop(columns=["left", "price"]).to_csv(folder / "test.csv", index=False)
    days = pd.date_range("2023-01-01", periods=120)
    sales = pd.DataFrame([(day, shop, float(rng.poisson(20 + 5 * shop)), round(rng.normal(15, 5), 1)) for day in days for shop in range(3)], columns=["day", "shop", "units", "heat"])
    sales.to_csv(folder / "sales.csv", index=False)
    write_days(folder, np.random.default_rng(12))
    pd.DataFrame({"city": ["Bern", "Rome", "Oslo", "Bonn", "Nice"], "people": [134, 2873, 709, 331, 342], "coast": [0, 0, 1, 0, 1]}).to_csv(folder / "regions.csv", index=False)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
