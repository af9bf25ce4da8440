"""What becomes of each statement: kept, reported, moved to the top of a module, imported, or dropped and why.

`df.head()` is dropped, `df.groupby("city").sum()` shown at the end of a cell is a table to report,
`def clean(df)` moves to a module, `import pandas` goes to the top of whatever uses it.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Literal

from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.imports import is_for_effect
from recipeline.plan.peeks import KIND_PEEKS, has_call, is_peek

FateKind = Literal["keep", "plot", "result", "log", "import", "define", "drop"]

# Effects that outlive the statement: it can never be dropped because its value is not used.
LASTING = (
    "file-write", "network", "database", "random", "seed", "environment", "path", "cwd", "shell", "input", "dynamic",
)  # fmt: skip
# They change folders, where a run reports no written file. Source: os, shutil, pathlib of Python 3.13.
FOLDER_CALLS = frozenset({
    "os.makedirs", "os.mkdir", "os.remove", "os.unlink", "os.rename", "os.replace", "os.rmdir", "os.removedirs", "os.link",
    "os.symlink", "shutil.rmtree", "shutil.move", "shutil.copytree", "pathlib.Path.mkdir", "pathlib.Path.unlink",
    "pathlib.Path.rmdir", "pathlib.Path.rename", "pathlib.Path.touch", ".mkdir", ".unlink", ".rmdir", ".touch",
})  # fmt: skip
TEXT_CALLS = frozenset({"repr", "str", ".to_string", ".to_html", ".to_latex", ".__repr__", "numpy.array2string", "numpy.array_repr", "numpy.array_str"})
FIXED_TEXT = "prints a fixed text"
DISPLAY_OPTIONS = ("display.", "precision", "printoptions")


@dataclass(frozen=True, slots=True)
class Fate:
    kind: FateKind
    why: str | None = None
    value: ast.expr | None = None  # of a result: the expression that is shown (places relative to the statement)


def fate_of(item: Item, evidence: Evidence, forced: bool) -> Fate:
    """Decide for one statement. `forced`: the user asked to keep it."""
    fate = _fate(item, evidence)
    if forced and fate.kind == "drop":
        return Fate("keep")
    return fate


def _fate(item: Item, evidence: Evidence) -> Fate:
    statement = item.statement
    match statement.kind:
        case "import":
            return Fate("keep") if is_for_effect(statement.imports) else Fate("import")
        case "function" | "class":
            return Fate("define")
        case "pass" | "global":
            return Fate("drop", "does nothing at the top level")
        case "delete":
            return Fate("keep") if item.mutates or _asked_for(evidence) else Fate("drop", "frees a name; a function does so at its end")
        case "expression":
            return _expression(item, evidence)
        case "for" | "while" | "if" | "with" | "try" | "match":
            return _compound(item, evidence)
        case _:
            return Fate("plot") if _plots(item) else Fate("keep")


def _asked_for(evidence: Evidence) -> bool:
    """Whether the notebook asks which names exist, so that a deleted one must be gone."""
    return any({"dir", "globals", "locals", "vars"} & set(item.statement.calls) or "NameError" in item.text for item in evidence.items)


def _plots(item: Item) -> bool:
    if item.run is not None and (item.run.figures or item.run.shown_figures):
        return True
    return item.has_effect("plot")


def _expression(item: Item, evidence: Evidence) -> Fate:
    assert isinstance(item.tree, ast.Expr)
    value = item.tree.value
    if isinstance(value, ast.Constant):
        return Fate("drop", "a text or number on its own line")
    if isinstance(value, ast.Call) and _called(value) == "print" and "print" in evidence.showers:
        return _print(item, value)
    if isinstance(value, ast.Call) and _called(value) == "display" and len(value.args) == 1 and "display" in evidence.showers:
        return _shown(item, value.args[0], displayed=False)
    if isinstance(value, ast.Call) and _called(value) == "show" and not value.args:
        return Fate("drop", "shows the figure; the project saves it")
    if _plots(item):
        return Fate("plot")
    if item.has_effect("option") and not item.mutates and not item.has_effect(*LASTING):
        return _option(item, evidence)
    if item.mutates or item.changes_code or item.statement.awaits or item.statement.binds or _lasting(item):
        return Fate("keep")
    if item.statement.shown:
        return _shown(item, value, displayed=True)
    if is_peek(value) or not has_call(value):
        return Fate("drop", "its value is neither kept nor shown")
    if _reports(item):
        return Fate("log")
    return Fate("keep") if _unknown_effect(item) else Fate("drop", "its value is neither kept nor shown")


def _lasting(item: Item) -> bool:
    if item.run is not None:
        if set(item.run.random) - {"entropy"} or item.run.files_written or item.run.hosts or FOLDER_CALLS & set(item.statement.calls):
            return True
        if item.statement.kind in ("if", "try", "match"):
            return item.has_effect(*LASTING)  # the run took one way of several
        return item.has_effect(*(kind for kind in LASTING if kind not in ("random", "file-write", "network")))
    return item.has_effect(*LASTING)


def _unknown_effect(item: Item) -> bool:
    """A call whose value nobody takes is made for its effect, unless a run showed that it has none."""
    return item.run is None or bool(item.run.files_written or item.run.hosts or set(item.run.random) - {"entropy"})


def _reports(item: Item) -> bool:
    """Whether it calls something of the notebook that prints: what that says is a result, and goes to the log."""
    return item.run is not None and bool(item.run.printed.strip()) and item.has_effect("print")


def _called(call: ast.Call) -> str | None:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return None


def _makes_text(item: Item) -> bool:
    """Whether a name is given a text that follows the display options."""
    return item.statement.kind not in ("expression", "function", "class") and bool(TEXT_CALLS & set(item.statement.calls))


def _option(item: Item, evidence: Evidence) -> Fate:
    targets = [effect.target or "" for effect in item.statement.effects if effect.kind == "option"]
    if any(call.startswith("warnings.") for call in item.statement.calls):
        return Fate("keep") if "error" in item.text else Fate("drop", "silences warnings; a production log should show them")
    if all(target.startswith(DISPLAY_OPTIONS) or not target for target in targets) and any(
        call.endswith(("set_option", "set_printoptions")) for call in item.statement.calls
    ):
        made = any(_makes_text(later) for later in evidence.items)
        return Fate("keep") if made else Fate("drop", "only changes how values are displayed")
    return Fate("keep")


def _print(item: Item, call: ast.Call) -> Fate:
    changing = [argument for argument in call.args if not isinstance(argument, ast.Constant)]
    if item.mutates or item.changes_code or item.statement.binds or item.statement.awaits or _lasting(item):
        return Fate("log")
    if not changing:
        return Fate("drop", FIXED_TEXT)
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return Fate("log")
    if all(is_peek(argument) and not isinstance(argument, ast.JoinedStr) for argument in changing):
        return Fate("drop", "prints something that another name already holds")
    if len(changing) == 1 and not isinstance(changing[0], ast.JoinedStr) and has_call(changing[0]) and not call.keywords:
        return Fate("log") if _builds_text(changing[0]) else Fate("result", value=changing[0])
    return Fate("log")


def _builds_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join", "ljust", "rjust")


def _shown(item: Item, value: ast.expr, *, displayed: bool) -> Fate:
    facts = item.run.displayed if item.run is not None and displayed else None
    if facts is not None and facts.kind in ("figure", "axes"):
        return Fate("plot")
    if facts is not None and facts.kind in KIND_PEEKS:
        return Fate("drop", "shows an object that its name already holds")
    if displayed and item.run is not None and facts is None:
        if _reports(item) and not is_peek(value):
            return Fate("log")
        return Fate("keep") if _unknown_effect(item) else Fate("drop", "shows nothing")
    if is_peek(value):
        return Fate("drop", "a look at the data")
    if not has_call(value) and facts is not None and facts.kind not in ("scalar", "frame", "series"):
        return Fate("drop", "a look at the data")
    return Fate("result", value=value)


def _compound(item: Item, evidence: Evidence) -> Fate:
    statement = item.statement
    if statement.kind == "try" and statement.imports and not item.mutates and not _lasting(item):
        return Fate("import")
    if _plots(item):
        return Fate("plot")
    if item.mutates or item.changes_code or statement.awaits or _lasting(item) or item.has_effect("option", "exit"):
        return Fate("keep")
    if not _needed_later(item, evidence) and item.has_effect("print"):
        return Fate("drop", "only prints") if _prints_peeks_only(item) else Fate("log")
    if not statement.binds and not item.has_effect("print"):
        return Fate("keep") if _unknown_effect(item) else Fate("drop", "has no effect")
    return Fate("keep")


def _needed_later(item: Item, evidence: Evidence) -> bool:
    """Whether a name that it binds is read by a later statement, or is more than a loop variable."""
    targets = loop_targets(item.tree)
    bound = set(item.statement.binds)
    if bound - targets:
        return True
    for later in evidence.items[evidence.position[item.id] + 1 :]:
        if bound & set(later.statement.uses):
            return True
        bound -= set(later.statement.binds_surely)
    return False


def leaves_early(tree: ast.stmt) -> bool:
    """Whether a loop ends with `break`: then its variables hold what it looked for."""
    return any(isinstance(node, ast.Break) for node in ast.walk(tree))


def loop_targets(tree: ast.stmt) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.AsyncFor):
            names |= {child.id for child in ast.walk(node.target) if isinstance(child, ast.Name)}
    return names


def _prints_peeks_only(item: Item) -> bool:
    for node in ast.walk(item.tree):
        if isinstance(node, ast.Call) and _called(node) == "print":
            for argument in node.args:
                if not is_peek(argument) or isinstance(argument, ast.JoinedStr):
                    return False
    return True
