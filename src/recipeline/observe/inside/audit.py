"""Which files and hosts a statement touches, through Python's audit events; backups before a file is overwritten."""

from __future__ import annotations

import os
import shutil
import site
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from typing import Any

from .events import Events

BACKUP_LIMIT = 200_000_000  # bytes over all backups of one run
FOLDER_BACKUP_LIMIT = 50_000_000  # bytes, before a shell command runs
C_WRITERS = frozenset((
    "to_parquet", "to_feather", "to_hdf", "to_orc", "write_table", "write_feather", "write_parquet", "write_csv", "write_ipc",
    "imwrite", "imsave", "save_model", "save_weights", "File", "HDFStore", "Dataset", "to_netcdf", "to_file", "save", "connect",
    "write_dataset", "to_zarr", "sink_parquet", "sink_csv", "save_config", "dump_model",
))  # calls that write through C code, which raises no audit event
_HARMLESS = ("uname", "lscpu", "nproc", "git", "ldconfig", "which", "file", "locale", "gcc", "cc", "ld", "ps", "free", "nvidia-smi", "sysctl", "java")
_WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CACHE_PARTS = ("/.cache/", "/.config/", "/.local/", "/.ipython/", "/.jupyter/", "/__pycache__/", "/.matplotlib/", "/.git/",
                "/scikit_learn_data", "/nltk_data", "/.keras/", "/.theano/", "/.numba", "/.ipynb_checkpoints/", "/.pytest_cache/")


def library_folders() -> tuple[str, ...]:
    """Folders whose files are the interpreter's and the libraries', not the notebook's."""
    found: set[str] = {sys.prefix, sys.base_prefix, sys.exec_prefix, os.path.dirname(os.__file__)}
    found.update(sysconfig.get_paths().values())
    found.update(getattr(site, "getsitepackages", lambda: [])())
    found.add(site.getusersitepackages() or "")
    real = {os.path.realpath(path) for path in found if path}
    return tuple(sorted(path.rstrip("/") + "/" for path in real | found if path and path != "/"))


def _state_of(path: str) -> Any:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


