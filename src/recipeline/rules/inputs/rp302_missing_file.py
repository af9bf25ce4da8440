"""RP302: a file that is read does not lie beside the notebook.

Why it matters: a fresh run stops here.
What to do: put the file there, or correct the path; where a file of that name lies elsewhere in the tree, it is named.

Wrong::

    df = pd.read_csv("sales.csv")       # it lies in data/

Right::

    df = pd.read_csv("data/sales.csv")
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding, Severity
from recipeline.rules.inputs.touched import mention, touched
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

OUTSIDE = ("/", "~", "..", "\\")


def check(subject: Subject) -> Iterator[Finding]:
    """Literal relative paths that are read, that no statement writes, and that are not there."""
    if subject.files is None or _moves(subject):
        return
    paths = touched(subject)
    for target, readers in paths.reads.items():
        if target in paths.asked or _written(target, paths.writes) or not target:
            continue
        if "://" in target or target.startswith(OUTSIDE) or ":" in target[:3] or any(mark in target for mark in "*?{[%\n"):
            continue
        plain = str(PurePosixPath(target))
        if plain not in subject.files and not any(name.startswith(f"{plain}/") for name in subject.files):
            yield _finding(subject, readers[0], target, paths.elsewhere)


def _written(target: str, writes: Mapping[str, object]) -> bool:
    """Written by the notebook, itself or as part of a folder that the notebook makes."""
    return any(str(folder) in writes for folder in (target, PurePosixPath(target), *PurePosixPath(target).parents))


def _moves(subject: Subject) -> bool:
    """After `os.chdir` a relative path means another folder."""
    return any(effect.kind == "cwd" for one in subject.analysis.statements for effect in one.effects)


def _finding(subject: Subject, statement: Statement, target: str, unsure: bool) -> Finding:
    assert subject.files is not None
    name = PurePosixPath(target).name
    elsewhere = sorted(path for path in subject.files if PurePosixPath(path).name == name)
    if elsewhere:
        hint = f"A file of that name lies at `{elsewhere[0]}`: use that path."
    else:
        hint = f"Put `{name}` beside the notebook, or correct the path."
    severity: Severity = "warning" if unsure else "error"
    return Finding("RP302", place(statement, mention(subject, statement, target)), f"`{target}` is read, and does not lie beside the notebook", hint, (), severity)


RULE = Rule(code="RP302", name="missing-file", severity="error", check=check)
