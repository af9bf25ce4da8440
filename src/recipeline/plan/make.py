"""Make the plan: fates, definitions, groups, flow, settings, names, in this order.

Example: cell 1 reads a CSV, cell 2 drops rows, cell 3 shows `df.head()`, cell 4 fits a model. Three
functions come out (ingestion, preprocessing, training), the look at the data goes to the ledger.
"""

from __future__ import annotations

from dataclasses import replace

from recipeline.model.analysis import ImportedName, StatementId
from recipeline.model.plan import (
    MODULES,
    Assigned,
    Function,
    Module,
    MovedDefinition,
    Plan,
    Setting,
    Span,
    Step,
)
from recipeline.plan.choices import Choices
from recipeline.plan.configured import barriers, configurable
from recipeline.plan.definitions import Definitions
from recipeline.plan.documents import docstring, in_place_note
from recipeline.plan.evidence import Evidence, Item
from recipeline.plan.fates import FIXED_TEXT, Fate, fate_of
from recipeline.plan.flow import Flow, Reads, flows
from recipeline.plan.groups import Group, make_groups, must_join
from recipeline.plan.imports import expanded, import_blocks, import_table, is_for_effect
from recipeline.plan.keys import Keys, contested_keys
from recipeline.plan.ledger import deviations_of, ledger_of
from recipeline.plan.naming import Namer, nouns_of_files, wishes_for
from recipeline.plan.paths import PathPlan
from recipeline.plan.requirements import requirements
from recipeline.plan.results import bound_by_blocks, excuses, fits_model, loop_variables, metrics_of
from recipeline.plan.returns import returned, with_report
from recipeline.plan.setting_facts import is_secret
from recipeline.plan.settings import (
    Found,
    asked_literals,
    lift_statement,
    literal,
    path_key,
    path_literals,
    slug,
    span_of,
)
from recipeline.plan.sharing import share
from recipeline.plan.words import package_name


def make_plan(evidence: Evidence, choices: Choices, paths: PathPlan) -> Plan:
    """Decide everything but the scoring line. Evidence without an observation is that of a conversion without a run."""
    return Planner(evidence, choices, paths).plan()


