"""`print("Accuracy:", accuracy)` becomes `logger.info("Accuracy: %s", accuracy)`."""

from __future__ import annotations

import ast

from recipeline.emit.edits import Edit, Offsets

CATCHERS = frozenset({"redirect_stdout", "capture"})  # contextlib, Python 3.13; `capture` of what `read` makes of `%%capture`


def log_edits(tree: ast.AST, text: str, offsets: Offsets, showers: frozenset[str]) -> list[Edit]:
    """Edits for every print in the tree that goes to stdout; `print(..., file=f)` and what the code itself catches stay."""
    edits = []
    caught = {inside for node in ast.walk(tree) if isinstance(node, ast.With) and catches(node) for inside in ast.walk(node)}
    for node in ast.walk(tree):
        if node in caught:
            continue
        if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call) or not isinstance(node.value.func, ast.Name):
            continue
        call = node.value
        if node.value.func.id not in showers or any(k.arg in ("file", None) for k in call.keywords):
            continue
        if any(isinstance(argument, ast.Starred) for argument in call.args):
            edits.append(Edit(offsets.start(call), offsets.end(call), starred(call, text, offsets)))
            continue
        edits.append(Edit(offsets.start(call), offsets.end(call), logged(call, text, offsets)))
    return edits


def catches(node: ast.With) -> bool:
    """Whether the block takes what is printed in it: a log message would not get there."""
    calls = [item.context_expr.func for item in node.items if isinstance(item.context_expr, ast.Call)]
    return any(CATCHERS & {getattr(call, "attr", None), getattr(call, "id", None)} for call in calls)


def starred(call: ast.Call, text: str, offsets: Offsets) -> str:
    arguments = ", ".join(text[offsets.start(argument) : offsets.end(argument)] for argument in call.args)
    return f'logger.info(" ".join(map(str, [{arguments}])))'


def logged(call: ast.Call, text: str, offsets: Offsets) -> str:
    """The logging call; constant texts become part of the format."""
    if len(call.args) == 1 and isinstance(call.args[0], ast.JoinedStr):
        return f"logger.info({text[offsets.start(call.args[0]) : offsets.end(call.args[0])]})"
    pattern: list[str] = []
    values: list[str] = []
    for argument in call.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            pattern.append(argument.value.strip("\n").replace("%", "%%"))
        else:
            pattern.append("%s")
            values.append(text[offsets.start(argument) : offsets.end(argument)])
    template = " ".join(pattern)
    if not values:
        template = template.replace("%%", "%")
    return f"logger.info({', '.join([literal_text(template), *values])})"


def literal_text(text: str) -> str:
    """A double-quoted literal where that needs no more escapes."""
    shown = repr(text)
    return f'"{shown[1:-1]}"' if shown[0] == "'" and '"' not in shown else shown
