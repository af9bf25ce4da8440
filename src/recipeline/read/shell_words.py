"""A shell command taken apart far enough to know whether it installs, only prints, or does something."""

from __future__ import annotations

import re
import shlex

from recipeline.read.shell_facts import (
    JUPYTER_SETUP,
    NO_EFFECT,
    SHOWS,
    SHOWS_UNLESS,
    SHOWS_WITH,
    SYSTEM_INSTALLERS,
)

_SEPARATOR = re.compile(
    r"""("(?:\\.|[^"\\])*"|'[^']*')|(\|\||&&|;|\||\n|(?<![>&0-9])&(?![>&0-9]))""", re.DOTALL
)
_HARMLESS_REDIRECT = re.compile(r"\s*(?:[12&]?>{1,2}\s*/dev/null|2>&1|1>&2)")
_QUOTED = re.compile(r""""(?:\\.|[^"\\])*"|'[^']*'""")
_WRITES = re.compile(r"(?<![-=])>(?!=)|\btee\b|\bxargs\b")


def commands(text: str) -> list[str]:
    """The simple commands of a line: cut at ; & | && || and line ends outside quotes."""
    parts, start = [], 0
    for found in _SEPARATOR.finditer(text):
        if found[2]:
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip() and not part.strip().startswith("#")]


def words(command: str) -> list[str]:
    """The words of one simple command, without `sudo`, VARIABLE=value in front, and folders of the program."""
    try:
        found = shlex.split(_HARMLESS_REDIRECT.sub("", command), posix=True)
    except ValueError:
        found = command.split()
    while found and (found[0] in ("sudo", "time", "yes", "nohup", "-H", "-E") or re.match(r"\w+=", found[0])):
        found = found[1:]
    if found:
        program = found[0].rsplit("/", 1)[-1] if not found[0].startswith("{") else found[0]
        found = [re.sub(r"^(python|pip)[\d.]+$", r"\1", program), *found[1:]]
    return found


def only_shows(text: str) -> bool:
    """Whether the whole line prints something and changes nothing."""
    parts = commands(text)
    return bool(parts) and all(_shows(part) for part in parts)


def without_effect(text: str) -> bool:
    """Whether the whole line changes only the shell that ends with it (`!cd data`)."""
    parts = [words(part) for part in commands(text)]
    return bool(parts) and all(not part or part[0] in NO_EFFECT for part in parts)


def installs_system_package(text: str) -> bool:
    """Whether the line installs packages of the operating system."""
    parts = [words(part) for part in commands(text)]
    return bool(parts) and all(not part or part[0] in SYSTEM_INSTALLERS for part in parts)


def sets_up_jupyter(text: str) -> bool:
    """Whether the whole line installs kernels or extensions of Jupyter."""
    parts = [words(part) for part in commands(text)]
    return bool(parts) and all(tuple(part[:2]) in JUPYTER_SETUP for part in parts)


def _shows(command: str) -> bool:
    bare = _QUOTED.sub("", _HARMLESS_REDIRECT.sub("", command))
    if _WRITES.search(bare) or "$(" in command or "`" in command:
        return False
    found = words(command)
    if not found:
        return True
    if found[0] in SHOWS_UNLESS:
        return not any(re.search(SHOWS_UNLESS[found[0]], word) for word in found[1:])
    return (
        found[0] in SHOWS
        or tuple(found[:2]) in SHOWS_WITH
        or found[1:] in (["--version"], ["--help"], ["-h"])
    )
