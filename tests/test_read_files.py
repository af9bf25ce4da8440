"""Files: every format that we know is read, and every file that we cannot read gets one clear message."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from recipeline.errors import RecipelineError
from recipeline.read import read_notebook


def v4(cells: list[dict[str, Any]], **more: Any) -> str:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **more})


def code(source: Any, **more: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "source": source,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        **more,
    }


V3 = {
    "nbformat": 3, "nbformat_minor": 0, "metadata": {"name": "old"},
    "worksheets": [{"cells": [
        {"cell_type": "heading", "level": 2, "source": ["Load"]},
        {"cell_type": "code", "language": "python", "input": ["x = 1\n", "x"], "prompt_number": 7, "outputs": [
            {"output_type": "pyout", "prompt_number": 7, "text": ["1"]}]},
    ]}],
}  # fmt: skip


class TestFormats:
    def test_v4_takes_strings_and_lists(self, tmp_path: Path) -> None:
        """The format allows both; counts, tags and ids are kept."""
        cells = [
            code(["x = 1\n", "x"], id="abc", execution_count=3, metadata={"tags": ["parameters"]}),
            code("y = 2"),
        ]
        path = tmp_path / "a.b.ipynb"
        path.write_text(v4(cells))
        notebook = read_notebook(path)
        first, second = notebook.cells
        assert (first.source, first.id, first.ran_at, first.tags) == ("x = 1\nx", "abc", 3, ("parameters",))
        assert (second.number, second.index, second.ran_at) == (2, 1, None)
        assert notebook.name == "a.b" and notebook.digest.startswith("sha256:")

    def test_v3_is_upgraded(self, tmp_path: Path) -> None:
        """Old notebooks are still around; the copy for the project is in the new format."""
        path = tmp_path / "old.ipynb"
        path.write_text(json.dumps(V3))
        notebook = read_notebook(path)
        cell = notebook.cells[0]
        assert (cell.source, cell.ran_at, cell.headings, cell.output_text.strip()) == (
            "x = 1\nx",
            7,
            ("Load",),
            "1",
        )
        assert json.loads(notebook.raw)["nbformat"] == 4

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            pytest.param("a.py", "# %% [markdown]\n# # Title\n# Why.\n\n# %%\nx = 1\n\n# %%\n# %matplotlib inline\ny = x\n", id="percent"),
            pytest.param("a.py", "#%% [markdown]\n# # Title\n# Why.\n#%%\nx = 1\n#%%\n# %matplotlib inline\ny = x\n", id="spyder"),
            pytest.param("a.py", "# # Title\n# Why.\n\n# +\nx = 1\n# -\n\n# +\n# %matplotlib inline\ny = x\n# -\n", id="light"),
            pytest.param("a.md", "# Title\nWhy.\n\n```python\nx = 1\n```\n\n```python\n%matplotlib inline\ny = x\n```\n", id="markdown"),
            pytest.param("a.md", "---\njupytext:\n  text_representation:\n    format_name: myst\n---\n# Title\nWhy.\n\n```{code-cell} python\nx = 1\n```\n\n```{code-cell} python\n%matplotlib inline\ny = x\n```\n", id="myst"),
            pytest.param("a.Rmd", "# Title\nWhy.\n\n```{python}\nx = 1\n```\n\n```{python}\n%matplotlib inline\ny = x\n```\n", id="r markdown"),
            pytest.param("a.qmd", "# Title\nWhy.\n\n```{python}\nx = 1\n```\n\n```{python}\n%matplotlib inline\ny = x\n```\n", id="quarto"),
        ],
    )  # fmt: skip
    def test_text_formats(self, tmp_path: Path, name: str, text: str) -> None:
        """The same notebook, whatever text it is kept as."""
        path = tmp_path / name
        path.write_text(text)
        notebook = read_notebook(path)
        assert [cell.source.strip() for cell in notebook.cells] == ["x = 1", "y = x"]
        assert [magic.became for magic in notebook.cells[1].magics] == ["dropped"]
        assert (notebook.title, notebook.introduction, notebook.raw) == ("Title", "Why.", "")

    def test_text_cells_keep_their_ids(self, tmp_path: Path) -> None:
        """A text format stores no ids: ours come from the text, so that two reads agree and a cell may move."""
        path = tmp_path / "a.py"
        path.write_text("# %%\nx = 1\n\n# %%\ny = 2\n\n# %%\nx = 1\n")
        first = [cell.id for cell in read_notebook(path).cells]
        path.write_text("# %%\ny = 2\n\n# %%\nx = 1\n\n# %%\nx = 1\n")
        assert [cell.id for cell in read_notebook(path).cells] == [first[1], first[0], first[2]]
        assert len(set(first)) == 3

    def test_plain_script_is_one_cell(self, tmp_path: Path) -> None:
        """Blank lines and comments are no cell marks."""
        path = tmp_path / "a.py"
        path.write_text("import os\n\n# step 1\nx = 1\n\n\ndef f():\n    return x\n")
        assert len(read_notebook(path).cells) == 1

    def test_raw_holds_no_outputs(self, tmp_path: Path) -> None:
        """The copy in the project must not carry results, counts or widget states."""
        path = tmp_path / "a.ipynb"
        output = {"output_type": "stream", "name": "stdout", "text": ["secret\n"]}
        path.write_text(
            v4([code("x", outputs=[output], execution_count=5)], metadata={"widgets": {"state": "secret"}})
        )
        notebook = read_notebook(path)
        assert (
            "secret" not in notebook.raw and json.loads(notebook.raw)["cells"][0]["execution_count"] is None
        )
        assert notebook.cells[0].output_text == "secret\n"

    def test_large_outputs_are_cut(self, tmp_path: Path) -> None:
        """A 200 MB output must not follow the notebook through the compiler."""
        path = tmp_path / "a.ipynb"
        output = {"output_type": "stream", "name": "stdout", "text": ["line\n"] * 50_000}
        path.write_text(v4([code("x", outputs=[output])]))
        assert len(read_notebook(path).cells[0].output_text) == 100_000


@pytest.mark.parametrize(
    ("name", "content", "what", "where"),
    [
        pytest.param("a.ipynb", b"", "empty", "a.ipynb", id="empty"),
        pytest.param("a.ipynb", b"hello", "not JSON", "line 1, column 1", id="text"),
        pytest.param(
            "a.ipynb",
            b'{"cells": [\n {"cell_type": }]}',
            "not valid JSON",
            "line 2, column 16",
            id="bad json",
        ),
        pytest.param("a.ipynb", v4([code("x = 1")]).encode()[:-30], "cut off", "line 1", id="truncated"),
        pytest.param("a.ipynb", b'{"cells": [\n<<<<<<< HEAD\n]}', "git merge", "line 2", id="merge"),
        pytest.param("a.ipynb", b"<!DOCTYPE html><html>", "web page", "a.ipynb", id="web page"),
        pytest.param(
            "a.ipynb", b"version https://git-lfs.github.com/spec/v1\n", "Git LFS", "a.ipynb", id="lfs"
        ),
        pytest.param("a.ipynb", b"[1, 2]", "not a notebook", "a.ipynb", id="a list"),
        pytest.param("a.ipynb", b'{"a": 1}', "not a notebook", "a.ipynb", id="other json"),
        pytest.param(
            "a.ipynb", b'{"cells": 3, "nbformat": 4}', "no list of cells", "a.ipynb", id="cells is no list"
        ),
        pytest.param(
            "a.ipynb", b'{"cells": [], "nbformat": 9}', "format 9 is unknown", "a.ipynb", id="format 9"
        ),
        pytest.param(
            "a.ipynb", b'{"worksheets": 7, "nbformat": 3}', "cannot be brought", "a.ipynb", id="broken v3"
        ),
        pytest.param("a.ipynb", v4([]).encode(), "no code", "a.ipynb", id="no cell"),
        pytest.param("a.ipynb", v4([code(" \n")]).encode(), "no code", "a.ipynb", id="blank cell"),
        pytest.param("a.ipynb", b"\x89PNG\r\n\x1a\n\x00\x00", "binary", "byte 0", id="binary"),
        pytest.param("a.ipynb", b'{"a": "caf\xe9"}', "not UTF-8", "line 1, byte 10", id="latin-1"),
        pytest.param("a.ipynb", b"[" * 100_000, "nested too deeply", "a.ipynb", id="deep json"),
        pytest.param("a.csv", b"a,b\n1,2\n", "does not read .csv", "a.csv", id="csv"),
        pytest.param("a.py", b"\n\n", "empty", "a.py", id="empty script"),
        pytest.param("a.md", b"# Only prose\n", "no code", "a.md", id="prose"),
    ],
)
def test_unreadable_content(tmp_path: Path, name: str, content: bytes, what: str, where: str) -> None:
    """Three parts, never a traceback: what is wrong, where, what to do."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(RecipelineError) as raised:
        read_notebook(path)
    assert what in raised.value.what
    assert where in raised.value.where
    assert raised.value.do


