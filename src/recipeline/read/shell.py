"""Shell commands: `!cmd`, `!!cmd`, `x = !cmd`, `%%bash`. Installs become requirements, peeks go, the rest are steps.

`!` never raises when the command fails, `%%bash` does: so `check=False` and `check=True`.
What is assigned holds stdout and stderr together, as IPython collects them.
"""

from __future__ import annotations

import shlex

from recipeline.read.interpolation import interpolate
from recipeline.read.magic_facts import PYTHON_CELLS, SHELL_CELLS
from recipeline.read.outcome import Outcome, dropped, quoted, refused
from recipeline.read.requirements import Install, install_of, split_installs
from recipeline.read.shell_words import (
    commands,
    installs_system_package,
    only_shows,
    sets_up_jupyter,
    without_effect,
    words,
)
from recipeline.read.surroundings import Surroundings

_CAPTURED = "shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True"


def shell_line(text: str, target: str | None, around: Surroundings) -> Outcome:
    """`!text` or, with a target, `target = !text`."""
    text = text.strip()
    if target is not None:
        code = f"{target} = subprocess.run({interpolate(text, around).code}, {_CAPTURED}).stdout.splitlines()"
        return Outcome("step", "the lines that a shell command prints", code, ("subprocess",))
    if not text:
        return dropped("an empty shell command")
    install = install_of(text)
    if install is not None:
        return _requirement(install)
    if only_shows(text):
        return dropped(f"only shows what `{(words(commands(text)[0]) or [text])[0]}` prints")
    if sets_up_jupyter(text):
        return dropped("sets up Jupyter itself")
    if without_effect(text):
        return dropped("changes only the shell that ends with this line")
    if installs_system_package(text):
        return dropped(
            "installs packages of the operating system: they belong in the container, not in a run"
        )
    text, requirements = split_installs(text)
    code = f"subprocess.run({interpolate(text, around).code}, shell=True, check=False)"
    return Outcome("step", "a shell command", code, ("subprocess",), requirements)


def install_line(installer: str, text: str) -> Outcome:
    """`%pip install x`, `%conda install x`: the same as behind `!`, without a shell."""
    install = install_of(f"{installer} {text}")
    return dropped(f"only shows what {installer} says") if install is None else _requirement(install)


def shell_cell(name: str, line: str, body: str, around: Surroundings) -> Outcome | None:
    """`%%bash` and its kind; None if the magic is not one of them."""
    options = _split(line)
    if name in ("!", "sx", "system"):
        program: tuple[str, ...] = ("bash",)
    elif name == "script":
        program = tuple(word for word in options if not word.startswith("--"))
        options = [word for word in options if word.startswith("--")]
        if not program:
            return refused("`%%script` does not say which program")
        if program[0] in ("false", "true", "echo"):
            return dropped("the author skips this cell: its text is never run")
    elif name in PYTHON_CELLS:
        program = ("python",)
    elif name in SHELL_CELLS:
        program = SHELL_CELLS[name]
    else:
        return None
    return _run_body(program, options, body, raises=name not in ("!", "sx", "system"))


def _run_body(program: tuple[str, ...], options: list[str], body: str, raises: bool) -> Outcome:
    if "--bg" in options:
        return refused("a script in the background: nobody can say when it is done")
    if any(option.startswith(("--out", "--err", "--proc")) for option in options):
        return _captured_body(program, options, body)
    requirements: tuple[str, ...] = ()
    if program[0] in ("bash", "sh", "zsh"):
        if only_shows(body):
            return dropped("only shows what its commands print")
        body, requirements = _without_installs(body)
        if not body.strip() or only_shows(body):
            return Outcome("requirement", "installs packages", requirements=requirements)
    check = "check=True" if raises and "--no-raise-error" not in options else "check=False"
    code = f"subprocess.run({_argv(program)}, input={quoted(body)}, text=True, {check})"
    imports = ("subprocess", "sys") if program == ("python",) else ("subprocess",)
    return Outcome("step", f"a script for {program[0]}", code, imports, requirements)


def _captured_body(program: tuple[str, ...], options: list[str], body: str) -> Outcome:
    """`%%bash --out name --err name`: what the script prints is bound to names."""
    flat = [part for option in options for part in option.split("=", 1)]
    wanted = {flag: flat[at + 1] for at, flag in enumerate(flat[:-1]) if flag in ("--out", "--err", "--proc")}
    if "--proc" in wanted or not wanted or not all(name.isidentifier() for name in wanted.values()):
        return refused("only `--out name` and `--err name` of a script can be kept")
    streams = [
        (wanted[flag], stream)
        for flag, stream in (("--out", "stdout"), ("--err", "stderr"))
        if flag in wanted
    ]
    check = "check=True" if "--no-raise-error" not in flat else "check=False"
    call = f"subprocess.run({_argv(program)}, input={quoted(body)}, text=True, capture_output=True, {check})"
    if len(streams) == 1:
        code = f"{streams[0][0]} = {call}.{streams[0][1]}"
    else:
        code = f"{streams[0][0]} = {call}; {streams[1][0]} = {streams[0][0]}.stderr; {streams[0][0]} = {streams[0][0]}.stdout"
    imports = ("subprocess", "sys") if program == ("python",) else ("subprocess",)
    return Outcome("step", f"a script for {program[0]}, its output kept", code, imports)


def _argv(program: tuple[str, ...]) -> str:
    return (
        "[sys.executable]" if program == ("python",) else f"[{', '.join(quoted(word) for word in program)}]"
    )


def _without_installs(body: str) -> tuple[str, tuple[str, ...]]:
    """The body without its install lines, and what these install."""
    kept: list[str] = []
    named: list[str] = []
    for line in body.split("\n"):
        install = None if line.lstrip().startswith("#") or line.endswith("\\") else install_of(line)
        if install is None:
            kept.append(line)
        else:
            named += install.requirements
    if all(not line.strip() or line.lstrip().startswith("#") for line in kept) and named:
        return "", tuple(named)
    return "\n".join(kept), tuple(named)


def _requirement(install: Install) -> Outcome:
    if install.removes and not install.requirements:
        return dropped("removes a package: the project pins what it needs")
    words_left = ", ".join(f"`{word}`" for word in install.unclear)
    if not install.requirements:
        why = (
            f"installs {words_left}, which names no package on the registry"
            if words_left
            else "installs only packaging tools"
        )
        return dropped(why)
    unclear = f"; {words_left} names no package on the registry" if words_left else ""
    return Outcome(
        "requirement",
        f"installs {', '.join(install.requirements)}{unclear}",
        requirements=install.requirements,
    )


def _split(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return line.split()
