"""`recipeline assess NB...`: what notebooks really do, and what stands between them and production. Runs nothing."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from recipeline import __version__
from recipeline.cli import exits
from recipeline.cli.output import HEAD, write
from recipeline.errors import RecipelineError
from recipeline.workspace.assess_config import keep_answers
from recipeline.workspace.assessing import Assessed, assess_all, assess_one, notebooks_in

SEVERITIES = ("note", "warning", "error")
FORMS = ("terminal", "markdown", "sarif", "html", "json")


@click.command("assess")
@click.argument("notebooks", metavar="NB...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMS), default="terminal", show_default=True, help="Form of the report.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to FILE.")
@click.option(
    "--fail-on", type=click.Choice([*reversed(SEVERITIES), "never"]), default="error", show_default=True,
    help="Exit with 1 if a finding is at least as severe.",
)  # fmt: skip
@click.option("--ask", is_flag=True, help="Ask what no notebook can tell; the answers are kept in recipeline.toml beside it.")
def command(notebooks: tuple[Path, ...], form: str, as_json: bool, output: Path | None, fail_on: str, ask: bool) -> int:
    """Say what the notebooks NB (or all in a folder) do, and what must be mended before production.

    Never runs or imports the notebook's code. Exit codes: 0 nothing as severe as --fail-on; 1 something is; 2 you can fix it.
    """
    if ask and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise RecipelineError("--ask needs a terminal.", where="the command line", do="Write the answers under [assess.answers] of recipeline.toml.")
    paths = notebooks_in(notebooks)
    done = assess_all(paths, Progress(len(paths)))
    if ask:
        done = [asked(path, one) for path, one in zip(paths, done, strict=True)]
    report = rendered(done, "json" if as_json else form)
    if output is None:
        write(report)
    else:
        save(report, output)
    return code_of(done, fail_on)


def rendered(done: Sequence[Assessed], form: str) -> str:
    """The report of all notebooks. Each form is imported only where it is asked for."""
    documents = [one.document for one in done]
    sources = {one.document["path"]: one.sources for one in done}
    match form:
        case "json":
            return as_json(documents)
        case "sarif":
            return json.dumps(import_module("recipeline.assess.sarif").report(documents, __version__), indent=2, ensure_ascii=False) + "\n"
        case "html":
            return str(import_module("recipeline.assess.html").render_html(documents, sources))
        case "markdown":
            return str(import_module("recipeline.assess.markdown").report(documents))
        case _:
            return str(import_module("recipeline.assess.terminal").report(documents, sources))


def as_json(documents: Sequence[Mapping[str, Any]]) -> str:
    """One notebook is laid out for the eye; of several each has a line, for programs: laying out a thousand takes longer than the rest."""
    layout = 2 if len(documents) == 1 else None
    lines = [json.dumps(one, indent=layout, ensure_ascii=False, allow_nan=False) for one in documents]
    head = json.dumps({**HEAD, "notebooks": []}, indent=2, ensure_ascii=False)
    return head.removesuffix("[]\n}") + "[\n" + ",\n".join(lines) + "\n]\n}\n"


def save(report: str, output: Path) -> None:
    """Write the report to a file of the user's choice."""
    try:
        output.write_text(report, encoding="utf-8", newline="\n")
    except OSError as error:
        raise RecipelineError(f"The report cannot be written: {error.strerror}.", where=str(output), do="Name another file with -o.") from None


def asked(path: Path, one: Assessed) -> Assessed:
    """Ask the open questions of one notebook; an empty answer leaves a question open."""
    if one.document["error"] is not None:
        return one
    answers: dict[str, str] = {}
    for question in one.document["questions"]:
        if question["answer"] is None:
            told = click.prompt(f"{path.name}: {question['text']}", default="", show_default=False, err=True).strip()
            answers |= {question["id"]: told} if told else {}
    if not answers:
        return one
    keep_answers(path, answers)
    return assess_one(path)


def code_of(done: Sequence[Assessed], fail_on: str) -> int:
    """70 where we failed, 2 where no notebook could be read, else 1 where a finding is as severe as asked or a file was broken."""
    if any(one.bug for one in done):
        return exits.BUG
    broken = [one for one in done if one.document["error"] is not None]
    if len(broken) == len(done):
        return exits.FIXABLE
    if fail_on == "never":
        return exits.YES
    asked_for = SEVERITIES[SEVERITIES.index(fail_on) :]
    severe = any(finding["severity"] in asked_for for one in done if one not in broken for finding in one.document["findings"])
    return exits.NO if severe or broken else exits.YES


class Progress:
    """A moving count on a terminal, once it takes more than a second; nothing elsewhere."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._began = time.monotonic()
        self._shown = False

    def __call__(self, done: int) -> None:
        """Tell how many notebooks are done."""
        elapsed = time.monotonic() - self._began
        if not sys.stderr.isatty() or (elapsed < 1 and not self._shown):
            return
        self._shown = True
        sys.stderr.write(f"\rassess  {done} of {self._total} notebooks  {elapsed:.1f}s" + ("\n" if done == self._total else ""))
        sys.stderr.flush()
