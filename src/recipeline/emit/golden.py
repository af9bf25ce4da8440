"""The project's tests: each function against recorded values, the whole line, contracts, imports. They can fail.

Expected values come from the notebook's own run, never from the generated functions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from recipeline.emit.context import Context
from recipeline.emit.test_support import CONFTEST, RECORDED, TEST_IMPORTS, TEST_LINE
from recipeline.model.observation import ValueFacts
from recipeline.model.plan import MODULES, Function, Module
from recipeline.model.project import CopiedFile, ProjectFile
from recipeline.plan.checks import from_config

CASE_LIMIT = 300_000  # bytes: recorded inputs and outputs of one function; larger ones are covered by the whole line
FINAL_LIMIT = 300_000  # bytes of one value of the whole line


@dataclass(frozen=True, slots=True)
class RecordedCase:
    """What a run stored of one function."""

    inputs: CopiedFile
    outputs: CopiedFile
    shown: CopiedFile | None
    random: CopiedFile | None
    complete: bool  # every input and output could be stored
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Golden:
    """Everything that the recorded run gives to the tests."""

    cases: dict[str, RecordedCase] = field(default_factory=dict)
    final: dict[str, CopiedFile] = field(default_factory=dict)
    random: CopiedFile | None = None
    main_names: dict[str, str] = field(default_factory=dict)
    facts: dict[str, ValueFacts] = field(default_factory=dict)  # of the names that the line returns
    repeatable: bool = True
    loose: tuple[str, ...] = ()  # final names that the notebook itself gives differently each time


def test_files(context: Context, golden: Golden) -> tuple[tuple[ProjectFile, ...], tuple[CopiedFile, ...]]:
    package = context.plan.package
    files = [
        test_file("conftest.py", CONFTEST.replace("PACKAGE", package)),
        test_file("recorded.py", RECORDED.replace("PACKAGE", package)),
        test_file("test_imports.py", TEST_IMPORTS.replace("PACKAGE", package)),
        test_file("golden/contracts.json", contracts_text(context, golden)),
        test_file("golden/definitions.json", json.dumps(golden.main_names, indent=1, sort_keys=True) + "\n"),
    ]
    if golden.facts:
        files.append(test_file("test_line.py", TEST_LINE.replace("PACKAGE", package)))
    copies: list[CopiedFile] = list(golden.final.values())
    if golden.random is not None:
        copies.append(golden.random)
    for module in MODULES:
        cases = [function for function in context.functions_in(module) if testable(function, golden)]
        if cases:
            files.append(test_file(f"test_{module}.py", module_test(context, module, cases)))
        for function in cases:
            case = golden.cases[function.name]
            copies += [copy for copy in (case.inputs, case.outputs, case.shown, case.random) if copy is not None]
    return tuple(files), tuple(copies)


def testable(function: Function, golden: Golden) -> bool:
    case = golden.cases.get(function.name)
    compared = any(element.kind in ("value", "shown") for element in function.returns)
    return case is not None and case.complete and compared and case.size <= CASE_LIMIT


def test_file(name: str, text: str) -> ProjectFile:
    return ProjectFile(PurePosixPath(f"tests/{name}"), text)


def module_test(context: Context, module: Module, functions: list[Function]) -> str:
    package = context.plan.package
    names = ", ".join(function.name for function in functions)
    asynchronous = "import asyncio\n" if any(function.awaited for function in functions) else ""
    head = f'"""{module.capitalize()}: each function gives what the notebook gave, on the values recorded there."""\n\nfrom __future__ import annotations\n\n{asynchronous}from recorded import Recorded\n\nfrom {package}.config import Config\nfrom {package}.{module} import {names}\n'
    return "\n\n".join([head, *(function_test(context, function) for function in functions)])


def function_test(context: Context, function: Function) -> str:
    cells = sorted({context.statements[id_].cell for id_ in function.statements})
    where = f"Cell {cells[0]}" if len(cells) == 1 else f"Cells {cells[0]} to {cells[-1]}"
    given = from_config(context.plan, function)
    arguments = [f'case["{name}"]' for name in function.inputs if name not in context.given_names]
    arguments += [
        f"{name}=config.{given[name]}" if name in given else f'{name}=case["{name}"]'
        for name in function.inputs
        if name in context.given_names
    ]
    arguments += [f"{context.settings[dotted].key}={setting_text(context, dotted)}" for dotted in function.settings]
    call = f"{function.name}({', '.join(arguments)})"
    call = f"asyncio.run({call})" if function.awaited else call
    expected = ", ".join(repr(element.name if element.kind != "figure" else "figure") for element in function.returns)
    unchanged = "" if function.in_place else "\n    case.check_inputs_unchanged()"
    return (
        f"def test_{function.name}_repeats_the_notebook(recorded: Recorded, config: Config) -> None:\n"
        f'    """{where}: the same values come out, and the arguments stay as they are."""\n'
        f'    case = recorded("{function.name}")\n'
        f"    case.check({call}, [{expected}]){unchanged}\n"
    )


def setting_text(context: Context, dotted: str) -> str:
    setting = context.settings[dotted]
    return '"not-a-secret"' if setting.secret else f"config.{dotted}"


def contracts_text(context: Context, golden: Golden) -> str:
    """What each result of the line looks like: type, shape, columns with dtypes."""
    document = {name: contract_of(facts) for name, facts in golden.facts.items() if name in context.plan.results}
    return json.dumps({"results": document, "repeatable": golden.repeatable, "loose": sorted(golden.loose)}, indent=1) + "\n"


def contract_of(facts: ValueFacts) -> dict[str, object]:
    found: dict[str, object] = {"type": facts.type}
    if facts.kind in ("frame", "series", "array") and facts.shape is not None:
        found["shape"] = list(facts.shape)
    if facts.columns is not None:
        found["columns"] = {name: dtype for name, dtype in facts.columns}
    return found
