"""State outside the notebook's names: random generators, files, figure, options, environment, directory, databases.

For each kind it remembers the last statements that may have set it, so that a later user depends on them. Earlier ones are
reached through them, which keeps the number of edges linear.
"""

from __future__ import annotations

from collections.abc import Callable

from recipeline.analyse import facts
from recipeline.analyse.records import Record
from recipeline.model.analysis import Effect, StatementKind

GENERATORS = ("numpy", "random", "torch", "tensorflow")
_SIMPLE: frozenset[StatementKind] = frozenset({"expression", "assign"})
_SOFT_OPTIONS = ("warnings", "matplotlib", "logging", "plotly", "numpy", "seaborn")  # they change what is shown, not values
_HARD_PANDAS = ("mode.copy", "mode.use_inf", "mode.string", "mode.data", "mode.sim", "future.", "compute.", "io.")
_READ_SQL = ("select", "with", "pragma", "show", "explain", "describe")
_READING_COMMANDS = frozenset(["ls", "pwd", "head", "tail", "cat", "wc", "nvidia-smi", "whoami", "date", "which", "file", "du", "df", "pip", "pip3", "conda", "python3", "echo"])
_INSTALLS = ("pip", "conda", "mamba", "uv", "apt", "apt-get", "npm")

Link = Callable[[int, str], None]  # (earlier statement, what it is about)


class Files:
    """Who wrote which path last."""

    def __init__(self) -> None:
        self.exact: dict[str, int] = {}
        self.below: dict[str, list[int]] = {}  # directory -> writers since it was last listed
        self.pending: list[int] = []  # writers since somebody read an unknown path
        self.unknown: int | None = None

    def read(self, path: str | None, at: int, link: Callable[[int], None]) -> None:
        """Depend on whoever may have written it."""
        if self.unknown is not None:
            link(self.unknown)
        if path is None:
            for writer in self.pending:
                link(writer)
            if self.pending:
                self.pending = [at]
            return
        path = _normal(path)
        for step in (path, *_parents(path)):
            if step in self.exact:
                link(self.exact[step])
        folder = path.split("*")[0].split("?")[0].rpartition("/")[0] or "." if "*" in path or "?" in path else path
        if folder in self.below:
            for writer in self.below[folder]:
                link(writer)
            self.below[folder] = [at]

    def write(self, path: str | None, at: int, link: Callable[[int], None]) -> None:
        """Depend on earlier writers of it, and be the last one."""
        if self.unknown is not None:
            link(self.unknown)
        self.pending.append(at)
        if path is None:
            for writer in self.pending[:-1]:
                link(writer)
            self.pending = [at]
            self.unknown = at
            return
        path = _normal(path)
        for step in (path, *_parents(path)):
            if step in self.exact:
                link(self.exact[step])
        self.exact[path] = at
        for folder in _parents(path):
            self.below.setdefault(folder, []).append(at)


def _normal(path: str) -> str:
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return ("/" if path.startswith("/") else "") + "/".join(parts) or "."


def _parents(path: str) -> list[str]:
    found = []
    while "/" in path:
        path = path.rpartition("/")[0]
        if path:
            found.append(path)
    return [*found, "."]


