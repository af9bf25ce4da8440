"""One cell as written -> plain Python with as many lines, and what became of each magic.

%%time                         (empty)
files = !ls data               import subprocess; files = subprocess.run("ls data", ...).stdout.splitlines()
model.fit(X, y)                model.fit(X, y)
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

from recipeline.model.notebook import At, Companion, Magic, SyntaxFault
from recipeline.read import magic_facts as facts
from recipeline.read.captured import (
    UNNAMED,
    Capture,
    captured_block,
    ends_in_semicolon,
    keeps_shell,
    named_capture,
)
from recipeline.read.escapes import Escape, find_escapes
from recipeline.read.file_cells import write_file
from recipeline.read.interpolation import interpolate
from recipeline.read.line_magics import help_line, line_magic, unknown
from recipeline.read.outcome import Outcome, dropped, refused
from recipeline.read.prompts import without_prompts
from recipeline.read.python_check import NotPython, parse, silenced
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
    module: str | None = None  # must be imported before this cell, which has no line for that


def translate(text: str, number: int, around: Surroundings) -> Translation:
    """Plain Python for the text of code cell `number`."""
    tree = parse(text)
    if (
        not isinstance(tree, NotPython)
        and not mentions_shell(text, around.shells)
        and not _bare_word(text, around)
    ):
        return Translation(text)
    result = Translation()
    lines = without_prompts(text.split("\n"))
    if _bare_word("\n".join(lines), around):
        lines = [re.sub(r"^(\s*)", r"\1%", line, count=1) if line.strip() else line for line in lines]
    result.source = "\n".join(_lines(lines, At(number, 1), result, around))
    result.magics.sort(key=lambda magic: magic.at)
    checked = parse(result.source)
    if result.fault is None and isinstance(checked, NotPython):
        result.fault = SyntaxFault(At(number, checked.line), checked.message)
        result.python_2 = checked.python_2
    elif _ends_in_step(checked, result):
        result.source = silenced(result.source)
    if result.fault is not None:
        result.source = ""
    return result


def _ends_in_step(tree: ast.Module | NotPython, result: Translation) -> bool:
    """Whether the last statement was a shell command or a file: Jupyter displays no value after these."""
    if isinstance(tree, NotPython) or not tree.body:
        return False
    line = tree.body[-1].lineno
    return any(magic.at.line == line and magic.became in ("step", "file") for magic in result.magics)


def _bare_word(text: str, around: Surroundings) -> bool:
    """A one-line cell `ls -l` may be Python, but IPython takes it for a magic unless the notebook binds `ls`."""
    word, _, rest = text.strip().partition(" ")
    if word not in facts.BARE_WORDS or "\n" in text.strip() or re.match(r"\s*[=.,:(\[]", rest):
        return False
    binding = re.compile(rf"\b{word}\b\s*(?:=[^=]|\()|\b(?:as|import|def|for)\s+{word}\b")
    return not any(binding.search(other) for other in around.texts)


def _lines(lines: list[str], start: At, result: Translation, around: Surroundings) -> list[str]:
    """The lines in plain Python; calls itself for the body of a cell magic."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is not None and re.match(r"%%\s*[\w!]+(?!\w*\?)", lines[first]):
        at = At(start.cell, start.line + first)
        return [""] * first + _cell_magic(lines[first:], at, result, around)
    text = "\n".join(lines)
    tree = parse(text)
    if not isinstance(tree, NotPython):
        return _shell_calls(lines, start, result, around) if mentions_shell(text, around.shells) else lines
    new = list(lines)
    imported: set[str] = set()
    for escape in find_escapes(lines):
        at = At(start.cell, start.line + escape.first)
        _put(new, escape, _outcome(escape, around), at, imported, result)
    text = "\n".join(new)
    return _shell_calls(new, start, result, around) if mentions_shell(text, around.shells) else new


def _shell_calls(lines: list[str], start: At, result: Translation, around: Surroundings) -> list[str]:
    tree = parse("\n".join(lines))
    if isinstance(tree, NotPython):
        return lines
    escapes, mentions = find_calls(tree, lines, around.shells)
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
        return _called_cell(name, line, body, around)
    return line_magic(name, text, escape.target, around)


