"""RP304: data come from an address that can give other data tomorrow.

Why it matters: a branch, a `latest` or a shortened link moves on without a word; the same code then gives another result, or stops.
What to do: put a commit, a tag or a dated version into the address, or keep a copy and compare its checksum.

Wrong::

    df = pd.read_csv("https://raw.githubusercontent.com/acme/data/main/orders.csv")

Right::

    df = pd.read_csv("https://raw.githubusercontent.com/acme/data/4f2c1ab0e6d95f17a3b8c2d40e9f6a7b81c5d3e2/orders.csv")
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from recipeline.model.analysis import Statement
from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

BRANCH = re.compile(
    r"https?://(?:raw\.githubusercontent\.com/[^/\s]+/[^/\s]+|github\.com/[^/\s]+/[^/\s]+/(?:raw|blob)|[^/\s]+/[^\s]+/-/raw|huggingface\.co/\S+/resolve)"
    r"/(?:refs/heads/)?(?P<branch>main|master|HEAD|develop|dev|trunk|gh-pages|(?<=refs/heads/)[^/\s]+)/"
)
LATEST = re.compile(r"https?://\S*/(?P<branch>latest|current|nightly)(?:/|\.\w|$)")
SHORTENED = re.compile(r"https?://(?P<branch>bit\.ly|tinyurl\.com|goo\.gl|t\.ly|git\.io|is\.gd)/\S")
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|ico)(?:\?\S*)?$", re.IGNORECASE)
VERSIONED = re.compile(
    r"[0-9a-f]{40}|/v?\d+(?:\.\d+)+|[12]\d{3}-?[01]\d|/(?:zenodo|doi)\.|versionId=|sha256", re.IGNORECASE
)

PIN = "Put a commit or a tag into the address, or keep a copy with its checksum."
COPY = "Keep a copy with its checksum, or an address that names a version."


def check(subject: Subject) -> Iterator[Finding]:
    """Addresses that name a branch, `latest` or a short link; as notes, those without any version that a reader is given."""
    told: set[str] = set()
    for statement, node in subject.pairs():
        for inner in subject.walk(node):
            if (
                isinstance(inner, ast.Constant)
                and isinstance(inner.value, str)
                and inner.value.startswith("http")
            ):
                finding = _moving(inner.value, place(statement, inner))
                if finding is not None and inner.value not in told:
                    told.add(inner.value)
                    yield finding
        yield from _unversioned(statement, told)


def _moving(address: str, at: At) -> Finding | None:
    if PICTURE.search(address) or len(address) > 400:
        return None
    if (found := BRANCH.match(address)) is not None:
        return Finding(
            "RP304", at, f"`{_short(address)}` gives whatever the branch `{found['branch']}` holds", PIN
        )
    if (found := LATEST.match(address)) is not None:
        return Finding(
            "RP304", at, f"`{_short(address)}` gives another file when `{found['branch']}` moves", COPY
        )
    if (found := SHORTENED.match(address)) is not None:
        return Finding(
            "RP304", at, f"`{_short(address)}` leads wherever {found['branch']} points today", COPY
        )
    return None


def _unversioned(statement: Statement, told: set[str]) -> Iterator[Finding]:
    """Read over the network by pandas or the like, with nothing in the address that says which version."""
    for effect in statement.effects:
        address = effect.target
        if (
            effect.kind != "network"
            or address is None
            or address in told
            or not any(".read_" in call for call in statement.calls)
        ):
            continue
        if address.startswith("http") and not VERSIONED.search(address):
            told.add(address)
            yield Finding(
                "RP304",
                place(statement),
                f"`{_short(address)}` names no version of the data",
                COPY,
                severity="note",
            )


def _short(address: str) -> str:
    return address if len(address) <= 90 else f"{address[:40]}…{address[-45:]}"


RULE = Rule(code="RP304", name="mutable-address", severity="warning", check=check)
