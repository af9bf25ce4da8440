"""pyproject.toml, README, the entry point, the ledger and the small files around the package."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

from recipeline.emit.commands import main_text, plain_title
from recipeline.emit.context import Context
from recipeline.model.plan import MODULES, Function, called_name
from recipeline.model.project import ProjectFile

GITIGNORE = "__pycache__/\n*.egg-info/\n.venv/\n.env\n.pytest_cache/\n.mypy_cache/\n.ruff_cache/\n/reports/\n/data/output/\n/bundles/\n"

# A registry in PostgreSQL, and bundles that lie at a URL. What a scheme needs beside fsspec: s3fs, gcsfs, adlfs.
REGISTRY_EXTRAS = 'mlflow = ["mlflow>=3"]\npostgres = ["psycopg[binary]>=3.1", "SQLAlchemy>=2"]\nremote = ["fsspec>=2024.2"]\n'

# Error codes of mypy 2.4 that idiomatic notebook code draws from stubs and inference, though it runs.
DYNAMIC = (
    "arg-type", "assignment", "attr-defined", "call-arg", "call-overload", "comparison-overlap", "dict-item", "func-returns-value",
    "has-type", "index", "list-item", "method-assign", "misc", "no-redef", "operator", "override", "return-value", "type-var",
    "union-attr", "valid-type", "var-annotated",
)  # fmt: skip


def packaging_files(context: Context) -> tuple[ProjectFile, ...]:
    package = context.plan.package
    files = [
        ProjectFile(PurePosixPath("pyproject.toml"), pyproject_text(context)),
        ProjectFile(PurePosixPath(".gitignore"), GITIGNORE),
        ProjectFile(PurePosixPath(f"src/{package}/__init__.py"), f'"""{plain_title(context)}: converted from {context.plan.name} by recipeline."""\n'),
        ProjectFile(PurePosixPath(f"src/{package}/__main__.py"), main_text(context)),
        ProjectFile(PurePosixPath(f"src/{package}/py.typed"), ""),
        ProjectFile(PurePosixPath("conversion/ledger.json"), ledger_text(context)),
        ProjectFile(PurePosixPath("conversion/deviations.json"), deviations_text(context)),
    ]
    secrets = [setting.secret for setting in context.plan.settings if setting.secret]
    if secrets:
        files.append(ProjectFile(PurePosixPath(".env.example"), "".join(f"{name}=\n" for name in sorted(set(secrets)))))
    return tuple(files)


def pyproject_text(context: Context) -> str:
    plan = context.plan
    needed = [f"{r.distribution}=={r.version}" if r.version else r.distribution for r in plan.requirements]
    if not any(r.distribution.lower() == "pyyaml" for r in plan.requirements):
        needed.append("PyYAML>=6")
    if plan.scoring is not None and not any(r.distribution.lower() == "deltalake" for r in plan.requirements):
        needed.append("deltalake>=1")
    dependencies = "\n".join(f'  "{name}",' for name in sorted(needed, key=str.lower))
    plotting = "" if any(r.module == "matplotlib" for r in plan.requirements) else '"matplotlib>=3.8", '
    local = "".join(f'"src/{name}" = "{name}"\n' for name in local_names(context))
    excluded = ", ".join(f'"{name}"' for name in ("notebooks", f"src/{plan.package}/runtime", *(f"src/{name}" for name in local_names(context))))
    forced = f"\n[tool.hatch.build.targets.wheel.force-include]\n{local}" if local else ""
    return f"""[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{plan.package.replace("_", "-")}"
version = "0.1.0"
description = {json.dumps("The " + plan.line + " line of the notebook " + plan.name, ensure_ascii=False)}
requires-python = "{plan.python}"
dependencies = [
{dependencies}
]

[project.optional-dependencies]
lineage = ["openlineage-python>=1.20"]
{REGISTRY_EXTRAS if plan.scoring is not None else ""}test = [{plotting}"mypy>=1.13", "pytest>=8", "ruff>=0.9"]

[project.scripts]
{plan.package.replace("_", "-")} = "{plan.package}.__main__:main"

[tool.hatch.build.targets.wheel]
packages = ["src/{plan.package}"]
{forced}
[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["tests", "src"]

[tool.ruff]
line-length = 110
extend-exclude = [{excluded}]

[tool.ruff.lint]
select = ["E4", "E7", "E9", "F", "I"]

[tool.ruff.lint.isort]
known-first-party = ["{plan.package}"]

[tool.mypy]
files = ["src/{plan.package}"]
exclude = ["runtime/"]
ignore_missing_imports = true
allow_redefinition = true
follow_imports = "silent"
disable_error_code = ["import-untyped"]
{dynamic_override(context)}"""


def dynamic_override(context: Context) -> str:
    """mypy's settings for the modules that hold the notebook's own statements."""
    modules = [module for module in MODULES if context.functions_in(module) or context.definitions_in(module)]
    if not modules:
        return ""
    names = ", ".join(f'"{context.plan.package}.{module}"' for module in modules)
    codes = "".join(f'  "{code}",\n' for code in DYNAMIC)
    return f"""
[[tool.mypy.overrides]]
# These hold the notebook's statements as they were written: what the libraries' stubs say of them changes from
# version to version. Their signatures are checked where pipeline.py calls them.
module = [{names}]
disable_error_code = [
{codes}]
"""


def local_names(context: Context) -> list[str]:
    """Files and folders of the notebook's own modules, which stand beside the package."""
    found = {copy.path.parts[1] for copy in context.plan.copies if copy.path.parts[0] == "src"}
    found |= {companion.path.split("/")[0] for companion in context.notebook.companions if companion.path.endswith(".py")}
    return sorted(found)


def ledger_text(context: Context) -> str:
    entries = [
        {"at": entry.at, "cell": entry.cell, "fate": entry.fate, "where": entry.where, "why": entry.why, "text": entry.text}
        for entry in context.plan.ledger
    ]
    models = [asdict(one) for one in context.plan.models]
    document = {"schema": 1, "notebook": context.notebook.digest, "entries": entries, "models": models, "scoring": scoring_cells(context)}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def scoring_cells(context: Context) -> dict[str, Any] | None:
    """Where the model is made, where it is asked, and each statement on a row's way to it; None without a scoring line."""
    scoring = context.plan.scoring
    if scoring is None:
        return None
    asked, name = list(context.statements).index(scoring.asked), re.split(r"\W", scoring.model)[0]
    made = [
        statement.id
        for place, statement in enumerate(context.statements.values())
        if place <= asked and name in {*statement.binds, *statement.mutates, *statement.mutates_through} and statement.id != scoring.asked
    ]
    steps = [{"at": step.statement, "role": step.role, "text": context.text(step.statement)} for step in scoring.steps]
    model = {"name": scoring.model, "made": [{"at": id_, "text": context.text(id_)} for id_ in made], "asked": scoring.asked}
    return {"model": model, "read": scoring.read, "steps": steps}


def deviations_text(context: Context) -> str:
    found = [{"what": d.what, "why": d.why, "effect": d.effect, "at": d.at} for d in context.plan.deviations]
    return json.dumps({"schema": 1, "deviations": found}, indent=1, ensure_ascii=False) + "\n"


def cells_table(context: Context) -> list[str]:
    """Rows of the README: which cells became which function."""
    rows = []
    for step in context.plan.steps:
        if isinstance(step, Function):
            cells = sorted({context.statements[id_].cell for id_ in step.statements})
            shown = ", ".join(str(cell) for cell in cells)
            first = step.doc.split("\n")[0]
            rows.append(f"| {shown} | `{step.module}.{called_name(step)}` | {first} |")
    return rows


__all__ = ["MODULES", "cells_table", "packaging_files"]
