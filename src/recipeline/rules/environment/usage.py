"""Finds uses of a library's names in code, from a short notation in the tables of facts.

    pandas.Panel                  the name, and what is below it
    .ix                           an attribute of anything, in a notebook that imports the library
    .ix[]   .mad()                the attribute with an index; called
    =.append                      called, and its value used (that of a list gives nothing)
    .groupby[,]                   called, and the answer indexed with several texts
    .dropna(0=[01])               called with such a first argument (a regular expression for the whole of it)
    pandas.read_csv(squeeze=)     called with that keyword
    KFold(random_state=,!shuffle) the first keyword is there, the second is not
    sklearn.*(criterion=mse)      any function or class of the library
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recipeline.analyse.facts import canonical
from recipeline.analyse.syntax import dotted_name, walk
from recipeline.model.analysis import Statement
from recipeline.rules.subject import Subject

NOTATION = re.compile(r"(?P<used>=?)(?P<name>\.?[\w.]+?)(?P<any>\.\*)?(?P<shape>\[\]|\[,\]|\(\)|\((?P<arguments>.+)\))?")
MODULES = {"scikit-learn": "sklearn"}  # libraries whose import name is another
# Libraries whose methods take what the first does not take any more. Source: LightGBM 4.6, CatBoost 1.2.
ALIKE = {"xgboost": frozenset({"lightgbm", "catboost"})}
GUARDS = frozenset({"ImportError", "ModuleNotFoundError", "AttributeError", "TypeError", "Exception"})
LOOKED_AT = frozenset({ast.Attribute, ast.Name, ast.Call, ast.Subscript, ast.Import, ast.ImportFrom, ast.Expr, ast.Try})
Alias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """One parsed entry of a table."""

    text: str
    name: str  # dotted; without the leading dot of a method
    method: bool
    anything: bool  # whatever stands below the name
    used: bool
    shape: str  # "", "[]", "[,]" or "()"
    needs: tuple[tuple[str, str], ...]  # keyword or position -> pattern, "" for any value
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A place where code uses such a form."""

    key: int  # which entry of the table
    form: Form
    statement: Statement
    node: ast.AST
    spoken: str  # as the notebook writes it


@lru_cache(maxsize=2048)
def form_of(text: str) -> Form:
    """Parse one entry."""
    found = NOTATION.fullmatch(text)
    assert found is not None, text
    arguments = (found["arguments"] or "").split(",") if found["arguments"] else []
    needs = tuple((one.partition("=")[0], one.partition("=")[2]) for one in arguments if not one.startswith("!"))
    lacks = tuple(one[1:] for one in arguments if one.startswith("!"))
    shape = "()" if arguments else found["shape"] or ("()" if found["used"] else "")
    name = found["name"]
    return Form(text, name.lstrip("."), name.startswith("."), bool(found["any"]), bool(found["used"]), shape, needs, lacks)


