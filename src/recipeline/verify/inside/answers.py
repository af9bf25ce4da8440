"""What a function gives: values, tables and figures, each compared with the recorded one."""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from .job import Check, Job, settled, told

RESULT_KINDS = {"value": "value", "shown": "table"}


class Drawn:
    """The figures that a stretch of code shows, leaves open or returns, as data and in order."""

    def __init__(self, job: Job) -> None:
        self.figure_data = figure_reader(job)
        self.pyplot = sys.modules.get("matplotlib.pyplot")
        self.before = set(self.pyplot.get_fignums()) if self.pyplot else set()
        self.data: list[Any] = []
        self._taken: list[Any] = []

    def take(self, figure: Any) -> None:
        """Keep one figure, once. Axes and grids stand for their figure."""
        if isinstance(figure, (list, tuple)):
            for part in figure:
                self.take(part)
            return
        if not hasattr(figure, "axes") or not hasattr(figure, "savefig") or not hasattr(figure, "canvas"):
            figure = getattr(figure, "figure", None) or getattr(figure, "fig", None)
        if figure is not None and not any(figure is known for known in self._taken):
            self._taken.append(figure)
            try:
                self.data.append(self.figure_data(figure))
            except Exception as error:  # told as the recorder tells it
                self.data.append({"unread": f"{type(error).__name__}: {error}"})

    def take_open(self) -> None:
        """Keep every figure that was not open at the start."""
        self.pyplot = sys.modules.get("matplotlib.pyplot")
        helpers = sys.modules.get("matplotlib._pylab_helpers")  # asking pyplot would change the current figure
        for number, manager in list(helpers.Gcf.figs.items()) if helpers else ():
            if number not in self.before:
                self.take(manager.canvas.figure)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """While it lasts, `pyplot.show()` keeps the figures first, as a notebook does."""
        pyplot: Any = sys.modules.get("matplotlib.pyplot")
        if pyplot is None:
            yield
            return
        show = pyplot.show

        def keep_and_show(*arguments: Any, **options: Any) -> Any:
            self.take_open()
            answer = show()
            for number in list(pyplot.get_fignums()):
                if number not in self.before:
                    pyplot.close(number)
            return answer

        pyplot.show = keep_and_show
        try:
            yield
        finally:
            pyplot.show = show


def figure_reader(job: Job) -> Callable[[Any], Any]:
    """What turns a figure into data, as the recorder does it; the runtime's own where no recorder came along."""
    for name in ("recipeline_inside.figure_reader", f"{job.package}.runtime.figures"):
        with contextlib.suppress(ImportError):
            found: Callable[[Any], Any] = importlib.import_module(name).figure_data
            return found
    raise ImportError("no reader of figures")


def returned_parts(check: dict[str, Any], result: Any) -> list[Any]:
    """What a function returned, element by element."""
    count = len(check["returns"])
    if count == 0:
        return []
    if count == 1:
        return [result]
    if not isinstance(result, tuple) or len(result) != count:
        raise TypeError(f"expected {count} values returned, got {type(result).__name__}")
    return list(result)


def check_returned(job: Job, check: dict[str, Any], result: Any, kinds: tuple[str, ...]) -> Iterator[Check]:
    """Compare each returned value of the given kinds with the recorded one."""
    recorded = job.index["checkpoints"][check["checkpoint"]["function"]]
    loaded: dict[str, dict[str, Any]] = {}
    for part, actual in zip(check["returns"], returned_parts(check, result)):
        if part["kind"] not in kinds or part["kind"] not in ("value", "shown"):
            continue
        group = recorded_group(recorded, part["kind"])
        name, why = part["name"], None
        found: Check = {"name": name, "kind": RESULT_KINDS[part["kind"]], "at": name if part["kind"] == "shown" else None}
        if name in job.unrepeatable:
            why = "the notebook itself gives another value on each run"
        elif name in group.get("skipped", {}):
            why = str(group["skipped"][name])
        elif name not in group["files"]:
            why = "its value was not recorded"
        else:
            try:
                file, whole = group["files"][name]
                if file not in loaded:
                    loaded[file] = job.load(file)
                expected = loaded[file] if whole else loaded[file][name]
            except Exception as error:
                why = f"the recorded value cannot be loaded: {told(error, job)}"
        if why is not None:
            yield dict(found, verdict="skipped", why=why)
            continue
        verdict, reason = job.verdict(expected, actual)
        yield dict(found, verdict=verdict, why=reason)


def recorded_group(recorded: dict[str, Any], kind: str) -> dict[str, Any]:
    """Where each value of a kind is: {"files": {name: (file, whether the file holds it alone)}, "skipped": {name: why}}."""
    group = recorded.get("outputs" if kind == "value" else "shown") or {}
    if "names" in group:
        return {"files": {name: (group["file"], False) for name in group["names"]}, "skipped": group.get("skipped") or {}}
    found: dict[str, Any] = {"files": {}, "skipped": {}}
    for name, entry in group.items():
        if entry.get("file"):
            found["files"][name] = (entry["file"], True)
        else:
            found["skipped"][name] = entry.get("skipped") or "its value was not recorded"
    return found


def check_figures(job: Job, check: dict[str, Any], drawn: Drawn) -> Iterator[Check]:
    """Compare the figures of a stretch, in order."""
    function = check["checkpoint"]["function"]
    expected = job.index["checkpoints"][function].get("figures") or []
    at = check["checkpoint"]["first"]
    if len(expected) != len(drawn.data):
        why = f"expected {len(expected)} figures, got {len(drawn.data)}"
        yield {"name": function, "kind": "figure", "verdict": "differs", "why": why, "at": at}
        return
    for number, (left, right) in enumerate(zip(expected, drawn.data), start=1):
        name = function if len(expected) == 1 else f"{function} {number}"
        verdict, reason = job.verdict(left, json.loads(json.dumps(right)))
        yield {"name": name, "kind": "figure", "verdict": verdict, "why": reason, "at": at}


def draws(check: dict[str, Any]) -> bool:
    """Whether the figures of a function are compared."""
    return bool(check["checkpoint"]["figures"]) or any(p["kind"] in ("figure", "figures") for p in check["returns"])


def call_and_draw(check: dict[str, Any], drawn: Drawn, call: Callable[[], Any]) -> Any:
    """Call, and gather the figures that were shown, returned or left open."""
    with drawn.watching():
        result = settled(call())
    gather(check, drawn, result)
    return result


def gather(check: dict[str, Any], drawn: Drawn, result: Any) -> None:
    """Add the figures that are open or returned to those that were shown."""
    if draws(check):
        for part, value in zip(check["returns"], returned_parts(check, result)):
            if part["kind"] in ("figure", "figures"):
                drawn.take(value)
        drawn.take_open()


def worst(checks: list[Check]) -> tuple[str, str | None]:
    """One verdict for a function: any difference, else whether anything was compared."""
    for verdict in ("differs", "close", "same", "skipped"):
        for check in checks:
            if check["verdict"] == verdict:
                why = check["why"]
                return verdict, f"{check['name']}: {why}" if why else None
    return "skipped", "it returns nothing that was recorded"
