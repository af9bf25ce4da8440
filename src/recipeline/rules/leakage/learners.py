"""Which classes and functions learn from rows, which divide rows, which look ahead.

Sources, read on 2026-11-25: scikit-learn 1.8 API reference, imbalanced-learn 0.14, category_encoders 2.11, feature_engine 1.9, pandas 3.1.
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
    "MeanMedianImputer", "ColumnTransformer", "make_column_transformer", "DataFrameMapper", "FeatureUnion", "UMAP",
})  # fmt: skip
RESAMPLERS = frozenset({
    "SMOTE", "SMOTENC", "SMOTEN", "BorderlineSMOTE", "SVMSMOTE", "KMeansSMOTE", "ADASYN", "RandomOverSampler", "SMOTEENN", "SMOTETomek",
})  # fmt: skip
PIPELINES = frozenset({"Pipeline", "make_pipeline"})
SPLITS = frozenset({"sklearn.model_selection.train_test_split", "sklearn.cross_validation.train_test_split"})
CROSS_VALIDATION = frozenset({
    "sklearn.model_selection.cross_val_score", "sklearn.model_selection.cross_validate", "sklearn.model_selection.cross_val_predict",
    "sklearn.cross_validation.cross_val_score", "sklearn.cross_validation.cross_val_predict",
})  # fmt: skip
SEARCHES = frozenset({"GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV", "BayesSearchCV"})
SHUFFLING_FOLDS = frozenset({"ShuffleSplit", "StratifiedShuffleSplit"})
FOLDS = frozenset({"KFold", "StratifiedKFold"})
REDUCTIONS = frozenset({"mean", "median", "mode", "std", "var", "min", "max", "quantile", "sum"})
TIME_METHODS = frozenset({"shift", "rolling", "ewm", "expanding", "resample", "asfreq"})
TIME_FUNCTIONS = frozenset({"pandas.date_range", "pandas.bdate_range", "pandas.period_range"})
STATISTICS = REDUCTIONS | {"average", "nanmean", "nanmedian", "nanstd", "nanvar", "nanpercentile", "percentile", "agg", "aggregate", "value_counts"}
SCALE_FUNCTIONS = frozenset({
    "scale", "minmax_scale", "maxabs_scale", "robust_scale", "quantile_transform", "power_transform",
})  # fmt: skip
CLUSTERERS = frozenset({"KMeans", "MiniBatchKMeans", "DBSCAN", "AgglomerativeClustering", "GaussianMixture", "Birch", "MeanShift"})
FOLD_MAKERS = FOLDS | SHUFFLING_FOLDS | {"GroupKFold", "StratifiedGroupKFold", "RepeatedKFold", "RepeatedStratifiedKFold", "TimeSeriesSplit", "LeaveOneOut"}
# Metrics of predictions: scikit-learn 1.8, sklearn.metrics.
METRICS = frozenset({
    "accuracy_score", "average_precision_score", "balanced_accuracy_score", "brier_score_loss", "classification_report", "cohen_kappa_score",
    "confusion_matrix", "f1_score", "fbeta_score", "hamming_loss", "jaccard_score", "log_loss", "matthews_corrcoef", "precision_score",
    "recall_score", "roc_auc_score", "roc_curve", "precision_recall_curve", "explained_variance_score", "mean_absolute_error",
    "mean_squared_error", "root_mean_squared_error", "mean_squared_log_error", "median_absolute_error", "r2_score",
    "mean_absolute_percentage_error", "precision_recall_fscore_support", "max_error",
})  # fmt: skip
