"""numpy and scipy: source numpy 1.24 to 2.3 and scipy 1.10 to 1.16 API reference."""

from __future__ import annotations

from recipeline.analyse.facts.fact import Fact, Table, each

_VIEWS = (
    "asarray asanyarray ascontiguousarray asfortranarray reshape ravel squeeze transpose swapaxes moveaxis rollaxis atleast_1d "
    "atleast_2d atleast_3d broadcast_to broadcast_arrays expand_dims split array_split hsplit vsplit dsplit diagonal diag flip "
    "fliplr flipud rot90 real imag nan_to_num array lib.stride_tricks.as_strided frombuffer matrix asmatrix nditer ndenumerate "
    "lib.stride_tricks.sliding_window_view require memmap ma.array ma.masked_array ma.masked_where ma.masked_invalid meshgrid"
)

FUNCTIONS: Table = {
    **each("*", Fact(None), "numpy."),
    **each("zeros ones empty full arange linspace logspace geomspace eye identity zeros_like ones_like empty_like full_like where "
           "concatenate stack hstack vstack column_stack dstack append insert delete unique sort argsort cumsum cumprod diff log "
           "log1p log2 log10 exp expm1 sqrt power abs absolute round around floor ceil clip dot matmul outer cov corrcoef bincount "
           "histogram digitize interp repeat tile roll isnan isinf isfinite maximum minimum gradient polyfit polyval copy sin cos "
           "tan arctan arctan2 square sign argwhere nonzero flatnonzero cross kron trace triu tril select piecewise fromiter "
           "genfromtxt loadtxt vectorize percentile quantile c_ r_", Fact("array"), "numpy."),
    **each("mean median std var sum min max amin amax nanmean nanmedian nanstd nansum prod argmax argmin", Fact(None), "numpy."),
    **each("int64 int32 int16 int8 uint8 float64 float32 float16 bool_ float_ int_ isclose allclose array_equal isscalar ndim size "
           "shape any all count_nonzero isreal finfo iinfo datetime64 timedelta64 dtype", Fact("number"), "numpy."),
    **each(_VIEWS, Fact("array", "view"), "numpy."),
    **each("array", Fact("array", "view"), "numpy."),
    **each("polyfit linalg.pinv linalg.lstsq polynomial.polynomial.polyfit polynomial.Polynomial.fit", Fact("array", stage="training"), "numpy."),
    **each("scipy.linalg.pinv scipy.linalg.lstsq", Fact("array", stage="training")),
    **each("copyto put place putmask fill_diagonal put_along_axis", Fact("none", mutates=(0,)), "numpy."),
    **each("add.at subtract.at multiply.at maximum.at minimum.at", Fact("none", mutates=(0,)), "numpy."),
    **each("load fromfile", Fact(None, effects=(("file-read", (0, "file")),), stage="ingestion"), "numpy."),
    **each("loadtxt genfromtxt recfromcsv", Fact("array", effects=(("file-read", (0, "fname")),), stage="ingestion"), "numpy."),
    **each("save savez savez_compressed", Fact("none", effects=(("file-write", (0, "file")),), stage="evaluation"), "numpy."),
    **each("savetxt", Fact("none", effects=(("file-write", (0, "fname")),), stage="reporting"), "numpy."),
    **each("set_printoptions seterr seterrcall random.set_state", Fact("none", effects=(("option", "numpy"),), stage="setup"), "numpy."),
    **each("errstate printoptions", Fact(None, effects=(("option", "numpy"),)), "numpy."),
    **each("*", Fact("array", draws="numpy"), "numpy.random."),
    **each("seed set_state", Fact("none", effects=(("seed", "numpy"),), stage="setup"), "numpy.random."),
    **each("get_state", Fact(None, draws="numpy"), "numpy.random."),
    **each("default_rng RandomState Generator SeedSequence PCG64 MT19937 BitGenerator", Fact("random-generator", "holds"), "numpy.random."),
    **each("rand randn randint random uniform normal choice permutation random_sample", Fact("array", draws="numpy"), "numpy.random."),
    **each("shuffle", Fact("none", draws="numpy", mutates=(0,)), "numpy.random."),
    **each("scipy.*", Fact(None)),
    **each("scipy.stats.*", Fact(None, stage="evaluation")),
    **each("scipy.optimize.*", Fact(None, stage="training")),
    **each("scipy.optimize.differential_evolution scipy.optimize.basinhopping scipy.optimize.dual_annealing "
           "scipy.cluster.vq.kmeans scipy.cluster.vq.kmeans2 scipy.sparse.random scipy.stats.bootstrap "
           "scipy.stats.permutation_test scipy.stats.monte_carlo_test", Fact(None, draws="numpy", stage="training")),
    **each("scipy.io.loadmat scipy.io.wavfile.read scipy.io.arff.loadarff scipy.sparse.load_npz scipy.io.mmread",
           Fact(None, effects=(("file-read", (0, "file_name")),), stage="ingestion")),
    **each("scipy.io.savemat scipy.io.wavfile.write scipy.sparse.save_npz scipy.io.mmwrite",
           Fact("none", effects=(("file-write", (0, "file_name")),), stage="reporting")),
    **each("scipy.cluster.hierarchy.dendrogram scipy.stats.probplot scipy.spatial.voronoi_plot_2d",
           Fact(None, effects=(("plot", None),), mutates=("ax", "plot"), stage="reporting")),
}  # fmt: skip

METHODS: Table = {
    **each("reshape ravel squeeze transpose swapaxes view diagonal newbyteorder T real imag flat tocsr tocsc tocoo todense toarray "
           "tobytes conj conjugate getfield", Fact("array", "view")),
    **each("flatten argmax argmin argsort argpartition cumsum cumprod dot nonzero tolist item trace repeat choose compress ptp "
           "astype tofile_ mean std sum prod searchsorted tostring getnnz getrow getcol multiply", Fact()),
    **each("sort fill resize put itemset partition setfield setflags byteswap eliminate_zeros sort_indices sum_duplicates",
           Fact("none", changes="object")),
    **each("tofile", Fact("none", effects=(("file-write", (0, "fid")),))),
    **each("pdf cdf ppf sf isf logpdf pmf logcdf interval moment", Fact(None)),
    **each("rvs", Fact("array", draws="numpy", changes="object")),
    **each("normal uniform integers random standard_normal permutation choice poisson exponential binomial gamma beta rand randn "
           "randint multivariate_normal lognormal randrange getrandbits triangular gauss random_sample permuted",
           Fact("array", "element", changes="object")),
    **each("shuffle", Fact("none", changes="object", mutates=(0,))),
}  # fmt: skip
