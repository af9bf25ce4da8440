"""The tests of a generated project must be able to fail: faults are planted in its code, and both its own pytest
and `recipeline verify` must see each of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

CELLS = (
    "import pandas as pd",
    'orders = pd.read_csv("orders.csv")\norders.head()',
    'orders["total"] = orders["quantity"] * orders["price"]',
    "large = orders[orders['total'] > 20].sort_values('total')",
    'by_region = large.groupby("region", as_index=False).agg(total=("total", "sum"), orders=("order", "count"))',
    'share = by_region["total"] / by_region["total"].sum()',
    'by_region.to_csv("by_region.csv", index=False)',
)
ROWS = 40
REGIONS = ("north", "south", "east", "west")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong in a project: what `old` (a regular expression) finds first becomes `new`."""

    name: str
    old: str
    new: str


FAULTS = (
    Fault("wrong number", r'\* orders\["price"\]', '* orders["price"] * 1.000001'),
    Fault("lost column", r', orders=\("order", "count"\)', ""),
    Fault("swapped rows", r'\.sort_values\("total"\)', '.sort_values("total").iloc[::-1]'),
    Fault("changed dtype", r'\("total", "sum"\), orders=\("order", "count"\)\)', r'("total", "sum"), orders=("order", "count")).astype({"orders": "float64"})'),
    Fault("missing file", r"by_region\.to_csv\(.*\)", "pass"),
    Fault("mutated argument", r"orders = orders\.copy\(\)", "pass"),
    Fault("import writes", r"^import pandas as pd$", 'import pandas as pd\n\nopen("side_effect.txt", "w").close()'),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small notebook, converted once."""
    folder = tmp_path_factory.mktemp("notebook")
    cells = [{"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "execution_count": None, "source": text} for i, text in enumerate(CELLS)]
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "regions.ipynb").write_text(json.dumps(document))
    lines = [f"{i},{REGIONS[i % 4]},{i % 7 + 1},{i * 0.75 + 1}" for i in range(ROWS)]
    (folder / "orders.csv").write_text("\n".join(["order,region,quantity,price", *lines]) + "\n")
    target = folder / "project"
    done = recipeline("convert", str(folder / "regions.ipynb"), "-o", str(target), "--python", sys.executable)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def test_project_passes_its_own_tests(project: Path) -> None:
    """A project whose tests are red from the start teaches its owner to ignore them."""
    done = own_tests(project)
    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout.splitlines()[-1]


def test_wrong_number_is_seen(project: Path, tmp_path: Path) -> None:
    """A number that is off by a millionth is a wrong number."""
    faulty = with_fault(project, tmp_path, FAULTS[0])
    assert own_tests(faulty).returncode == 1
    assert recipeline("verify", str(faulty)).returncode == 1


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS[1:], ids=lambda fault: fault.name)
def test_fault_is_seen(project: Path, tmp_path: Path, fault: Fault) -> None:
    """What the project's owner may break by hand is seen by the project's tests and by `recipeline verify`."""
    faulty = with_fault(project, tmp_path, fault)
    assert own_tests(faulty).returncode == 1, "the project's own tests pass"
    done = recipeline("verify", str(faulty))
    assert done.returncode == 1, done.stdout


@pytest.mark.parametrize("tool", [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)], ids=lambda tool: " ".join(tool))
def test_project_is_clean(project: Path, tool: tuple[str, ...]) -> None:
    """The tools that the project names in its own pyproject find nothing to say."""
    done = run([sys.executable, "-m", *tool], project)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", [("refresh",), ("config", "explain")], ids=lambda command: " ".join(command))
def test_command_runs_from_any_folder(project: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    """Schedulers start a command wherever they please; nothing may be left there."""
    copy = shutil.copytree(project, tmp_path / "project")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = run([sys.executable, "-m", "regions", *command], elsewhere, {"PYTHONPATH": str(copy / "src")})
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(elsewhere.iterdir()) == []


def with_fault(project: Path, tmp_path: Path, fault: Fault) -> Path:
    """A copy of the project with one fault in its stage modules."""
    faulty = shutil.copytree(project, tmp_path / "faulty")
    for path in sorted((faulty / "src" / "regions").glob("*.py")):
        text = path.read_text()
        changed = re.sub(fault.old, lambda _: fault.new, text, count=1, flags=re.M)
        if changed != text:
            path.write_text(changed)
            return faulty
    raise AssertionError(f"nowhere to plant: {fault.name}")


def own_tests(project: Path) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], project)


def recipeline(*arguments: str) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "recipeline", *arguments], Path.cwd())


def run(command: list[str], folder: Path, more: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "Agg", **(more or {})}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False)
