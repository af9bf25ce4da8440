"""Turns the effects of a table's row into effects with literal targets, from the arguments of one call."""

from __future__ import annotations

import ast

from recipeline.analyse.definitions import Arguments, Definitions
from recipeline.analyse.facts.fact import Fact, Where
from recipeline.analyse.facts.pandas import TEXT_WITHOUT_PATH
from recipeline.analyse.objects import Value, reach
from recipeline.model.analysis import EffectKind

_SEEDS = frozenset({"random_state", "seed", "rng", "random_seed"})
_SHARED_BY_URL = ("http://", "https://", "ftp://", "s3://", "gs://")


class Effects(Definitions):
    """Adds: what a call touches outside."""

    def argument(self, arguments: Arguments, where: Where) -> Value | None:
        """The argument at a position or under a keyword, if the call has it."""
        if not isinstance(where, tuple):
            return None
        position, keyword = where
        for name, value in arguments[1]:
            if name == keyword:
                return value
        return arguments[0][position] if position < len(arguments[0]) else None

    def note_effects(self, fact: Fact, name: str, arguments: Arguments, receiver: Value | None = None) -> None:
        """Note each effect of the row, with its target where it is known."""
        for kind, where in fact.effects:
            if kind == "file-write" and name in TEXT_WITHOUT_PATH and not (arguments[0] or arguments[1]):
                continue
            if name in ("close", "flush", "truncate") and (receiver is None or receiver.kind != "file"):
                continue
            target: str | None
            if where == "receiver":
                target = receiver.const if receiver is not None and isinstance(receiver.const, str) else None
            elif isinstance(where, str):
                target = where
            else:
                target = self._literal(arguments, where)
            if name == "open":
                self._note_open(arguments, target, 0 if receiver is not None else 1)
                continue
            web = kind == "file-read" and target is not None and target.startswith(_SHARED_BY_URL)
            self.effect("network" if web else kind, target)

    def _literal(self, arguments: Arguments, where: Where) -> str | None:
        value = self.argument(arguments, where)
        if value is None and isinstance(where, tuple) and arguments[0] and where[0] == 0:
            value = arguments[0][0]
        if value is None:
            value = next((value for name, value in arguments[1] if name and ("path" in name or "file" in name or name == "io")), None)
        return value.const if value is not None and isinstance(value.const, str) else None

    def opened(self, arguments: Arguments, position: int, const: object) -> Value:
        """The file that `open` returns; one that is only read writes nothing when it is closed."""
        mode = self.argument(arguments, (position, "mode"))
        only_read = mode is None or (isinstance(mode.const, str) and not set(mode.const) & set("wxa+"))
        return Value(fresh=True, kind="reader" if only_read else "file", const=const)

    def _note_open(self, arguments: Arguments, target: str | None, position: int) -> None:
        mode = self.argument(arguments, (position, "mode"))
        text = "r" if mode is None else mode.const
        kinds: list[EffectKind] = ["file-read", "file-write"]
        if isinstance(text, str):
            kinds = ["file-write"] if set(text) & set("wx") else ["file-read", "file-write"] if set(text) & set("a+") else ["file-read"]
        for kind in kinds:
            self.effect(kind, target)

    def is_seeded(self, node: ast.Call) -> bool:
        """The call names its own random state, so no global generator is drawn from."""
        for keyword in node.keywords:
            if keyword.arg in _SEEDS:
                return not (isinstance(keyword.value, ast.Constant) and keyword.value.value is None)
            if keyword.arg == "shuffle" and isinstance(keyword.value, ast.Constant) and keyword.value.value is False:
                return True
        return False

    def draw_behind(self, *values: Value) -> None:
        """Estimators without a random state draw when a library fits them."""
        for value in values:
            if value.draws:
                self.effect("random", value.draws)
            for obj in reach(value.all) if value.all else ():
                if obj.draws:
                    self.effect("random", obj.draws)
