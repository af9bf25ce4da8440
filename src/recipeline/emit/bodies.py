"""The text of statements as they stand in a function: the author's own, with edits.

`data = pd.read_csv("telco.csv")  # the export` becomes `data = pd.read_csv(telco_path)  # the export`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from recipeline.analyse.syntax import names_in
from recipeline.emit.context import Context
from recipeline.emit.edits import Edit, Offsets, apply, lines_inside_strings
from recipeline.emit.printing import log_edits
from recipeline.model.analysis import Statement, StatementId
from recipeline.model.plan import Function, MovedDefinition


def statement_text(context: Context, id_: StatementId, settings: Iterable[str], *, bound: frozenset[str] = frozenset(), showing: bool = True) -> str:
    """One statement's text, edited; `bound`: names that are local to the function around it.

    `showing`: figures are taken when they are shown; otherwise the function returns its figure, and shows nothing.
    """
    statement = context.statements[id_]
    if id_ in context.plan.inline_stars:
        return f"from {statement.imports[0].module} import {', '.join(context.plan.inline_stars[id_])}"
    text = context.text(id_)
    tree = parse(text)
    offsets = Offsets(text)
    edits = setting_edits(context, statement, settings)
    if not (context.catches_prints and statement.kind in ("function", "class")):
        edits += log_edits(tree, text, offsets, context.showers)
    edits += call_edits(context, tree, text, offsets)
    edits += scope_edits(tree, text, offsets, bound)
    edits += main_edits(tree, offsets)
    return shown_apart(unwrapped(apply(text, outermost(edits))), showing)


def shown_apart(text: str, showing: bool) -> str:
    """`plt.show(plot_acf(x))` in two lines: what is drawn, and that it is shown. pyplot takes no figure there."""
    if ".show(" not in text:
        return text
    tree = parse(text).body
    call = tree[0].value if len(tree) == 1 and isinstance(tree[0], ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "show" or len(call.args) != 1 or call.keywords:
        return text
    drawn, shows = ast.get_source_segment(text, call.args[0]), ast.get_source_segment(text, call.func)
    drawn = f"({drawn})" if drawn is not None and "\n" in drawn else drawn
    return f"{drawn}\n{shows}()" if showing else str(drawn)


def main_edits(tree: ast.AST, offsets: Offsets) -> list[Edit]:
    """`__name__ == "__main__"` holds in a notebook, and would not in a module."""
    return [
        Edit(offsets.start(node), offsets.end(node), "True")
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare) and ast.unparse(node) in ("__name__ == '__main__'", "'__main__' == __name__")
    ]


def unwrapped(text: str) -> str:
    """The body alone of an `if True:` that was `if __name__ == "__main__":`."""
    if not text.startswith("if True:"):
        return text
    tree = parse(text).body[0]
    if not isinstance(tree, ast.If) or tree.orelse or tree.body[0].lineno == tree.lineno:
        return text
    lines = text.split("\n")
    width = tree.body[0].col_offset
    inside = lines_inside_strings(text)
    kept = [line if number in inside else line[width:] if line[:width].isspace() else line.lstrip() for number, line in enumerate(lines, 1)]
    return "\n".join(kept[1:])


def parse(text: str) -> ast.Module:
    module = compile(text, "<statement>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    assert isinstance(module, ast.Module)
    return module


def outermost(edits: list[Edit]) -> list[Edit]:
    """Edits inside another edit are left out, unless they only insert."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -(e.end - e.start))):
        if kept and edit.start < kept[-1].end and edit.end > kept[-1].start:
            continue
        kept.append(edit)
    return kept


def setting_edits(context: Context, statement: Statement, settings: Iterable[str]) -> list[Edit]:
    edits = []
    for dotted in settings:
        setting = context.settings[dotted]
        for span in setting.spans:
            if span.cell == statement.cell and statement.start <= span.start and span.end <= statement.end:
                edits.append(Edit(span.start - statement.start, span.end - statement.start, setting.key))
    return edits


