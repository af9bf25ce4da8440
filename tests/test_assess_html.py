"""The HTML report stands alone, hides nothing without a script, and lets no notebook text become markup."""

from __future__ import annotations

import re

from percent import notebook

from recipeline.analyse import analyse
from recipeline.assess import assessment
from recipeline.assess.html import render_html

TEXT = """# %% 1
import pandas as pd
df = pd.read_csv("/home/ann/a.csv")
# %% 2
title = "<script>alert('x')</script>"
total = df["a"].sum()
total.to_csv("out.csv")
# %% 3
# only a comment
"""


def page() -> str:
    book = notebook(TEXT)
    document = assessment(book, analyse(book))
    return render_html([document], {document["path"]: [cell.original for cell in book.cells]})


def test_fetches_nothing() -> None:
    """It is opened from a mail or a build's artefacts, where there is no network."""
    assert not re.search(r"(?:src|href)=\"(?!#)", page())
    assert "http" not in page().replace("http-equiv", "")


def test_text_of_the_notebook_is_no_markup() -> None:
    """A notebook may be a stranger's."""
    assert "<script>alert" not in page()
    assert "&lt;script&gt;alert" in page()


def test_cells_findings_and_arcs_are_there_without_a_script() -> None:
    """In print, and for a reader that runs no script, nothing may be missing."""
    text = page()
    assert 'id="nb1c1"' in text and 'id="nb1c2"' in text
    assert 'id="nb1c3" data-stages="setup"' in text  # a cell without a statement has its place too
    assert "RP301" in text
    assert 'data-from="nb1c1" data-to="nb1c2"' in text


def test_a_notebook_that_failed_has_its_place() -> None:
    """One broken file must not hide the others."""
    failed = {"path": "b.ipynb", "digest": None, "error": {"what": "not <JSON>", "where": "b.ipynb", "do": "Save it again."}}
    text = render_html([failed], {})
    assert "not &lt;JSON&gt;" in text
