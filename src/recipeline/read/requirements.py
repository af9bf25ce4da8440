"""Requirements out of install commands: `pip install -q "pandas>=2" xgboost` -> pandas>=2, xgboost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recipeline.read.shell_facts import CONDA_ONLY, CONDA_OPTIONS_WITH_VALUE, PIP_OPTIONS_WITH_VALUE
from recipeline.read.shell_words import commands, words

_CONDA_VERSION = re.compile(r"^([A-Za-z0-9._-]+)=([0-9][^=]*)(?:=.*)?$")
_NAME = re.compile(
    r"^[A-Za-z0-9][A-Za-z0-9._-]*(\[[^\]]*\])?\s*([<>=!~].*)?$|^[A-Za-z0-9._-]+(\[[^\]]*\])?\s*@"
)
_ARCHIVE = re.compile(r"^(git\+|https?://)")
_UNQUOTED_VERSION = re.compile(
    r"(?<=[\w\]])(>=|<=|>|<)(?=\s?\d)"
)  # the shell would redirect; the author meant a version


@dataclass(frozen=True, slots=True)
class Install:
    """What an install command asks for."""

    requirements: tuple[str, ...]
    unclear: tuple[
        str, ...
    ] = ()  # words that name no package on the registry: -r file, a folder, a computed name
    removes: bool = False


def install_of(text: str) -> Install | None:
    """The packages if every command of the line installs (or is a pipe after one); None if it does anything else."""
    named: list[str] = []
    unclear: list[str] = []
    removes, any_install = False, False
    for command in commands(_UNQUOTED_VERSION.sub(lambda found: "\x00" + found[1] + "\x00", text)):
        found = [word.replace("\x00", "") for word in words(command)]
        if not found:  # `yes | pip install x`
            continue
        arguments = _arguments(found)
        if arguments is None:
            if any_install and found and found[0] in ("tail", "head", "grep", "echo", "true", "cat", "clear"):
                continue
            return None
        any_install = True
        verb, rest, conda = arguments
        if verb in ("uninstall", "remove"):
            removes = True
        else:
            _collect(rest, conda, named, unclear)
    return Install(tuple(named), tuple(unclear), removes) if any_install else None


def split_installs(text: str) -> tuple[str, tuple[str, ...]]:
    """A line of several commands without those that install, and what these name."""
    parts = commands(text)
    if len(parts) < 2 or "|" in text:
        return text, ()
    installs = [install_of(part) for part in parts]
    rest = [part for part, install in zip(parts, installs, strict=True) if install is None]
    if len(rest) == len(parts):
        return text, ()
    named = tuple(each for install in installs if install is not None for each in install.requirements)
    return (" && " if "&&" in text else "; ").join(rest), named


def _arguments(found: list[str]) -> tuple[str, list[str], bool] | None:
    """(verb, what follows, whether conda); None if this is no install command."""
    if (
        len(found) >= 3
        and (found[0] in ("python", "py") or "sys.executable" in found[0])
        and "-m" in found[1:3]
    ):
        found = found[found.index("-m") + 1 :]
    elif len(found) >= 2 and found[0] == "uv" and found[1] in ("pip", "add"):
        found = found[1:] if found[1] == "pip" else ["pip", "install", *found[2:]]
    if not found:
        return None
    found = [re.sub(r"^(pip)[\d.]+$", r"\1", found[0]), *found[1:]]
    options = [word for word in found[1:] if not word.startswith("-")]
    if found[0] == "easy_install":
        return "install", found[1:], False
    if found[0] in ("pip", "conda", "mamba", "micromamba") and options:
        verb = options[0]
        if verb in ("install", "uninstall", "remove") or (
            found[0] != "pip" and verb in ("update", "upgrade")
        ):
            return verb, found[found.index(verb) + 1 :], found[0] != "pip"
    return None


def _collect(rest: list[str], conda: bool, named: list[str], unclear: list[str]) -> None:
    with_value = CONDA_OPTIONS_WITH_VALUE if conda else PIP_OPTIONS_WITH_VALUE
    at = 0
    while at < len(rest):
        word = rest[at]
        at += 1
        if word.startswith("-"):
            if word in with_value and at < len(rest):
                if word in ("-r", "--requirement", "-e", "--editable", "--file"):
                    unclear.append(f"{word} {rest[at]}")
                at += 1
            continue
        requirement = _requirement(word, conda)
        if requirement:
            named.append(requirement)
        elif requirement is None:
            unclear.append(word)


def _requirement(word: str, conda: bool) -> str | None:
    """The requirement, "" for a package that no project needs to name, None if unclear."""
    if conda:
        word = word.rsplit("::", 1)[-1]
        if re.split(r"[=<>!]", word)[0].lower() in CONDA_ONLY:
            return ""
        word = _CONDA_VERSION.sub(r"\1==\2", word)
    if word.lower() in ("pip", "setuptools", "wheel"):
        return ""
    if _ARCHIVE.match(word):
        egg = re.search(r"#egg=([\w.-]+)", word)
        repository = re.search(r"/([\w.-]+?)(?:\.git)?(?:@[^/]*)?(?:#.*)?$", word)
        name = egg or (repository if word.startswith("git+") else None)
        return f"{name[1]} @ {word.split('#')[0]}" if name else None
    return (
        word
        if _NAME.match(word) and "{" not in word and "$" not in word and not word.endswith(".whl")
        else None
    )
