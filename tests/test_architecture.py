"""Holds the rules of ARCHITECTURE.md: who may import whom, who may touch the disk, who may run code.

Read from the source by `ast`, so that imports inside functions count too.
"""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "recipeline"
RUNTIME = ROOT / "src" / "recipeline_runtime"

LAYERS = (
    "model",
    "errors",
    "read",
    "analyse",
    "rules",
    "plan",
    "assess",
    "targets",
    "emit",
    "convert",
    "observe",
    "verify",
    "workspace",
    "cli",
    "web",
)  # each may import those before it, and itself
PURE = LAYERS[: LAYERS.index("convert") + 1]
RUNS_USER_CODE = ("observe", "verify")

# What the pure layers may not import: each reaches the disk, the network or another process.
OUTSIDE = {
    "os",
    "shutil",
    "tempfile",
    "glob",
    "subprocess",
    "multiprocessing",
    "socket",
    "urllib",
    "http",
    "requests",
    "sqlite3",
    "pickle",
    "shelve",
    "ctypes",
    "signal",
    "runpy",
}
PROCESSES = {"subprocess", "multiprocessing", "runpy", "pty"}
POOL = "concurrent.futures.ProcessPoolExecutor"
OUR_OWN_PROCESSES = "recipeline.workspace.assessing"  # starts copies of ourselves, to assess many notebooks at once
TEMPLATES = {"jinja2", "mako", "chevron", "cheetah", "tornado.template"}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "core", "common", "misc"}
DISK_METHODS = {"read_text", "write_text", "read_bytes", "write_bytes", "mkdir", "unlink", "rmdir", "iterdir"}
SLOW_IMPORTS = {
    "pandas",
    "numpy",
    "nbformat",
    "sqlalchemy",
    "pydantic",
    "libcst",
    "starlette",
    "rich",
    "IPython",
    "jupytext",
    "yaml",
    "ruff",
}
DISTRIBUTIONS = {"IPython": "ipython", "yaml": "pyyaml"}  # where the import has another name


def modules(folder: Path = PACKAGE) -> list[Path]:
    """Every Python file of a package."""
    return sorted(folder.rglob("*.py"))


def dotted(path: Path) -> str:
    """The name under which a file is imported."""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(name: str) -> str | None:
    """The layer of a module of ours; None for the package itself, which only holds the version."""
    parts = name.split(".")
    if parts[0] != "recipeline" or len(parts) == 1:
        return None
    return "cli" if parts[1] == "__main__" else parts[1]


def imports_of(path: Path, *, when_run: bool = False) -> Iterator[str]:
    """Dotted names a file imports, wherever in it; modules named in strings (lazy imports) too.

    `when_run` leaves out what only a type checker imports.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = (
        {id(inner) for block in _type_checking(tree) for inner in ast.walk(block)} if when_run else set()
    )
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{_base(path, node)}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and _names_a_module(node.value):
            yield node.value


def _type_checking(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from node.body


def _base(path: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = path.parents[node.level - 1].relative_to(ROOT / "src").parts
    return ".".join([*package, *([node.module] if node.module else [])])


def _names_a_module(value: object) -> TypeGuard[str]:
    is_dotted = isinstance(value, str) and re.fullmatch(r"recipeline(\.[a-z_]+)+", value)
    return bool(is_dotted) and layer_of(value) in LAYERS


def edges() -> dict[str, set[str]]:
    """Which module of ours imports which, as modules."""
    known = {dotted(path) for path in modules()}
    graph: dict[str, set[str]] = {}
    for path in modules():
        targets = (
            name if name in known else name.rpartition(".")[0] for name in imports_of(path, when_run=True)
        )
        graph[dotted(path)] = {target for target in targets if target in known} - {dotted(path)}
    return graph


def tops(path: Path) -> set[str]:
    """First parts of what a file imports."""
    return {name.partition(".")[0] for name in imports_of(path)}


def in_layers(layers: tuple[str, ...]) -> list[Path]:
    """The files of some layers."""
    return [path for path in modules() if layer_of(dotted(path)) in layers]


def test_every_module_belongs_to_a_layer():
    """A folder that no rule knows would escape all of them."""
    assert {layer_of(dotted(path)) for path in modules()} - {None} <= set(LAYERS)


def test_layers_only_look_down():
    """`analyse` may use `model`; `model` may use nothing: only so can a layer be understood alone."""
    for path in modules():
        mine = layer_of(dotted(path))
        if mine is None:
            continue
        for name in imports_of(path):
            other = layer_of(name)
            if other in LAYERS:
                assert LAYERS.index(other) <= LAYERS.index(mine), f"{dotted(path)} looks up to {name}"


def test_no_import_cycles():
    """Two modules that import each other are one module that is hard to read."""
    graph, done = edges(), set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " -> ".join([*above[above.index(name) :], name])
        if name not in done:
            for other in graph[name]:
                visit(other, (*above, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_pure_layers_reach_nothing_outside():
    """The whole conversion can be tested without a disk; `read` reads one file, `emit` pipes through ruff."""
    for path in in_layers(PURE):
        layer, found = layer_of(dotted(path)), tops(path) & OUTSIDE
        if layer == "emit" and "ruff" in tops(path):
            found -= {"subprocess"}
        if layer == "read":
            found -= {"os"}
        assert not found, f"{dotted(path)} imports {sorted(found)}"


def test_pure_layers_do_not_touch_files():
    """`open` and Path's methods would reach the disk without any import that shows it."""
    for path in in_layers(tuple(layer for layer in PURE if layer != "read")):
        assert "pathlib.Path" not in set(imports_of(path)), f"{dotted(path)}: PurePath will do"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                assert not (isinstance(called, ast.Name) and called.id == "open"), f"{path}:{node.lineno}"
                method = called.attr if isinstance(called, ast.Attribute) else ""
                assert method not in DISK_METHODS, f"{path}:{node.lineno} calls {method}"


