"""Settings of a generated project: keyword > environment > config.yaml > default, typed, with the source of each.

Settings are frozen dataclasses of the project (one per section, one that holds the sections). A field marked
`field(metadata={"path": "input"})` or `"output"` is a path: relative ones are meant from the project's folder.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from .settings_values import (
    Mismatch,
    Text,
    coerce,
    field_types,
    make_parent_folders,
    parse_yaml,
    resolve_path,
)

S = TypeVar("S")
MISSING = dataclasses.MISSING


class SettingsError(Exception):
    """A setting that cannot be used. Says which, where it was given, and what is allowed."""


class Setting(NamedTuple):
    """One value and where it came from."""

    key: str  # "training.test_size"
    value: Any
    source: str  # "default", "config.yaml", "environment (CHURN__TRAINING__TEST_SIZE)", "override"


def load(
    settings_type: type[S],
    *,
    path: Path | None = None,
    environment_prefix: str,
    overrides: Mapping[str, Any] | None = None,
    root: Path,
) -> S:
    """The settings of a run. Without `path`, `root/config.yaml` is read if it is there.

    The folders that output paths lie in are made: the notebook found its own there.
    """
    known = _known(settings_type, path, environment_prefix, overrides, root)
    outputs = {field.key for field in _fields(settings_type) if field.field.metadata.get("path") == "output"}
    for setting in known:
        if setting.key in outputs:
            make_parent_folders(setting.value)
    result: S = _build(settings_type, "", {setting.key: setting for setting in known})
    return result


def explain(
    settings_type: type[Any],
    *,
    path: Path | None = None,
    environment_prefix: str,
    overrides: Mapping[str, Any] | None = None,
    root: Path,
) -> list[tuple[str, Any, str]]:
    """Every key with its value and where that came from."""
    known = _known(settings_type, path, environment_prefix, overrides, root)
    return [(setting.key, setting.value, setting.source) for setting in known]


def parse_assignments(assignments: Iterable[str]) -> dict[str, Any]:
    """`--set section.key=value`, as overrides. The text is read as the type of the field asks."""
    found: dict[str, Any] = {}
    for assignment in assignments:
        key, equals, text = assignment.partition("=")
        if not equals or not key.strip():
            raise SettingsError(f"--set {assignment}: write it as section.key=value")
        found[key.strip()] = Text(text)
    return found


def secret(name: str) -> str:
    """A password or token, from the environment: it never stands in a file of the project."""
    value = os.environ.get(name)
    if not value:
        raise SettingsError(f"The secret {name} is not set. Set it in the environment: export {name}=...")
    return value


def project_root(module: Path, variable: str) -> Path:
    """The project's folder: named by the environment, around the sources, or the one that the process works in.

    An installed package lies in site-packages, far from config.yaml and data/; then one of the other two holds.
    """
    named = os.environ.get(variable)
    if named:
        return Path(named).resolve()
    around = module.resolve().parents[2]
    return around if (around / "config.yaml").exists() or not Path("config.yaml").exists() else Path.cwd()


class _Field(NamedTuple):
    key: str
    type: Any
    field: Any


def _fields(settings_type: Any, prefix: str = "") -> Iterator[_Field]:
    types = field_types(settings_type)
    for field in dataclasses.fields(settings_type):
        key = f"{prefix}{field.name}"
        if dataclasses.is_dataclass(types[field.name]):
            yield from _fields(types[field.name], f"{key}.")
        else:
            yield _Field(key, types[field.name], field)


def _known(
    settings_type: type[Any],
    path: Path | None,
    environment_prefix: str,
    overrides: Mapping[str, Any] | None,
    root: Path,
) -> list[Setting]:
    fields = list(_fields(settings_type))
    given: dict[str, tuple[Any, str]] = {}
    for layer in (
        _from_file(path, root),
        _from_environment(fields, environment_prefix),
        _from_overrides(overrides or {}),
    ):
        for key, (value, source) in layer.items():
            _check_key(key, fields, source)
            given[key] = (value, source)
    return [_settle(field, given.get(field.key), root) for field in fields]


def _settle(field: _Field, given: tuple[Any, str] | None, root: Path) -> Setting:
    if given is None:
        value, source = _default(field), "default"
    else:
        raw, source = given
        try:
            value = coerce(raw, field.type)
        except Mismatch as error:
            raise SettingsError(f"{field.key} ({source}): {error}") from None
    if field.field.metadata.get("path"):
        value = resolve_path(value, root)
    return Setting(field.key, value, source)


def _default(field: _Field) -> Any:
    if field.field.default is not MISSING:
        return field.field.default
    if field.field.default_factory is not MISSING:
        return field.field.default_factory()
    raise SettingsError(f"{field.key} has no default and is not set. Set it in config.yaml.")


def _build(settings_type: Any, prefix: str, known: Mapping[str, Setting]) -> Any:
    types = field_types(settings_type)
    values = {}
    for field in dataclasses.fields(settings_type):
        key = f"{prefix}{field.name}"
        if dataclasses.is_dataclass(types[field.name]):
            values[field.name] = _build(types[field.name], f"{key}.", known)
        else:
            values[field.name] = known[key].value
    return settings_type(**values)


def _from_file(path: Path | None, root: Path) -> dict[str, tuple[Any, str]]:
    file = Path(path) if path is not None else Path(root) / "config.yaml"
    if not file.exists():
        if path is None:
            return {}
        raise SettingsError(f"There is no file {file}")
    try:
        document = parse_yaml(file.read_text(encoding="utf-8"))
    except Mismatch as error:
        raise SettingsError(f"{file}: {error}") from None
    if document is None:
        return {}
    if not isinstance(document, dict):
        raise SettingsError(f"{file}: expected sections with keys, got {type(document).__name__}")
    source = file.name if file.parent == Path(root) else str(file)
    return {key: (value, source) for key, value in _flat(document)}


def _from_environment(fields: list[_Field], prefix: str) -> dict[str, tuple[Any, str]]:
    start = prefix.upper().rstrip("_") + "__"
    names = {start + field.key.replace(".", "__").upper(): field.key for field in fields}
    found: dict[str, tuple[Any, str]] = {}
    for name, text in os.environ.items():
        if not name.upper().startswith(start):
            continue
        key = names.get(name.upper())
        if key is None:
            raise SettingsError(f"The environment variable {name} sets nothing.{_near(name.upper(), names)}")
        found[key] = (Text(text), f"environment ({name})")
    return found


def _from_overrides(overrides: Mapping[str, Any]) -> dict[str, tuple[Any, str]]:
    found = {}
    for key, value in _flat(overrides):
        source = "--set" if isinstance(value, Text) else "override"
        found[key.replace("__", ".")] = (value, source)
    return found


def _flat(document: Mapping[Any, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Two levels, `section: {key: value}`, become `section.key`; values that are mappings stay whole."""
    for name, value in document.items():
        key = f"{prefix}{name}"
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        if isinstance(value, Mapping) and not prefix and "." not in key and "__" not in key:
            yield from _flat(value, f"{key}.")
        elif value is None and not prefix and "." not in key:
            continue  # an empty section
        else:
            yield key, value


def _check_key(key: str, fields: list[_Field], source: str) -> None:
    keys = [field.key for field in fields]
    if key in keys:
        return
    section, _, name = key.partition(".")
    siblings = {k.partition(".")[2]: k for k in keys if k.startswith(f"{section}.")}
    if siblings and name:
        allowed = ", ".join(sorted(siblings))
        raise SettingsError(
            f"{key} ({source}): section {section} has no key {name}.{_near(name, siblings)} It has: {allowed}."
        )
    sections = {k.partition(".")[0]: k for k in keys}
    allowed = ", ".join(sorted(sections))
    raise SettingsError(f"{key} ({source}): there is no section {section}.{_near(section, sections)} There are: {allowed}.")


def _near(name: str, candidates: Iterable[str]) -> str:
    import difflib  # for a typo only: no run should wait for it

    close = difflib.get_close_matches(name, list(candidates), n=1)
    return f" Did you mean {close[0]}?" if close else ""
