"""The parts of the project's tests that are the same in every project. PACKAGE is its package."""

CONFTEST = '''"""Fixtures: the settings on a copy of the data, the recorded values, and one run of the whole line."""

from __future__ import annotations

import functools
import shutil
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from recorded import Case, Recorded, missing_inputs, missing_secrets, moved_settings, paths_here, restore_random, run_replayed

from PACKAGE.config import ROOT, Config, load_config

matplotlib.use("Agg")


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A temporary copy of the project's data: what a test writes does not stay."""
    folder = tmp_path_factory.mktemp("project")
    if (ROOT / "data").is_dir():
        shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("output"))
    return folder


@pytest.fixture(scope="session")
def config(place: Path) -> Config:
    """The project's own settings; everything they read and write lies in the temporary folder."""
    return load_config(**moved_settings(load_config(), ROOT, place))


@pytest.fixture(scope="session")
def recorded(place: Path) -> Recorded:
    """Recorded values by function name."""
    return functools.partial(Case, paths=paths_here(place))


@pytest.fixture(scope="session")
def line(config: Config, place: Path) -> dict[str, Any]:
    """The results of one run of the whole line, from the notebook's random state."""
    for path in missing_inputs(config):
        pytest.skip(f"the input {path} is not on this machine")
    for name in missing_secrets():
        pytest.skip(f"the line needs the secret {name}: export {name}=...")
    restore_random(Path(__file__).parent / "golden" / "initial_random.pkl.gz")
    return run_replayed(config)
'''

