"""Tells an MLflow server of a training run, and registers its bundle there as a model that can be loaded and served.

    register(LINE, place.root, version, MlflowSettings("sqlite:///mlflow.db"))   # -> "churn/3"

    mlflow.pyfunc.load_model("models:/churn/3").predict(rows)                 # what `score` gives
    mlflow models serve -m models:/churn/3

The bundle stays the truth: MLflow gets a copy of its folder and of the package's code, and nothing is pickled that the bundle does not hold.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata, util
from pathlib import Path
from typing import Any

from .bundles import Bundle, load_bundle
from .bundling import Line
from .provenance import without_secrets
from .sections import MlflowSettings
from .settings import SettingsError
from .stores import Root

LONGEST_VALUE = 6000  # characters of a parameter (MLflow 3.17, "mlflow.log_param")
MOST_AT_ONCE = 90  # parameters of one request; MLflow takes a hundred
# A signature names texts and times, and leaves numbers open (MLflow 3.17, "Model signatures"): as `long`, one gap in a column
# refuses all rows, and as `double` whole numbers are refused. The contract of the bundle checks numbers, row by row.
NEEDED = ("PyYAML",)  # by the code of every project, whatever is loaded


class MlflowError(RuntimeError):
    """MLflow did not take the run or the model; the bundle is made nevertheless."""


def check_installed(settings: MlflowSettings) -> None:
    """Before a training that may take hours. Raises SettingsError where MLflow is asked for and is not here."""
    if settings.tracking_uri and util.find_spec("mlflow") is None:
        raise SettingsError("mlflow.tracking_uri is set, and MLflow is not installed. Install it: pip install 'mlflow>=3', or the extra `mlflow` of this project.")


def register(line: Line, root: Root, version: str, settings: MlflowSettings) -> str:
    """Log the run that made a bundle, and register the bundle; gives `name/version` of the model. A bundle is registered once.

    Raises MlflowError with what the server or the client said.
    """
    needed = loaded_distributions(line.package)  # before MLflow itself is loaded
    import mlflow

    name, bundle = settings.model or line.package, load_bundle(root, version)
    try:
        mlflow.set_tracking_uri(settings.tracking_uri)
        known = mlflow.MlflowClient().search_model_versions(f"name = '{name}' and tags.bundle = '{version}'")
        if known:
            return f"{name}/{known[0].version}"
        mlflow.set_experiment(settings.experiment or line.package)
        with mlflow.start_run(run_name=version):
            _log_papers(mlflow, Path(bundle.folder or "."), version)
            made = _log_model(mlflow, line, bundle, needed)
            registered = mlflow.register_model(made.model_uri, name, tags={"bundle": version})
        return f"{name}/{registered.version}"
    except Exception as error:  # whatever a server, a database or the client does; the bundle itself is not at fault
        raise MlflowError(f"bundle {version} is made, and MLflow did not take it: {without_secrets(f'{type(error).__name__}: {error}')}") from error


def _log_papers(mlflow: Any, folder: Path, version: str) -> None:
    """Parameters, metrics and origin, from the papers of the bundle."""
    papers = {name: _paper(folder / f"{name}.json") for name in ("params", "metrics", "code", "training_snapshot")}
    parameters = {name: str(value)[:LONGEST_VALUE] for name, value in flat(papers["params"])}
    names = list(parameters)
    for start in range(0, len(names), MOST_AT_ONCE):
        mlflow.log_params({name: parameters[name] for name in names[start : start + MOST_AT_ONCE]})
    mlflow.log_metrics({name: float(value) for name, value in flat(papers["metrics"]) if _is_number(value)})
    code = papers["code"]
    tags = {"bundle": version, "notebook": code.get("notebook"), "commit": code.get("commit"), "dirty": code.get("dirty"), "training_snapshot": papers["training_snapshot"].get("digest")}
    mlflow.set_tags({name: str(value) for name, value in tags.items() if value is not None})


def _log_model(mlflow: Any, line: Line, bundle: Bundle, needed: list[str]) -> Any:
    own = Path(__file__).parent
    code = [str(line.folder), *([] if line.folder in own.parents else [str(own)])]
    return mlflow.pyfunc.log_model(
        name="bundle",
        loader_module=f"{__package__}.mlflow_model",
        data_path=str(bundle.folder),
        code_paths=code,
        signature=_signature(bundle.contract),
        pip_requirements=needed,
    )


def _signature(contract: Mapping[str, Any]) -> Any:
    """What rows must have, as far as MLflow can say it; the contract of the bundle says the rest."""
    from mlflow.models import ModelSignature
    from mlflow.types.schema import AnyType, ColSpec, ParamSchema, ParamSpec, Schema

    columns = []
    for told in contract["columns"]:
        if not told["label"]:
            kind = "string" if told.get("text") else "datetime" if str(told["dtype"]).startswith("datetime64") else AnyType()
            columns.append(ColSpec(kind, str(told["name"]), required=not told["nullable"]))
    return ModelSignature(inputs=Schema(columns), params=ParamSchema([ParamSpec("as_of", "string", "")]))


def loaded_distributions(package: str) -> list[str]:
    """Each distribution that a loaded module came from, with its version: what the package needs to run."""
    tops = {name.partition(".")[0] for name in sys.modules}
    known = metadata.packages_distributions()
    names = {name for top in tops for name in known.get(top, ())} | set(NEEDED)
    own = {package.replace("_", "-"), "recipeline"}
    return sorted(f"{name}=={metadata.version(name)}" for name in names if name.lower() not in own)


def flat(paper: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """`{"training": {"c": 0.5}}` → `training.c`, 0.5."""
    for name, value in paper.items() if isinstance(paper, Mapping) else ():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{name}.")
        elif value is not None:
            yield f"{prefix}{name}", value


def _paper(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
