"""How new rows are scored: which statements lie between the raw rows and the model, and what becomes of each.

Example: `df = read_csv`, `df = df.dropna()`, `X = df.drop("y", axis=1)`, split, `scaler.fit(X_train)`, `X_test = scaler.transform(X_test)`,
`model.predict(X_test)`. The read gives way to the rows that are to be scored; `dropna` is for training only; `X_test` is all of X; the scaler
comes from the bundle. What cannot be frozen is a blocker, with its statement and reason. The verification proves the rest.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recipeline.analyse import slice_for
from recipeline.model.analysis import ImportedName, StatementId
from recipeline.model.plan import Blocker, Plan, ScoringPlan, ScoringStep
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.learning import learned_expressions, mentions

ASKING = ("predict", "predict_proba", "fit_predict")
SCORING = ("score",)
FITTING = ("fit",)  # where the notebook asks nothing, new rows get what the model would say of the rows it was fitted to
RESAMPLING = ("fit_resample", "fit_sample")
ROW_KINDS = frozenset({"frame", "series", "array"})
LEAST_ROWS = 10
UNKNOWN = -1  # rows of a table that lost some in place: the next name that is made of it tells
REORDERING = frozenset({"sort_values", "sort_index", "sample"})
LOSING = frozenset({"dropna", "drop_duplicates"})
SPLIT = "train_test_split"


class Blocked(Exception):
    """There can be no scoring line; says where and why."""

    def __init__(self, at: StatementId | None, why: str) -> None:
        super().__init__(why)
        self.blocker = Blocker(at, why)


def make_scoring(evidence: Evidence, plan: Plan) -> tuple[ScoringPlan | None, tuple[Blocker, ...]]:
    """The scoring line, or why there is none. Neither where the notebook fits no model or did not run."""
    if plan.line != "training" or evidence.observation is None:
        return None, ()
    try:
        return _Scoring(evidence, plan).make(), ()
    except Blocked as blocked:
        return None, (blocked.blocker,)


@dataclass(frozen=True, slots=True)
class _Asked:
    item: Item
    call: ast.Call
    model: str


class _Scoring:
    def __init__(self, evidence: Evidence, plan: Plan) -> None:
        self.evidence = evidence
        self.plan = plan
        self.imports: Mapping[str, ImportedName] = {one.name: one for one in plan.imports}
        self.code = {one.name for one in plan.definitions} | set(self.imports)
        self.rows: dict[str, int] = {}  # name -> how many rows it has
        self.all_rows: set[str] = set()
        self.raw: tuple[str, Item] | None = None

    def make(self) -> ScoringPlan:
        asked = self._asked()
        argument = asked.call.args[0]
        wanted = {name.id for name in ast.walk(argument) if isinstance(name, ast.Name)} - self.code
        ids = {id_ for name in wanted for id_ in slice_for(self.evidence.analysis, name, asked.item.id)}
        items = [item for item in self.evidence.items if item.id in ids]
        steps = [step for item in items if (step := self._step(item)) is not None]
        if self.raw is None or not wanted & self.rows.keys():
            raise Blocked(asked.item.id, "no table of rows leads to what the model is asked about")
        kept, live = self._needed(steps, wanted)
        name, read = self.raw
        state = sorted(live - self.all_rows - self.code)
        self._check_state(state, asked)
        facts = self.evidence.facts(name, read.id)
        return ScoringPlan(
            model=asked.model, asked=asked.item.id, features=ast.get_source_segment(asked.item.text, argument) or "", raw=name, read=read.id, reading=self._reading(read),
            array=facts is not None and facts.kind == "array", label=self._label(asked), row_names=tuple(sorted(self.all_rows)),
            state=tuple(state), steps=tuple(kept),
        )  # fmt: skip

    def _reading(self, read: Item) -> tuple[StatementId, ...]:
        """The statements that the read needs, in order: a path, a folder, the data set that it takes the table from."""
        ids = {id_ for name in read.statement.reads if name not in self.code for id_ in slice_for(self.evidence.analysis, name, read.id)}
        before = [item.id for item in self.evidence.items if item.id in ids and item.statement.kind not in ("import", "function", "class")]
        return (*before, read.id)

    def _asked(self) -> _Asked:
        """The prediction that reaches a written file, else the last one."""
        found = [one for item in self.evidence.items for one in self._asks(item, ASKING)]
        for methods in (SCORING, FITTING):
            found = found or [one for item in self.evidence.items for one in self._asks(item, methods)]
        if not found:
            raise Blocked(None, "the notebook fits a model and asks it about no rows that a name holds")
        saved = [one for one in found if self._reaches_a_file(one.item)]
        chosen = (saved or found)[-1]
        if chosen.model not in self.plan.results:
            raise Blocked(chosen.item.id, f"the line does not return the model `{chosen.model}`")
        return chosen

    def _asks(self, item: Item, methods: tuple[str, ...]) -> Iterator[_Asked]:
        if item.statement.kind in ("function", "class", "for", "while"):
            return
        for call in (node for node in ast.walk(item.tree) if isinstance(node, ast.Call) and node.args):
            func = call.func
            if isinstance(func, ast.Attribute) and func.attr in methods and isinstance(func.value, ast.Name):
                if self._estimates(func.value.id, item):
                    yield _Asked(item, call, func.value.id)
            elif isinstance(func, ast.Attribute) and func.attr in methods and isinstance(item.tree, ast.Assign) and item.tree.value is call:
                target = item.tree.targets[0]  # `model = Ridge().fit(X, y)`
                if isinstance(target, ast.Name) and self._estimates(target.id, item):
                    yield _Asked(item, call, target.id)

    def _estimates(self, name: str, item: Item) -> bool:
        facts = self.evidence.facts(name, item.id)
        return facts is not None and facts.kind in ("estimator", "object")

    def _reaches_a_file(self, item: Item) -> bool:
        edges: dict[StatementId, list[StatementId]] = {}
        for edge in self.evidence.analysis.edges:
            if edge.kind == "value":
                edges.setdefault(edge.source, []).append(edge.to)
        todo, seen = [item.id], {item.id}
        while todo:
            for other in edges.get(todo.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return any(self.evidence.by_id[id_].has_effect("file-write") and not self.evidence.by_id[id_].has_effect("plot") for id_ in seen)

    def _step(self, item: Item) -> ScoringStep | None:
        """What becomes of one statement. None: its names come from the bundle or the code."""
        if item.statement.kind in ("import", "function", "class"):
            return None
        used = {name for name in (*item.statement.reads, *item.mutates) if name in self.rows}
        if not used:
            self._maybe_raw(item)
            return None
        if (resampled := self._resampled(item)) is not None:
            return resampled
        names = set(item.statement.binds) | (item.mutates & self.rows.keys())
        bound = {name: rows for name in item.statement.binds if (rows := self._row_count(name, item, used)) is not None}
        if not bound and not item.mutates & self.rows.keys():
            return None  # a value that was learned: the bundle holds it
        if SPLIT in item.text and any(call.endswith(SPLIT) for call in item.statement.calls):
            return self._split(item, bound)
        if item.statement.kind not in ("assign", "augmented", "expression", "for", "delete", "if"):
            raise Blocked(item.id, f"a `{item.statement.kind}` block changes the rows; what it does to a new row is not known")
        most = max(self.rows[name] for name in used)
        role = "training" if self._loses_rows(item, bound, most) else "row"
        part: tuple[tuple[str, str], ...] = ()
        if role == "training" and not names & used:
            source = max(sorted(used), key=lambda name: self.rows[name])
            role, part = "part", tuple((name, source) for name in bound)
        if role == "row":
            self._check_known(item)
        self._take(bound)
        if role == "training":
            self.rows.update({name: UNKNOWN for name in item.mutates & self.rows.keys() if name not in bound})
        return ScoringStep(item.id, role, part)  # type: ignore[arg-type]

    def _maybe_raw(self, item: Item) -> None:
        """The statement that first makes a table: there the rows come in."""
        for name in item.statement.binds:
            facts = self.evidence.facts(name, item.id)
            if facts is None or facts.kind not in ("frame", "array") or not facts.shape or len(facts.shape) != 2 or facts.shape[0] < LEAST_ROWS:
                continue
            if self.raw is not None:
                raise Blocked(item.id, f"`{name}` is a second table beside `{self.raw[0]}`; joins from a snapshot are not frozen yet")
            if item.statement.kind != "assign" or len(item.statement.binds) > 2:
                raise Blocked(item.id, f"`{name}` is made in a block; nobody can hand in its rows")
            self.raw = (name, item)
            self._take({name: facts.shape[0]})

    def _take(self, bound: Mapping[str, int]) -> None:
        self.rows.update(bound)
        self.all_rows.update(bound)

    def _row_count(self, name: str, item: Item, used: set[str]) -> int | None:
        """How many rows a newly bound name has; None if it does not hold rows."""
        facts = self.evidence.facts(name, item.id)
        if facts is None or facts.kind not in ROW_KINDS or not facts.shape or facts.type.endswith("Index"):
            return None
        learned = learned_expressions(item.tree, frozenset(used), self.imports)
        value = getattr(item.tree, "value", None)
        if any(one.node is value and one.kind == "value" for one in learned):
            return None
        counts = {self.rows[one] for one in used}
        if UNKNOWN in counts and max(self.rows.values()) * 0.3 < facts.shape[0] <= max(self.rows.values()):
            self.rows.update({one: facts.shape[0] for one in used if self.rows[one] == UNKNOWN})
            return facts.shape[0]
        fits = facts.shape[0] in counts or (facts.shape[0] < max(self.rows.values()) and self._filters(item))
        return facts.shape[0] if fits else None

    def _filters(self, item: Item) -> bool:
        """Whether an assignment takes some of the rows: a mask, a slice, `dropna`, `query`, a split."""
        if SPLIT in item.text:
            return True
        for node in ast.walk(item.tree):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.BinOp | ast.Slice | ast.Name | ast.Tuple):
                return True
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOSING | REORDERING | {"query", "head", "tail", "drop", "truncate"}:
                return True
        return False

    def _loses_rows(self, item: Item, bound: Mapping[str, int], most: int) -> bool:
        if any(rows < most for rows in bound.values()):
            return True
        called = {call.func.attr for call in ast.walk(item.tree) if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)}
        if "drop" in called and any(isinstance(one, ast.Attribute) and one.attr == "index" for one in ast.walk(item.tree)):
            return True  # `df.drop(df[too_large].index, inplace=True)`
        return bool(called & (LOSING | REORDERING)) and not _by_column(item.tree)

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
        return ScoringStep(item.id, "part", pairs)

    def _check_known(self, item: Item) -> None:
        for one in learned_expressions(item.tree, frozenset(self.rows), self.imports):
            if one.kind == "unknown":
                raise Blocked(item.id, f"`{one.what}` depends on other rows, and nothing freezes it yet")

    def _needed(self, steps: list[ScoringStep], wanted: set[str]) -> tuple[list[ScoringStep], set[str]]:
        """The steps that what is asked about needs, and every name that they read."""
        live, kept = set(wanted), []
        for step in reversed(steps):
            item = self.evidence.by_id[step.statement]
            if step.role == "part":
                pairs = tuple(pair for pair in step.part if pair[0] in live)
                if pairs:
                    live |= {name.id for _, source in pairs for name in ast.walk(ast.parse(source)) if isinstance(name, ast.Name)}
                    kept.append(ScoringStep(step.statement, "part", pairs))
                continue
            makes = set(item.statement.binds) | set(item.mutates)
            if makes & live & self.all_rows and item.statement.kind != "delete":  # what is no row comes from the bundle
                live |= set(item.statement.uses) | set(item.statement.reads)
                kept.append(step)
        return kept[::-1], live

    def _check_state(self, state: list[str], asked: _Asked) -> None:
        builtin = set(dir(__builtins__)) if not isinstance(__builtins__, dict) else set(__builtins__)
        for name in state:
            if name in builtin and name not in self.plan.results:
                continue
            if name not in self.plan.results:
                raise Blocked(asked.item.id, f"`{name}` is needed to score, and the line does not return it")

    def _label(self, asked: _Asked) -> str | None:
        """The raw column behind what the model was fitted to."""
        assert self.raw is not None
        name = None
        for item in self.evidence.items:
            for call in (node for node in ast.walk(item.tree) if isinstance(node, ast.Call) and len(node.args) > 1):
                func = call.func
                made = isinstance(item.tree, ast.Assign) and item.tree.value is call and asked.model in item.statement.binds
                if isinstance(func, ast.Attribute) and func.attr == "fit" and (made or (isinstance(func.value, ast.Name) and func.value.id == asked.model)):
                    name = next((one.id for one in ast.walk(call.args[1]) if isinstance(one, ast.Name)), None)
        facts = self.evidence.facts(self.raw[0], self.raw[1].id)
        columns = {column for column, _ in facts.columns} if facts is not None and facts.columns else set()
        return self._column_of(name, columns, 6) if name else None

    def _column_of(self, name: str, columns: set[str], depth: int) -> str | None:
        """The column that a name was taken from, through splits and transformations."""
        for item in reversed(self.evidence.items):
            if name not in item.statement.binds or depth == 0:
                continue
            tree = item.tree
            if isinstance(tree, ast.Assign):
                literals = [one.value for one in ast.walk(tree.value) if isinstance(one, ast.Constant) and one.value in columns]
                literals += [one.attr for one in ast.walk(tree.value) if isinstance(one, ast.Attribute) and one.attr in columns]
                if len(set(literals)) == 1:
                    return str(literals[0])
                if SPLIT in item.text and isinstance(tree.targets[0], ast.Tuple) and isinstance(tree.value, ast.Call):
                    position = [one.id for one in tree.targets[0].elts if isinstance(one, ast.Name)].index(name)
                    source = tree.value.args[position // 2] if position // 2 < len(tree.value.args) else None
                    return self._column_of(source.id, columns, depth - 1) if isinstance(source, ast.Name) else None
                inner = next((one.id for one in ast.walk(tree.value) if isinstance(one, ast.Name) and one.id not in self.code and one.id != name), None)
                return self._column_of(inner, columns, depth - 1) if inner else None
            return None
        return None


def _by_column(tree: ast.AST) -> bool:
    """`dropna(axis=1)` leaves the rows alone."""
    return any(isinstance(one, ast.keyword) and one.arg == "axis" and isinstance(one.value, ast.Constant) and one.value.value in (1, "columns") for one in ast.walk(tree))


__all__ = ["make_scoring", "mentions"]
