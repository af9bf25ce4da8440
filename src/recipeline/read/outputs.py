"""The text that a cell's stored outputs show, and the error among them, up to a limit: a 200 MB output costs no more than a small one."""

from __future__ import annotations

from collections.abc import Iterator

LIMIT = 100_000  # characters kept per cell


def output_text(outputs: object) -> str:
    """Streams, results as text and HTML (a credential may stand in either), and tracebacks, joined in order."""
    kept: list[str] = []
    room = LIMIT
    for part in _parts(outputs):
        kept.append(part[:room])
        room -= len(kept[-1])
        if room <= 0:
            break
    text = "".join(kept)
    return text.encode("utf-8", "replace").decode()


def stored_error(outputs: object) -> str | None:
    """The name of the exception that stopped the cell when it last ran; None if nothing did."""
    for output in outputs if isinstance(outputs, list) else []:
        if isinstance(output, dict) and output.get("output_type") == "error" and isinstance(output.get("ename"), str):
            return str(output["ename"])
    return None


def _parts(outputs: object) -> Iterator[str]:
    for output in outputs if isinstance(outputs, list) else []:
        if not isinstance(output, dict):
            continue
        if output.get("output_type") == "stream":
            yield from _strings(output.get("text"))
        elif isinstance(output.get("data"), dict):
            for form in ("text/plain", "text/html", "application/json"):
                yield from _strings(output["data"].get(form))
                yield "\n"
        elif output.get("output_type") == "error":
            yield from _strings(output.get("traceback"))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (part for part in value if isinstance(part, str))
