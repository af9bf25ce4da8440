"""What to do, what has been found, and how recorded values are loaded."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import importlib.util
import inspect
import json
import os
import pickle
import random
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

UNPICKLING_DEPTH = 12  # patsy looks up the stack for the names of a formula while a result is loaded

Check = dict[str, Any]


class Job:
    """What to do, and what has been found."""

    def __init__(self, path: str) -> None:
        with open(path, encoding="utf-8") as file:
            self.options: dict[str, Any] = json.load(file)
        self.package: str = self.options["package"]
        self.project = Path(self.options["project"])
        self.store = Path(self.options["store"])
        with open(self.store / "index.json", encoding="utf-8") as file:
            self.index: dict[str, Any] = json.load(file)
        self.unrepeatable = set(self.options.get("unrepeatable", ()))
        self.excused: dict[str, str] = self.options.get("excused", {})
        self.path_map: list[tuple[str, str]] = [(old, new) for old, new in self.options.get("path_map", ())]
        self.checks: list[Check] = []
        self.messages: list[str] = []  # what the line logged
        self.scores: list[float | None] = []  # of the first raw rows
        self.searches: list[dict[str, Any]] = []
        self.unfrozen: str | None = None
        self.changed: list[str] = []
        self.production: dict[str, Any] | None = None
        self.error: str | None = None
        self.namespace: dict[str, Any] = {}
        self.compare: Callable[..., Any] = None  # type: ignore[assignment]

    def start(self) -> None:
        """Make the project importable, and find its classes for values that name `__main__`."""
        sys.path[:] = [str(self.project / "src")] + [p for p in sys.path if p and p != os.getcwd()]
        if importlib.util.find_spec("yaml") is None and self.options.get("yaml_folder"):
            sys.path.append(self.options["yaml_folder"])
        self.compare = importlib.import_module(f"{self.package}.runtime.compare").compare
        for check in self.options["functions"]:
            self.namespace.update(vars(importlib.import_module(check["module"])))
        for name, module in self.options.get("main_names", {}).items():
            with contextlib.suppress(AttributeError):  # a value that needs it will say so
                found = getattr(importlib.import_module(module), name)
                setattr(sys.modules["__main__"], name, found)  # joblib looks there

    def verdict(self, expected: Any, actual: Any) -> tuple[str, str | None]:
        """Compare two values as the project's runtime does."""
        answer = self.compare(expected, actual, path_map=self.path_map, own_packages=[self.package])
        return answer.verdict, answer.why

    def add(self, name: str, kind: str, verdict: str, why: str | None = None, at: str | None = None) -> None:
        """Keep one check and save."""
        self.checks.append({"name": name, "kind": kind, "verdict": verdict, "why": why, "at": at})
        self.save()

    def save(self, done: bool = False) -> None:
        """Write what is known, in one step."""
        target = self.options["result"]
        with open(target + ".part", "w", encoding="utf-8") as file:
            found = {"checks": self.checks, "error": self.error, "messages": self.messages, "scores": self.scores, "searches": self.searches}
            json.dump({**found, "unfrozen": self.unfrozen, "changed": self.changed, "production": self.production, "done": done}, file)
        os.replace(target + ".part", target)

    def load(self, relative: str) -> Any:
        """A stored value; classes of the notebook become those of the project."""
        return self.unpickle(self.store / relative)

    def unpickle(self, path: Path) -> Any:
        """Load a pickle from deep enough a stack, with the names of the project's modules around it."""
        names, package = self.options.get("main_names", {}), self.package

        class Unpickler(pickle.Unpickler):
            def find_class(self, module: str, name: str) -> Any:
                first = name.partition(".")[0]
                if module == "__main__" and first in names:
                    module = names[first]
                try:
                    return super().find_class(module, name)
                except ModuleNotFoundError:  # a module that lay beside the notebook came along into the package
                    return super().find_class(f"{package}.{module}", name)

        def read() -> Any:
            with open(path, "rb") as file:
                return Unpickler(file).load()

        scope = dict(self.namespace, __recipeline_read=read)
        source = "def __recipeline_down(n):\n    return __recipeline_down(n - 1) if n else __recipeline_read()\n"
        exec(source, scope)
        return scope["__recipeline_down"](UNPICKLING_DEPTH)


def progress(text: str) -> None:
    """One line for whoever watches."""
    print(f"verify: {text}", file=sys.__stderr__, flush=True)


def told(error: BaseException, job: Job) -> str:
    """An exception with the line of the project where it came from."""
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(str(job.project)):
            place = f" ({os.path.basename(frame.filename)}, line {frame.lineno}, in {frame.name})"
    message = " ".join(str(error).split())[:500]
    return f"{type(error).__name__}: {message}{place}"


entropy = random.Random()  # the recorder's stand-in for the operating system's entropy, see its generators.py


def restore_random(state: dict[str, Any]) -> None:
    """Put the global random generators into a recorded state; those without one stay as they are."""
    if "random" in state:
        importlib.import_module("random").setstate(state["random"])
    if state.get("entropy") is not None:
        entropy.setstate(state["entropy"])
        numpy: Any = sys.modules.get("numpy")
        if numpy is not None or state.get("numpy") is not None:
            importlib.import_module("numpy.random").bit_generator.randbits = entropy.getrandbits
    if state.get("numpy") is not None:
        generators: Any = importlib.import_module("numpy.random")
        generators.set_state(state["numpy"])
    torch: Any = sys.modules.get("torch")
    if state.get("torch") is not None and torch is not None:
        held = state["torch"]
        torch.set_rng_state(torch.tensor(list(held), dtype=torch.uint8) if isinstance(held, bytes) else held)


def restore_random_file(job: Job, relative: str | None, kinds: tuple[str, ...] | None = None) -> None:
    """The same from the store, of all generators or of some; without a recorded state nothing happens."""
    if relative and (job.store / relative).exists():
        state = job.load(relative)
        restore_random(state if kinds is None else {kind: state[kind] for kind in kinds if kind in state})


def settled(value: Any) -> Any:
    """The result of a coroutine, where a function is asynchronous."""
    return asyncio.run(value) if inspect.iscoroutine(value) else value
