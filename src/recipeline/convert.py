"""The pure heart of a conversion: notebook and observation in, plan and files out. Reads and writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from recipeline import __version__
from recipeline.analyse import analyse
from recipeline.analyse.outputs import name_outputs
from recipeline.analyse.spelled import spell_names
from recipeline.emit import emit
from recipeline.emit.concealing import concealed
from recipeline.emit.configuration import yaml_file
from recipeline.emit.context import Context
from recipeline.emit.decisions import decisions_file
from recipeline.emit.golden import Golden, contracts_file, sample_tests
from recipeline.emit.readme import readme_file
from recipeline.model.analysis import Analysis, StatementId
from recipeline.model.notebook import Notebook
from recipeline.model.observation import Observation
from recipeline.model.plan import Blocker, Plan, Requirement, ScoringPlan
from recipeline.model.project import CopiedFile, Project, ProjectFile
from recipeline.plan import Choices, make_plan
from recipeline.plan.both_lines import with_transforms
from recipeline.plan.candidates import candidates, model_question
from recipeline.plan.evidence import Evidence
from recipeline.plan.handwritten import handwritten, learn_questions, notes, replacement, shown_expression
from recipeline.plan.leaks import leaks_of
from recipeline.plan.ledger import with_notes
from recipeline.plan.paths import PathPlan
from recipeline.plan.scoring import make_scoring
from recipeline.plan.searching import tuning_of


@dataclass(frozen=True, slots=True)
class Understood:
    """A notebook that was read and analysed; `notebook` names what `_` and `Out[3]` meant."""

    notebook: Notebook
    analysis: Analysis


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a project comes from, for its papers."""

    path: str
    python: str
    runtime: tuple[ProjectFile, ...]  # the texts of recipeline_runtime

RUNTIME_DISTRIBUTION = "recipeline-runtime"  # packages/runtime
RUNTIME_IMPORT = '''"""What this project runs on: the modules of the installed recipeline_runtime, under this name."""

from recipeline_runtime import __path__ as __path__
'''


def understand(notebook: Notebook) -> Understood:
    """Analyse the notebook, with names for the displayed values that later cells read, and for what only a text names."""
    named = name_outputs(spell_names(notebook))
    return Understood(named, analyse(named))


def learning(understood: Understood, choices: Choices) -> Understood:
    """The notebook with expressions in the place of numbers that the user has training learn. What is run stays the notebook as it was written."""
    if not choices.learn:
        return understood
    evidence = Evidence(understood.notebook, understood.analysis, None)
    sources = {cell.number: cell.source for cell in understood.notebook.cells}
    edits: list[tuple[int, int, int, str]] = []  # cell, start, end, text
    for choice, source in choices.learn.items():
        place, _, literal = choice.partition(" ")
        item = evidence.by_id[StatementId(place)]
        found = replacement(item, literal.strip(), shown_expression(evidence.by_id[StatementId(source)]) or literal)
        if found is not None:
            edits.append((item.statement.cell, item.statement.start + found[0], item.statement.start + found[1], found[2]))
    for cell, start, end, text in sorted(edits, reverse=True):
        sources[cell] = sources[cell][:start] + text + sources[cell][end:]
    notebook = replace(understood.notebook, cells=tuple(replace(cell, source=sources[cell.number]) for cell in understood.notebook.cells))
    return Understood(notebook, analyse(notebook))


def decide(understood: Understood, observation: Observation | None, choices: Choices, paths: PathPlan) -> Plan:
    """The whole plan: the training or refresh line, and the scoring line or why there is none."""
    evidence = Evidence(understood.notebook, understood.analysis, observation)
    plan = make_plan(evidence, choices, paths)
    scoring, blockers = _scoring(evidence, plan, choices)
    if scoring is not None:
        plan = with_transforms(plan, scoring, evidence)
    models, copied = candidates(evidence, plan, scoring, choices.model), handwritten(evidence, plan)
    ledger = with_notes(plan.ledger, {one.at: one.why for one in models if not one.scores} | notes(copied))
    return replace(
        plan, scoring=scoring, blockers=blockers, models=models, handwritten=copied, mode=choices.mode, questions=(*model_question(models, choices.model), *learn_questions(copied)),
        leaks=leaks_of(understood.notebook, understood.analysis) if scoring is not None else (), ledger=ledger, tuning=tuning_of(evidence, plan),
    )  # fmt: skip


def _scoring(evidence: Evidence, plan: Plan, choices: Choices) -> tuple[ScoringPlan | None, tuple[Blocker, ...]]:
    """The scoring line, or why there is none. A fault of the planner costs the scoring line alone, and says that it is one."""
    try:
        return make_scoring(evidence, plan, choices.model, choices.history)
    except Exception as error:  # the training line, which is proved by itself, must not be lost with it
        return None, (Blocker(None, f"recipeline cannot plan it, which is a fault of recipeline and none of the notebook ({type(error).__name__}: {error}): please report it"),)


def compose(understood: Understood, plan: Plan, choices: Choices, origin: Origin, golden: Golden, extra: tuple[ProjectFile, ...], copies: tuple[CopiedFile, ...], verdict: str, *, strict: bool = True) -> Project:
    """Every file of the project. Without `strict`, undefined names are told as deviations and not refused."""
    plan, runtime = with_runtime(plan, choices, origin)
    project = emit(understood.notebook, understood.analysis, plan, runtime, golden, verdict, strict=strict)
    context = Context(understood.notebook, understood.analysis, plan)
    decisions = decisions_file(context, choices, origin.path, origin.python)
    whole = Project(plan.package, (*project.files, decisions, *extra), (*project.copies, *copies), project.told)
    return concealed(whole, understood.notebook)


def with_runtime(plan: Plan, choices: Choices, origin: Origin) -> tuple[Plan, tuple[ProjectFile, ...]]:
    """What the project has below `runtime/`: the texts themselves, or one line that stands for the installed package."""
    if choices.runtime == "copied":
        return plan, origin.runtime
    needed = Requirement(RUNTIME_DISTRIBUTION, __version__, "recipeline_runtime")
    return replace(plan, requirements=(*plan.requirements, needed)), (ProjectFile(PurePosixPath("__init__.py"), RUNTIME_IMPORT),)


def concluded(project: Project, understood: Understood, plan: Plan, verdict: str, extra: tuple[ProjectFile, ...], golden: Golden) -> Project:
    """The project after its verification: the verdict stands in the README, the tests know what could be compared."""
    context = Context(understood.notebook, understood.analysis, plan)
    renewed = {file.path: file for file in (readme_file(context, verdict), contracts_file(plan, golden), yaml_file(context))}
    files = tuple(renewed.get(file.path, file) for file in project.files) + sample_tests(plan, golden)
    copies = (*project.copies, *golden.samples.values())
    return concealed(replace(project, files=(*files, *extra), copies=copies), understood.notebook)
