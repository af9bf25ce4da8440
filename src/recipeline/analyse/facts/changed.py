"""What still runs in newer libraries but gives something else. Notation as in `removed.py`.

Sources: "What's new" of pandas 2.0, 2.2 and 3.0, the NumPy 2.0 migration guide, scikit-learn's change logs (0.22, 1.2, 1.4), SciPy 1.11,
seaborn 0.12, read on 2026-11-25. Rows are what the notes say; they were not all run on both sides of the change.
"""

from __future__ import annotations

from dataclasses import dataclass

from recipeline.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of a library that older notebooks do not notice."""

    library: str
    version: str  # the first that gives the new answer
    what: str  # goes on after the use: "`x` …"
    instead: str  # an order
    code: tuple[str, ...]
    severity: Severity = "note"
    python: str = "9.9"  # from this Python on only releases with the new answer install: such a notebook knows it already


CHANGED: tuple[Changed, ...] = (
    Changed("pandas", "2.0", "gives columns of bool, not of 0 and 1", "Say the type: dtype=int.", ("pandas.get_dummies(!dtype)",), python="3.12"),
    Changed("pandas", "2.0", "reads a date in one format for the whole column, the first one's", "Say the format: format=\"%d/%m/%Y\".",
            ("pandas.to_datetime(dayfirst=True,!format)",), python="3.12"),
    Changed("scikit-learn", "1.4", "starts once and not ten times where n_init is not said", "Say it: n_init=10.",
            ("sklearn.cluster.KMeans(!n_init)",), python="3.13"),
    Changed("scikit-learn", "0.22", "grows 100 trees where it grew 10", "Say it: n_estimators=100.",
            ("sklearn.ensemble.RandomForestClassifier(!n_estimators,!0)", "sklearn.ensemble.RandomForestRegressor(!n_estimators,!0)",
             "sklearn.ensemble.ExtraTreesClassifier(!n_estimators,!0)"), python="3.9"),
    Changed("scikit-learn", "0.22", "scales gamma by the variance of the data where it did not", "Say it: gamma=\"scale\" or gamma=\"auto\".",
            ("sklearn.svm.SVC(!gamma,!kernel)", "sklearn.svm.SVR(!gamma,!kernel)", "sklearn.svm.SVC(kernel=rbf|poly,!gamma)"), python="3.9"),
    Changed("scikit-learn", "0.22", "makes five folds where it made three", "Say it: cv=5.",
            ("sklearn.model_selection.GridSearchCV(!cv)", "sklearn.model_selection.RandomizedSearchCV(!cv)", "sklearn.model_selection.cross_val_score(!cv,!3)",
             "sklearn.model_selection.cross_validate(!cv)"), python="3.9"),
    Changed("scikit-learn", "0.22", "solves by lbfgs and not by liblinear, which does not fine the intercept", "Say it: solver=\"lbfgs\".",
            ("sklearn.linear_model.LogisticRegression(!solver)",), python="3.9"),
    Changed("scikit-learn", "1.2", "starts from PCA, with a learning rate that fits the data", "Say both: init=\"pca\", learning_rate=\"auto\".",
            ("sklearn.manifold.TSNE(!init)",), python="3.12"),
    Changed("scipy", "1.11", "gives numbers where it gave arrays of one element, so that [0][0] fails", "Say it: keepdims=True, or take one index off.",
            ("scipy.stats.mode(!keepdims)",), python="3.12"),
    Changed("seaborn", "0.12", "is translated with a warning; it goes away", "Write errorbar=(\"ci\", 95), \"sd\" or None.",
            ("seaborn.barplot(ci=)", "seaborn.lineplot(ci=)", "seaborn.pointplot(ci=)", "seaborn.catplot(ci=)", "seaborn.relplot(ci=)")),
)  # fmt: skip

# Names of the dtype that text columns had before pandas 3; now they are `str`. Comparisons with it are no longer true for text.
TEXT_DTYPES = frozenset({"object", "O"})
# NumPy scalars and arrays this small keep their type beside a Python number since NumPy 2 (NEP 50), and overflow.
SMALL = {"numpy.uint8": 255, "numpy.int8": 127, "numpy.uint16": 65535, "numpy.int16": 32767}
