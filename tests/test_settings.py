"""Settings of a generated project: what is left alone, what is typed, where each value comes from, what is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest

from recipeline_runtime.settings import SettingsError, explain, load, parse_assignments, project_root, secret


@dataclass(frozen=True, kw_only=True)
class Ingestion:
    """Where the data comes from."""

    sales: str = field(default="data/raw/sales.csv", metadata={"path": "input"})
    folder: str = field(default="data/raw/", metadata={"path": "input"})
    url: str = field(default="https://example.org/a.csv", metadata={"path": "input"})
    many: list[str] = field(default_factory=lambda: ["a.csv", "/b.csv"], metadata={"path": "input"})
    output: str = field(default="data/out/a.csv", metadata={"path": "output"})


@dataclass(frozen=True, kw_only=True)
class Training:
    """How the model is fitted."""

    rate: float = 0.1
    trees: int = 100
    seed: int | None = 42
    scale: bool = True
    name: str = "clf"
    columns: list[str] = field(default_factory=lambda: ["a", "b"])
    size: tuple[int, int] = (3, 4)
    options: dict[str, float] = field(default_factory=dict)
    kind: Literal["a", "b"] = "a"
    number: int | float = 1
    anything: Any = None


@dataclass(frozen=True, kw_only=True)
class Config:
    """All settings."""

    ingestion: Ingestion = field(default_factory=Ingestion)
    training: Training = field(default_factory=Training)


def loaded(root: Path, text: str = "", **overrides: Any) -> Config:
    (root / "config.yaml").write_text(text)
    return load(Config, environment_prefix="CHURN", overrides=overrides, root=root)


KEPT = [
    pytest.param("name: 'no'", "name", "no", id="quoted"),
    pytest.param("name: NO", "name", "NO", id="a country is no truth value"),
    pytest.param("name: 2020-01-01", "name", "2020-01-01", id="a date stays text"),
    pytest.param("name: 12:30", "name", "12:30", id="a time is no number"),
    pytest.param("rate: 1e-5", "rate", 1e-5, id="exponent without a point"),
    pytest.param("rate: 1", "rate", 1.0, id="integer for a float"),
    pytest.param("number: 1", "number", 1, id="union keeps the integer"),
    pytest.param("number: 1.5", "number", 1.5, id="union keeps the float"),
    pytest.param("rate: .inf", "rate", float("inf"), id="infinity"),
    pytest.param("seed: null", "seed", None, id="null"),
    pytest.param("seed:", "seed", None, id="empty"),
    pytest.param("columns: [x, 'y']", "columns", ["x", "y"], id="list"),
    pytest.param("size: [1, 2]", "size", (1, 2), id="tuple"),
    pytest.param("options: {a: 1}", "options", {"a": 1.0}, id="dict"),
    pytest.param("kind: b", "kind", "b", id="literal"),
    pytest.param("anything: {a: [1, x]}", "anything", {"a": [1, "x"]}, id="any"),
]


@pytest.mark.parametrize(("line", "key", "value"), KEPT)
def test_values_mean_what_people_mean(tmp_path: Path, line: str, key: str, value: object) -> None:
    """YAML 1.1 would change some of these silently."""
    found = getattr(loaded(tmp_path, f"training:\n  {line}\n").training, key)
    assert found == value and type(found) is type(value)


REFUSED = [
    pytest.param("training:\n  tree: 1", "training.tree (config.yaml): section training has no key tree. Did you mean trees?", id="key"),
    pytest.param("trainin:\n  trees: 1", "there is no section trainin. Did you mean training?", id="section"),
    pytest.param("training:\n  trees: 1.5", "training.trees (config.yaml): expected an integer, got float 1.5", id="float for int"),
    pytest.param("training:\n  trees: true", "expected an integer, got bool True", id="bool for int"),
    pytest.param("training:\n  scale: 1", "expected true or false, got int 1", id="int for bool"),
    pytest.param("training:\n  name: 3", "expected text, got int 3; put it in quotes", id="int for str"),
    pytest.param("training:\n  rate: fast", "expected a number, got 'fast'", id="text for float"),
    pytest.param("training:\n  rate: 9007199254740993", "cannot be held exactly", id="float that is not exact"),
    pytest.param("training:\n  columns: abc", "expected a list, got str 'abc'", id="text for list"),
    pytest.param("training:\n  columns: [a, 1]", "[1]: expected text, got int 1", id="element"),
    pytest.param("training:\n  size: [1]", "expected 2 elements, got 1", id="tuple length"),
    pytest.param("training:\n  kind: c", "expected one of 'a', 'b', got str 'c'", id="literal"),
    pytest.param("training: 3", "training (config.yaml)", id="section without keys"),
    pytest.param("training:\n  trees: 1\n  trees: 2", "trees is given twice", id="twice"),
    pytest.param("training: [", "not valid YAML", id="broken"),
    pytest.param("- a", "expected sections with keys, got list", id="list"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_wrong_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """The message names the key, where it was given, and what is allowed."""
    with pytest.raises(SettingsError) as error:
        loaded(tmp_path, text)
    assert message in str(error.value)


def test_later_sources_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Override > environment > file > default, and each says so."""
    monkeypatch.setenv("CHURN__TRAINING__TREES", "30")
    monkeypatch.setenv("CHURN__TRAINING__RATE", "0.3")
    text = "training:\n  trees: 20\n  rate: 0.2\n  name: file\n"
    config = loaded(tmp_path, text, training={"trees": 40})
    assert (config.training.trees, config.training.rate, config.training.name, config.training.seed) == (40, 0.3, "file", 42)
    rows = explain(Config, environment_prefix="CHURN", overrides={"training.trees": 40}, root=tmp_path)
    sources = {key: source for key, _, source in rows}
    assert sources["training.trees"] == "override"
    assert sources["training.rate"] == "environment (CHURN__TRAINING__RATE)"
    assert (sources["training.name"], sources["training.seed"]) == ("config.yaml", "default")


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("columns", "[x, y]", ["x", "y"]), ("seed", "", None), ("seed", "7", 7), ("scale", "no", False), ("name", "7", "7"),
        ("number", "7", 7), ("number", "7.5", 7.5), ("anything", "[1]", [1]), ("kind", "b", "b"), ("size", "[5, 6]", (5, 6)),
    ],
)
def test_text_is_read_by_the_type_of_its_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, text: str, value: object) -> None:
    """The environment and --set know only text."""
    set_by_option = parse_assignments([f"training.{key}={text}"])
    found = getattr(load(Config, environment_prefix="CHURN", overrides=set_by_option, root=tmp_path).training, key)
    assert found == value and type(found) is type(value)
    monkeypatch.setenv(f"CHURN__TRAINING__{key.upper()}", text)
    assert getattr(load(Config, environment_prefix="CHURN", root=tmp_path).training, key) == value


