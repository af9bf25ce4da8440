"""RP301: an absolute path stands in the code.

Why it matters: it exists on one machine only, and often tells a person's name.
What to do: use a path relative to the notebook; the project that recipeline writes names it in config.yaml.

Wrong::

    df = pd.read_csv("/home/ann/projects/sales.csv")

Right::

    df = pd.read_csv("data/sales.csv")
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

PERSONAL = re.compile(r"^(?:/home/|/Users/|~/|[A-Za-z]:[\\/]|/mnt/|/data/|/tmp/|/var/|/opt/|/Volumes/|\\\\\w)")
MOUNTS = ("/content/", "/kaggle/", "/gdrive/", "/dbfs/")  # RP303 speaks of these
# Folders that every machine has, and that do not hold the same everywhere.
ELSEWHERE = (("/tmp/", "is emptied now and then, and shared by all users of a machine"), ("~/", "is another folder for each user"))

PARTS = ("os.path.split", "os.path.basename", "os.path.dirname")  # splitext, splitdrive too


def check(subject: Subject) -> Iterator[Finding]:
    """Text constants that are absolute paths of one machine."""
    texts_only = _only_taken_apart(subject)
    for statement, node in subject.pairs():
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in texts_only and not _reaches_file(subject, statement):
            continue
        for inner in subject.walk(node):
            if not (isinstance(inner, ast.Constant) and isinstance(inner.value, str)) or len(inner.value) > 300:
                continue
            text = inner.value
            if PERSONAL.match(text) and not text.startswith(MOUNTS) and "\n" not in text and "{{" not in text and len(text) > 4:
                said = next((said for start, said in ELSEWHERE if text.startswith(start)), "exists on one machine only")
                message = f"`{text}` {said}"
                yield Finding("RP301", place(statement, inner), message, "Use a path relative to the notebook, or a setting.")


def _only_taken_apart(subject: Subject) -> frozenset[str]:
    """Names whose text is only split into its parts: `os.path.split(full_path)`."""
    apart = [call for _, call in subject.every(ast.Call) if isinstance(call, ast.Call) and (subject.dotted(call.func) or "").startswith(PARTS)]
    given = {id(one): one.id for call in apart for one in call.args if isinstance(one, ast.Name)}
    others = {one.id for _, one in subject.every(ast.Name) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load) and id(one) not in given}
    return frozenset(given.values()) - others


def _reaches_file(subject: Subject, statement: Statement) -> bool:
    """Whether a file is touched, or a command run, with what comes of a statement."""
    reached, todo = {statement.id}, [statement.id]
    while todo:
        source = todo.pop()
        new = {edge.to for edge in subject.analysis.edges if edge.source == source and edge.kind != "state"} - reached
        reached |= new
        todo += new
    return any(effect.kind in ("file-read", "file-write", "shell") for id_ in reached for effect in subject.by_id[id_].effects)


RULE = Rule(code="RP301", name="absolute-path", severity="warning", check=check)