class State:
    """Turns the effects of each statement, in order, into links to the statements it depends on."""

    def __init__(self) -> None:
        self.files = Files()
        self.random: dict[str, int] = {}
        self.plot: tuple[int, int] | None = None  # (cell, statement)
        self.option: int | None = None
        self.hard_option: int | None = None
        self.chains: dict[str, int] = {}  # environment, path, cwd, database

    def enter(self, at: int, cell: int, kind: StatementKind, rec: Record, shown: bool, link: Link) -> None:
        """Link this statement to the state it meets, then let it set the state."""
        effects = rec.effects
        if self.hard_option is not None and kind not in ("import", "function", "class"):
            link(self.hard_option, "option")
        if rec.imports:
            self._imports(rec, link)
        if (shown or rec.renders) and self.option is not None:
            link(self.option, "option")
        if rec.opaque:
            self._everything(at, link)
        if not effects:
            return
        self._random(at, kind, rec, link)
        reads = [effect for effect in effects if effect.kind == "file-read"]
        writes = [effect for effect in effects if effect.kind == "file-write"]
        if reads or writes:
            self._files(at, reads, writes, link)
        for effect in effects:
            self._one(effect, at, cell, rec, link)

    def _imports(self, rec: Record, link: Link) -> None:
        local = any(facts.is_local(name.module) for name in rec.imports)
        for key in ("environment", "path", "cwd") if local else ("environment",):
            if key in self.chains and any(not _is_stdlib(name.module) for name in rec.imports):
                link(self.chains[key], key)
        if local:
            for writer in (self.files.unknown, *(self.files.exact.get(f"{name.module.replace('.', '/')}.py") for name in rec.imports)):
                if writer is not None:
                    link(writer, "file")

    def _everything(self, at: int, link: Link) -> None:
        """Code that was not read: it may draw, seed, and use the environment and the directory."""
        for generator in GENERATORS:
            if generator in self.random:
                link(self.random[generator], f"random:{generator}")
            self.random[generator] = at
        for key, last in self.chains.items():
            link(last, key)

    def _random(self, at: int, kind: StatementKind, rec: Record, link: Link) -> None:
        seeds = {effect.target for effect in rec.effects if effect.kind == "seed"}
        draws = {effect.target for effect in rec.effects if effect.kind == "random"}
        for generator in sorted(filter(None, seeds | draws)):
            fresh = generator in seeds and generator not in draws and kind in _SIMPLE
            if generator in self.random and not fresh:
                link(self.random[generator], f"random:{generator}")
            self.random[generator] = at

    def _files(self, at: int, reads: list[Effect], writes: list[Effect], link: Link) -> None:
        if "cwd" in self.chains and any(not (effect.target or "").startswith("/") for effect in (*reads, *writes)):
            link(self.chains["cwd"], "cwd")
        for effect in reads:
            self.files.read(self._path(effect), at, lambda writer: link(writer, "file"))
        for effect in writes:
            self.files.write(self._path(effect), at, lambda writer: link(writer, "file"))

    def _path(self, effect: Effect) -> str | None:
        """A relative path means something else once the directory has changed: then it counts as unknown."""
        target = effect.target
        return None if target is not None and "cwd" in self.chains and not target.startswith("/") else target

    def _one(self, effect: Effect, at: int, cell: int, rec: Record, link: Link) -> None:
        match effect.kind:
            case "plot":
                if self.plot is not None and self.plot[0] == cell:
                    link(self.plot[1], "figure")
                self.plot = (cell, at)
                if self.option is not None:
                    link(self.option, "option")
            case "option":
                self._option(effect, at, link)
            case "environment" | "path" | "cwd":
                if effect.kind in self.chains:
                    link(self.chains[effect.kind], effect.kind)
                self.chains[effect.kind] = at
                if effect.kind == "cwd":
                    self.files.read(effect.target, at, lambda writer: link(writer, "file"))
            case "database":
                if "database" in self.chains:
                    link(self.chains["database"], "database")
                if not _only_reads(effect, rec):
                    self.chains["database"] = at
            case "shell":
                self._shell(effect, at, link)
            case _:
                pass

    def _option(self, effect: Effect, at: int, link: Link) -> None:
        if self.option is not None:
            link(self.option, "option")
        self.option = at
        target = (effect.target or "").removeprefix("pandas.options.")
        soft = bool(target) and (target.startswith(_SOFT_OPTIONS) or not target.startswith((*_HARD_PANDAS, "sklearn", "torch", "tensorflow", "python")))
        if not soft:
            self.hard_option = at

    def _shell(self, effect: Effect, at: int, link: Link) -> None:
        command = (effect.target or "").split()
        if command and (command[0] in _INSTALLS or (command[0] in _READING_COMMANDS and not {">", ">>", "|"} & set(command))):
            return
        for key in ("environment", "cwd"):
            if key in self.chains:
                link(self.chains[key], key)
        self.files.read(None, at, lambda writer: link(writer, "file"))
        self.files.write(None, at, lambda writer: link(writer, "file"))


def _only_reads(effect: Effect, rec: Record) -> bool:
    if effect.target is not None and effect.target.lstrip().lower().startswith(_READ_SQL):
        return True
    touching = [call for call in rec.calls if call in _WRITING_CALLS]
    return not touching and any(call in _READING_CALLS or call.startswith(("pandas.read_sql", "sqlite3.connect")) for call in rec.calls)


_WRITING_CALLS = frozenset({".execute", ".executemany", ".executescript", ".commit", ".rollback", ".to_sql"})
_READING_CALLS = frozenset({".fetchall", ".fetchone", ".fetchmany", ".cursor", ".fetchdf", ".connect"})


def _is_stdlib(module: str) -> bool:
    return not facts.is_local(module) and module.split(".")[0] in facts.STDLIB
