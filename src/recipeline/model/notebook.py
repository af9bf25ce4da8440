"""A notebook as the rest of the compiler sees it: code cells of plain Python, with their surroundings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

CellId = NewType("CellId", str)  # given once by the reader; never recomputed from position


@dataclass(frozen=True, slots=True, order=True)
class At:
    """Where something is, in the user's terms. Every fact and every finding carries one."""

    cell: int  # 1-based, code cells only
    line: int  # 1-based, within the cell

    def __str__(self) -> str:
        return f"{self.cell}:{self.line}"

    @property
    def spoken(self) -> str:
        return f"cell {self.cell}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Magic:
    """A line (or a whole cell) that was IPython and not Python, and what became of it."""

    at: At
    text: str  # as the author wrote it
    became: Literal["python", "requirement", "step", "file", "dropped"]
    why: str  # one sentence for the ledger


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """Why one cell could not be parsed. The other cells are still analysed."""

    at: At
    message: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One code cell, ready to parse."""

    id: CellId
    number: int  # 1-based, counting code cells only: what the user sees in Jupyter
    index: int  # 0-based over all cells, markdown included
    source: str  # plain Python, magics already replaced; as many lines as `original`. "" if `fault`
    original: str  # as the author wrote it
    ran_at: int | None  # Jupyter's execution count; None if the cell was never run
    headings: tuple[str, ...] = ()  # the open markdown headings above the cell, outermost first
    prose: str = ""  # the markdown between the previous code cell and this one, without its headings
    tags: tuple[str, ...] = ()
    magics: tuple[Magic, ...] = ()
    fault: SyntaxFault | None = None
    output_text: str = ""  # stored text outputs, joined (at most 100,000 characters)
    failed_with: str | None = None  # name of the exception that stands in its stored outputs; None if none does, or a tag says that it is meant


@dataclass(frozen=True, slots=True)
class Companion:
    """A file the notebook makes for itself (`%%writefile m.py`, `%run other.ipynb`): comes along."""

    path: str  # relative to the notebook's folder, posix
    text: str


@dataclass(frozen=True, slots=True)
class Notebook:
    """A whole notebook."""

    name: str  # file name without its ending: "churn"
    path: str  # as the user gave it
    digest: str  # "sha256:…" over the file's bytes
    cells: tuple[Cell, ...]  # code cells only
    title: str | None  # the first level-1 markdown heading
    introduction: str  # the markdown before the first code cell, without headings
    requirements: tuple[str, ...] = ()  # from `!pip install`, `%pip`, `!conda install`
    companions: tuple[Companion, ...] = ()
    python_version: str | None = None  # language_info.version, where the file says so
    raw: str = ""  # the .ipynb document as JSON text, for the copy in `notebooks/`; "" for text formats
