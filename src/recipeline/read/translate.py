"""One cell as written -> plain Python with as many lines, and what became of each magic.

    %%time                         (empty)
    files = !ls data               import subprocess; files = subprocess.run("ls data", ...).stdout.splitlines()
    model.fit(X, y)                model.fit(X, y)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from recipeline.model.notebook import At, Companion, Magic, SyntaxFault
from recipeline.read import magic_facts as facts
from recipeline.read.escapes import Escape, find_escapes
from recipeline.read.file_cells import write_file
from recipeline.read.interpolation import interpolate
from recipeline.read.line_magics import help_line, line_magic, unknown
from recipeline.read.outcome import Outcome, dropped, refused
from recipeline.read.prompts import without_prompts
from recipeline.read.python_check import NotPython, parse
from recipeline.read.shell import shell_cell, shell_line
from recipeline.read.shell_calls import find_calls, mentions_shell, without_mentions
from recipeline.read.surroundings import Surroundings
from recipeline.read.timed import timed_body, without_options

_OUTSIDE = "outside of Jupyter there is no shell: get_ipython() is None"


@dataclass(slots=True)
class Translation:
    """What has become of one cell so far. `source` is "" if there is a fault."""

    source: str = ""
    magics: list[Magic] = field(default_factory=list)
    requirements: list[str] = field(default_factory=list)
    companions: list[Companion] = field(default_factory=list)
    fault: SyntaxFault | None = None
    python_2: bool = False


def translate(text: str, number: int, around: Surroundings) -> Translation:
    """Plain Python for the text of code cell `number`."""
    tree = parse(text)
    if not isinstance(tree, NotPython) and not mentions_shell(text) and not _bare_word(text, around):
        return Translation(text)
    result = Translation()
    lines = without_prompts(text.split("\n"))
    if _is_bare_magic(lines, tree, around):
        lines = [re.sub(r"^(\s*)", r"\1%", line, count=1) if line.strip() else line for line in lines]
    result.source = "\n".join(_lines(lines, At(number, 1), result, around))
    checked = parse(result.source)
    if result.fault is None and isinstance(checked, NotPython):
        result.fault = SyntaxFault(At(number, checked.line), checked.message)
        result.python_2 = checked.python_2
    if result.fault is not None:
        result.source = ""
    return result


def _bare_word(text: str, around: Surroundings) -> bool:
    """A one-line cell `ls` is Python, but IPython takes it for a magic unless the notebook has that name."""
    word = text.strip()
    if word not in facts.BARE_WORDS:
        return False
    mention = re.compile(rf"\b{word}\b\s*(?:=[^=]|\()|\b(?:as|import|def|for)\s+{word}\b")
    return not any(mention.search(other) for other in around.texts)


def _is_bare_magic(lines: list[str], tree: object, around: Surroundings) -> bool:
    filled = [line for line in lines if line.strip()]
    if len(filled) != 1 or not (isinstance(tree, NotPython) or _bare_word(filled[0], around)):
        return False
    first, _, rest = filled[0].strip().partition(" ")
    return first in facts.BARE_WORDS and not re.match(r"\s*[=.(\[]", rest)


def _lines(lines: list[str], start: At, result: Translation, around: Surroundings) -> list[str]:
    """The lines in plain Python; calls itself for the body of a cell magic."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is not None and re.match(r"%%\s*[\w!]+(?!\w*\?)", lines[first]):
        at = At(start.cell, start.line + first)
        return [""] * first + _cell_magic(lines[first:], at, result, around)
    text = "\n".join(lines)
    tree = parse(text)
    if not isinstance(tree, NotPython):
        return _shell_calls(lines, start, result, around) if mentions_shell(text) else lines
    new = list(lines)
    imported: set[str] = set()
    for escape in find_escapes(lines):
        at = At(start.cell, start.line + escape.first)
        _put(new, escape, _outcome(escape, around), at, imported, result)
    text = "\n".join(new)
    return _shell_calls(new, start, result, around) if mentions_shell(text) else new


