"""One run of a notebook: cell by cell, statement by statement, telling the driver what happened.

The order around each statement is: look at what it may change; listen to files and hosts; run it; stop listening; look again.
"""

from __future__ import annotations
import __future__ as future

import builtins
import faulthandler
import importlib
import json
import os
import pickle
import sys
import time
import traceback
import types
from typing import Any

from . import generators
from .after_import import AfterImport
from .audit import C_WRITERS, Audit
from .ending import end_process
from .events import Events
from .figures import Pyplot
from .jupyter import Shell
from .loop import Runner
from .names import is_data
from .output import Output
from .signatures import Signatures
from .statements import SHOWN_CALL, Piece, filename_of, remember_source, split
from .storing import Store
from .surroundings import loaded_packages, local_modules, peak_memory
from .watching import Account, Watch

_FUTURES = 0
for _name in future.all_feature_names:
    _FUTURES |= getattr(future, _name).compiler_flag


class Stop(Exception):
    """The notebook failed; the failure was already reported."""


class Session:
    """Everything one run needs."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.events = Events(job["work"], job.get("secrets_to"))
        self.events.secrets += job.get("secret_values") or []
        self.module = types.ModuleType("__main__")
        self.namespace = self.module.__dict__
        self.namespace["__builtins__"] = builtins
        self.account = Account()
        self.audit = Audit(job["folder"], os.path.join(job["work"], "backups"), self.events, tuple(job.get("ignored") or ()))
        self.output = Output(1)
        self.errors = Output(2)
        self.pyplot = Pyplot()
        self.store = Store(job, self.events.secrets)
        self.watch = Watch(self.namespace, self.account, job.get("watch"), set(job.get("secret_names") or ()))
        self.signatures = Signatures(self.namespace)
        self.displayed: list[Any] = []
        self.kept_arguments: list[tuple[Any, ...]] = []
        self.flags = 0
        self.marks: dict[str, Any] = {}
        self.random: dict[str, Any] = {}
        self.replay: dict[str, Any] = {}
        self.runner: Any = None
        self.shell: Any = None

    def prepare(self) -> None:
        """Make the process look like a fresh kernel in the notebook's folder."""
        sources = "\n".join(cell["source"] for cell in self.job["cells"])
        sys.modules["__main__"] = self.module
        sys.argv = ["notebook"]
        sys.path[0:1] = [self.job["folder"], ""] + list(self.job.get("extra_path") or [])
        sys.stdout, sys.stderr = self.output, self.errors
        sys.__stdout__, sys.__stderr__ = self.output, self.errors  # type: ignore[assignment,misc]
        setattr(builtins, SHOWN_CALL, self._keep_arguments)
        self.shell = Shell(self.namespace, self._display, "get_ipython" in sources)
        self.runner = Runner(self.namespace, any(word in sources for word in ("asyncio", "await ", "async ")))
        self._hook_imports()
        self._start_random()
        if self.store.wants_figures:
            self.pyplot.listeners.append(self.store.figure)
        self.audit.install()

    def _hook_imports(self) -> None:
        hooks = AfterImport()
        hooks.install()
        if not self.job.get("inline"):
            hooks.add("matplotlib", self.pyplot.watch_backend)
        hooks.add("matplotlib.pyplot", self.pyplot.patch)
        hooks.add("numpy", self._load_generators)
        hooks.add("numpy.random", lambda module: self._library_random("numpy"))
        hooks.add("torch", lambda module: self._library_random("torch"))
        hooks.add("IPython.core.display_functions", self._replace_display)
        hooks.add("IPython.core.display", self._replace_display)

    def _load_generators(self, _numpy: Any) -> None:
        # numpy 2 loads them on first use: in the midst of a statement it would be too late to note their state
        importlib.import_module("numpy.random")

    def _replace_display(self, module: Any) -> None:
        if hasattr(module, "display"):
            module.display = self.shell.display

    def _start_random(self) -> None:
        path = self.job.get("initial_random")
        if path:
            with open(path, "rb") as file:
                self.replay = pickle.load(file)
            if self.job.get("other_seeds"):
                self.replay.pop("entropy", None)
            generators.restore(self.replay)
        self.random = generators.states()
        self.store.initial_random(self.random)

    def _library_random(self, name: str) -> None:
        if name == "numpy":
            generators.tap_entropy(sys.modules["numpy.random"])
        generators.restore_one(name, self.replay)
        states = generators.states()
        if name in states:
            self.random[name] = states[name]
            self.store.initial_random(self.random)

    def _keep_arguments(self, function: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            self.kept_arguments.append(arguments)
            return function(*arguments, **options)

        return call

    def _display(self, value: Any) -> None:
        self.displayed.append(value)

    def run_all(self) -> bool:
        """All cells in order. False if one failed."""
        for cell in self.job["cells"]:
            try:
                self._run_cell(cell)
            except Stop:
                return False
        return True

    def _run_cell(self, cell: dict[str, Any]) -> None:
        number = cell["number"]
        self.events.send("cell", number=number)
        start = time.perf_counter()
        remember_source(number, cell["source"])
        self.shell.begin_cell(cell["source"])
        self.figures = 0
        if cell.get("fault"):
            fault = cell["fault"]
            self.events.send("failure", cell=number, line=fault["line"], error="SyntaxError", message=fault["message"], traceback="")
            raise Stop()
        try:
            for piece in self._pieces(cell):
                self._run_piece(piece)
        finally:
            shown = self.pyplot.flush() if self.pyplot.pyplot is not None else 0
            self.events.send("cell-end", number=number, seconds=time.perf_counter() - start,
                             figures=self.figures + shown, peak_memory=peak_memory())
        self.runner.rest()

    def _pieces(self, cell: dict[str, Any]) -> list[Piece]:
        try:
            return split(cell["source"], cell["number"])
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            message = getattr(error, "msg", None) or str(error)
            self.events.send("failure", cell=cell["number"], line=line, error=type(error).__name__, message=message, traceback="")
            raise Stop() from None

    def _run_piece(self, piece: Piece) -> None:
        self.events.send("begin", id=piece.id)
        start = time.perf_counter()
        self.store.before(piece.id, self.namespace)
        stored = time.perf_counter()
        self.watch.before(piece)
        paths = self._paths_mentioned(piece)
        figures = set(self.pyplot.open_numbers())
        self.marks = self.marks or generators.marks()
        self.account.spent += time.perf_counter() - stored
        del start
        seconds, value, error = self._execute(piece)
        self.account.run += seconds
        looked = time.perf_counter()
        record = self._record(piece, seconds, paths, figures)
        if error is None and piece.displays:
            self.shell.show(value, piece.cell)
            if value is not None:
                record["displayed"] = self.watch.facts_of(value)
        if self.kept_arguments and len(told := piece.shown_values(self.kept_arguments[0])) == 1:
            record["displayed"] = self.watch.facts_of(told[0])
        if "displayed" not in record and self.displayed:
            record["displayed"] = self.watch.facts_of(self.displayed[-1])
        self.account.spent += time.perf_counter() - looked
        self.events.send("statement", **record)
        if error is not None:
            self._fail(piece, error)
            raise Stop()
        self._store_after(piece, value)

    def _execute(self, piece: Piece) -> tuple[float, Any, BaseException | None]:
        value, error = None, None
        self.displayed, self.kept_arguments, self.pyplot.shown = [], [], 0
        self.output.take()
        start = time.perf_counter()
        try:
            code = piece.compiled(filename_of(piece.cell), self.flags, keep_arguments=True)
            self.flags |= code.co_flags & _FUTURES
            self.signatures.begin(piece.names)
            start = time.perf_counter()
            self.audit.begin()
            try:
                value = self.runner.run(code)
            finally:
                self.audit.end()
                seconds = time.perf_counter() - start
                self.signatures.end()
        except BaseException as raised:  # SystemExit and KeyboardInterrupt end a run too
            error = raised
            seconds = time.perf_counter() - start
        return seconds, value, error

    def _record(self, piece: Piece, seconds: float, paths: list[str], figures: Any) -> dict[str, Any]:
        self.audit.note_expected()
        for path in paths:
            if path not in self.audit.written:
                self.audit.note_read(path)
        record: dict[str, Any] = {"id": piece.id, "seconds": seconds}
        record.update(self.watch.after(piece))
        self._note_secrets(record)
        for name in record.get("bound", ()):
            self.signatures.learn(name)
        marks = generators.marks()
        advanced = [name for name in marks if name in self.marks and marks[name] != self.marks[name]]
        self.marks = marks
        opened = len([n for n in self.pyplot.open_numbers() if n not in figures])
        self.figures += self.pyplot.shown
        optional = {
            "random": advanced, "files_read": self.audit.read, "files_written": self.audit.written, "hosts": self.audit.hosts,
            "figures": opened + self.pyplot.shown, "shown_figures": self.pyplot.shown, "printed": self.output.take(),
        }
        record.update({name: value for name, value in optional.items() if value})
        return record

    def _note_secrets(self, record: dict[str, Any]) -> None:
        for name in self.job.get("secret_names") or ():
            value = self.namespace.get(name)
            if isinstance(value, str) and len(value) > 3 and value not in self.events.secrets:
                self.events.secrets.append(value)
                self.events.whisper(value)

    def _paths_mentioned(self, piece: Piece) -> list[str]:
        """Files that exist and that the statement names: C code opens them without telling Python."""
        if piece.is_import or not piece.calls:
            return []
        texts = [t for t in piece.texts if "\n" not in t]
        for name in piece.names:
            value = self.namespace.get(name)
            if isinstance(value, (str, os.PathLike)) and len(str(value)) < 300 and "\n" not in str(value):
                texts.append(str(value))
        found = []
        for text in texts:
            if "." not in text and "/" not in text:
                continue
            self.audit.literals.add(text)
            path = self.audit.path_of(text)
            if piece.calls & C_WRITERS and path:
                self.audit.expect(path)
            if path and os.path.isfile(path):
                found.append(path)
        return found

    def _fail(self, piece: Piece, error: BaseException) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if frame.filename.startswith("<cell ")]
        line = next((f.lineno for f in own if f.filename == filename_of(piece.cell)), None) or piece.line
        if isinstance(error, SyntaxError) and error.lineno and error.filename == filename_of(piece.cell):
            line = error.lineno
        start = frames.index(own[0]) if own else len(frames)
        lines = ["Traceback (most recent call last):\n"] + traceback.format_list(frames[start:])
        lines += traceback.format_exception_only(type(error), error)
        names = [cls.__name__ for cls in type(error).__mro__]
        self.events.send("failure", cell=piece.cell, line=line, error=type(error).__name__, message=_text(error),
                         bases=names, traceback="".join(lines)[-10_000:])

    def _store_after(self, piece: Piece, value: Any) -> None:
        if self.store.wants_shown(piece.id):
            if self.kept_arguments:
                arguments = piece.shown_values(self.kept_arguments[0])
                value = arguments[0] if len(arguments) == 1 else arguments
            self.store.shown(piece.id, value)
        self.store.after(piece.id, self.namespace, self.pyplot.open_data)

    def finish(self, ok: bool) -> None:
        """What the notebook holds at its end, and what it was run with."""
        self.events.send("finishing")
        names = [name for name, value in self.namespace.items() if is_data(name, value)]
        final = self.watch.final(names)
        self.store.finish(self.namespace)
        self.events.send(
            "end", ok=ok, final=final, python=".".join(map(str, sys.version_info[:3])), packages=loaded_packages(), path=list(sys.path),
            local_modules=local_modules(self.audit), signatures=self.signatures.found(),
            recording={"run": self.account.run, "spent": self.account.spent},
        )


def _text(error: BaseException) -> str:
    try:
        return str(error)[:2_000]
    except Exception:  # an exception whose own text fails
        return ""


def run(path: str) -> None:
    """Run the job and end the process."""
    with open(path, encoding="utf-8") as file:
        job = json.load(file)
    stderr = sys.stderr
    faulthandler.enable(stderr)
    session = Session(job)
    try:
        session.prepare()
        ok = session.run_all()
        session.finish(ok)
    except BaseException:
        session.events.send("recorder-error", traceback=traceback.format_exc())
    end_process()
