"""The entry point of a project keeps the budget of its other functions."""

from __future__ import annotations

import ast
from types import SimpleNamespace

import pytest

from recipeline.emit.commands import main_text
from recipeline.emit.polish import polish

LONGEST = 60  # lines of a function, design.md


@pytest.mark.parametrize(
    ("scoring", "tuning"),
    [pytest.param(None, None, id="refresh"), pytest.param(object(), None, id="scoring"), pytest.param(object(), object(), id="tuning")],
)
def test_no_command_is_longer_than_the_budget(scoring: object, tuning: object) -> None:
    """It stands in every project, and options are added to it with every feature."""
    plan = SimpleNamespace(package="churn", line="training", scoring=scoring, tuning=tuning)
    text, _ = polish(main_text(SimpleNamespace(plan=plan)), "__main__.py", "churn", frozenset())  # type: ignore[arg-type]
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    assert {node.name for node in functions if node.end_lineno - node.lineno >= LONGEST} == set()  # type: ignore[operator]
    assert {"main", "command_line"} <= {node.name for node in functions}
