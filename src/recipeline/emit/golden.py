"""The project's tests: each function against recorded values, the whole line, contracts, imports. They can fail.

Expected values come from the notebook's own run, never from the generated functions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from recipeline.emit.context import Context
from recipeline.emit.test_support import CONFTEST, RECORDED, TEST_IMPORTS, TEST_LINE, TEST_SAMPLES
from recipeline.model.observation import ValueFacts
from recipeline.model.plan import MODULES, Function, Module, Plan, called_name
from recipeline.model.project import CopiedFile, ProjectFile
from recipeline.plan.checks import from_config

CASE_LIMIT = 300_000  # bytes, compressed: recorded inputs and outputs of one function; larger ones are covered by the whole line
FINAL_LIMIT = 300_000  # bytes, compressed, of one value of the whole line


@dataclass(frozen=True, slots=True)
class RecordedCase:
    """What a run stored of one function."""

    inputs: CopiedFile
    outputs: CopiedFile
    shown: CopiedFile | None
    complete: bool  # every input and output could be stored
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Golden:
    """Everything that the recorded run gives to the tests."""

    cases: dict[str, RecordedCase] = field(default_factory=dict)
    final: dict[str, CopiedFile] = field(default_factory=dict)
    random: tuple[CopiedFile, ...] = ()  # generator states: at the start, and before each function that draws
    files: dict[str, CopiedFile | None] = field(default_factory=dict)  # by path in the project; None: too large to keep
    paths: tuple[tuple[str, str], ...] = ()  # folder of the notebook, absolute -> its place in the project
    skipped: dict[str, str] = field(default_factory=dict)  # "function load_data" -> why the conversion could not compare it
    main_names: dict[str, str] = field(default_factory=dict)
    facts: dict[str, ValueFacts] = field(default_factory=dict)  # of the names that the line returns
    repeatable: bool = True
    samples: dict[str, CopiedFile] = field(default_factory=dict)  # of functions whose values are too large to keep
    loose: tuple[str, ...] = ()  # final names that the notebook itself gives differently each time


def test_files(context: Context, golden: Golden) -> tuple[tuple[ProjectFile, ...], tuple[CopiedFile, ...]]:
    package = context.plan.package
    files = [
        test_file("conftest.py", CONFTEST.replace("PACKAGE", package)),
        test_file("recorded.py", RECORDED.replace("PACKAGE", package)),
        test_file("test_imports.py", TEST_IMPORTS.replace("PACKAGE", package)),
        contracts_file(context.plan, golden),
        test_file("golden/definitions.json", json.dumps(golden.main_names, indent=1, sort_keys=True) + "\n"),
    ]
    if golden.facts or golden.files:
        files.append(test_file("test_line.py", TEST_LINE.replace("PACKAGE", package)))
    copies: list[CopiedFile] = [*golden.final.values(), *golden.random]
    copies += [copy for copy in golden.files.values() if copy is not None]
    for module in MODULES:
        cases = [function for function in context.steps_in(module) if testable(function, golden) and not reads_overwritten(context, function)]
        if cases:
            files.append(test_file(f"test_{module}.py", module_test(context, module, cases)))
        for function in cases:
            case = golden.cases[function.name]
            copies += [copy for copy in (case.inputs, case.outputs, case.shown) if copy is not None]
    return tuple(files), tuple(copies)


def testable(function: Function, golden: Golden) -> bool:
    case = golden.cases.get(function.name)
    return case is not None and case.complete and bool(function.returns) and case.size <= CASE_LIMIT


def files_read_back(context: Context, function: Function) -> frozenset[object]:
    """Paths that the line itself writes and this function reads: only a run of the line makes them."""
    if not _touches(context, function, "file-read"):
        return frozenset()
    return frozenset(setting.value for setting in (context.settings[dotted] for dotted in function.settings) if setting.path == "output")


def reads_overwritten(context: Context, function: Function) -> bool:
    """Whether a file that it reads is written twice: once the line has run, the file is no longer what the function read."""
    writers = [other for other in context.functions if _touches(context, other, "file-write")]
    written = [context.settings[dotted].value for other in writers for dotted in other.settings]
    return any(written.count(path) > 1 for path in files_read_back(context, function))


def _touches(context: Context, function: Function, kind: str) -> bool:
    return any(effect.kind == kind for id_ in function.statements for effect in context.statements[id_].effects)


def to_sample(plan: Plan, golden: Golden) -> tuple[str, ...]:
    """Functions whose recorded values are too large for the project: a sample of them must do."""
    functions = [step for step in plan.steps if isinstance(step, Function) and step.returns and not step.awaited]
    return tuple(function.name for function in functions if function.name in golden.cases and not testable(function, golden))


def sample_tests(plan: Plan, golden: Golden) -> tuple[ProjectFile, ...]:
    """The test of the samples, if there are any."""
    return (test_file("test_large_values.py", TEST_SAMPLES.replace("PACKAGE", plan.package)),) if golden.samples else ()


def sampled_calls(plan: Plan, golden: Golden) -> dict[str, list[list[object]]]:
    """For each function of which a step has a sample: its steps in order, each with the names that are compared."""
    found: dict[str, list[list[object]]] = {}
    for step in plan.steps:
        if isinstance(step, Function):
            names = [element.name if element.kind == "value" else f"<{element.kind}>" for element in step.returns]
            found.setdefault(called_name(step), []).append([step.name, names if step.name in golden.samples else []])
    return {called: steps for called, steps in found.items() if any(names for _, names in steps)}


def test_file(name: str, text: str) -> ProjectFile:
    return ProjectFile(PurePosixPath(f"tests/{name}"), text)


def module_test(context: Context, module: Module, functions: list[Function]) -> str:
    package = context.plan.package
    names = ", ".join(sorted({called_name(function) for function in functions}))
    asynchronous = "import asyncio\n" if any(function.awaited for function in functions) else ""
    typed = "from typing import Any\n\n" if any(files_read_back(context, function) for function in functions) else ""
    head = f'"""{module.capitalize()}: each function gives what the notebook gave, on the values recorded there."""\n\nfrom __future__ import annotations\n\n{asynchronous}{typed}from recorded import Recorded\n\nfrom {package}.config import Config\nfrom {package}.{module} import {names}\n'
    return "\n\n".join([head, *(function_test(context, function) for function in functions)])


def function_test(context: Context, function: Function) -> str:
    cells = sorted({context.statements[id_].cell for id_ in function.statements})
    where = f"Cell {cells[0]}" if len(cells) == 1 else f"Cells {cells[0]} to {cells[-1]}"
    given = from_config(context.plan, function)
    arguments = [f'case["{name}"]' for name in function.inputs if name not in context.given_names]
    arguments += [
        f"{name}={setting_text(context, given[name])}" if name in given else f'{name}=case["{name}"]'
        for name in function.inputs
        if name in context.given_names
    ]
    arguments += [f"{context.settings[dotted].key}={setting_text(context, dotted)}" for dotted in function.settings]
    call = f"{called_name(function)}({', '.join(arguments)})"
    call = f"asyncio.run({call})" if function.awaited else call
    expected = ", ".join(f'"{element.name}"' if element.kind == "value" else f'"<{element.kind}>"' for element in function.returns)
    after_line = ", line: dict[str, Any]" if files_read_back(context, function) else ""
    unchanged = f"\n    case.check_inputs_unchanged({f'but={sorted(function.in_place)!r}' if function.in_place else ''})"
    return (
        f"def test_{function.name}_repeats_the_notebook(recorded: Recorded, config: Config{after_line}) -> None:\n"
        f'    """{where}: the same values come out, and the arguments stay as they are."""\n'
        f'    case = recorded("{function.name}")\n'
        f"    case.check({call}, [{expected}]){unchanged}\n"
    )


def setting_text(context: Context, dotted: str) -> str:
    setting = context.settings[dotted]
    return '"not-a-secret"' if setting.secret else f"config.{dotted}"


def contracts_file(plan: Plan, golden: Golden) -> ProjectFile:
    """What each result looks like (type, shape, columns with dtypes), which files are written, and what cannot be compared."""
    document = {
        "results": {name: contract_of(facts) for name, facts in golden.facts.items() if name in plan.results},
        "files": {path: copy.path.name if copy is not None else None for path, copy in sorted(golden.files.items())},
        "paths": [list(pair) for pair in golden.paths],
        "repeatable": golden.repeatable,
        "loose": sorted(golden.loose),
        "skipped": golden.skipped,
        "sampled": sampled_calls(plan, golden),
    }
    return test_file("golden/contracts.json", json.dumps(document, indent=1, ensure_ascii=False) + "\n")


def contract_of(facts: ValueFacts) -> dict[str, object]:
    found: dict[str, object] = {"type": facts.type}
    if facts.kind in ("frame", "series", "array") and facts.shape is not None:
        found["shape"] = list(facts.shape)
    if facts.columns is not None:
        found["columns"] = {name: dtype for name, dtype in facts.columns}
    return found
