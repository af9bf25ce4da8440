"""The runtime in its two forms: copied into a project, and installed as a package of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from test_scoring_conversion import DATA, NOTEBOOK

from recipeline import __version__
from recipeline.cli.main import main
from recipeline.convert import RUNTIME_IMPORT

ROOT = Path(__file__).parents[1]
UV = shutil.which("uv") or next((str(path) for path in [Path(sys.executable).parent / "uv"] if path.exists()), None)


def test_the_package_has_the_compilers_version() -> None:
    """A project asks for the version that it was verified with, exactly."""
    assert tomllib.loads((ROOT / "packages/runtime/pyproject.toml").read_text())["project"]["version"] == __version__


def test_one_line_stands_for_the_copied_modules(tmp_path: Path) -> None:
    """Each module is found under the project's own name, so the texts of both forms are the same."""
    (tmp_path / "demo" / "runtime").mkdir(parents=True)
    (tmp_path / "demo" / "__init__.py").touch()
    (tmp_path / "demo" / "runtime" / "__init__.py").write_text(RUNTIME_IMPORT)
    code = "import demo.runtime.settings as s, demo.runtime.compare.walk as w; from demo.runtime.reports import plain; print(s.__name__, s.__file__, w.__name__)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT / "src")])}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout.split()
    assert told == ["demo.runtime.settings", str(ROOT / "src/recipeline_runtime/settings.py"), "demo.runtime.compare.walk"]


@pytest.mark.slow
@pytest.mark.skipif(UV is None, reason="needs uv")
@pytest.mark.parametrize("form", ["copied", "package"])
def test_a_project_installs_and_passes_its_tests(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a fresh environment that holds what its pyproject.toml asks for, and nothing else."""
    assert UV is not None
    subprocess.run([sys.executable, "-c", DATA], cwd=tmp_path, check=True)
    (tmp_path / "leavers.py").write_text(NOTEBOOK, encoding="utf-8")
    capsys.readouterr()
    main(["convert", str(tmp_path / "leavers.py"), "-o", str(tmp_path / "project"), "--runtime", form, "--json", "--quiet"])
    document = json.loads(capsys.readouterr().out)
    assert (document["status"], document["scoring"]["status"]) == ("verified", "proved")
    project = tmp_path / "project"
    assert len(list(project.glob("src/*/runtime/**/*.py"))) == 1 or form == "copied"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    python = str(tmp_path / "venv/bin/python")
    subprocess.run([UV, "venv", "-q", "--python", sys.executable, str(tmp_path / "venv")], check=True, env=environment)
    subprocess.run([UV, "build", "-q", "--wheel", "--out-dir", str(tmp_path / "wheels"), str(ROOT / "packages/runtime")], check=True, env=environment)
    install = [UV, "pip", "install", "-q", "--python", python, "--find-links", str(tmp_path / "wheels"), f"{project}[test]"]
    subprocess.run(install, check=True, env=environment, timeout=600)
    done = subprocess.run([python, "-m", "pytest", "-q", "-p", "no:cacheprovider"], cwd=project, env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout[-3000:]
    trained = subprocess.run([python, "-m", document["package"], "train"], cwd=project, env=environment, capture_output=True, text=True, timeout=300)
    assert trained.returncode == 0 and "in production" in trained.stderr, trained.stderr[-2000:]
