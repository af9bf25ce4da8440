"""Put the files of a project together: the package, its config, its tests, its papers.

`emit(notebook, analysis, plan, runtime, golden, verdict)` gives texts only; `workspace` writes them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from recipeline.analyse.spelled import cells_that_make_names
from recipeline.emit.concealing import without_outputs
from recipeline.emit.configuration import config_files
from recipeline.emit.context import Context
from recipeline.emit.golden import Golden, test_files
from recipeline.emit.modules import module_files
from recipeline.emit.packaging import packaging_files
from recipeline.emit.pipeline import pipeline_file
from recipeline.emit.polish import polish_files
from recipeline.emit.readme import readme_file
from recipeline.emit.scoring import scoring_files
from recipeline.model.analysis import Analysis
from recipeline.model.notebook import Notebook
from recipeline.model.plan import Plan
from recipeline.model.project import Deviation, Project, ProjectFile


def emit(notebook: Notebook, analysis: Analysis, plan: Plan, runtime: tuple[ProjectFile, ...], golden: Golden, verdict: str, *, strict: bool = True) -> Project:
    """Every file of the project. `runtime`: the texts of recipeline_runtime, by their path below it.

    Without `strict`, names that some cell defines and the project does not are told as deviations, not refused.
    """
    context = Context(notebook, analysis, plan)
    code = [*module_files(context), *config_files(context), pipeline_file(context), *scoring_files(context, repeatable=golden.repeatable)]
    tests, recorded = test_files(context, golden)
    polished = polish_files((*code, *tests), plan.package, unknown_names(analysis), strict=strict)
    told = undefined_names(polished.undefined, notebook)
    context = Context(notebook, analysis, replace(plan, deviations=(*plan.deviations, *told)))
    papers = polish_files(packaging_files(context), plan.package, frozenset(), strict=True)
    beside = [ProjectFile(PurePosixPath(f"src/{companion.path}"), companion.text) for companion in notebook.companions if companion.path.endswith(".py")]
    original = [ProjectFile(PurePosixPath(f"notebooks/{notebook.name}.ipynb"), without_outputs(notebook.raw))] if notebook.raw else []
    copied = [replace(file, path=PurePosixPath(f"src/{plan.package}/runtime") / file.path) for file in runtime]
    files = [*polished.files, *papers.files, *copied, *beside, *original, readme_file(context, verdict)]
    return Project(plan.package, tuple(files), (*plan.copies, *recorded), told)


def unknown_names(analysis: Analysis) -> frozenset[str]:
    """Names that the notebook reads, late-bound or not, and binds nowhere."""
    bound = {name for statement in analysis.statements for name in statement.binds}
    read = {name for statement in analysis.statements for name in (*statement.reads, *statement.uses)}
    read |= {name for definition in analysis.definitions for name in (*definition.globals_read, *definition.defaults_read)}
    return frozenset(read - bound)


def undefined_names(names: tuple[str, ...], notebook: Notebook) -> tuple[Deviation, ...]:
    """One deviation for each name that the project reads and nothing in it gives."""
    faulty = any(cell.fault for cell in notebook.cells)
    makers = cells_that_make_names(notebook)
    unknown = f"no cell above its use defines it{', or only one that cannot be parsed' if faulty else ': the notebook relied on state of an earlier session'}"
    why = f"only code in a text can define it (`exec` or `globals()` in cell {makers[0]}): write a plain assignment there" if makers else unknown
    return tuple(
        Deviation(
            f"`{name}` is not defined where the project needs it",
            why,
            "the line stops with a NameError there (marked `noqa: F821`) until it is defined",
        )
        for name in names
    )
