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

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

PERSONAL = re.compile(r"^(?:/home/|/Users/|~/|[A-Za-z]:[\\/]|/mnt/|/data/|/tmp/|/var/|/opt/|/Volumes/|\\\\\w)")
MOUNTS = ("/content/", "/kaggle/", "/gdrive/", "/dbfs/")  # RP303 speaks of these
# Folders that every machine has, and that do not hold the same everywhere.
ELSEWHERE = (("/tmp/", "is emptied now and then, and shared by all users of a machine"), ("~/", "is another folder for each user"))


def check(subject: Subject) -> Iterator[Finding]:
    """Text constants that are absolute paths of one machine."""
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            if not (isinstance(inner, ast.Constant) and isinstance(inner.value, str)) or len(inner.value) > 300:
                continue
            text = inner.value
            if PERSONAL.match(text) and not text.startswith(MOUNTS) and "\n" not in text and "{{" not in text and len(text) > 4:
                said = next((said for start, said in ELSEWHERE if text.startswith(start)), "exists on one machine only")
                message = f"`{text}` {said}"
                yield Finding("RP301", place(statement, inner), message, "Use a path relative to the notebook, or a setting.")


RULE = Rule(code="RP301", name="absolute-path", severity="warning", check=check)
