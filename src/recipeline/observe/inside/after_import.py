"""Calls a function right after a module was first imported, whoever imports it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.machinery import PathFinder
from typing import Any


class AfterImport:
    """A meta path finder that finds nothing itself: it only lets actions run after chosen modules."""

    def __init__(self) -> None:
        self._actions: dict[str, Callable[[Any], None]] = {}

    def add(self, module: str, action: Callable[[Any], None]) -> None:
        """Run `action(module)` after its import, or now if it is already there."""
        if module in sys.modules:
            action(sys.modules[module])
        else:
            self._actions[module] = action

    def install(self) -> None:
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any | None:
        action = self._actions.pop(name, None)
        if action is None:
            return None
        spec = PathFinder.find_spec(name, path, target)
        loader = spec.loader if spec is not None else None
        run = getattr(loader, "exec_module", None)
        if run is None:
            return None

        def exec_module(module: Any) -> None:
            del loader.exec_module  # type: ignore[union-attr]
            run(module)
            action(module)

        try:
            loader.exec_module = exec_module  # type: ignore[union-attr,method-assign]
        except AttributeError:
            return None
        return spec
