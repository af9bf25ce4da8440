"""Knows which files of a project are ours: the `[files]` table of recipeline.toml.

The table maps each path that we wrote to the digest of what we wrote. It is always the last
table of the file, so that it can be replaced without touching what stands above it.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from recipeline.errors import RecipelineError

PLAN = "recipeline.toml"
Fate = Literal["write", "same", "replace", "keep"]

_TABLE = re.compile(r"^\[files\][^\n]*\n.*?(?=^\[|\Z)", re.MULTILINE | re.DOTALL)


def digest_bytes(data: bytes) -> str:
    """Digest of a text as it stands on disk."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> str:
    """Digest of a file of any size."""
    with path.open("rb") as stream:
        return "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest()


def fate(on_disk: str | None, as_we_wrote_it: str | None, new: str) -> Fate:
    """Say what becomes of one file, by digests; `None` where there is no such file or record.

    >>> fate("b", "a", "c")  # the user changed it: theirs stays
    'keep'
    """
    if on_disk is None:
        return "write"
    if on_disk == new:
        return "same"
    return "replace" if on_disk == as_we_wrote_it else "keep"


def without_table(plan_text: str) -> str:
    """Give the text of recipeline.toml without its `[files]` table."""
    return _TABLE.sub("", plan_text).rstrip("\n") + "\n"


def with_table(plan_text: str, digests: Mapping[str, str]) -> str:
    """Give the text of recipeline.toml with this `[files]` table at its end."""
    lines = [
        f"{json.dumps(path, ensure_ascii=False)} = {json.dumps(digest)}"
        for path, digest in sorted(digests.items())
    ]
    note = "# What recipeline wrote. A file that differs from its digest is yours, and stays."
    return without_table(plan_text) + "\n" + "\n".join(["[files]", note, *lines]) + "\n"


def read_digests(folder: Path) -> dict[str, str]:
    """Read what we wrote into this folder before; empty where it is no project of ours."""
    path = folder / PLAN
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("files", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipelineError(
            f"recipeline.toml cannot be read: {error}.",
            where=str(path),
            do="Mend that line, or take the file back from git.",
        ) from error
    return {path: digest for path, digest in table.items() if isinstance(digest, str)}
