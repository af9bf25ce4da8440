"""The walk over syntax trees that all rules share."""

from __future__ import annotations

import ast
from pathlib import Path

from recipeline.analyse import syntax
from recipeline.analyse.syntax import walk

MARKS = (ast.Load, ast.Store, ast.Del)
SOURCES = [*sorted((Path(__file__).parent / "cases").rglob("*.py"))[:120], Path(__file__), Path(syntax.__file__)]


def test_walks_as_ast_does() -> None:
    """A node that the walk leaves out is invisible to every rule."""
    seen = set()
    for path in SOURCES:
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except SyntaxError:  # cells with magics, or with faults on purpose
            continue
        expected = [node for node in ast.walk(tree) if not isinstance(node, MARKS)]
        assert walk(tree) == expected
        seen |= {type(node) for node in expected}
    assert len(seen) > 60


def test_walks_what_cases_have_not() -> None:
    """Patterns, decorators, type parameters and the like are rare, and nodes all the same."""
    text = "match p:\n    case {'a': A(b=[1, *c]), **rest} | None if x: pass\nasync def f(a: int = 1, /, *b, c=2, **d) -> int:\n    async with q as r: await s\n    global g\n    return f'{a!r:>{b}}'\n@e\nclass C(D, metaclass=M): ...\ntry: pass\nexcept* E as z: raise F from z\n"
    tree = ast.parse(text)
    assert walk(tree) == [node for node in ast.walk(tree) if not isinstance(node, MARKS)]
