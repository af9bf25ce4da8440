"""Reads percent text into the model, for tests that need nothing of the reader."""

from __future__ import annotations

from recipeline.model.notebook import Cell, CellId, Notebook


def notebook(text: str) -> Notebook:
    """Cells start at `# %%`; markdown cells are left out; what stands before the first is no cell."""
    sources: list[list[str]] = []
    current: list[str] | None = None
    for line in text.splitlines(keepends=True):
        if line.startswith("# %%"):
            current = [] if "[markdown]" not in line else None
            if current is not None:
                sources.append(current)
        elif current is not None:
            current.append(line)
    cells = [Cell(CellId(f"c{n}"), n, n - 1, "".join(lines), "".join(lines), None) for n, lines in enumerate(sources, 1)]
    return Notebook("case", "case.py", "sha256:0", tuple(cells), None, "")
