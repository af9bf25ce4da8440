"""A whole conversion: read, analyse, observe, plan, emit, verify, write. The only place that knows them all.

A plan that does not verify is made again, more carefully: first without copies, then as one function.
The first that verifies is written; if none does, nothing is, and the first difference is told.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from posixpath import isabs

from recipeline.analyse.spelled import cells_that_make_names
from recipeline.convert import Origin, Understood, compose, concluded, decide, learning, understand
from recipeline.emit.golden import Golden, to_sample
from recipeline.errors import RecipelineError
from recipeline.model.notebook import Notebook
from recipeline.model.observation import Observation
from recipeline.model.plan import Function, Plan
from recipeline.model.project import Project, ProjectFile
from recipeline.model.verification import Checkpoint, VerificationReport
from recipeline.observe import observe, unrepeatable
from recipeline.plan.checks import checkpoints_of, function_checks, kept_statements, main_names
from recipeline.plan.choices import Boldness, Choices
from recipeline.plan.paths import PathPlan
from recipeline.plan.secrecy import credentials_of, secret_names
from recipeline.read import read_notebook
from recipeline.verify import really_differ, status_of, verify_project, with_messages
from recipeline.workspace.choosing import check_model, read_choices
from recipeline.workspace.files import check_target, write_project
from recipeline.workspace.inputs import copies_of, path_plan, with_files
from recipeline.workspace.options import ConvertOptions
from recipeline.workspace.placing import placed
from recipeline.workspace.progress import Progress
from recipeline.workspace.randomness import draws_unseeded, takes_seeds
from recipeline.workspace.recording import confirmed, golden_of
from recipeline.workspace.result import ConversionResult
from recipeline.workspace.saved import (
    SavedProject,
    read_project,
    runtime_files,
    saved_checks,
    verification_file,
)
from recipeline.workspace.scoring import composed, proven, scores_file
from recipeline.workspace.staging import stage
from recipeline.workspace.tuning import trials_of, tried

LADDER: tuple[Boldness, ...] = ("full", "careful", "whole")


@dataclass(slots=True)
class Watch:
    """Measures the phases and tells the user which one runs."""

    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        self.progress.phase(name)
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


@dataclass(slots=True)
class Attempt:
    """One plan that was carried out and compared."""

    plan: Plan
    choices: Choices
    project: Project
    report: VerificationReport | None
    status: str
    reason: str | None


@dataclass(slots=True)
class Conversion:
    """What one conversion works on. `work` is a temporary folder that goes away at its end."""

    path: Path
    options: ConvertOptions
    watch: Watch
    work: Path
    notebook: Notebook  # as it was read: what is run
    understood: Understood  # with displayed values named: what is converted
    choices: Choices
    target: Path = Path()  # the project's folder
    repeatable: bool | None = None
    first: Observation | None = None
    second: Observation | None = None
    recorded: tuple[Checkpoint, ...] = ()
    drawn: bool = False  # values depend on seeds that were taken from the system
    loose: tuple[str, ...] = ()  # names that two runs give differently, whatever is replayed
    told: list[str] = field(default_factory=list)  # how each plan that was tried came out

    @property
    def folder(self) -> Path:
        return self.path.resolve().parent


def convert_notebook(path: Path, folder: Path, options: ConvertOptions, progress: Progress) -> ConversionResult:
    """Convert a notebook and write the project to `folder`.

    Raises:
        RecipelineError: the notebook, the folder or the interpreter cannot be used.
    """
    watch = Watch(progress)
    check_target(folder, force=options.force)
    with tempfile.TemporaryDirectory(prefix="recipeline-", ignore_cleanup_errors=True) as work:
        with watch.phase("read"):
            notebook = read_notebook(path)
        with watch.phase("analyse"):
            understood = understand(notebook)
        choices = read_choices(folder, options, understood)
        conversion = Conversion(path, options, watch, Path(work), notebook, learning(understood, choices), choices, folder)
        attempt = _attempts(conversion)
        result = ConversionResult.of(conversion, attempt).concealing(credentials_of(notebook))
        if attempt.status != "refused":
            with watch.phase("write"):
                written = write_project(attempt.project, folder, force=options.force)
            result = result.with_files(written)
    progress.done()
    return result.timed(watch.seconds)


def _attempts(conversion: Conversion) -> Attempt:
    """Run the notebook, then try plans until one verifies."""
    faults = [cell.fault for cell in conversion.understood.notebook.cells if cell.fault is not None]
    if not conversion.options.run:
        return _unverified(conversion, "the notebook was not run (--no-run)")
    with conversion.watch.phase("observe"):
        conversion.first = _observe(conversion, "first", ())
    if not conversion.first.ok:
        return _unverified(conversion, _why_failed(conversion.first))
    if faults:
        return _unverified(conversion, f"cell {faults[0].at.cell} cannot be parsed: {faults[0].message}")
    check_model(conversion.choices, conversion.understood, conversion.first, conversion.target)
    tried: list[Attempt] = []
    ladder = LADDER[LADDER.index(conversion.choices.boldness) :]
    for boldness, as_written in _rungs(ladder, tried):
        try:
            attempt = _attempt(conversion, replace(conversion.choices, boldness=boldness), as_written=as_written)
        except RecipelineError as error:
            if boldness == ladder[-1] and not tried:
                return _undecided(conversion, error)
            attempt = None
            conversion.told.append(f"{boldness}: {error.what}")
            conversion.watch.progress.step(error.what)
        if attempt is not None:
            tried.append(attempt)
            conversion.told.append(f"{boldness}: {attempt.reason or attempt.status}")
            if attempt.status in ("verified", "deviates"):
                return attempt
    return min(tried, key=_differing)


def _undecided(conversion: Conversion, error: RecipelineError) -> Attempt:
    """No plan defines every name. Where a text may make names, that is no fault of ours but has an answer."""
    makers = cells_that_make_names(conversion.understood.notebook)
    if not makers:
        raise error
    reason = f"a text may make names (`exec` or `globals()` in cell {makers[0]}), and no plan defines every name without them"
    return _unverified(conversion, reason)


def _rungs(ladder: tuple[Boldness, ...], tried: list[Attempt]) -> Iterator[tuple[Boldness, bool]]:
    """The ladder; where paths became settings, the same plan with the paths left as the notebook writes them."""
    for boldness in ladder:
        if boldness == "careful" and tried and not any(step.copies for step in tried[0].plan.steps if isinstance(step, Function)):
            continue  # nothing was copied: the plan would be the same
        yield boldness, False
        if tried and boldness != "careful" and _paths_matter(tried[-1]):
            yield boldness, True


def _paths_matter(attempt: Attempt) -> bool:
    """Whether what differs may come from paths that lead into the project: one is told, or something raised."""
    places = [str(place) for s in attempt.plan.settings if s.path is not None and not isabs(str(s.original)) for place in (s.original, s.value)]
    told = [check.why or "" for check in attempt.report.checks if check.verdict == "differs"] if attempt.report else []
    told += [attempt.reason or ""]
    return bool(places) and any("Error" in text or any(place in text for place in places) for text in told)


def _differing(attempt: Attempt) -> int:
    return sum(check.verdict == "differs" for check in attempt.report.checks) if attempt.report else 0


def _why_failed(observation: Observation) -> str:
    failure = observation.failure
    if failure is None:
        return "the notebook does not run to its end"
    return f"the notebook does not run: cell {failure.cell}, line {failure.line}: {failure.error}: {failure.message[:200]}"


def _record(conversion: Conversion, checkpoints: tuple[Checkpoint, ...]) -> None:
    """The second run, with other seeds from the system than the first; with the same ones if that changes values."""
    assert conversion.first is not None
    conversion.recorded = checkpoints
    conversion.second = _observe(conversion, "second", checkpoints, other_seeds=not conversion.drawn)
    conversion.loose = _differing_names(conversion)
    if conversion.loose and not conversion.drawn and takes_seeds(conversion.first, conversion.understood.analysis):
        conversion.drawn = True
        conversion.second = _observe(conversion, "second", checkpoints)
        conversion.loose = _differing_names(conversion)


def _differing_names(conversion: Conversion) -> tuple[str, ...]:
    """Names that the two runs give differently."""
    assert conversion.first is not None and conversion.second is not None
    if not conversion.second.ok:
        return ()
    names = unrepeatable(conversion.first, conversion.second)
    return really_differ(names, conversion.work / "first", conversion.work / "second", conversion.options.python) if names else ()


def _observe(conversion: Conversion, name: str, checkpoints: tuple[Checkpoint, ...], *, other_seeds: bool = False) -> Observation:
    store = conversion.work / name
    store.mkdir(exist_ok=True)
    initial = conversion.work / "first" / "initial_random.pkl"
    return observe(
        conversion.notebook,
        folder=conversion.folder,
        python=conversion.options.python,
        store=store,
        timeout_cell=conversion.options.timeout_cell,
        checkpoints=checkpoints,
        initial_random=initial if name != "first" and initial.exists() else None,
        other_seeds=other_seeds,
        secret_names=secret_names(conversion.notebook),
        secret_values=tuple(credentials_of(conversion.notebook)),
        progress=conversion.watch.progress.step,
    )


def _unverified(conversion: Conversion, reason: str) -> Attempt:
    """A project from the static analysis alone. Only if no plan defines every name, one with names left undefined."""
    paths = path_plan(conversion.understood, None, conversion.folder, conversion.options)
    for boldness, strict in (("full", True), ("whole", True), ("full", False), ("whole", False)):
        choices = replace(conversion.choices, boldness=boldness)  # type: ignore[arg-type]
        try:
            with conversion.watch.phase("plan"):
                plan = decide(conversion.understood, None, choices, paths)
                plan = with_files(plan, paths, None, conversion.understood)
            with conversion.watch.phase("emit"):
                verdict = f"**Unverified**: {reason}."
                project = compose(conversion.understood, plan, choices, _origin(conversion), Golden(), (), copies_of(paths), verdict, strict=strict)
            return Attempt(_with_told(plan, project), choices, project, None, "unverified", reason)
        except RecipelineError as error:
            failed = error
    raise failed


def _with_told(plan: Plan, project: Project) -> Plan:
    return replace(plan, deviations=(*plan.deviations, *project.told))


def _attempt(conversion: Conversion, choices: Choices, *, as_written: bool = False) -> Attempt:
    """Plan, record what the plan needs, emit, compare."""
    assert conversion.first is not None
    paths = path_plan(conversion.understood, conversion.first, conversion.folder, conversion.options)
    paths = replace(paths, as_written=as_written)
    with conversion.watch.phase("plan"):
        plan = with_files(decide(conversion.understood, conversion.first, choices, paths), paths, conversion.first, conversion.understood)
        if plan.working_folder is not None:
            paths = replace(paths, anchored=True)
            plan = with_files(decide(conversion.understood, conversion.first, choices, paths), paths, conversion.first, conversion.understood)
    checkpoints = checkpoints_of(plan)
    if conversion.second is None or checkpoints != conversion.recorded:
        with conversion.watch.phase("observe again"):
            _record(conversion, checkpoints)
    assert conversion.second is not None
    if not conversion.second.ok:
        return _unverified(conversion, "the notebook ran once and failed when it was run again: " + _why_failed(conversion.second))
    loose = conversion.loose
    conversion.repeatable = not loose and not _stochastic(conversion)
    golden = golden_of(conversion.work / "second", plan, conversion.second, loose, _stochastic(conversion), paths)
    with conversion.watch.phase("emit"):
        plan, project = composed(plan, lambda tried: compose(conversion.understood, tried, choices, _origin(conversion), golden, (), copies_of(paths), ""))
    report = placed(_verify(conversion, plan, project, paths, golden), plan, conversion.understood.analysis)
    scored, (plan, report) = plan.scoring, proven(plan, report)
    if plan.scoring is not scored:
        project = compose(conversion.understood, plan, choices, _origin(conversion), golden, (), copies_of(paths), "")
    report = with_messages(report, [run.printed for id_ in kept_statements(plan) if (run := conversion.second.statements.get(id_))])
    explained = {check.name for check in report.checks if check.verdict == "differs" and check.name in loose}
    status, reason = status_of(report, plan.deviations, explained)
    extra: tuple[ProjectFile, ...] = (verification_file(report, status, reason), saved_checks(plan, paths, loose, credentials_of(conversion.notebook), drawn=conversion.drawn))
    extra += scores_file(plan, report)
    verdict = _verdict(status, report)
    if status == "refused" and project.told:
        reason = f"{reason}; {project.told[0].what}"
    plan = tried(_with_told(plan, project), report)
    project = concluded(project, conversion.understood, plan, verdict, extra, confirmed(golden, report, conversion.work / "second"))
    return Attempt(plan, choices, project, report, status, reason)


def _verify(conversion: Conversion, plan: Plan, project: Project, paths: PathPlan, golden: Golden) -> VerificationReport:
    staged = conversion.work / "project"
    for before in (staged, conversion.work / "second" / "samples"):
        shutil.rmtree(before, ignore_errors=True)
    stage(project, staged)
    assert conversion.first is not None
    with conversion.watch.phase("verify"):
        return verify_project(
            staged,
            package=plan.package,
            python=conversion.options.python,
            store=conversion.work / "second",
            functions=function_checks(plan),
            final_names=plan.results,
            main_names=main_names(plan),
            file_map=dict(plan.file_map),
            excused=plan.excused,
            unrepeatable=golden.loose,
            replay=_stochastic(conversion),
            scoring=asdict(plan.scoring) if plan.scoring is not None else None,
            sampled=to_sample(plan, golden),
            trials=trials_of(plan),
            path_map=[(paths.root, str(staged / "data/raw")), (paths.folder, str(staged))],
            environment=plan.secrets,
            progress=conversion.watch.progress.step,
        )


def _stochastic(conversion: Conversion) -> bool:
    assert conversion.first is not None
    return conversion.drawn or draws_unseeded(conversion.first, conversion.understood.analysis)


def _origin(conversion: Conversion) -> Origin:
    return Origin(path=str(conversion.path.resolve()), python=conversion.options.python, runtime=runtime_files())


def _verdict(status: str, report: VerificationReport) -> str:
    compared = [check for check in report.checks if check.verdict in ("same", "close")]
    return f"**{status.capitalize()}**: {len(compared)} of {len(report.checks)} checks against the notebook's own run are equal."


def _saved_secrets(saved: SavedProject, notebook: Notebook) -> dict[str, str]:
    values = list(credentials_of(notebook))
    return {name: values[number] for name, number in saved.secrets.items() if number < len(values)}


def verify_folder(folder: Path, options: ConvertOptions, progress: Progress) -> ConversionResult:
    """Run the notebook and the project in `folder` again, and compare.

    Raises:
        RecipelineError: the folder holds no project of ours, or its notebook is gone.
    """
    watch = Watch(progress)
    saved = read_project(folder)
    path = Path(saved.notebook)
    with tempfile.TemporaryDirectory(prefix="recipeline-", ignore_cleanup_errors=True) as work:
        with watch.phase("read"):
            notebook = read_notebook(path)
        with watch.phase("analyse"):
            understood = understand(notebook)
        options = replace(options, python=options.python or saved.python)
        conversion = Conversion(path, options, watch, Path(work), notebook, understood, Choices())
        with watch.phase("observe"):
            conversion.first = _observe(conversion, "first", saved.checkpoints)
        if not conversion.first.ok:
            return ConversionResult.of_folder(conversion, saved, None, "unverified", _why_failed(conversion.first)).timed(watch.seconds)
        conversion.drawn, loose = saved.drawn, saved.loose
        drawn = _stochastic(conversion)
        conversion.repeatable = not loose and not drawn
        with watch.phase("verify"):
            report = verify_project(
                folder.resolve(),
                package=saved.package,
                python=options.python,
                store=conversion.work / "first",
                functions=saved.functions,
                final_names=saved.results,
                main_names=saved.main_names,
                file_map=saved.file_map,
                excused=saved.excused,
                unrepeatable=loose,
                replay=drawn,
                scoring=saved.scoring,
                path_map=[(saved.inputs_root, str(folder.resolve() / "data/raw")), (str(conversion.folder), str(folder.resolve()))],
                environment=_saved_secrets(saved, notebook),
                progress=progress.step,
            )
        report = with_messages(report, saved.printed(conversion.first))
        explained = {check.name for check in report.checks if check.name in loose}
        status, reason = status_of(report, saved.deviations, explained)
        result = ConversionResult.of_folder(conversion, saved, report, status, reason).concealing(credentials_of(notebook))
    progress.done()
    return result.timed(watch.seconds)
