"""The fixed texts of scoring.py and of its test: what is the same in every project. `<WORDS>` and PACKAGE are put in."""

from __future__ import annotations

MODULE = '''"""The scoring line: a new row gets the answer that the notebook's model would have given. Nothing is fitted here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
<IMPORTS>

from <PACKAGE>.config import ROOT, Config
from <PACKAGE>.runtime import bundles
from <PACKAGE>.runtime.bundles import Bundle
from <PACKAGE>.runtime.bundling import Line, keep, self_test
from <PACKAGE>.runtime.learned import Learned
from <PACKAGE>.runtime.scoring import score_rows

MODEL = "<MODEL>"
LABEL: str | None = <LABEL>  # never asked for, and overwritten where it is given
STATE: tuple[str, ...] = (
<STATE>)  # what the training line returned and scoring looks up
PARAMETERS: tuple[str, ...] = (
<PARAMETERS>)  # settings that belong to what was trained
BUNDLES = ROOT / "bundles"


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
)


def save_bundle(config: Config, results: dict[str, Any]) -> str:
    """Keep what the training line learned as one immutable version; gives its name. The first one goes into production."""
    return keep(LINE, BUNDLES, config, <RESULTS>)


def load_bundle(version_or_alias: str | None = None) -> Bundle:
    """A version (default: the one in production), verified, and tried on its golden rows. Raises BundleError."""
    bundle = bundles.load_bundle(BUNDLES, bundles.resolve(BUNDLES, version_or_alias))
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
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from PACKAGE import scoring
from PACKAGE.config import Config, load_config
from PACKAGE.pipeline import run_pipeline
from PACKAGE.runtime.bundles import Bundle, BundleError
from PACKAGE.runtime.contracts import ContractViolation, by_row


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


@pytest.fixture(scope="module")
def bundle(config: Config, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    scoring.BUNDLES = tmp_path_factory.mktemp("bundles")
    return by_row(scoring.load_bundle(scoring.save_bundle(config, run_pipeline(config))))


@pytest.fixture
def rows(config: Config) -> pd.DataFrame:
    given = scoring.training_rows(config).head(60)
    return given.drop(columns=[scoring.LABEL]) if scoring.LABEL else given


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


def test_a_missing_column_stops_the_run(rows: pd.DataFrame, bundle: Bundle) -> None:
    """Stopping is better than guessing: the error names the column."""
    column = str(rows.columns[0])
    with pytest.raises(ContractViolation, match=column):
        scoring.score(rows.drop(columns=[column]), bundle)


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

TEST_SCORES = '''

def test_the_scores_are_those_of_the_notebook(rows: pd.DataFrame, bundle: Bundle) -> None:
    """When this project was made, these were proved to be what the notebook's own model says of its own rows."""
    expected = json.loads((Path(__file__).parent / "golden" / "scores.json").read_text(encoding="utf-8"))[: len(rows)]
    given = [math.nan if score is None else score for score in expected]
    np.testing.assert_allclose(scores(scoring.score(rows, bundle)), given, rtol=1e-9, equal_nan=True)
'''