RECORDED = '''"""Values that the notebook's run had, loaded for the tests, and the comparison with them."""

from __future__ import annotations

import contextlib
import gzip
import dataclasses
import functools
import importlib
import json
import os
import pickle
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import Any

import pytest

from PACKAGE import pipeline
from PACKAGE.runtime.compare import Verdict, compare
from PACKAGE.runtime.samples import sample_of

GOLDEN = Path(__file__).parent / "golden"
CONTRACTS: dict[str, Any] = json.loads((GOLDEN / "contracts.json").read_text(encoding="utf-8"))
DEFINITIONS: dict[str, str] = json.loads((GOLDEN / "definitions.json").read_text(encoding="utf-8"))
SEEN: dict[str, dict[str, Any]] = {}  # step of the line -> samples of what it returned
DEPTH = 12  # patsy looks up the stack for the names of a formula while a model is loaded

PathMap = Sequence[tuple[str, str]]


class Unpickler(pickle.Unpickler):
    """Finds the notebook's own classes where they live now."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "__main__":
            home = DEFINITIONS.get(name.split(".")[0])
            if home is not None:
                return super().find_class(home, name)
        importlib.import_module(module)
        return super().find_class(module, name)


def load(path: Path) -> Any:
    """One recorded value, read from deep enough a stack, with the project's names around it."""

    def read() -> Any:
        with gzip.open(path) as stream:
            return Unpickler(stream).load()

    scope: dict[str, Any] = dict(vars(pipeline))
    for name, module in DEFINITIONS.items():
        with contextlib.suppress(AttributeError):  # a value that needs it will say so
            scope[name] = getattr(importlib.import_module(module), name)
            setattr(sys.modules["__main__"], name, scope[name])  # joblib looks there
    scope["read_"] = read
    exec("def down_(n):\\n    return down_(n - 1) if n else read_()", scope)
    return scope["down_"](DEPTH)


def restore_random(path: Path) -> None:
    """Put the global random generators where they were in the notebook."""
    if not path.exists():
        return
    states = load(path)
    if states.get("random") is not None:
        random.setstate(states["random"])
    if states.get("numpy") is not None:
        numpy = importlib.import_module("numpy")
        numpy.random.set_state(states["numpy"])
        if states.get("entropy") is not None:  # the seed of an unseeded `default_rng()`
            entropy = random.Random()
            entropy.setstate(states["entropy"])
            numpy.random.bit_generator.randbits = entropy.getrandbits


def run_replayed(config: Any) -> dict[str, Any]:
    """Run the line; where the notebook seeds nothing, each function starts from the state it had there."""
    with pytest.MonkeyPatch.context() as patch:
        for name, function in list(vars(pipeline).items()):
            state = GOLDEN / f"{name}.random.pkl.gz"
            if callable(function) and state.exists() and not CONTRACTS["repeatable"]:
                patch.setattr(pipeline, name, _replaying(function, state))
        for name, steps in CONTRACTS["sampled"].items():
            patch.setattr(pipeline, name, _sampling(getattr(pipeline, name), steps))
        return pipeline.run_pipeline(config)


def _sampling(function: Callable[..., Any], steps: list[Any]) -> Callable[..., Any]:
    """The function, with a look at what it returns to the line, call by call."""
    waiting = iter(steps)

    @functools.wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        returned = function(*arguments, **options)
        step, names = next(waiting, ("", []))
        if names:
            values = [returned] if len(names) == 1 else list(returned)
            SEEN[step] = {name: sample_of(value) for name, value in zip(names, values, strict=True) if name != "<figure>"}
        return returned

    return call


def _replaying(function: Callable[..., Any], state: Path) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        restore_random(state)
        return function(*arguments, **options)

    return call


def paths_here(place: Path) -> list[tuple[str, str]]:
    """Folders of the notebook, and where they are in the temporary project."""
    return [(old, str(place / new)) for old, new in CONTRACTS["paths"]]


def moved_settings(config: Any, root: Path, place: Path) -> dict[str, Any]:
    """Overrides that put every path of the settings below `root` into `place`."""
    found: dict[str, Any] = {}
    for key, _, value in path_settings(config):
        if isinstance(value, str) and Path(value).is_relative_to(root):
            trail = os.sep if value.endswith(("/", os.sep)) else ""
            found[key] = str(place / Path(value).relative_to(root)) + trail
    return found


def missing_secrets() -> list[str]:
    """Environment variables that the line needs and that are not set."""
    example = Path(__file__).parents[1] / ".env.example"
    names = [line.partition("=")[0] for line in example.read_text(encoding="utf-8").splitlines()] if example.exists() else []
    return [name for name in names if not os.environ.get(name)]


def missing_inputs(config: Any) -> list[str]:
    """Inputs outside the project that are not there."""
    named = [value for _, kind, value in path_settings(config) if kind == "input" and isinstance(value, str)]
    return [value for value in named if os.path.isabs(value) and not Path(value).exists() and not Path(value).parent.exists()]


def path_settings(config: Any) -> list[tuple[str, str, Any]]:
    """Key, kind and value of every setting that is a path."""
    return [
        (f"{section.name}.{field.name}", field.metadata["path"], getattr(getattr(config, section.name), field.name))
        for section in dataclasses.fields(config)
        for field in dataclasses.fields(getattr(config, section.name))
        if field.metadata.get("path")
    ]


def judged(expected: Any, actual: Any, paths: PathMap) -> Verdict:
    """Compare as the conversion did."""
    return compare(expected, actual, path_map=paths, own_packages=["PACKAGE"])


def skip_unproven(kind: str, name: str) -> None:
    """Skip what the conversion could not compare either, for its reason."""
    why = CONTRACTS["skipped"].get(f"{kind} {name}")
    if why is not None:
        pytest.skip(why)


class Case:
    """The recorded inputs and outputs of one function."""

    def __init__(self, function: str, paths: PathMap) -> None:
        skip_unproven("function", function)
        self.function = function
        self.paths = paths
        self.inputs: dict[str, Any] = {name: self.here(value) for name, value in load(GOLDEN / f"{function}.inputs.pkl.gz").items()}
        self.expected: dict[str, Any] = load(GOLDEN / f"{function}.outputs.pkl.gz")
        shown = GOLDEN / f"{function}.shown.pkl.gz"
        if shown.exists():
            self.expected["<shown>"] = load(shown)
        restore_random(GOLDEN / f"{function}.random.pkl.gz")

    def __getitem__(self, name: str) -> Any:
        return self.inputs[name]

    def here(self, value: Any) -> Any:
        """A recorded path of the notebook's folder, as the temporary project's."""
        if isinstance(value, PurePath):
            return type(value)(self.here(str(value)))
        if type(value) is list and all(isinstance(part, str) for part in value):
            return [self.here(part) for part in value]
        for old, new in self.paths:
            if isinstance(value, str) and os.path.isabs(old) and value.startswith(old):
                return new + value[len(old) :]
        return value

    def check(self, returned: Any, names: Sequence[str]) -> None:
        """Compare what a function returned with what the notebook had, name by name."""
        values = [returned] if len(names) == 1 else list(returned)
        assert len(values) == len(names)
        for name, value in zip(names, values, strict=True):
            if name in CONTRACTS["loose"]:
                continue
            if name == "<figure>":
                assert value.axes, "an empty figure"
                continue
            verdict = judged(self.expected[name], value, self.paths)
            assert verdict.verdict != "differs", f"{name}: {verdict.why}"

    def check_inputs_unchanged(self, but: Sequence[str] = ()) -> None:
        """A function must not change what it was given."""
        for name, before in load(GOLDEN / f"{self.function}.inputs.pkl.gz").items():
            if name not in but:
                verdict = judged(before, self.inputs[name], self.paths)
                assert verdict.verdict != "differs", f"{name} was changed in place: {verdict.why}"


Recorded = Callable[[str], Case]
'''