class Index:
    """The entries of a table by the last part of their names, so that a notebook is walked once."""

    def __init__(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Rows are: key, library, notation."""
        self.methods: dict[str, list[tuple[int, str, Form]]] = {}
        self.names: dict[str, list[tuple[int, Form]]] = {}
        for key, library, text in rows:
            form = form_of(text)
            if form.method:
                self.methods.setdefault(form.name.split(".")[-1], []).append((key, MODULES.get(library, library), form))
            else:
                self.names.setdefault(form.name, []).append((key, form))

    def uses(self, subject: Subject) -> Iterator[Use]:
        """Every use in the notebook, in its order."""
        aliases, roots = _imports(subject)
        for statement, inner, call, idle in _places(subject):
            if isinstance(inner, ast.Attribute | ast.Name):
                yield from self._named(statement, inner, call, aliases)
                if isinstance(inner, ast.Attribute) and inner.attr in self.methods:
                    yield from self._method(statement, inner, call, roots, call is not None and not idle)
            elif isinstance(inner, ast.Subscript):
                yield from self._indexed(statement, inner, roots)
            elif isinstance(inner, ast.Import | ast.ImportFrom):
                yield from self._imported(statement, inner)

    def _imported(self, statement: Statement, node: ast.Import | ast.ImportFrom) -> Iterator[Use]:
        for dotted in _modules(node):
            for key, form in self._below(dotted):
                if not form.shape and not form.anything:
                    yield Use(key, form, statement, node, dotted)

    def _named(self, statement: Statement, node: ast.Attribute | ast.Name, call: ast.Call | None, aliases: Alias) -> Iterator[Use]:
        dotted = _dotted(node, aliases)
        if dotted is None:
            return
        for key, form in self._below(dotted):
            if form.anything or form.shape:
                if call is not None and _agrees(form, call) and (form.anything or form.name == dotted):
                    yield Use(key, form, statement, node, _spoken(ast.unparse(node), form, call))
            elif isinstance(node, ast.Attribute) and form.name == dotted and dotted not in aliases.values():
                yield Use(key, form, statement, node, ast.unparse(node))

    def _below(self, dotted: str) -> Iterator[tuple[int, Form]]:
        name = dotted
        while name:
            yield from self.names.get(name, ())
            name = name.rpartition(".")[0]

    def _method(self, statement: Statement, node: ast.Attribute, call: ast.Call | None, roots: frozenset[str], used: bool) -> Iterator[Use]:
        for key, library, form in self.methods[node.attr]:
            if library not in roots or roots & ALIKE.get(library, frozenset()) or form.shape in ("[]", "[,]") or not _chain(node, form.name):
                continue
            if form.shape == "()" and (call is None or not _agrees(form, call)) or form.used and not used:
                continue
            if not (isinstance(node.value, ast.Name) and node.value.id in roots):
                yield Use(key, form, statement, node, _spoken(f".{form.name}", form, call))

    def _indexed(self, statement: Statement, node: ast.Subscript, roots: frozenset[str]) -> Iterator[Use]:
        several = isinstance(node.value, ast.Call)
        attribute = node.value.func if isinstance(node.value, ast.Call) else node.value
        if not isinstance(attribute, ast.Attribute):
            return
        for key, library, form in self.methods.get(attribute.attr, ()):
            if library in roots and form.shape == ("[,]" if several else "[]") and (not several or _several_texts(node.slice)):
                yield Use(key, form, statement, node, f".{form.name}(…)[\"a\", \"b\"]" if several else f".{form.name}[…]")


@lru_cache(maxsize=1)  # two tables look at the same notebook, one after the other
def _places(subject: Subject) -> Sequence[tuple[Statement, ast.AST, ast.Call | None, bool]]:
    """Nodes that may be a use, each with the call that it is the function of, and whether the answer of that call is dropped."""
    found: list[tuple[Statement, ast.AST, ast.Call | None, bool]] = []
    for statement, node in subject.pairs():
        nodes = [one for one in subject.walk(node) if type(one) in LOOKED_AT]
        inside = {id(one.func): one for one in nodes if isinstance(one, ast.Call)}
        idle = {id(one.value) for one in nodes if isinstance(one, ast.Expr)}
        guarded = _guarded(nodes)
        for inner in nodes:
            if id(inner) not in guarded:
                call = inside.get(id(inner))
                found.append((statement, inner, call, id(call) in idle))
    return found


def _spoken(name: str, form: Form, call: ast.Call | None) -> str:
    """The use in short: `.resample('M')`, `KMeans(n_jobs=…)`."""
    if not form.needs or call is None:
        return f"{name}(…)" if form.shape == "()" else name
    given = {one.arg: one.value for one in call.keywords}
    parts: list[str] = []
    for key, pattern in form.needs:
        value = call.args[int(key)] if key.isdigit() else given[key]
        text = ast.unparse(value) if pattern else "…"
        parts.append(text if key.isdigit() else f"{key}={text}")
    positions = [int(key) for key, _ in form.needs if key.isdigit()]
    return f"{name}({', '.join(['…'] * (min(positions) if positions else 0) + parts)})"


def _guarded(nodes: Sequence[ast.AST]) -> set[int]:
    """Nodes in a `try` that expects the name to be missing, and its handlers: there the author cares for both releases."""
    found: set[int] = set()
    for one in nodes:
        if isinstance(one, ast.Try) and any(_expects(handler) for handler in one.handlers):
            found |= {id(inner) for part in (*one.body, *one.handlers) for inner in walk(part)}
    return found


def _expects(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(name, ast.Name) and name.id in GUARDS for name in names)


def _several_texts(node: ast.expr) -> bool:
    return isinstance(node, ast.Tuple) and len(node.elts) > 1 and all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in node.elts)


def _agrees(form: Form, call: ast.Call) -> bool:
    """Whether a call has the arguments that a form asks for. `*args` and `**options` may hold anything: then it does not."""
    if any(isinstance(one, ast.Starred) for one in call.args) and form.needs:
        return False
    given: dict[str, ast.expr] = {str(place): one for place, one in enumerate(call.args)}
    given |= {one.arg: one.value for one in call.keywords if one.arg}
    open_ended = any(one.arg is None for one in call.keywords)
    if form.lacks and (open_ended or any(name in given for name in form.lacks)):
        return False
    return all(name in given and _value(given[name], pattern) for name, pattern in form.needs)


def _value(node: ast.expr, pattern: str) -> bool:
    if not pattern:
        return True
    try:
        return re.fullmatch(pattern, str(ast.literal_eval(node))) is not None
    except (ValueError, TypeError, RecursionError):
        return False


def _chain(node: ast.Attribute, name: str) -> bool:
    parts = name.split(".")[::-1]
    inner: ast.expr = node
    for part in parts:
        if not isinstance(inner, ast.Attribute) or inner.attr != part:
            return False
        inner = inner.value
    return True


def _imports(subject: Subject) -> tuple[Alias, frozenset[str]]:
    """Local names -> what they stand for; the libraries that are imported at all."""
    aliases: dict[str, str] = {}
    roots: set[str] = set()
    for statement in subject.analysis.statements:
        for one in statement.imports:
            roots.add(one.module.split(".")[0])
            aliases.setdefault(one.name, canonical(one.target))
    return aliases, frozenset(roots)


def _modules(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names)
    elif node.level == 0 and node.module:
        yield from (f"{node.module}.{one.name}" if one.name != "*" else node.module for one in node.names)


def _dotted(node: ast.expr, aliases: Alias) -> str | None:
    found = dotted_name(node, aliases.get)
    return None if found is None else canonical(found)
