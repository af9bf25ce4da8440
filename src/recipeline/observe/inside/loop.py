"""Runs code objects, awaiting where they await, in one event loop that lives as long as the run."""

from __future__ import annotations

import inspect
from typing import Any


class Runner:
    """With `loop`, every statement runs inside a running event loop, as in Jupyter."""

    def __init__(self, namespace: dict[str, Any], with_loop: bool) -> None:
        self._namespace = namespace
        self._loop: Any | None = None
        if with_loop:
            import asyncio

            self._loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self._loop)

    def run(self, code: Any) -> Any:
        """Value of an expression; None for other statements."""
        if self._loop is None:
            return eval(code, self._namespace)
        return self._loop.run_until_complete(self._step(code))

    async def _step(self, code: Any) -> Any:
        value = eval(code, self._namespace)
        if code.co_flags & inspect.CO_COROUTINE:
            value = await value
        return value

    def rest(self) -> None:
        """Between cells, tasks that wait for nothing go on."""
        if self._loop is not None:
            import asyncio

            self._loop.run_until_complete(asyncio.sleep(0))
