"""scikit-learn and its neighbours (imbalanced-learn, xgboost, lightgbm, catboost): source scikit-learn 1.0 to 1.7.

The classes and functions listed as drawing use numpy's global generator when they get no `random_state`.
"""

from __future__ import annotations

from recipeline.analyse.facts.fact import Fact, Table, each

# With `random_state`: estimators whose `fit` draws without it.
_MODELS = (
    "ensemble.RandomForestClassifier ensemble.RandomForestRegressor ensemble.ExtraTreesClassifier ensemble.ExtraTreesRegressor "
    "ensemble.GradientBoostingClassifier ensemble.GradientBoostingRegressor ensemble.HistGradientBoostingClassifier "
    "ensemble.HistGradientBoostingRegressor ensemble.AdaBoostClassifier ensemble.AdaBoostRegressor ensemble.BaggingClassifier "
    "ensemble.BaggingRegressor ensemble.IsolationForest ensemble.StackingClassifier ensemble.StackingRegressor "
    "ensemble.RandomTreesEmbedding tree.DecisionTreeClassifier tree.DecisionTreeRegressor tree.ExtraTreeClassifier "
    "tree.ExtraTreeRegressor linear_model.LogisticRegression linear_model.LogisticRegressionCV linear_model.SGDClassifier "
    "linear_model.SGDRegressor linear_model.SGDOneClassSVM linear_model.Perceptron linear_model.PassiveAggressiveClassifier "
    "linear_model.PassiveAggressiveRegressor linear_model.Ridge linear_model.RidgeClassifier linear_model.Lasso linear_model.LassoCV "
    "linear_model.ElasticNet linear_model.ElasticNetCV linear_model.HuberRegressor linear_model.RANSACRegressor "
    "linear_model.TheilSenRegressor svm.SVC svm.SVR svm.NuSVC svm.LinearSVC svm.LinearSVR svm.OneClassSVM "
    "neural_network.MLPClassifier neural_network.MLPRegressor neural_network.BernoulliRBM cluster.KMeans cluster.MiniBatchKMeans "
    "cluster.BisectingKMeans cluster.SpectralClustering cluster.SpectralBiclustering cluster.SpectralCoclustering "
    "cluster.AffinityPropagation cluster.MeanShift mixture.GaussianMixture mixture.BayesianGaussianMixture "
    "gaussian_process.GaussianProcessClassifier gaussian_process.GaussianProcessRegressor model_selection.RandomizedSearchCV "
    "model_selection.HalvingRandomSearchCV model_selection.HalvingGridSearchCV multioutput.ClassifierChain "
    "multioutput.RegressorChain calibration.CalibratedClassifierCV dummy.DummyClassifier"
)
_TRANSFORMERS = (
    "decomposition.PCA decomposition.TruncatedSVD decomposition.NMF decomposition.FastICA decomposition.FactorAnalysis "
    "decomposition.LatentDirichletAllocation decomposition.DictionaryLearning decomposition.SparsePCA decomposition.IncrementalPCA "
    "decomposition.KernelPCA decomposition.MiniBatchNMF manifold.TSNE manifold.MDS manifold.SpectralEmbedding manifold.LocallyLinearEmbedding "
    "preprocessing.QuantileTransformer preprocessing.KBinsDiscretizer preprocessing.TargetEncoder impute.IterativeImputer "
    "random_projection.GaussianRandomProjection random_projection.SparseRandomProjection kernel_approximation.RBFSampler "
    "kernel_approximation.Nystroem feature_selection.SelectFromModel"
)
_SPLITTERS = (
    "model_selection.ShuffleSplit model_selection.StratifiedShuffleSplit model_selection.GroupShuffleSplit "
    "model_selection.RepeatedKFold model_selection.RepeatedStratifiedKFold model_selection.KFold model_selection.StratifiedKFold"
)

_FIT_DRAWS = Fact("estimator", "holds", draws="numpy", estimator=True, stage="training")

