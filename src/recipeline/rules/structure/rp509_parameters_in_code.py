"""RP509: the settings of a model stand in its call.

Why it matters: to try another value one edits code, and no record says which value gave which result.
What to do: name them at the top or in a config. `recipeline convert` makes settings of them.

Wrong::

    model = RandomForestClassifier(n_estimators=300, max_depth=7)

Right::

    model = RandomForestClassifier(n_estimators=config.n_estimators, max_depth=config.max_depth)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.analyse import facts
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

LIBRARIES = ("sklearn.", "xgboost.", "lightgbm.", "catboost.", "imblearn.", "keras.", "torch.", "prophet.", "statsmodels.", "hdbscan.")
# They say how it runs and not what comes out. Source: scikit-learn 1.9, xgboost 3.2, lightgbm 4.6, catboost 1.2, keras 3.
RUNNING = frozenset({
    "n_jobs", "verbose", "verbosity", "silent", "copy", "copy_X", "warm_start", "random_state", "seed", "nthread", "thread_count", "logging_level",
    "cache_size", "return_train_score", "use_label_encoder", "show_progress", "name", "num_workers",
})  # fmt: skip
TRAINING = frozenset({"epochs", "batch_size", "validation_split", "early_stopping_rounds", "num_boost_round"})  # of `fit`


def check(subject: Subject) -> Iterator[Finding]:
    """Models whose numbers are literals, and `fit` with epochs and the like; one finding a statement."""
    for statement, node in subject.pairs():
        for call in (inner for inner in subject.walk(node) if isinstance(inner, ast.Call) and inner.keywords):
            name = _model(call, subject)
            only = TRAINING if name is None and isinstance(call.func, ast.Attribute) and call.func.attr == "fit" else None
            if name is None and only is None:
                continue
            values = [one for one in call.keywords if _is_choice(one) and (only is None or one.arg in only)]
            if values:
                shown = ", ".join(f"{one.arg}={ast.unparse(one.value)}" for one in values[:3]) + (", …" if len(values) > 3 else "")
                message = f"`{name or 'fit'}` is given `{shown}` in the code"
                yield Finding("RP509", place(statement, call), message, "Name these at the top, or make them settings.")
                break


def _model(call: ast.Call, subject: Subject) -> str | None:
    dotted = facts.canonical(subject.dotted(call.func) or "")
    short = dotted.rpartition(".")[2]
    if not dotted.startswith(LIBRARIES) or not short[:1].isupper():
        return None
    fact = facts.function(dotted)
    return short if fact is not None and fact.stage in ("training", "features") else None


def _is_choice(keyword: ast.keyword) -> bool:
    value = keyword.value.operand if isinstance(keyword.value, ast.UnaryOp) else keyword.value
    number = isinstance(value, ast.Constant) and isinstance(value.value, int | float) and not isinstance(value.value, bool)
    return number and keyword.arg is not None and keyword.arg not in RUNNING


RULE = Rule(code="RP509", name="parameters-in-code", severity="note", check=check)
