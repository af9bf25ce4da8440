"""What is known around the cell that is being translated: names so far, files made so far, the folder."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from recipeline.model.notebook import Companion, Notebook
from recipeline.read.python_check import NotPython, parse


@dataclass(slots=True)
class Surroundings:
    """Grows cell by cell while one notebook is read. Nothing outside `read` sees it."""

    path: Path
    read_other: Callable[[Path], Notebook]  # reads the notebook that %run names
    texts: tuple[str, ...]  # all code cells, as written
    number: int = 0  # 1-based: the cell at hand
    sources: list[str] = field(default_factory=list)  # plain Python of the cells before it
    companions: dict[str, Companion] = field(default_factory=dict)
    shells: frozenset[str] = frozenset()  # names bound to get_ipython()
    modules_run: set[str] = field(default_factory=set)
    _bound: set[str] = field(default_factory=set)
    _bound_upto: int = 0

    @property
    def folder(self) -> Path:
        """Where the notebook lies."""
        return self.path.parent

    def knows(self, name: str) -> bool:
        """Whether a cell up to this one may bind the name (or Python itself has it)."""
        for source in self.sources[self._bound_upto :]:
            tree = parse(source)
            if not isinstance(tree, NotPython):
                self._bound |= names_bound(tree)
        self._bound_upto = len(self.sources)
        if "*" in self._bound and not name.isupper():
            return True  # a star import may bind it: better a NameError than another text in silence
        return name in self._bound or hasattr(builtins, name) or self._mentioned_here(name)

    def working_folder(self) -> Path | None:
        """Where the notebook stands at this cell; None if an earlier cell changed it to a computed folder."""
        folder = self.folder
        for line in (line for source in self.sources if "chdir(" in source for line in source.split("\n")):
            if "chdir(" not in line:
                continue
            literal = re.fullmatch(r"(?:import os; )?os\.chdir\((['\"])([^'\"\\]*)\1\);?", line.strip())
            if literal is None or line[:1].isspace():
                return None
            folder = folder / literal[2]
        return folder

    def _mentioned_here(self, name: str) -> bool:
        lines = self.texts[self.number - 1].split("\n") if self.number else []
        word = re.compile(rf"\b{re.escape(name)}\b")
        return any(word.search(_python_part(line)) for line in lines)

    def used_elsewhere(self, name: str) -> bool:
        """Whether the Python of another cell mentions the name."""
        word = re.compile(rf"\b{re.escape(name)}\b")
        others = (text for at, text in enumerate(self.texts, 1) if at != self.number and name in text)
        return any(word.search(_python_part(line)) for text in others for line in text.split("\n"))


def free_module_name(stem: str, beside: bool, around: Surroundings) -> str:
    """A module name that hides neither a file beside the notebook nor a module of the standard library."""
    name = re.sub(r"\W", "_", stem)
    if not name or name[0].isdigit() or keyword.iskeyword(name):
        name = f"run_{name}"
    taken = beside or name in sys.stdlib_module_names or (around.folder / f"{name}.py").exists()
    return f"{name}_as_run" if taken or (around.folder / name).is_dir() else name


def names_bound(tree: ast.AST) -> set[str]:
    """Every name that some statement, function or comprehension in the tree binds."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.AsyncFunctionDef(name=name) | ast.arg(arg=name):
                names.add(name)
            case ast.alias(name=name, asname=asname):
                names.add(asname or name.split(".")[0])  # "*" for a star import
            case ast.ExceptHandler(name=str(name)):
                names.add(name)
    return names


def names_of_scope(tree: ast.Module) -> set[str]:
    """Names that the module's own statements bind; the insides of functions and comprehensions left out."""
    names: set[str] = set()
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name.split(".")[0])
        elif not isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            pending.extend(ast.iter_child_nodes(node))
    return names - {"*"}


def _python_part(line: str) -> str:
    """A line without its shell command or magic: only there a name may be bound."""
    if re.match(r"\s*[!%?]", line):
        return ""
    return re.split(r"=\s*[!%]", line)[0]
