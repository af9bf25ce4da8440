"""Which models of a notebook could score, which one does, and why the others were abandoned.

Example: `log_reg` is saved, `rf` is only evaluated. The line answers with `log_reg`; `model = "rf"` in recipeline.toml takes the other.
"""

from __future__ import annotations

from recipeline.model.analysis import StatementId
from recipeline.model.plan import Candidate, Plan, Question, ScoringPlan
from recipeline.plan.asking import ASKING, FITTING, SCORING, Asked, askable, preferred
from recipeline.plan.evidence import Evidence
from recipeline.plan.imports import import_table


def choosable(evidence: Evidence) -> tuple[str, ...]:
    """What `model` in recipeline.toml may name: the source of every model that the notebook fits and still holds at its end."""
    imports, _ = import_table(evidence.items)
    return tuple(dict.fromkeys(one.model for one in askable(evidence, imports)))


def candidates(evidence: Evidence, plan: Plan, scoring: ScoringPlan | None, wanted: str | None = None) -> tuple[Candidate, ...]:
    """The model that scores first, then the others. Empty where the notebook fits none, or did not run.

    What the scoring line itself asks on its way to the model, such as a clustering that makes a feature, is no other model.
    """
    if plan.line != "training" or evidence.observation is None:
        return ()
    imports = {one.name: one for one in plan.imports}
    found = askable(evidence, imports, (ASKING, SCORING)) or askable(evidence, imports, (FITTING,))
    chosen = [one for one in askable(evidence, imports) if one.model == wanted] if wanted is not None else found
    if not chosen:
        return ()
    first, why = preferred(evidence, chosen)
    why = why if wanted is None else "recipeline.toml names it"
    others = {one.model: one for one in reversed(found) if one.root != first.root and (scoring is None or one.root not in scoring.state)}
    told = f"abandoned: the scoring line answers with `{first.model}` ({why})"
    return (Candidate(first.model, _fitted_at(evidence, first), why, True), *(Candidate(one.model, _fitted_at(evidence, one), told, False) for one in others.values()))


def model_question(models: tuple[Candidate, ...], wanted: str | None) -> tuple[Question, ...]:
    """Asked where several models could score and the user has not said which."""
    others = [one for one in models if not one.scores]
    if not others or wanted is not None:
        return ()
    names = " or ".join(f"`{one.model}`" for one in others)
    choices = " or ".join(f"`model = {_quoted(one.model)}`" for one in others)
    text = f"The line answers with `{models[0].model}` ({models[0].why}); to take {names} write {choices} below [choices] in recipeline.toml, and convert again with --force."
    return (Question("model", text, models[0].at),)


def _quoted(source: str) -> str:
    """A TOML string of a model's source, which may hold quotes: `models["tree"]`."""
    return f"'{source}'" if '"' in source else f'"{source}"'


def _fitted_at(evidence: Evidence, asked: Asked) -> StatementId:
    """The last statement before the question that makes or changes the model."""
    before = evidence.items[: evidence.position[asked.item.id] + 1]
    return next((item.id for item in reversed(before) if asked.root in item.statement.binds or asked.root in item.mutates), asked.item.id)
