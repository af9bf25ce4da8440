"""The parts of the project's tests that are the same in every project. PACKAGE is its package."""

CONFTEST = '''"""Fixtures: the settings, the recorded values of the notebook's run, and one run of the whole line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib
import pytest
from recorded import Case, Recorded, restore_random

from PACKAGE.config import Config, load_config
from PACKAGE.pipeline import run_pipeline

matplotlib.use("Agg")


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The project's own settings, with everything it writes going to a temporary folder."""
    return load_config(reporting={"folder": str(tmp_path_factory.mktemp("reports"))})


@pytest.fixture(scope="session")
def recorded() -> Recorded:
    """Recorded values by function name."""
    return Case


@pytest.fixture(scope="session")
def line(config: Config) -> dict[str, Any]:
    """The results of one run of the whole line, from the notebook's random state."""
    restore_random(Path(__file__).parent / "golden" / "initial_random.pkl")
    return run_pipeline(config)
'''

RECORDED = '''"""Values that the notebook's run had, loaded for the tests, and the comparison with them."""

from __future__ import annotations

import importlib
import json
import pickle
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PACKAGE.runtime.compare import compare

GOLDEN = Path(__file__).parent / "golden"


class Unpickler(pickle.Unpickler):
    """Finds the notebook's own classes where they live now."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "__main__":
            home = json.loads((GOLDEN / "definitions.json").read_text()).get(name.split(".")[0])
            if home is not None:
                return super().find_class(home, name)
        importlib.import_module(module)
        return super().find_class(module, name)


def load(path: Path) -> Any:
    """One recorded value."""
    with path.open("rb") as stream:
        return Unpickler(stream).load()


def restore_random(path: Path) -> None:
    """Put the global random generators where they were in the notebook."""
    if not path.exists():
        return
    states = load(path)
    if states.get("random") is not None:
        random.setstate(states["random"])
    if states.get("numpy") is not None and "numpy" in sys.modules:
        numpy = sys.modules["numpy"]
        numpy.random.set_state(states["numpy"])
        if states.get("entropy") is not None:  # the seed of an unseeded `default_rng()`
            entropy = random.Random()
            entropy.setstate(states["entropy"])
            numpy.random.bit_generator.randbits = entropy.getrandbits


class Case:
    """The recorded inputs and outputs of one function."""

    def __init__(self, function: str) -> None:
        self.function = function
        self.inputs: dict[str, Any] = load(GOLDEN / f"{function}.inputs.pkl")
        self.expected: dict[str, Any] = load(GOLDEN / f"{function}.outputs.pkl")
        shown = GOLDEN / f"{function}.shown.pkl"
        if shown.exists():
            self.expected |= load(shown)
        restore_random(GOLDEN / f"{function}.random.pkl")

    def __getitem__(self, name: str) -> Any:
        return self.inputs[name]

    def check(self, returned: Any, names: Sequence[str]) -> None:
        """Compare what a function returned with what the notebook had, name by name."""
        values = [returned] if len(names) == 1 else list(returned)
        assert len(values) == len(names)
        for name, value in zip(names, values, strict=True):
            if name in self.expected:
                verdict = compare(self.expected[name], value)
                assert verdict.verdict != "differs", f"{name}: {verdict.why}"

    def check_inputs_unchanged(self) -> None:
        """A function must not change what it was given."""
        for name, before in load(GOLDEN / f"{self.function}.inputs.pkl").items():
            verdict = compare(before, self.inputs[name])
            assert verdict.verdict != "differs", f"{name} was changed in place: {verdict.why}"


Recorded = Callable[[str], Case]
'''

TEST_IMPORTS = '''"""Importing the package does nothing: no file, no fit, no output."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import PACKAGE


def test_importing_every_module_has_no_effect(tmp_path: Path) -> None:
    """An import that reads or writes would run in every process that merely looks at the package."""
    names = [found.name for found in pkgutil.walk_packages(PACKAGE.__path__, "PACKAGE.") if not found.name.endswith("__main__")]
    code = "; ".join(f"import {name}" for name in names)
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []
'''

TEST_LINE = '''"""The whole line, from the raw data on, gives what the notebook gave."""

from __future__ import annotations

import json
from typing import Any

import pytest
from recorded import GOLDEN, load

from PACKAGE.runtime.compare import compare

CONTRACTS = json.loads((GOLDEN / "contracts.json").read_text())
RESULTS = CONTRACTS["results"]
LOOSE = set(CONTRACTS["loose"])


def test_line_returns_every_result(line: dict[str, Any]) -> None:
    """A result that no longer comes back is lost for everyone downstream."""
    assert set(RESULTS) <= set(line)


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_result_keeps_its_contract(line: dict[str, Any], name: str) -> None:
    """Columns, types and number of dimensions of each result are those of the notebook."""
    value, contract = line[name], RESULTS[name]
    assert type(value).__name__ == contract["type"].rsplit(".", 1)[-1]
    if "shape" in contract and name not in LOOSE:
        assert list(value.shape) == contract["shape"]
    if "columns" in contract:
        assert {str(column): str(dtype) for column, dtype in value.dtypes.items()}.items() >= contract["columns"].items()


@pytest.mark.parametrize("name", sorted(name for name in RESULTS if (GOLDEN / f"final.{name}.pkl").exists()))
def test_result_is_the_notebooks(line: dict[str, Any], name: str) -> None:
    """The value itself, not only its looks: computed by the notebook, compared here."""
    if name in LOOSE:
        pytest.skip("the notebook itself gives another value on each run")
    verdict = compare(load(GOLDEN / f"final.{name}.pkl"), line[name])
    assert verdict.verdict != "differs", verdict.why
'''
