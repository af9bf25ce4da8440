"""What draws at random, from which generator, and whether a call passes a state.

Sources: scikit-learn 1.8, imbalanced-learn 0.14, umap-learn 0.5, pandas 3.1, NumPy 2.4, Python 3.13 (`random`).
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from recipeline.analyse.facts import canonical
from recipeline.rules.subject import Subject
from recipeline.rules.validation.tables import root, tables

GENERATORS = frozenset({"numpy", "random", "torch", "tensorflow"})
LIBRARIES = ("sklearn.", "imblearn.", "umap")
# Draw from numpy's generator unless they are given a state.
RANDOM = frozenset({
    "train_test_split", "RandomForestClassifier", "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor",
    "GradientBoostingClassifier", "GradientBoostingRegressor", "DecisionTreeClassifier", "DecisionTreeRegressor", "BaggingClassifier",
    "BaggingRegressor", "AdaBoostClassifier", "AdaBoostRegressor", "MLPClassifier", "MLPRegressor", "SGDClassifier", "SGDRegressor",
    "KMeans", "MiniBatchKMeans", "GaussianMixture", "IsolationForest", "RandomizedSearchCV", "ShuffleSplit", "StratifiedShuffleSplit",
    "GroupShuffleSplit", "RepeatedKFold", "RepeatedStratifiedKFold", "RANSACRegressor", "RandomTreesEmbedding", "BayesianGaussianMixture",
    "SMOTE", "ADASYN", "SMOTEENN", "SMOTETomek", "SMOTENC", "BorderlineSMOTE", "RandomOverSampler", "RandomUnderSampler", "TSNE", "UMAP",
    "LatentDirichletAllocation", "shuffle", "resample", "permutation_importance", "make_classification", "make_regression", "make_blobs", "make_moons",
    "make_circles",
})  # fmt: skip
IF_SHUFFLED = frozenset({"KFold", "StratifiedKFold", "StratifiedGroupKFold"})  # only with shuffle=True
SELDOM = frozenset({"DecisionTreeClassifier", "DecisionTreeRegressor"})  # only where features tie
STATES = frozenset({"random_state", "seed", "rng", "random_seed", "generator"})
NUMPY = frozenset({
    "rand", "randn", "randint", "random", "random_sample", "ranf", "sample", "normal", "uniform", "choice", "permutation", "shuffle", "standard_normal",
    "poisson", "exponential", "binomial", "beta", "gamma", "lognormal", "multivariate_normal", "triangular", "random_integers", "laplace", "geometric",
    "dirichlet", "multinomial", "pareto", "weibull", "chisquare", "logistic", "bytes",
})  # fmt: skip
OWN = frozenset({"default_rng", "RandomState"})  # generators that seed themselves from the system where they are given nothing
PLAIN = frozenset({"random", "randint", "choice", "choices", "shuffle", "sample", "uniform", "randrange", "gauss", "normalvariate", "betavariate", "expovariate", "triangular"})


@dataclass(frozen=True, slots=True)
class Draw:
    """One call that draws."""

    name: str  # as it is told
    generator: str  # whose global seed would hold for it; "" if none would
    takes_state: bool = True
    seldom: bool = False
    looks: bool = False  # may be no more than a look at some rows


def drawn(call: ast.Call, subject: Subject) -> Draw | None:
    """What a call draws without a state of its own; None: nothing, or it has one."""
    if any(one.arg in STATES or one.arg is None for one in call.keywords) or any(isinstance(one, ast.Starred) for one in call.args):
        return None
    dotted = subject.dotted(call.func)
    if dotted is None:
        return _sampled(call, subject)
    whole = canonical(dotted)
    module, _, name = whole.rpartition(".")
    if dotted.startswith(LIBRARIES):
        return _of_sklearn(call, dotted.rpartition(".")[2])
    if module == "numpy.random":
        return _of_numpy(call, name)
    if module == "random" and name in PLAIN:
        return Draw(f"random.{name}", "random", takes_state=False, looks=True)
    return None


def _of_sklearn(call: ast.Call, name: str) -> Draw | None:
    shuffle = next((one.value for one in call.keywords if one.arg == "shuffle"), None)
    value = shuffle.value if isinstance(shuffle, ast.Constant) else None
    if value is False or (name in IF_SHUFFLED and value is not True):
        return None
    return Draw(name, "numpy", seldom=name in SELDOM) if name in RANDOM | IF_SHUFFLED else None


def _of_numpy(call: ast.Call, name: str) -> Draw | None:
    if name in OWN:
        return None if call.args or call.keywords else Draw(f"numpy.random.{name}", "", takes_state=False)
    return Draw(f"numpy.random.{name}", "numpy", takes_state=False, looks=True) if name in NUMPY else None


def _sampled(call: ast.Call, subject: Subject) -> Draw | None:
    """`df.sample(5)`: a table's, by its keywords or by what its name stands for. The state may be the fifth argument."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "sample" or len(call.args) > 4:
        return None
    asked = {one.arg for one in call.keywords} & {"frac", "n"}
    counted = len(call.args) == 1 and root(call.func.value) in tables(subject)
    if not asked and not counted:
        return None
    whole = any(isinstance(one, ast.Constant) and one.value == 0 for one in call.args)
    return None if whole else Draw("sample", "numpy", looks=True)
