"""Names for functions: a verb for what is done, a noun for what it is done to.

`X_train, X_test = train_test_split(X, y)` becomes `split_train_and_test`: the verb comes from the calls (a
data table in verbs.py), the noun from the main name that comes out, from the file it was read from where
that name says nothing (`df`), or from the heading.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Collection, Iterable

from recipeline.plan.figure_names import plot_names
from recipeline.plan.groups import Group
from recipeline.plan.peeks import PEEK_ATTRIBUTES
from recipeline.plan.settings import slug
from recipeline.plan.verbs import (
    ALLOWED,
    COLUMN_VERBS,
    HEADING_VERBS,
    PRINT_WORDS,
    RESULT_VERBS,
    STAGE_OF_VERB,
    STAGE_VERBS,
    VERBS,
    WEAK_NAMES,
)
from recipeline.plan.words import Nouns, noun_of, telling_words, words_of

LONGEST = 48  # characters of a generated name


def shortened(name: str) -> str:
    """Whole words, as many as fit."""
    return name if len(name) <= LONGEST else name[: LONGEST + 1].rsplit("_", 1)[0].rstrip("_")


class Namer:
    """Gives each function a name of its own that hides nothing of the notebook."""

    def __init__(self, taken: Iterable[str], rename: dict[str, str]) -> None:
        self.taken = set(taken) | set(dir(builtins)) | set(keyword.kwlist)
        self.rename = rename

    def claim(self, wishes: Iterable[str]) -> str:
        fallback = "step"
        for wish in wishes:
            wish = shortened(re.sub(r"(?:^|(?<=_))([^\W_]+)(?:_\1)+(?=_|$)", r"\1", wish.strip("_")))  # no word twice in a row
            if not wish:
                continue
            fallback = wish
            if wish not in self.taken:
                return self._final(wish)
        number = 2
        while f"{fallback}_{number}" in self.taken:
            number += 1
        return self._final(f"{fallback}_{number}")

    def _final(self, name: str) -> str:
        self.taken.add(name)
        renamed = self.rename.get(name, name)
        self.taken.add(renamed)
        return renamed


def wishes_for(group: Group, outputs: tuple[str, ...], module: str, nouns: Nouns, code: Collection[str] = (), remark: str = "") -> list[str]:
    """Names to try for a group, best first.

    `code`: names of modules, functions and classes, which no result is called after; `remark`: the author's comment above it.
    """
    heading = group.first.heading[-1] if group.first.heading else ""
    if group.kind == "plot":
        return plot_names(group, heading, nouns, remark)
    if group.kind == "result":
        value = group.fates[0].value
        assert value is not None
        return result_names(value, heading, nouns, code)
    if group.kind == "log":
        told = told_by_call(group)
        return [*(["_".join(["log", *told])] if told else []), "_".join(["log", *(telling_words(heading, 4) or ["messages"])])]
    if group.only_options:
        plots = any(call.startswith(("matplotlib", "seaborn")) or "rcParams" in item.text for item in group.items for call in (*item.statement.calls, ""))
        return ["set_plot_style" if plots else "set_options"]
    if all(item.has_effect("seed") and not item.statement.binds for item in group.items):
        return ["set_seed"]
    verb = verb_of(group, module)
    special = special_names(group, outputs, verb, nouns)
    noun = main_noun(outputs, nouns)
    names = [f"{verb}_{noun}_features" if verb == "build" and noun in nouns.values() else f"{verb}_{noun}"] if noun else []
    under = from_heading(heading, verb, module)
    others = [f"{verb}_{slug(name)}" for name in reversed(outputs) if slug(name) != noun and slug(name) not in WEAK_NAMES]
    strong = noun and noun not in WEAK_NAMES
    wishes = [*special, *names, *others, *under] if strong else [*special, *under, *others, *names]
    wishes += [f"{under[0]}_{noun}"] if under and noun else []
    return [*wishes, f"{verb}_{module}"]


def told_by_call(group: Group) -> list[str]:
    """`sales.print_summary()` logs a summary: the words of what is called, without its verb."""
    tree = group.first.tree
    call = tree.value if len(group.items) == 1 and isinstance(tree, ast.Expr) else None
    match call:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)) if name not in ("print", "format", "join", "display"):
            return [word for word in words_of(name) if word not in PRINT_WORDS]
    return []


def made_object(group: Group, outputs: tuple[str, ...], nouns: Nouns) -> list[str]:
    """`level = WaterLevel(3)` creates a level."""
    tree = group.first.tree
    if len(group.items) != 1 or len(outputs) != 1 or not isinstance(tree, ast.Assign) or not isinstance(tree.value, ast.Call):
        return []
    func = tree.value.func
    return [f"create_{noun_of(outputs[0], nouns)}"] if isinstance(func, ast.Name) and func.id[:1].isupper() and slug(outputs[0]) not in WEAK_NAMES else []


def special_names(group: Group, outputs: tuple[str, ...], verb: str, nouns: Nouns) -> list[str]:
    """Idioms that have a name of their own."""
    lower = {name.lower() for name in outputs}
    if lower & {"x", "features", "predictors"} and lower & {"y", "target", "labels", "label"} and verb not in ("split", "simulate", "load"):
        return ["separate_target"]
    if lower and lower <= {"y", "target", "labels", "label"} and all(isinstance(item.tree, ast.Assign) and isinstance(item.tree.value, ast.Subscript | ast.Attribute) for item in group.items):
        return ["select_target"]
    if not outputs and (verb == "save" or group.only_writes):
        saved = saved_names(group, nouns)
        makes = any(call.endswith(("makedirs", "mkdir")) for item in group.items for call in item.statement.calls)
        return [f"save_{'_and_'.join(saved[:2])}"] if saved else ["make_folders"] if makes else []
    if len(group.items) == 1 and isinstance(group.first.tree, ast.Assign) and len(outputs) == 1:
        value = group.first.tree.value
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id.islower() and slug(outputs[0]) in initials(value.func.id):
            return [f"compute_{slug(value.func.id)}"]
    loaders = dict(VERBS)["load"]
    reads = sum(any(call.rsplit(".", 1)[-1] in loaders for call in item.statement.calls) for item in group.items)
    if verb == "load" and len(outputs) == reads == 2 and not any(noun_of(name, nouns) in WEAK_NAMES for name in outputs):
        return [f"load_{'_and_'.join(noun_of(name, nouns) for name in outputs)}"]
    if verb in ("prepare", "build", "clean", "encode", "transform", "evaluate"):
        return [*made_object(group, outputs, nouns), *column_names(group, outputs, verb)]
    return []


def column_names(group: Group, outputs: tuple[str, ...], verb: str) -> list[str]:
    """`sales["Cost category"] = …` makes add_cost_category; of a column that was there, prepare_cost_category."""
    added, changed = assigned_columns(group)
    only = len(outputs) == 1 and all(isinstance(item.tree, ast.Assign) and isinstance(item.tree.targets[0], ast.Subscript) for item in group.items)
    weak = all(slug(name) in WEAK_NAMES for name in outputs)
    if 0 < len(added) <= 2 and (only or weak) and not changed:
        return [f"add_{'_and_'.join(added)}"]
    if only and 0 < len(changed) <= 2 and not added:
        called = {call.rsplit(".", 1)[-1] for item in group.items for call in item.statement.calls}
        verb = next((better for call, better in COLUMN_VERBS.items() if call in called), verb)
        return [f"{verb}_{'_and_'.join(changed)}"]
    return []


def initials(name: str) -> list[str]:
    """What a function's name is shortened to: confusion_matrix gives cm."""
    return ["".join(word[0] for word in name.split("_") if word)]


