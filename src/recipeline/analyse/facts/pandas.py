"""pandas: source pandas 1.5 to 3.0 API reference."""

from __future__ import annotations

from recipeline.analyse.facts.fact import Fact, Table, each
from recipeline.model.analysis import Stage

INGEST: Stage = "ingestion"
REPORT: Stage = "reporting"
PREPARE: Stage = "preprocessing"

_FILE = (("file-read", (0, "filepath_or_buffer")),)

FUNCTIONS: Table = {
    **each("read_csv read_table read_fwf", Fact("frame", effects=(("file-read", (0, "filepath_or_buffer")),), stage=INGEST), "pandas."),
    **each("read_excel ExcelFile read_xml", Fact(None, effects=(("file-read", (0, "io")),), stage=INGEST), "pandas."),
    **each("read_parquet read_feather read_orc", Fact("frame", effects=(("file-read", (0, "path")),), stage=INGEST), "pandas."),
    **each("read_json read_hdf read_html read_stata read_sas read_spss HDFStore", Fact(None, effects=(("file-read", (0, "path_or_buf")),), stage=INGEST), "pandas."),
    **each("read_pickle", Fact(None, effects=(("file-read", (0, "filepath_or_buffer")),), stage=INGEST), "pandas."),
    **each("read_clipboard", Fact("frame", effects=(("input", None),), stage=INGEST), "pandas."),
    **each("read_sql read_sql_query read_sql_table", Fact("frame", effects=(("database", None),), mutates=(1, "con"), stage=INGEST), "pandas."),
    **each("read_gbq", Fact("frame", effects=(("network", None),), stage=INGEST), "pandas."),
    **each("concat merge merge_asof merge_ordered pivot pivot_table crosstab melt wide_to_long lreshape json_normalize",
           Fact("frame", stage=PREPARE), "pandas."),
    **each("crosstab pivot_table pivot", Fact("frame", stage=REPORT), "pandas."),
    **each("get_dummies from_dummies", Fact("frame", stage="features"), "pandas."),
    **each("cut qcut factorize", Fact(None, stage="features"), "pandas."),
    **each("to_datetime to_numeric to_timedelta date_range bdate_range period_range timedelta_range interval_range",
           Fact("series", stage=PREPARE), "pandas."),
    **each("isna isnull notna notnull unique array infer_freq value_counts eval", Fact(None), "pandas."),
    **each("DataFrame", Fact("frame", "view"), "pandas."),
    **each("Series Index MultiIndex DatetimeIndex Categorical CategoricalIndex RangeIndex", Fact("series", "view"), "pandas."),
    **each("Timestamp Timedelta Period Interval DateOffset Grouper NamedAgg CategoricalDtype NA NaT MultiIndex.from_tuples "
           "MultiIndex.from_product MultiIndex.from_arrays Timestamp.fromtimestamp DataFrame.from_records", Fact(None), "pandas."),
    **each("DataFrame.from_dict", Fact("frame"), "pandas."),
    **each("Timestamp.now Timestamp.today Timestamp.utcnow datetime.now", Fact("number", effects=(("clock", None),)), "pandas."),
    **each("set_option reset_option", Fact("none", effects=(("option", (0, "pat")),), stage="setup"), "pandas."),
    **each("option_context", Fact(None, effects=(("option", (0, "pat")),)), "pandas."),
    **each("get_option", Fact(None, stage="setup"), "pandas."),
    **each("ExcelWriter", Fact(None, effects=(("file-write", (0, "path")),), stage=REPORT), "pandas."),
    **each("plotting.*", Fact("figure", effects=(("plot", None),), stage=REPORT), "pandas."),
    **each("testing.*", Fact("none"), "pandas."),
    **each("errors.* api.* tseries.*", Fact(None), "pandas."),
    **each("*", Fact(None), "pandas."),
}  # fmt: skip

# Methods of frames, series, indexes and groups that return something new (unless `inplace=True`, which the caller checks).
PURE = (
    "abs add_prefix add_suffix agg aggregate align all any apply applymap asfreq asof assign astype at_time "
    "autocorr between between_time bfill ffill backfill pad clip combine combine_first compare convert_dtypes copy corr "
    "corrwith count cov cummax cummin cumprod cumsum describe diff div divide dot drop drop_duplicates droplevel dropna "
    "duplicated eq equals eval ewm expanding explode factorize fillna filter first first_valid_index floordiv from_dict ge "
    "get_group groupby gt head hist idxmax idxmin infer_objects interpolate isin isna isnull items iteritems iterrows "
    "itertuples join keys kurt kurtosis last last_valid_index le lt mad map mask max mean median melt memory_usage merge "
    "min mod mode mul multiply ne nlargest notna notnull nsmallest nunique pct_change pipe pivot pivot_table pow prod "
    "product quantile query radd rank rdiv reindex reindex_like rename rename_axis reorder_levels repeat replace resample "
    "reset_index rfloordiv rmod rmul rolling round rpow rsub rtruediv sample searchsorted select_dtypes sem set_axis "
    "set_flags set_index shift size skew slice_shift sort_index sort_values std sub subtract sum swaplevel tail take "
    "to_dict to_list tolist to_period to_timestamp to_records to_string to_frame transform transpose truediv truncate "
    "tshift tz_convert tz_localize unique unstack stack value_counts var where xs cumcount ngroup nth ohlc cat contains "
    "extract extractall findall get_dummies fullmatch strftime day_name month_name normalize floor ceil total_seconds "
    "isocalendar to_pydatetime to_numpy to_flat_index get_level_values get_loc get_indexer difference intersection union "
    "symmetric_difference is_unique is_monotonic to_julian_date set_names set_levels remove_unused_categories "
    "add_categories rename_categories reorder_categories set_categories as_ordered as_unordered remove_categories "
    "slice len removeprefix removesuffix isnumeric isdecimal to_markdown to_latex to_html info set_caption background_gradient "
    "format hide highlight_max highlight_min bar hide_index set_properties set_table_styles"
)  # fmt: skip

