"""RP905: the notebook overwrites a file that it reads.

Why it matters: the project gets a copy of each input as the notebook found it. A file that the notebook changes is counted as an output and is
not copied, so that the project's line does not find it: `convert` refuses.
What to do: write the result under another name.

Wrong::

    orders = pd.read_csv("orders.csv")
    orders.dropna().to_csv("orders.csv")

Right::

    orders.dropna().to_csv("orders_clean.csv")
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Literal paths that are read, and written below; not what the notebook itself wrote before it read it."""
    read: dict[str, Statement] = {}
    written = {companion.path for companion in subject.notebook.companions}
    for statement in subject.analysis.statements:
        paths = {kind: {one.target for one in statement.effects if one.kind == kind and one.target} for kind in ("file-read", "file-write")}
        if paths["file-read"] & paths["file-write"]:
            written |= paths["file-read"] & paths["file-write"]  # whether it was there before, nobody can say
        for path in paths["file-read"] - written:
            read.setdefault(path, statement)
        for path in sorted(paths["file-write"] - written):
            written.add(path)
            if path in read:
                message = f"`{path}`, read in cell {read[path].cell}, is overwritten here: `convert` takes it for an output and refuses, for the project lacks its input"
                yield Finding("RP905", place(statement), message, f"Write under another name than `{path}`.", (place(read[path]),))


RULE = Rule(code="RP905", name="own-input", severity="warning", check=check)
