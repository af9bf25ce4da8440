"""A project's own tests stand alone: each can run first, on a machine where the line has never run."""

from __future__ import annotations

from percent import notebook

from recipeline.convert import decide, understand
from recipeline.emit.context import Context
from recipeline.emit.golden import function_test, reads_overwritten
from recipeline.plan import Choices
from recipeline.plan.paths import PathPlan

MADE = "# %%\nimport pandas as pd\nsales = pd.DataFrame({'a': [1, 2]})\n# %% [markdown]\n# ## Write\n# %%\nsales.to_csv('sales.csv', index=False)\n"
READ = "# %% [markdown]\n# ## Read\n# %%\nback = pd.read_csv('sales.csv')\n"


def planned(cells: str) -> Context:
    """A notebook that writes a file and reads it again."""
    understood = understand(notebook(cells))
    plan = decide(understood, None, Choices(), PathPlan("/nb", (), ("/nb/sales.csv",)))
    return Context(understood.notebook, understood.analysis, plan)


def test_what_reads_a_file_of_the_line_waits_for_the_line() -> None:
    """The file is there only once the line has run: alone, the test would fail in a fresh clone."""
    context = planned(MADE + READ)
    texts = {function.name: function_test(context, function) for function in context.functions}
    assert {name for name, text in texts.items() if "line: dict[str, Any]" in text} == {"load_back"}


def test_what_reads_a_file_that_changes_again_has_no_test_of_its_own() -> None:
    """After the line the file holds something else than when the function read it."""
    context = planned(MADE + READ + "# %% [markdown]\n# ## Write again\n# %%\nback.tail(1).to_csv('sales.csv', index=False)\n")
    assert [function.name for function in context.functions if reads_overwritten(context, function)] == ["load_back"]
