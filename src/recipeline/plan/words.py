"""Words of names, headings and titles, as they stand in the name of a function or of the package."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Mapping

from recipeline.plan.settings import slug
from recipeline.plan.verbs import STOP_WORDS, TITLE_VOID_WORDS, VOID_WORDS

Nouns = Mapping[str, str]  # a name of the notebook that says nothing -> what it holds
TABLE_SUFFIXES = ("_df", "_data", "_frame")


def words_of(text: str) -> list[str]:
    return [word for word in slug(text).split("_") if word]


def telling_words(text: str, most: int) -> list[str]:
    """The words of a heading or title that are neither verbs nor filling."""
    return [word for word in words_of(text) if word not in STOP_WORDS and word not in VOID_WORDS and not word.isdigit()][:most]


def title_words(title: str, most: int) -> list[str]:
    """The words of a figure's title that say what is drawn, without what stands in parentheses."""
    text = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", title)
    return [word for word in words_of(text) if word not in STOP_WORDS and word not in TITLE_VOID_WORDS and not word.isdigit()][:most]


def noun_of(name: str, nouns: Nouns) -> str:
    """What a value is called: by the file it came from where its name says nothing, and without `_df`."""
    noun = nouns.get(name) or slug(name)
    shorter = next((noun.removesuffix(suffix) for suffix in TABLE_SUFFIXES if noun.endswith(suffix)), noun)
    return shorter if len(shorter) > 1 else noun


def package_name(name: str, libraries: Collection[str] = ()) -> str:
    """`06-trees` gives trees: a number orders notebooks in a folder. Never the name of a module that exists or is imported."""
    package = slug(name.lstrip("0123456789._- ")) or slug(name) or "notebook"
    taken = package in sys.stdlib_module_names or package in libraries or package in ("test", "tests", "src", "runtime", "yaml")
    return f"{package}_line" if taken else package