def saved_names(group: Group, nouns: Nouns) -> list[str]:
    """What the calls of the group write: the receiver of `to_csv`, the first argument of `dump`."""
    found: dict[str, None] = {}
    for item in group.items:
        for node in ast.walk(item.tree):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Attribute) and node.func.attr.startswith("to_") and isinstance(node.func.value, ast.Name):
                found.setdefault(nouns.get(node.func.value.id, slug(node.func.value.id)))
            elif isinstance(node.func, ast.Attribute) and node.func.attr in ("dump", "save") and node.args and isinstance(node.args[0], ast.Name):
                found.setdefault(nouns.get(node.args[0].id, slug(node.args[0].id)))
    return [name for name in found if name]


def assigned_columns(group: Group) -> tuple[list[str], list[str]]:
    """Columns that the group assigns: those its frame did not have before, and those it had."""
    found: dict[str, None] = {}
    changed: dict[str, None] = {}
    for item in group.items:
        for target in item.tree.targets if isinstance(item.tree, ast.Assign) else ():
            if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name) and isinstance(target.slice, ast.Constant) and isinstance(target.slice.value, str):
                facts = item.before.get(target.value.id)
                known = {name for name, _ in facts.columns} if facts is not None and facts.columns else set()
                place = changed if target.slice.value in known else found
                place.setdefault(slug(target.slice.value))
    return [name for name in found if name], [name for name in changed if name]


def from_heading(heading: str, verb: str, module: str) -> list[str]:
    words = words_of(heading)
    found = next((HEADING_VERBS[word] for word in words[:2] if word in HEADING_VERBS), None)
    found = verb if found in STAGE_OF_VERB and STAGE_OF_VERB[found] != module else found
    rest = [word for word in telling_words(heading, 6) if word not in HEADING_VERBS][:4]
    if not rest:
        return [f"{found}_data"] if found and words else []
    return ["_".join([found or verb, *rest])]


def verb_of(group: Group, module: str) -> str:
    called = {call.rsplit(".", 1)[-1] for item in group.items for call in item.statement.calls}
    allowed = ALLOWED.get(module)
    for verb, calls in VERBS:
        if called & set(calls) and (allowed is None or verb in allowed):
            return verb
    return STAGE_VERBS.get(module, "prepare")


def main_noun(outputs: tuple[str, ...], nouns: Nouns) -> str:
    """The name that matters most: a frame that has a noun of its own, else the last telling one."""
    if any(re.search(r"(^|_)(train|test)(_|\d|$)", slug(name)) for name in outputs) and len(outputs) > 1:
        return "train_and_test"
    known = [nouns[name] for name in outputs if name in nouns]
    if known:
        return known[0]
    ranked = [name for name in outputs if slug(name) not in WEAK_NAMES and len(name) > 1]
    if ranked:
        return noun_of(ranked[-1], nouns)
    return slug(outputs[-1]) if outputs else ""


