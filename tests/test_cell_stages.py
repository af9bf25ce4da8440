"""The stages of a cell: those that a reader would name, not those of each line in it."""

from __future__ import annotations

from percent import notebook

from recipeline.analyse import analyse
from recipeline.assess.cell_stages import by_cell

BOOK = """
# %%
from sklearn.datasets import load_digits
from sklearn.svm import SVC
import matplotlib.pyplot as plt
digits = load_digits()
X, y = digits.data, digits.target
# %%
rows = X[:100]
left, right = rows[:, 0], rows[:, 1]
plt.scatter(left, right)
# %%
half = X[:900]
plt.hist(half)
# %%
for size in (1, 10):
    print(SVC(C=size).fit(half, y[:900]).score(X[900:], y[900:]))
"""


def test_each_cell_has_the_stages_that_a_reader_names() -> None:
    """What a cell unpacks beside a load is the load, what it cuts out for its own figure is the figure, and what others use is its own stage."""
    book = notebook(BOOK)
    assert by_cell(book.cells, analyse(book)) == {
        1: ["ingestion"], 2: ["reporting"], 3: ["preprocessing", "reporting"], 4: ["training", "evaluation"],
    }  # fmt: skip
