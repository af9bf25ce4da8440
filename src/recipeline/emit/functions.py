"""The text of one function: signature, docstring, copies of what it changes, the author's statements, return."""

from __future__ import annotations

import ast

from recipeline.emit.annotations import Hints
from recipeline.emit.bodies import body_lines, pyplot_name
from recipeline.emit.context import Context
from recipeline.emit.edits import indent
from recipeline.model.observation import ValueFacts
from recipeline.model.plan import Function

# How an input is copied before the function changes it.
COPIES = {"frame": "{0}.copy()", "series": "{0}.copy()", "array": "{0}.copy()", "estimator": "copy.deepcopy({0})"}


def function_text(context: Context, function: Function, hints: Hints) -> str:
    """One whole function."""
    lines = [signature(context, function, hints), indented_doc(function.doc, "    ")]
    lines += [f"    {name} = {copied(context, function, name)}" for name in function.copies]
    body = body_lines(context, function)
    returned = return_line(context, function)
    if returned and (short := returned_at_once(body, returned)):
        body, returned = [*body[:-1], short], ""
    lines += [indent(part, 4) if part else "" for part in body]
    if returned:
        lines.append(f"    {returned}")
    return "\n".join(lines)


def signature(context: Context, function: Function, hints: Hints) -> str:
    given = context.given_names
    parts = [f"{name}: {input_hint(context, function, name, hints)}" for name in function.inputs if name not in given]
    chosen = [f"{name}: {input_hint(context, function, name, hints)}" for name in function.inputs if name in given]
    if function.settings or chosen:
        parts += ["*", *chosen]
        parts += [f"{context.settings[dotted].key}: {setting_hint(context, dotted, hints)}" for dotted in function.settings]
    keyword = "async def" if function.awaited else "def"
    return f"{keyword} {function.name}({', '.join(parts)}) -> {return_hint(context, function, hints)}:"


def input_hint(context: Context, function: Function, name: str, hints: Hints) -> str:
    setting = context.assigned_settings.get(name)
    if setting is not None and context.facts_in(function, name) is None:
        return setting_hint(context, setting.dotted, hints)
    return hints.of(context.facts_in(function, name))


def setting_hint(context: Context, dotted: str, hints: Hints) -> str:
    annotation = context.settings[dotted].annotation
    if "Any" in annotation:
        hints.any()
    return annotation


def return_hint(context: Context, function: Function, hints: Hints) -> str:
    found = []
    for element in function.returns:
        match element.kind:
            case "value":
                found.append(hints.of(context.facts_out(function, element.name)))
            case "shown":
                found.append(hints.of(_shown_facts(context, function, element.name)))
            case _:
                found.append(hints.figure())
    if not found:
        return "None"
    return found[0] if len(found) == 1 else f"tuple[{', '.join(found)}]"


def _shown_facts(context: Context, function: Function, id_: str) -> ValueFacts | None:
    return context.plan.facts.get(function.name, {}).get(id_)


def copied(context: Context, function: Function, name: str) -> str:
    facts = context.facts_in(function, name)
    if facts is None or facts.kind not in COPIES:
        return f"copy.deepcopy({name})"
    return COPIES[facts.kind].format(name)


def return_line(context: Context, function: Function) -> str:
    if any(element.kind == "shown" for element in function.returns):
        return ""
    values = [f"{pyplot_name(context)}.gcf()" if element.kind == "figure" else element.name for element in function.returns]
    return f"return {', '.join(values)}" if values else ""


def returned_at_once(body: list[str], returned: str) -> str:
    """`x = f(y)` and `return x` as `return f(y)`, where the last statement binds just what is returned."""
    tree = ast.parse(body[-1]).body if body and "await" not in body[-1] else []
    if len(tree) != 1 or not isinstance(tree[0], ast.Assign) or len(tree[0].targets) != 1:
        return ""
    target = tree[0].targets[0]
    if not isinstance(target, ast.Name) or returned != f"return {target.id}":
        return ""
    lines = body[-1].split("\n")
    first = tree[0].lineno - 1
    value = tree[0].value
    if value.lineno != tree[0].lineno:
        return ""
    start = len(lines[first].encode()[: value.col_offset].decode())
    if lines[first][len(target.id) : start].strip() != "=" or lines[first][:1].isspace():
        return ""
    return "\n".join([*lines[:first], "return " + lines[first][start:], *lines[first + 1 :]])


def quoted(text: str) -> str:
    """A docstring literal that holds the text exactly."""
    raw = "r" if "\\" in text else ""
    text = text.replace('"""', "'''")
    if text.endswith('"'):
        text += " "
    return f'{raw}"""{text}\n"""' if "\n" in text else f'{raw}"""{text}"""'


def indented_doc(text: str, pad: str) -> str:
    """A docstring literal, every line of it indented by `pad`."""
    return "\n".join(pad + line if line else line for line in quoted(text).split("\n"))
