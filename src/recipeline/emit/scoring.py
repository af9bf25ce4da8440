"""scoring.py: the rows' way from the raw table to the model, with everything learned looked up in the bundle.

The notebook's own statements, in their order. `df["a"].fillna(df["a"].mean())` becomes
`df["a"].fillna(learned.value("a_mean", lambda: df["a"].mean()))`: computed once in training, looked up ever after.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from recipeline.analyse.syntax import first_name, names_below, names_in
from recipeline.emit.annotations import Hints
from recipeline.emit.bodies import call_edits, outermost, parse
from recipeline.emit.context import Context
from recipeline.emit.edits import Edit, Offsets, apply
from recipeline.emit.freezing import frozen_text, slug
from recipeline.emit.frozen_functions import (
    Calls,
    FunctionWriter,
    dropping_edits,
    names_in_scoring,
)
from recipeline.emit.modules import imports_text
from recipeline.emit.printing import log_edits
from recipeline.emit.reading_rows import read_rows_text
from recipeline.emit.scoring_texts import MODULE, TEST, TEST_HISTORY, TEST_SCORES
from recipeline.emit.training_only import training_only_edits
from recipeline.model.analysis import Statement
from recipeline.model.plan import HistoryPlan, ScoringPlan, ScoringStep
from recipeline.model.project import ProjectFile
from recipeline.plan.frozen_functions import as_called
from recipeline.plan.history import sorts
from recipeline.plan.learning import LearnedExpression, learned_expressions

LONGEST = 40  # lines of one function; a longer way is cut where the stage changes


def scoring_files(context: Context, *, repeatable: bool) -> tuple[ProjectFile, ...]:
    """The module and its test; nothing where there is no scoring line. Scores are compared where the notebook repeats itself."""
    scoring = context.plan.scoring
    if scoring is None:
        return ()
    package = context.plan.package
    test = (_test_text(scoring) + (TEST_SCORES if repeatable else "")).replace("PACKAGE", package).replace("LABEL_NAME", repr(scoring.label))
    return (
        ProjectFile(PurePosixPath(f"src/{package}/scoring.py"), scoring_text(context, scoring)),
        ProjectFile(PurePosixPath("tests/test_scoring.py"), test),
    )


def _test_text(scoring: ScoringPlan) -> str:
    """The test; where rows look back, with what holds for a history, and without what holds for a row by itself."""
    if scoring.history is None:
        return re.sub(r"</?ALONE>", "", TEST)
    text = re.sub(r"<ALONE>.*?</ALONE>", "", TEST, flags=re.DOTALL).replace("from PACKAGE.runtime.learned import Learned\n", "")
    return text.replace("from PACKAGE.runtime.import_closure", "from PACKAGE.runtime.history import moments, told_of\nfrom PACKAGE.runtime.honesty import as_of, future_matters\nfrom PACKAGE.runtime.import_closure") + TEST_HISTORY


def scoring_text(context: Context, scoring: ScoringPlan) -> str:
    """The text of scoring.py."""
    writer = _Writer(context, scoring)
    prepare = writer.prepare()
    rows = writer.training_rows()
    body = "\n\n\n".join([rows, writer.read_rows(), *writer.functions(), *prepare, *writer.notebook_answer()])
    history = _history_text(scoring.history)
    head = imports_text(context, "scoring", f"{body}\n{history}", Hints(context.imports))
    params = "".join(f'    "{dotted}",\n' for dotted in sorted(writer.params))
    state = "".join(f'    "{name}",\n' for name in scoring.state if name in context.plan.results)
    given = {
        "IMPORTS": head, "PACKAGE": context.plan.package, "MODEL": scoring.model.replace('"', "'"), "LABEL": repr(scoring.label), "STATE": state,
        "PARAMETERS": params, "RESULTS": _results(scoring), "DIGEST": context.notebook.digest, "BODY": body,
        "ASKED": _asked(context, scoring), "TITLE": repr(context.plan.title.strip()), "LEAKS": repr(tuple(context.plan.leaks)), "METRICS": repr(tuple(name for name in context.plan.metrics if name in context.plan.results)),
        "AROUND": _runtime_imports(context, scoring), "HISTORY": history,
    }  # fmt: skip
    return re.sub(r"<([A-Z]+)>", lambda found: given.get(found[1], found[0]), MODULE)


@dataclass(slots=True)
class _Part:
    """A stretch of steps that becomes one function."""

    stage: str
    lines: list[str]
    reads: set[str]
    binds: set[str]


class _Writer:
    """Writes the steps, and remembers which settings they read."""

    def __init__(self, context: Context, scoring: ScoringPlan) -> None:
        self.context = context
        self.scoring = scoring
        self.rows = frozenset(scoring.row_names)
        self.returned = scoring.raw if scoring.source else scoring.whole or scoring.features
        self.params: set[str] = set()
        self.names: dict[str, int] = {}
        self.learned_from = self._names_learned_from()
        self.frozen = names_in_scoring(scoring.functions)
        self.calls = Calls(self.frozen)

    def functions(self) -> list[str]:
        """The functions of the notebook that learn."""
        writer = FunctionWriter(self.context, self.scoring.state, self.calls, self._fresh)
        return [writer.text(one) for one in self.scoring.functions]

    def prepare(self) -> list[str]:
        """`prepare`, and the functions that it calls where it would be too long."""
        parts = [self._part(step) for step in self.scoring.steps]
        final_reads = names_in(self.returned)
        first = f"    {self.scoring.raw} = {_as_in_the_notebook(self.scoring)}"
        doc = '    """What the model sees of each row; learns only while a bundle is made (`learned.is_training`)."""'
        head = "def prepare(rows: pd.DataFrame, learned: Learned) -> Any:"
        if sum(len(part.lines) for part in parts) <= LONGEST:
            state = self._state_lines({name for part in parts for name in part.reads} | final_reads)
            lines = [line for part in parts for line in part.lines]
            return ["\n".join([head, doc, *state, first, *lines, f"    return {self.returned}"])]
        return self._in_parts(_merged(parts), first, head, doc, final_reads)

    def _in_parts(self, parts: list[_Part], first: str, head: str, doc: str, final_reads: set[str]) -> list[str]:
        functions: list[str] = []
        calls: list[str] = []
        held = {self.scoring.raw}
        for number, part in enumerate(parts):
            later = {name for other in parts[number + 1 :] for name in other.reads} | final_reads
            given = sorted(part.reads & held & self.rows)
            made = sorted(part.binds & later & self.rows)
            name = self._fresh(f"prepare_{part.stage}")
            arguments = ", ".join(f"{one}: Any" for one in given)
            state = self._state_lines(part.reads)
            copies = [f"    {one} = {one}.copy()" for one in given if one in part.binds]
            returned = ", ".join(made)
            functions.append(
                "\n".join([f"def {name}({arguments}, learned: Learned) -> Any:", f'    """The {part.stage} of rows, as the training line does it."""', *state, *copies, *part.lines, f"    return {returned}"])
            )
            calls.append(f"    {returned} = {name}({', '.join([*given, 'learned'])})")
            held |= part.binds
        state = self._state_lines(final_reads)
        return [*functions, "\n".join([head, doc, *state, first, *calls, f"    return {self.returned}"])]

    def notebook_answer(self) -> list[str]:
        """What the notebook makes of its model's answer; nothing where that is all."""
        answer = self.scoring.answer
        if answer is None:
            return []
        lines = [line for id_ in answer.statements for line in self._answering(self.context.statements[id_], answer.asks).split("\n")]
        head = ["def notebook_answer(model: Any, rows: Any, learned: Learned) -> Any:", '    """The answer that the notebook makes of what its model says."""']
        return ["\n".join([*head, *self._state_lines(set(answer.state)), *(f"    {line}" for line in lines), f"    return {answer.value}"])]

    def _answering(self, statement: Statement, asks: str) -> str:
        """A statement's text, with the question put to the model at hand."""
        text = self.context.text(statement.id)
        tree = parse(text)
        offsets = Offsets(text)
        edits = self._settings(statement)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node) == asks:
                edits.append(Edit(offsets.start(node), offsets.end(node), f"model.{node.func.attr}(rows)"))
        return apply(text, outermost(edits))

    def _state_lines(self, names: set[str]) -> list[str]:
        return [f'    {name} = learned["{name}"]' for name in self.scoring.state if name in names and name in self.context.plan.results]

    def _part(self, step: ScoringStep) -> _Part:
        statement = self.context.statements[step.statement]
        binds = set(statement.binds) | set(statement.mutates) | set(statement.mutates_through)
        reads = set(statement.uses) | set(statement.reads)
        if step.role == "label":
            target = self.context.text(step.statement).partition("=")[0].rstrip()
            text, reads = f'{target} = float("nan")  # what is predicted: new rows come without it', names_in(target)
        elif step.role == "part":
            text = "\n".join(f"{name} = {self._part_of(statement, name, source)}" for name, source in step.part)
            reads = names_in(text) - {"learned"}
            binds = {name for name, _ in step.part}
        else:
            text = self._text(statement, fewer=step.role == "fewer")
            if step.role == "each":
                text = _over(text, [table for _, table in step.part])
                binds = {table for _, table in step.part}
            if step.targets:
                text = _only(text, step.targets, {self.frozen[one.name] for one in self.scoring.functions if one.returned})
                binds = set(step.targets)
        lines = text.split("\n")
        if step.role == "training":
            lines = ["if learned.is_training:  # rows are left out to train, never to score", *("    " + line for line in lines)]
        return _Part(self.context.plan.stage_of.get(step.statement) or statement.stage, ["    " + line if line else line for line in lines], reads | (binds & self.rows), binds)

    def _part_of(self, statement: Statement, name: str, source: str) -> str:
        """All rows; where something is learned from the part, in training those that the notebook's part kept."""
        if name not in self.learned_from:
            return f"{source}.copy()"
        tree = parse(self.context.text(statement.id)).body[0]
        targets = tree.targets[0] if isinstance(tree, ast.Assign) else None
        names = [getattr(one, "id", "") for one in targets.elts] if isinstance(targets, ast.Tuple | ast.List) else [name]
        side = names.index(name) % 2 if name in names else 0
        known = [one for number, one in enumerate(names) if number % 2 == side and one in self.context.plan.results]
        return f"learned.part({', '.join([source, *map(repr, known)])})"

    def _names_learned_from(self) -> frozenset[str]:
        """Names that some learned expression mentions."""
        found: set[str] = set()
        for step in self.scoring.steps:
            tree = parse(self.context.text(step.statement)).body[0]
            for one in learned_expressions(tree, self.rows, self.context.imports):
                found |= names_below(one.node) if one.kind != "history" else set()
            handed = {one.name for one in self.scoring.functions}
            for call in (called for node in ast.walk(tree) if (called := as_called(node)) is not None):
                found |= names_below(call) if isinstance(call.func, ast.Name) and call.func.id in handed else set()
        return frozenset(found)

    def _text(self, statement: Statement, *, fewer: bool = False) -> str:
        text = self.context.text(statement.id)
        tree = parse(text)
        offsets = Offsets(text)
        edits = [self._learned(one, text, offsets) for one in learned_expressions(tree.body[0], self.rows, self.context.imports) if one.kind not in ("history", "unknown")]
        edits += dropping_edits(tree.body[0], self.rows, text, offsets) if fewer else []
        edits += self._settings(statement)
        edits += self.calls.edits(tree, text, offsets, self.rows)
        edits += call_edits(self.context, tree, text, offsets, without=frozenset(self.frozen))
        edits += [Edit(edit.start, edit.end, "None") for edit in log_edits(tree, text, offsets, self.context.showers)]
        return apply(text, training_only_edits(list(sorts(tree)) if self.scoring.history is not None else [], text, offsets, edits))

    def _settings(self, statement: Statement) -> list[Edit]:
        edits = []
        for setting in self.context.plan.settings:
            for span in setting.spans:
                if span.cell == statement.cell and statement.start <= span.start and span.end <= statement.end:
                    self.params.add(setting.dotted)
                    edits.append(Edit(span.start - statement.start, span.end - statement.start, f'learned["{setting.dotted}"]'))
        return edits

    def _learned(self, one: LearnedExpression, text: str, offsets: Offsets) -> Edit:
        start, end = offsets.start(one.node), offsets.end(one.node)
        return Edit(start, end, frozen_text(one, self._fresh(slug(one)), text[start:end], self.scoring.state, self.context.imports))

    def _fresh(self, wanted: str) -> str:
        self.names[wanted] = self.names.get(wanted, 0) + 1
        return wanted if self.names[wanted] == 1 else f"{wanted}_{self.names[wanted]}"

    def training_rows(self) -> str:
        """The rows that the notebook starts from."""
        lines = [line for id_ in self.scoring.reading for line in self._with_config(self.context.statements[id_]).split("\n")]
        given = _as_table(self.scoring)
        if self.scoring.source:
            given = self.scoring.source if self.scoring.wrapper == "Forecast" else f"table_of({self.scoring.source})"
        head = ["def training_rows(config: Config) -> pd.DataFrame:", '    """The raw rows that the training line starts from."""']
        body = ["    " + line if line else line for line in (*lines, f"return {given}")]
        if self.context.plan.working_folder is not None:  # as the line itself does
            body = ["    with working_folder(config.reporting.working_folder):", *("    " + line if line else line for line in body)]
        return "\n".join([*head, *body])

    def _with_config(self, statement: Statement) -> str:
        """A statement's text with its settings taken from the config."""
        text = self.context.text(statement.id)
        tree = parse(text)
        edits = [
            Edit(span.start - statement.start, span.end - statement.start, f"config.{setting.dotted}")
            for setting in self.context.plan.settings
            for span in setting.spans
            if span.cell == statement.cell and statement.start <= span.start and span.end <= statement.end
        ]
        edits += call_edits(self.context, tree, text, Offsets(text))
        return apply(text, outermost(edits))

    def read_rows(self) -> str:
        """New rows from a file."""
        tree = parse(self.context.text(self.scoring.read)).body[0]
        return read_rows_text(tree, self.context.imports, indexed=self.scoring.history is not None and self.scoring.history.indexed)


