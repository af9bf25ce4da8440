"""The text a person reads after a conversion."""

from __future__ import annotations

from typing import Any

import pytest

from recipeline.cli.summary import render

WHOLE: dict[str, Any] = {
    "notebook": {"path": "churn.ipynb", "digest": "sha256:0"}, "project": "churn", "package": "churn",
    "line": "training", "status": "verified", "reason": None,
    "notebook_run": {"ok": True, "seconds": 8.1, "failed_at": None, "error": None, "repeatable": True},
    "ledger": {"cells": 41, "statements": 120, "kept": 66, "reported": 9, "configured": 12, "dropped": 33},
    "modules": {"preprocessing": ["clean_customers", "split_rows"], "training": ["fit_classifier"], "reporting": []},
    "parameters": 12,
    "checks": [
        *({"name": f"v{n}", "kind": "value", "verdict": "same", "why": None, "at": None} for n in range(30)),
        {"name": "auc", "kind": "value", "verdict": "close", "why": "differs by 1e-15", "at": "9:1"},
    ],
    "deviations": [], "scoring": {"status": "none", "model": None, "blockers": []},
    "seconds": {"read": 0.02, "observe": 8.3, "verify": 9.0},
}  # fmt: skip


def check(name: str, verdict: str, why: str | None = None, kind: str = "value") -> dict[str, Any]:
    """One check of a document."""
    return {"name": name, "kind": kind, "verdict": verdict, "why": why, "at": "6:1"}


def test_says_everything_in_order():
    """The verdict is read first, what to type next is found at the end."""
    assert (
        render(WHOLE, "churn")
        == """\
verified: notebook and project compute the same

  project   churn: package churn, a training line, 12 settings in config.yaml
  notebook  41 cells, 120 statements: 66 kept, 9 reported, 12 became config, 33
            dropped
  checks    30 same, 1 close
  time      17.3s, of which verify 9.0s

Functions
  preprocessing  clean_customers, split_rows
  training       fit_classifier

Next
  cd churn && pip install -e '.[test]' && pytest
  churn train
"""
    )


def test_what_the_user_may_decide_is_asked_before_what_to_type_next():
    """A question that stands in a file only is never answered."""
    question = {"id": "model", "text": 'The line answers with `a`; to take `b` write `model = "b"`.', "at": "4:1", "answer": None}
    text = render({**WHOLE, "questions": [question]}, "churn")
    assert 'Questions\n  The line answers with `a`; to take `b` write `model = "b"`.\n\nNext' in text


def test_differences_are_named():
    """A verdict without its reason is useless; more than a handful is a wall."""
    checks = [check(f"v{n}", "differs", f"row {n}: 1 instead of 2") for n in range(7)]
    checks.append(check("out.csv", "skipped", kind="file"))
    text = render({**WHOLE, "status": "deviates", "checks": checks}, "churn")
    assert "7 differ, 1 skipped" in text
    assert "  v0 (6:1): row 0: 1 instead of 2\n" in text
    assert "and 2 more" in text and "v5" not in text


def test_deviations_are_named():
    """Nothing is done otherwise than in the notebook without being said."""
    deviation = {"what": "figure saved", "why": "no screen", "effect": "none on values", "at": "7:3"}
    text = render({**WHOLE, "deviations": [deviation]}, "churn")
    assert "  7:3 figure saved: no screen; effect: none on values\n" in text


def test_failure_says_cause_and_remedy():
    """A notebook that does not run is the most usual case: the answer must help."""
    run = {"ok": False, "seconds": 1.0, "failed_at": "4:2", "error": "NameError: name 'df' is not defined"}
    failure = {
        "at": "4:2",
        "error": run["error"],
        "cause": "df is defined in cell 9",
        "do": "Move cell 9 up.",
    }
    text = render(
        {**WHOLE, "status": "unverified", "notebook_run": run, "failure": failure, "checks": []}, "churn"
    )
    assert text.startswith("unverified: the project is written, but nothing was compared\n")
    for part in ("where  cell 4, line 2", "NameError", "df is defined in cell 9", "Move cell 9 up."):
        assert part in text
    assert text.endswith("  recipeline convert churn.ipynb -o churn --force\n")


def test_without_a_run_nothing_has_failed():
    """--no-run was the user's wish: no cause and no remedy are due, only the way to a verdict."""
    run = {"ok": False, "seconds": 0.0, "failed_at": None, "error": None, "repeatable": None}
    text = render({**WHOLE, "status": "unverified", "notebook_run": run, "checks": []}, "churn")
    assert "does not run" not in text
    assert text.endswith("  recipeline verify churn\n")


def test_refused_offers_no_project():
    """There is nothing to install: no command may suggest it."""
    document = {"status": "refused", "reason": "cell 3 cannot be parsed", "notebook_run": {"ok": True}}
    text = render(document, "churn")
    assert "cell 3 cannot be parsed" in text
    assert "Next" not in text and "pip install" not in text


def test_files_of_the_user_are_listed():
    """Whoever gave --force must see what was left alone and where the new text is."""
    text = render({**WHOLE, "kept_files": ["README.md"], "saved_files": ["recipeline.toml"]}, "churn")
    assert "README.md: the new text is README.md.recipeline-new" in text
    assert "recipeline.toml: your text is recipeline.toml.recipeline-old" in text


def test_folder_can_be_typed():
    """The commands are made to be copied: a blank in the path must not break them."""
    assert "cd 'my work/churn' && pip" in render(WHOLE, "my work/churn")


@pytest.mark.parametrize("status", ["verified", "deviates", "unverified", "refused"])
def test_fits_a_terminal(status):
    """Eighty columns, with long names and reasons too."""
    names = [f"compute_quarterly_revenue_{n}" for n in range(12)]
    long = {
        **WHOLE,
        "status": status,
        "reason": "because " * 30,
        "modules": {"preprocessing": names},
        "checks": [check("a" * 30, "differs", "x " * 80)],
    }
    assert max(map(len, render(long, "churn").splitlines())) <= 80
