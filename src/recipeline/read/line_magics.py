"""Line magics: `%name text`, `target = %name text`, `obj?`."""

from __future__ import annotations

import re
from collections.abc import Callable

from recipeline.read import magic_facts as facts
from recipeline.read.interpolation import Text, interpolate
from recipeline.read.outcome import Outcome, dropped, quoted, refused
from recipeline.read.python_check import silenced
from recipeline.read.run_magic import run_file
from recipeline.read.shell import install_line, shell_line
from recipeline.read.surroundings import Surroundings
from recipeline.read.timed import timed_statement, without_options

_PYLAB = ("import numpy; import numpy as np; import matplotlib; from matplotlib import pylab, mlab, pyplot; "
          "import matplotlib.pyplot as plt")  # IPython 9.18, core/pylabtools.py: import_pylab  # fmt: skip
_PYLAB_STARS = "; from matplotlib.pylab import *; from numpy import *"


def help_line(text: str) -> Outcome:
    """`obj?`, `?obj`, `%magic?`."""
    asked = text.strip() or "IPython"
    if not re.search(r"%{0,2}[\w*.\[\]()'\"]+$", asked):
        return refused("a question mark that asks about nothing")
    return dropped(f"only shows help on `{asked[:60]}`")


def line_magic(name: str, text: str, target: str | None, around: Surroundings) -> Outcome:
    """What `%name text` becomes."""
    text = text.strip()
    if name in ("sx", "system"):
        return shell_line(text, target, around)
    if target is not None:
        return _assigned(name, text, target, around)
    if name in facts.DROPPED_LINES:
        return dropped(facts.DROPPED_LINES[name])
    if name in facts.INSTALLERS:
        return install_line(name, text)
    if name in facts.RUNS_PYTHON and name != "capture":
        code = without_options(name, text)
        code = code if name in facts.SHOWS_ITS_VALUE else silenced(code)
        return Outcome("python", facts.RUNS_PYTHON[name], code) if code else dropped("measures nothing")
    if name in facts.SHELL_ALIASES:
        return shell_line(f"{facts.SHELL_ALIASES[name]} {text}", None, around)
    if name in _TRANSLATORS:
        return _TRANSLATORS[name](text, around)
    return unknown(f"%{name}")


def unknown(magic: str) -> Outcome:
    """Refuses a magic that no table knows."""
    needs = facts.NEEDS.get(magic.lstrip("%"))
    if needs:
        return refused(f"`{magic}` needs {needs}, which plain Python has not")
    return refused(f"`{magic}` is a magic that recipeline does not know; replace it by Python")


def _assigned(name: str, text: str, target: str, around: Surroundings) -> Outcome:
    if name == "env" and not text:
        return Outcome("python", "reads the environment", f"{target} = dict(os.environ)", ("os",))
    if name == "env" and "=" not in text and " " not in text:
        code = f"{target} = os.environ[{interpolate(text, around).code}]"
        return Outcome("python", "reads the environment", code, ("os",))
    if name == "pwd":
        return Outcome("python", "the working directory", f"{target} = os.getcwd()", ("os",))
    if name in facts.RUNS_PYTHON and name != "capture":
        code = without_options(name, text)
        if name == "time" and code:
            return Outcome("python", facts.RUNS_PYTHON[name], f"{target} = {code}")
    return refused(f"what `%{name}` returns exists only in Jupyter")


def _environment(text: str, around: Surroundings) -> Outcome:
    sign = "=" if "=" in text else " "
    name, found, value = text.partition(sign)
    if not found:
        return dropped("only shows the environment")
    name_code, value_code = interpolate(name.strip(), around).code, interpolate(value.strip(), around).code
    return Outcome(
        "python", "sets a variable of the environment", f"os.environ[{name_code}] = {value_code}", ("os",)
    )


def _change_folder(text: str, around: Surroundings) -> Outcome:
    words = [word for word in text.split() if word not in ("-q", "--quiet")]
    text = " ".join(words)
    if text[:1] in "\"'" and text[:1] == text[-1:] and len(text) > 1:
        text = text[1:-1]
    if text.startswith("-"):
        return refused("`%cd -` goes back in IPython's own history of folders")
    folder: Text = interpolate(text or "~", around)
    code = folder.code
    if folder.literal is None or folder.literal.startswith("~"):
        code = f"os.path.expanduser({code})"
    return Outcome("python", "changes the working directory", f"os.chdir({code})", ("os",))


def _pylab(text: str, around: Surroundings) -> Outcome:
    code = _PYLAB if "--no-import-all" in text else _PYLAB + _PYLAB_STARS
    return Outcome("python", "the imports that %pylab does", code)


def _autoreload_import(text: str, around: Surroundings) -> Outcome:
    names = [name for name in re.split(r"[\s,]+", text) if name and not name.startswith("-")]
    if not names or not all(part.isidentifier() for name in names for part in name.split(".")):
        return dropped("a setting of autoreload")
    return Outcome("python", "%aimport imports the module", f"import {', '.join(names)}")


def _dotenv(text: str, around: Surroundings) -> Outcome:
    override = "-o" in text.split() or "--override" in text.split()
    arguments = [quoted(word) for word in text.split() if not word.startswith("-")][:1]
    arguments += ["override=True"] if override else []
    code = f"from dotenv import load_dotenv; load_dotenv({', '.join(arguments)})"
    return Outcome("python", "loads the variables of a .env file", code, requirements=("python-dotenv",))


def _delete(text: str, around: Surroundings) -> Outcome:
    name = text.split()[-1] if text.split() else ""
    return Outcome("python", "deletes the name", f"del {name}") if name.isidentifier() else unknown("%xdel")


_TRANSLATORS: dict[str, Callable[[str, Surroundings], Outcome]] = {
    "env": _environment,
    "set_env": _environment,
    "cd": _change_folder,
    "pylab": _pylab,
    "aimport": _autoreload_import,
    "dotenv": _dotenv,
    "xdel": _delete,
    "run": run_file,
    "timeit": timed_statement,
}
