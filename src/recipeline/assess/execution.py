"""In which order the notebook ran, as far as it was recorded, and whether it would run from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from recipeline.model.analysis import Statement
from recipeline.rules.order.rp113_saved_error import OF_THE_PLACE
from recipeline.rules.subject import Subject

Survival = Literal["likely", "fails", "unknown"]
OUTSIDE = frozenset({"network", "database", "environment", "shell", "input", "dynamic"})  # nothing here tells how these go
# Names that IPython gives to every notebook. Source: IPython 9, `user_ns` and `%history`.
GIVEN = frozenset({"display", "get_ipython", "exit", "quit", "In", "Out", "open", "__name__", "__file__", "__doc__", "__builtins__"})
GUARDED = frozenset({"if", "try", "match", "for", "while", "with"})  # what they read, they may never reach


def execution(subject: Subject, inputs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The recorded counts in notebook order; `linear` is None where there are none."""
    counts = [cell.ran_at for cell in subject.notebook.cells if cell.ran_at is not None]
    linear = all(one < two for one, two in zip(counts, counts[1:], strict=False)) if counts else None
    return {"recorded": counts or None, "linear": linear, "restart_and_run_all": _survival(subject, inputs)}


def _survival(subject: Subject, inputs: Sequence[Mapping[str, Any]]) -> Survival:
    sure = _surely_reached(subject.analysis.statements)
    if any(cell.fault is not None for cell in subject.notebook.cells) or any(_unbound(subject)):
        return "fails"
    if any(one["exists"] is False and one["at"] in sure for one in inputs):
        return "fails"
    errors = {cell.failed_with for cell in subject.notebook.cells if cell.failed_with is not None}
    if errors - OF_THE_PLACE:
        return "fails"
    effects = {effect.kind for one in subject.analysis.statements for effect in one.effects}
    return "unknown" if errors or effects & OUTSIDE or any(one["exists"] is None and one["kind"] == "file" for one in inputs) else "likely"


def _surely_reached(statements: Sequence[Statement]) -> frozenset[str]:
    """Statements that nothing guards, and before which nothing can have fetched or made a file under a name that we do not see."""
    found: set[str] = set()
    for statement in statements:
        if statement.kind not in (*GUARDED, "function", "class"):
            found.add(statement.id)
        if any(effect.kind in OUTSIDE or (effect.kind == "file-write" and effect.target is None) for effect in statement.effects):
            break
    return frozenset(found)


def _unbound(subject: Subject) -> Iterator[str]:
    """Names that a statement surely reads, and that nothing above it binds."""
    bound: set[str] = set(GIVEN)
    for cell in subject.notebook.cells:  # `%%capture output` binds a name too
        bound.update(word for magic in cell.magics for word in magic.text.split("\n", 1)[0].split())
    for statement in subject.analysis.statements:
        if any(one.name == "*" for one in statement.imports) or any(effect.kind == "dynamic" for effect in statement.effects):
            return  # from here on any name may be there
        if statement.kind not in GUARDED:
            yield from (name for name in statement.reads if name not in bound and not name.startswith("_"))
        if statement.kind == "delete":
            bound -= set(statement.deletes)
        bound |= set(statement.binds)