def _shell_calls(lines: list[str], start: At, result: Translation, around: Surroundings) -> list[str]:
    tree = parse("\n".join(lines))
    if isinstance(tree, NotPython):
        return lines
    escapes, mentions = find_calls(tree, lines)
    new = without_mentions(lines, mentions)
    for mention in mentions:
        at = At(start.cell, start.line + mention.line)
        result.magics.append(Magic(at, lines[mention.line].strip(), "python", _OUTSIDE))
    imported: set[str] = set()
    for escape in escapes:
        at = At(start.cell, start.line + escape.first)
        _put(new, escape, _outcome(escape, around), at, imported, result)
    return new


def _outcome(escape: Escape, around: Surroundings) -> Outcome:
    if escape.mark == "?":
        return help_line(escape.text)
    if escape.mark[0] == "!":
        return shell_line(escape.text, escape.target, around)
    name, text = _name_and_rest(escape.text)
    if escape.mark == "%%":
        line, _, body = text.partition("\n")
        if not body:
            return refused(f"`%%{name}` must be the first line of its cell")
        whole = _whole_cell(name, line, body, around)
        return whole if whole is not None else refused(f"`%%{name}` written out as a call: write it as a cell magic")
    return line_magic(name, text, escape.target, around)


def _name_and_rest(text: str) -> tuple[str, str]:
    found = re.match(r"\s*([\w.!]*)[ \t]*(.*)", text, re.DOTALL)
    return (found[1], found[2]) if found else ("", text)


def _cell_magic(lines: list[str], at: At, result: Translation, around: Surroundings) -> list[str]:
    name, line = _name_and_rest(lines[0][2:])
    body = lines[1:]
    below = At(at.cell, at.line + 1)
    if name in ("timeit",):
        kept = Translation()
        fate = timed_body("\n".join(_lines(body, below, kept, around)), around)
        _note(result, at, "\n".join(lines) if fate.became == "dropped" else lines[0], fate)
        return ["", *_lines(body, below, result, around)] if fate.became == "python" else [""] * len(lines)
    if name in facts.RUNS_PYTHON:
        fate = Outcome("python", _why_body_stays(name, line, around))
        _note(result, at, lines[0], fate)
        setup = without_options(name, line) if name == "time" else ""
        return [setup, *_lines(body, below, result, around)]
    outcome = _whole_cell(name, line, "\n".join(body), around)
    if outcome is None:
        outcome = unknown(f"%%{name}")
    new = list(lines)
    whole = Escape(0, len(lines) - 1, "", None, "%%", "", "\n".join(lines))
    _put(new, whole, outcome, at, set(), result)
    return new


def _whole_cell(name: str, line: str, body: str, around: Surroundings) -> Outcome | None:
    """Cell magics whose body is no Python of this notebook."""
    if name in facts.DROPPED_CELLS:
        return dropped(facts.DROPPED_CELLS[name])
    if name in ("writefile", "file"):
        return write_file(line, body, around)
    return shell_cell(name, interpolate(line, around).literal or line, body, around)


def _why_body_stays(name: str, line: str, around: Surroundings) -> str:
    why = facts.RUNS_PYTHON[name]
    words = [word for word in line.split() if not word.startswith("-")]
    if name == "capture" and words and around.used_elsewhere(words[0]):
        return f"{why}; `{words[0]}`, which another cell uses, does not exist in the project"
    return why


def _put(
    new: list[str], escape: Escape, outcome: Outcome, at: At, imported: set[str], result: Translation
) -> None:
    """Replaces the escape's lines; the first gets the code, the others become empty."""
    missing = [module for module in outcome.imports if module not in imported]
    code = f"import {', '.join(missing)}; {outcome.code}" if missing and outcome.code else outcome.code
    if not escape.indent and outcome.code:
        imported.update(missing)
    new[escape.first] = f"{escape.indent}{code or 'pass'}" if escape.indent or code else ""
    for line in range(escape.first + 1, escape.last + 1):
        new[line] = ""
    _note(result, at, escape.original, outcome)


def _note(result: Translation, at: At, text: str, outcome: Outcome) -> None:
    result.magics.append(Magic(at, text.strip("\n"), outcome.became, outcome.why))
    result.requirements.extend(outcome.requirements)
    result.companions.extend(outcome.companions)
    if outcome.fault is not None and result.fault is None:
        result.fault = SyntaxFault(at, outcome.fault)
