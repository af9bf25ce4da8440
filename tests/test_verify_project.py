"""The verifier is tested by planting faults: it must see each of them, and nothing else."""

from __future__ import annotations

import json
import pickle
import random
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from recipeline.model.verification import Checkpoint, FunctionCheck, Returned, VerificationReport
from recipeline.verify import verify_project

RUNTIME = Path(__file__).parent.parent / "src" / "recipeline_runtime"

SOURCES = {
    "__init__.py": "",
    "config.py": """
from __future__ import annotations
from dataclasses import dataclass, field
from pathlib import Path
from .runtime.settings import load
ROOT = Path(__file__).parents[2]
@dataclass(frozen=True)
class Preparation:
    least_age: int = 30
    target: str = field(default="data/out.csv", metadata={"path": "output"})
@dataclass(frozen=True)
class Settings:
    preparation: Preparation = Preparation()
def load_config(path=None, **overrides):
    return load(Settings, path=path, environment_prefix="SHOP", overrides=overrides, root=ROOT)
""",
    "features.py": """
import random
import pandas as pd
class Shelf:
    def __init__(self, size):
        self.size = size
def read_people():
    return pd.DataFrame({"name": ["a", "b", "c"], "age": [25, 35, 45], "height": [1.5, 1.6, 1.7]})
def keep_adults(people, least_age):
    adults = people[people["age"] >= least_age]
    return adults
def draw_number(adults):
    number = random.random() + len(adults)
    return number
def save_adults(adults, target):
    adults.to_csv(target, index=False)
    shelf = Shelf(len(adults))
    return shelf, adults.describe()
""",
    "pipeline.py": """
from .features import draw_number, keep_adults, read_people, save_adults
def run_pipeline(config):
    people = read_people()
    adults = keep_adults(people, config.preparation.least_age)
    number = draw_number(adults)
    shelf, summary = save_adults(adults, config.preparation.target)
    return {"people": people, "adults": adults, "number": number, "shelf": shelf}
""",
}


class Shelf:
    """Stands in for a class that the notebook defined."""

    def __init__(self, size: int) -> None:
        self.size = size


def dump(value: object, path: Path) -> None:
    """Pickle as a notebook does, whose classes live in `__main__`."""
    text = pickle.dumps(value, protocol=0).replace(f"c{__name__}\nShelf".encode(), b"c__main__\nShelf")
    path.write_bytes(text)


def check(name: str, first: str, arguments: dict[str, str], settings: dict[str, str], *returns: Returned) -> FunctionCheck:
    outputs = tuple(r.name for r in returns if r.kind == "value")
    shown = tuple(r.name for r in returns if r.kind == "shown")
    checkpoint = Checkpoint(name, first, first, tuple(arguments.values()), outputs, shown)  # type: ignore[arg-type]
    return FunctionCheck("shop.features", checkpoint, tuple(arguments.items()), tuple(settings.items()), returns)


CHECKS = (
    check("read_people", "1:1", {}, {}, Returned("value", "people")),
    check("keep_adults", "2:1", {"people": "people"}, {"least_age": "preparation.least_age"}, Returned("value", "adults")),
    check("draw_number", "3:1", {"adults": "adults"}, {}, Returned("value", "number")),
    check("save_adults", "4:1", {"adults": "adults"}, {"target": "preparation.target"},
          Returned("value", "shelf"), Returned("shown", "4:3")),
)

Edits = Mapping[str, list[tuple[str, str]]]
Verify = Callable[..., VerificationReport]


def make_store(folder: Path) -> Path:
    """What the recorder of the notebook would have left."""
    store = folder / "store"
    store.mkdir()
    people = pd.DataFrame({"name": ["a", "b", "c"], "age": [25, 35, 45], "height": [1.5, 1.6, 1.7]})
    adults = people[people["age"] >= 30]
    state = random.Random(3).getstate()
    values = {"people": people, "adults": adults, "number": random.Random(3).random() + 2, "shelf": Shelf(2)}
    adults.to_csv(store / "out.bin", index=False)
    dump({"random": state}, store / "r.pkl")
    checkpoints = {}
    for one in CHECKS:
        point = one.checkpoint
        record: dict[str, object] = {"random": "r.pkl", "figures": []}
        for part, names in (("inputs", point.inputs), ("outputs", point.outputs)):
            dump({name: values[name] for name in names}, store / f"{point.function}-{part}.pkl")
            record[part] = {"file": f"{point.function}-{part}.pkl", "names": list(names), "skipped": {}}
        dump({"4:3": adults.describe()}, store / "shown.pkl")
        record["shown"] = {"file": "shown.pkl", "names": ["4:3"], "skipped": {}}
        checkpoints[point.function] = record
    final = {}
    for name, value in values.items():
        dump(value, store / f"final-{name}.pkl")
        final[name] = {"file": f"final-{name}.pkl", "skipped": None}
    files = [{"path": "/notebook/out.csv", "stored": "out.bin"}]
    index = {"checkpoints": checkpoints, "final": final, "files": files, "initial_random": "r.pkl"}
    (store / "index.json").write_text(json.dumps(index))
    return store


