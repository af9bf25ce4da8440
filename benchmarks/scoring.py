"""What scoring with a bundle costs beside the bare code of the notebook on the same rows.

A notebook with 20 features (text, numbers, gaps) is written, converted and trained here. Each side then runs in a fresh process that
loads the same libraries and rows and reports the CPU and the peak memory of what follows: the notebook's transforms and `predict`, or the
project's whole `score` command from the rows on: loading and trying the bundle, both contracts, transforms, `predict`, score table, lineage.
Both get the rows in memory; reading the file is no part of either.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from compiler import failure
from processes import Cost, compared, run, run_program
from rows import Row

TRAINING, MANY, SCORED = 20_000, 500_000, 1_000_000  # rows
DATA = """
import numpy as np, pandas as pd
def table(count, seed):
    rng = np.random.default_rng(seed)
    rows = {"id": np.arange(count)}
    for n in range(12):
        rows[f"n{n}"] = rng.gamma(2, 50, count).round(2)
    rows["n0"][::9] = np.nan
    rows["n1"][::11] = np.nan
    for n in range(8):
        rows[f"c{n}"] = rng.choice(["red", "green", "blue", "grey", "black"][: 2 + n % 4], count)
    frame = pd.DataFrame(rows)
    frame["left"] = np.where(frame["n2"] + frame["n3"] + rng.normal(0, 60, count) > 210, "Yes", "No")
    return frame
"""
READ = """
import pandas as pd, numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
"""
CLEAN = """
df["n0"] = df["n0"].fillna(df["n0"].mean())
df["n1"] = df["n1"].fillna(df["n1"].median())
for column in ["n4", "n5", "n6"]:
    df[column] = np.log1p(df[column])