def test_unknown_variable_and_option_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt variable that silently does nothing is the worst setting."""
    with pytest.raises(SettingsError, match="write it as section.key=value"):
        parse_assignments(["training"])
    with pytest.raises(SettingsError, match="Did you mean seed"):
        load(Config, environment_prefix="CHURN", overrides=parse_assignments(["training.sede=1"]), root=tmp_path)
    monkeypatch.setenv("CHURN__TRAINING__TREE", "1")
    with pytest.raises(SettingsError, match="CHURN__TRAINING__TREE sets nothing. Did you mean CHURN__TRAINING__TREES"):
        load(Config, environment_prefix="CHURN", root=tmp_path)


def test_paths_are_meant_from_the_project(tmp_path: Path) -> None:
    """The line runs from any working directory; URLs and absolute paths stay, a trailing slash too."""
    found = loaded(tmp_path).ingestion
    assert found.sales == f"{tmp_path}/data/raw/sales.csv"
    assert found.folder == f"{tmp_path}/data/raw/"
    assert found.url == "https://example.org/a.csv"
    assert found.many == [f"{tmp_path}/a.csv", "/b.csv"]
    assert (tmp_path / "data" / "out").is_dir(), "the notebook found the folder of its output there"
    assert not (tmp_path / "data" / "raw").exists(), "a missing input must be seen as missing"


def test_named_file_must_be_there(tmp_path: Path) -> None:
    """A config file that was asked for and is missing is an error; the default one may be missing."""
    assert load(Config, environment_prefix="CHURN", root=tmp_path) .training == Training()
    with pytest.raises(SettingsError, match="There is no file"):
        load(Config, path=tmp_path / "x.yaml", environment_prefix="CHURN", root=tmp_path)


def test_secrets_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """They never stand in a file; a missing one is named."""
    monkeypatch.setenv("TOKEN", "abc")
    assert secret("TOKEN") == "abc"
    with pytest.raises(SettingsError, match="NO_TOKEN is not set"):
        secret("NO_TOKEN")


def test_without_pyyaml_the_error_is_plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Generated projects may run where only the notebook's own imports are installed."""
    monkeypatch.setitem(__import__("sys").modules, "yaml", None)
    with pytest.raises(SettingsError, match="PyYAML is needed"):
        loaded(tmp_path, "training:\n  trees: 1\n")


class TestProjectRoot:
    def test_around_the_sources(self, tmp_path: Path) -> None:
        """A checkout is used as it lies, wherever the process works."""
        (tmp_path / "config.yaml").write_text("")
        assert project_root(tmp_path / "src" / "churn" / "config.py", "CHURN_HOME") == tmp_path.resolve()

    def test_installed_package_works_where_the_process_does(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """In site-packages there is no config beside the sources: the one in the working folder counts."""
        (tmp_path / "config.yaml").write_text("")
        monkeypatch.chdir(tmp_path)
        assert project_root(tmp_path / "site" / "packages" / "churn" / "config.py", "CHURN_HOME") == tmp_path.resolve()

    def test_environment_wins(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A scheduler names the folder, whatever else is there."""
        monkeypatch.setenv("CHURN_HOME", str(tmp_path))
        assert project_root(Path("/a/b/c/d.py"), "CHURN_HOME") == tmp_path.resolve()