def _history_text(history: HistoryPlan | None) -> str:
    """`HISTORY` of the module; nothing where each row stands for itself."""
    if history is None:
        return ""
    given = [f"order={history.order!r}"] if history.order is not None else []
    given += [f"{name}={value!r}" for name, value in (("entity", history.entity), ("by", history.by)) if value]
    given += [f"when=lambda rows: {history.when}"] if history.when else []
    return f"HISTORY = History({', '.join(given)})  # the earlier rows that a row's features need\n"


def _results(scoring: ScoringPlan) -> str:
    """The results; where the model is not one by itself but an item or attribute of one, or is wrapped, with an entry for it."""
    root = first_name(scoring.model)
    model = f'results["{root}"]{scoring.model[len(root) :]}'
    if scoring.wrapper:
        return f"{{**results, MODEL: {scoring.wrapper}({model})}}"
    return "results" if scoring.model == root else f"{{**results, MODEL: {model}}}"


def _runtime_imports(context: Context, scoring: ScoringPlan) -> str:
    """Import lines of what the runtime puts around the model and the rows, where it does."""
    package = context.plan.package
    names = {"Forecast": ["Forecast", "periods"], "": []}.get(scoring.wrapper, [scoring.wrapper])
    if scoring.source and scoring.wrapper != "Forecast":
        names = [*names, "table_of"]
    lines = [f"from {package}.runtime.models import {', '.join(names)}\n"] if names else []
    if scoring.history is not None:
        lines.append(f"from {package}.runtime.history import History\n")
    if context.plan.working_folder is not None:
        lines.append(f"from {package}.runtime.folders import working_folder\n")
    return "".join(lines)


