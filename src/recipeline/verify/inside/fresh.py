"""The scoring line in a process that has the package, a bundle and new rows, and nothing else: no training data, no recorded values.

    python -m recipeline_inside.fresh FOLDER       # src/, bundles/, rows.pkl, labelled.pkl, task.json → answers.pkl

A prediction may depend on its own row and the bundle, and on nothing else. Nothing here knows an idiom: rows are handed in all at once,
alone, shuffled, and one category at a time; with and without the label. Whatever fits meanwhile raises.
"""

from __future__ import annotations

import importlib
import json
import os
import pickle
import random
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Optional

ALONE = 25  # rows that are scored one by one
MOMENTS = 12  # moments whose rows are scored with the history of that day
FEW = 20  # categories up to which each is scored by itself
GOLDEN = 60  # raw rows whose scores the project's own tests expect
MOST = 4_000  # rows that the invariances are tried on

Answer = tuple[tuple[Any, Any], str]  # score and prediction, status
Found = Iterator[tuple[str, Optional[str]]]


def main(folder: Path) -> int:
    """Do the task of a folder, and leave the answers in it."""
    with open(folder / "task.json", encoding="utf-8") as file:
        task = json.load(file)
    keep_out(task["forbidden"], [str(folder), sys.prefix, sys.base_prefix, *task["allowed"]])
    made: dict[str, Any] = {"checks": [], "error": None}
    try:
        _score(folder, task, made)
    except Exception as error:
        traceback.print_exc()
        frame = traceback.extract_tb(error.__traceback__)[-1]
        made["error"] = f"{type(error).__name__}: {' '.join(str(error).split())[:500]} ({os.path.basename(frame.filename)}, line {frame.lineno})"
    with open(folder / "answers.pkl", "wb") as file:
        pickle.dump(made, file, protocol=4)
    return 0


def keep_out(forbidden: list[str], allowed: list[str]) -> None:
    """From now on nothing below the forbidden folders is opened, save what lies below the allowed ones."""
    outside, inside = [tuple(os.path.join(os.path.realpath(one), "") for one in folders) for folders in (forbidden, allowed)]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], (str, bytes)):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if path.startswith(outside) and not path.startswith(inside):
                raise FileNotFoundError(f"{path}: scoring has the package, the bundle and the rows, and no other file")

    sys.addaudithook(watch)


def _score(folder: Path, task: dict[str, Any], made: dict[str, Any]) -> None:
    package = task["package"]
    scoring = importlib.import_module(f"{package}.scoring")
    guard = importlib.import_module(f"{package}.runtime.refit_guard")
    vars(scoring)["BUNDLES"] = folder / "bundles"
    closure = importlib.import_module(f"{package}.runtime.import_closure")
    learning = closure.learning_names(folder / "src" / package)
    made["checks"].append(("imports", f"what is imported to score can fit: {'; '.join(learning[:5])}" if learning else None))
    with guard.no_refit(package):
        bundle = scoring.load_bundle(task["version"])
        rows = _loaded(folder / "rows.pkl")
        answers = scores(scoring, rows, bundle)
        made["answers"], made["index"] = answers, list(rows.index)
        made["scores"] = [None if score != score else float(score) for (score, _), _ in scores(scoring, rows.head(GOLDEN), bundle)]
        made["features"] = _features(scoring, package, rows, bundle, answers)
        made["checks"] += list(_checks(folder, scoring, rows, bundle, answers))


def _loaded(path: Path) -> Any:
    with open(path, "rb") as file:
        return pickle.load(file)


def _checks(folder: Path, scoring: Any, rows: Any, bundle: Any, answers: list[Answer]) -> Found:
    if scoring_looks_back(scoring):  # first: it tells the cause of other differences
        honesty = importlib.import_module(f"{scoring.__name__.rpartition('.')[0]}.runtime.honesty")
        yield "earlier rows only", honesty.future_matters(bundle, scoring.prepare)
    if scoring.LABEL is not None:
        labelled = _loaded(folder / "labelled.pkl")
        matters = None if scoring_looks_back(scoring) else _label_matters(scoring, labelled, bundle, answers)  # yesterday's label may be a feature
        yield "label absent", _differs(scores(scoring, labelled, bundle), answers) or matters
    if not any(status == "fresh" for _, status in answers):
        yield "all at once", "no row was scored"
        return
    places = sorted(random.Random(2).sample(range(len(rows)), min(MOST, len(rows))))
    some, together = rows.iloc[places], [answers[n] for n in places]
    if scoring_looks_back(scoring):
        yield "with the history of that day", _past(scoring, some, bundle, together)
    chosen = random.Random(0).sample(range(len(some)), min(ALONE, len(some)))
    yield "one by one", _differs([scores(scoring, some.iloc[[n]], bundle)[0] for n in chosen], [together[n] for n in chosen])
    order = list(range(len(some)))
    random.Random(1).shuffle(order)
    yield "shuffled", _differs(scores(scoring, some.iloc[order], bundle), [together[n] for n in order])
    yield "sorted and by category", _by_category(scoring, some, bundle, together)


