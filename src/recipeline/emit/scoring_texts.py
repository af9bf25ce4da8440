"""The fixed texts of scoring.py and of its test: what is the same in every project. `<WORDS>` and PACKAGE are put in."""

from __future__ import annotations

MODULE = '''"""The scoring line: a new row gets the answer that the notebook's model would have given. Nothing is fitted here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
<IMPORTS>

from <PACKAGE>.config import ROOT, Config, load_config
from <PACKAGE>.runtime import bundles
from <PACKAGE>.runtime.bundles import Bundle
from <PACKAGE>.runtime.bundling import Apart, Line, keep, self_test
from <PACKAGE>.runtime.learned import Learned
<AROUND>from <PACKAGE>.runtime.registry import Place
from <PACKAGE>.runtime.scoring import score_rows

MODEL = "<MODEL>"
LABEL: str | int | None = <LABEL>  # never asked for, and overwritten where it is given
STATE: tuple[str, ...] = (
<STATE>)  # what the training line returned and scoring looks up
PARAMETERS: tuple[str, ...] = (
<PARAMETERS>)  # settings that belong to what was trained
<HISTORY>BUNDLES: Path | str | None = None  # another place for bundles and registry than config.yaml names


<BODY>


LINE = Line(
    package="<PACKAGE>",
    title=<TITLE>,
    notebook="<DIGEST>",
    root=ROOT,
    folder=Path(__file__).parent,
    model=MODEL,
    label=LABEL,
    needed=STATE,
    parameters=PARAMETERS,
    metrics=<METRICS>,
    training_rows=training_rows,
    prepare=prepare,
    asked=<ASKED>,
    leaks=<LEAKS>,
)


def place(config: Config | None = None) -> Place:
    """Where the bundles lie, and the registry that knows them."""
    if BUNDLES is not None:
        return Place.beside(ROOT, "<PACKAGE>", BUNDLES)
    return Place.of(ROOT, "<PACKAGE>", (config or load_config()).registry)


def with_model(results: Mapping[str, Any]) -> Mapping[str, Any]:
    """The line's results, with the model under its name here."""
    return <RESULTS>


def save_bundle(config: Config, results: Mapping[str, Any], apart: Apart | None = None) -> str:
    """Keep what the training line learned as one immutable version, the candidate; gives its name. The first one goes into production.

    `apart`: of a run without the rows that the notebook holds out.
    """
    return keep(LINE, place(config), config, with_model(results), apart)


def load_bundle(version_or_alias: str | None = None, config: Config | None = None) -> Bundle:
    """A version (default: the one in production), verified, and tried on its golden rows. Raises BundleError."""
    root = place(config).root
    bundle = bundles.load_bundle(root, bundles.resolve(root, version_or_alias))
    self_test(bundle, prepare)
    return bundle


def score(rows: pd.DataFrame, bundle: Bundle) -> pd.DataFrame:
    """One answer for each row, in its place: score, prediction, status, reason, bundle, scored_at, run_id, as_of.

    Raises ContractViolation where a column is missing or changed its type; a single bad row is `rejected` with its reason.
    """
    return score_rows(rows, bundle, prepare)
'''
TEST = '''"""The scoring line: one row, all rows, shuffled rows and rows without a label get the same answers, and nothing is fitted."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from PACKAGE import scoring
from PACKAGE.config import Config, load_config
from PACKAGE.pipeline import run_pipeline
from PACKAGE.runtime.bundles import Bundle, BundleError
from PACKAGE.runtime.contracts import ContractViolation, by_row
from PACKAGE.runtime.import_closure import learning_names
from PACKAGE.runtime.learned import Learned
from PACKAGE.runtime.score_run import run_score
from PACKAGE.runtime.score_store import ScoreStore
from PACKAGE.runtime.sections import ContractSettings, ScoringSettings

PROGRAM = """
import sys
from pathlib import Path
import pandas as pd
from PACKAGE import scoring
from PACKAGE.runtime.contracts import by_row
scoring.BUNDLES = Path("bundles").absolute()
scoring.score(pd.read_pickle("rows.pkl"), by_row(scoring.load_bundle(sys.argv[1]))).to_pickle("answers.pkl")
"""
LABEL: str | int | None = LABEL_NAME  # what is predicted: no row that is scored has it


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


@pytest.fixture(scope="module")
def bundle(config: Config, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    scoring.BUNDLES = tmp_path_factory.mktemp("bundles")
    return by_row(scoring.load_bundle(scoring.save_bundle(config, run_pipeline(config))))


@pytest.fixture(scope="module")
def labelled(config: Config) -> pd.DataFrame:
    return scoring.training_rows(config).head(60)


@pytest.fixture
def rows(labelled: pd.DataFrame) -> pd.DataFrame:
    return labelled if LABEL is None else labelled.drop(columns=[LABEL])


def scores(answer: pd.DataFrame) -> np.ndarray:
    return answer["score"].to_numpy(dtype=float)


def test_every_row_gets_one_answer_in_its_place(rows: pd.DataFrame, bundle: Bundle) -> None:
    """No row disappears and no order changes; at least one row is scored."""
    answer = scoring.score(rows, bundle)
    assert list(answer.index) == list(rows.index)
    assert set(answer["status"]) <= {"fresh", "rejected"}
    assert (answer["status"] == "fresh").any()


def test_a_row_alone_gets_the_same_answer(rows: pd.DataFrame, bundle: Bundle) -> None:
    """A prediction depends on its own row and the bundle, and on no other row."""
    together = scores(scoring.score(rows, bundle))
    alone = [scores(scoring.score(rows.iloc[[place]], bundle))[0] for place in range(len(rows))]
    np.testing.assert_allclose(alone, together, rtol=1e-9, equal_nan=True)


def test_the_order_of_rows_does_not_matter(rows: pd.DataFrame, bundle: Bundle) -> None:
    """Shuffled rows get the answers that they got in order."""
    order = np.random.default_rng(0).permutation(len(rows))
    np.testing.assert_allclose(scores(scoring.score(rows.iloc[order], bundle)), scores(scoring.score(rows, bundle))[order], rtol=1e-9, equal_nan=True)


def test_a_row_that_comes_twice_is_answered_twice(rows: pd.DataFrame, bundle: Bundle) -> None:
    """Rows are left out to train, never to score: each one that comes in gets its answer."""
    twice = scores(scoring.score(pd.concat([rows, rows], ignore_index=True), bundle))
    np.testing.assert_allclose(twice, np.tile(scores(scoring.score(rows, bundle)), 2), rtol=1e-9, equal_nan=True)


def test_the_label_changes_nothing(rows: pd.DataFrame, labelled: pd.DataFrame, bundle: Bundle) -> None:
    """It is not there when a row must be scored; where it is, and is another row's, neither answers nor features change."""
    shuffled = labelled.copy()
    if LABEL is not None:
        shuffled[LABEL] = labelled[LABEL].to_numpy()[::-1]
    answer = scoring.score(rows, bundle)
    np.testing.assert_allclose(scores(scoring.score(shuffled, bundle)), scores(answer), rtol=1e-9, equal_nan=True)
<ALONE>    fresh = (answer["status"] == "fresh").to_numpy()
    made = [scoring.prepare(given[fresh], Learned.scoring(bundle.values)) for given in (labelled, shuffled)]
    one, other = (np.asarray(each.toarray() if hasattr(each, "toarray") else each, dtype=object) for each in made)
    np.testing.assert_array_equal(one, other)
</ALONE>

def test_a_fresh_process_gives_the_same_answers(rows: pd.DataFrame, bundle: Bundle, tmp_path: Path) -> None:
    """Package, bundle and new rows are all that scoring needs: no training data, nothing that an earlier step left in memory."""
    shutil.copytree(Path(scoring.__file__).parent, tmp_path / "src" / "PACKAGE", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(scoring.BUNDLES, tmp_path / "bundles")
    rows.to_pickle(tmp_path / "rows.pkl")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src")}
    done = subprocess.run([sys.executable, "-c", PROGRAM, bundle.version], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer, expected = pd.read_pickle(tmp_path / "answers.pkl"), scoring.score(rows, bundle)
    assert list(answer["status"]) == list(expected["status"])
    np.testing.assert_allclose(scores(answer), scores(expected), rtol=1e-9, equal_nan=True)


def test_nothing_that_fits_is_imported() -> None:
    """The modules that scoring reaches hold no fit, split, search or resampler."""
    assert learning_names(Path(scoring.__file__).parent) == ()


def test_a_missing_column_stops_the_run(rows: pd.DataFrame, bundle: Bundle) -> None:
    """Stopping is better than guessing: the error names the column."""
    column = str(rows.columns[0])
    with pytest.raises(ContractViolation, match=column):
        scoring.score(rows.drop(columns=[column]), bundle)


def column(bundle: Bundle, *, numeric: bool | None = None, **told: Any) -> dict[str, Any]:
    """The first column of the contract, neither label nor key, of which it tells this."""
    for one in bundle.contract["columns"]:
        if not one["label"] and one["name"] != bundle.contract["key"] and numeric in (None, one["numeric"]):
            if all(bool(one.get(name)) == value for name, value in told.items()):
                return one
    pytest.skip(f"no column of this project is {told}")


def with_value(rows: pd.DataFrame, bundle: Bundle, name: Any, value: Any) -> tuple[pd.DataFrame, int]:
    """The rows with another value in one that is scored otherwise, and the place of that row."""
    place = list(scoring.score(rows, bundle)["status"]).index("fresh")
    values = rows[name].astype(object)
    values.iloc[place] = value
    broken = rows.copy()
    broken[name] = values
    return broken, place


def test_a_gap_where_training_had_none_is_rejected_alone(rows: pd.DataFrame, bundle: Bundle) -> None:
    """One bad row is told with its reason; it costs the others nothing."""
    name = str(column(bundle, nullable=False)["name"])
    broken, place = with_value(rows, bundle, name, None)
    before, after = scoring.score(rows, bundle), scoring.score(broken, bundle)
    assert after["status"].iloc[place] == "rejected" and name in after["reason"].iloc[place]
    others = [n for n in range(len(rows)) if n != place]
    np.testing.assert_allclose(scores(after)[others], scores(before)[others], rtol=1e-9, equal_nan=True)


def test_a_value_far_outside_the_range_of_training_is_rejected(rows: pd.DataFrame, bundle: Bundle) -> None:
    """A slip of the unit, or a sentinel: the model knows nothing of it."""
    told = column(bundle, numeric=True, range=True)
    low, high = told["range"]
    broken, place = with_value(rows, bundle, told["name"], high + 1000 * (1 + high - low))
    answer = scoring.score(broken, bundle)
    assert answer["status"].iloc[place] == "rejected" and str(told["name"]) in answer["reason"].iloc[place]


def test_an_unseen_category_is_rejected_or_told(rows: pd.DataFrame, bundle: Bundle) -> None:
    """Never scored as if nothing were: without an answer of the encoding it is rejected, with one it is noted."""
    name = str(column(bundle, categories=True)["name"])
    broken, place = with_value(rows, bundle, name, "never seen")
    assert scoring.score(broken, bundle)["reason"].notna().iloc[place]


def test_a_changed_type_stops_the_run(rows: pd.DataFrame, bundle: Bundle) -> None:
    """A column of numbers that holds words is another column."""
    name = str(column(bundle, numeric=True)["name"])
    with pytest.raises(ContractViolation, match=name):
        scoring.score(rows.assign(**{name: "many"}), bundle)


def test_an_extra_column_and_the_label_change_nothing(rows: pd.DataFrame, bundle: Bundle) -> None:
    """What training did not see is ignored, and so is the answer itself."""
    given = rows.assign(**{"one more column": 1})
    if scoring.LABEL is not None:
        given[scoring.LABEL] = 0
    np.testing.assert_allclose(scores(scoring.score(given, bundle)), scores(scoring.score(rows, bundle)), rtol=1e-9, equal_nan=True)


def test_a_run_that_stops_leaves_the_last_valid_scores(rows: pd.DataFrame, bundle: Bundle, tmp_path: Path) -> None:
    """Consumers find what was last known of each key, marked stale; somebody is told."""
    pytest.importorskip("deltalake")
    line = SimpleNamespace(load_bundle=lambda: bundle, prepare=scoring.prepare, read_rows=lambda path, texts=(): given)
    settings = ScoringSettings(scores=str(tmp_path / "scores"), alerts=str(tmp_path / "alerts.jsonl"))
    anything = ContractSettings(max_rejected=1.0, duplicate_key="score", too_many_missing="ignore")
    given = rows
    done = run_score(line, settings, tmp_path / "rows.csv", contract=anything, as_of="2026-01-01")
    assert done.ok, done.why
    given = rows.drop(columns=[column(bundle)["name"]])
    assert not run_score(line, settings, tmp_path / "rows.csv", contract=anything, as_of="2026-01-02").ok
    before, after = (pd.DataFrame(ScoreStore(settings.scores).partition(day)) for day in ("2026-01-01", "2026-01-02"))
    valid = int((before["status"] == "fresh").sum())
    assert valid and len(after) >= valid and not (after["status"] == "fresh").any()
    assert set(after["age"].dropna()) == {1} and set(after["run_id"][after["status"] == "stale"]) == {done.run_id}
    assert len(Path(settings.alerts).read_text(encoding="utf-8").splitlines()) >= 1


def test_an_empty_batch_stops_the_run(rows: pd.DataFrame, bundle: Bundle) -> None:
    """No rows are no result: something upstream is broken."""
    with pytest.raises(ContractViolation):
        scoring.score(rows.head(0), bundle)


def test_a_changed_byte_is_refused(bundle: Bundle) -> None:
    """A bundle is used whole and unchanged, or not at all."""
    path = bundle.folder / "state.json"
    kept = path.read_bytes()
    try:
        path.write_bytes(kept + b" ")
        with pytest.raises(BundleError):
            scoring.load_bundle(bundle.version)
    finally:
        path.write_bytes(kept)
'''

