"""`%run other.py` and `%run other.ipynb`: the file becomes a module, its names are imported.

    %run prepare.ipynb    ->    from prepare import *      and the companion prepare.py

`%run` also runs `if __name__ == "__main__"` blocks; an import does not. A file that has one, or that hides names
from `import *`, comes along as a copy whose guard is open and whose `__all__` lists every name it binds.
"""

from __future__ import annotations

import ast
import builtins
import re
import shlex
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from recipeline.errors import RecipelineError
from recipeline.model.notebook import Companion
from recipeline.read.files import decode, read_bytes
from recipeline.read.interpolation import interpolate
from recipeline.read.outcome import Outcome, quoted, refused
from recipeline.read.python_check import NotPython, parse
from recipeline.read.surroundings import Surroundings, free_module_name, names_bound, names_of_scope

_OPTIONS_WITH_VALUE = frozenset({"-N", "-l", "-s", "-D", "-T"})
_GUARD = re.compile(r"__name__\s*==\s*(['\"])__main__\1")


@dataclass(frozen=True, slots=True)
class _Script:
    """The file behind a `%run`."""

    text: str
    requirements: tuple[str, ...] = ()
    companions: tuple[Companion, ...] = ()


def run_file(text: str, around: Surroundings) -> Outcome:
    """What `%run text` becomes."""
    options, rest = _split(text)
    if "-m" in options:
        return refused("`%run -m` runs a module as a program; import what it offers")
    if not rest:
        return refused("`%run` does not say which file")
    name = interpolate(rest[0], around).literal
    if name is None:
        return refused("`%run` of a file whose name is computed: write the name")
    folder = around.working_folder()
    if folder is None and not Path(name).is_absolute():
        return refused(
            f"`%run {name}` after the working directory changed: nobody can say where that file lies"
        )
    try:
        script = _find(name, folder or around.folder, around)
        if script is None:
            return _missing(name)
        return _import_of(name, script, rest[1:], options, around)
    except RecipelineError as problem:
        return refused(f"`%run {name}`: {problem.what}")
    except (OSError, ValueError, RuntimeError) as problem:  # a name too long, a home that is unknown
        return refused(f"`%run {name[:80]}`: the file cannot be read ({type(problem).__name__})")


def _split(text: str) -> tuple[list[str], list[str]]:
    try:
        words = shlex.split(text)
    except ValueError:
        words = text.split()
    options: list[str] = []
    while words and words[0].startswith("-"):
        options.append(words.pop(0))
        if options[-1] in _OPTIONS_WITH_VALUE and words:
            words.pop(0)
    return options, words


def _missing(name: str) -> Outcome:
    wanted = name if name.endswith((".py", ".ipynb", ".ipy")) else f"{name}.py"
    why = f"`%run` of a file that does not exist: {wanted}. The line raises the same error as in Jupyter"
    return Outcome("python", why, f"raise FileNotFoundError({quoted(wanted)})")


def _find(name: str, folder: Path, around: Surroundings) -> _Script | None:
    for candidate in (
        (name, f"{name}.py", f"{name}.ipynb") if not name.endswith((".py", ".ipynb")) else (name,)
    ):
        if (made := around.companions.get(candidate.removeprefix("./"))) is not None:
            return _Script(made.text)
        path = folder / Path(candidate).expanduser()
        if not path.is_file():
            continue
        if candidate.endswith(".ipynb"):
            return _from_notebook(path, around)
        return _Script(decode(read_bytes(path), path))
    return None


def _from_notebook(path: Path, around: Surroundings) -> _Script:
    notebook = around.read_other(path)
    for cell in notebook.cells:
        if cell.fault is not None:
            raise RecipelineError(
                f"its cell {cell.fault.at.cell} cannot be converted: {cell.fault.message}",
                where=str(path), do="Mend that cell.",
            )  # fmt: skip
    text = "\n\n".join(cell.source.strip("\n") for cell in notebook.cells if cell.source.strip())
    return _Script(text + "\n", notebook.requirements, notebook.companions)


def _import_of(
    name: str, script: _Script, arguments: list[str], options: list[str], around: Surroundings
) -> Outcome:
    tree = parse(script.text)
    if isinstance(tree, NotPython):
        return refused(f"`%run {name}`: line {tree.line} of it is {tree.message}")
    shares_names = "-i" in options or name.endswith(".ipynb")
    if shares_names and (foreign := [name for name in sorted(_foreign_names(tree)) if around.knows(name)]):
        return refused(
            f"`%run {name}` reads names of this notebook ({', '.join(foreign[:5])}): import it instead"
        )
    opened = _GUARD.sub("True", script.text) if "-n" not in options else script.text
    hidden = sorted(
        found for found in names_of_scope(tree) if found.startswith("_") and not found.startswith("__")
    )
    changed = opened != script.text or bool(hidden) or "__all__" in names_bound(tree)
    beside = PurePosixPath(name).name == name.removeprefix("./") and not name.endswith(".ipynb")
    beside = beside and around.working_folder() == around.folder
    module = PurePosixPath(name).name.removesuffix(".py").removesuffix(".ipynb")
    companions = list(script.companions)
    if changed or not beside or not module.isidentifier():
        module = free_module_name(module, changed and beside, around)
        if changed:
            opened += f"\n\n__all__ = {sorted(names_of_scope(tree) - {'__all__'})!r}\n"
        companions.append(Companion(f"{module}.py", opened))
    return Outcome(
        "python", f"runs {name}: it is the module `{module}`", _code(module, name, arguments, around),
        ("sys",) if arguments else (), script.requirements, tuple(companions),
    )  # fmt: skip


def _code(module: str, name: str, arguments: list[str], around: Surroundings) -> str:
    code = f"from {module} import *"
    if module in around.modules_run:
        code = f"import importlib, {module}; importlib.reload({module}); {code}"
    around.modules_run.add(module)
    if arguments:
        code = f"sys.argv = [{', '.join(quoted(word) for word in [name, *arguments])}]; {code}"
    return code


def _foreign_names(tree: ast.Module) -> set[str]:
    """Names that the file reads and nothing in it binds."""
    read = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    return {
        name for name in read - names_bound(tree) if not hasattr(builtins, name) and not name.startswith("__")
    }