class TestUnreadablePaths:
    def test_missing_file_names_its_neighbour(self, tmp_path: Path) -> None:
        """Most missing files are typing errors."""
        (tmp_path / "Churn Model.ipynb").write_text("{}")
        with pytest.raises(RecipelineError, match="Did you mean Churn Model.ipynb"):
            read_notebook(tmp_path / "churn_model.ipynb")

    def test_missing_folder(self, tmp_path: Path) -> None:
        """The first wrong part of the path is the one to mend."""
        with pytest.raises(RecipelineError, match="The folder .* does not exist"):
            read_notebook(tmp_path / "no" / "a.ipynb")

    def test_folder(self, tmp_path: Path) -> None:
        """It may hold the notebook that was meant."""
        (tmp_path / "a.ipynb").write_text("{}")
        with pytest.raises(RecipelineError, match="folder, not a notebook") as raised:
            read_notebook(tmp_path)
        assert "a.ipynb" in raised.value.do

    def test_broken_link(self, tmp_path: Path) -> None:
        """The link exists, so `no such file` would puzzle."""
        (tmp_path / "a.ipynb").symlink_to(tmp_path / "gone.ipynb")
        with pytest.raises(RecipelineError, match="link to a file that does not exist"):
            read_notebook(tmp_path / "a.ipynb")

    def test_link_is_followed(self, tmp_path: Path) -> None:
        """A link to a notebook is a notebook."""
        (tmp_path / "real.ipynb").write_text(v4([code("x = 1")]))
        (tmp_path / "a.ipynb").symlink_to(tmp_path / "real.ipynb")
        assert read_notebook(tmp_path / "a.ipynb").name == "a"

    def test_no_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The tests may run as root, who may read all: the refusal is simulated."""
        path = tmp_path / "a.ipynb"
        path.write_text("{}")

        def refuse(self: Path) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(RecipelineError, match="no permission"):
            read_notebook(path)

    @pytest.mark.parametrize("name", ["a" * 5000 + ".ipynb", "a\x00b.ipynb"], ids=["too long", "a NUL"])
    def test_impossible_names(self, tmp_path: Path, name: str) -> None:
        """The system refuses these names with errors of many kinds."""
        with pytest.raises(RecipelineError):
            read_notebook(tmp_path / name)


class TestLanguages:
    @pytest.mark.parametrize(
        "metadata",
        [
            pytest.param({"kernelspec": {"name": "ir", "language": "R"}}, id="kernel says R"),
            pytest.param({"language_info": {"name": "julia"}}, id="info says julia"),
            pytest.param({"kernelspec": {"name": "julia-1.6"}}, id="only the kernel's name"),
        ],
    )
    def test_other_language(self, tmp_path: Path, metadata: dict[str, Any]) -> None:
        """R that happens to parse as Python must not be converted."""
        path = tmp_path / "a.ipynb"
        path.write_text(v4([code("x = 1")], metadata=metadata))
        with pytest.raises(RecipelineError, match=r"(?i)written in (R|julia)"):
            read_notebook(path)

    @pytest.mark.parametrize("metadata", [{}, {"kernelspec": {"name": "conda-env-ir-py", "language": "python"}}, {"kernelspec": {"name": "irene"}}, {"kernelspec": 3, "language_info": []}])  # fmt: skip
    def test_python_by_any_name(self, tmp_path: Path, metadata: dict[str, Any]) -> None:
        """Kernels have any name, and many files say nothing."""
        path = tmp_path / "a.ipynb"
        path.write_text(v4([code("x = 1")], metadata=metadata))
        assert read_notebook(path).cells[0].source == "x = 1"

    def test_python_2(self, tmp_path: Path) -> None:
        """A Python 2 kernel is fine as long as the code is also Python 3; else the notebook is refused."""
        path = tmp_path / "a.ipynb"
        metadata = {"language_info": {"name": "python", "version": "2.7.10"}}
        path.write_text(v4([code("print(1)")], metadata=metadata))
        assert read_notebook(path).python_version == "2.7.10"
        path.write_text(v4([code("x = 1"), code("x\nprint x")], metadata=metadata))
        with pytest.raises(RecipelineError, match="Python 2") as raised:
            read_notebook(path)
        assert "cell 2, line 2" in raised.value.where


def test_syntax_newer_than_ours_is_said_so(tmp_path: Path) -> None:
    """A fault may be ours: the notebook's Python may know more than the one we run on."""
    path = tmp_path / "a.ipynb"
    metadata = {"language_info": {"name": "python", "version": "3.99.0"}}
    path.write_text(v4([code("x = 1"), code("x = $")], metadata=metadata))
    fault = read_notebook(path).cells[1].fault
    assert fault is not None and "written for Python 3.99" in fault.message


def test_reading_loads_no_notebook_library(tmp_path: Path) -> None:
    """nbformat, jupytext and IPython take longer to import than most notebooks to read."""
    import subprocess

    path = tmp_path / "a.ipynb"
    path.write_text(v4([code("%matplotlib inline\nx = !ls")]))
    script = (
        "import sys; from pathlib import Path; from recipeline.read import read_notebook;"
        f"read_notebook(Path({str(path)!r})); print({{'nbformat', 'jupytext', 'IPython'}} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
