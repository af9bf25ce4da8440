"""What each IPython magic does to the notebook's state, as data.

Sources: IPython 9.18 (`%lsmagic` and its source), ipykernel 7, and the named packages as of November 2026.
A magic that is in none of these tables is refused: nobody can say what it would have done.
"""

from __future__ import annotations

_SHOWS = "only shows something in Jupyter"
_HELP = "only shows help in Jupyter"
_SETTING = "a setting of the Jupyter session; the project has none"
_BACKEND = "chooses how Jupyter draws; the project writes figures to files"

# line magic -> why it can go
DROPPED_LINES: dict[str, str] = {
    **dict.fromkeys(("matplotlib", "gui"), _BACKEND),
    **dict.fromkeys(
        ("load_ext", "reload_ext", "unload_ext"), "loads a Jupyter extension; what it offers is translated where used"
    ),
    **dict.fromkeys(("autoreload",), "reloads modules while one edits; a project starts afresh"),
    **dict.fromkeys(
        ("config", "colors", "xmode", "precision", "pprint", "autocall", "automagic", "autoawait", "autoindent", "pdb",
         "doctest_mode", "rehashx", "autosave", "alias_magic", "bookmark", "logoff", "logon", "logstart", "logstate",
         "logstop", "nbagg", "flow", "dirs", "dhist", "unalias", "killbgscripts", "code_wrap", "ipython_suggest"),
        _SETTING,
    ),
    **dict.fromkeys(
        ("pinfo", "pinfo2", "pdoc", "pdef", "psource", "pfile", "psearch", "quickref", "magic", "lsmagic", "page",
         "pycat", "man", "more", "less"),
        _HELP,
    ),
    **dict.fromkeys(
        ("who", "whos", "who_ls", "history", "hist", "notebook", "tb", "pwd", "ls", "ll", "la", "lf", "lk", "ldir",
         "lx", "cat", "head", "tail", "connect_info", "qtconsole", "clear", "cls", "watermark", "version_information",
         "tensorboard", "pastebin", "save", "memory_usage", "skip", "nbdev_export"),
        _SHOWS,
    ),
    **dict.fromkeys(("debug",), "opens the debugger; nobody is there to answer it"),
    **dict.fromkeys(("load", "loadpy"), "IPython replaced this line by the file's text when it ran"),
    **dict.fromkeys(("reset", "reset_selective"), "clears names; a fresh process has nothing to clear, and later code makes its own"),
    **dict.fromkeys(("lab_black", "nb_black", "blackcellmagic"), "formats the notebook's text"),
}  # fmt: skip

# cell magic -> why the whole cell can go
DROPPED_CELLS: dict[str, str] = {
    **dict.fromkeys(
        ("html", "HTML", "latex", "markdown", "svg", "SVG", "javascript", "js", "mermaid"),
        "shows text, a picture or a script in the browser; computes nothing",
    ),
    "debug": "runs the cell in the debugger; nobody is there to answer it",
    "skip": "the author skips this cell",
    "ai": "asks a language model in Jupyter",
}

# magic -> options that take a value: `%lprun -f name statement`; `%%timeit -n 1 -r 5`
OPTIONS_WITH_VALUE: dict[str, str] = {
    "prun": "lsTD", "lprun": "fmDTsuz", "mprun": "fTm", "memit": "rtic", "timeit": "nrp", "time": "",
    "snakeviz": "fDlsT", "pyinstrument": "", "heat": "", "scalene": "", "run": "N",
}  # fmt: skip
# these lack a value although the same letter takes one elsewhere
FLAGS_OF_LPRUN = "rsz"

# magics that run Python in the notebook's own namespace: the code stays, what measures it goes
RUNS_PYTHON: dict[str, str] = {
    "time": "the clock around it goes",
    "prun": "the profiler around it goes",
    "lprun": "the profiler around it goes",
    "mprun": "the memory profiler around it goes",
    "memit": "the memory measurement around it goes",
    "snakeviz": "the profiler around it goes",
    "pyinstrument": "the profiler around it goes",
    "scalene": "the profiler around it goes",
    "heat": "the profiler around it goes",
    "wandb": "the live panel around it goes",
    "capture": "the capture of its output goes",
    "black": "the formatter around it goes",
    "nbdev": "the mark goes",
}
# of these, the ones after which Jupyter still displays the last expression
SHOWS_ITS_VALUE = frozenset({"time", "wandb", "black", "nbdev"})

SHELL_CELLS: dict[str, tuple[str, ...]] = {  # cell magic -> program that reads the body from stdin
    "bash": ("bash",), "sh": ("sh",), "zsh": ("zsh",), "perl": ("perl",), "ruby": ("ruby",), "pypy": ("pypy",),
}  # fmt: skip
PYTHON_CELLS = frozenset({"python", "python3"})

# what they need, for the message; every other unknown magic is refused without it
NEEDS: dict[str, str] = {
    "R": "an R session (rpy2)", "sql": "a SQL session (ipython-sql, jupysql)", "bigquery": "a BigQuery session",
    "cython": "a Cython compiler", "julia": "a Julia session", "store": "IPython's own database of variables",
    "spark": "a Spark session", "ppl": "a parallel cluster", "px": "a parallel cluster", "octave": "an Octave session",
    "fortran": "a Fortran compiler", "macro": "IPython's input history", "recall": "IPython's input history",
    "rerun": "IPython's input history", "rep": "IPython's input history", "edit": "an editor", "ed": "an editor",
    "alias": "IPython's own commands", "popd": "IPython's stack of folders", "pushd": "IPython's stack of folders",
    "sc": "IPython's own shell variables", "nbrun": "another notebook", "duckdb": "a DuckDB session",
}  # fmt: skip

# magic -> the shell command it stands for
SHELL_ALIASES: dict[str, str] = {"cp": "cp", "mv": "mv", "rm": "rm", "mkdir": "mkdir", "rmdir": "rmdir"}
INSTALLERS = frozenset({"pip", "conda", "mamba", "micromamba", "uv"})

# words that IPython takes for a magic even without `%`, when they stand alone in a one-line cell
BARE_WORDS = frozenset({
    "cd", "ls", "ll", "la", "pwd", "pip", "conda", "who", "whos", "history", "hist", "matplotlib", "load_ext", "run",
    "env", "time", "timeit", "mkdir", "rm", "cp", "mv", "cat", "clear", "pylab", "reset", "lsmagic", "autoreload",
    "reload_ext", "config", "rmdir", "less", "more", "man", "pinfo", "pdb", "debug", "uv", "mamba",
})  # fmt: skip

# methods by which a timed call changes its object for good; scikit-learn 1.9, xgboost 3, Keras 3, builtin containers
CHANGES_ITS_OBJECT = frozenset({
    "fit", "fit_transform", "fit_predict", "partial_fit", "fit_resample", "train", "compile", "load_state_dict",
    "sort", "reverse", "update", "clear", "shuffle", "sort_values", "drop", "fillna", "setdefault",
})  # fmt: skip
NEEDS_INPLACE = frozenset({"sort_values", "drop", "fillna"})  # change their object only with inplace=True
