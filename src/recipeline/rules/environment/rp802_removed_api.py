"""RP802: a name or an argument is used that the newest release of its library does not have any more.

Why it matters: the notebook fails as soon as it is installed anew; an old release gets no fixes and holds the others back.
What to do: write what replaces it; until then pin the release that still has it.

Wrong::

    frame = frame.append(row, ignore_index=True)

Right::

    frame = pd.concat([frame, row.to_frame().T], ignore_index=True)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from recipeline.analyse.facts.removed import NEWEST, REMOVED, Removed
from recipeline.model.finding import Finding, Severity
from recipeline.rules.environment.pins import names_environment, pinned, version
from recipeline.rules.environment.usage import Index, Use
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

INDEX = Index((key, row.library, text) for key, row in enumerate(REMOVED) for text in row.code)
MOST = 10  # further places told with the first


def check(subject: Subject) -> Iterator[Finding]:
    """Each form once, at its first place; not where the notebook pins a release that has it. A file beside it may: then it is a warning."""
    pins = pinned(subject.notebook.requirements)
    found: dict[tuple[int, str], list[Use]] = {}
    for use in INDEX.uses(subject):
        if use.form.used and _is_a_list(use.node, subject):
            continue
        if _concerns(REMOVED[use.key], pins):
            found.setdefault((use.key, use.spoken), []).append(use)
    held: Severity = "warning" if subject.files and names_environment(subject.files) else "error"
    for uses in found.values():
        yield _finding(uses, held)


def _finding(uses: list[Use], severity: Severity) -> Finding:
    row = REMOVED[uses[0].key]
    places = list(dict.fromkeys(place(one.statement, one.node) for one in uses))
    says_itself = "'" in row.what and row.what.partition("=")[0] in uses[0].spoken  # a list of values, of which the code names one
    use = f"`{uses[0].spoken}`" + (f" ({row.what})" if uses[0].form.needs and not says_itself else "")
    newest = NEWEST[row.library]
    hint = f"Write {row.instead} instead; until then pin {row.library} below {row.version}."
    if version(row.version) > version(newest):
        return Finding("RP802", places[0], f"{use} goes away with {row.library} {row.version}", hint, tuple(places[1 : MOST + 1]), "note")
    return Finding("RP802", places[0], f"{use} is gone: {row.library} {newest} does not know it", hint, tuple(places[1 : MOST + 1]), severity)


def _concerns(row: Removed, pins: Mapping[str, tuple[int, ...]]) -> bool:
    pin = pins.get(row.library.lower())
    return pin is None or pin >= version(row.version)


def _is_a_list(node: ast.AST, subject: Subject) -> bool:
    """Whether `x.append(…)` belongs to an index, a list, or the results of a model."""
    receiver = node.value if isinstance(node, ast.Attribute) else None
    if isinstance(receiver, ast.Attribute) and receiver.attr in ("index", "columns"):
        return True
    if not isinstance(receiver, ast.Name):
        return False
    return any(_makes_list(inner, receiver.id) for _, inner in subject.every(ast.Assign))


def _makes_list(node: ast.AST, name: str) -> bool:
    if not isinstance(node, ast.Assign) or not any(isinstance(one, ast.Name) and one.id == name for one in node.targets):
        return False
    made = node.value
    if isinstance(made, ast.List | ast.ListComp) or (isinstance(made, ast.Attribute) and made.attr in ("index", "columns")):
        return True
    return isinstance(made, ast.Call) and (isinstance(made.func, ast.Name) and made.func.id == "list" or _fits(made))


def _fits(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "fit"


RULE = Rule(code="RP802", name="removed-api", severity="error", check=check)