class Audit:
    """Listens to audit events while a statement runs."""

    def __init__(self, folder: str, backups: str, events: Events, extra_ignored: tuple[str, ...] = ()) -> None:
        self.folder = os.path.realpath(folder).rstrip("/") + "/"
        self.events = events
        self.backups = backups
        self.literals: set[str] = set()  # paths the notebook names itself count wherever they lie
        self.read: list[str] = []
        self.written: list[str] = []
        self.hosts: list[str] = []
        self.listening = False
        self._saved: set[str] = set()
        self._spent = 0
        self._pid = os.getpid()
        self._expected: dict[str, Any] = {}  # path -> its time and size before the statement
        self._folder_saved = False
        libraries = [p for p in library_folders() if not self.folder.startswith(p)]
        temporary = [p.rstrip("/") + "/" for p in (tempfile.gettempdir(), "/tmp", "/var/tmp")]
        self._ignored = tuple(libraries) + tuple(p for p in temporary if not self.folder.startswith(p)) + (
            "/proc/", "/dev/", "/sys/", "/etc/", "/usr/share/", "/run/") + tuple(extra_ignored)
        self._temporary = tuple(temporary)
        self._handlers: dict[str, Callable[[tuple[Any, ...]], None]] = {
            "open": self._open, "os.remove": self._change_first, "os.unlink": self._change_first, "os.rename": self._change_two,
            "os.replace": self._change_two, "os.truncate": self._change_first, "os.mkdir": self._mkdir, "os.rmdir": self._ignore,
            "os.link": self._change_two, "os.symlink": self._change_two, "shutil.rmtree": self._rmtree,
            "sqlite3.connect": self._change_first, "socket.connect": self._connect, "socket.getaddrinfo": self._host,
            "os.system": self._shell, "subprocess.Popen": self._popen, "os.exec": self._shell, "os.posix_spawn": self._shell, "os.forkpty": self._shell, "pty.spawn": self._shell,
        }

    def install(self) -> None:
        handlers, state = self._handlers, self

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            handler = handlers.get(event)
            if handler is None or not state.listening:
                return
            state.listening = False  # what the handler itself opens is not the notebook's
            try:
                if os.getpid() == state._pid:
                    handler(arguments)
            except Exception:  # never let the recorder fail the notebook
                pass
            finally:
                state.listening = True

        sys.addaudithook(hook)

    def begin(self) -> None:
        self.read, self.written, self.hosts = [], [], []
        self.listening = True

    def end(self) -> None:
        self.listening = False

    def path_of(self, value: Any) -> str:
        """Absolute path of the notebook's own world, or "" for all others."""
        if isinstance(value, int) or value is None:
            return ""
        text = os.fsdecode(value)
        if not text or text.startswith("<") or text == ":memory:" or "\0" in text:
            return ""
        path = os.path.abspath(text)
        real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        if text in self.literals and not real.startswith(("/proc/", "/dev/", "/sys/")):
            return path
        inside = path[len(self.folder):] if path.startswith(self.folder) else None
        looked_at = "/" + inside if inside is not None else path + "/"
        if any(part in looked_at for part in _CACHE_PARTS) or path.endswith((".pyc", "-journal", "-wal", "-shm")):
            return ""
        if inside is None and (path.startswith(self._ignored) or real.startswith(self._ignored)):
            return ""
        return path

    def note_read(self, path: str) -> None:
        if path and path not in self.read and os.path.isfile(path) and not path.endswith((".py", ".so")):
            self.read.append(path)

    def note_write(self, path: str) -> None:
        """To be called before the file changes."""
        if not path or os.path.isdir(path):
            return
        self.save(path)
        if path not in self.written:
            self.written.append(path)

    def expect(self, path: str) -> None:
        """The coming statement may write this file through C code."""
        self.save(path)
        self._expected[path] = _state_of(path)

    def note_expected(self) -> None:
        """After the statement: which of the expected files it did write."""
        for path, state in self._expected.items():
            if path not in self.written and _state_of(path) != state and os.path.isfile(path):
                self.written.append(path)
        self._expected = {}

    def save(self, path: str) -> None:
        """Keep the file as it is now; the first time a path is met decides."""
        if path in self._saved:
            return
        self._saved.add(path)
        if not os.path.lexists(path):
            self.events.journal({"op": "created", "path": path})
            return
        try:
            size = os.path.getsize(path)
            if self._spent + size > BACKUP_LIMIT:
                self.events.journal({"op": "lost", "path": path, "why": "larger than the limit for backups"})
                return
            self._spent += size
            target = os.path.join(self.backups, str(len(self._saved)))
            shutil.copy2(path, target)
        except OSError as error:
            self.events.journal({"op": "lost", "path": path, "why": str(error)})
            return
        self.events.journal({"op": "saved", "path": path, "copy": target})

    def save_folder(self) -> None:
        """Keep every small file of the notebook's folder: a shell command may change any of them."""
        if self._folder_saved:
            return
        self._folder_saved = True
        spent, count = 0, 0
        for top, folders, files in os.walk(self.folder):
            folders[:] = [f for f in folders if f not in (".git", "__pycache__", ".ipynb_checkpoints", "node_modules")]
            for name in files:
                path = os.path.join(top, name)
                count += 1
                try:
                    spent += os.path.getsize(path)
                except OSError:
                    continue
                if count > 2000 or spent > FOLDER_BACKUP_LIMIT:
                    return
                self.save(path)

    def _open(self, arguments: tuple[Any, ...]) -> None:
        path = self.path_of(arguments[0])
        mode, flags = arguments[1], arguments[2] if len(arguments) > 2 else 0
        if not path:
            return
        writes = any(letter in mode for letter in "wax+") if isinstance(mode, str) else bool((flags or 0) & _WRITING_FLAGS)
        if writes:
            self.note_write(path)
        else:
            self.note_read(path)

    def _change_first(self, arguments: tuple[Any, ...]) -> None:
        self.note_write(self.path_of(arguments[0]))

    def _change_two(self, arguments: tuple[Any, ...]) -> None:
        self.note_write(self.path_of(arguments[0]))
        self.note_write(self.path_of(arguments[1]))

    def _mkdir(self, arguments: tuple[Any, ...]) -> None:
        path = self.path_of(arguments[0])
        if path and not os.path.exists(path):
            self.events.journal({"op": "folder", "path": path})

    def _rmtree(self, arguments: tuple[Any, ...]) -> None:
        root = self.path_of(arguments[0])
        if root:
            for top, _, files in os.walk(root):
                for name in files:
                    self.note_write(os.path.join(top, name))

    def _ignore(self, arguments: tuple[Any, ...]) -> None:
        return None

    def _connect(self, arguments: tuple[Any, ...]) -> None:
        address = arguments[1]
        if isinstance(address, tuple) and address:
            self._note_host(address[0])

    def _host(self, arguments: tuple[Any, ...]) -> None:
        self._note_host(arguments[0])

    def _note_host(self, host: Any) -> None:
        text = host.decode() if isinstance(host, bytes) else str(host or "")
        if text and not text.startswith("127.") and text not in ("localhost", "::1", "0.0.0.0", "") and text not in self.hosts:
            self.hosts.append(text)

    def _shell(self, arguments: tuple[Any, ...]) -> None:
        self.save_folder()

    def _popen(self, arguments: tuple[Any, ...]) -> None:
        command = arguments[1] if len(arguments) > 1 else arguments[0]
        first = command if isinstance(command, str) else (list(command) or [""])[0]
        name = os.path.basename(os.fsdecode(first)) if first else ""
        own = "-c" in command and "multiprocessing" in " ".join(map(str, command)) if isinstance(command, (list, tuple)) else False
        if name not in _HARMLESS and not own:
            self.save_folder()
