"""Reads percent text into the model, for tests that need nothing of the reader."""

from __future__ import annotations

from recipeline.model.notebook import Cell, CellId, Notebook


def notebook(text: str) -> Notebook:
    """Cells start at `# %%`; of markdown cells the last heading counts; what stands before the first is no cell."""
    sources: list[tuple[list[str], tuple[str, ...]]] = []
    current: list[str] | None = None
    headings: tuple[str, ...] = ()
    for line in text.splitlines(keepends=True):
        if line.startswith("# %%"):
            current = [] if "[markdown]" not in line else None
            if current is not None:
                sources.append((current, headings))
        elif current is not None:
            current.append(line)
        elif line.startswith("# #"):
            headings = (line.lstrip("# ").strip(),)
    cells = [
        Cell(CellId(f"c{n}"), n, n - 1, "".join(lines), "".join(lines), None, headings=above)
        for n, (lines, above) in enumerate(sources, 1)
    ]
    return Notebook("case", "case.py", "sha256:0", tuple(cells), None, "")
