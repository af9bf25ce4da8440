"""What a notebook takes for granted: `_`, `Out`, `In`, `display`, `get_ipython`, an event loop, no keyboard."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from typing import Any


class StdinNotImplementedError(RuntimeError):
    """The error a notebook gets from input() when nobody sits in front of it; named as in Jupyter."""


class StandIn:
    """A small get_ipython() for notebooks that run where IPython is not installed."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.user_ns = namespace

    def system(self, command: str) -> None:
        result = subprocess.run(command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        sys.stdout.write(result.stdout.decode("utf-8", "replace"))
        self.user_ns["_exit_code"] = result.returncode

    def getoutput(self, command: str) -> list[str]:
        result = subprocess.run(command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return result.stdout.decode("utf-8", "replace").splitlines()

    def run_line_magic(self, name: str, line: str, *arguments: Any) -> Any:
        if name in ("matplotlib", "config", "load_ext", "autoreload", "reload_ext"):
            return None
        raise RuntimeError(f"%{name} needs IPython, which is not installed in this environment")

    magic = run_line_magic
    run_cell_magic = run_line_magic


class Shell:
    """Keeps the names that Jupyter keeps."""

    def __init__(self, namespace: dict[str, Any], on_display: Callable[[Any], None], needs_ipython: bool) -> None:
        self._namespace = namespace
        self._on_display = on_display
        self._last: dict[str, Any] = {"_": "", "__": "", "___": ""}
        self._inputs: list[str] = [""]
        self._outputs: dict[int, Any] = {}
        self._dress(needs_ipython)

    def _dress(self, needs_ipython: bool) -> None:
        shell = real_shell(self._namespace) if needs_ipython else None
        stand_in = shell or StandIn(self._namespace)
        self._namespace.update({
            "In": self._inputs, "Out": self._outputs, "_ih": self._inputs, "_oh": self._outputs, "_dh": [os.getcwd()],
            "_": "", "__": "", "___": "", "get_ipython": lambda: stand_in,
        })
        builtins.display = self.display  # type: ignore[attr-defined]
        builtins.get_ipython = lambda: stand_in  # type: ignore[attr-defined]
        builtins.input = no_input

    def display(self, *values: Any, **options: Any) -> None:
        """Stands in for IPython.display.display."""
        for value in values:
            self._on_display(value)

    def begin_cell(self, source: str) -> None:
        self._inputs.append(source)

    def show(self, value: Any, number: int) -> None:
        """The last expression of a cell: remembered as Jupyter does, unless the notebook took `_` for itself."""
        if value is None:
            return
        names = self._namespace
        if value is not self._outputs and all(names.get(n, self) is self._last[n] for n in ("_", "__", "___")):
            self._last = {"_": value, "__": self._last["_"], "___": self._last["__"]}
            names.update(self._last)
        names[f"_{number}"] = value
        self._outputs[number] = value


def no_input(prompt: Any = "") -> str:
    """Replaces input()."""
    raise StdinNotImplementedError("input() was called, but nobody can answer when a notebook runs by itself")


def real_shell(namespace: dict[str, Any]) -> Any:
    """IPython's own shell over the notebook's namespace; None if IPython is not installed."""
    try:
        os.environ.setdefault("IPYTHONDIR", tempfile.mkdtemp(prefix="recipeline-ipython-"))
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config
    except ImportError:
        return None
    config = Config()
    config.HistoryManager.enabled = False
    hooks = sys.displayhook, sys.excepthook
    try:
        shell = InteractiveShell.instance(config=config, user_module=sys.modules["__main__"], user_ns=namespace)
    except Exception:  # an IPython too new or too old to be started this way
        return None
    finally:
        sys.displayhook, sys.excepthook = hooks
    return shell
