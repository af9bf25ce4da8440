"""`%%writefile`: the file is written where the cell stands, and comes along as a companion."""

from __future__ import annotations

import posixpath

from recipeline.model.notebook import Companion
from recipeline.read.interpolation import interpolate
from recipeline.read.outcome import Outcome, quoted, refused
from recipeline.read.surroundings import Surroundings


def write_file(line: str, body: str, around: Surroundings) -> Outcome:
    """`%%writefile [-a] path`."""
    words = line.split()
    append = "-a" in words or "--append" in words
    text = " ".join(word for word in words if word not in ("-a", "--append"))
    if text[:1] in "\"'" and text[:1] == text[-1:] and len(text) > 1:
        text = text[1:-1]
    if not text:
        return refused("`%%writefile` does not say which file")
    body = body if body.endswith("\n") else body + "\n"
    path = interpolate(text, around)
    target, imports = path.code, ["pathlib"]
    if path.literal is None or path.literal.startswith("~"):
        target, imports = f"os.path.expanduser({path.code})", ["pathlib", "os"]
    if append:
        code, imports = f'open({target}, "a", encoding="utf-8").write({quoted(body)})', imports[1:]
    else:
        code = f'pathlib.Path({target}).write_text({quoted(body)}, encoding="utf-8")'
    companion = _companion(path.literal, body, append, around)
    name = path.literal or text
    why = f"{'adds to' if append else 'writes'} the file {name}"
    if companion is None:
        return Outcome(
            "file",
            f"{why}; it lies outside the notebook's folder or its name is computed",
            code,
            tuple(imports),
        )
    return Outcome("file", why, code, tuple(imports), companions=(companion,))


def _companion(name: str | None, body: str, append: bool, around: Surroundings) -> Companion | None:
    if name is None or name.startswith("~") or posixpath.isabs(name):
        return None
    path = posixpath.normpath(name.replace("\\", "/"))
    if path.startswith("..") or path == ".":
        return None
    before = around.companions.get(path)
    return Companion(path, before.text + body if append and before is not None else body)
