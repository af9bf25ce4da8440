"""Case files of rules: percent cells with what a document stores beside the source, and the expectation below.

    # Why this case exists, one sentence.
    # files: data/orders.csv notes.txt            what lies beside the notebook (optional)
    # python: 3.7.4                               the version in the metadata (optional)
    # %% ran=3 tags=skip                          execution count, cell tags (both optional)
    df.head()
    #| out: a line of stored output               also `#| err:` for stderr, `#| error:` for an exception's name
    # %% [markdown]
    # Heading and text
    # expect
    # RP104 2:1                                   fires there
    # quiet RP101                                 does not fire at all
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from recipeline.analyse import analyse
from recipeline.read import read_notebook
from recipeline.rules import Subject


@dataclass(frozen=True)
class RuleCase:
    """A notebook and what rules say of it."""

    document: str  # the .ipynb as JSON
    files: frozenset[str]
    fires: frozenset[tuple[str, str]]  # code and place
    quiet: frozenset[str]  # codes

    def subject(self, folder: Path) -> Subject:
        """The case, read by the real reader."""
        path = folder / "case.ipynb"
        path.write_text(self.document, encoding="utf-8")
        notebook = read_notebook(path)
        return Subject(notebook, analyse(notebook), self.files)


def load(path: Path) -> RuleCase:
    """Read one case file."""
    text, _, expected = path.read_text(encoding="utf-8").partition("\n# expect\n")
    files: set[str] = set()
    metadata: dict[str, object] = {}
    cells: list[dict[str, object]] = []
    lines: list[str] = []
    outputs: list[dict[str, object]] = []
    for line in text.splitlines():
        if line.startswith("# %%"):
            lines, outputs = [], []
            cells.append(_cell(line, lines, outputs))
        elif line.startswith("#| "):
            kind, _, rest = line.removeprefix("#| ").partition(": ")
            name = "stderr" if kind == "err" else "stdout"
            stream = {"output_type": "stream", "name": name, "text": rest + "\n"}
            outputs.append({"output_type": "error", "ename": rest, "evalue": "", "traceback": []} if kind == "error" else stream)
        elif cells:
            lines.append(line)
        elif line.startswith("# files:"):
            files.update(line.removeprefix("# files:").split())
        elif line.startswith("# python:"):
            metadata["language_info"] = {"name": "python", "version": line.removeprefix("# python:").strip()}
    for cell in cells:
        source = cell["source"]
        assert isinstance(source, list)
        if cell["cell_type"] == "markdown":
            source[:] = [re.sub(r"^# ?", "", one) for one in source]
        cell["source"] = "\n".join(source).strip("\n")
    wanted = [line.removeprefix("# ").split() for line in expected.splitlines() if line.strip()]
    return RuleCase(
        json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}),
        frozenset(files),
        frozenset((parts[0], parts[1]) for parts in wanted if parts[0] != "quiet"),
        frozenset(code for parts in wanted if parts[0] == "quiet" for code in parts[1:]),
    )


def _cell(header: str, lines: list[str], outputs: list[dict[str, object]]) -> dict[str, object]:
    if "[markdown]" in header:
        return {"cell_type": "markdown", "metadata": {}, "source": lines}
    ran = re.search(r"ran=(\d+)", header)
    tags = re.search(r"tags=(\S+)", header)
    return {
        "cell_type": "code",
        "metadata": {"tags": tags[1].split(",")} if tags else {},
        "execution_count": int(ran[1]) if ran else None,
        "outputs": outputs,
        "source": lines,
    }
