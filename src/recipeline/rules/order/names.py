"""Names that a fresh run from top to bottom would not find, and where the notebook binds them."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recipeline.model.analysis import Statement
from recipeline.model.notebook import Cell
from recipeline.rules.subject import Subject

# What IPython's shell puts beside the builtins. Source: IPython 9.18, interactiveshell.init_user_ns.
SHELL_NAMES = frozenset({
    "In", "Out", "_", "__", "___", "_ih", "_oh", "_dh", "_i", "_ii", "_iii", "get_ipython", "exit", "quit", "display", "open",
    "__name__", "__file__", "__doc__", "__builtins__", "__builtin__", "__loader__", "__spec__", "__package__", "_exit_code",
})  # fmt: skip
KNOWN = frozenset(dir(builtins)) | SHELL_NAMES


@dataclass(frozen=True, slots=True)
class Missing:
    """A name that is read where nothing before it binds it."""

    name: str
    reader: Statement
    later: Statement | None  # the first later statement that binds it; None: nothing in the notebook does
    earlier_deleted: bool  # it was bound before, and deleted


def missing_names(subject: Subject) -> Iterator[Missing]:
    """Each such name once, at its first reader. Nothing from where a star import, `exec` or `%run` may have bound any name."""
    bound: set[str] = set()
    deleted: set[str] = set()
    told: set[str] = set()
    statements = _before_anything_is_bound(subject)
    for position, statement in enumerate(statements):
        for name in statement.uses:
            if name in bound or name in KNOWN or name in told or (name.startswith("_") and name[1:].isdigit()):
                continue
            if statement.kind in ("function", "class") and name not in statement.reads:
                continue  # read when it is called
            told.add(name)
            later = next((one for one in subject.analysis.statements[position:] if name in one.binds and one is not statement), None)
            yield Missing(name, statement, later, name in deleted)
        bound |= set(statement.binds)
        if statement.id in subject.definitions:  # a function that a library calls back may set it: nothing tells when
            bound |= set(subject.definitions[statement.id].globals_written)
        deleted = (deleted - set(statement.binds)) | set(statement.deletes)
        bound -= set(statement.deletes) - set(statement.binds)


def _before_anything_is_bound(subject: Subject) -> Sequence[Statement]:
    """The statements above the first place that may bind names which the analysis cannot see; what runs earlier cannot have them."""
    unclear = min((cell.number for cell in subject.notebook.cells if _is_unclear(cell)), default=None)
    known: list[Statement] = []
    for statement in subject.analysis.statements:
        if (unclear is not None and statement.cell >= unclear) or _binds_anything(statement):
            break
        known.append(statement)
    return known


def _binds_anything(statement: Statement) -> bool:
    star = any(imported.name == "*" for imported in statement.imports)
    return star or any(effect.kind == "dynamic" for effect in statement.effects)


def _is_unclear(cell: Cell) -> bool:
    """Whether it does not parse, or had a magic that binds names and was dropped."""
    return cell.fault is not None or any(magic.text.lstrip().startswith(BINDING_MAGICS) for magic in cell.magics)


BINDING_MAGICS = ("%run", "%load_ext", "%pylab", "%store", "%sql", "%%sql", "%%R", "%R", "%capture", "%%capture", "%%bigquery", "%load")