def call_edits(context: Context, tree: ast.AST, text: str, offsets: Offsets, without: frozenset[str] = frozenset()) -> list[Edit]:
    """Hand the globals that a moved function used to read to each of its calls. `without`: functions that take none."""
    edits: list[Edit] = []
    names = [node for node in free_names(tree) if node.id in context.definitions and node.id not in without and added_names(context, context.definitions[node.id])]
    wanted = {id(node) for node in names}
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node.func) in wanted}
    for node in names:
        given = ", ".join(f"{name}={name}" for name in added_names(context, context.definitions[node.id]))
        call = calls.get(id(node))
        if call is None:
            edits.append(Edit(offsets.start(node), offsets.end(node), f"functools.partial({node.id}, {given})"))
            continue
        end = offsets.end(call) - 1
        inner = text[offsets.end(node) : end].rstrip()
        comma = "" if inner.endswith(("(", ",")) else ", "
        edits.append(Edit(end, end, f"{comma}{given}"))
    return edits


def free_names(tree: ast.AST, hidden: frozenset[str] = frozenset()) -> Iterator[ast.Name]:
    """Names that are read and that no function around them binds for itself."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load) and node.id not in hidden:
                yield node
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            outer = [*node.args.defaults, *(default for default in node.args.kw_defaults if default is not None)]
            outer += [] if isinstance(node, ast.Lambda) else node.decorator_list
            for part in outer:
                yield from free_names(ast.Expr(part), hidden)
            body = [ast.Expr(node.body)] if isinstance(node, ast.Lambda) else node.body
            inside = hidden | own_names(node)
            for statement in body:
                yield from free_names(ast.Module([statement], []), inside)
        else:
            yield from free_names(node, hidden)


def own_names(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> frozenset[str]:
    """Parameters and names that a function binds; nested functions only by their names."""
    arguments = function.args
    found = {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg) if a is not None}
    todo: list[ast.AST] = [] if isinstance(function, ast.Lambda) else list(function.body)
    shared: set[str] = set()
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            shared |= set(node.names)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
            continue
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        if not isinstance(node, ast.Lambda):
            todo.extend(ast.iter_child_nodes(node))
    return frozenset(found - shared)


def added_names(context: Context, definition: MovedDefinition) -> tuple[str, ...]:
    """The parameters that a moved function gained: globals it read, and paths that stood in it."""
    return (*definition.parameters, *(context.settings[dotted].key for dotted in definition.settings))


def scope_edits(tree: ast.AST, text: str, offsets: Offsets, bound: frozenset[str]) -> list[Edit]:
    """`global` in a function that stays inside another one means that other one's variable."""
    edits = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Global) and bound and set(node.names) <= bound:
            edits.append(Edit(offsets.start(node), offsets.start(node) + len("global"), "nonlocal"))
    return edits


def with_comments(context: Context, id_: StatementId, text: str, previous: StatementId | None) -> str:
    """Put back the author's comments: those right above the statement and the one behind it."""
    statement = context.statements[id_]
    source = context.cells[statement.cell].source
    line_end = source.find("\n", statement.end)
    rest = source[statement.end : line_end if line_end >= 0 else len(source)].strip().lstrip(";").strip()
    if rest.startswith("#"):
        text = f"{text}  {rest}"
    above = comments_above(source, statement.start)
    return "\n".join([*orphans(context, id_), *above, text])


def orphans(context: Context, id_: StatementId) -> list[str]:
    """Comments above statements that left this place (dropped, or a key of the config now), up to the last that stayed."""
    statement = context.statements[id_]
    source = context.cells[statement.cell].source
    found: list[str] = []
    for other in reversed(context.in_cell(statement.cell)):
        if other.start >= statement.start:
            continue
        if other.id not in context.gone:
            break
        found = comments_above(source, other.start) + found
    return [line for line in found if not is_code(line)]


def is_code(comment: str) -> bool:
    """Whether a comment is code that was commented out."""
    text = comment.lstrip("#").strip()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return any(not isinstance(part, ast.Expr) or isinstance(part.value, ast.Call) for part in tree.body)


def comments_above(source: str, start: int) -> list[str]:
    """Comment lines (no code in between) just above a place, blank lines skipped; none for the second on a line."""
    line_start = source.rfind("\n", 0, start) + 1
    if source[line_start:start].strip():
        return []
    found: list[str] = []
    for line in reversed(source[:line_start].splitlines()):
        stripped = line.strip()
        if stripped.startswith("#"):
            found.append(line.strip() if line[:1].isspace() else stripped)
        elif stripped:
            break
    return found[::-1]


