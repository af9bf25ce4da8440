"""Types of arguments and results of the notebook's functions, seen in a few of their first calls.

Python 3.12 and later tell us through sys.monitoring, which costs nothing elsewhere. Before, a profile function listens only to
statements that mention a notebook function not yet seen, and leaves after a bounded number of events.
"""

from __future__ import annotations

import sys
import types
from typing import Any

from .facts import type_name

CALLS = 3  # of each function
EVENTS = 2_000  # of one statement, before the profile function leaves
TOOL = 4  # sys.monitoring tool id that neither debuggers, coverage nor profilers use


class Signatures:
    """Collects types per function name."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._codes: dict[Any, str] = {}
        self._seen: dict[str, dict[str, set[str]]] = {}
        self._calls: dict[str, int] = {}
        self._monitoring: Any = getattr(sys, "monitoring", None)
        self._events = 0
        if self._monitoring is not None:
            self._register()

    def _register(self) -> None:
        monitoring = self._monitoring
        try:
            monitoring.use_tool_id(TOOL, "recipeline")
        except ValueError:
            self._monitoring = None
            return
        monitoring.register_callback(TOOL, monitoring.events.PY_START, self._on_start)
        monitoring.register_callback(TOOL, monitoring.events.PY_RETURN, self._on_return)

    def learn(self, name: str) -> None:
        """The name was just bound: follow it if it is a function of the notebook."""
        value = self._namespace.get(name)
        if isinstance(value, types.FunctionType) and value.__module__ == "__main__" and value.__name__ == name:
            self._codes[value.__code__] = name
            if self._monitoring is not None:
                events = self._monitoring.events
                self._monitoring.set_local_events(TOOL, value.__code__, events.PY_START | events.PY_RETURN)

    def begin(self, mentioned: set[str]) -> None:
        """Before a statement: listen if it may call a function whose types are not known yet."""
        if self._monitoring is None and any(
            name in mentioned and self._calls.get(name, 0) < CALLS for name in self._codes.values()
        ) and sys.getprofile() is None:
            self._events = 0
            sys.setprofile(self._profile)

    def end(self) -> None:
        if self._monitoring is None and sys.getprofile() == self._profile:
            sys.setprofile(None)

    def found(self) -> dict[str, dict[str, str]]:
        """function -> parameter (and "return") -> type; several types are joined by " | "."""
        return {
            name: {part: " | ".join(sorted(types_)) for part, types_ in parts.items()}
            for name, parts in self._seen.items()
        }

    def _profile(self, frame: Any, event: str, argument: Any) -> None:
        self._events += 1
        if self._events > EVENTS:
            sys.setprofile(None)
        if event == "call" and frame.f_code in self._codes:
            self._note_call(frame)
        elif event == "return" and frame.f_code in self._codes:
            self._note_return(frame.f_code, argument)

    def _on_start(self, code: Any, offset: int) -> Any:
        self._note_call(sys._getframe(1))
        return self._disable_when_done(code)

    def _on_return(self, code: Any, offset: int, value: Any) -> Any:
        self._note_return(code, value)
        return self._disable_when_done(code)

    def _disable_when_done(self, code: Any) -> Any:
        name = self._codes.get(code)
        done = name is None or self._calls.get(name, 0) > CALLS
        return self._monitoring.DISABLE if done else None

    def _note_call(self, frame: Any) -> None:
        code = frame.f_code
        name = self._codes.get(code)
        if name is None:
            return
        self._calls[name] = self._calls.get(name, 0) + 1
        if self._calls[name] > CALLS:
            return
        count = code.co_argcount + code.co_kwonlyargcount
        for parameter in code.co_varnames[:count]:
            value = frame.f_locals.get(parameter, self)
            if value is not self:
                self._add(name, parameter, value)

    def _note_return(self, code: Any, value: Any) -> None:
        name: str | None = self._codes.get(code)
        generator = code.co_flags & (0x20 | 0x80 | 0x200)  # generators and coroutines return something else first
        if name is not None and not generator and self._calls.get(name, 0) <= CALLS:
            self._add(name, "return", value)

    def _add(self, name: str, part: str, value: Any) -> None:
        self._seen.setdefault(name, {}).setdefault(part, set()).add("None" if value is None else type_name(type(value)))
