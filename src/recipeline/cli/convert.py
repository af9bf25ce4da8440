"""`recipeline convert NB -o DIR`: one notebook in, one verified project out."""

from __future__ import annotations

import keyword
from pathlib import Path

import click

from recipeline.cli.interpreter import find_python
from recipeline.cli.output import write, write_json
from recipeline.cli.progress import shown_progress
from recipeline.cli.summary import render
from recipeline.plan.choices import Mode, Runtime
from recipeline.workspace.conversion import convert_notebook
from recipeline.workspace.naming import folder_name
from recipeline.workspace.options import ConvertOptions


def package_name(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse a name that Python cannot import."""
    if value is not None and (not value.isidentifier() or keyword.iskeyword(value)):
        raise click.BadParameter(f"{value!r} cannot be imported; use letters, digits and _.", ctx, parameter)
    return value


@click.command("convert")
@click.argument("notebook", metavar="NB", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the project. Default: the notebook's name, here.",
)
@click.option(
    "--python",
    metavar="PY",
    help="Interpreter of the notebook's environment. Default: the one that runs recipeline.",
)
@click.option("--no-run", is_flag=True, help="Run nothing. The project is written and marked unverified.")
@click.option(
    "--force",
    is_flag=True,
    help="DIR may hold something. Files that you made or edited stay; new texts go beside them.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    default=600,
    show_default=True,
    help="Longest time for one cell.",
)
@click.option(
    "--copy-limit",
    metavar="MB",
    type=click.FloatRange(min=0),
    default=50,
    show_default=True,
    help="Larger input files are referenced, not copied to data/raw/.",
)
@click.option(
    "--package",
    metavar="NAME",
    callback=package_name,
    help="Name of the Python package. Default: from the notebook's name.",
)
@click.option(
    "--runtime",
    type=click.Choice(["copied", "package"]),
    help="copied: the project carries what it runs on. package: it imports recipeline-runtime, and depends on it.",
)
@click.option(
    "--mode",
    type=click.Choice(["parity", "production"]),
    help="What `train` of the project learns from. parity: as the notebook. production: no rows that it holds out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def command(
    notebook: Path,
    folder: Path | None,
    python: str | None,
    no_run: bool,
    force: bool,
    timeout: float,
    copy_limit: float,
    package: str | None,
    runtime: Runtime | None,
    mode: Mode | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Turn the notebook NB into a project, and prove that both compute the same.

    This RUNS THE NOTEBOOK'S CODE, in its own folder and with your permissions: convert only what you
    would run yourself, or give --no-run.

    Exit codes: 0 every value is the same, or its difference explained; 1 not so, or nothing could be
    compared; 2 you can fix it.
    """
    options = ConvertOptions(
        python=find_python(python),
        run=not no_run,
        force=force,
        timeout_cell=timeout,
        copy_limit_mb=copy_limit,
        package=package,
        runtime=runtime,
        mode=mode,
    )
    folder = folder or Path(folder_name(notebook))
    with shown_progress(quiet=quiet) as progress:
        result = convert_notebook(notebook, folder, options, progress)
    write_json(result.document()) if as_json else write(render(result.document(), str(folder)))
    code: int = result.exit_code
    return code
