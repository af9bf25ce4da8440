"""`%%capture name`, where another cell reads the name: a block that keeps what the cell prints.

    %%capture heard                 import captured_output
                              ->    with captured_output.capture() as heard:
    print("hello")                      print("hello")

`captured_output.py` comes along as a companion. What it makes has `.stdout`, `.stderr`, `show()` and `str()` as
IPython's own has; `.outputs`, the pictures and tables that a cell displays, exist only in Jupyter.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass, replace

from recipeline.model.notebook import Cell, Companion, Magic
from recipeline.read.outcome import Outcome, refused
from recipeline.read.python_check import NotPython, parse
from recipeline.read.surroundings import Surroundings, free_module_name

CALLED = "captured_output"
KEEPS = "the capture of its output is a block"
UNNAMED = "IPython binds no name to the output of a cell that ends in a semicolon"

# IPython 9.18: core/magics/execution.py (capture), utils/capture.py (CapturedIO)
TEXT = '''"""What a block prints, kept in a name."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator


class CapturedOutput:
    """The printed text of one block; empty until the block has ended."""

    def __init__(self) -> None:
        self.stdout = ""
        self.stderr = ""

    def __str__(self) -> str:
        return self.stdout

    def show(self) -> None:
        """Print the text after all."""
        sys.stdout.write(self.stdout)
        sys.stderr.write(self.stderr)

    __call__ = show


@contextlib.contextmanager
def capture(*, stdout: bool = True, stderr: bool = True, keep_stderr: bool = False) -> Iterator[CapturedOutput]:
    """Catch what the block prints. Warnings name lines of files, so they are thrown away unless `keep_stderr`."""
    captured = CapturedOutput()
    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as streams:
        if stdout:
            streams.enter_context(contextlib.redirect_stdout(out))
        if stderr:
            streams.enter_context(contextlib.redirect_stderr(err))
        try:
            yield captured
        finally:
            captured.stdout = out.getvalue()
            captured.stderr = err.getvalue() if keep_stderr else ""
