"""RP401: a split, sample, shuffle or model draws at random without a seed.

Why it matters: each run gives other rows and another metric; nothing can be compared with what was seen.
What to do: pass `random_state=` (or a seeded generator).

Wrong::

    train_test_split(X, y)

Right::

    train_test_split(X, y, random_state=42)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

# Draw at random unless they are given a state. Source: scikit-learn 1.8, imbalanced-learn 0.14, pandas 3.1.
RANDOM = frozenset({
    "train_test_split", "RandomForestClassifier", "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor",
    "GradientBoostingClassifier", "GradientBoostingRegressor", "DecisionTreeClassifier", "DecisionTreeRegressor", "BaggingClassifier",
    "BaggingRegressor", "AdaBoostClassifier", "AdaBoostRegressor", "MLPClassifier", "MLPRegressor", "SGDClassifier", "SGDRegressor",
    "KMeans", "MiniBatchKMeans", "GaussianMixture", "IsolationForest", "RandomizedSearchCV", "ShuffleSplit", "StratifiedShuffleSplit",
    "SMOTE", "ADASYN", "SMOTEENN", "SMOTETomek", "RandomOverSampler", "RandomUnderSampler", "TSNE", "UMAP", "LatentDirichletAllocation",
})  # fmt: skip
LIBRARIES = ("sklearn.", "imblearn.", "umap")
STATES = frozenset({"random_state", "seed"})


def check(subject: Subject) -> Iterator[Finding]:
    """Calls that take a state and are given none. Quiet where numpy's generator was seeded before: that gives them one."""
    seeded = False
    for statement, node in subject.pairs():
        seeded = seeded or any(effect.kind == "seed" for effect in statement.effects)
        if seeded:
            return
        for call in (one for one in subject.walk(node) if isinstance(one, ast.Call)):
            name = _random_call(call, subject)
            if name is not None and not any(keyword.arg in STATES or keyword.arg is None for keyword in call.keywords):
                message = f"`{name}` draws at random and has no seed"
                yield Finding("RP401", place(statement, call), message, f"Pass `random_state=` to `{name}`.")


def _random_call(call: ast.Call, subject: Subject) -> str | None:
    dotted = subject.dotted(call.func)
    if dotted is not None and dotted.startswith(LIBRARIES):
        name = dotted.rpartition(".")[2]
        fixed = any(k.arg == "shuffle" and isinstance(k.value, ast.Constant) and k.value.value is False for k in call.keywords)
        return name if name in RANDOM and not fixed else None
    sampled = isinstance(call.func, ast.Attribute) and call.func.attr == "sample" and dotted is None
    asked = {keyword.arg for keyword in call.keywords}
    return "sample" if sampled and asked & {"frac", "n"} else None


RULE = Rule(code="RP401", name="unseeded", severity="warning", check=check)
