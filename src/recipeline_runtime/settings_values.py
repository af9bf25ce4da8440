"""Values of settings: YAML as people mean it, types checked, paths resolved."""

from __future__ import annotations

import ast
import collections.abc
import contextlib
import functools
import os
import re
import sys
import types
import typing
from pathlib import Path
from typing import Any, Union

URL = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://")
NOTHING = frozenset({"", "null", "none", "~"})
TRUTH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
UNIONS = tuple(kind for kind in (Union, getattr(types, "UnionType", None)) if kind is not None)


class Mismatch(Exception):
    """A value that does not fit; the text says why."""


class Text(str):
    """A value given as text (environment, command line): what it means depends on the field."""


def coerce(value: Any, wanted: Any) -> Any:
    """The value as the type `wanted`, or Mismatch. Nothing is rounded and nothing is guessed."""
    if wanted is Any:
        return _meaning(value) if isinstance(value, Text) else value
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in UNIONS:
        return _coerce_union(value, arguments)
    if origin is typing.Literal:
        return _coerce_literal(value, arguments)
    if origin is not None or wanted in (list, tuple, dict, set, frozenset):
        return _coerce_container(value, origin or wanted, arguments)
    if wanted is type(None):
        if value is None or (isinstance(value, Text) and value.strip().lower() in NOTHING):
            return None
        raise Mismatch(f"expected nothing, got {value!r}")
    scalar = SCALARS.get(wanted)
    if scalar is None:
        if isinstance(wanted, type) and isinstance(value, wanted):
            return value
        raise Mismatch(f"expected {spoken_type(wanted)}, got {spoken_value(value)}")
    return scalar(value)


def _coerce_int(value: Any) -> int:
    if isinstance(value, Text) or (isinstance(value, str) and re.fullmatch(r"[+-]?\d+", value.strip())):
        try:
            return int(value.strip().replace("_", ""))
        except ValueError:
            raise Mismatch(f"expected an integer, got {str(value)!r}") from None
    if isinstance(value, bool) or not _is_integer(value):
        raise Mismatch(f"expected an integer, got {spoken_value(value)}")
    return int(value)


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) or (hasattr(value, "__index__") and hasattr(value, "dtype"))


def _coerce_float(value: Any) -> float:
    if isinstance(value, str):  # YAML 1.1 reads 1e-5 as text; so does the environment
        try:
            return float(value.strip())
        except ValueError:
            raise Mismatch(f"expected a number, got {str(value)!r}") from None
    if isinstance(value, bool) or not (isinstance(value, float) or _is_integer(value)):
        raise Mismatch(f"expected a number, got {spoken_value(value)}")
    number = float(value)
    if number != value and value == value:
        raise Mismatch(f"expected a number, and {value!r} cannot be held exactly")
    return number


def _coerce_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, Text) and value.strip().lower() in TRUTH:
        return TRUTH[value.strip().lower()]
    raise Mismatch(f"expected true or false, got {spoken_value(value)}")


def _coerce_str(value: Any) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, os.PathLike):
        return os.fspath(value)  # type: ignore[no-any-return]
    raise Mismatch(f"expected text, got {spoken_value(value)}; put it in quotes")


SCALARS: dict[Any, Any] = {int: _coerce_int, float: _coerce_float, bool: _coerce_bool, str: _coerce_str}


def _coerce_union(value: Any, members: tuple[Any, ...]) -> Any:
    if isinstance(value, Text):  # the narrowest reading first: text fits everything
        order = [m for m in members if m is not str] + [m for m in members if m is str]
    else:
        order = [m for m in members if m is type(value)] + [m for m in members if m is not type(value)]
    for member in order:
        try:
            return coerce(value, member)
        except Mismatch:
            continue
    raise Mismatch(f"expected {' or '.join(spoken_type(m) for m in members)}, got {spoken_value(value)}")


def _coerce_literal(value: Any, allowed: tuple[Any, ...]) -> Any:
    for candidate in (value, _meaning(value) if isinstance(value, Text) else value):
        for choice in allowed:
            if candidate == choice and (type(choice) is type(candidate) or isinstance(candidate, Text)):
                return choice
    raise Mismatch(f"expected one of {', '.join(map(repr, allowed))}, got {spoken_value(value)}")


def _coerce_container(value: Any, origin: Any, arguments: tuple[Any, ...]) -> Any:
    if isinstance(value, Text):
        value = _meaning(value)
    if origin in (dict, collections.abc.Mapping):
        if not isinstance(value, collections.abc.Mapping):
            raise Mismatch(f"expected keys with values, got {spoken_value(value)}")
        key_type, value_type = arguments if len(arguments) == 2 else (Any, Any)
        return {coerce(key, key_type): _part(held, value_type, key) for key, held in value.items()}
    if isinstance(value, (str, bytes, collections.abc.Mapping)) or not isinstance(value, collections.abc.Iterable):
        raise Mismatch(f"expected a list, got {spoken_value(value)}")
    elements = list(value)
    if origin is tuple and arguments and arguments[-1] is not Ellipsis:
        if len(elements) != len(arguments):
            raise Mismatch(f"expected {len(arguments)} elements, got {len(elements)}")
        return tuple(_part(e, kind, i) for i, (e, kind) in enumerate(zip(elements, arguments)))
    kind = arguments[0] if arguments else Any
    parts = [_part(element, kind, position) for position, element in enumerate(elements)]
    return parts if origin in (list, collections.abc.Sequence, collections.abc.Iterable) else origin(parts)


