"""The entry point, and the one place where an exception becomes an exit code and a message.

`recipeline convert churn.ipynb`: the group finds the command in its table, imports it, runs it, and
the code that it returns is the code of the process.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from recipeline import __version__
from recipeline.cli import exits
from recipeline.cli.lazy import Entry, LazyGroup
from recipeline.cli.output import report_error
from recipeline.cli.stopping import stoppable
from recipeline.errors import RecipelineError

COMMANDS = {
    "assess": Entry("recipeline.cli.assess", "Say what a notebook does and what must be mended. Runs nothing."),
    "convert": Entry(
        "recipeline.cli.convert", "Turn a notebook into a verified project. Runs the notebook's code."
    ),
    "verify": Entry(
        "recipeline.cli.verify", "Run notebook and project again and compare. Runs the notebook's code."
    ),
    "slice": Entry("recipeline.cli.slice", "Print the smallest part of a notebook that makes a name."),
}


@click.group(cls=LazyGroup, entries=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="recipeline", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn a Jupyter notebook into a production project, and prove that both compute the same.

    Exit codes: 0 the answer is yes; 1 the answer is no; 2 you can fix it; 70 a bug of ours.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in arguments
    try:
        with stoppable():
            code = cli.main(args=arguments or ["--help"], prog_name="recipeline", standalone_mode=False)
    except RecipelineError as error:
        report_error(error.what, error.where, error.do, as_json=as_json)
        return exits.FIXABLE
    except click.ClickException as error:
        report_error(*_spoken(error), as_json=as_json)
        return exits.FIXABLE
    except (click.Abort, KeyboardInterrupt):
        report_error("Stopped.", "nothing was written", "Run the command again.", as_json=as_json)
        return exits.INTERRUPTED
    except Exception as error:  # the boundary: whatever is not the user's to fix is our bug
        bug = import_module("recipeline.cli.bug")  # only here: its imports cost start-up time
        report_error(*bug.spoken(error, arguments), as_json=as_json)
        return exits.BUG
    return code if isinstance(code, int) else exits.YES


def _spoken(error: click.ClickException) -> tuple[str, str, str]:
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "recipeline"
    return error.format_message(), f"the command line of `{path}`", f"See `{path} --help`."
