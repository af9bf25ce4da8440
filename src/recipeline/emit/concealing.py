"""The last step of emitting: no credential of the notebook stands in any file of the project.

What could be moved into the environment is gone by now. What is left (part of an f-string, a comment, prose, a default
argument) is hidden, and if code is changed by that, it is told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from recipeline.model.notebook import Notebook
from recipeline.model.project import Deviation, Project, ProjectFile
from recipeline.plan.secrecy import conceal, conceal_python, concealed_values, credentials_of, mentions


def concealed(project: Project, notebook: Notebook) -> Project:
    """The project with every credential hidden; what this changed in code is added to what is told."""
    credentials = credentials_of(notebook)
    files, told = [], list(project.told)
    for file in project.files:
        text, changed = _concealed(file, credentials, project.package)
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")  # half a character cannot be written
        files.append(replace(file, text=text) if text != file.text else file)
        found = code_told(str(file.path))
        if changed and found not in told:
            told.append(found)
    return replace(project, files=tuple(files), told=tuple(told))


def code_told(path: str) -> Deviation:
    return Deviation(
        f"a credential in the code of {path} is hidden as ***",
        "secrets never stand in a file, and this one stands where no environment variable could take its place",
        "the statement gets *** where the notebook had the credential",
    )


def _concealed(file: ProjectFile, credentials: Mapping[str, str], package: str) -> tuple[str, bool]:
    ours = file.path.parts[:3] == ("src", package, "runtime")
    if ours or not mentions(file.text, credentials):
        return file.text, False
    if file.path.suffix == ".py":
        text, changed = conceal_python(file.text, credentials)
        return text, changed and file.path.parts[0] == "src"
    if file.path.suffix in (".json", ".ipynb"):
        try:
            document = json.loads(file.text)
        except ValueError:
            return conceal(file.text, credentials), False
        return json.dumps(_document(document, credentials), indent=1, ensure_ascii=False) + "\n", False
    return conceal(file.text, credentials), file.path.name == "config.yaml"


def _document(document: Any, credentials: Mapping[str, str]) -> Any:
    """Of a notebook, the lines of a cell are joined first: a private key goes over several."""
    if isinstance(document, dict) and isinstance(document.get("cells"), list):
        cells = [_joined(cell, credentials) for cell in document["cells"]]
        rest = {key: value for key, value in document.items() if key != "cells"}
        return {"cells": concealed_values(cells, credentials), **concealed_values(rest, credentials)}
    return concealed_values(document, credentials)


def _joined(cell: Any, credentials: Mapping[str, str]) -> Any:
    source = cell.get("source", "") if isinstance(cell, dict) else ""
    if not isinstance(source, list) or not all(isinstance(line, str) for line in source):
        return cell
    return {**cell, "source": conceal("".join(source), credentials).splitlines(keepends=True)}


def without_outputs(raw: str) -> str:
    """The notebook's document without what its cells showed: outputs may be large, and may hold anything."""
    try:
        document = json.loads(raw)
    except ValueError:
        return raw
    groups = [document] + list(document.get("worksheets") or [])
    for cell in (cell for group in groups if isinstance(group, dict) for cell in group.get("cells") or []):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            cell["outputs"] = []
            for key in ("execution_count", "prompt_number"):
                if key in cell:
                    cell[key] = None
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
