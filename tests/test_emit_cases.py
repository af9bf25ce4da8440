"""The code that comes out, by case files: cells, and below them the lines that must stand in the project.

A case is converted without a run (`# expect` lines must be there, `# never` lines must not), so that it is fast
and shows what the static analysis alone decides.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from percent import notebook

from recipeline.convert import Origin, compose, decide, understand
from recipeline.emit.golden import Golden
from recipeline.plan import Choices
from recipeline.plan.paths import PathPlan

CASES = sorted((Path(__file__).parent / "cases" / "emit").glob("*.py"))


def converted(cells: str, choices: Choices, read: tuple[str, ...] = (), written: tuple[str, ...] = ()) -> dict[str, str]:
    """The files of a project, by path."""
    understood = understand(notebook(cells))
    paths = PathPlan("/nb", tuple(f"/nb/{name}" for name in read), tuple(f"/nb/{name}" for name in written))
    plan = decide(understood, None, choices, paths)
    project = compose(understood, plan, choices, Origin(path="nb.ipynb", python="python", runtime=()), Golden(), (), (), "")
    return {str(file.path): file.text for file in project.files}


def marked(text: str, mark: str) -> list[str]:
    return [line.removeprefix(f"# {mark}").strip() for line in text.splitlines() if line.startswith(f"# {mark} ")]


def plain(text: str) -> str:
    """One line, so that a case need not know where lines are broken."""
    return re.sub(r",? ?([)\]}])", r"\1", re.sub(r"([(\[{]) ", r"\1", re.sub(r"\s+", " ", text)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """What a case file expects stands in the emitted code, and what it forbids does not."""
    text = path.read_text(encoding="utf-8")
    choices = Choices(**{key: ast.literal_eval(value) for key, value in (line.split("=", 1) for line in marked(text, "choose"))})
    files = converted(text.split("# expect")[0].split("# choose")[0], choices, tuple(marked(text, "reads")), tuple(marked(text, "writes")))
    emitted = plain("\n".join(text for name, text in files.items() if name.endswith((".py", ".yaml")) and not name.startswith("tests/") and "__main__" not in name))
    wanted = marked(text, "expect")
    assert wanted, "a case without expectation proves nothing"
    for line in wanted:
        assert plain(line) in emitted, f"{line}\n--- is not in ---\n{emitted}"
    for line in marked(text, "never"):
        assert plain(line) not in emitted, f"{line}\n--- is in ---\n{emitted}"


def test_every_emitted_file_parses() -> None:
    """A project that does not parse would be caught late, by its user."""
    for path in CASES:
        for name, text in converted(path.read_text(encoding="utf-8").split("# expect")[0].split("# choose")[0], Choices()).items():
            if name.endswith(".py"):
                ast.parse(text, filename=f"{path.stem}: {name}")
