"""The user's choices, read from recipeline.toml: a choice that could not be honoured is told, and not passed over."""

from __future__ import annotations

import keyword
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import Any

from recipeline.analyse.syntax import names_in
from recipeline.convert import Understood
from recipeline.errors import RecipelineError
from recipeline.model.analysis import StatementId
from recipeline.model.observation import Observation
from recipeline.model.plan import MODULES
from recipeline.plan.candidates import choosable
from recipeline.plan.choices import Choices
from recipeline.plan.evidence import Evidence
from recipeline.plan.handwritten import replacement, shown_expression
from recipeline.workspace.options import ConvertOptions

BOLDNESS = ("full", "careful", "whole")
TABLES = ("rename", "move", "lift", "learn", "history")
HISTORY = ("order", "entity")
LISTS = ("keep", "drop", "leave")
RUNTIMES = ("copied", "package")
WORDS = {"boldness": BOLDNESS, "runtime": RUNTIMES, "mode": ("parity", "production")}
TEXTS = ("model",)
KEYS = (*WORDS, *TEXTS, *TABLES, *LISTS)


def read_choices(folder: Path, options: ConvertOptions, understood: Understood) -> Choices:
    """The user's choices of an earlier conversion into this folder; the defaults if there was none.

    Raises:
        RecipelineError: the file cannot be read, or a choice names what the notebook does not have.
    """
    path = folder / "recipeline.toml"
    given: dict[str, Any] = dict(_document(path).get("choices", {})) if path.is_file() else {}
    for problem, remedy in chain(_ill_formed(given), _ill_named(given, understood)):
        raise RecipelineError(f"[choices] {problem}", where=str(path), do=remedy)
    given |= {name: tuple(given[name]) for name in LISTS if name in given}
    given |= {name: asked for name in ("runtime", "mode") if (asked := getattr(options, name)) is not None}
    return Choices(**given, package=options.package, copy_limit=int(options.copy_limit_mb * 1_000_000))


def check_model(choices: Choices, understood: Understood, observation: Observation, folder: Path) -> None:
    """Whether the model that the user names is one of the notebook's. Only a run shows which names hold models.

    Raises:
        RecipelineError: it is none; the candidates are told.
    """
    if choices.model is None:
        return
    known = choosable(Evidence(understood.notebook, understood.analysis, observation))
    if choices.model not in known:
        remedy = f"Name one of {', '.join(known)}, or remove the line." if known else "Remove the line: the notebook fits no model that it still holds at its end."
        raise RecipelineError(f"[choices] model names {choices.model!r}, which is no model of the notebook.", where=str(folder / "recipeline.toml"), do=remedy)


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipelineError(f"recipeline.toml cannot be read: {error}", where=str(path), do="Mend the file, or remove it to start from the defaults.") from error


def _ill_formed(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with the shape of the table, and what to do."""
    for name, value in given.items():
        if name not in KEYS:
            yield f"has no key {name!r}.", f"Use one of: {', '.join(KEYS)}."
        elif name in WORDS and value not in WORDS[name]:
            yield f"{name} cannot be {value!r}.", f"Give one of {', '.join(WORDS[name])}."
        elif name in TEXTS and not isinstance(value, str):
            yield f"{name} cannot be {value!r}.", "Give a text, as in the comment at the top of the file."
        elif name in TABLES and not (isinstance(value, dict) and all(isinstance(text, str) for text in value.values())):
            yield f"{name} cannot be {value!r}.", "Give a table of texts, as in the comment at the top of the file."
        elif name in LISTS and not (isinstance(value, list) and all(isinstance(text, str) for text in value)):
            yield f"{name} cannot be {value!r}.", "Give a list of texts, as in the comment at the top of the file."


def _ill_named(given: Mapping[str, Any], understood: Understood) -> Iterator[tuple[str, str]]:
    """Choices that speak of a place, a module or a name that there cannot be."""
    sources = {cell.number: cell.source for cell in understood.notebook.cells}
    texts = {str(statement.id): sources[statement.cell][statement.start : statement.end] for statement in understood.analysis.statements}
    places = texts.keys() | {str(number) for number in sources}
    for name in ("keep", "drop", "move"):
        for place in given.get(name, ()):
            if place not in places:
                yield f"{name} names {place!r}, where no statement of the notebook starts.", "Take a place from conversion/ledger.json, or the number of a code cell."
    for choice, module in given.get("move", {}).items():
        if module not in MODULES:
            yield f"move of {choice!r} names {module!r}, which is no module.", f"Use one of: {', '.join(MODULES)}."
    for choice, setting in given.get("lift", {}).items():
        place, _, text = choice.partition(" ")
        section, _, key = setting.partition(".")
        if not text.strip() or text.strip() not in texts.get(place, ""):
            yield f"lift names {choice!r}, and no such literal stands there.", 'Give the place of the statement and the literal as it is written: "8:3 0.35".'
        if section not in MODULES or not key:
            yield f"lift of {choice!r} names {setting!r}, which is no setting.", f"Give SECTION.KEY, with a section of: {', '.join(MODULES)}."
    yield from _ill_learned(given.get("learn", {}), understood)
    bound = {name for statement in understood.analysis.statements for name in statement.binds}
    if "model" in given and not names_in(given["model"]) & bound:
        near = "".join(f" Did you mean {name!r}?" for name in get_close_matches(given["model"], bound, 1))
        yield f"model names {given['model']!r}, which is no name of the notebook.", f"Name a model that the notebook fits, or remove the line.{near}"
    for name in given.get("history", {}):
        if name not in HISTORY:
            yield f"history has no key {name!r}.", 'Say which columns of the raw rows put them in order: history = { order = "day", entity = "shop" }.'
    for old, new in given.get("rename", {}).items():
        if not new.isidentifier() or keyword.iskeyword(new):
            yield f"rename of {old!r} gives {new!r}, which is no name in Python.", "Give a name of letters, digits and underscores."


def _ill_learned(given: Mapping[str, str], understood: Understood) -> Iterator[tuple[str, str]]:
    """Numbers that do not stand where they are said to, and sources that show no one value, or show it later."""
    evidence = Evidence(understood.notebook, understood.analysis, None)
    for choice, source in given.items():
        place, _, literal = choice.partition(" ")
        item, shown = evidence.by_id.get(StatementId(place)), evidence.by_id.get(StatementId(source))
        if item is None or replacement(item, literal.strip(), "0") is None:
            yield f"learn names {choice!r}, and no such number stands there.", 'Give the place of the statement and the number as it is written: "5:1 28.25".'
        elif shown is None or shown_expression(shown) is None or evidence.position[shown.id] > evidence.position[item.id]:
            yield f"learn of {choice!r} names {source!r}, where no earlier statement shows one value.", 'Give the place of the statement that shows the number: "4:1".'
