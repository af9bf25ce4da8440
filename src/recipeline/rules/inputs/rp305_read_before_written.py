"""RP305: a file is read above the cell that writes it.

Why it matters: what is read is what an earlier run left behind. A fresh run stops, or starts from the result of the last one.
What to do: put the cell that writes above the one that reads; where the file is an input, write the result under another name.

Wrong::

    orders = pd.read_csv("orders.csv")
    orders = orders.dropna()
    orders.to_csv("orders.csv")

Right::

    orders = pd.read_csv("orders.csv")
    orders = orders.dropna()
    orders.to_csv("orders_clean.csv")
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.rules.inputs.touched import mention, touched
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Literal paths whose first read stands above their first write."""
    files = touched(subject)
    order = {statement.id: number for number, statement in enumerate(subject.analysis.statements)}
    for path, readers in files.reads.items():
        writers = files.writes.get(path, ())
        if not writers or path in files.asked or order[readers[0].id] >= order[writers[0].id]:
            continue  # read and written in one statement: a file that is brought up to date
        yield _finding(subject, path, readers[0], writers[0])


def _finding(subject: Subject, path: str, reader: Statement, writer: Statement) -> Finding:
    where = f"cell {writer.cell}" if writer.cell != reader.cell else f"line {writer.line}"
    at, related = place(reader, mention(subject, reader, path)), (place(writer, mention(subject, writer, path)),)
    if subject.files is not None and path not in subject.files and not path.startswith(("/", "~", "..")):
        message = f"`{path}` is read here, is written only in {where}, and does not lie beside the notebook"
        return Finding("RP305", at, message, f"Move what writes `{path}` above this cell.", related, "error")
    message = (
        f"`{path}` is read here and overwritten in {where}: the next run starts from what this one leaves"
    )
    return Finding(
        "RP305",
        at,
        message,
        f"Write under another name, or move what writes `{path}` above this cell.",
        related,
    )


RULE = Rule(code="RP305", name="read-before-written", severity="warning", check=check)
