"""Names for functions that draw: from the title, from columns and kind of the drawing, or from what they call.

`df.hist(column="Age", by="Survived")` becomes plot_age_histogram_by_survived, `plot_scores(wine, "red")` plot_scores_red.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.plan.groups import Group
from recipeline.plan.settings import slug
from recipeline.plan.verbs import HEADING_VERBS, PLOT_KINDS, PLOT_STYLE, PLOT_WORDS, WEAK_NAMES
from recipeline.plan.words import Nouns, noun_of, telling_words, title_words


def plot_names(group: Group, heading: str, nouns: Nouns, remark: str = "") -> list[str]:
    """Names to try for a drawing, best first. `remark`: the author's comment above it."""
    called = [call.rsplit(".", 1)[-1] for item in group.items for call in item.statement.calls]
    kind = next((PLOT_KINDS[call] for call in called if call in PLOT_KINDS), "")
    title = title_words(title_of(group), 6) or axis_words(group)
    under = [word for word in telling_words(heading, 6) if word not in HEADING_VERBS][:5]
    columns, parts = columns_of(group)[:2], parted_by(group)
    data = data_of(group, nouns)
    drawn = [*columns, kind, *parts]
    told = options_of(group)
    noted = [word for word in title_words(remark, 5) if word not in HEADING_VERBS and word not in PLOT_WORDS]
    candidates = [title, own_call(group, nouns), *([drawn] if parts else []), noted, under, [*columns, kind], [*model_of(group), kind], [data, kind] if data not in WEAK_NAMES else []]
    candidates += [[*under, kind], [data, *columns, kind], *([[*(title or own_call(group, nouns) or under or drawn), *told]] if told else []), title or own_call(group, nouns) or under or [data, kind]]
    return ["_".join(["plot", *(word for word in words if word)]) for words in candidates if any(words)] + ["plot_figure"]


def own_call(group: Group, nouns: Nouns) -> list[str]:
    """Where all that is drawn is one call of a notebook function: its name, and the texts or the data that it is given."""
    tree = group.first.tree
    call = tree.value if len(group.items) == 1 and isinstance(tree, ast.Expr | ast.Assign) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return []
    base = [word for word in slug(call.func.id).split("_") if word not in PLOT_WORDS]
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    texts = [slug(node.value) for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    texts = [text for text in texts if text and len(text) <= 24][:2]
    names = [noun_of(node.id, nouns) for node in given if isinstance(node, ast.Name)][:1]
    return [*base, *(texts or names)]


def model_of(group: Group) -> list[str]:
    """The fitted model whose answers are drawn."""
    for item in group.items:
        for name in item.statement.reads:
            facts = item.before.get(name)
            if facts is not None and facts.kind == "estimator":
                return [slug(name)]
    return []


def data_of(group: Group, nouns: Nouns) -> str:
    """The first data name that the drawing reads."""
    for item in group.items:
        for name in item.statement.reads:
            facts = item.before.get(name)
            if facts is not None and facts.kind in ("frame", "series", "array", "list", "dict"):
                return noun_of(name, nouns)
    return ""


def calls_in(group: Group) -> Iterator[ast.Call]:
    for item in group.items:
        yield from (node for node in ast.walk(item.tree) if isinstance(node, ast.Call))


def parted_by(group: Group) -> list[str]:
    """`by=df.Survived` and `hue="Sex"` draw one part of the rows beside another."""
    for call in calls_in(group):
        for keyword in call.keywords:
            if keyword.arg in ("by", "hue"):
                column = column_name(keyword.value)
                return ["by", column] if column else []
    return []


def options_of(group: Group) -> list[str]:
    """What one drawing was told beside another of the same data: `bins=40`."""
    for call in calls_in(group):
        for keyword in call.keywords:
            word = told_by(keyword.value)
            if keyword.arg and keyword.arg not in PLOT_STYLE and word:
                return [slug(keyword.arg), word]
    return []


def told_by(option: ast.expr) -> str:
    """A number, a short text, or the keys of a dict."""
    match option:
        case ast.Constant(value=bool(value)):
            return "" if value else "off"
        case ast.Constant(value=int(value) | str(value)):
            word = slug(str(value)).removeprefix("n_")
            return word if len(word) <= 16 else ""
        case ast.Dict(keys=keys):
            return "_".join(slug(key.value) for key in keys[:2] if isinstance(key, ast.Constant) and isinstance(key.value, str))
    return ""


def column_name(node: ast.expr) -> str:
    """`"Sex"`, `df["Sex"]` and `df.Sex` all name a column."""
    match node:
        case ast.Constant(value=str(name)) | ast.Subscript(slice=ast.Constant(value=str(name))) | ast.Attribute(attr=name):
            return slug(name)
    return ""


def title_of(group: Group) -> str:
    """The first title that is given to a figure or an axes."""
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