@pytest.fixture
def verify(tmp_path: Path) -> Verify:
    """Make the project with some faults planted, and verify it."""

    def run(edits: Edits | None = None, **options: object) -> VerificationReport:
        project = tmp_path / "shop"
        package = project / "src" / "shop"
        (project / "data").mkdir(parents=True)
        shutil.copytree(RUNTIME, package / "runtime", ignore=shutil.ignore_patterns("__pycache__"))
        for name, text in SOURCES.items():
            for old, new in (edits or {}).get(name, ()):
                assert old in text
                text = text.replace(old, new)
            (package / name).write_text(text)
        arguments: dict[str, object] = {
            "functions": CHECKS, "final_names": ["people", "adults", "number", "shelf"],
            "main_names": {"Shelf": "shop.features"}, "file_map": {"/notebook/out.csv": "data/out.csv"}, "timeout": 60,
        }
        arguments.update(options)
        return verify_project(project, package="shop", python=sys.executable, store=make_store(tmp_path), **arguments)  # type: ignore[arg-type]

    return run


def differing(report: VerificationReport) -> dict[tuple[str, str], str]:
    return {(c.kind, c.name): str(c.why) for c in report.checks if c.verdict == "differs"}


def test_equal_project_has_no_difference(verify: Verify, tmp_path: Path) -> None:
    """What is equal must not be called different: values, a class of the notebook, a file, a shown table, random draws."""
    seen: list[str] = []
    report = verify(progress=seen.append)
    assert differing(report) == {} and report.error is None
    assert {(c.kind, c.name) for c in report.checks if c.verdict == "same"} == {
        *((("function", one.checkpoint.function)) for one in CHECKS),
        ("value", "people"), ("value", "adults"), ("value", "number"), ("value", "shelf"),
        ("file", "out.csv"), ("table", "4:3"),
    }
    assert "the whole line" in seen
    assert not (tmp_path / "shop" / "data" / "out.csv").exists(), "a verification leaves the project as it is"


IN_PLACE = (
    "    adults = people[people[",
    "    people.sort_values('age', ascending=False, inplace=True)\n    adults = people.sort_index()[people.sort_index()[",
)

# Several faults at a time, in functions that do not hide each other: a run of two processes for each would take minutes.
FAULTS = [
    pytest.param(
        {"features.py": [("45]", "46]"), ("random.random() +", "random.random() + 1e-6 +"), ("size = size", "size = size + 1"),
                         ("adults.describe()", "adults.describe() + 1"), ("index=False", "index=True")]},
        {
            ("value", "people"): "column 'age', row 2 (index 2): expected 45, got 46",
            ("function", "read_people"): "people: column 'age', row 2 (index 2): expected 45, got 46",
            ("function", "draw_number"): "number: expected",
            ("value", "shelf"): ".size: expected 2, got 3",
            ("function", "save_adults"): "shelf: .size: expected 2, got 3",
            ("table", "4:3"): "column 'age', row 0 (index 'count'): expected 2.0, got 3.0",
            ("file", "out.csv"): "column 'Unnamed: 0' should not be there",
        },
        id="wrong number, draw, object, table, file",
    ),
    pytest.param(
        {"features.py": [("return adults\n", "return adults.drop(columns='height')\n"), ("    adults.to_csv(target, index=False)\n", "")],
         "pipeline.py": [('"number": number, ', "")]},
        {
            ("function", "keep_adults"): "adults: column 'height' is missing",
            ("value", "adults"): "column 'height' is missing",
            ("file", "out.csv"): "the line did not write it",
            ("value", "number"): "not returned by the line",
        },
        id="lost column, missing file, missing name",
    ),
    pytest.param(
        {"features.py": [("return adults\n", "return adults[::-1]\n")]},
        {("function", "keep_adults"): "index, row 0: expected 1, got 2", ("value", "adults"): "index, row 0: expected 1, got 2"},
        id="swapped rows",
    ),
    pytest.param(
        {"features.py": [("return adults\n", "return adults[['age', 'name', 'height']]\n")]},
        {("function", "keep_adults"): "column order", ("value", "adults"): "column order: expected 'name' as column 1, got 'age'"},
        id="swapped columns",
    ),
    pytest.param(
        {"features.py": [("return adults\n", "return adults.astype({'age': float})\n"), ("number = random", "number = 1 / 0 + random")]},
        {
            ("function", "keep_adults"): "column 'age': expected dtype int64, got float64",
            ("function", "draw_number"): "ZeroDivisionError: division by zero (features.py, line 13, in draw_number)",
            ("value", "people"): "the line raised ZeroDivisionError",
        },
        id="changed dtype, raises",
    ),
    pytest.param(
        {"features.py": [IN_PLACE], "config.py": [("least_age: int = 30", "least_age: int = 40")]},
        {("function", "keep_adults"): "expected 2 rows, got 1", ("value", "adults"): "expected 2 rows, got 1"},
        id="other setting",
    ),
    pytest.param(
        {"features.py": [IN_PLACE]},
        {("function", "keep_adults"): "argument people is changed in place: index, row 0", ("value", "people"): "index, row 0"},
        id="mutated argument",
    ),
]