TEST_IMPORTS = '''"""Importing the package does nothing: no file, no fit, no output."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import PACKAGE


def test_importing_every_module_has_no_effect(tmp_path: Path) -> None:
    """An import that reads or writes would run in every process that merely looks at the package."""
    names = [found.name for found in pkgutil.walk_packages(PACKAGE.__path__, "PACKAGE.") if not found.name.endswith("__main__")]
    code = "; ".join(f"import {name}" for name in names)
    source = Path(PACKAGE.__path__[0]).parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(source), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []
'''

TEST_LINE = '''"""The whole line, from the raw data on, gives what the notebook gave."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from recorded import CONTRACTS, GOLDEN, judged, load, paths_here, skip_unproven

from PACKAGE.runtime.compare import compare_files

RESULTS = CONTRACTS["results"]
FILES = CONTRACTS["files"]


def test_line_returns_every_result(line: dict[str, Any]) -> None:
    """A result that no longer comes back is lost for everyone downstream."""
    assert set(RESULTS) <= set(line)


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_result_keeps_its_contract(line: dict[str, Any], name: str) -> None:
    """Type, shape and columns with their types are those of the notebook."""
    value, contract = line[name], RESULTS[name]
    assert type(value).__name__ == contract["type"].rsplit(".", 1)[-1]
    if "shape" in contract and name not in CONTRACTS["loose"]:
        assert list(value.shape) == contract["shape"]
    if "columns" in contract:
        assert {str(column): str(dtype) for column, dtype in value.dtypes.items()}.items() >= contract["columns"].items()


@pytest.mark.parametrize("name", sorted(name for name in RESULTS if (GOLDEN / f"final.{name}.pkl.gz").exists()))
def test_result_is_the_notebooks(line: dict[str, Any], place: Path, name: str) -> None:
    """The value itself, not only its looks: computed by the notebook, compared here."""
    skip_unproven("value", name)
    verdict = judged(load(GOLDEN / f"final.{name}.pkl.gz"), line[name], paths_here(place))
    assert verdict.verdict != "differs", verdict.why


@pytest.mark.parametrize("path", sorted(FILES))
def test_file_is_written(line: dict[str, Any], place: Path, path: str) -> None:
    """Every file that the notebook wrote is there after a run, with the same content."""
    written = place / path
    skip_unproven("file", written.name)
    assert written.exists()
    if FILES[path] is not None:
        paths = paths_here(place)
        verdict = compare_files(GOLDEN / "files" / FILES[path], written, suffix=written.suffix, unpickle=load, path_map=paths)
        assert verdict.verdict != "differs", verdict.why
'''

TEST_SAMPLES = '''"""Values that are too large to keep: their sums, and some of their rows, are those of the notebook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from recorded import CONTRACTS, GOLDEN, SEEN, judged, load, paths_here, skip_unproven

SAMPLES = sorted(path.name.removesuffix(".sample.pkl.gz") for path in GOLDEN.glob("*.sample.pkl.gz"))


@pytest.mark.parametrize("step", SAMPLES)
def test_step_gives_what_the_notebook_had(line: dict[str, Any], place: Path, step: str) -> None:
    """The line calls each of these functions on the whole data; a sample of the notebook's own values is compared."""
    skip_unproven("function", step)
    for name, sample in load(GOLDEN / f"{step}.sample.pkl.gz").items():
        if name not in CONTRACTS["loose"]:
            verdict = judged(sample, SEEN[step][name], paths_here(place))
            assert verdict.verdict != "differs", f"{name}: {verdict.why}"
'''
