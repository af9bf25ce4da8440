"""A database by its URL, for a few short statements: SQLite from the standard library, all else through SQLAlchemy.

    with open_database("sqlite:///bundles/registry.db").writing() as run:
        run("INSERT INTO t (a) VALUES (:a)", {"a": 1})

Statements are plain SQL that SQLite and PostgreSQL both take, with named values. A block is one transaction: all or nothing.
"""

from __future__ import annotations

import contextlib
import importlib
import re
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Callable, Protocol

Row = dict[str, Any]
Run = Callable[[str, Mapping[str, Any]], list[Row]]
WAIT = 30.0  # seconds for another writer to end
SQLITE = "sqlite:///"
DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}  # psycopg 3 where the URL names none


class DatabaseError(RuntimeError):
    """The database cannot be used: which, why. Passwords in addresses are hidden."""


class Database(Protocol):
    """Transactions on one database."""

    def writing(self) -> contextlib.AbstractContextManager[Run]:
        """One transaction that no other writer comes between."""

    def reading(self) -> contextlib.AbstractContextManager[Run]:
        """Look without holding up a writer."""


def open_database(url: str, root: Path = Path(), lock: str = "") -> Database:
    """A relative `sqlite:///` path counts from `root`. `lock`: a name that writers share: they take turns. Raises DatabaseError."""
    if url.startswith(SQLITE):
        return _Sqlite(root / url[len(SQLITE) :])
    if "://" not in url:
        raise DatabaseError(f"{url!r} is no database URL: write sqlite:///path or postgresql://user@host/name")
    return _Alchemy(url, lock)


class _Sqlite:
    def __init__(self, path: Path) -> None:
        self.path = path

    @contextlib.contextmanager
    def _session(self, begin: str) -> Iterator[Run]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(str(self.path), timeout=WAIT, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise DatabaseError(f"the registry {self.path} cannot be opened: {error}") from None
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")  # what a command reported as done must outlive a power cut
            connection.execute(begin)
            yield lambda sql, values: [dict(row) for row in connection.execute(sql, dict(values)).fetchall()]
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise DatabaseError(f"the registry {self.path} cannot be used: {error}") from None
        finally:
            connection.close()  # what was not committed is undone

    def writing(self) -> contextlib.AbstractContextManager[Run]:
        return self._session("BEGIN IMMEDIATE")

    def reading(self) -> contextlib.AbstractContextManager[Run]:
        return self._session("BEGIN")


class _Alchemy:
    def __init__(self, url: str, lock: str) -> None:
        scheme, _, rest = url.partition("://")
        self.url, self.lock = f"{DRIVERS.get(scheme, scheme)}://{rest}", lock
        self.shown = re.sub(r"(?<=://)[^/@\s]*@", "", url)
        self.engine: Any = None

    @contextlib.contextmanager
    def _session(self, *, locked: bool) -> Iterator[Run]:
        try:
            alchemy = importlib.import_module("sqlalchemy")
        except ImportError:
            raise DatabaseError(f"the registry {self.shown} needs SQLAlchemy and a driver: pip install sqlalchemy 'psycopg[binary]'") from None
        try:
            self.engine = self.engine or alchemy.create_engine(self.url, pool_pre_ping=True)
            with self.engine.begin() as connection:
                if locked and self.engine.dialect.name == "postgresql":  # one writer at a time, also while tables are made
                    connection.execute(alchemy.text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": self.lock})

                def run(sql: str, values: Mapping[str, Any]) -> list[Row]:
                    done = connection.execute(alchemy.text(sql), dict(values))
                    return [dict(row) for row in done.mappings()] if done.returns_rows else []

                yield run
        except (alchemy.exc.SQLAlchemyError, ImportError) as error:
            told = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise DatabaseError(f"the registry {self.shown} cannot be used: {told}") from None

    def writing(self) -> contextlib.AbstractContextManager[Run]:
        return self._session(locked=True)

    def reading(self) -> contextlib.AbstractContextManager[Run]:
        return self._session(locked=False)
