"""The ledger (every statement and magic, and what became of it) and the deviations (what is done otherwise)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from recipeline.model.analysis import StatementId
from recipeline.model.plan import Assigned, Function, Plan, called_name
from recipeline.model.project import Deviation, LedgerEntry
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.fates import Fate
from recipeline.plan.setting_facts import mask

MAGIC_FATES = {"python": "kept", "requirement": "requirement", "step": "kept", "file": "kept", "dropped": "dropped"}


def ledger_of(plan: Plan, evidence: Evidence, fates: dict[str, Fate]) -> tuple[LedgerEntry, ...]:
    """One entry for each statement, in order, then one for each magic, comment-only and faulty cell."""
    homes = _homes(plan)
    secrets = [str(setting.original) for setting in plan.settings if setting.secret and setting.original]
    entries = [_entry(item, fates[item.id], homes, secrets) for item in evidence.items]
    filled = {item.statement.cell for item in evidence.items}
    for cell in evidence.notebook.cells:
        for magic in cell.magics:
            fate = MAGIC_FATES[magic.became]
            entries.append(LedgerEntry(str(magic.at), cell.number, fate, None, magic.why, mask(magic.text.splitlines()[0][:120])))  # type: ignore[arg-type]
        if cell.fault is not None:
            entries.append(LedgerEntry(str(cell.fault.at), cell.number, "dropped", None, f"cannot be parsed: {cell.fault.message}", _first_line(cell.original)))
        elif not cell.magics and cell.number not in filled:
            why = "an empty cell" if not cell.source.strip() else "only comments"
            entries.append(LedgerEntry(f"{cell.number}:1", cell.number, "dropped", None, why, _first_line(cell.original)))
    return tuple(sorted(entries, key=lambda entry: (entry.cell, int(entry.at.split(":")[1].split(".")[0]))))


def _homes(plan: Plan) -> dict[str, str]:
    homes: dict[str, str] = {definition.statement: f"{definition.module}:{definition.name}" for definition in plan.definitions}
    for step in plan.steps:
        if isinstance(step, Assigned):
            homes[step.statement] = f"config:{step.setting}"
        else:
            homes |= {id_: f"{step.module}:{called_name(step)}" for id_ in step.statements}
    return homes


def _entry(item: Item, fate: Fate, homes: dict[str, str], secrets: list[str]) -> LedgerEntry:
    text = mask(_first_line(item.text))
    home = homes.get(item.id)
    cell = item.statement.cell
    if home is not None and home.startswith("config:"):
        name = item.statement.binds[0]
        return LedgerEntry(item.id, cell, "configured", home, None, f"{name} = …")
    match fate.kind:
        case "import":
            return LedgerEntry(item.id, cell, "merged", "imports", "imports stand at the top of the modules that use them", text)
        case "define":
            why = None if home else "nothing that is kept calls it, or it repeats an earlier definition"
            return LedgerEntry(item.id, cell, "kept" if home else "dropped", home, why, text)
        case "drop":
            return LedgerEntry(item.id, cell, "dropped", None, fate.why, text)
        case "plot" | "result" | "log":
            return LedgerEntry(item.id, cell, "reported", home, None, text)
    return LedgerEntry(item.id, cell, "kept", home, None, text)


def with_notes(ledger: tuple[LedgerEntry, ...], told: Mapping[StatementId, str]) -> tuple[LedgerEntry, ...]:
    """The ledger, with what is to be known of statements that are kept: an abandoned model, a number that was learned by hand."""
    return tuple(replace(entry, why=told[StatementId(entry.at)]) if entry.at in told and entry.why is None else entry for entry in ledger)


def _first_line(text: str) -> str:
    return next((line.strip()[:120] for line in text.splitlines() if line.strip()), "")


def deviations_of(plan: Plan, evidence: Evidence, fates: dict[str, Fate]) -> tuple[Deviation, ...]:
    """What the project does otherwise than the notebook, by kind."""
    found: list[Deviation] = []
    kinds = {fate.kind for fate in fates.values()}
    if "plot" in kinds:
        found.append(Deviation("figures are saved to reports/figures/ instead of shown", "a production run has no screen", "none on any value"))
    if "log" in kinds:
        found.append(Deviation("prints became log messages", "a production run has no reader at a console", "none on any value"))
    for item in evidence.items:
        fate = fates[item.id]
        if fate.kind == "drop" and fate.why and "silences warnings" in fate.why:
            found.append(Deviation("warnings are no longer silenced", "they belong into the log", "warnings of libraries appear", item.id))
    for setting in plan.settings:
        if setting.path is not None and setting.original != setting.value:
            found.append(Deviation(f"{setting.original!r} is {setting.value!r}", "files live in the project, named in config.yaml", "none on any value", setting.at))
        if setting.secret:
            found.append(Deviation(f"a credential is read from the environment variable {setting.secret}", "secrets never stand in a file", f"set {setting.secret} before a run", setting.at))
        if setting.override:
            found.append(Deviation(f"{setting.dotted} overrides an earlier value of the same name", "the notebook assigns it again", "both keys count, the later one from its cell on", setting.at))
    for step in plan.steps:
        if isinstance(step, Function) and step.in_place:
            found.append(Deviation(f"{step.name} changes {', '.join(step.in_place)} in place", "another name holds the same object", "none on any value", step.statements[0]))
    return tuple(found)
