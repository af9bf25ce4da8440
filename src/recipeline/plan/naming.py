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
from collections.abc import Iterable, Mapping

from recipeline.plan.groups import Group
from recipeline.plan.settings import slug
from recipeline.plan.verbs import (
    ALLOWED,
    HEADING_VERBS,
    PLOT_KINDS,
    RESULT_VERBS,
    STAGE_OF_VERB,
    STAGE_VERBS,
    STOP_WORDS,
    VERBS,
    VOID_WORDS,
    WEAK_NAMES,
)

LONGEST = 48  # characters of a generated name
Nouns = Mapping[str, str]  # a name of the notebook that says nothing -> what it holds


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
            wish = shortened(wish.strip("_"))
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


def wishes_for(group: Group, outputs: tuple[str, ...], module: str, nouns: Nouns) -> list[str]:
    """Names to try for a group, best first."""
    heading = group.first.heading[-1] if group.first.heading else ""
    if group.kind == "plot":
        return plot_names(group, heading, nouns)
    if group.kind == "result":
        value = group.fates[0].value
        assert value is not None
        return result_names(value, heading, nouns)
    if group.kind == "log":
        return ["_".join(["log", *(telling_words(heading, 4) or ["messages"])])]
    if group.only_options:
        plots = any(call.startswith(("matplotlib", "seaborn")) or "rcParams" in item.text for item in group.items for call in (*item.statement.calls, ""))
        return ["set_plot_style" if plots else "set_options"]
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


def special_names(group: Group, outputs: tuple[str, ...], verb: str, nouns: Nouns) -> list[str]:
    """Idioms that have a name of their own."""
    lower = {name.lower() for name in outputs}
    if lower & {"x", "features", "predictors"} and lower & {"y", "target", "labels", "label"} and verb not in ("split", "simulate", "load"):
        return ["separate_target"]
    if not outputs and (verb == "save" or group.only_writes):
        saved = saved_names(group, nouns)
        makes = any(call.endswith(("makedirs", "mkdir")) for item in group.items for call in item.statement.calls)
        return [f"save_{'_and_'.join(saved[:2])}"] if saved else ["make_folders"] if makes else []
    if len(group.items) == 1 and isinstance(group.first.tree, ast.Assign) and len(outputs) == 1:
        value = group.first.tree.value
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id.islower() and slug(outputs[0]) in initials(value.func.id):
            return [f"compute_{slug(value.func.id)}"]
    if verb in ("prepare", "build", "clean", "encode", "transform", "evaluate"):
        return column_names(group, outputs, verb)
    return []


def column_names(group: Group, outputs: tuple[str, ...], verb: str) -> list[str]:
    """`sales["Cost category"] = …` makes add_cost_category; of a column that was there, prepare_cost_category."""
    added, changed = assigned_columns(group)
    only = len(outputs) == 1 and all(isinstance(item.tree, ast.Assign) and isinstance(item.tree.targets[0], ast.Subscript) for item in group.items)
    weak = all(slug(name) in WEAK_NAMES for name in outputs)
    if 0 < len(added) <= 2 and (only or weak) and not changed:
        return [f"add_{'_and_'.join(added)}"]
    if only and 0 < len(changed) <= 2 and not added:
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


def words_of(text: str) -> list[str]:
    return [word for word in slug(text).split("_") if word]


def telling_words(text: str, most: int) -> list[str]:
    """The words of a heading or title that are neither verbs nor filling."""
    return [word for word in words_of(text) if word not in STOP_WORDS and word not in VOID_WORDS and not word.isdigit()][:most]


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
        return slug(ranked[-1])
    return slug(outputs[-1]) if outputs else ""


def plot_names(group: Group, heading: str, nouns: Nouns) -> list[str]:
    called = [call.rsplit(".", 1)[-1] for item in group.items for call in item.statement.calls]
    kind = next((PLOT_KINDS[call] for call in called if call in PLOT_KINDS), "")
    title = telling_words(title_of(group), 6) or axis_words(group)
    under = [word for word in telling_words(heading, 6) if word not in HEADING_VERBS][:5]
    columns = columns_of(group)[:2]
    data = data_of(group, nouns)
    candidates = [title, under, [*columns, kind], [data, kind] if data else [], [*under, kind], [data, *columns, kind]]
    return ["_".join(["plot", *(word for word in words if word)]) for words in candidates if any(words)] + ["plot_figure"]


