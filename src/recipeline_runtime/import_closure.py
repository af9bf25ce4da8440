"""What the scoring line can reach by its imports, read as text: nothing in it may fit, split, search or resample.

    learning_names(Path("src/churn"))      # () or ("features.py, line 12: fit_transform",)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from .refit_guard import FIT, FUNCTIONS

LEARNS = frozenset(FIT) | {"train_on_batch", "fit_regularized"}
CHOOSES = frozenset(name for names in FUNCTIONS.values() for name in names if name not in ("train", "cv", "resample"))
SEARCH = "SearchCV"  # the end of the names of scikit-learn's searches
TRAINING_ONLY = "learned.is_training"  # a block under it runs while a bundle is made, and never else
LEARNING = "runtime/learned.py"  # the one module that computes in training what it looks up in scoring


def learning_names(package: Path, start: str = "scoring") -> tuple[str, ...]:
    """Each place in the modules that `start` reaches inside the package which fits or chooses rows: file, line, name."""
    return tuple(
        f"{module.relative_to(package).as_posix()}, line {line}: {name}"
        for module in sorted(reached(package, start))
        if module.relative_to(package).as_posix() != LEARNING
        for line, name in _learning(ast.parse(module.read_text(encoding="utf-8")))
    )


def reached(package: Path, start: str = "scoring") -> frozenset[Path]:
    """The files of the package that are loaded when `start` is imported, itself included."""
    todo, found = [package / f"{start}.py"], set()
    while todo:
        module = todo.pop()
        if module in found or not module.is_file():
            continue
        found.add(module)
        for names in _imported(ast.parse(module.read_text(encoding="utf-8")), package.name, module.relative_to(package).parent.parts):
            place = package.joinpath(*names)
            todo += [place.with_name(f"{place.name}.py"), place / "__init__.py"] if names else [package / "__init__.py"]
    return frozenset(found)


def _imported(tree: ast.AST, package: str, inside: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Modules of the package that a module imports, as paths below it; names that may be modules among them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                parts = tuple(alias.name.split("."))
                if parts[0] == package:
                    yield parts[1:]
        elif isinstance(node, ast.ImportFrom):
            parts = tuple(node.module.split(".")) if node.module else ()
            if node.level:
                base = inside[: len(inside) - node.level + 1] + parts
            elif parts[:1] == (package,):
                base = parts[1:]
            else:
                continue
            yield base
            yield from ((*base, alias.name) for alias in node.names)


def _learning(tree: ast.AST) -> Iterator[tuple[int, str]]:
    todo = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == TRAINING_ONLY:
            todo += node.orelse
            continue
        if isinstance(node, ast.Attribute) and (node.attr in LEARNS or node.attr in CHOOSES):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Name) and (node.id in CHOOSES or node.id.endswith(SEARCH)):
            yield node.lineno, node.id
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in CHOOSES or alias.name.endswith(SEARCH))
        todo += list(ast.iter_child_nodes(node))
