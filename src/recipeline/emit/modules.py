"""The stage modules: imports at the top, the notebook's own definitions, then one function for each stretch."""

from __future__ import annotations

import ast
import builtins
from pathlib import PurePosixPath
from typing import Literal

from recipeline.analyse.syntax import names_in
from recipeline.emit.annotations import Hints
from recipeline.emit.bodies import added_names, comments_above, parse, setting_edits, statement_text
from recipeline.emit.context import Context
from recipeline.emit.functions import function_text
from recipeline.emit.signatures import annotate
from recipeline.model.analysis import ImportedName
from recipeline.model.plan import MODULES, Module, MovedDefinition
from recipeline.model.project import ProjectFile

ABOUT: dict[Module, str] = {
    "transforms": "Transforms: what the training line and the scoring line both do to rows. Nothing here fits.",
    "ingestion": "Ingestion: reads the raw data.",
    "preprocessing": "Preprocessing: cleans, filters, joins and splits.",
    "features": "Features: makes and picks what the model sees.",
    "training": "Training: fits and searches.",
    "evaluation": "Evaluation: predicts, scores and saves.",
    "reporting": "Reporting: tables and figures.",
}


def module_files(context: Context) -> tuple[ProjectFile, ...]:
    """Every stage module that has something in it."""
    return tuple(
        ProjectFile(PurePosixPath(f"src/{context.plan.package}/{module}.py"), module_text(context, module))
        for module in MODULES
        if context.functions_in(module) or context.definitions_in(module)
    )


def module_text(context: Context, module: Module) -> str:
    hints = Hints(context.importable(module), context.classes_in(module))
    parts = [definition_text(context, definition, hints) for definition in context.definitions_in(module)]
    parts += [function_text(context, function, hints) for function in context.functions_in(module)]
    body = "\n\n\n".join(parts)
    head = imports_text(context, module, body, hints)
    logger = "logger = logging.getLogger(__name__)\n\n\n" if "logger." in body and "logger" in names_in(body) and "logger" not in context.imports else ""
    return f'"""{ABOUT[module]}"""\n\nfrom __future__ import annotations\n\n{head}\n\n{logger}{body}\n'


def definition_text(context: Context, definition: MovedDefinition, hints: Hints) -> str:
    """A function, class, lambda or constant of the notebook, at module level."""
    statement = context.statements[definition.statement]
    text = statement_text(context, definition.statement, definition.settings)
    comments = comments_above(context.cells[statement.cell].source, statement.start)
    if definition.kind == "lambda":
        text = lambda_as_function(text)
    if definition.kind != "constant":
        doc = f"{spoken(definition.name)}: notebook cell {statement.cell}."
        text = annotate(text, hints, doc, added_names(context, definition))
    return "\n".join([*comments, text])


def spoken(name: str) -> str:
    """`fill_gaps` as "Fill gaps"; the name of a class as it is written."""
    return name if name[:1].isupper() else name.strip("_").replace("_", " ").capitalize()


def lambda_as_function(text: str) -> str:
    """`f = lambda x: x + 1` as a def."""
    tree = parse(text).body[0]
    assert isinstance(tree, ast.Assign) and isinstance(tree.value, ast.Lambda) and isinstance(tree.targets[0], ast.Name)
    arguments = ast.unparse(tree.value.args)
    body = ast.get_source_segment(text, tree.value.body) or ast.unparse(tree.value.body)
    body = f"({body})" if "\n" in body else body
    return f"def {tree.targets[0].id}({arguments}):\n    return {body}"


def imports_text(context: Context, module: Module | Literal["scoring"], body: str, hints: Hints) -> str:
    """Just the imports that the module's text needs."""
    names = names_in(body) | attribute_roots(body)
    kept = [id_ for id_ in context.plan.import_blocks if not context.statements[id_].binds or set(context.statements[id_].binds) & names]
    blocks = [context.text(id_) for id_ in kept]
    given = {name for id_ in kept for name in context.statements[id_].binds} - set(context.imports)
    names |= {name for block in blocks for name in names_in(block)}
    lines: set[str] = set()
    for name in sorted(names | set(hints.needed)):
        imported = hints.needed.get(name) or context.imports.get(name)
        if imported is not None and name not in given:
            lines |= import_lines(context, name, imported, body)
        definition = context.definitions.get(name)
        if definition is not None and definition.module != module and f"\ndef {name}(" not in f"\n{body}":  # scoring has its own of one that learns
            lines.add(f"from {context.plan.package}.{definition.module} import {name}")
    if "pyplot_gcf" in names or (".gcf()" in body and "plt" in names and "plt" not in context.imports) or (".show()" in body and "plt" in names and "plt" not in context.imports):
        lines.add("import matplotlib.pyplot as plt")
    for standard in ("copy", "functools", "logging"):
        used = {"copy": "copy.deepcopy(", "functools": "functools.partial(", "logging": "logger."}[standard]
        if used in body and standard not in context.imports:
            lines.add(f"import {standard}")
    return "\n".join([*sorted(lines), *blocks])


def import_lines(context: Context, name: str, imported: ImportedName, body: str) -> set[str]:
    if imported.attribute is not None:
        alias = f" as {name}" if name != imported.attribute else ""
        return {f"from {imported.module} import {imported.attribute}{alias}"}
    root = imported.module.split(".")[0]
    if name == root:
        # `import a.b` and `import a.c` bind the same name: every submodule that the text mentions is imported
        modules = {
            other.module
            for statement in context.statements.values()
            for other in statement.imports
            if other.name == name and other.attribute is None and other.module.split(".")[0] == root
        }
        wanted = {module for module in modules if module == root or f"{module}." in body}
        return {f"import {module}" for module in wanted or {imported.module}}
    return {f"import {imported.module} as {name}"}


def attribute_roots(body: str) -> set[str]:
    return {node.value.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)}


def undefined_names(text: str) -> set[str]:
    """Names that a module uses and nothing in it defines; a coarse check, ruff's F821 is the fine one."""
    tree = ast.parse(text)
    defined = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                defined.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                defined |= {(alias.asname or alias.name).split(".")[0] for alias in aliases}
            case ast.arg(arg=name):
                defined.add(name)
            case ast.ExceptHandler(name=str(name)):
                defined.add(name)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                defined.add(name)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return used - defined - set(dir(builtins)) - {"__file__", "__name__"}


__all__ = ["module_files", "setting_edits", "undefined_names"]
