"""What a statement did to the namespace: names bound, objects changed in place, names that share an object."""

from __future__ import annotations

import ast
import time
from typing import Any

from .digests import Digester, Result
from .facts import facts
from .names import is_mutable, own_names
from .statements import Piece

CHEAP = 0.002  # seconds of one look; such values are watched even where a statement does not mention them
SMALLER_SAMPLES = 2_000_000  # bytes over which values are sampled once the budget is spent


class Account:
    """Time spent on the notebook and on looking at it: recording may add about half."""

    def __init__(self) -> None:
        self.run = 0.0
        self.spent = 0.0

    def comfortable(self) -> bool:
        return self.spent < 0.25 * self.run + 0.4

    def over(self) -> bool:
        return self.spent > 0.4 * self.run + 0.8

    def far_over(self) -> bool:
        return self.spent > 0.6 * self.run + 1.5


class Watch:
    """Looks at the namespace before and after each statement."""

    def __init__(self, namespace: dict[str, Any], account: Account, wanted: dict[str, list[str]] | None, secrets: set[str]) -> None:
        self.namespace = namespace
        self.account = account
        self.digester = Digester()
        self._wanted = wanted
        self._secrets = secrets
        self._looks: dict[int, tuple[int, Result, float]] = {}  # id -> sampling threshold, result, seconds
        self._before: dict[str, int] = {}
        self._groups: set[tuple[str, ...]] = set()
        self._candidates: list[str] = []
        self._step = 0
        self._looked_at: dict[int, int] = {}  # id -> number of the statement after which it was last looked at

    def before(self, piece: Piece) -> None:
        """Make sure that what the statement may change has a digest from before."""
        if self.account.over():
            self.digester.sample_over = SMALLER_SAMPLES
        self._before = own_names(self.namespace)
        self._candidates = self._choose(piece)
        self._step += 1
        for name in self._candidates:
            self._look(self.namespace[name], fresh=self._stale(name))

    def after(self, piece: Piece) -> dict[str, Any]:
        """The fields bound, mutated, changed and aliases of the statement's record."""
        now = own_names(self.namespace)
        bound = [name for name, identity in now.items() if self._before.get(name) != identity]
        mutated: list[str] = []
        changed_ids: set[int] = set()
        for name in self._candidates:
            if now.get(name) != self._before.get(name) or name not in now:
                continue
            if now[name] in changed_ids or self._changed(self.namespace[name]):
                changed_ids.add(now[name])
                reused = name in piece.stored and not isinstance(piece.node, ast.AugAssign)
                (bound if reused else mutated).append(name)
        mutated += [n for n, i in now.items() if i in changed_ids and n not in mutated and n not in bound]
        found: dict[str, Any] = {}
        if bound:
            found["bound"] = {name: self._facts(name) for name in bound}
        if mutated:
            found["mutated"] = sorted(mutated)
            found["changed"] = {name: self._known_facts(name) for name in sorted(mutated)}
        groups = self._alias_groups(now)
        if groups != self._groups:
            found["aliases"] = sorted(groups)
            self._groups = groups
        self._forget(set(now.values()))
        return found

    def final(self, names: list[str]) -> dict[str, Any]:
        """Facts of what the notebook holds at its end, looked at anew and whole."""
        self.digester = Digester()
        self._looks = {}
        return {name: self._facts(name) for name in names}

    def _choose(self, piece: Piece) -> list[str]:
        definition = isinstance(piece.node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        if piece.is_import or (definition and not getattr(piece.node, "decorator_list", [])):
            return []
        names = set(piece.names)
        if self._wanted is not None:
            names.update(self._wanted.get(piece.id, []))
        identities = {self._before[name] for name in names if name in self._before}
        chosen = []
        everything = self._wanted is None and self.account.comfortable()
        for name, identity in self._before.items():
            value = self.namespace[name]
            if not is_mutable(value):
                continue
            known = self._looks.get(identity)
            seconds = known[2] if known else 0.0
            if identity in identities:
                if not (self.account.far_over() and seconds > 0.02):
                    chosen.append(name)
            elif everything and known is not None and seconds < CHEAP:
                chosen.append(name)
        return chosen

    def _stale(self, name: str) -> bool:
        """A statement in between may have changed it unseen; what is costly to look at twice is trusted."""
        identity = self._before[name]
        known = self._looks.get(identity)
        return known is not None and known[2] < CHEAP and self._looked_at.get(identity, 0) < self._step - 1

    def _look(self, value: Any, fresh: bool) -> Result:
        known = self._looks.get(id(value))
        threshold = self.digester.sample_over
        if known is not None and not fresh and (known[0] == threshold or (known[1].size or 0) <= threshold):
            return known[1]
        start = time.perf_counter()
        result = self.digester.look(value)
        self._looks[id(value)] = (threshold, result, time.perf_counter() - start)
        self._looked_at[id(value)] = self._step
        return result

    def _changed(self, value: Any) -> bool:
        known = self._looks.get(id(value))
        result = self._look(value, fresh=True)
        if known is None or known[1].digest is None or result.digest is None:
            return False
        return known[1].digest != result.digest

    def _facts(self, name: str) -> dict[str, Any]:
        return self._without_secret(name, self.facts_of(self.namespace[name]))

    def _known_facts(self, name: str) -> dict[str, Any]:
        """Facts of a value that was looked at after this statement already."""
        value = self.namespace[name]
        known = self._looks.get(id(value))
        return self._without_secret(name, facts(value, self.digester, known[1] if known else None))

    def _without_secret(self, name: str, found: dict[str, Any]) -> dict[str, Any]:
        if name in self._secrets:
            for field in ("text", "digest"):
                found.pop(field, None)
        return found

    def facts_of(self, value: Any) -> dict[str, Any]:
        """ValueFacts of a value that may or may not have a name."""
        look = self._look(value, fresh=True) if is_mutable(value) else None
        return facts(value, self.digester, look)

    def _alias_groups(self, now: dict[str, int]) -> set[tuple[str, ...]]:
        by_identity: dict[int, list[str]] = {}
        for name, identity in now.items():
            by_identity.setdefault(identity, []).append(name)
        return {
            tuple(sorted(names))
            for names in by_identity.values()
            if len(names) > 1 and is_mutable(self.namespace[names[0]])
        }

    def _forget(self, alive: set[int]) -> None:
        for identity in [i for i in self._looks if i not in alive]:
            del self._looks[identity]
            self._looked_at.pop(identity, None)