df["c0"] = df["c0"].map({"red": 0, "green": 1})
df["share"] = df["n2"] / (df["n3"] + 1)
"""
ENCODE = """
data = pd.get_dummies(df.drop(columns=["id"]), columns=["c1", "c2", "c3", "c4", "c5", "c6", "c7"], drop_first=True)
"""
FIT = """
df["left"] = df["left"].map({"Yes": 1, "No": 0})
X, y = data.drop(columns="left"), data["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
model = LogisticRegression(max_iter=500)
model.fit(X_train, y_train)
predicted = model.predict(X_test)
"""
BARE = """
X_new = scaler.transform(data)
predicted = model.predict(X_new)
"""
# What is loaded before the clock starts is the same for both: libraries, rows.
START = """
import pickle, resource, sys, time
import sklearn.linear_model, sklearn.preprocessing
with open({rows!r}, "rb") as _file:
    df = pickle.load(_file)
_began = time.process_time()
"""
END = """
print(time.process_time() - _began)
"""
SCORE = """
from {package} import scoring
{start}
bundle = scoring.load_bundle()
answers = scoring.score(df, bundle)
"""
WHOLE = """
import pathlib
from {package} import scoring
from {package}.__main__ import ScoreNotes, journal, load_config, run_score
import deltalake, arro3.core
{start}
class Line:
    load_bundle, prepare = staticmethod(scoring.load_bundle), staticmethod(scoring.prepare)
    @staticmethod
    def read_rows(path, texts=()):
        return df
book, config = journal(None, {{}}), load_config()
with book.run("score") as run:
    done = run_score(
        Line, config.scoring, pathlib.Path("rows in memory"), contract=config.contract,
        notes=ScoreNotes(run, book, scoring.place(config).root),
    )
assert done.counts == {{"fresh": len(df)}}, done.summary()
"""


def declared(folder: Path, python: str) -> Path:
    """A folder with what a project declares beyond its notebook's libraries: the Delta table, where `python` has none."""
    place = folder / "declared"
    place.mkdir(exist_ok=True)
    if not run([python, "-c", "import deltalake"], folder=folder).ok:
        for name in ("deltalake", "arro3"):
            found = importlib.util.find_spec(name)
            for source in found.submodule_search_locations or () if found is not None else ():
                (place / name).symlink_to(source)
    return place


def notebook_text() -> str:
    """The notebook, as percent cells."""
    fit = FIT.replace('df["left"] = ', "")
    label = 'df["left"] = df["left"].map({"Yes": 1, "No": 0})\n'
    cells = [READ, 'df = pd.read_csv("customers.csv")', CLEAN + label, ENCODE, fit.split("\n", 2)[2]]
    return "".join(f"# %%\n{cell.strip()}\n" for cell in cells)


def scoring(python: str) -> Iterator[Row]:
    """All figures of the scoring line."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = run_program(python, DATA + f'table({TRAINING}, 0).to_csv("customers.csv", index=False)', folder=folder)
        (folder / "leavers.py").write_text(notebook_text(), encoding="utf-8")
        project = folder / "project"
        command = [sys.executable, "-m", "recipeline", "convert", "leavers.py", "-o", str(project), "--python", python, "--json", "--quiet"]
        converted = run(command, folder=folder)
        document = json.loads(converted.stdout) if converted.stdout.startswith("{") else {}
        if not made.ok or document.get("scoring", {}).get("status") != "proved":
            yield Row("scoring", None, note=f"no scoring line: {document.get('scoring') or failure(converted.ok, converted.stderr)}")
            return
        package = document["package"]
        yield from training(python, folder, project, package)
        path = os.pathsep.join([str(project / "src"), str(declared(folder, python))])
        yield from a_million(python, folder, path, package)
        yield from one_row(python, folder, path, package)


def training(python: str, folder: Path, project: Path, package: str) -> Iterator[Row]:
    """`train` against the notebook's own cells, whole processes: on few rows, where its fixed costs show, and on many."""
    kept = folder / "bytecode"
    extra = {"PYTHONPATH": str(project / "src"), "PYTHONPYCACHEPREFIX": str(kept), "PYTHONDONTWRITEBYTECODE": ""}
    for rows, limit in ((TRAINING, 1.15), (MANY, None)):
        file = folder / f"customers_{rows}.csv"
        run_program(python, DATA + f"table({rows}, 0).to_csv({str(file)!r}, index=False)", folder=folder)
        cells = notebook_text().replace("customers.csv", file.name)
        command = [python, "-m", package, "train", "--set", f"ingestion.customers_path={file}"]
        plain, train = compared(
            functools.partial(run_program, python, cells, folder=folder, bytecode=kept),
            functools.partial(run, command, folder=project, extra=extra),
            rounds=5,
        )
        note = failure(plain.ok and train.ok, plain.stderr + train.stderr)
        yield Row(f"notebook of {rows:,} rows, CPU", plain.cpu, "s", None, note)
        yield Row(f"train / notebook, {rows:,} rows, time", train.cpu / plain.cpu, "x", limit, note)


def a_million(python: str, folder: Path, path: str, package: str) -> Iterator[Row]:
    """Many rows that are in memory already, against the notebook's transforms and `predict`."""
    rows = folder / "rows.pkl"
    run_program(python, DATA + f'table({SCORED}, 1).drop(columns="left").to_pickle({str(rows)!r})', folder=folder)
    objects = folder / "fitted.pkl"
    dump = f'\nimport pickle\npickle.dump((scaler, model), open({str(objects)!r}, "wb"))'
    run_program(python, notebook_text() + dump, folder=folder)
    start = START.format(rows=str(rows))
    loaded = f'import numpy as np, pandas as pd\nscaler, model = __import__("pickle").load(open({str(objects)!r}, "rb"))\n'
    programs = {
        "bare": (READ + loaded + start + CLEAN + ENCODE + BARE + END, None),
        "score": (READ + SCORE.format(package=package, start=start) + END, path),
        "whole": (READ + WHOLE.format(package=package, start=start) + END, path),
    }
    bare, score, whole = _best(python, programs, folder)
    note = failure(bare.ok and score.ok and whole.ok, bare.stderr + score.stderr + whole.stderr)
    yield Row(f"bare transforms and predict, {SCORED:,} rows", _told(bare), "s", note=note)
    yield Row("the same with bundle and contract / bare, time", _told(score) / _told(bare), "x", None, note)
    yield Row("the whole run (+ store, lineage) / bare, time", _told(whole) / _told(bare), "x", 1.3, note)
    if bare.peak and whole.peak:
        yield Row("the whole run / bare, peak memory", whole.peak / bare.peak, "x", 1.5, note)


def one_row(python: str, folder: Path, path: str, package: str) -> Iterator[Row]:
    """The command on one row, from a cold start, over importing the libraries of the notebook."""
    run_program(python, DATA + 'table(1, 2).drop(columns="left").to_csv("one.csv", index=False)', folder=folder)
    command = [python, "-m", package, "score", "--input", str(folder / "one.csv")]
    kept = folder / "bytecode"
    extra = {"PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(kept), "PYTHONDONTWRITEBYTECODE": ""}
    imports, cold = compared(
        functools.partial(run_program, python, READ, folder=folder, bytecode=kept),
        functools.partial(run, command, folder=folder, extra=extra),
        rounds=5,
    )
    note = failure(cold.ok and imports.ok, cold.stderr + imports.stderr or cold.stdout)
    yield Row("score of one row, cold, over the imports", cold.cpu - imports.cpu, "s", 1.5, note)


def _best(python: str, programs: dict[str, tuple[str, str | None]], folder: Path) -> list[Cost]:
    """Each program's cheapest run, of five; they take turns, so that another job on the machine meets all of them."""
    runs: dict[str, list[Cost]] = {name: [] for name in programs}
    for _ in range(5):
        for name, (program, path) in programs.items():
            runs[name].append(run_program(python, program, folder=folder, path=path))
    return [next((cost for cost in costs if not cost.ok), None) or min(costs, key=_told) for costs in runs.values()]


def _told(cost: Cost) -> float:
    """The CPU seconds that the process measured itself."""
    return float(cost.stdout.split()[-1]) if cost.ok else float("nan")
