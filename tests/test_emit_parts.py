"""A line cut in parts: it returns what the notebook holds, and no part is longer than a function should be."""

from __future__ import annotations

import ast
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_emit_cases import converted

import recipeline_runtime
from recipeline.emit import parts, pipeline
from recipeline.emit.layout import height
from recipeline.plan import Choices

NAMES = ("north", "south", "east", "west", "upper", "lower")
RUN = "import json; from case.config import load_config; from case.pipeline import run_pipeline; print(json.dumps(run_pipeline(load_config())))"


def scrambled(seed: int, cells: int) -> str:
    """Cells that make names from each other, make them anew, delete them and write some out, below headings here and there."""
    draw = random.Random(seed)
    held: list[str] = []
    text = []
    for number in range(1, cells + 1):
        if draw.random() < 0.2:
            text.append(f"# %% [markdown]\n# ## Section {number}\n")
        name = draw.choice(NAMES)
        read = draw.sample(held, min(len(held), 2))
        line = f"{name} = [len({name!r}) * {number}, {', '.join(f'sum({other}) % 97' for other in read)}]"
        held = [*(other for other in held if other != name), name]
        if len(held) > 3 and draw.random() < 0.2:
            line += f"\ndel {held[0]}"
            held = held[1:]
        text.append(f"# %% {number}\n{line}\n# %% {number}b\nprint(sum({name}))\n")
    return "".join(text)


def data_of(cells: str) -> dict[str, object]:
    """What the notebook holds at its end."""
    space: dict[str, object] = {}
    exec(compile(cells, "<notebook>", "exec"), {"print": lambda *_: None}, space)
    return space


@pytest.mark.parametrize("seed", range(4))
def test_a_line_in_parts_returns_what_the_notebook_holds(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value handed on too late, dropped or mixed up with an older one of its name would be silently wrong."""
    monkeypatch.setattr(parts, "LONGEST", 18)
    monkeypatch.setattr(pipeline, "LONGEST", 18)
    cells = scrambled(seed, 24)
    files = converted(cells, Choices())
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    shutil.copytree(Path(recipeline_runtime.__file__).parent, tmp_path / "src/case/runtime")
    assert files["src/case/pipeline.py"].count("results.update(") >= 2, "the case is not cut"
    done = subprocess.run([sys.executable, "-c", RUN], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path / "src")}, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == data_of(cells)


@pytest.mark.parametrize("seed", range(3))
def test_no_part_is_longer_than_a_function_should_be(seed: int) -> None:
    """The budget is the reason for the parts: an estimate that is too low would break it."""
    text = converted(scrambled(seed, 70), Choices())["src/case/pipeline.py"]
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    assert len(functions) > 2
    assert max(node.end_lineno - node.lineno + 1 for node in functions if node.end_lineno) <= 60


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("    a = f(b)", 1),
        ("    with figures_shown(reports, 'x'):", 1),
        (f"    {'a' * 40} = f({'b' * 40}, {'c' * 40})", 3),
        (f"    {'a' * 40} = f({'b' * 60}, {'c' * 60}, d)", 5),
        (f"    write_table(reports, 'x', {'f' * 30}({'b' * 60}, {'c' * 60}))", 8),
        (f"    {'a' * 50}, {'b' * 50} = {'f' * 40}(c)", 3),
        (f"    {'a' * 70}, {'b' * 70} = f(c)", 4),
    ],
)
def test_heights_are_those_of_ruff(line: str, lines: int) -> None:
    """What a statement takes is known before it is formatted; ruff itself gave these numbers."""
    assert height(line) == lines
