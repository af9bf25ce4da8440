"""Config keys as they are handed out: same wish and same value share one, other values get other names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from recipeline.model.plan import Setting, Span
from recipeline.plan.evidence import Item
from recipeline.plan.paths import PathPlan
from recipeline.plan.settings import Found, annotation_of, span_of


class Keys:
    """Hands out config keys: same wish and same value share one, another value gets the longer name."""

    def __init__(self, taken: Iterable[str], leave: Iterable[str]) -> None:
        self.contested: frozenset[tuple[str, str]] = frozenset()  # (section, key) that several literals ask for, each with a value of its own
        self.settings: dict[str, Setting] = {}
        self.reserved = frozenset(taken)  # parameter names must not hide names of the notebook
        self.leave = frozenset(leave)
        self.secrets: dict[str, str] = {}  # environment variable -> the value in the notebook; never written

    def add(self, found: Found, section: str, item: Item, paths: PathPlan) -> Setting | None:
        value: object = found.value
        if found.secret:
            value = ""
        elif found.path is not None:
            value = paths.project_path(str(found.value))
        span = span_of(item, found.node)
        first = (found.longer, found.key) if (section, found.key) in self.contested else (found.key, found.longer)
        for wish in (*first, *(f"{found.longer}_{n}" for n in range(2, 1000))):
            dotted = f"{section}.{wish}"
            if dotted in self.leave:
                return None
            known = self.settings.get(dotted)
            if known is not None and same_literal(known.value, value) and not found.secret:
                self.settings[dotted] = replace(known, spans=(*known.spans, span))
                return self.settings[dotted]
            if known is None and wish not in self.reserved:
                setting = self._new(found, section, wish, value, item, span)
                self.settings[dotted] = setting
                return setting
        return None

    def add_named(self, found: Found, section: str, item: Item, paths: PathPlan, *, override: bool) -> Setting:
        """A key for a name of the notebook: the parameter keeps that name, so only other keys can be in its way."""
        value: object = paths.project_path(str(found.value)) if found.path is not None else "" if found.secret else found.value
        key = found.key
        number = 2
        while f"{section}.{key}" in self.settings:
            key = f"{found.key}_{number}"
            number += 1
        setting = replace(self._new(found, section, key, value, item, span_of(item, found.node)), override=override)
        self.settings[setting.dotted] = setting
        return setting

    def _new(self, found: Found, section: str, key: str, value: object, item: Item, span: Span) -> Setting:
        secret = None
        if found.secret:
            secret = self._variable(key.upper(), str(found.value))
        return Setting(
            section,  # type: ignore[arg-type]
            key,
            value,
            annotation_of(value),
            item.id,
            (span,),
            path=found.path,
            original=found.value if found.path else None,
            secret=secret,
        )

    def _variable(self, wish: str, value: str) -> str:
        """The environment variable of a secret: one for each value."""
        names = (wish, *(f"{wish}_{n}" for n in range(2, 1000)))
        name = next(name for name in names if self.secrets.get(name, value) == value)
        self.secrets[name] = value
        return name


def contested_keys(wishes: Iterable[tuple[str, Found]]) -> frozenset[tuple[str, str]]:
    """(section, key) that several literals ask for with a value each: `max_depth` of one tree and of another.

    None of them gets the short name. A value that stands at several places keeps it: a seed that all but one share.
    """
    values: dict[tuple[str, str], list[str]] = {}
    for section, found in wishes:
        if found.longer != found.key and found.path is None and not found.secret:
            values.setdefault((section, found.key), []).append(repr(found.value))
    return frozenset(key for key, given in values.items() if 1 < len(given) == len(set(given)))


def same_literal(one: object, two: object) -> bool:
    return type(one) is type(two) and repr(one) == repr(two)
