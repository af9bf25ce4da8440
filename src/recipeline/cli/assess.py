"""`recipeline assess NB...`: what notebooks really do, and what stands between them and production. Runs nothing."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from recipeline import __version__
from recipeline.cli import exits
from recipeline.cli.output import write, write_json
from recipeline.workspace.assessing import Assessed, assess_all, notebooks_in

SEVERITIES = ("note", "warning", "error")


@click.command("assess")
@click.argument("notebooks", metavar="NB...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["terminal", "markdown", "sarif", "json"]), default="terminal", show_default=True,
    help="Form of the report.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this file.")
@click.option(
    "--fail-on", type=click.Choice([*reversed(SEVERITIES), "never"]), default="error", show_default=True,
    help="Exit with 1 if a finding is at least as severe.",
)  # fmt: skip
def command(notebooks: tuple[Path, ...], form: str, as_json: bool, output: Path | None, fail_on: str) -> int:
    """Say what the notebooks NB (or all in a folder) do, and what must be mended before production.

    Never runs or imports the notebook's code. Exit codes: 0 nothing as severe as --fail-on; 1 something is; 2 you can fix it.
    """
    paths = notebooks_in(notebooks)
    done = assess_all(paths, _progress(len(paths)))
    form = "json" if as_json else form
    if output is not None:
        output.write_text(rendered(done, form), encoding="utf-8")
    elif form == "json":
        write_json({"notebooks": [one.document for one in done]})
    else:
        write(rendered(done, form))
    return code_of(done, fail_on)


def rendered(done: Sequence[Assessed], form: str) -> str:
    """The report of all notebooks."""
    documents = [one.document for one in done]
    if form == "json":
        return json.dumps({"schema": 1, "tool": f"recipeline {__version__}", "notebooks": documents}, indent=2, ensure_ascii=False) + "\n"
    if form == "sarif":
        from recipeline.assess import sarif

        return json.dumps(sarif.report(documents, __version__), indent=2, ensure_ascii=False) + "\n"
    if form == "markdown":
        from recipeline.assess import markdown

        return markdown.report(documents)
    return "\n".join(one.text if one.text is not None else _trouble(one) for one in done)


def _trouble(one: Assessed) -> str:
    error = one.document["error"]
    return f"{one.document['path']}\n  not assessed: {error['what']}\n  where: {error['where']}\n  do:    {error['do']}\n"


def code_of(done: Sequence[Assessed], fail_on: str) -> int:
    """2 where nothing could be assessed, else 1 where a finding is as severe as asked or a file was broken."""
    if all(one.document["error"] is not None for one in done):
        return exits.FIXABLE
    if fail_on == "never":
        return exits.YES
    if any(one.document["error"] is not None for one in done):
        return exits.NO
    asked = SEVERITIES[SEVERITIES.index(fail_on) :]
    severe = any(finding["severity"] in asked for one in done for finding in one.document["findings"])
    return exits.NO if severe else exits.YES


class _progress:
    """A moving count on a terminal, once it takes more than a second."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.began = time.monotonic()

    def __call__(self, done: int) -> None:
        elapsed = time.monotonic() - self.began
        if elapsed < 1 or not sys.stderr.isatty():
            return
        end = "\n" if done == self.total else ""
        sys.stderr.write(f"\rassess  {done} of {self.total} notebooks  {elapsed:.1f}s{end}")
        sys.stderr.flush()
