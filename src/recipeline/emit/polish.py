"""ruff over what we emit: unused imports go, imports are sorted, the text is formatted; the rest is marked.

The only process that the pure layers start: text goes in on stdin, text comes out on stdout.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache

from ruff.__main__ import find_ruff_bin

from recipeline.errors import RecipelineError
from recipeline.model.project import ProjectFile

RULES = "E4,E7,E9,F,I"
WIDTH = "110"


AT_ONCE = 4  # processes: each is mostly start-up


@dataclass(frozen=True, slots=True)
class Polished:
    """Files as they are written, and what is known to be missing in them."""

    files: tuple[ProjectFile, ...]
    undefined: tuple[str, ...] = ()  # names that a module reads and nothing gives; none in a strict run


def polish_files(files: Sequence[ProjectFile], package: str, unknown: frozenset[str], *, strict: bool) -> Polished:
    """Polish each Python file; the others stay as they are. The first one that is not right is told.

    Without `strict`, a name that is never defined is marked and told instead: the notebook was not run, so that
    nobody can say whether the name or the order of the cells is at fault.
    """

    def one(file: ProjectFile) -> tuple[ProjectFile, frozenset[str]]:
        if file.path.suffix != ".py" or not file.text.strip():
            return file, frozenset()
        text, undefined = polish(file.text, str(file.path), package, unknown, strict=strict)
        return replace(file, text=text), undefined

    _binary()  # `sysconfig`, which finds it, is not safe to start in several threads
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(one, files))
    return Polished(tuple(file for file, _ in done), tuple(sorted(frozenset().union(*(names for _, names in done)))))


def polish(text: str, name: str, package: str, unknown: frozenset[str], *, strict: bool = True) -> tuple[str, frozenset[str]]:
    """Clean Python: fixed, formatted, and with a `noqa` where the author's own code breaks a rule; and undefined names.

    `unknown`: names that the notebook itself reads and never binds; anything else undefined is our fault.
    """
    fixed = _ruff(["check", "--select", RULES, "--fix-only", "--quiet", "--line-length", WIDTH, "--config", f'lint.isort.known-first-party=["{package}"]'], text, name)
    shaped = _ruff(["format", "--line-length", WIDTH, "--quiet"], fixed, name)
    return mark(shaped, name, unknown, strict=strict)


def mark(text: str, name: str, unknown: frozenset[str], *, strict: bool = True) -> tuple[str, frozenset[str]]:
    """Append `# noqa: CODE` to lines that still break a rule: the author's code is not rewritten for taste."""
    output = _ruff(["check", "--select", RULES, "--ignore", "I", "--output-format", "json", "--exit-zero", "--quiet"], text, name)
    codes: dict[int, set[str]] = defaultdict(set)
    undefined: set[str] = set()
    for found in json.loads(output or "[]"):
        if found["code"] == "F821":
            undefined.add(_named(found["message"]))
        ours = found["code"] == "F821" and strict and _named(found["message"]) not in unknown
        if ours or found["code"] in ("invalid-syntax", None):
            raise RecipelineError(
                f"The generated {name} would not be right: {found['message']}", where=f"{name}, line {found['location']['row']}", do="Please report this: it is a fault of recipeline."
            )
        codes[found["end_location"]["row"] if found["code"] == "E501" else found["location"]["row"]].add(found["code"])
    lines = text.split("\n")
    for row, found_codes in codes.items():
        lines[row - 1] += f"  # noqa: {', '.join(sorted(found_codes))}"
    return "\n".join(lines), frozenset(undefined)


def _named(message: str) -> str:
    match = re.search(r"`([^`]*)`", message)
    return match[1] if match else message


@cache
def _binary() -> str:
    return str(find_ruff_bin())


def _ruff(arguments: list[str], text: str, name: str) -> str:
    command = [_binary(), arguments[0], "--isolated", "--target-version", "py311", *arguments[1:], "--stdin-filename", name, "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1) or (done.returncode and not done.stdout):
        raise RecipelineError(f"The generated {name} would not be right: {(done.stderr.strip() or done.stdout.strip() or 'it does not parse')[:500]}", where=name, do="Please report this: it is a fault of recipeline.")
    return done.stdout
