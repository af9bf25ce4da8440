"""What libraries took away, and what to write instead: matched against the error's message and the failing source.

Sources: the release notes of pandas (to 3.0), NumPy (to 2.3), scikit-learn (to 1.8), seaborn (to 0.13), Matplotlib (to 3.10), SciPy (to 1.16),
statsmodels (to 0.15), XGBoost (to 3.0). `message` and `source` are regular expressions; an empty one matches everything.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Removed:
    """One change of a library that makes older notebooks fail."""

    library: str
    version: str  # the first in which it fails
    what: str
    instead: str
    message: str = ""
    source: str = ""


REMOVED: tuple[Removed, ...] = (
    # pandas
    Removed("pandas", "2.0", "DataFrame.append and Series.append", "pd.concat([a, b])", r"'(DataFrame|Series)' object has no attribute 'append'"),
    Removed("pandas", "1.0", ".ix", ".loc or .iloc", r"object has no attribute 'ix'"),
    Removed("pandas", "2.0", ".iteritems()", ".items()", r"object has no attribute 'iteritems'"),
    Removed("pandas", "2.0", "DataFrame.lookup", "indexing with .loc and factorized columns", r"object has no attribute 'lookup'"),
    Removed("pandas", "2.0", ".mad()", "(x - x.mean()).abs().mean()", r"object has no attribute 'mad'"),
    Removed("pandas", "2.0", ".tshift()", ".shift(freq=…)", r"object has no attribute 'tshift'"),
    Removed("pandas", "3.0", "DataFrame.applymap", "DataFrame.map", r"object has no attribute 'applymap'"),
    Removed("pandas", "3.0", ".swapaxes()", ".transpose()", r"'DataFrame' object has no attribute 'swapaxes'"),
    Removed("pandas", "3.0", ".first()/.last()", ".loc with a date range", r"'(DataFrame|Series)' object has no attribute '(first|last)'"),
    Removed("pandas", "1.0", ".as_matrix()", ".to_numpy()", r"object has no attribute 'as_matrix'"),
    Removed("pandas", "1.0", ".get_value()/.set_value()", ".at", r"object has no attribute '(get_value|set_value)'"),
    Removed("pandas", "1.0", ".sort()", ".sort_values()", r"'(DataFrame|Series)' object has no attribute 'sort'"),
    Removed("pandas", "2.0", ".weekofyear/.week", ".isocalendar().week", r"object has no attribute '(weekofyear|week)'"),
    Removed("pandas", "2.0", "Index.is_monotonic", ".is_monotonic_increasing", r"object has no attribute 'is_monotonic'"),
    Removed("pandas", "1.0", "pd.Panel", "a DataFrame with a MultiIndex, or xarray", r"module 'pandas' has no attribute 'Panel'"),
    Removed("pandas", "2.0", "pd.Int64Index and its kin", "pd.Index", r"'pandas' has no attribute '(Int64Index|Float64Index|UInt64Index)'"),
    Removed("pandas", "1.0", "pd.scatter_matrix", "pd.plotting.scatter_matrix", r"'pandas' has no attribute 'scatter_matrix'"),
    Removed("pandas", "1.0", "pd.rolling_mean and its kin", ".rolling(n).mean()", r"'pandas' has no attribute '(rolling|ewm|expanding)_"),
    Removed("pandas", "1.0", "pd.TimeGrouper", "pd.Grouper", r"'pandas' has no attribute 'TimeGrouper'"),
    Removed("pandas", "2.0", "pd.datetime, pd.np", "import datetime, import numpy", r"'pandas' has no attribute '(datetime|np)'"),
    Removed("pandas", "2.0", "error_bad_lines and warn_bad_lines", "on_bad_lines=\"skip\"", r"unexpected keyword argument '(error|warn)_bad_lines'"),
    Removed("pandas", "2.0", "line_terminator=", "lineterminator=", r"unexpected keyword argument 'line_terminator'"),
    Removed("pandas", "2.0", "squeeze= of read_csv", ".squeeze(\"columns\")", r"unexpected keyword argument 'squeeze'"),
    Removed("pandas", "3.0", "infer_datetime_format=, date_parser=, delim_whitespace=, verbose=", "date_format=, sep=r\"\\s+\"",
            r"unexpected keyword argument '(infer_datetime_format|date_parser|delim_whitespace|keep_date_col|verbose)'"),
    Removed("pandas", "3.0", "method= of fillna", ".ffill() or .bfill()", r"fillna\(\) got an unexpected keyword argument 'method'"),
    Removed("pandas", "3.0", "method= of replace, pad in asfreq and the like", "the method of that name", r"unexpected keyword argument '(method|pad)'", r"\.(replace|interpolate|fillna)\("),
    Removed("pandas", "2.0", "level= of sum, mean, any and the like", ".groupby(level=…)", r"(sum|mean|max|min|any|all|count|std|median)\(\) got an unexpected keyword argument 'level'"),
    Removed("pandas", "3.0", "axis= of groupby", "transpose first", r"groupby\(\) got an unexpected keyword argument 'axis'"),
    Removed("pandas", "3.0", "arrays taken out of a frame (.values, .to_numpy()) are read-only", ".to_numpy(copy=True), or an assignment to the frame itself",
            r"(Cannot modify read-only array|is read-only|array is read-only)"),
    Removed("pandas", "3.0", "axis= beside index= or columns=", "columns= alone", r"Cannot specify both 'axis' and"),
    Removed("pandas", "2.0", "several columns of a groupby need a list", "double brackets: groupby(…)[[\"a\", \"b\"]]", r"Cannot subset columns with a tuple"),
    Removed("pandas", "2.0", "numeric_only defaults to False: means and the like refuse columns that are no numbers", "numeric_only=True",
            r"(category dtype does not support aggregation|has no kernel matching input types \((large_)?string|agg function failed \[how)"),
    Removed("pandas", "2.0", "numeric_only defaults to False: means and correlations refuse text columns", "numeric_only=True",
            r"(could not convert string to float|agg function failed|[Cc]annot perform reduction|does not support (reduction|operation) '?(mean|sum|std|var|median|skew|quantile|sem)|Could not convert .* to numeric)",
            r"\.(corr|cov|mean|median|std|var|sum|skew|quantile|agg|aggregate|pivot_table|groupby|resample|describe|corrwith|kurt)\("),
    Removed("pandas", "2.0", "unit-less datetime64", "datetime64[ns]", r"Passing unit-less datetime64"),
    Removed("pandas", "3.0", "the frequency aliases M, Q, Y, A, H, T, S, L", "ME, QE, YE, YE, h, min, s, ms",
            r"(Invalid frequency: |is no longer supported for offsets|'?[MQYAHTSLBUN]+'? is (no longer supported|deprecated)).*"),
    Removed("pandas", "2.0", "positional arguments after the first", "keywords (axis=, inplace=, sep=)", r"takes (from \d+ to )?\d+ positional arguments? but \d+ (were|positional)",
            r"\.(drop|set_index|reset_index|sort_values|dropna|fillna|drop_duplicates|pivot|read_csv|read_table|concat|any|all|split|merge|rename|clip|where|melt|replace)\("),
    Removed("pandas", "3.0", "text columns are of dtype str and no longer object", "a check with pd.api.types.is_string_dtype, or the environment of the notebook's time",
            r"(Invalid value .* for dtype 'str'|Cannot set non-string value|dtype 'str'|string dtype|StringDtype|StringArray|Cannot interpret '<StringDtype)"),
    Removed("pandas", "3.0", "a value of another type is no longer written into a column of numbers", "astype first", r"Invalid value .* for dtype '?(u?int|float|bool|datetime|str|string)|^Invalid value '<\w+Array>"),
    Removed("pandas", "1.1", "unknown or ambiguous options", "the full name, such as display.max_rows", r"(No such keys\(s\)|Pattern matched multiple keys)"),
    Removed("pandas", "1.0", "missing labels in .loc with a list", ".reindex()", r"(Passing list-likes to \.loc|not in index)", r"\.(loc|ix)\["),
    Removed("pandas", "3.0", "integer keys are always labels", ".iloc[…]", r"KeyError: ?-?\d+|^-?\d+$", r"\[-?\d+\]"),
    Removed("pandas", "2.0", "dates of mixed formats in one column", "format=\"mixed\"", r"(time data .* doesn't match format|unconverted data remains|format=`mixed`|format='mixed')"),
    # numpy
    Removed("numpy", "1.24", "np.int, np.float, np.bool, np.object, np.str", "int, float, bool, object, str",
            r"module 'numpy' has no attribute '(int|float|bool|object|str|complex|long|unicode|typeDict)'"),
    Removed("numpy", "2.0", "names of NumPy 1", "the lower-case or new name (np.inf, np.nan, np.prod, np.isin, np.trapezoid)",
            r"('numpy' has no attribute '|was removed in the NumPy 2\.0 release|module 'numpy' has no attribute)"),
    Removed("numpy", "1.24", "ragged arrays", "dtype=object", r"(setting an array element with a sequence|inhomogeneous shape)"),
    Removed("numpy", "1.16.3", "loading pickled arrays", "allow_pickle=True, for files that you trust", r"Object arrays cannot be loaded when allow_pickle"),
    Removed("numpy", "2.0", "integers out of bounds are refused", "an explicit astype", r"(out of bounds for u?int|Python integer -?\d+ out of bounds)"),
    Removed("numpy", "1.25", "arrays of more than one element as a number", "an index or .item()", r"only (length-1|size-1|0-dimensional) arrays can be converted"),
    Removed("numpy", "1.20", "boolean subtract", "np.logical_xor or ~", r"numpy boolean subtract"),
    Removed("numpy", "2.0", "np.linalg.solve with stacked vectors and stricter shapes", "b[..., None]", r"(gufunc with signature|solve: Input operand)", r"solve\("),
    Removed("numpy", "1.14", "an object array of numbers in numpy.linalg", ".astype(float)", r"(No loop matching the specified signature|Cannot cast ufunc .* from dtype\('O'\)|array type object is unsupported in linalg|Singular matrix)", r"(linalg|inv\(|solve\(|dot\(|train_linear|OLS|fit)"),
    # scikit-learn
    Removed("scikit-learn", "1.2", "load_boston", "fetch_california_housing, or the data from the original source", r"load_boston"),
    Removed("scikit-learn", "1.2", "plot_confusion_matrix, plot_roc_curve, plot_precision_recall_curve", "ConfusionMatrixDisplay.from_estimator and its kin",
            r"plot_(confusion_matrix|roc_curve|precision_recall_curve|det_curve|partial_dependence)"),
    Removed("scikit-learn", "1.2", "get_feature_names()", "get_feature_names_out()", r"has no attribute 'get_feature_names'"),
    Removed("scikit-learn", "1.2", "normalize= of linear models", "a StandardScaler in front", r"unexpected keyword argument 'normalize'|Invalid parameter '?normalize'? for estimator"),
    Removed("scikit-learn", "1.4", "sparse= of OneHotEncoder", "sparse_output=", r"OneHotEncoder.*unexpected keyword argument 'sparse'"),
    Removed("scikit-learn", "1.4", "base_estimator=", "estimator=", r"unexpected keyword argument 'base_estimator'"),
    Removed("scikit-learn", "1.6", "squared=False of mean_squared_error", "root_mean_squared_error", r"unexpected keyword argument 'squared'"),
    Removed("scikit-learn", "1.3", "loss='deviance', 'ls', 'lad', loss='log'", "'log_loss', 'squared_error', 'absolute_error'",
            r"(loss|criterion)' parameter of .*must be a str|(The )?[Ll]oss '?(ls|lad|deviance|log)'?|'(deviance|ls|lad|log)' instead"),
    Removed("scikit-learn", "1.3", "max_features='auto'", "max_features='sqrt' (classifier) or 1.0 (regressor)", r"max_features' parameter.*'auto'|Got 'auto' instead"),
    Removed("scikit-learn", "1.2", "criterion='mse' and 'mae'", "'squared_error', 'absolute_error'", r"criterion' parameter.*Got '(mse|mae)'"),
    Removed("scikit-learn", "0.22", "sklearn.preprocessing.Imputer", "sklearn.impute.SimpleImputer", r"cannot import name 'Imputer'"),
    Removed("scikit-learn", "1.0", "arguments must be keywords", "keyword arguments", r"takes (from \d+ to )?\d+ positional arguments? but \d+", r"(sklearn|Scaler|Classifier|Regressor|KMeans|SVC|compute_class_weight|score|Pipeline)"),
    Removed("scikit-learn", "0.24", "iid= of GridSearchCV", "leave it out", r"unexpected keyword argument 'iid'"),
    Removed("scikit-learn", "0.24", "n_iter= of SGD and perceptrons", "max_iter=", r"unexpected keyword argument 'n_iter'"),
    Removed("scikit-learn", "1.8", "multi_class= of LogisticRegression", "leave it out, or OneVsRestClassifier", r"unexpected keyword argument 'multi_class'"),
    Removed("scikit-learn", "0.24", "random_state without shuffle=True", "shuffle=True", r"Setting a random_state has no effect since shuffle is False"),
    Removed("scikit-learn", "0.22", "solvers refuse a penalty that they do not know", "solver=\"liblinear\" or another that supports it", r"Solver \S+ supports only '?l2'?|supports only 'l2' or"),
    Removed("scikit-learn", "1.2", "feature names must all be of type str", "df.columns = df.columns.astype(str)", r"(Feature names are only supported|feature names that are all strings)"),
    Removed("scikit-learn", "1.2", "parameters are validated", "the type that the message names", r"The '\w+' parameter of \w+ must be"),
    Removed("scikit-learn", "1.2", "np.matrix is refused", "np.asarray", r"np\.matrix is not supported"),
    Removed("scikit-learn", "0.23", "sklearn.externals.joblib and sklearn.externals.six", "import joblib, import six", r"from 'sklearn\.externals"),
    Removed("scikit-learn", "1.8", "the liblinear solver knows two classes only", "another solver, or OneVsRestClassifier", r"'liblinear' solver does not support multiclass"),
    Removed("scikit-learn", "0.20", "names that moved or went", "the name that its current documentation gives", r"cannot import name '\w+' from 'sklearn"),
    Removed("scikit-learn", "1.6", "tags: estimators of other libraries must follow the new protocol", "a later version of that library, or scikit-learn < 1.6", r"__sklearn_tags__|_get_tags|force_all_finite"),
    Removed("scikit-learn", "0.24", "model attributes that went", "the name that its current documentation gives", r"object has no attribute '(labels_|grid_scores_|best_estimator|coef_path_|vocabulary|get_params_)'"),
    # seaborn, matplotlib
    Removed("seaborn", "0.12", "positional arguments", "x=…, y=…, data=…", r"takes (from \d+ to )?[01-3] positional arguments? but \d+", r"sns\."),
    Removed("seaborn", "0.9", "factorplot", "catplot", r"'seaborn' has no attribute 'factorplot'"),
    Removed("seaborn", "0.14", "distplot", "histplot or displot", r"'seaborn' has no attribute 'distplot'"),
    Removed("seaborn", "0.9", "size= of grids", "height=", r"unexpected keyword argument 'size'", r"sns\."),
    Removed("seaborn", "0.13", "palette or other arguments of older releases", "the current documentation of that plot", r"", r"sns\.(distplot|tsplot|factorplot|lvplot)"),
    Removed("matplotlib", "3.8", "the style 'seaborn' and its variants", "'seaborn-v0_8' and its variants", r"('seaborn[\w-]*' (is not a valid package style|not found)|not a valid package style)"),
    Removed("matplotlib", "3.9", "plt.cm.get_cmap", "matplotlib.colormaps[name]", r"has no attribute 'get_cmap'"),
    Removed("matplotlib", "3.1", "normed= of hist", "density=", r"(unexpected keyword argument|no property) '?normed'?"),
    Removed("matplotlib", "3.0", "axisbg=", "facecolor=", r"axisbg"),
    Removed("matplotlib", "3.6", "fig.gca(projection=…)", "fig.add_subplot(projection=…)", r"gca\(\) got an unexpected keyword argument"),
    Removed("matplotlib", "3.8", "linefmt use_line_collection=", "leave it out", r"unexpected keyword argument 'use_line_collection'"),
    Removed("matplotlib", "3.9", "labels= of boxplot", "tick_labels=", r"boxplot\(\) got an unexpected keyword argument 'labels'"),
    Removed("matplotlib", "3.7", "arguments that must be keywords", "keywords", r"takes (from \d+ to )?\d+ positional arguments? but \d+", r"(plt|ax|axes|fig)\w*\."),
    # scipy, statsmodels, xgboost and others
    Removed("scipy", "1.3", "scipy.misc.imread, imresize, toimage", "imageio.imread, PIL.Image.resize", r"'(scipy\.misc|imread|imresize|toimage)'"),
    Removed("scipy", "1.14", "scipy.integrate.simps, trapz, cumtrapz", "simpson, trapezoid, cumulative_trapezoid", r"'(simps|trapz|cumtrapz)'"),
    Removed("scipy", "1.15", "scipy.stats.binom_test, median_absolute_deviation, itemfreq", "binomtest, median_abs_deviation, np.unique", r"'(binom_test|median_absolute_deviation|itemfreq|betai|chisqprob|threshold)'"),
    Removed("scipy", "1.14", "names that went", "the name that its current documentation gives", r"(cannot import name '\w+' from 'scipy|module 'scipy[\w.]*' has no attribute)"),
    Removed("scipy", "1.13", ".A and .H of sparse arrays", ".toarray()", r"'(csr|csc|coo)_(matrix|array)' object has no attribute 'A'"),
    Removed("statsmodels", "0.13", "statsmodels.tsa.arima_model", "statsmodels.tsa.arima.model.ARIMA", r"arima_model"),
    Removed("statsmodels", "0.13", "arguments of the old ARIMA (disp=, transparams=)", "the new ARIMA, whose fit takes none of them", r"fit\(\) got an unexpected keyword argument '(disp|transparams|trend)'"),
    Removed("statsmodels", "0.13", "unknown keyword arguments, ignored before, are refused", "the call without them", r"Unknown keyword arguments"),
    Removed("statsmodels", "0.14", "plot_predict of results", "statsmodels.graphics.tsaplots.plot_predict", r"has no attribute 'plot_predict'"),
    Removed("statsmodels", "0.12", "names that went", "the name that its current documentation gives", r"(cannot import name '\w+' from 'statsmodels|module 'statsmodels[\w.]*' has no attribute)"),
    Removed("xgboost", "2.1", "early_stopping_rounds=, eval_metric=, callbacks= of fit", "the same arguments of the constructor", r"fit\(\) got an unexpected keyword argument '(early_stopping_rounds|eval_metric|callbacks)'"),
    Removed("xgboost", "1.6", "labels must count from 0", "LabelEncoder", r"Invalid classes inferred from unique values of `?y`?"),
    Removed("xgboost", "1.0", "feature names without [, ] or <", "renamed columns", r"feature_names must be string"),
    Removed("networkx", "2.0", "node= and dictionaries of graphs", "the names of networkx 2", r"'Graph' object has no attribute '(node|edges_iter|nodes_iter)'"),
    Removed("scikit-learn", "1.0", "estimators saved by another version", "training again, or the version that saved it", r"(incompatible dtype|node array from the pickle|Can't get attribute|No module named 'sklearn\.\w+\.\w+')", r"(load|pickle|joblib)"),
    Removed("Python", "3.10", "collections.Mapping and its kin", "collections.abc", r"'collections' has no attribute|cannot import name '\w+' from 'collections'"),
    Removed("IPython", "8.0", "IPython.display.set_matplotlib_formats", "matplotlib_inline.backend_inline.set_matplotlib_formats", r"cannot import name 'set_matplotlib_formats'"),
    Removed("IPython", "8.0", "names of IPython that went", "the name that its current documentation gives", r"cannot import name '\w+' from 'IPython"),
)
