"""The number of edges grows with the notebook, not with its square."""

from __future__ import annotations

import pytest
from percent import notebook

from recipeline.analyse import analyse

SHAPES = [
    pytest.param("df = pd.read_csv('a.csv')", "df['c{i}'] = df['a'] * {i}", id="one frame changed again and again"),
    pytest.param("xs = []", "d{i} = pd.read_csv('{i}.csv')\nd{i}['x'] = 1\nxs.append(d{i})", id="many frames in one list"),
    pytest.param("x = 0", "if f({i}):\n    x = {i}\ny = x", id="a name bound on one branch"),
    pytest.param("x0 = [1]", "x{i} = [x0]\nx0 = x{i}", id="lists in lists"),
    pytest.param("", "pd.read_csv('d/a{i}.csv').to_csv('d/b{i}.csv')\nz = open(p{i}).read()", id="files"),
    pytest.param("", "from m{i} import *\ny{i} = foo", id="star imports"),
]


@pytest.mark.parametrize(("first", "cell"), SHAPES)
def test_edges_are_linear(first: str, cell: str) -> None:
    """Quadratic edges would make 5,000 cells take minutes; counted, not timed."""

    def edges(count: int) -> int:
        text = f"# %%\nimport pandas as pd\n{first}\n" + "".join(f"# %%\n{cell.replace('{i}', str(i))}\n" for i in range(count))
        return len(analyse(notebook(text)).edges)

    assert edges(400) < 2.6 * edges(200)


def test_an_empty_notebook_has_no_statements() -> None:
    """Empty cells and cells that do not parse are skipped, not fatal."""
    assert analyse(notebook("# %%\n\n# %%\nthis is no python\n# %%\n# only a comment\n")).statements == ()
