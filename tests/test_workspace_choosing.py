"""recipeline.toml, edited by hand: what can be honoured is read, what cannot is told with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from percent import notebook

from recipeline.convert import understand
from recipeline.errors import RecipelineError
from recipeline.plan import Choices
from recipeline.workspace.choosing import read_choices
from recipeline.workspace.options import ConvertOptions

CELLS = """# %% 1
rates = [x * 2.5 for x in [1, 2]]
total = sum(rates)
# %% 2
total
"""


def chosen(folder: Path, choices: str) -> Choices:
    """What is read from a file with these choices."""
    (folder / "recipeline.toml").write_text(f"[choices]\n{choices}\n")
    return read_choices(folder, ConvertOptions(python="python"), understand(notebook(CELLS)))


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    """A first conversion decides all by itself."""
    assert read_choices(tmp_path, ConvertOptions(python="python"), understand(notebook(CELLS))) == Choices()


def test_every_kind_of_choice_is_read(tmp_path: Path) -> None:
    """A choice that is not read is a choice that does not hold."""
    text = """
    boldness = "careful"
    rename = { compute_total = "add_up" }
    move = { "2" = "features", "1:2" = "training" }
    keep = ["2"]
    drop = ["1:2"]
    lift = { "1:1 2.5" = "training.factor" }
    leave = ["training.seed"]
    model = "rates"
    history = { order = "day", entity = "shop" }
    """
    found = chosen(tmp_path, text)
    assert (found.boldness, found.keep, found.drop, found.leave) == ("careful", ("2",), ("1:2",), ("training.seed",))
    assert found.model == "rates"
    assert found.history == {"order": "day", "entity": "shop"}
    assert found.rename == {"compute_total": "add_up"}
    assert found.move == {"2": "features", "1:2": "training"}
    assert found.lift == {"1:1 2.5": "training.factor"}


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        pytest.param('kepe = ["1"]', "has no key 'kepe'", id="misspelt key"),
        pytest.param('boldness = "bold"', "boldness cannot be", id="no such boldness"),
        pytest.param('keep = "1"', "keep cannot be", id="text for a list"),
        pytest.param("drop = [1]", "drop cannot be", id="number for a place"),
        pytest.param('rename = ["a"]', "rename cannot be", id="list for a table"),
        pytest.param('keep = ["3"]', "names '3'", id="no such cell"),
        pytest.param('drop = ["1:3"]', "names '1:3'", id="no such statement"),
        pytest.param('move = { "9" = "features" }', "names '9'", id="move from nowhere"),
        pytest.param('move = { "1" = "cleaning" }', "'cleaning', which is no module", id="move to no module"),
        pytest.param('lift = { "1:1 3.5" = "training.factor" }', "no such literal", id="another literal"),
        pytest.param('lift = { "1:1" = "training.factor" }', "no such literal", id="no literal"),
        pytest.param('lift = { "1:1 2.5" = "factor" }', "which is no setting", id="key without section"),
        pytest.param('rename = { a = "add up" }', "no name in Python", id="name with a space"),
        pytest.param('learn = { "1:1 3.5" = "1:1" }', "no such number", id="another number"),
        pytest.param('learn = { "1:1 2.5" = "2:1" }', "no earlier statement shows", id="shown later"),
        pytest.param('history = { by = "day" }', "has no key 'by'", id="misspelt order"),
        pytest.param("model = 3", "model cannot be 3", id="number for a model"),
        pytest.param('model = "ratse"', "'ratse', which is no name", id="misspelt model"),
        pytest.param('rename = { a = "class" }', "no name in Python", id="keyword"),
    ],
)
def test_what_cannot_hold_is_told(tmp_path: Path, choices: str, told: str) -> None:
    """A choice that is passed over in silence is taken for granted by whoever wrote it."""
    with pytest.raises(RecipelineError, match="choices") as caught:
        chosen(tmp_path, choices)
    assert told in caught.value.what and caught.value.do