def test_only_observe_and_verify_start_processes():
    """User code runs in another process, and only there: nobody is surprised by what `slice` does."""
    for path in modules():
        layer = layer_of(dotted(path))
        pipes_ruff = layer == "emit" and "ruff" in tops(path)
        if layer not in RUNS_USER_CODE and not pipes_ruff:
            assert not tops(path) & PROCESSES, f"{dotted(path)} starts a process"
            if dotted(path) != OUR_OWN_PROCESSES:
                assert POOL not in imports_of(path), f"{dotted(path)} starts processes"


def test_only_observe_and_verify_execute_code():
    """`exec` and `eval` in our own process would run a stranger's code as us."""
    for path in modules():
        if layer_of(dotted(path)) in RUNS_USER_CODE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("exec", "eval", "__import__"), f"{path}:{node.lineno}"


def test_python_never_comes_from_a_template():
    """Templates lose the author's comments and can print code that does not parse."""
    for path in modules():
        name = dotted(path)
        if not name.startswith(("recipeline.emit.prose", "recipeline.targets", "recipeline.web")):
            assert not tops(path) & TEMPLATES, name


def test_the_compiler_imports_no_library_of_the_notebook():
    """It would then work with the library's version of ours, and not with the notebook's."""
    for path in modules():
        if layer_of(dotted(path)) not in RUNS_USER_CODE:
            assert not tops(path) & {"pandas", "numpy", "sklearn", "matplotlib", "polars"}, dotted(path)


def test_the_runtime_stands_alone():
    """It is copied into projects whose environment has no compiler."""
    for path in modules(RUNTIME):
        assert "recipeline" not in tops(path), path


@pytest.mark.parametrize("folder", [PACKAGE, RUNTIME], ids=["recipeline", "recipeline_runtime"])
def test_every_module_says_what_it_is(folder):
    """The docstrings, read in order, are the tour of the code."""
    for path in modules(folder):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_no_module_has_a_vague_name():
    """A module called after nothing collects everything."""
    for path in modules():
        assert not set(path.relative_to(PACKAGE).with_suffix("").parts) & VAGUE, path


def test_modules_stay_small():
    """Four hundred lines are what one reads in a sitting; a longer module has two subjects."""
    long = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()
    }
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_functions_fit_on_a_screen():
    """No function has more than sixty lines: beyond that nobody checks it whole."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, f"{path}:{node.lineno} {node.name}"


def test_examples_in_docstrings_are_true():
    """An example that is wrong is worse than none."""
    for path in modules():
        if ">>>" in path.read_text(encoding="utf-8"):
            assert doctest.testmod(importlib.import_module(dotted(path))).failed == 0, path


def test_help_imports_nothing_slow():
    """`recipeline --help` and every typo must answer at once."""
    program = "import sys; from recipeline.cli.main import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Commands:" in run.stdout
    assert {name.partition(".")[0] for name in run.stderr.split()} & SLOW_IMPORTS == set()


def declared() -> set[str]:
    """The distributions that pyproject.toml depends on."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {re.split(r"[<>=!~\[; ]", line)[0].lower() for line in table["project"]["dependencies"]}


def test_every_dependency_is_justified():
    """Each dependency is a cost to all users: ARCHITECTURE.md says what it is for."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    assert {name for name in declared() if f"`{name}`" not in text.lower()} == set()


def test_everything_imported_is_declared():
    """An undeclared import works on the developer's machine only."""
    for path in modules():
        if layer_of(dotted(path)) in RUNS_USER_CODE:
            continue  # their recorder uses what the notebook's environment happens to have
        foreign = tops(path) - set(sys.stdlib_module_names) - {"recipeline", "recipeline_runtime"}
        missing = {name for name in foreign if DISTRIBUTIONS.get(name, name).lower() not in declared()}
        assert not missing, f"{dotted(path)} imports {sorted(missing)}"