def result_names(value: ast.expr, heading: str, nouns: Nouns, code: Collection[str]) -> list[str]:
    """`accuracy_score(y, p)` → compute_accuracy; `df.groupby("city").sum()` → summarise_sales_by_city."""
    call = value
    while isinstance(call, ast.Subscript | ast.Attribute):
        call = call.value
    told = telling_words(labels_of(value), 5)
    if told and isinstance(call, ast.BinOp):
        return [f"tabulate_{'_'.join(told)}"]
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
        noun = re.sub(r"(?<!r2)(?<!f1)_score$", "", slug(call.func.id))
        first = root_name(call.args[-1], nouns, code) if call.args else ""
        options = option_words(call)
        return [f"compute_{noun}", *(f"compute_{noun}_{word}" for word in options), f"compute_{noun}_of_{first}" if first else "", f"compute_{noun}_of_{first}_{'_'.join(telling_words(heading, 3))}"]
    name, keys, methods = root_name(value, nouns, code), keys_of(value), methods_of(value)
    method = next((found for found in methods if found in RESULT_VERBS), "")
    if "predict" in methods[1:] or is_prediction(value):
        name = "predictions"
    verb = RESULT_VERBS.get(method, f"compute_{slug(methods[0])}_of" if methods else "tabulate")
    parts = [verb, name, *(["by"] if "groupby" in methods and keys else []), *keys[:2]]
    if method in ("value_counts", "nlargest", "nsmallest") and keys:
        parts = [verb, *keys[:2]]
    wish = "_".join(part for part in parts if part)
    last = methods[0] if methods else ""
    options = option_words(call) if isinstance(call, ast.Call) else []
    return [wish, *(f"{wish}_{word}" for word in options), f"{wish}_{slug(last)}" if last and slug(last) not in wish else "", "_".join([wish, *telling_words(heading, 3)])]


def labels_of(value: ast.expr) -> str:
    """The texts that a printed value is put together with: `"RMSE: " + str(error)`."""
    return " ".join(node.value for node in ast.walk(value) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def option_words(call: ast.Call) -> list[str]:
    """What tells one call from another of the same function: `describe(include="object")`."""
    found = [slug(given.value.value) for given in call.keywords if isinstance(given.value, ast.Constant) and isinstance(given.value.value, str)]
    return [word for word in found if word and len(word) <= 24]


def is_prediction(value: ast.expr) -> bool:
    """Whether a table is made of a model's answers: `pd.Series(model.predict(X)).value_counts()`."""
    inside = [node for node in ast.walk(value) if isinstance(node, ast.Call) and node is not value]
    return any(isinstance(node.func, ast.Attribute) and node.func.attr in ("predict", "predict_proba") for node in inside) and isinstance(value, ast.Call)


def methods_of(value: ast.expr) -> list[str]:
    """Attribute names of a chain, the telling ones first, then outermost first."""
    found = []
    node: ast.expr = value
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute):
            found.append(node.attr)
        node = node.func if isinstance(node, ast.Call) else node.value
    ranked = [name for name in found if name in ("groupby", "pivot_table", "value_counts", "describe", "corr")]
    return ranked + [name for name in found if name not in ranked]


def root_name(value: ast.expr, nouns: Nouns, code: Collection[str]) -> str:
    """The data name that an expression starts from."""
    node: ast.expr = value
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    for child in (node, *ast.walk(value)):
        if isinstance(child, ast.Name) and child.id not in code:
            return noun_of(child.id, nouns)
    return ""


def keys_of(value: ast.expr) -> list[str]:
    """Columns that the expression picks or groups by, in order."""
    found: dict[str, None] = {}
    places: list[ast.expr] = []
    called = {id(node.func) for node in ast.walk(value) if isinstance(node, ast.Call)}
    for node in ast.walk(value):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and id(node) not in called and node.attr not in PEEK_ATTRIBUTES:
            places.append(ast.Constant(node.attr))
        elif isinstance(node, ast.Subscript):
            places.append(node.slice)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("groupby", "pivot_table", "crosstab"):
            places += [*node.args[:1], *(given.value for given in node.keywords if given.arg in ("by", "index", "columns"))]
    for place in reversed(places):
        for part in ast.walk(place):
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and re.fullmatch(r"[\w ]{2,30}", part.value):
                found.setdefault(slug(part.value))
    return [key for key in found if key]


def nouns_of_files(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """`df` that was read from data/telco.csv holds "telco". `pairs`: (name, path) in the notebook's order."""
    nouns: dict[str, str] = {}
    for name, path in pairs:
        stem = slug(re.split(r"[\\/]", path.split("?")[0])[-1].rsplit(".", 1)[0])
        if slug(name) in WEAK_NAMES and stem and stem not in WEAK_NAMES and len(stem) <= 24:
            nouns.setdefault(name, stem)
    return nouns