def _asked(context: Context, scoring: ScoringPlan) -> str:
    """What the notebook asked its model about, as a function of the results; None where they do not hold all of it."""
    names = names_in(scoring.features)
    if scoring.late or scoring.resampled or not names <= set(context.plan.results):
        return "None"
    tree = _FromResults().visit(ast.parse(scoring.features, mode="eval"))
    return f"lambda results: {ast.unparse(tree)}"


class _FromResults(ast.NodeTransformer):
    """`X_test[cols]` → `results["X_test"][results["cols"]]`."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.copy_location(ast.Subscript(ast.Name("results", ast.Load()), ast.Constant(node.id), ast.Load()), node)


def _as_in_the_notebook(scoring: ScoringPlan) -> str:
    """Rows of a table in the form that the notebook's own rows have."""
    if scoring.history is not None and scoring.history.indexed:
        return "rows.set_index(rows.columns[0])"
    match scoring.form, len(scoring.shape):
        case "array", 0:
            return 'rows["x0"].to_numpy(copy=True)'
        case "array", 1:
            return "rows.to_numpy(copy=True)"
        case "array", _:
            return f"rows.to_numpy(copy=True).reshape(-1, {', '.join(map(str, scoring.shape))})"
        case "series", _:
            return 'rows["x0"].copy()'
        case "list", _:
            return 'rows["x0"].tolist()'
    return "rows.copy()"


