"""Causes of what is missing: a name, a file, a module."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

from recipeline.model.notebook import Notebook
from recipeline.observe.case import OLD_ENVIRONMENT, Answer, Case
from recipeline.observe.import_names import DISAPPEARED, DISTRIBUTIONS, OWN_NAMES, USUAL_ALIASES
from recipeline.observe.inside.statements import stored_names
from recipeline.observe.tree import find_in_tree


def name_error(case: Case) -> Answer | None:
    match = re.search(r"name '(\w+)' is not defined", case.message)
    if match is None:
        return None
    name = match[1]
    later = [number for number in _cells_defining(case.notebook, name) if number > case.cell]
    earlier = [number for number in _cells_defining(case.notebook, name) if number < case.cell]
    asleep = _asleep_giving(case.notebook, name)
    if asleep:
        return (
            f"The cell that defines `{name}` (`{asleep}`) is a raw cell: Jupyter does not run it.",
            "Turn it into a code cell (in Jupyter: Cell type, Code; or the key y), restart the kernel and run all cells.",
        )
    if later:
        return (
            f"Hidden state: `{name}` is only defined in cell {later[0]}, below; the notebook was last run in another order than it reads.",
            f"Move cell {later[0]} above cell {case.cell}, restart the kernel and run all cells.",
        )
    if _imported_from(case.notebook, name):
        return (f"`{name}` itself is never imported, only parts of it.", f"Add `import {name}` to the first cell.")
    if name in USUAL_ALIASES:
        return (f"`{name}` is used without its import.", f"Add `{USUAL_ALIASES[name]}` to the first cell.")
    if earlier:
        return (
            f"Cell {earlier[-1]} defines `{name}` only on some paths, or it was deleted (`del`) before cell {case.cell}.",
            f"Make sure that `{name}` is defined whenever cell {case.cell} runs.",
        )
    capture = _capture_giving(case.notebook, name)
    if capture:
        return (
            f"`%%capture {name}` in cell {capture} binds no name: the cell ends in a semicolon, and IPython keeps nothing of it then.",
            f"Take the semicolon at the end of cell {capture} away.",
        )
    magic = _magic_giving(case.notebook, name)
    if magic:
        return (f"`{name}` would come from a line that could not be carried over: {magic}", "Write that line in plain Python, or install what it needs.")
    if re.search(rf"\b{re.escape(name)}\.\w+\(", case.failing_lines) and name in DISTRIBUTIONS:
        return (f"No cell defines `{name}`, which is also the name of a package.", f"Add `import {name}` to the first cell; if need be: pip install {DISTRIBUTIONS[name]}")
    return (
        f"Hidden state: no cell defines `{name}`; the cell that did was deleted or renamed, or it comes from a session outside the notebook.",
        f"Add the cell that defines `{name}`.",
    )


def _cells_defining(notebook: Notebook, name: str) -> list[int]:
    found = []
    for cell in notebook.cells:
        try:
            tree = compile(cell.source, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        except (SyntaxError, ValueError):
            continue
        assert isinstance(tree, ast.Module)
        if any(name in stored_names(node) for node in tree.body):
            found.append(cell.number)
    return found


def _imported_from(notebook: Notebook, name: str) -> bool:
    return any(re.search(rf"^\s*from {re.escape(name)}[. ]", cell.source, re.M) for cell in notebook.cells)


def _asleep_giving(notebook: Notebook, name: str) -> str | None:
    """The line of a raw cell that defines or imports the name."""
    cells = json.loads(notebook.raw).get("cells", []) if notebook.raw else []
    pattern = re.compile(rf"^{re.escape(name)}\s*=[^=].*|^(?:import|from)\b.*\b{re.escape(name)}\s*$", re.M)
    texts = ("".join(cell.get("source", "")) for cell in cells if cell.get("cell_type") == "raw")
    return next((found[0].strip()[:80] for text in texts if (found := pattern.search(text))), None)


def _capture_giving(notebook: Notebook, name: str) -> int | None:
    """The cell whose `%%capture` binds the name."""
    pattern = re.compile(rf"\s*%%capture\b(?:\s+--no-\w+)*\s+{re.escape(name)}\s*$", re.M)
    return next((cell.number for cell in notebook.cells for magic in cell.magics if pattern.match(magic.text)), None)


def _magic_giving(notebook: Notebook, name: str) -> str | None:
    for cell in notebook.cells:
        for magic in cell.magics:
            if magic.became == "dropped" and re.search(rf"(load_ext {re.escape(name)}\b|^\s*{re.escape(name)}\s*=|%pylab|-o {re.escape(name)}\b)", magic.text):
                return magic.text.splitlines()[0][:100]
    return None


def missing_file(case: Case) -> Answer | None:
    match = re.search(r"[\"']([^\"']+)[\"']\s*$", case.message.strip()) or re.search(r"[Nn]o such file or directory:? \(?b?[\"']?([^\"'\n]+)", case.message)
    match = match or re.search(r"File b?'?([^']+?)'? does not exist", case.message)
    if match is None:
        return None
    wanted = match[1]
    found = find_in_tree(Path(wanted).name, case.folder)
    if found:
        return (
            f"`{wanted}` does not exist, but a file of that name lies at {found[0]} (seen from the notebook's folder).",
            "Run the notebook from the folder for which its paths were written, or correct the path.",
        )
    maker = _maker_of(case, wanted)
    if maker:
        return (f"`{wanted}` does not exist yet: cell {maker} seems to write it, but runs later.", f"Move cell {maker} up, or run it first.")
    return (
        f"`{wanted}` is nowhere in the tree around the notebook.",
        "Fetch the file from where the author had it, and put it at that path.",
    )


def not_the_data(case: Case) -> Answer | None:
    """A file was read that only stands for the data."""
    for path in case.files_read:
        try:
            with open(path, "rb") as file:
                head = file.read(100).lstrip().lower()
        except OSError:
            continue
        name = Path(path).name
        if head.startswith(b"version https://git-lfs"):
            return (
                f"`{name}` is not the data but a Git LFS pointer to it: three lines of text.",
                "Fetch the data: git lfs install, then git lfs pull in the repository.",
            )
        if head.startswith((b"<!doctype html", b"<html")) and not name.lower().endswith((".html", ".htm")):
            return (f"`{name}` is not the data but a web page, saved in its place.", "Download the file itself again.")
    return None


def _maker_of(case: Case, wanted: str) -> int | None:
    name = Path(wanted).name
    for cell in case.notebook.cells:
        if cell.number > case.cell and name in cell.source and re.search(r"to_\w+\(|dump|save|write|open\([^)]*['\"][wa]", cell.source):
            return cell.number
    return None


def missing_module(case: Case) -> Answer | None:
    match = re.search(r"No module named '?([\w.]+)'?", case.message)
    if match is None:
        return None
    name = match[1]
    top = name.split(".")[0]
    if name in DISAPPEARED or (name == top and top in DISAPPEARED):
        return (f"The library changed: {DISAPPEARED[name]}.", f"Change the import, {OLD_ENVIRONMENT}.")
    # of `No module named 'a.b'`, `a` was found
    found = None if name != top else find_in_tree(f"{top}.py", case.folder) or find_in_tree(top, case.folder, folders=True)
    if found:
        return (
            f"`{name}` is a module of the notebook's own project; it lies at {found[0]}, which is not on the import path.",
            f"Run the notebook where `import {top}` works, or add its folder to PYTHONPATH.",
        )
    if name != top:
        return (
            f"`{top}` is installed, but this version of it has no module `{name}`.",
            f"Look in the release notes of {DISTRIBUTIONS.get(top, top)} where it went, {OLD_ENVIRONMENT}.",
        )
    said = _required(case.notebook, name)
    if name in DISTRIBUTIONS or name in OWN_NAMES or said:
        return (f"The package that gives `{name}` is not installed in this environment.", f"Install it there: pip install {said or DISTRIBUTIONS.get(name, name)}")
    return (
        f"No module `{name}` is installed in this environment, and no file of that name lies around the notebook: it may be the author's own.",
        "Get it from where the notebook came. Before you install a package of that name from PyPI, look whether it is the one that is meant.",
    )


def _required(notebook: Notebook, name: str) -> str | None:
    """What the notebook itself installs under that name."""
    plain = name.replace("_", "-").lower()
    return next((asked for asked in notebook.requirements if plain in re.split(r"[^a-z0-9-]+", asked.replace("_", "-").lower())), None)
