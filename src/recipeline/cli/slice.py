"""`recipeline slice NB --for NAME`: the part of a notebook that makes a name. Runs nothing."""

from __future__ import annotations

from pathlib import Path

import click

from recipeline.analyse import analyse
from recipeline.cli.output import write, write_json
from recipeline.read import read_notebook
from recipeline.workspace.slicing import slice_document


@click.command("slice")
@click.argument("notebook", metavar="NB", type=click.Path(path_type=Path))
@click.option("--for", "name", metavar="NAME", required=True, help="A name that the notebook binds.")
@click.option(
    "--at", "place", metavar="PLACE", help="Its value after this statement: CELL:LINE. Default: at the end."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
def command(notebook: Path, name: str, place: str | None, as_json: bool) -> int:
    """Print the smallest part of the notebook NB that makes NAME, as a percent script.

    Runs nothing. Exit codes: 0 printed; 2 you can fix it, for example an unknown name.
    """
    source = read_notebook(notebook)
    document = slice_document(source, analyse(source), name, place)
    write_json(document) if as_json else write(str(document["source"]))
    return 0