def _as_table(scoring: ScoringPlan) -> str:
    """The notebook's own rows as a table with named columns."""
    raw = scoring.raw
    if scoring.history is not None and scoring.history.indexed:
        return f"{raw}.reset_index()"
    match scoring.form, len(scoring.shape):
        case ("array", 0) | ("list", _):
            return f'pd.DataFrame({{"x0": {raw}}})'
        case "array", 1:
            return f'pd.DataFrame({raw}, columns=[f"x{{number}}" for number in range({raw}.shape[1])])'
        case "array", _:
            return f'pd.DataFrame({raw}.reshape(len({raw}), -1)).add_prefix("x")'
        case "series", _:
            return f'{raw}.to_frame("x0")'
    return raw


def _over(text: str, tables: list[str]) -> str:
    """`for one in [train, test]:`, over the tables that new rows stand for."""
    tree = parse(text).body[0]
    assert isinstance(tree, ast.For)
    offsets = Offsets(text)
    return apply(text, [Edit(offsets.start(tree.iter), offsets.end(tree.iter), f"[{', '.join(tables)}]")])


def _only(text: str, targets: tuple[str, ...], selecting: set[str]) -> str:
    """`X, y = X[order], y[order]` without the names that nobody needs, or `X, y = prepare(df)`, where the function gives back only the others."""
    tree = parse(text).body[0]
    if not isinstance(tree, ast.Assign) or not isinstance(tree.targets[0], ast.Tuple):
        return text
    if isinstance(tree.value, ast.Call):
        offsets = Offsets(text)
        name = tree.value.func.id if isinstance(tree.value.func, ast.Name) else ""
        return f"{', '.join(targets)} = {text[offsets.start(tree.value) : offsets.end(tree.value)]}" if name in selecting else text
    assert isinstance(tree.value, ast.Tuple)
    pairs = [(ast.unparse(name), ast.unparse(value)) for name, value in zip(tree.targets[0].elts, tree.value.elts, strict=True)]
    kept = [(name, value) for name, value in pairs if name in targets]
    return f"{', '.join(name for name, _ in kept)} = {', '.join(value for _, value in kept)}"


def _merged(parts: list[_Part]) -> list[_Part]:
    """Neighbours of one stage together, as long as they are not too long."""
    merged: list[_Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last is not None and (last.stage == part.stage or len(last.lines) + len(part.lines) <= 12) and len(last.lines) + len(part.lines) <= LONGEST:
            last.lines += part.lines
            last.reads |= part.reads
            last.binds |= part.binds
        else:
            merged.append(_Part(part.stage, list(part.lines), set(part.reads), set(part.binds)))
    return merged
