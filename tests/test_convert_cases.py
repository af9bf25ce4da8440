"""The small notebooks of `cases/convert` (thirty classes that break converters) are what they say.

Each is a percent script: a markdown sentence why it is hard, cells, claims `# holds: EXPRESSION` about the values at
its end, and `# expect: equal` or `# expect: equal-or-refused`. `31*` combine several classes.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jupytext
import pytest
from IPython.core.inputtransformer2 import TransformerManager

HERE = Path(__file__).resolve().parent / "cases"
CASES = sorted((HERE / "convert").glob("*.py"))


def run_cases(folder: Path) -> dict[str, list[str]]:
    """What each case of a folder complains about when it is run as a notebook."""
    done = subprocess.run(
        [sys.executable, str(HERE / "run_cases.py"), str(folder)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_every_class_has_two_cases() -> None:
    """One example is no class: a fix for it alone would pass."""
    of_class = [case.name[:2] for case in CASES]
    assert {number for number in of_class if of_class.count(number) >= 2} == {f"{n:02}" for n in range(1, 32)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case_has_its_reason_its_claims_and_its_verdict(case: Path) -> None:
    """Whoever sees a case fail must learn from the file why it is there and what is right."""
    lines = case.read_text().splitlines()
    assert lines[0] == "# %% [markdown]"
    assert re.fullmatch(r"# .{30,}[.]", lines[1])
    assert lines[-1] in ("# expect: equal", "# expect: equal-or-refused")
    assert any(line.startswith("# holds: ") for line in lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case_parses_and_its_claims_name_what_it_makes(case: Path) -> None:
    """A claim about a name that no cell binds could never be lost by a conversion."""
    cells = [cell.source for cell in jupytext.read(case).cells if cell.cell_type == "code"]
    text = "\n".join(cells)
    for cell in cells:
        ast.parse(TransformerManager().transform_cell(cell))
    for claim in re.findall(r"^# holds: (.+)$", case.read_text(), re.MULTILINE):
        names = {node.id for node in ast.walk(ast.parse(claim, mode="eval")) if isinstance(node, ast.Name)}
        assert any(re.search(rf"^[^#\n]*\b{name}\b", text, re.MULTILINE) for name in names), claim


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the runner forks")
def test_every_claim_holds_in_the_notebook_itself() -> None:
    """The reference must be right before a conversion is held against it."""
    found = run_cases(HERE / "convert")
    assert len(found) == len(CASES)
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the runner forks")
def test_runner_reports_a_false_claim_and_a_failing_cell(tmp_path: Path) -> None:
    """A runner that cannot complain proves nothing."""
    (tmp_path / "false.py").write_text("# %%\nx = 1\n\n# holds: x == 2\n")
    (tmp_path / "fails.py").write_text("# %%\ny = nowhere\n")
    (tmp_path / "dies.py").write_text("# %%\nimport os\nos._exit(3)\n")
    found = run_cases(tmp_path)
    assert found["false"] == ["x == 2"]
    assert "NameError" in found["fails"][0]
    assert found["dies"] == ["the process died"]
