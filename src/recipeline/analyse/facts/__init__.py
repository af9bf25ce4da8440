"""Facts about libraries, as tables: one file per library or family. This module joins them and answers questions."""

from __future__ import annotations

import builtins
import sys

from recipeline.analyse.facts import learning, numpy, pandas, plots, sklearn, stdlib
from recipeline.analyse.facts.fact import Fact, Table

BUILTIN_NAMES = frozenset(dir(builtins)) | frozenset(
    {"display", "get_ipython", "exit", "quit", "__file__", "__name__", "__doc__", "__builtins__", "__spec__"}
)  # what IPython adds is there without being defined, too

FUNCTIONS: Table = {}
for _table in (stdlib, pandas, numpy, sklearn, plots, learning):
    FUNCTIONS.update(_table.FUNCTIONS)

# A name that several libraries use keeps the most careful fact: the order below puts those last.
METHODS: Table = {}
for _methods in (pandas.METHODS, sklearn.METHODS, learning.METHODS, numpy.METHODS, plots.METHODS, stdlib.METHODS):
    METHODS.update(_methods)
METHODS.update({name: pandas.METHODS[name] for name in ("hist", "boxplot")})
METHODS["plot"] = plots.METHODS["plot"]

TABLE_METHODS: Table = pandas.METHODS  # of a known frame or series

OTHER_NAMES = (
    ("tensorflow.keras.", "keras."),
    ("tensorflow.python.keras.", "keras."),
    ("sklearn.externals.joblib", "joblib"),
    ("sklearn.cross_validation.", "sklearn.model_selection."),  # until 0.19
    ("sklearn.grid_search.", "sklearn.model_selection."),
    ("pylab.", "matplotlib.pyplot."),
    ("matplotlib.pylab.", "matplotlib.pyplot."),
    ("_pickle.", "pickle."),
    ("pandas.core.", "pandas."),
    ("datetime.datetime.datetime.", "datetime.datetime."),
)

STDLIB = frozenset(sys.stdlib_module_names)
KNOWN_MODULES = frozenset(sys.stdlib_module_names) | {name.split(".")[0] for name in FUNCTIONS}

_found: dict[str, Fact | None] = {}


def canonical(ref: str) -> str:
    """The name under which the tables list it."""
    for other, ours in OTHER_NAMES:
        if ref.startswith(other):
            return ours + ref[len(other) :]
    return ref


def function(ref: str) -> Fact | None:
    """What is known of a dotted name; the longest matching `prefix.*` row counts. None: an unknown module."""
    if ref in _found:
        return _found[ref]
    name = canonical(ref)
    fact = FUNCTIONS.get(name)
    stem = name
    while fact is None and "." in stem:
        stem = stem.rpartition(".")[0]
        fact = FUNCTIONS.get(stem + ".*")
    if fact is None and name.split(".")[0] in sys.stdlib_module_names:
        fact = Fact(None, "holds")
    if len(_found) < 20_000:  # names come from notebooks: no unbounded cache
        _found[ref] = fact
    return fact


def is_local(module: str) -> bool:
    """A module that is neither of the standard library nor in a table: it may be the user's own file."""
    return module.startswith(".") or module.split(".")[0] not in KNOWN_MODULES
