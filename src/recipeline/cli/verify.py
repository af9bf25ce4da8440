"""`recipeline verify DIR`: run notebook and project again, compare, report."""

from __future__ import annotations

from pathlib import Path

import click

from recipeline.cli.interpreter import find_python
from recipeline.cli.output import write, write_json
from recipeline.cli.progress import shown_progress
from recipeline.cli.summary import render
from recipeline.workspace.conversion import verify_folder
from recipeline.workspace.options import ConvertOptions


@click.command("verify")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--python",
    metavar="PY",
    help="Interpreter of the notebook's environment. Default: the one of the conversion.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    default=600,
    show_default=True,
    help="Longest time for one cell.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def command(folder: Path, python: str | None, timeout: float, as_json: bool, quiet: bool) -> int:
    """Run the notebook and the project in DIR again, and compare what they compute.

    This RUNS THE CODE of both, with your permissions.

    Exit codes: 0 every value is the same, or its difference explained; 1 not so, or nothing could be
    compared; 2 you can fix it.
    """
    options = ConvertOptions(python=find_python(python) if python else "", timeout_cell=timeout)
    with shown_progress(quiet=quiet) as progress:
        result = verify_folder(folder, options, progress)
    write_json(result.document()) if as_json else write(render(result.document(), str(folder)))
    code: int = result.exit_code
    return code
