"""The text of one function: signature, docstring, copies of what it changes, the author's statements, return."""

from __future__ import annotations

import ast

from recipeline.emit.annotations import Hints
from recipeline.emit.bodies import body_lines, pyplot_name
from recipeline.emit.context import Context
from recipeline.emit.divided import Part, divided
from recipeline.emit.edits import indent
from recipeline.model.observation import ValueFacts
from recipeline.model.plan import Function

# How an input is copied before the function changes it.
COPIES = {"frame": "{0}.copy()", "series": "{0}.copy()", "array": "{0}.copy()", "estimator": "copy.deepcopy({0})"}


def function_text(context: Context, function: Function, hints: Hints) -> str:
    """One whole function."""
    lines = [signature(context, function, hints), indented_doc(function.doc, "    ")]
    copies = [f"{name} = {copied(context, function, name)}" for name in function.copies]
    lines += [f"    {line}" for line in copies]
    body = body_lines(context, function)
    returned = return_line(context, function)
    if parts := parts_of(context, function, body):
        called = [f"    {call}" for call in map(part_call, parts)]
        return "\n\n\n".join(["\n".join([*lines, *called, f"    {returned}"]).rstrip(), *(part_text(context, function, part, hints) for part in parts)])
    if returned and (short := returned_at_once(body, returned)):
        body, returned = [*body[:-1], short], ""
    lines += [indent(part, 4) if part else "" for part in body]
    if returned:
        lines.append(f"    {returned}")
    return "\n".join(lines)


def parts_of(context: Context, function: Function, body: list[str]) -> tuple[Part, ...]:
    """The parts of a function that is too long to read at once."""
    if function.awaited or any(element.kind == "shown" for element in function.returns):
        return ()
    given = [*function.inputs, *(context.settings[dotted].key for dotted in function.settings)]
    return divided(function.name, body, given, [element.name for element in function.returns if element.kind == "value"])


def part_call(part: Part) -> str:
    call = f"{part.name}({', '.join(part.inputs)})"
    return f"{', '.join(part.outputs)} = {call}" if part.outputs else call


def part_text(context: Context, function: Function, part: Part, hints: Hints) -> str:
    """One part of a long function. Only what the function itself is given has a known type."""
    settings = {context.settings[dotted].key: dotted for dotted in function.settings}
    bound = {name for id_ in function.statements for name in context.statements[id_].binds}
    hinted = []
    for name in part.inputs:
        known = name not in bound and (name in settings or name in function.inputs)
        hint = hints.any() if not known else setting_hint(context, settings[name], hints) if name in settings else input_hint(context, function, name, hints)
        hinted.append(f"{name}: {hint}")
    returns = "None" if not part.outputs else hints.any() if len(part.outputs) == 1 else f"tuple[{', '.join([hints.any()] * len(part.outputs))}]"
    doc = f"Part of `{function.name}`" + (f": {part.title.rstrip('.')}." if part.title else ".")
    lines = [f"def {part.name}({', '.join(hinted)}) -> {returns}:", indented_doc(doc, "    ")]
    lines += [indent(text, 4) for text in part.body]
    if part.outputs:
        lines.append(f"    return {', '.join(part.outputs)}")
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
