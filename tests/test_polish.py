"""What ruff does to the text that we emit, and what is told of it."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from recipeline.emit.polish import polish_files
from recipeline.errors import RecipelineError
from recipeline.model.project import ProjectFile

MODULE = ProjectFile(PurePosixPath("src/p/m.py"), "import os\n\n\ndef f():\n    return missing\n")
OTHER = ProjectFile(PurePosixPath("notes.txt"), "import os\n")


def test_an_undefined_name_is_our_fault_in_a_strict_run() -> None:
    """A name that a cell binds and the project does not is a wrong plan: the next plan must be tried."""
    with pytest.raises(RecipelineError, match="missing"):
        polish_files([MODULE], "p", frozenset(), strict=True)


def test_an_undefined_name_is_told_in_a_lenient_run() -> None:
    """A notebook with hidden state still gives a project, and nobody is left to find the hole alone."""
    done = polish_files([MODULE, OTHER], "p", frozenset(), strict=False)
    assert done.undefined == ("missing",)
    assert done.files[0].text == "def f():\n    return missing  # noqa: F821\n"
    assert done.files[1] == OTHER


def test_a_name_that_the_notebook_never_binds_is_told_too() -> None:
    """The notebook's own fault stops no conversion, and is not silent."""
    assert polish_files([MODULE], "p", frozenset({"missing"}), strict=True).undefined == ("missing",)