def _called_cell(name: str, line: str, body: str, around: Surroundings) -> Outcome:
    """`get_ipython().run_cell_magic(…)`: one statement, so that its body must fit on one line."""
    outcome = _whole_cell(name, line, body, around)
    if outcome is not None:
        return outcome
    inner = Translation()
    lines = _cell_magic([f"%%{name} {line}", *body.split("\n")], At(1, 1), inner, around)
    tree = parse("\n".join(lines))
    if inner.fault is not None or isinstance(tree, NotPython):
        return refused(inner.fault.message if inner.fault else f"the body of `%%{name}` is not Python")
    if any(hasattr(statement, "body") for statement in tree.body):
        return refused(f"`%%{name}` written out as a call, with a block in it: write it as a cell magic")
    code = "; ".join(ast.unparse(statement) for statement in tree.body)
    why = inner.magics[0].why
    return (
        Outcome("python", why, code, (), tuple(inner.requirements), tuple(inner.companions))
        if code
        else dropped(why)
    )


def _name_and_rest(text: str) -> tuple[str, str]:
    found = re.match(r"\s*([\w.!]*)[ \t]*(.*)", text, re.DOTALL)
    return (found[1], found[2]) if found else ("", text)


def _cell_magic(lines: list[str], at: At, result: Translation, around: Surroundings) -> list[str]:
    name, line = _name_and_rest(lines[0][2:])
    body = lines[1:]
    below = At(at.cell, at.line + 1)
    if name == "timeit":
        return _timed_cell(lines, at, result, around)
    if name == "capture" and (capture := named_capture(line, around)):
        return _captured_cell(capture, lines, at, result, around)
    if name in facts.RUNS_PYTHON:
        _note(result, at, lines[0], Outcome("python", facts.RUNS_PYTHON[name]))
        setup = without_options(name, line) if name == "time" else ""
        inner = "\n".join([setup, *_lines(body, below, result, around)])
        return (inner if name in facts.SHOWS_ITS_VALUE else silenced(inner)).split("\n")
    outcome = _whole_cell(name, line, "\n".join(body), around) or unknown(f"%%{name}")
    new = list(lines)
    _put(new, Escape(0, len(lines) - 1, "", None, "%%", "", "\n".join(lines)), outcome, at, set(), result)
    return new


def _captured_cell(
    capture: Capture, lines: list[str], at: At, result: Translation, around: Surroundings
) -> list[str]:
    """`%%capture name` whose name another cell reads."""
    before = len(result.magics)
    body = _lines(lines[1:], At(at.cell, at.line + 1), result, around)
    if ends_in_semicolon("\n".join(lines[1:])):
        _note(result, at, lines[0], Outcome("python", UNNAMED))
        return [f"{capture.name} = None; del {capture.name}", *silenced("\n".join(body)).split("\n")]
    if keeps_shell(capture, result.magics[before:], around):
        why = f"`%%capture {capture.name}` keeps what a shell command prints: take `name = !command` for that"
        _note(result, at, lines[0], refused(why))
        return [""] * len(lines)
    new, outcome = captured_block(capture, [lines[0], *body], around)
    result.module = outcome.imports[0] if outcome.imports else None
    _note(result, at, lines[0], outcome)
    return new


def _timed_cell(lines: list[str], at: At, result: Translation, around: Surroundings) -> list[str]:
    """`%%timeit`: gone with its body, unless that changes what the notebook holds."""
    inner = Translation()
    body = "\n".join(_lines(lines[1:], At(at.cell, at.line + 1), inner, around))
    fate = timed_body(body, around)
    if fate.became == "dropped":
        _note(result, at, "\n".join(lines), fate)
        return [""] * len(lines)
    _note(result, at, lines[0], fate)
    result.magics += inner.magics
    result.requirements += inner.requirements
    result.companions += inner.companions
    result.fault = result.fault or inner.fault
    return ["", *silenced(body).split("\n")]


def _whole_cell(name: str, line: str, body: str, around: Surroundings) -> Outcome | None:
    """Cell magics whose body is no Python of this notebook."""
    if name in facts.DROPPED_CELLS:
        return dropped(facts.DROPPED_CELLS[name])
    if name in ("writefile", "file"):
        return write_file(line, body, around)
    filled = interpolate(line, around).literal
    outcome = shell_cell(name, filled if filled is not None else line, body, around)
    if outcome is not None and filled is None:
        return refused(f"`%%{name}` with computed options: write them out")
    return outcome


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
