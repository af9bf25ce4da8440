"""Every rule on case files of its own: `cases/rules/rp104_*.py`, at least one that fires and one that is quiet."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from rule_cases import load

from recipeline import rules
from recipeline.rules import RULES

CASES = sorted((Path(__file__).parent / "cases" / "rules").glob("*.py"))
FOLDER = Path(rules.__file__).parent


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """A rule fires exactly where the case says, and the rules named quiet do not."""
    case = load(path)
    assert case.fires or case.quiet
    asked = {code for code, _ in case.fires} | case.quiet
    subject = case.subject(tmp_path)
    found = {(one.code, str(one.at)) for rule in RULES if rule.code in asked for one in rule.check(subject)}
    assert found == case.fires


def test_every_rule_file_is_listed() -> None:
    """A rule file that nobody lists would silently never run."""
    on_disk = {path.stem[:5].upper() for path in FOLDER.glob("*/rp[0-9]*.py")}
    assert on_disk == {rule.code for rule in RULES}
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_every_rule_fires_and_keeps_quiet_in_cases() -> None:
    """A rule without a case that fires may be dead; one without a quiet case may fire on everything."""
    cases = [load(path) for path in CASES]
    assert {rule.code for rule in RULES} - {code for case in cases for code, _ in case.fires} == set()
    quiet = {code for case in cases for code in case.quiet}
    assert {rule.code for rule in RULES} - quiet == set()


def test_every_rule_file_is_its_page() -> None:
    """The docstring says what, why and what to do, since it is what a reader of a finding looks up."""
    for path in FOLDER.glob("*/rp[0-9]*.py"):
        page = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for part in (path.stem[:5].upper() + ":", "Why it matters:", "What to do:", "Wrong::", "Right::"):
            assert part in page, f"{path.name} lacks {part!r}"
