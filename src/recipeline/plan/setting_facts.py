"""Which literals are choices that belong into a config.

Sources: scikit-learn 1.9, xgboost 3.2, lightgbm 4.6, catboost 1.2, statsmodels 0.15 and pandas 3.1 API
references, read on 2026-11-20.
"""

from __future__ import annotations

import re

from recipeline.analyse.credentials import SECRET_VALUE, is_secret, mask

MODEL_PACKAGES = ("sklearn", "xgboost", "lightgbm", "catboost", "imblearn", "statsmodels", "keras", "tensorflow", "torch", "prophet", "pmdarima", "hdbscan", "umap")

# Keyword arguments that are a choice wherever they stand.
CHOICES = frozenset({
    "test_size", "train_size", "random_state", "seed", "n_estimators", "max_depth", "learning_rate", "C", "alpha",
    "gamma", "n_neighbors", "n_clusters", "n_components", "cv", "n_splits", "max_iter", "kernel", "penalty", "solver",
    "criterion", "epochs", "batch_size", "min_samples_leaf", "min_samples_split", "max_features", "min_df", "max_df",
    "ngram_range", "subsample", "colsample_bytree", "l1_ratio", "tol", "eps", "min_samples", "n_iter", "scoring",
    "validation_split", "num_boost_round", "early_stopping_rounds", "contamination", "strategy", "seasonal_periods",
    "order", "seasonal_order", "trend", "n_bins", "q", "frac", "window", "periods", "freq", "degree", "k", "n_samples",
    "n_features", "n_repeats", "confidence", "nobs", "steps", "lags", "nlags", "maxlags",
})  # fmt: skip

# Of a drawing these say how it looks. Source: matplotlib 3.11, pandas 3.1 and seaborn 0.13 API references.
LOOKS = frozenset({"alpha"})

SEED_CALLS = frozenset({"numpy.random.seed", "random.seed", "numpy.random.default_rng", "numpy.random.RandomState", "torch.manual_seed", "tensorflow.random.set_seed"})
# Calls whose text argument is a folder even where it is a plain word. Source: os, os.path, glob, Python 3.13.
FOLDER_CALLS = frozenset({"makedirs", "mkdir", "exists", "isdir", "listdir", "scandir", "rmtree"})
COLUMN_KEYWORDS = {"columns": "columns", "subset": "required_columns", "usecols": "used_columns", "parse_dates": "date_columns", "id_vars": "id_columns", "value_vars": "value_columns"}
DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?([ T]\d{2}:\d{2}(:\d{2})?)?$")
STRUCTURAL = (0, 1, -1, 2)

__all__ = ["CHOICES", "COLUMN_KEYWORDS", "DATE", "FOLDER_CALLS", "LOOKS", "MODEL_PACKAGES", "SECRET_VALUE", "SEED_CALLS", "STRUCTURAL", "is_secret", "mask"]
