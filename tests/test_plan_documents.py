"""What docstrings say of cells."""

from __future__ import annotations

import pytest

from recipeline.plan.documents import cells_text


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        pytest.param([4], "cell 4", id="one"),
        pytest.param([4, 5], "cells 4 and 5", id="two"),
        pytest.param([4, 5, 6], "cells 4 to 6", id="a run"),
        pytest.param([1, 2, 3, 7, 9, 10, 11], "cells 1 to 3, 7 and 9 to 11", id="runs"),
        pytest.param([2, 4], "cells 2 and 4", id="apart"),
    ],
)
def test_cells_are_told_as_runs(numbers: list[int], told: str) -> None:
    """A list of forty cell numbers in a docstring is noise; where the stretch begins and ends is what one looks for."""
    assert cells_text(numbers) == told