FUNCTIONS: Table = {
    **each("*", Fact("estimator", "holds"), "sklearn."),
    **each("linear_model.* ensemble.* tree.* svm.* neighbors.* naive_bayes.* neural_network.* cluster.* mixture.* gaussian_process.* "
           "discriminant_analysis.* multiclass.* multioutput.* dummy.* calibration.* isotonic.* kernel_ridge.* semi_supervised.* "
           "cross_decomposition.*", Fact("estimator", "holds", stage="training"), "sklearn."),
    **each("preprocessing.* feature_extraction.* feature_selection.* decomposition.* manifold.* impute.* compose.* "
           "random_projection.* kernel_approximation.*", Fact("estimator", "holds", stage="features"), "sklearn."),
    **each("impute.SimpleImputer impute.KNNImputer", Fact("estimator", "holds", stage="preprocessing"), "sklearn."),
    **each("pipeline.*", Fact("estimator", "holds", stage="training"), "sklearn."),
    **each(_MODELS, _FIT_DRAWS, "sklearn."),
    **each(_TRANSFORMERS, Fact("estimator", "holds", draws="numpy", estimator=True, stage="features"), "sklearn."),
    **each(_SPLITTERS, Fact("estimator", "holds", draws="numpy", estimator=True, stage="preprocessing"), "sklearn."),
    **each("model_selection.GridSearchCV", Fact("estimator", "holds", stage="training"), "sklearn."),
    **each("model_selection.train_test_split", Fact("list", draws="numpy", stage="preprocessing"), "sklearn."),
    **each("model_selection.cross_val_score model_selection.cross_validate model_selection.cross_val_predict",
           Fact("array", stage="evaluation"), "sklearn."),
    **each("model_selection.learning_curve model_selection.validation_curve model_selection.permutation_test_score",
           Fact("tuple", draws="numpy", stage="evaluation"), "sklearn."),
    **each("inspection.permutation_importance", Fact(None, draws="numpy", stage="evaluation"), "sklearn."),
    **each("inspection.* metrics.*", Fact(None, stage="evaluation"), "sklearn."),
    **each("metrics.plot_confusion_matrix metrics.plot_roc_curve metrics.plot_precision_recall_curve tree.plot_tree "
           "inspection.plot_partial_dependence inspection.PartialDependenceDisplay.from_estimator "
           "metrics.ConfusionMatrixDisplay.from_estimator metrics.ConfusionMatrixDisplay.from_predictions "
           "metrics.RocCurveDisplay.from_estimator metrics.RocCurveDisplay.from_predictions "
           "metrics.PrecisionRecallDisplay.from_estimator metrics.PrecisionRecallDisplay.from_predictions "
           "inspection.DecisionBoundaryDisplay.from_estimator metrics.PredictionErrorDisplay.from_predictions "
           "calibration.CalibrationDisplay.from_estimator calibration.CalibrationDisplay.from_predictions",
           Fact("figure", effects=(("plot", None),), mutates=("ax",), stage="reporting"), "sklearn."),
    **each("tree.export_graphviz", Fact(None, effects=(("file-write", (1, "out_file")),), mutates=("out_file",), stage="reporting"), "sklearn."),
    **each("tree.export_text", Fact("text", stage="reporting"), "sklearn."),
    **each("utils.shuffle utils.resample", Fact(None, draws="numpy", stage="preprocessing"), "sklearn."),
    **each("datasets.make_classification datasets.make_regression datasets.make_blobs datasets.make_moons datasets.make_circles "
           "datasets.make_friedman1 datasets.make_s_curve datasets.make_swiss_roll datasets.make_gaussian_quantiles "
           "datasets.make_sparse_uncorrelated datasets.make_multilabel_classification",
           Fact("list", draws="numpy", stage="ingestion"), "sklearn."),
    **each("datasets.*", Fact(None, stage="ingestion"), "sklearn."),
    **each("datasets.fetch_openml datasets.fetch_california_housing datasets.fetch_20newsgroups datasets.fetch_olivetti_faces "
           "datasets.fetch_lfw_people datasets.fetch_covtype datasets.fetch_kddcup99 datasets.fetch_rcv1",
           Fact(None, effects=(("network", None),), stage="ingestion"), "sklearn."),
    **each("base.clone", Fact("estimator", stage="training"), "sklearn."),
    **each("set_config config_context", Fact(None, effects=(("option", "sklearn"),), stage="setup"), "sklearn."),
    **each("imblearn.*", Fact("estimator", "holds", draws="numpy", estimator=True, stage="preprocessing")),
    **each("imblearn.pipeline.*", Fact("estimator", "holds", stage="training")),
    **each("xgboost.* lightgbm.* catboost.*", Fact("estimator", "holds", stage="training")),
    **each("xgboost.DMatrix xgboost.QuantileDMatrix lightgbm.Dataset catboost.Pool", Fact(None, "holds", stage="preprocessing")),
    **each("xgboost.plot_importance xgboost.plot_tree lightgbm.plot_importance lightgbm.plot_tree lightgbm.plot_metric",
           Fact("figure", effects=(("plot", None),), mutates=("ax",), stage="reporting")),
    **each("xgboost.train xgboost.cv lightgbm.train lightgbm.cv", Fact("estimator", stage="training")),
    **each("category_encoders.*", Fact("estimator", "holds", stage="features")),
    **each("mlxtend.*", Fact("estimator", "holds", stage="features")),
    **each("umap.* hdbscan.*", Fact("estimator", "holds", draws="numpy", estimator=True, stage="features")),
    **each("shap.*", Fact(None, "holds", stage="reporting")),
    **each("shap.summary_plot shap.dependence_plot shap.force_plot shap.plots.*", Fact(None, effects=(("plot", None),), stage="reporting")),
}  # fmt: skip

METHODS: Table = {
    **each("fit partial_fit train", Fact("estimator", "self", changes="deep", stage="training")),
    **each("fit_transform fit_resample fit_predict fit_sample", Fact(None, changes="deep", stage="training")),
    **each("fit_transform", Fact(None, changes="deep", stage="features")),
    **each("fit_resample fit_sample", Fact("list", changes="deep", stage="preprocessing")),
    **each("set_params set_output", Fact("estimator", "self", changes="deep", stage="training")),
    **each("predict predict_proba predict_log_proba decision_function score score_samples staged_predict apply_model "
           "kneighbors radius_neighbors evaluate", Fact(None, stage="evaluation")),
    **each("transform inverse_transform get_support", Fact(None, stage="features")),
    **each("get_params get_feature_names get_feature_names_out get_booster_ named_steps get_n_splits get_depth get_n_leaves", Fact(None)),
    **each("cost_complexity_pruning_path feature_importances_ summary conf_int f_test t_test wald_test get_prediction "
           "forecast get_forecast simulate summary_frame", Fact(None, stage="evaluation")),
    **each("split", Fact(None)),
    **each("plot_importance", Fact("figure", effects=(("plot", None),), stage="reporting")),
    **each("save_model", Fact("none", effects=(("file-write", (0, "fname")),), stage="evaluation")),
    **each("load_model load_weights", Fact("none", "self", changes="object", effects=(("file-read", (0, "fname")),), stage="evaluation")),
}  # fmt: skip

# Splitters that only draw when they are asked to shuffle.
SHUFFLED_ON_REQUEST = frozenset({"KFold", "StratifiedKFold", "StratifiedGroupKFold"})
