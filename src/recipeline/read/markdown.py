"""Headings and prose of markdown cells.

"## 2. **Clean** the data\\nDrop rows without age."  ->  heading (2, "Clean the data"), prose "Drop rows ..."
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_ATX = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_ATX_TIGHT = re.compile(r"^ {0,3}(#{1,6})([^#\s!].*)$")  # "##Load": not CommonMark, but what people write
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_HTML = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_LIST_OR_QUOTE = re.compile(r"^ {0,3}([-*+>|]|\d+[.)]|$)")
_EMBEDDED = re.compile(r"!\[[^\]]*\]\((?:data|attachment):[^)]*\)")
_CODE = re.compile(r"(`+)(.+?)\1")
_LONGEST_HEADING = 2_000  # characters; longer lines are data, and slow to match
_NUMBERING = re.compile(
    r"^(?:(?:step|part|section|chapter)\s+\d+\s*[:.)–—-]\s*|\(?\d{1,3}(?:\.\d+)+[.):]?\s+|\(?\d{1,3}\s*[.):]\s*(?=\D)|"
    r"\d{1,3}\s+[-–—]\s+|[IVXivx]{1,5}[.)]\s+|[A-Za-z][.)]\s+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading, its text without markup and numbering."""

    level: int  # 1 to 6
    text: str


def split_markdown(text: str) -> tuple[tuple[Heading, ...], str]:
    """The headings of a markdown text in order, and the text without them."""
    headings: list[Heading] = []
    prose: list[str] = []
    fence = ""
    for line in _html_headings_to_atx(_EMBEDDED.sub("", text)).split("\n"):
        mark = _FENCE.match(line)
        if fence or mark:
            if mark and not fence:
                fence = mark[1]
            elif mark and mark[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
            prose.append(line)
            continue
        found = _heading(line, prose) if len(line) < _LONGEST_HEADING else None
        if found is None:
            prose.append(line)
        elif found.text:
            headings.append(found)
    return tuple(headings), re.sub(r"\n{3,}", "\n\n", "\n".join(prose)).strip()


def plain(text: str) -> str:
    """A heading's text without emphasis, links, code marks, HTML and numbering."""
    text = text.replace("\x00", "")
    spans = [found[2].strip() for found in _CODE.finditer(text)]  # the signs in code are no markup: set aside
    place = iter(range(len(spans)))
    text = _CODE.sub(lambda found: f"\x00{next(place)}\x00", text)
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = html.unescape(re.sub(r"</?[A-Za-z!][^<>]*>", "", text))
    text = re.sub(r"(\*{1,3}|~~)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text)
    text = re.sub(r"\\([\\`*_{}\[\]()#+.!|~-])", r"\1", text.replace("`", ""))
    text = re.sub("\x00(\\d+)\x00", lambda found: spans[int(found[1])], text)
    text = " ".join(text.split())
    return _NUMBERING.sub("", text).strip() or text


def open_headings(now_open: tuple[Heading, ...], new: Heading) -> tuple[Heading, ...]:
    """The path of headings after one more: it closes those of its own level and deeper ones."""
    return (*(heading for heading in now_open if heading.level < new.level), new)


def _heading(line: str, prose: list[str]) -> Heading | None:
    """The heading that this line makes; a setext underline takes its text off the prose."""
    if mark := _ATX.match(line) or _ATX_TIGHT.match(line):
        return Heading(len(mark[1]), plain(mark[2] or ""))
    mark = _SETEXT.match(line)
    if mark and prose and not _LIST_OR_QUOTE.match(prose[-1]):
        if len(prose) > 1 and prose[-2].strip() and mark[1][0] == "-":
            return None  # the last line of a paragraph above a rule, or a table
        return Heading(1 if mark[1][0] == "=" else 2, plain(prose.pop()))
    return None


def _html_headings_to_atx(text: str) -> str:
    if "</h" not in text and "</H" not in text:
        return text
    return _HTML.sub(lambda found: f"\n{'#' * int(found[1])} {' '.join(found[2].split())}\n", text)