@pytest.mark.parametrize(("edits", "expected"), FAULTS)
def test_planted_faults_are_seen(verify: Verify, edits: Edits, expected: dict[tuple[str, str], str]) -> None:
    """Each planted fault is found where it is, and told so that a person finds it."""
    found = differing(verify(edits))
    for where, why in expected.items():
        assert where in found, found
        assert why in found[where]


def test_one_raising_function_does_not_end_the_others(verify: Verify) -> None:
    """Functions are checked in isolation."""
    report = verify({"features.py": [("number = random", "raise SystemExit(3); number = random")]})
    functions = {c.name: c.verdict for c in report.checks if c.kind == "function"}
    assert functions == {"read_people": "same", "keep_adults": "same", "draw_number": "differs", "save_adults": "same"}
    assert report.error is not None and "SystemExit" in report.error


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        pytest.param(("number = random", "import os; os._exit(7); number = random"), "exit code 7", id="dies"),
        pytest.param(("number = random", "import time; time.sleep(60); number = random"), "did not end within", id="hangs"),
        pytest.param(("import random", "import no_such_module"), "ModuleNotFoundError", id="import fails"),
    ],
)
def test_a_process_that_fails_is_a_report(verify: Verify, edit: tuple[str, str], error: str) -> None:
    """Death, timeout and a failing import become a report in which what was not reached differs."""
    report = verify({"features.py": [edit]}, timeout=6)
    assert report.error is not None and error in report.error
    assert {name for kind, name in differing(report) if kind == "value"} == {"people", "adults", "number", "shelf"}


def test_no_interpreter_is_a_report(tmp_path: Path) -> None:
    """A wrong --python must not crash the verifier."""
    (tmp_path / "p").mkdir()
    report = verify_project(
        tmp_path / "p", package="shop", python="/no/such/python", store=tmp_path, functions=(), final_names=["x"]
    )
    assert report.error is not None and [c.verdict for c in report.checks] == ["differs"]


def test_excused_and_unrepeatable_are_skipped(verify: Verify) -> None:
    """What the plan explains, and what the notebook does not repeat, is said to be skipped, never the same."""
    report = verify(
        {"pipeline.py": [('"number": number, "shelf": shelf', '"number": 5.0')]},
        unrepeatable=["number"], excused={"shelf": "a display"},
    )
    verdicts = {c.name: (c.verdict, c.why) for c in report.checks if c.kind == "value"}
    assert verdicts["number"] == ("skipped", "the notebook itself gives another value on each run")
    assert verdicts["shelf"] == ("skipped", "a display")


@pytest.mark.parametrize("replay", [False, True])
def test_replay_puts_the_random_state_back_before_each_step(verify: Verify, replay: bool) -> None:
    """A stochastic notebook is verified under replayed random state; without replay, a draw too many is seen."""
    drift = {"pipeline.py": [("    number = draw", "    import random; random.random()\n    number = draw")]}
    assert (("value", "number") in differing(verify(drift, replay=replay))) is not replay


def test_harness_finds_no_module_of_ours(verify: Verify) -> None:
    """The notebook's process must not see recipeline's own folder: `run.py` there would hide a user's `run`."""
    probe = "import importlib.util as u; assert not u.find_spec('judge') and not u.find_spec('job')\nimport random"
    assert differing(verify({"features.py": [("import random", probe)]})) == {}
