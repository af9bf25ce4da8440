"""What a run was made from: the code that ran, the settings it had, and digests of the rows and files it read.

Secrets stay out: values of settings that are named like one, passwords in addresses, and whatever the environment holds under
such a name are replaced before anything is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from .reports import plain

SECRET_NAME = re.compile(r"password|passwd|secret|token|credential|api_?key|access_?key|private_?key", re.IGNORECASE)
PASSWORD_IN_ADDRESS = re.compile(r"(?<=://)[^/@\s:]+:[^/@\s]+(?=@)")
HIDDEN = "***"
SHORTEST_SECRET = 6  # characters; what is shorter would be found by chance in the middle of other words
# Where a build that ships no .git tells its commit: Jenkins, GitHub Actions, GitLab CI, OpenShift builds.
COMMIT_VARIABLES = ("GIT_COMMIT", "GITHUB_SHA", "CI_COMMIT_SHA", "OPENSHIFT_BUILD_COMMIT")
GIVEN_FOR_THE_RUN = ("--set", "override", "environment")  # sources of settings that no file of the project holds
GIT_SECONDS = 10.0


def code_identity(root: Path, package: str, folder: Path) -> dict[str, Any]:
    """Which code runs: commit (None without git), whether files differ from it, version of the package, digest of its modules.

    `folder`: where the package's modules lie. The digest tells two codes apart where nobody committed.
    """
    commit, dirty = _commit(root)
    return {"package": package, "version": _version(package), "commit": commit, "dirty": dirty, "digest": digest_of_modules(folder)}


def digest_of_modules(folder: Path) -> str:
    """One digest over every module below a folder, by relative path and content."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.py"), key=lambda path: path.relative_to(folder).as_posix()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return f"sha256:{total.hexdigest()}"


def digest_of_file(path: Path) -> str:
    """The digest of a file's bytes, read in pieces."""
    total = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            total.update(piece)
    return f"sha256:{total.hexdigest()}"


def digest_of_rows(rows: Any) -> str:
    """The digest of a DataFrame's columns, types and values in their order; its index does not count."""
    import pandas as pd

    total = hashlib.sha256(json.dumps([[str(name), str(dtype)] for name, dtype in rows.dtypes.items()]).encode())
    for position in range(rows.shape[1]):
        column = rows.iloc[:, position]
        try:
            values = pd.util.hash_pandas_object(column, index=False)
        except TypeError:  # lists and dicts in cells have no hash of their own
            values = pd.util.hash_pandas_object(column.map(repr), index=False)
        total.update(values.to_numpy().tobytes())
    return f"sha256:{total.hexdigest()}"


def settings_identity(settings: Iterable[tuple[str, Any, str]], root: Path) -> dict[str, Any]:
    """Digest of all settings, and those that were given for this run alone. `settings`: key, value, source.

    Paths count from the project's folder, so that two machines give one digest.
    """
    known = {key: (shown_setting(key, value, root), source) for key, value, source in settings}
    text = json.dumps({key: value for key, (value, _) in known.items()}, sort_keys=True)
    overrides = {key: value for key, (value, source) in known.items() if source.startswith(GIVEN_FOR_THE_RUN)}
    return {"digest": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}", "overrides": overrides}


def without_secrets(text: str) -> str:
    """A text that may be written: passwords in addresses and secrets of the environment are hidden."""
    text = PASSWORD_IN_ADDRESS.sub(HIDDEN, text)
    for name, value in os.environ.items():
        if len(value) >= SHORTEST_SECRET and SECRET_NAME.search(name):
            text = text.replace(value, HIDDEN)
    return text


def shown_setting(key: str, value: Any, root: Path) -> Any:
    """A setting as it may be written: plain, secrets hidden, paths counted from the project's folder."""
    if SECRET_NAME.search(key.rpartition(".")[2]) and value is not None:
        return HIDDEN
    try:
        return _from_root(plain(value), root)
    except TypeError:
        return without_secrets(str(value))


def _from_root(value: Any, root: Path) -> Any:
    if isinstance(value, dict):
        return {key: _from_root(held, root) for key, held in value.items()}
    if isinstance(value, list):
        return [_from_root(part, root) for part in value]
    if isinstance(value, str):
        return without_secrets(value[len(str(root)) + 1 :] if value.startswith(f"{root}{os.sep}") else value)
    return value


def _commit(root: Path) -> tuple[str | None, bool | None]:
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return next((os.environ[name] for name in COMMIT_VARIABLES if os.environ.get(name)), None), None
    commit = _git(root, "rev-parse", "HEAD")
    changed = _git(root, "status", "--porcelain")
    return commit or None, None if changed is None else bool(changed)


def _git(root: Path, *arguments: str) -> str | None:
    """What git answers; None where it is not there or refuses (another user's folder, no commit yet)."""
    command = ["git", "--no-optional-locks", "-C", str(root), *arguments]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=GIT_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return run.stdout.strip()


def _version(package: str) -> str | None:
    try:
        return metadata.version(package.replace("_", "-"))
    except metadata.PackageNotFoundError:
        return None
