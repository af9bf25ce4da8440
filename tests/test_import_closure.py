"""What the scoring line reaches by its imports is read as text, and fits nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from recipeline_runtime.import_closure import learning_names, reached

SCORING = "from shop.features import ratio\nfrom shop import labels\n\n\ndef prepare(rows, learned):\n    return ratio(rows)\n"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package whose scoring line reaches two modules, and does not reach a third."""
    folder = tmp_path / "shop"
    folder.mkdir()
    texts = {"scoring": SCORING, "features": "from shop.words import WORDS\n\n\ndef ratio(rows):\n    return rows\n", "words": "WORDS = ()\n", "labels": "", "training": "def train(m, x):\n    return m.fit(x)\n"}
    for name, text in {**texts, "__init__": ""}.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def test_what_is_out_of_reach_may_fit(package: Path) -> None:
    """The training line fits; scoring does not import it."""
    assert {path.stem for path in reached(package)} == {"__init__", "scoring", "features", "words", "labels"}
    assert learning_names(package) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def f(s, x):\n    return s.fit_transform(x)\n", "line 2: fit_transform"),
        ("from sklearn.model_selection import train_test_split\n", "line 1: train_test_split"),
        ("def f(x):\n    return GridSearchCV(x, {})\n", "line 2: GridSearchCV"),
        ("def f(x):\n    return SMOTE().fit_resample(x)\n", "line 2: fit_resample"),
        ("import sklearn.model_selection as m\nm.cross_val_score(1, 2)\n", "line 2: cross_val_score"),
    ],
    ids=["fit", "split", "search", "resampler", "through a module"],
)
def test_whatever_fits_within_reach_is_told(package: Path, text: str, told: str) -> None:
    """Also three imports away: the place is named."""
    (package / "words.py").write_text("WORDS = ()\n", encoding="utf-8")
    (package / "features.py").write_text("from shop.words import WORDS\nfrom .labels import f\n\n\ndef ratio(rows):\n    return rows\n", encoding="utf-8")
    (package / "labels.py").write_text(text, encoding="utf-8")
    assert learning_names(package) == (f"labels.py, {told}",)


def test_a_block_for_training_only_may_fit(package: Path) -> None:
    """`if learned.is_training:` runs while a bundle is made, and never else; what stands beside it counts."""
    block = "def f(rows, learned, model):\n    if learned.is_training:\n        model.fit(rows)\n    else:\n        model.partial_fit(rows)\n"
    (package / "labels.py").write_text(block, encoding="utf-8")
    assert learning_names(package) == ("labels.py, line 5: partial_fit",)