_VIEWS = (
    "to_numpy transpose squeeze swapaxes view get groupby rolling resample expanding ewm items iteritems iterrows itertuples "
    "xs get_group set_flags swaplevel set_axis head tail infer_objects pipe"
)

METHODS: Table = {
    **each(PURE, Fact()),
    **each(_VIEWS, Fact(result="view")),
    **each("isna isnull notna notnull fillna dropna drop drop_duplicates astype rename replace clip interpolate ffill bfill sort_values "
           "sort_index reset_index set_index merge join query duplicated reindex convert_dtypes between shift truncate "
           "tz_localize to_datetime strip combine_first where mask", Fact(stage="preprocessing")),
    **each("groupby rolling resample expanding ewm", Fact(None, "view")),
    **each("describe value_counts info nunique corr crosstab pivot_table memory_usage unstack nlargest nsmallest skew kurt "
           "kurtosis", Fact(stage="reporting")),
    **each("head tail", Fact(None, "view", stage="reporting")),
    **each("get_dummies map_dummies factorize", Fact(stage="features")),
    **each("mean median std var min max sum count quantile mode idxmax idxmin unique", Fact()),
    **each("sample", Fact(draws="numpy")),
    **each("hist boxplot", Fact("figure", "view", effects=(("plot", None),), mutates=("ax",), stage="reporting")),
    **each("to_csv to_excel to_pickle to_parquet to_feather to_json to_hdf to_html to_stata to_latex to_markdown to_orc to_xml to_string",
           Fact(None, effects=(("file-write", (0, "path_or_buf")),), mutates=(0, "excel_writer", "path_or_buf", "buf"), stage="reporting")),
    **each("to_sql", Fact("number", effects=(("database", (0, "name")),), mutates=(1, "con"), stage="reporting")),
    **each("to_gbq", Fact("none", effects=(("network", None),), stage="reporting")),
    **each("to_clipboard", Fact("none", effects=(("shell", None),))),
}  # fmt: skip

# Writers that return text when they are given no path.
TEXT_WITHOUT_PATH = frozenset({"to_csv", "to_json", "to_html", "to_latex", "to_markdown", "to_string", "to_xml"})

# Methods with an `inplace` parameter.
INPLACE = frozenset(
    ["drop", "dropna", "fillna", "replace", "rename", "rename_axis", "reset_index", "set_index", "set_axis", "sort_values", "sort_index", "clip", "ffill", "bfill", "pad", "backfill", "interpolate", "mask", "where", "drop_duplicates", "query", "eval", "set_names", "set_levels", "add_categories", "remove_categories", "rename_categories", "set_categories", "as_ordered", "as_unordered", "remove_unused_categories", "reorder_categories"]
)

# What methods of a known frame or series return. Others of a known frame: unknown kind, nothing changed.
FRAME_KINDS: dict[str, str] = {
    **dict.fromkeys(["copy", "drop", "dropna", "fillna", "replace", "rename", "reset_index", "set_index", "sort_values", "sort_index", "merge", "join", "query", "assign", "astype", "head", "tail", "sample", "drop_duplicates", "describe", "corr", "cov", "select_dtypes", "filter", "pivot", "pivot_table", "melt", "apply", "applymap", "transform", "round", "clip", "interpolate", "shift", "diff", "isna", "isnull", "notna", "notnull", "reindex", "convert_dtypes", "nlargest", "nsmallest", "where", "mask", "ffill", "bfill", "transpose", "to_frame", "explode", "combine_first", "infer_objects"], "frame"),
    **dict.fromkeys(["sum", "mean", "median", "std", "var", "min", "max", "count", "nunique", "value_counts", "idxmax", "idxmin", "duplicated", "isin", "all", "any", "quantile", "skew", "kurt", "memory_usage", "squeeze", "stack", "eval"], "series"),
    **dict.fromkeys(["to_dict"], "dict"),
    **dict.fromkeys(["to_list", "tolist"], "list"),
    **dict.fromkeys(["to_numpy", "unique"], "array"),
    "info": "none",
}  # fmt: skip

SERIES_KINDS: dict[str, str] = {
    **dict.fromkeys(["copy", "dropna", "fillna", "replace", "rename", "sort_values", "sort_index", "astype", "head", "tail", "sample", "drop_duplicates", "map", "apply", "isna", "isnull", "notna", "notnull", "shift", "diff", "clip", "round", "where", "mask", "value_counts", "rank", "between", "isin", "cumsum"], "series"),
    **dict.fromkeys(["sum", "mean", "median", "std", "var", "min", "max", "count", "nunique", "idxmax", "idxmin", "all", "any", "skew", "kurt", "item", "autocorr"], "number"),
    **dict.fromkeys(["reset_index", "to_frame", "unstack", "describe"], "frame"),
    **dict.fromkeys(["to_list", "tolist"], "list"),
    **dict.fromkeys(["to_dict"], "dict"),
    **dict.fromkeys(["to_numpy", "unique"], "array"),
}  # fmt: skip

# The few methods of a frame or series that change it without being asked to.
CHANGING = frozenset({"insert", "pop", "update", "setdefault", "put", "__setitem__", "isetitem", "sort", "popitem", "clear"})
