"""ruff over what we emit: unused imports go, imports are sorted, the text is formatted; the rest is marked.

The only process that the pure layers start: text goes in on stdin, text comes out on stdout.
"""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict

from ruff.__main__ import find_ruff_bin

from recipeline.errors import RecipelineError

RULES = "E4,E7,E9,F,I"
WIDTH = "110"


def polish(text: str, name: str, package: str, unknown: frozenset[str]) -> str:
    """Clean Python: fixed, formatted, and with a `noqa` where the author's own code breaks a rule.

    `unknown`: names that the notebook itself reads and never binds; anything else undefined is our fault.
    """
    fixed = _ruff(["check", "--select", RULES, "--fix-only", "--quiet", "--line-length", WIDTH, "--config", f'lint.isort.known-first-party=["{package}"]'], text, name)
    shaped = _ruff(["format", "--line-length", WIDTH, "--quiet"], fixed, name)
    return mark(shaped, name, unknown)


def mark(text: str, name: str, unknown: frozenset[str]) -> str:
    """Append `# noqa: CODE` to lines that still break a rule: the author's code is not rewritten for taste."""
    output = _ruff(["check", "--select", RULES, "--ignore", "I", "--output-format", "json", "--exit-zero", "--quiet"], text, name)
    codes: dict[int, set[str]] = defaultdict(set)
    for found in json.loads(output or "[]"):
        undefined = found["code"] == "F821" and found["message"].split("`")[1] not in unknown
        if undefined or found["code"] in ("invalid-syntax", None):
            raise RecipelineError(
                f"The generated {name} would not be right: {found['message']}", where=f"{name}, line {found['location']['row']}", do="Please report this: it is a fault of recipeline."
            )
        codes[found["end_location"]["row"] if found["code"] == "E501" else found["location"]["row"]].add(found["code"])
    lines = text.split("\n")
    for row, found_codes in codes.items():
        lines[row - 1] += f"  # noqa: {', '.join(sorted(found_codes))}"
    return "\n".join(lines)


def _ruff(arguments: list[str], text: str, name: str) -> str:
    command = [find_ruff_bin(), arguments[0], "--isolated", "--target-version", "py311", *arguments[1:], "--stdin-filename", name, "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1) or (done.returncode and not done.stdout):
        raise RecipelineError(f"The generated {name} would not be right: {(done.stderr.strip() or done.stdout.strip() or 'it does not parse')[:500]}", where=name, do="Please report this: it is a fault of recipeline.")
    return done.stdout
