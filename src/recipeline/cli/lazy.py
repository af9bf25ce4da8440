"""A group of commands that imports a command's module only when that command runs.

`recipeline --help` must answer at once, and a command pulls in nbformat and IPython. So the
one-line help of each command stands here as well; a test holds the two equal.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib import import_module

import click


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is, and its line in the overview. The module holds it under `command`."""

    module: str
    summary: str


class LazyGroup(click.Group):
    """Knows its commands from a table. Does not support commands that are added later."""

    def __init__(self, entries: dict[str, Entry], **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]  # click types each setting apart
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of the table, which is the order of the work."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.entries:
            return None
        command: click.Command = import_module(self.entries[cmd_name].module).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Offer the nearest command on a typo."""
        if args and args[0] not in self.entries and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], self.entries, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else f" There are: {', '.join(self.entries)}."
            raise click.UsageError(f"No such command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview from the table, importing nothing."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.entries.items()])