def data_of(group: Group, nouns: Nouns) -> str:
    """The first data name that the drawing reads."""
    for item in group.items:
        for name in item.statement.reads:
            facts = item.before.get(name)
            if facts is not None and facts.kind in ("frame", "series", "array", "list", "dict"):
                return nouns.get(name, slug(name))
    return ""


def title_of(group: Group) -> str:
    for item in group.items:
        for node in ast.walk(item.tree):
            if not isinstance(node, ast.Call):
                continue
            titles = [given.value for given in node.keywords if given.arg == "title"]
            if isinstance(node.func, ast.Attribute) and node.func.attr in ("title", "set_title", "suptitle"):
                titles += node.args[:1]
            for title in titles:
                if isinstance(title, ast.Constant) and isinstance(title.value, str):
                    return title.value
    return ""


def axis_words(group: Group) -> list[str]:
    """The words of the axis labels: what is drawn over what."""
    labels: dict[str, str] = {}
    for item in group.items:
        for node in ast.walk(item.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr.removeprefix("set_")
                if name in ("xlabel", "ylabel") and isinstance(node.args[0].value, str):
                    labels.setdefault(name, node.args[0].value)
    up, along = (telling_words(labels.get(name, ""), 3) for name in ("ylabel", "xlabel"))
    return [*up, "by", *along] if up and along else up or along


def columns_of(group: Group) -> list[str]:
    names: dict[str, None] = {}
    for item in group.items:
        for node in ast.walk(item.tree):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
                names.setdefault(slug(node.slice.value))
            if isinstance(node, ast.keyword) and node.arg in ("x", "y", "column") and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
                names.setdefault(slug(node.value.value))
    return [name for name in names if name]


def result_names(value: ast.expr, heading: str, nouns: Nouns) -> list[str]:
    """`accuracy_score(y, p)` → compute_accuracy; `df.groupby("city").sum()` → summarise_sales_by_city."""
    call = value
    while isinstance(call, ast.Subscript | ast.Attribute):
        call = call.value
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
        noun = re.sub(r"(?<!r2)(?<!f1)_score$", "", slug(call.func.id))
        first = root_name(call.args[-1], nouns) if call.args else ""
        told = [slug(given.value.value) for given in call.keywords if isinstance(given.value, ast.Constant) and isinstance(given.value.value, str)]
        return [f"compute_{noun}", *(f"compute_{noun}_{word}" for word in told if word), f"compute_{noun}_of_{first}" if first else "", f"compute_{noun}_of_{first}_{'_'.join(telling_words(heading, 3))}"]
    name, keys, methods = root_name(value, nouns), keys_of(value), methods_of(value)
    method = next((found for found in methods if found in RESULT_VERBS), "")
    verb = RESULT_VERBS.get(method, f"compute_{slug(methods[0])}_of" if methods else "tabulate")
    parts = [verb, name, *(["by"] if "groupby" in methods and keys else []), *keys[:2]]
    if method in ("value_counts", "nlargest", "nsmallest") and keys:
        parts = [verb, *keys[:2]]
    wish = "_".join(part for part in parts if part)
    last = methods[0] if methods else ""
    return [wish, f"{wish}_{slug(last)}" if last and slug(last) not in wish else "", "_".join([wish, *telling_words(heading, 3)])]


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


def root_name(value: ast.expr, nouns: Nouns) -> str:
    node: ast.expr = value
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    for child in (node, *ast.walk(value)):
        if isinstance(child, ast.Name):
            return nouns.get(child.id, slug(child.id))
    return ""


def keys_of(value: ast.expr) -> list[str]:
    """Columns that the expression picks or groups by, in order."""
    found: dict[str, None] = {}
    places: list[ast.expr] = []
    for node in ast.walk(value):
        if isinstance(node, ast.Subscript):
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