TEST_HISTORY = '''

def test_nothing_looks_ahead(bundle: Bundle) -> None:
    """What happens after a moment changes no feature at or before it, and no label changes a feature of its own moment."""
    assert future_matters(bundle, scoring.prepare) is None


def test_rows_get_the_same_answers_on_their_day(rows: pd.DataFrame, bundle: Bundle) -> None:
    """With the history before them alone, and without any label of their own moment."""
    together, when = scores(scoring.score(rows, bundle)), moments(told_of(scoring.prepare, bundle), rows)
    for moment in sorted(when.unique())[-12:]:
        that_day = (when == moment).to_numpy()
        answer = scoring.score(rows[that_day], as_of(bundle, scoring.prepare, moment))
        np.testing.assert_allclose(scores(answer), together[that_day], rtol=1e-9, equal_nan=True)
'''

TEST_SCORES = '''

def test_the_scores_are_those_of_the_notebook(rows: pd.DataFrame, bundle: Bundle) -> None:
    """When this project was made, these were proved to be what the notebook's own model says of its own rows."""
    expected = json.loads((Path(__file__).parent / "golden" / "scores.json").read_text(encoding="utf-8"))[: len(rows)]
    given = [math.nan if score is None else score for score in expected]
    np.testing.assert_allclose(scores(scoring.score(rows, bundle)), given, rtol=1e-9, equal_nan=True)
'''