class Planner:
    """Holds what the steps of one plan share. Each method is one step; none writes text of the project."""

    def __init__(self, evidence: Evidence, choices: Choices, paths: PathPlan) -> None:
        self.notebook = evidence.notebook
        self.choices = choices
        self.paths = paths
        self.evidence = evidence
        self.whole = choices.boldness == "whole"
        self.imports, self.contested = import_table(self.evidence.items)
        self.definitions = Definitions(self.evidence, self.imports, self.contested, whole=self.whole)
        self.fates: dict[str, Fate] = {item.id: self._fate(item) for item in self.evidence.items}
        self.package = choices.package or package_name(self.notebook.name, self._libraries())
        names = {name for item in self.evidence.items for name in (*item.statement.binds, *item.statement.reads)}
        self.notebook_names = frozenset(names)
        self.keys = Keys(self.notebook_names, choices.leave)

    def _libraries(self) -> frozenset[str]:
        """Top-level modules that the notebook imports."""
        return frozenset(imported.module.split(".")[0] for item in self.evidence.items for imported in item.statement.imports)

    def _fate(self, item: Item) -> Fate:
        mentioned = {item.id, str(item.statement.cell)}
        if mentioned & set(self.choices.drop):
            return Fate("drop", "dropped in recipeline.toml")
        fate = fate_of(item, self.evidence, bool(mentioned & set(self.choices.keep)))
        if item.id in self.definitions.statements:
            return Fate("define")
        if fate.kind == "define":
            return Fate("keep")
        contested = self.contested & set(item.statement.binds)
        if any(imported.name == "*" for imported in item.statement.imports):
            contested = frozenset(self._needed_of_star(item))
        if fate.kind == "import" and (contested or (self.whole and item.statement.kind == "try")):
            return Fate("keep")
        return fate

    def _needed_of_star(self, item: Item) -> tuple[str, ...]:
        """Contested names of a star import that are read before something else binds them."""
        waiting = self.contested & set(item.statement.binds)
        found: set[str] = set()
        for later in self.evidence.items[self.evidence.position[item.id] + 1 :]:
            found |= waiting & set(later.statement.uses)
            waiting = waiting - set(later.statement.binds_surely)
        return tuple(sorted(found))

    def plan(self) -> Plan:
        kept = [(item, fate) for item in self.evidence.items if (fate := self.fates[item.id]).kind in ("keep", "plot", "result", "log")]
        kept = [(item, fate) for item, fate in kept if not (item.statement.kind == "import" and is_for_effect(item.statement.imports))]
        kept = self._without_unused(kept) or self._fixed_texts()
        inline = frozenset(item.id for item, _ in kept if item.statement.kind in ("function", "class", "import"))
        configured = self._configured(kept, inline)
        inside = [(item, fate) for item, fate in kept if item not in configured]
        walls = frozenset(self.evidence.position[id_] for id_ in barriers(configured))  # type: ignore[index]
        groups = make_groups(inside, self.evidence, inline, walls, whole=self.whole)
        self._apply_moves(groups)
        results = self._results(kept, configured)
        reads = Reads(self.definitions, frozenset(self.imports) - self.contested, frozenset())
        known = frozenset(name for item in configured for name in item.statement.binds)
        found = flows(groups, self.evidence, reads, frozenset(results), copying=self.choices.boldness == "full", known=known)
        modules = [self._module(group) for group in groups]
        assigned = self._assign(configured, groups, modules, reads)
        functions = self._functions(groups, found, modules)
        functions = share(functions, groups, known, getattr(self, "facts", {}))
        moved = self._with_paths(self._moved(functions))
        functions = self._definition_settings(functions, moved)
        steps = self._ordered(functions, groups, assigned)
        return self._finish(steps, functions, groups, moved, results, configured)

    def _without_unused(self, kept: list[tuple[Item, Fate]]) -> list[tuple[Item, Fate]]:
        """Leave out definitions that could not move and that nothing kept calls."""
        while True:
            used: set[str] = set()
            for item, _ in kept:
                definition = self.evidence.definitions.get(item.id)
                used |= set(item.statement.uses) | (set(definition.calls_definitions) - {definition.name} if definition is not None else set())
            used |= {name for definition in self.definitions.candidates.values() for name in definition.calls_definitions}
            unused = [item.id for item, _ in kept if item.statement.kind in ("function", "class") and not set(item.statement.binds) & used]
            if not unused:
                return kept
            for id_ in unused:
                self.fates[id_] = Fate("drop", "nothing that is kept calls it")
            kept = [(item, fate) for item, fate in kept if item.id not in unused]

    def _fixed_texts(self) -> list[tuple[Item, Fate]]:
        """What a notebook prints that does nothing else: its only result."""
        items = [item for item in self.evidence.items if self.fates[item.id].why == FIXED_TEXT]
        self.fates |= {item.id: Fate("log") for item in items}
        return [(item, self.fates[item.id]) for item in items]

    def _configured(self, kept: list[tuple[Item, Fate]], inline: frozenset[StatementId]) -> tuple[Item, ...]:
        """Literal assignments that become keys; not those in the midst of what must stay together and differs."""
        if self.whole:
            return ()
        found = configurable(kept, self.evidence, frozenset(self.definitions.constants))
        several = barriers(found)
        ranges = must_join(kept, self.evidence, inline)
        index = {item.id: i for i, (item, _) in enumerate(kept)}
        stuck = {item.statement.binds[0] for item in found if item.id in several and any(a <= index[item.id] <= b for a, b in ranges)}
        return tuple(item for item in found if item.statement.binds[0] not in stuck)

    def _apply_moves(self, groups: list[Group]) -> None:
        """The user's `move` table names a module for a statement or a cell; its group follows."""
        self.moved_groups: dict[int, Module] = {}
        for i, group in enumerate(groups):
            for item in group.items:
                module = self.choices.move.get(item.id) or self.choices.move.get(str(item.statement.cell))
                if module in MODULES:
                    self.moved_groups[i] = module
        self.group_index = {id(group): i for i, group in enumerate(groups)}

    def _module(self, group: Group) -> Module:
        return self.moved_groups.get(self.group_index[id(group)]) or group.module

    def _results(self, kept: list[tuple[Item, Fate]], configured: tuple[Item, ...]) -> tuple[str, ...]:
        """Every data name that a kept statement makes and the notebook still holds at its end."""
        made = {name for item, _ in kept for name in (*item.statement.binds, *item.mutates)}
        made |= {name for item in self.definitions.constants.values() for name in item.statement.binds}
        made |= bound_by_blocks(self.evidence, self.fates)
        code = {name for name in self.imports if name not in self.contested} | set(self.definitions.candidates)
        hidden = {name for item in configured if self._is_hidden(item) for name in item.statement.binds}
        only_loops = loop_variables(kept)
        return tuple(name for name in self.evidence.final_data if name in made and name not in code and name not in hidden and name not in only_loops)

    def _is_hidden(self, item: Item) -> bool:
        """Paths point into the project and secrets are nobody's result: neither is returned."""
        value = literal(item.tree.value)  # type: ignore[attr-defined]
        name = item.statement.binds[0]
        return isinstance(value, str) and (self.paths.role_of(value) is not None or is_secret(name, value))

    def _assign(self, configured: tuple[Item, ...], groups: list[Group], modules: list[Module], reads: Reads) -> dict[str, Assigned]:
        """A key for each configured statement, in the section of the first function that reads its name."""
        assigned: dict[str, Assigned] = {}
        seen: dict[str, tuple[str, str]] = {}  # name -> its last value and key
        for item in configured:
            name = item.statement.binds[0]
            value = literal(item.tree.value)  # type: ignore[attr-defined]
            section = next(
                (module for group, module in zip(groups, modules, strict=True) if self._ends_after(group, item) and any(name in reads.of(i) for i in group.items)),
                "preprocessing",
            )
            path = self.paths.role_of(value) if isinstance(value, str) else None
            secret = isinstance(value, str) and is_secret(name, value)
            key = slug(name) or path_key(str(value))
            wish = Found(item.tree.value, key, f"{key}_value", value, path=path, secret=secret)  # type: ignore[attr-defined]
            if name in seen and seen[name][0] == repr(value):
                assigned[item.id] = Assigned(name, seen[name][1], item.id)
                continue
            setting = self.keys.add_named(wish, section, item, self.paths, override=name in seen)
            seen[name] = (repr(value), setting.dotted)
            assigned[item.id] = Assigned(name, setting.dotted, item.id)
        return assigned

    def _ends_after(self, group: Group, item: Item) -> bool:
        return self.evidence.position[group.last.id] > self.evidence.position[item.id]

    def _functions(self, groups: list[Group], found: list[Flow], modules: list[Module]) -> list[Function]:
        namer = Namer(self.notebook_names | {self.package, "config", "run_pipeline", "reports"} | set(MODULES), self.choices.rename)
        nouns = nouns_of_files(self._files_read())
        code = {*self.imports, *self.definitions.candidates}
        functions = []
        self.keys.contested = contested_keys(
            (module, found) for group, module in zip(groups, modules, strict=True) for item in group.items for found in self._literals(item)
        )
        for group, flow, module in zip(groups, found, modules, strict=True):
            name = namer.claim(wishes_for(group, flow.outputs, module, nouns, code, self.evidence.remark_above(group.first)))
            settings = self._lift(group, module)
            function = Function(
                name=name,
                module=module,
                statements=tuple(item.id for item in group.items),
                inputs=flow.inputs,
                outputs=flow.outputs,
                settings=settings,
                copies=flow.copies,
                in_place=flow.in_place,
                awaited=any(item.statement.awaits for item in group.items),
                random=any(item.has_effect("random", "seed") or bool(item.run and item.run.random) for item in group.items),
                notes=in_place_note(flow.in_place),
            )
            function = with_report(returned(function, group, self.evidence), group, self.evidence)
            before = {name: facts for name in flow.inputs if (facts := group.first.before.get(name)) is not None}
            after = {name: facts for name in flow.outputs if (facts := self.evidence.facts(name, group.last.id)) is not None}
            functions.append(replace(function, doc=docstring(group, function, self.evidence, before, after)))
            self._note_facts(function, before, after, group)
        return functions

    def _files_read(self) -> list[tuple[str, str]]:
        """(name, path) for every name that is bound to what a file holds."""
        pairs = []
        for item in self.evidence.items:
            targets = [effect.target for effect in item.statement.effects if effect.kind in ("file-read", "network") and effect.target]
            if len(item.statement.binds) == 1 and len(targets) == 1 and item.statement.kind == "assign":
                pairs.append((item.statement.binds[0], targets[0]))
        return pairs

    def _note_facts(self, function: Function, before: dict, after: dict, group: Group) -> None:  # type: ignore[type-arg]
        facts = getattr(self, "facts", {})
        facts[function.name] = {**{f"<{name}": value for name, value in before.items()}, **after}
        for item in group.items:
            if item.run is not None and item.run.displayed is not None:
                facts[function.name][item.id] = item.run.displayed
        self.facts = facts

    def _literals(self, item: Item) -> tuple[Found, ...]:
        return lift_statement(item, self.evidence, self.imports, self.paths)

    def _lift(self, group: Group, module: Module) -> tuple[str, ...]:
        if self.whole:
            return self._lift_whole(group)
        dotted: dict[str, None] = {}
        for item in group.items:
            asked = [(section, found) for section, found in asked_literals(item, self.choices.lift) if section in MODULES]
            own = [(module, found) for found in self._literals(item)]
            taken = [span_of(item, found.node) for _, found in asked]
            for section, found in [*asked, *((s, f) for s, f in own if span_of(item, f.node) not in taken)]:
                setting = self.keys.add(found, section, item, self.paths)
                if setting is not None:
                    dotted.setdefault(setting.dotted)
        return tuple(dotted)

    def _lift_whole(self, group: Group) -> tuple[str, ...]:
        """Of code that is kept whole only paths and secrets are lifted: the line must find its files."""
        dotted: dict[str, None] = {}
        for item in group.items:
            for found in self._literals(item):
                if found.path is not None or found.secret:
                    setting = self.keys.add(found, "ingestion", item, self.paths)
                    if setting is not None:
                        dotted.setdefault(setting.dotted)
        return tuple(dotted)

    def _moved(self, functions: list[Function]) -> tuple[MovedDefinition, ...]:
        users: dict[str, list[Module]] = {}
        for function in functions:
            mentioned = {name for id_ in function.statements for name in self.evidence.mentions(self.evidence.by_id[id_])}
            for name in self.definitions.needed_by(mentioned):
                users.setdefault(name, []).append(function.module)
        for name in self.definitions.constants:
            if name in self.evidence.final_data:
                users.setdefault(name, []).append("reporting")
        return self.definitions.place(users, MODULES)

    def _definition_settings(self, functions: list[Function], moved: tuple[MovedDefinition, ...]) -> list[Function]:
        """Whoever calls a moved function hands on the paths that stood in its body."""
        settings = {definition.name: definition.settings for definition in moved}
        out = []
        for function in functions:
            mentioned = {name for id_ in function.statements for name in self.evidence.mentions(self.evidence.by_id[id_])}
            needed = [dotted for name in self.definitions.needed_by(mentioned) for dotted in settings.get(name, ())]
            out.append(replace(function, settings=tuple(dict.fromkeys((*function.settings, *sorted(needed))))))
        return out

    def _with_paths(self, moved: tuple[MovedDefinition, ...]) -> tuple[MovedDefinition, ...]:
        """Paths inside a moved function become its parameters, and those of what it calls."""
        own: dict[str, list[str]] = {}
        for definition in moved:
            item = self.evidence.by_id[definition.statement]
            found = path_literals(item, self.paths, self.evidence) if definition.kind in ("function", "lambda") else ()
            added = [self.keys.add(one, definition.module, item, self.paths) for one in found]
            own[definition.name] = [setting.dotted for setting in added if setting is not None]
        out = []
        for definition in moved:
            needed = self.definitions.needed_by([definition.name])
            dotted = dict.fromkeys(key for name in sorted(needed) for key in own.get(name, ()))
            out.append(replace(definition, settings=tuple(dotted)))
        return tuple(out)

    def _ordered(self, functions: list[Function], groups: list[Group], assigned: dict[str, Assigned]) -> tuple[Step, ...]:
        at: list[tuple[float, Step]] = [(self.evidence.position[group.first.id], function) for group, function in zip(groups, functions, strict=True)]
        at += [(self._before_its_group(step, groups), step) for step in assigned.values()]
        return tuple(step for _, step in sorted(at, key=lambda pair: pair[0]))

    def _before_its_group(self, step: Assigned, groups: list[Group]) -> float:
        """A function cannot be interrupted: what is assigned in its midst is assigned before it."""
        place = self.evidence.position[step.statement]
        for group in groups:
            first = self.evidence.position[group.first.id]
            if first <= place <= self.evidence.position[group.last.id]:
                return first - 0.5
        return place

    def _finish(
        self,
        steps: tuple[Step, ...],
        functions: list[Function],
        groups: list[Group],
        moved: tuple[MovedDefinition, ...],
        results: tuple[str, ...],
        configured: tuple[Item, ...],
    ) -> Plan:
        observation = self.evidence.observation
        outputs = {name for function in functions for name in function.outputs}
        outputs |= {step.name for step in steps if isinstance(step, Assigned)}
        outputs |= {definition.name for definition in moved if definition.kind == "constant"}
        outputs |= bound_by_blocks(self.evidence, self.fates)
        results = tuple(name for name in results if name in outputs)
        local = frozenset(path.rsplit("/", 1)[-1].removesuffix(".py") for path in (observation.local_modules if observation else ()))
        local |= {companion.path.removesuffix(".py").split("/")[0] for companion in self.notebook.companions}
        local |= {path.rsplit("/", 2)[-2] for path in (observation.local_modules if observation else ()) if path.endswith("__init__.py")}
        kept_imports = [item for item in self.evidence.items if self.fates[item.id].kind in ("import", "keep") and item.statement.imports]
        calls = [call for function in functions for id_ in function.statements for call in self.evidence.by_id[id_].statement.calls]
        plan = Plan(
            name=self.notebook.name,
            package=self.package,
            title=" ".join((self.notebook.title or self.notebook.name.replace("_", " ").replace("-", " ")).split()),
            line="training" if fits_model(groups, self.evidence) else "refresh",
            steps=steps,
            definitions=moved,
            imports=tuple(imported for name, imported in self.imports.items() if name not in self.contested),
            import_blocks=tuple(id_ for id_ in import_blocks(self.evidence.items) if self.fates[id_].kind == "import"),
            inline_stars={
                item.id: self._needed_of_star(item)
                for item in self.evidence.items
                if self.fates[item.id].kind == "keep" and any(imported.name == "*" for imported in item.statement.imports)
            },
            effect_imports=tuple(item.id for item in self.evidence.items if item.statement.kind == "import" and is_for_effect(item.statement.imports)),
            settings=tuple(self.keys.settings.values()),
            results=results,
            metrics=metrics_of(functions, results, self.evidence),
            facts=getattr(self, "facts", {}),
            secrets=dict(self.keys.secrets),
            requirements=requirements(
                [imported.module for item in kept_imports for imported in item.statement.imports], calls, observation, local, self.notebook.requirements
            ),
            excused=excuses(results, {name for item in configured if self._is_hidden(item) for name in item.statement.binds}, self.evidence, self.fates),
            stage_of={item.id: item.statement.stage for item in self.evidence.items},
        )
        plan = replace(plan, ledger=ledger_of(plan, self.evidence, self.fates))
        return replace(plan, deviations=deviations_of(plan, self.evidence, self.fates))


__all__ = ["Found", "ImportedName", "Setting", "Span", "expanded", "make_plan"]
