"""Which classes and functions learn from rows, which divide rows, which look ahead.

Sources, read on 2026-11-25: scikit-learn 1.8 API reference, imbalanced-learn 0.14, category_encoders 2.11, feature_engine 1.9, pandas 3.1,
Keras 3, XGBoost 3, LightGBM 4.
Encoders that learn only the set of values (LabelEncoder, OneHotEncoder, OrdinalEncoder) are left out: no statistic of the
test rows reaches the training rows through them.
"""

from __future__ import annotations

TRANSFORMERS = frozenset({
    "StandardScaler", "MinMaxScaler", "RobustScaler", "MaxAbsScaler", "PowerTransformer", "QuantileTransformer", "KBinsDiscretizer",
    "SimpleImputer", "Imputer", "KNNImputer", "IterativeImputer", "PCA", "KernelPCA", "SparsePCA", "IncrementalPCA", "TruncatedSVD",
    "NMF", "FastICA", "FactorAnalysis", "LinearDiscriminantAnalysis", "TfidfVectorizer", "CountVectorizer", "TfidfTransformer",
    "SelectKBest", "SelectPercentile", "SelectFromModel", "RFE", "RFECV", "SequentialFeatureSelector", "GenericUnivariateSelect",
    "VarianceThreshold", "TargetEncoder", "MeanEncoder", "LeaveOneOutEncoder", "CatBoostEncoder", "JamesSteinEncoder", "WOEEncoder",
    "MeanMedianImputer", "ColumnTransformer", "make_column_transformer", "DataFrameMapper", "FeatureUnion", "UMAP", "Tokenizer",
    "TextVectorization", "Normalization", "Discretization", "SelectFpr", "SelectFdr", "SelectFwe", "SplineTransformer", "Nystroem",
    "LatentDirichletAllocation", "TSNE", "Isomap", "LocallyLinearEmbedding", "SpectralEmbedding", "MDS", "FeatureAgglomeration", "MiniBatchNMF",
    "DictionaryLearning", "BorutaPy", "MEstimateEncoder", "GLMMEncoder", "QuantileEncoder", "CountEncoder", "CountFrequencyEncoder",
    "RareLabelEncoder", "EqualFrequencyDiscretiser", "EqualWidthDiscretiser", "DecisionTreeDiscretiser", "DecisionTreeEncoder", "Winsorizer",
    "YeoJohnsonTransformer", "BoxCoxTransformer", "RandomSampleImputer", "EndTailImputer",
})  # fmt: skip
SELECTORS = frozenset({
    "SelectKBest", "SelectPercentile", "SelectFromModel", "RFE", "RFECV", "SequentialFeatureSelector", "GenericUnivariateSelect",
    "VarianceThreshold", "SelectFpr", "SelectFdr", "SelectFwe", "BorutaPy",
})  # fmt: skip
RESAMPLERS = frozenset({
    "SMOTE", "SMOTENC", "SMOTEN", "BorderlineSMOTE", "SVMSMOTE", "KMeansSMOTE", "ADASYN", "RandomOverSampler", "SMOTEENN", "SMOTETomek",
})  # fmt: skip
PIPELINES = frozenset({"Pipeline", "make_pipeline"})
SPLITS = frozenset({"train_test_split", "random_split"})  # by name alone: scikit-learn has moved its own, dask and cuML have others
CROSS_VALIDATION = frozenset({
    "sklearn.model_selection.cross_val_score", "sklearn.model_selection.cross_validate", "sklearn.model_selection.cross_val_predict",
    "sklearn.cross_validation.cross_val_score", "sklearn.cross_validation.cross_val_predict",
})  # fmt: skip
CROSS_VALIDATION_NAMES = frozenset(one.rpartition(".")[2] for one in CROSS_VALIDATION)
SEARCHES = frozenset({"GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV", "BayesSearchCV"})
BOOSTERS = frozenset({"xgboost.train", "lightgbm.train"})  # (parameters, rows, ..., evals=[(rows, name)] or valid_sets=[rows])
TABLES = frozenset({"DataFrame", "Series", "DMatrix", "QuantileDMatrix", "Dataset", "Pool", "Index", "TensorDataset", "DataLoader", "Tensor", "Counter"})
NETWORKS = frozenset({"Sequential", "Module", "LightningModule"})
# What is given a function to try out again and again: optuna 4, hyperopt 0.2, scikit-optimize 0.10, SciPy 1.17.
OPTIMISERS = frozenset({
    "optimize", "fmin", "gp_minimize", "forest_minimize", "gbrt_minimize", "dummy_minimize", "minimize", "minimize_scalar", "differential_evolution",
    "dual_annealing", "maximize",
})  # fmt: skip
SHUFFLING_FOLDS = frozenset({"ShuffleSplit", "StratifiedShuffleSplit"})
FOLDS = frozenset({"KFold", "StratifiedKFold"})
REDUCTIONS = frozenset({"mean", "median", "mode", "std", "var", "min", "max", "quantile", "sum"})
TIME_METHODS = frozenset({"shift", "rolling", "ewm", "expanding", "resample", "asfreq"})
TIME_FUNCTIONS = frozenset({"pandas.date_range", "pandas.bdate_range", "pandas.period_range"})
STATISTICS = REDUCTIONS | {"average", "nanmean", "nanmedian", "nanstd", "nanvar", "nanpercentile", "percentile", "agg", "aggregate", "value_counts"}
SCALE_FUNCTIONS = frozenset({
    "scale", "minmax_scale", "maxabs_scale", "robust_scale", "quantile_transform", "power_transform",
})  # fmt: skip
CLUSTERERS = frozenset({
    "KMeans", "MiniBatchKMeans", "DBSCAN", "AgglomerativeClustering", "GaussianMixture", "Birch", "MeanShift", "AffinityPropagation",
    "OPTICS", "SpectralClustering", "SpectralBiclustering", "SpectralCoclustering", "BisectingKMeans", "HDBSCAN", "KModes", "KPrototypes",
})  # fmt: skip
FOLD_MAKERS = FOLDS | SHUFFLING_FOLDS | {"GroupShuffleSplit", "GroupKFold", "StratifiedGroupKFold", "RepeatedKFold", "RepeatedStratifiedKFold", "TimeSeriesSplit", "LeaveOneOut"}
# Metrics of predictions: scikit-learn 1.8, sklearn.metrics.
METRICS = frozenset({
    "accuracy_score", "average_precision_score", "balanced_accuracy_score", "brier_score_loss", "classification_report", "cohen_kappa_score",
    "confusion_matrix", "f1_score", "fbeta_score", "hamming_loss", "jaccard_score", "log_loss", "matthews_corrcoef", "precision_score",
    "recall_score", "roc_auc_score", "roc_curve", "precision_recall_curve", "explained_variance_score", "mean_absolute_error",
    "mean_squared_error", "root_mean_squared_error", "mean_squared_log_error", "median_absolute_error", "r2_score",
    "mean_absolute_percentage_error", "precision_recall_fscore_support", "max_error", "zero_one_loss", "hinge_loss", "top_k_accuracy_score",
    "from_predictions", "geometric_mean_score", "classification_report_imbalanced",
})  # fmt: skip
# Those that are given a model and rows, and draw what it answers: scikit-learn 0.22 to 1.8.
DRAWN_METRICS = frozenset({"plot_confusion_matrix", "plot_roc_curve", "plot_precision_recall_curve", "from_estimator"})
