"""RP705: a shell command is put together from values.

Why it matters: a value with a space breaks the command; one with `;` runs another.
What to do: pass a list of arguments to `subprocess.run`, without a shell.

Wrong::

    os.system(f"unzip {name}")

Right::

    subprocess.run(["unzip", name], check=True)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.security.calls import RUNS_SHELL, SHELL_OPTION, calls
from recipeline.rules.subject import Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Shell commands that are not fixed texts."""
    for statement, call, dotted in calls(subject):
        shell = dotted in RUNS_SHELL or (dotted in SHELL_OPTION and any(_is_shell(keyword) for keyword in call.keywords))
        if shell and call.args and not isinstance(call.args[0], ast.Constant):
            hint = "Use `subprocess.run([...], check=True)` with a list of arguments."
            yield Finding("RP705", place(statement, call), f"`{dotted}` gets a command that is put together from values", hint)


def _is_shell(keyword: ast.keyword) -> bool:
    return keyword.arg == "shell" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True


RULE = Rule(code="RP705", name="shell-from-values", severity="warning", check=check)
