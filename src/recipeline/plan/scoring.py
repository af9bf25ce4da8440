"""How new rows are scored: which statements lie between the raw rows and the model, and what becomes of each.

Example: `df = read_csv`, `df = df.dropna()`, `X = df.drop("y", axis=1)`, split, `scaler.fit(X_train)`, `X_test = scaler.transform(X_test)`,
`model.predict(X_test)`. The read gives way to the rows that are to be scored; `dropna` is for training only; `X_test` is all of X; the scaler
comes from the bundle. What cannot be frozen is a blocker, with its statement and reason. The verification proves the rest.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace

from recipeline.analyse import slice_for
from recipeline.analyse.syntax import names_below, names_in
from recipeline.model.analysis import ImportedName, StatementId
from recipeline.model.observation import ValueFacts
from recipeline.model.plan import Blocker, Form, Plan, ScoringPlan, ScoringStep
from recipeline.plan.answering import answer_of
from recipeline.plan.asking import Asked, nothing_asked, questions
from recipeline.plan.blocked import Blocked
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.frozen_functions import FunctionReader, frozen_functions, selects_too
from recipeline.plan.history import history_of, in_order
from recipeline.plan.labels import Label, label_of
from recipeline.plan.learning import learned_expressions
from recipeline.plan.learning_facts import SPLIT
from recipeline.plan.looking_back import FUTURE
from recipeline.plan.row_statements import (
    assigned_to,
    by_column,
    cuts,
    listed_tables,
    looped_tables,
    needed_targets,
    only_counts,
    reorders,
    stacked_beside,
    taken_from,
    whole_of,
)
from recipeline.plan.starting import Start, has_rows, starts

RESAMPLING = ("fit_resample", "fit_sample")
ROW_KINDS = frozenset({"frame", "series", "array", "list"})
UNKNOWN = -1  # rows of a table that lost some in place: the next name that is made of it tells
REORDERING = frozenset({"sort_values", "sort_index", "sample"})
LOSING = frozenset({"dropna", "drop_duplicates"})


def make_scoring(evidence: Evidence, plan: Plan, model: str | None = None, history: Mapping[str, str] | None = None) -> tuple[ScoringPlan | None, tuple[Blocker, ...]]:
    """The scoring line, or why there is none. Neither where the notebook fits no model or did not run.

    `model`, `history`: the user's choices. Each question to the model is tried, and each table that the rows may start from; the
    first reason is told if none will do.
    """
    if plan.line != "training" or evidence.observation is None:
        return None, ()
    reasons: list[Blocker] = []
    for asked in questions(evidence, {one.name: one for one in plan.imports}, model):
        for start in starts(evidence, plan, asked):
            try:
                return _Scoring(evidence, plan, start, history or {}).make(asked), ()
            except Blocked as blocked:
                reasons.append(blocked.blocker)
    if not reasons:
        reasons.append(Blocker(None, f"no cell asks `{model}` about rows") if model else nothing_asked(evidence))
    return None, (reasons[0],)


class _Scoring:
    def __init__(self, evidence: Evidence, plan: Plan, start: Start, chosen: Mapping[str, str]) -> None:
        self.chosen = chosen  # what the user says of the order of rows
        self.evidence = evidence
        self.plan = plan
        self.start = start
        self.imports: Mapping[str, ImportedName] = {one.name: one for one in plan.imports}
        self.code = {one.name for one in plan.definitions} | set(self.imports)
        self.rows: dict[str, int] = {}  # name -> how many rows it has
        self.most = 0  # rows of the longest table so far
        self.all_rows: set[str] = set()
        self.resampled = False
        self.beside: frozenset[StatementId] = frozenset()  # statements that put the label beside the rows
        self.lists: dict[str, tuple[str, ...]] = {}  # name -> the tables in it
        self.functions = FunctionReader(evidence, self.imports)

    def make(self, asked: Asked) -> ScoringPlan:
        if asked.root not in self.plan.results:
            raise Blocked(asked.item.id, f"the line does not return the model `{asked.root}`")
        if self.start.source:
            return self._as_it_is(asked)
        name, read = self.start.name, self.start.item
        facts = self.evidence.facts(name, read.id)
        if facts is not None and any(column.startswith("(") for column, _ in facts.columns or ()):
            raise Blocked(read.id, f"the columns of `{name}` have names of several levels, which no file of new rows has: give each one name (`df.columns = ['_'.join(c) for c in df.columns]`)")
        wanted = names_in(asked.features) - self.code
        items = self.start.items
        label = self._label(asked)
        self.beside = frozenset(label.beside)
        steps = {item.id: step for item in items if (step := self._step(item)) is not None}
        answers = self.evidence.facts(asked.item.statement.binds[0], asked.item.id) if len(asked.item.statement.binds) == 1 and not asked.inside else None
        if answers is not None and answers.kind in ("array", "series") and answers.shape and self.rows.get(asked.features, answers.shape[0]) != answers.shape[0]:
            raise Blocked(asked.item.id, f"`{asked.features}` is one row, made from the statistics of others")
        if not wanted & self.rows.keys():
            raise Blocked(asked.item.id, "no table of rows leads to what the model is asked about")
        kept, live = self._needed(items, steps, wanted)
        history = history_of(self.evidence, self.start, kept, frozenset(self.rows), self.functions, self.chosen, label)
        if isinstance(history, Blocker):
            raise Blocked(history.at, history.why)
        kept = list(in_order(self.evidence, kept)) if history is not None else kept
        functions = frozen_functions(self.functions, self.evidence, kept, frozenset(self.all_rows))
        answer = answer_of(self.evidence, asked, self.imports, self.plan.results)
        state = sorted((live - self.all_rows - self.code) | set(answer.state if answer is not None else ()))
        self._check_state(state, asked)
        self._check_tables(state, kept)
        features = f"{asked.features}.drop(columns=[{label.column!r}])" if (label.formula and label.column is not None) or self._holds(asked, label) else asked.features
        return ScoringPlan(
            model=asked.model, asked=asked.item.id, features=features, raw=name, read=read.id, reading=self._reading(read),
            form=_form(facts), shape=facts.shape[1:] if facts is not None and facts.shape else (), label=label.column, row_names=tuple(sorted(self.all_rows)),
            state=tuple(state), steps=tuple(kept), late=asked.inside, resampled=self.resampled, wrapper=asked.wrapper, answer=answer,
            functions=functions,
            history=history, whole=whole_of(asked.features, self.all_rows),
        )  # fmt: skip

    def _as_it_is(self, asked: Asked) -> ScoringPlan:
        """New rows come as the model sees them: nothing lies between."""
        reading = tuple(item.id for item in _makers(self.start.items, names_in(asked.features)))
        return ScoringPlan(
            model=asked.model, asked=asked.item.id, features=asked.features, raw=self.start.name, read=asked.item.id, reading=reading, form="frame", shape=(),
            label=None, row_names=(self.start.name,), state=(), late=asked.inside, source=self.start.source, wrapper=asked.wrapper,
        )  # fmt: skip

    def _reading(self, read: Item) -> tuple[StatementId, ...]:
        """The statements that the read needs, in order: a path, a folder, the data set that it takes the table from."""
        ids = {id_ for name in read.statement.reads if name not in self.code for id_ in slice_for(self.evidence.analysis, name, read.id)}
        before = [item.id for item in _makers([item for item in self.evidence.items if item.id in ids], set(read.statement.reads))]
        return (*before, read.id)

    def _step(self, item: Item) -> ScoringStep | None:
        """What becomes of one statement. None: its names come from the bundle or the code."""
        if item.statement.kind in ("import", "function", "class"):
            return None
        used = {name for name in (*item.statement.reads, *item.mutates) if name in self.rows}
        if item is self.start.item:
            facts = self.evidence.facts(self.start.name, item.id)
            self._take({self.start.name: facts.shape[0]} if facts is not None and facts.shape else {})
            return None
        if (listed := listed_tables(item.tree)) is not None and all(has_rows(self.evidence.facts(one, item.id)) for one in listed[1]):
            self.lists[listed[0]] = listed[1]
            return None
        if (looped := looped_tables(item.tree, self.lists)) is not None and set(looped[1]) & self.rows.keys():
            return self._loop(item, *looped)
        if not used:
            return None
        if item.id in self.beside:
            return ScoringStep(item.id, "label")
        if (resampled := self._resampled(item)) is not None:
            return resampled
        changed = item.mutates & self.rows.keys() if _changes(item, set(self.rows)) else frozenset[str]()
        names = set(item.statement.binds) | changed
        bound = {name: rows for name in item.statement.binds if (rows := self._row_count(name, item, used)) is not None}
        if not bound and not changed:
            return None  # a value that was learned: the bundle holds it
        if SPLIT in item.text and any(call.endswith(SPLIT) for call in item.statement.calls):
            return self._split(item, bound)
        if item.statement.kind not in ("assign", "augmented", "expression", "for", "delete", "if"):
            raise Blocked(item.id, f"a `{item.statement.kind}` block changes the rows; what it does to a new row is not known")
        most = max(self.rows[name] for name in used)
        most = self.most if most == UNKNOWN and cuts(item.tree) else most
        frozen = self.functions.freezes(item.tree, frozenset(used))  # its copy tells itself what is left out in training only
        role = "training" if not frozen and self._loses_rows(item, bound, most) else "row"
        if role == "training" and selects_too(item.tree, frozenset(used)):
            role = "fewer"
        part: tuple[tuple[str, str], ...] = ()
        if role == "training" and not names & used:
            role, part = "part", tuple((name, self._whole_of(name, used, item)) for name in bound)
        if role in ("row", "fewer"):
            self._check_known(item)
        self._take(bound)
        if role == "training":
            self.rows.update({name: UNKNOWN for name in item.mutates & self.rows.keys() if name not in bound})
        return ScoringStep(item.id, role, part)  # type: ignore[arg-type]

    def _loop(self, item: Item, variable: str, tables: tuple[str, ...]) -> ScoringStep:
        """The same done to several tables: to those alone that new rows stand for."""
        ours = [one for one in tables if one in self.rows]
        for one in ours:
            facts = self.evidence.facts(one, item.id)
            if facts is None or not facts.shape or facts.shape[0] != self.rows[one]:
                raise Blocked(item.id, f"the loop leaves rows of `{one}` out; what it does to a new row is not known")
        self._take({variable: self.rows[ours[0]]})
        self._check_known(item)
        return ScoringStep(item.id, "each", tuple((variable, one) for one in ours))

    def _whole_of(self, name: str, used: set[str], item: Item) -> str:
        """What a name holds some rows of: the table of the same form with the most rows."""
        facts = self.evidence.facts(name, item.id)
        form = (facts.kind, (facts.shape or ())[1:]) if facts is not None else None
        before = {one: item.before.get(one) for one in sorted(used)}
        same = [one for one, known in before.items() if known is not None and (known.kind, (known.shape or ())[1:]) == form]
        return max(same or sorted(used), key=lambda one: self.rows[one])

    def _take(self, bound: Mapping[str, int]) -> None:
        self.rows.update(bound)
        self.most = max(self.most, *bound.values()) if bound else self.most
        self.all_rows.update(bound)

    def _row_count(self, name: str, item: Item, used: set[str]) -> int | None:
        """How many rows a newly bound name has; None if it does not hold rows."""
        facts = self.evidence.facts(name, item.id)
        if facts is not None and "GroupBy" in facts.type:  # groups of rows are made anew of each batch
            return max(self.rows[one] for one in used)
        if facts is None or facts.kind not in ROW_KINDS or not facts.shape or facts.type.endswith("Index"):
            return None
        if facts.kind == "list" and not has_rows(facts):
            return None
        learned = learned_expressions(item.tree, frozenset(used), self.imports)
        values = assigned_to(item.tree, name)
        if (values and all(any(one.node is value and one.kind == "value" for one in learned) for value in values)) or only_counts(item.tree, self.rows):
            return None
        counts = {self.rows[one] for one in used}
        if UNKNOWN in counts and self.most * 0.3 < facts.shape[0] <= self.most:
            self.rows.update({one: facts.shape[0] for one in used if self.rows[one] == UNKNOWN})
            return facts.shape[0]
        taken = any(taken_from(value) in self.rows for value in values) or not values
        grouped = item.statement.kind == "for" and name not in self.rows and not taken  # what a loop computes for itself is no table with fewer rows
        fits = facts.shape[0] in counts or (facts.shape[0] < self.most and not grouped and self._filters(item))
        return facts.shape[0] if fits else None

    def _filters(self, item: Item) -> bool:
        """Whether an assignment takes some of the rows: a mask, a slice, `dropna`, `query`, a split."""
        if SPLIT in item.text or self.functions.freezes(item.tree, frozenset(self.rows)):
            return True
        for node in ast.walk(item.tree):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.BinOp | ast.Slice | ast.Name | ast.Tuple):
                return True
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOSING | REORDERING | {"query", "head", "tail", "drop", "truncate"}:
                return True
        return False

    def _loses_rows(self, item: Item, bound: Mapping[str, int], most: int) -> bool:
        loop = names_below(item.tree.target) if isinstance(item.tree, ast.For) else set()
        for name, rows in bound.items():  # a name that had as many before lost none, whatever else the statement reads
            before = self.rows.get(name, UNKNOWN)
            if name not in loop and rows < (before if before != UNKNOWN else most):
                return True
        if reorders(item, most):
            return True
        called = {call.func.attr for call in ast.walk(item.tree) if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)}
        if "drop" in called and any(isinstance(one, ast.Attribute) and one.attr == "index" for one in ast.walk(item.tree)):
            return True  # `df.drop(df[too_large].index, inplace=True)`
        return bool(called & (LOSING | REORDERING)) and not by_column(item.tree)

    def _split(self, item: Item, bound: Mapping[str, int]) -> ScoringStep:
        """Each part of a split stands for all of what was split."""
        tree = item.tree
        call = next((node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(SPLIT)), None)
        targets = tree.targets[0] if isinstance(tree, ast.Assign) else None
        if call is None or not isinstance(targets, ast.Tuple | ast.List):
            raise Blocked(item.id, "the split's parts are not given names one by one")
        pairs = []
        for position, target in enumerate(targets.elts):
            if isinstance(target, ast.Name) and position // 2 < len(call.args):
                pairs.append((target.id, ast.get_source_segment(item.text, call.args[position // 2]) or ""))
        self._take({name: bound.get(name, 0) for name, _ in pairs if name in bound})
        return ScoringStep(item.id, "part", tuple(pairs))

    def _resampled(self, item: Item) -> ScoringStep | None:
        """`X2, y2 = SMOTE().fit_resample(X, y)`: rows are made up to train, never to score."""
        tree = item.tree
        call = next((one for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in RESAMPLING), None)
        if call is None or not isinstance(tree, ast.Assign) or not isinstance(tree.targets[0], ast.Tuple):
            return None
        targets = [one.id for one in tree.targets[0].elts if isinstance(one, ast.Name)]
        pairs = tuple((name, ast.get_source_segment(item.text, given) or "") for name, given in zip(targets, call.args, strict=False))
        counts = {name: facts.shape[0] for name in targets if (facts := self.evidence.facts(name, item.id)) is not None and facts.shape}
        self._take(counts)
        self.resampled = True
        return ScoringStep(item.id, "part", pairs)

    def _check_known(self, item: Item) -> None:
        if (other := stacked_beside(item, frozenset(self.rows), self.imports)) is not None:
            raise Blocked(item.id, f"`{other}` is put beside the rows by position; a new row has no such partner")
        for one in learned_expressions(item.tree, frozenset(self.rows), self.imports):
            if one.kind == "unknown" and one.why != FUTURE:  # a label may look ahead
                raise Blocked(item.id, f"`{one.what}` {one.why}")

    def _fitted_once(self, name: str, item: Item, items: Sequence[Item]) -> bool:
        """An encoder that only this statement fits comes fitted from the bundle; one that is fitted again and again is made anew."""
        facts = self.evidence.facts(name, item.id)
        return facts is not None and facts.kind == "estimator" and item.statement.kind != "for" and sum(name in one.mutates for one in items) == 1

    def _needed(self, items: Sequence[Item], steps: Mapping[StatementId, ScoringStep], wanted: set[str]) -> tuple[list[ScoringStep], set[str]]:
        """The steps that what is asked about needs, and every name that they read.

        What a step changes in place, such as a list of columns that grows in a loop, is made anew for each batch.
        """
        live, local, kept = set(wanted), set[str](), []
        for item in reversed(items):
            step = steps.get(item.id)
            makes = set(item.statement.binds) | set(item.mutates)
            if step is None:
                if makes & local - self.lists.keys() and item.has_effect("file-read"):
                    raise Blocked(item.id, f"`{', '.join(sorted(makes & local))}` is changed along with the rows, and read from a file: a new row comes without it")
                if makes & local - self.lists.keys() and item is not self.start.item and item.statement.kind not in ("import", "function", "class"):
                    live |= set(item.statement.uses) | set(item.statement.reads)
                    kept.append(ScoringStep(item.id, "row"))
                    local -= set(item.statement.binds_surely)
                continue
            if step.role == "part":
                pairs = tuple(pair for pair in step.part if pair[0] in live)
                if pairs:
                    live |= {name for _, source in pairs for name in names_in(source)}
                    kept.append(ScoringStep(item.id, "part", pairs))
                continue
            if step.role == "label":
                kept.append(step)
                continue
            if step.role == "each":
                tables = tuple(pair for pair in step.part if pair[1] in live)
                if tables:
                    kept.append(replace(step, part=tables))
                    live |= (set(item.statement.uses) | set(item.statement.reads)) - self.lists.keys() - (self._others(step, item) - live)
                continue
            if makes & live & self.all_rows and item.statement.kind != "delete":  # what is no row comes from the bundle
                kept.append(replace(step, targets=needed_targets(item, live)))
                live |= set(item.statement.uses) | set(item.statement.reads)
                local |= {name for name in item.mutates if name not in self.rows and name not in self.code and not self._fitted_once(name, item, items)}
        made = {name for step in kept for name in self.evidence.by_id[step.statement].statement.binds_surely if name not in self.all_rows and step.role in ("row", "fewer")}
        return kept[::-1], live - made

    def _others(self, step: ScoringStep, item: Item) -> set[str]:
        """The tables of a loop that new rows do not stand for, where it reads them as a part of its list alone."""
        looped = looped_tables(item.tree, self.lists)
        body = {name for part in getattr(item.tree, "body", []) for name in names_below(part)}
        return set(looped[1] if looped is not None else ()) - {table for _, table in step.part} - body

    def _check_state(self, state: list[str], asked: Asked) -> None:
        builtin = set(dir(__builtins__)) if not isinstance(__builtins__, dict) else set(__builtins__)
        for name in state:
            if name in builtin and name not in self.plan.results:
                continue
            if name not in self.plan.results:
                raise Blocked(asked.item.id, f"`{name}` is needed to score, and the line does not return it")

    def _holds(self, asked: Asked, label: Label) -> bool:
        """Whether the model is handed its own label, among columns of which it takes those that it wants."""
        facts = self.evidence.facts(asked.features, asked.item.id) if asked.features.isidentifier() else None
        return facts is not None and facts.kind == "frame" and label.column is not None and any(name == label.column for name, _ in facts.columns or ())

    def _check_tables(self, state: Sequence[str], steps: Sequence[ScoringStep]) -> None:
        """A table that is looked up is the one that the notebook held at its end: it must not have been another one before."""
        for step in steps:
            item = self.evidence.by_id[step.statement]
            for name in sorted(set(state) & {*item.statement.uses, *item.statement.reads}):
                later = self.evidence.items[self.evidence.position[item.id] :]
                changed = any(one.run is not None and (name in one.run.mutated or (one is not item and name in one.statement.binds)) for one in later)
                if changed and has_rows(self.evidence.facts(name, item.id)):
                    raise Blocked(item.id, f"`{name}` is looked up here, and changed later: what the notebook holds at its end is another table")

    def _label(self, asked: Asked) -> Label:
        """The raw column that the model was fitted to."""
        label = label_of(self.evidence, asked, self.start, self.imports)
        if label.of_the_rows and not label.seen and not label.ahead:
            raise Blocked(asked.item.id, f"`{asked.root}` was fitted to something made of the raw rows, and of which column is not known: new rows would have to bring it")
        return label


def _makers(items: Sequence[Item], names: set[str]) -> list[Item]:
    """The statements that make or change some names, without those that only hand them to a model or a plot."""
    kept: list[Item] = []
    wanted = set(names)
    for item in reversed(items):
        if item.statement.kind in ("import", "function", "class"):
            continue
        if set(item.statement.binds) & wanted or _changes(item, wanted):
            kept.append(item)
            wanted |= set(item.statement.uses) | set(item.statement.reads)
    return kept[::-1]


def _changes(item: Item, names: set[str]) -> bool:
    """`df["a"] = …`, `terms.append(s)`, a block: not `model = fit(df)`, which may change what it is given and seldom does."""
    changed = item.mutates & names
    if not changed:
        return False
    match item.tree:
        case ast.Assign(targets=targets):
            return any(not isinstance(target, ast.Name) for target in targets)
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=base)))):
            return base in changed
    return True


def _form(facts: ValueFacts | None) -> Form:
    """What the raw rows are in the notebook."""
    if facts is None or facts.kind not in ("array", "series", "list"):
        return "frame"
    return facts.kind  # type: ignore[return-value]