'''


@dataclass(frozen=True, slots=True)
class Capture:
    """The options of one `%%capture`."""

    name: str
    options: tuple[str, ...]  # arguments of `capture`


def named_capture(line: str, around: Surroundings) -> Capture | None:
    """The capture that must be kept: its name is read elsewhere. None if the cell's code is enough."""
    words = line.split()
    names = [word for word in words if not word.startswith("-")]
    if len(names) != 1 or not names[0].isidentifier() or not around.used_elsewhere(names[0]):
        return None
    options = [f"{option}=False" for option in ("stdout", "stderr") if f"--no-{option}" in words]
    if any(re.search(r"(?<!\bsys)\.stderr\b", text) for text in around.texts):
        options.append("keep_stderr=True")
    return Capture(names[0], tuple(options))


def keeps_shell(capture: Capture, magics: list[Magic], around: Surroundings) -> bool:
    """Whether a shell command in the cell prints: Jupyter catches that too. The log of an install counts if it is read."""
    read = any(re.search(rf"\b{capture.name}\.stdout\b", text) for text in around.texts)
    if read and any(magic.became == "requirement" for magic in magics):
        return True
    return any(magic.became == "step" or magic.became == "dropped" and magic.text.lstrip()[:1] == "!" for magic in magics)


def ends_in_semicolon(body: str) -> bool:
    """Whether the last token of the cell, comments apart, is a semicolon."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(body).readline))
    except (tokenize.TokenError, SyntaxError):
        return False
    idle = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT, tokenize.INDENT)
    last = next((token for token in reversed(tokens) if token.type not in idle), None)
    return last is not None and last.string == ";"


def captured_block(capture: Capture, lines: list[str], around: Surroundings) -> tuple[list[str], Outcome]:
    """The lines of the cell as one block, as many as before: `lines` are the magic's own and the body in Python."""
    tree = parse("\n".join(lines[1:]))
    if isinstance(tree, NotPython):
        return lines, Outcome("python", KEEPS)  # the cell's own fault is told
    if why := _obstacle(capture, tree, around):
        return [""] * len(lines), refused(why)
    module = _module(around)
    with_line = f"with {module}.capture({', '.join(capture.options)}) as {capture.name}:"
    inner = _indented(lines[1:])
    if inner is None or not _same_body(with_line, inner, tree):
        return [""] * len(lines), refused(f"`%%capture {capture.name}` around code that cannot be indented")
    outcome = Outcome("python", KEEPS, companions=(Companion(f"{module}.py", TEXT),))
    if not tree.body:
        with_line += " pass"
    elif inner and not inner[0].strip():
        return [f"import {module}", with_line, *inner[1:]], outcome
    elif around.number == 1:
        return _with_own_import(f"import {module}", with_line, inner, tree, outcome)
    return [with_line, *inner], replace(outcome, imports=(module,))


def _with_own_import(first: str, with_line: str, inner: list[str], tree: ast.Module, outcome: Outcome) -> tuple[list[str], Outcome]:
    """A first cell has no other cell for its import: one line of the block must go, so that the others keep theirs."""
    one_line = [node.end_lineno == node.lineno and not hasattr(node, "body") for node in tree.body]
    if len(tree.body) == 1 and one_line[0]:
        at = tree.body[0].lineno - 1
        return [first, *inner[:at], f"{with_line} {inner[at].strip()}", *inner[at + 1 :]], outcome
    for upper, lower, simple in zip(tree.body, tree.body[1:], zip(one_line, one_line[1:], strict=False), strict=False):
        at = (upper.end_lineno or 1) - 1
        if all(simple) and lower.lineno == at + 2 and "#" not in inner[at]:
            joined = f"{inner[at].rstrip().removesuffix(';')}; {inner[at + 1].lstrip()}"
            return [first, with_line, *inner[:at], joined, *inner[at + 2 :]], outcome
        if lower.lineno > at + 2 and not inner[at + 1].strip():
            return [first, with_line, *inner[: at + 1], *inner[at + 2 :]], outcome
    return [""] * (len(inner) + 1), refused("a first cell under `%%capture` needs an empty line below it")


def _obstacle(capture: Capture, tree: ast.Module, around: Surroundings) -> str | None:
    name = capture.name
    if any(re.search(rf"\b{name}\.outputs\b", text) for text in around.texts):
        return f"`{name}.outputs` holds what the cell displayed, which exists only in Jupyter"
    if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree)):
        return f"the cell under `%%capture {name}` uses `{name}` itself, which IPython binds only at its end: take another name"
    return None


def _module(around: Surroundings) -> str:
    name = free_module_name(CALLED, False, around)
    word = re.compile(rf"\b{CALLED}\b")
    return f"{name}_" if any(word.search(text) for text in around.texts) else name


def _indented(lines: list[str]) -> list[str] | None:
    """The lines four columns to the right, but for those that start within a string."""
    inside: set[int] = set()
    opened: list[int] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO("\n".join(lines) + "\n").readline):
            kind = tokenize.tok_name[token.type]
            if kind == "STRING":
                inside.update(range(token.start[0] + 1, token.end[0] + 1))
            elif kind in ("FSTRING_START", "TSTRING_START"):
                opened.append(token.start[0])
            elif kind in ("FSTRING_END", "TSTRING_END"):
                inside.update(range(opened.pop() + 1, token.end[0] + 1))
    except (tokenize.TokenError, SyntaxError):
        return None
    return [f"    {line}" if line.strip() and at not in inside else line for at, line in enumerate(lines, 1)]


def _same_body(with_line: str, inner: list[str], tree: ast.Module) -> bool:
    """A string that was moved would be another string."""
    if not tree.body:
        return True
    block = parse("\n".join([with_line, *inner]))
    if isinstance(block, NotPython) or not isinstance(block.body[0], ast.With):
        return False
    return [ast.dump(node) for node in block.body[0].body] == [ast.dump(node) for node in tree.body]


def with_import(cells: list[Cell], module: str) -> list[Cell] | None:
    """The cells with the import behind the first plain statement that displays nothing; None if there is none."""
    for at, cell in enumerate(cells):
        tree = parse(cell.source)
        for node in [] if isinstance(tree, NotPython) else tree.body:
            future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
            if future or not isinstance(node, ast.Import | ast.ImportFrom | ast.Assign):
                continue
            lines = cell.source.split("\n")
            end, column = node.end_lineno or 1, node.end_col_offset or 0
            text = lines[end - 1].encode()
            lines[end - 1] = (text[:column] + f"; import {module}".encode() + text[column:]).decode()
            return [*cells[:at], replace(cell, source="\n".join(lines)), *cells[at + 1 :]]
    return None