def scoring_looks_back(scoring: Any) -> bool:
    """Whether features need earlier rows."""
    return getattr(scoring, "HISTORY", None) is not None


def _past(scoring: Any, rows: Any, bundle: Any, together: list[Answer]) -> str | None:
    """Rows of one moment get their answers with the history before it alone, as on that day."""
    runtime = scoring.__name__.rpartition(".")[0] + ".runtime."
    history, honesty = (importlib.import_module(runtime + name) for name in ("history", "honesty"))
    when = history.moments(history.told_of(scoring.prepare, bundle), rows)
    known = sorted(when.dropna().unique())
    few = MOMENTS if len(rows) < MOST else MOMENTS // 4  # each takes the whole history along
    for moment in [*random.Random(3).sample(known, min(few, len(known))), *known[-few:]]:
        places = [n for n, same_moment in enumerate((when == moment).tolist()) if same_moment]
        why = _differs(scores(scoring, rows.iloc[places], honesty.as_of(bundle, scoring.prepare, moment)), [together[n] for n in places])
        if why:
            return f"{moment}: {why}"
    return None


def _label_matters(scoring: Any, labelled: Any, bundle: Any, answers: list[Answer]) -> str | None:
    """The features are the same where each row has another row's label."""
    import numpy as np

    fresh = [status == "fresh" for _, status in answers[: len(labelled)]]
    other = labelled.copy()
    other[scoring.LABEL] = labelled[scoring.LABEL].to_numpy()[::-1]
    learned = importlib.import_module(f"{scoring.__name__.rpartition('.')[0]}.runtime.learned").Learned
    made = [scoring.prepare(given[fresh], learned.scoring(bundle.values)) for given in (labelled, other)] if any(fresh) else []
    tables = [np.asarray(one.toarray() if hasattr(one, "toarray") else one, dtype=object) for one in made]
    if tables and not (tables[0].shape == tables[1].shape and all(same(a, b) for a, b in zip(tables[0].ravel(), tables[1].ravel()))):
        return "the features change with the label"
    return None


def _features(scoring: Any, package: str, rows: Any, bundle: Any, answers: list[Answer]) -> Any:
    """What the model sees of each row that is scored."""
    runtime = importlib.import_module(f"{package}.runtime.scoring")
    plain = importlib.import_module(f"{package}.runtime.contract_checks").checked(rows, bundle.contract)
    fresh = [status == "fresh" for _, status in answers]
    return runtime.features(plain[fresh].reset_index(drop=True), bundle, scoring.prepare) if any(fresh) else None


def scores(scoring: Any, rows: Any, bundle: Any) -> list[Answer]:
    """The answers to rows, without the rules that are about a whole batch: parts of the rows are scored here, and rows twice."""
    runtime, contracts = (importlib.import_module(f"{scoring.__name__.rpartition('.')[0]}.runtime.{name}") for name in ("scoring", "contracts"))
    answer = runtime.score_rows(rows, contracts.by_row(bundle), scoring.prepare)
    return list(zip(zip(answer["score"], answer["prediction"]), answer["status"]))


def _differs(found: list[Answer], expected: list[Answer]) -> str | None:
    for place, (new, old) in enumerate(zip(found, expected)):
        if new[1] == old[1] == "rejected":  # no score; whether that reads None or NaN depends on the rows beside it
            continue
        if new[1] != old[1] or not all(same(a, b) for a, b in zip(new[0], old[0])):
            return f"row {place} of {len(found)}: {old[0]} ({old[1]}) together, {new[0]} ({new[1]}) otherwise"
    return None if found else "there were no rows"


def same(one: Any, other: Any) -> bool:
    """Equal to 1e-9; texts, and answers of several numbers, too."""
    try:
        if one is other or (one != one and other != other):
            return True
        return bool(abs(one - other) <= 1e-9 * max(1.0, abs(other)))
    except (TypeError, ValueError):
        import numpy as np

        first, second = np.asarray(one), np.asarray(other)
        if first.shape != second.shape or first.dtype.kind not in "fiub" or second.dtype.kind not in "fiub":
            return first.shape == second.shape and bool((first == second).all())
        return bool(np.allclose(first, second, rtol=1e-9, atol=1e-12, equal_nan=True))


def _by_category(scoring: Any, rows: Any, bundle: Any, together: list[Answer]) -> str | None:
    """One category at a time: random samples alone never miss a rare one."""
    for column in rows.columns:
        values = rows[column]
        if values.nunique() > FEW:
            continue
        for value in values.dropna().unique():
            mask = (values == value).to_numpy()
            places = [n for n, chosen in enumerate(mask) if chosen]
            why = _differs(scores(scoring, rows.iloc[places], bundle), [together[n] for n in places])
            if why:
                return f"{column} = {value!r}: {why}"
    return None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
