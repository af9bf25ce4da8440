"""Calls that run code or open doors. Source: Python 3.13, PyTorch 2.13, requests 2.32, read on 2026-11-25."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.rules.subject import Subject

LOADS_CODE = frozenset({
    "pickle.load", "pickle.loads", "joblib.load", "dill.load", "cloudpickle.load", "torch.load", "pandas.read_pickle",
    "sklearn.externals.joblib.load",
})  # fmt: skip
RUNS_SHELL = frozenset({"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"})
SHELL_OPTION = frozenset({"subprocess.run", "subprocess.call", "subprocess.Popen", "subprocess.check_output", "subprocess.check_call"})


def calls(subject: Subject) -> Iterator[tuple[Statement, ast.Call, str | None]]:
    """Every call of the notebook with its full dotted name; None for methods and the notebook's own functions."""
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            if isinstance(inner, ast.Call):
                yield statement, inner, subject.dotted(inner.func)