def body_lines(context: Context, function: Function) -> list[str]:
    """The statements of a function, not indented, without signature and return."""
    bound = frozenset(name for id_ in function.statements for name in context.statements[id_].binds) | frozenset(function.inputs)
    shown = {element.name for element in function.returns if element.kind == "shown"}
    own = {name for id_ in function.statements for name in bound_here(parse(context.text(id_)))}
    unbound = sorted(rebound_globals(context, function) - own - set(function.inputs))
    bound |= set(unbound)
    lines: list[str] = [f"{name} = None" for name in unbound]
    previous: StatementId | None = None
    for id_ in function.statements:
        statement = context.statements[id_]
        if function.shows and previous is not None and breaks_figure(context, previous, id_):
            lines.append(f"{pyplot_name(context)}.show()")
        if id_ in shown:
            lines.append(with_comments(context, id_, f"return {shown_text(context, id_, function.settings)}", previous))
        else:
            text = statement_text(context, id_, function.settings, bound=bound, showing=function.shows)
            if previous is not None and context.statements[previous].cell != statement.cell and len(function.statements) > 3:
                lines.append("")
            lines.append(with_comments(context, id_, text, previous))
        previous = id_
    if function.shows and previous is not None:
        lines.append(f"{pyplot_name(context)}.show()")
    return without_unread(lines, frozenset(element.name for element in function.returns))


def without_unread(lines: list[str], returned: frozenset[str]) -> list[str]:
    """The statements of a function, where what nothing mentions is not bound; a function inside it may read a name late."""
    mentioned = [names_in(line) for line in lines]
    elsewhere = [frozenset().union(returned, *(names for j, names in enumerate(mentioned) if j != i)) for i in range(len(lines))]
    return [unbound_call(line, names) for line, names in zip(lines, elsewhere, strict=True)]


def unbound_call(text: str, mentioned: frozenset[str]) -> str:
    """`fig = draw(data)` as `draw(data)` where nothing mentions `fig`, not even itself."""
    tree = parse(text).body
    match tree:
        case [ast.Assign(targets=[ast.Name(id=name) as target], value=ast.Call() as call)] if call.lineno == target.lineno and name not in mentioned | names_in(ast.unparse(call)):
            offsets = Offsets(text)
            start, end = offsets.start(target), offsets.start(call)
            return text[:start] + text[end:] if text[start:end].replace(" ", "") == f"{name}=" else text
    return text


def rebound_globals(context: Context, function: Function) -> set[str]:
    """Names that functions defined inside this one rebind with `global`."""
    trees = (parse(context.text(id_)) for id_ in function.statements if "global " in context.text(id_))
    return {name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}


def bound_here(tree: ast.Module) -> set[str]:
    """Names that the text itself binds in its own scope, not in a function inside it and not through a call."""
    found: set[str] = set()
    todo: list[ast.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
                continue
            case ast.Lambda():
                continue
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
            case ast.alias(name=name, asname=short):
                found.add(short or name.split(".")[0])
        todo.extend(ast.iter_child_nodes(node))
    return found


def breaks_figure(context: Context, one: StatementId, two: StatementId) -> bool:
    """Whether Jupyter closed the figure between two statements: a new cell, or a `plt.show()` that was dropped."""
    first, second = context.statements[one], context.statements[two]
    if first.cell != second.cell:
        return True
    between = context.cells[first.cell].source[first.end : second.start]
    return ".show()" in between


def pyplot_name(context: Context) -> str:
    for name, imported in context.imports.items():
        dotted = imported.module if imported.attribute is None else f"{imported.module}.{imported.attribute}"
        if dotted == "matplotlib.pyplot" and (imported.attribute is not None or name != "matplotlib"):
            return name
    return "plt"


def shown_text(context: Context, id_: StatementId, settings: Iterable[str]) -> str:
    """The expression that a statement shows or prints, as the value to return."""
    statement = context.statements[id_]
    text = context.text(id_)
    tree = parse(text)
    node = tree.body[0]
    assert isinstance(node, ast.Expr)
    value = node.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in context.showers:
        value = next((argument for argument in value.args if not isinstance(argument, ast.Constant)), value)
    offsets = Offsets(text)
    start, end = offsets.start(value), offsets.end(value)
    edits = [edit for edit in setting_edits(context, statement, settings) if start <= edit.start and edit.end <= end]
    edits += [edit for edit in call_edits(context, value, text, offsets) if start <= edit.start and edit.end <= end]
    moved = [Edit(edit.start - start, edit.end - start, edit.text) for edit in outermost(edits)]
    shown = apply(text[start:end], moved)
    return f"({shown})" if "\n" in shown else shown