def _part(value: Any, wanted: Any, where: Any) -> Any:
    try:
        return coerce(value, wanted)
    except Mismatch as error:
        raise Mismatch(f"[{where!r}]: {error}") from None


def _meaning(text: str) -> Any:
    """What a text says when no type tells: `3`, `true`, `[1, 2]`, or itself."""
    try:
        return parse_yaml(text)
    except Mismatch:
        return str(text)


def spoken_type(wanted: Any) -> str:
    """A type as a message names it."""
    if wanted is type(None):
        return "nothing"
    return wanted.__name__ if isinstance(wanted, type) else str(wanted).replace("typing.", "")


def spoken_value(value: Any) -> str:
    """A value with its type, for a message."""
    text = repr(str(value) if isinstance(value, Text) else value)
    return f"{type(value).__name__} {text[:60]}" if not isinstance(value, Text) else text[:60]


def resolve_path(value: Any, root: Path) -> Any:
    """A path (or a list or mapping of them) from the project's folder; URLs and absolute paths stay."""
    if isinstance(value, (list, tuple)):
        return type(value)(resolve_path(part, root) for part in value)
    if isinstance(value, dict):
        return {key: resolve_path(part, root) for key, part in value.items()}
    if not isinstance(value, str) or URL.match(value):
        return value
    if value.startswith("~"):
        return os.path.expanduser(value)
    if os.path.isabs(value):
        return value
    slash = "/" if value in ("", ".", "./") or value.endswith(("/", os.sep)) else ""
    return os.path.normpath(os.path.join(os.path.abspath(root), value)) + slash


def make_parent_folders(value: Any) -> None:
    """Make the folder of an output path; a path with a slash at its end is that folder."""
    for path in value if isinstance(value, (list, tuple)) else [value]:
        if isinstance(path, str) and os.path.isabs(path):
            with contextlib.suppress(OSError):  # who writes there will say it better
                os.makedirs(os.path.dirname(path), exist_ok=True)


def parse_yaml(text: str) -> Any:
    """Read YAML by the rules of 1.2: `no` is a text, `1e-5` is a number, `1:30` and dates are texts."""
    try:
        import yaml
    except ImportError:
        raise Mismatch("PyYAML is needed to read it. Install it: pip install pyyaml") from None
    try:
        return yaml.load(str(text), Loader=_loader(yaml))  # the C parser takes no subclass of str
    except yaml.YAMLError as error:
        raise Mismatch(f"not valid YAML: {' '.join(str(error).split())}") from None


def _loader(yaml: Any) -> Any:
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where PyYAML has it: ten times faster

    class Loader(base):  # type: ignore[misc]
        """SafeLoader with the scalars of YAML 1.2, that refuses a key given twice."""

        yaml_implicit_resolvers: dict[str, Any] = {}

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen = set()
            for key_node, _ in node.value:
                key = (key_node.tag, str(key_node.value))
                if key in seen and key_node.tag != "tag:yaml.org,2002:merge":
                    raise yaml.constructor.ConstructorError(None, None, f"{key[1]} is given twice", key_node.start_mark)
                seen.add(key)
            return super().construct_mapping(node, deep)

    def add(tag: str, pattern: str, first: str) -> None:
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))

    add("bool", "true|True|TRUE|false|False|FALSE", "tTfF")
    add("null", "~|null|Null|NULL|", "~nN\0")
    Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^$"), [""])
    add("int", r"[-+]?(?:0|[1-9][0-9_]*)|0x[0-9a-fA-F]+", "-+0123456789")
    float_pattern = r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    add("float", float_pattern, "-+0123456789.")
    add("merge", "<<", "<")
    return Loader


@functools.cache
def field_types(settings_type: type[Any]) -> dict[str, Any]:
    """The types of a dataclass's fields; `int | None` is understood on Python 3.9 as well."""
    try:
        return typing.get_type_hints(settings_type)
    except TypeError:
        pass
    found: dict[str, Any] = {}
    for base in reversed(settings_type.__mro__):
        names = {**vars(typing), **vars(sys.modules.get(base.__module__, typing)), "Union": Union}
        for name, written in base.__dict__.get("__annotations__", {}).items():
            found[name] = eval(_with_unions(written), names) if isinstance(written, str) else written
    return found


def _with_unions(annotation: str) -> str:
    """`int | None` written as `Union[int, None]`."""

    class Rewrite(ast.NodeTransformer):
        """Turns the operator into a subscript."""

        def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
            members: list[ast.expr] = [self.visit(node.left), self.visit(node.right)]
            return ast.Subscript(ast.Name("Union", ast.Load()), ast.Tuple(members, ast.Load()), ast.Load())

    return ast.unparse(ast.fix_missing_locations(Rewrite().visit(ast.parse(annotation, mode="eval"))))
