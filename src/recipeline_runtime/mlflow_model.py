"""The bundle as MLflow's pyfunc flavour loads it: named as `loader_module` of the model, so nothing of ours is pickled."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from .bundles import load_bundle
from .bundling import self_test
from .scoring import score_rows


class BundledModel:
    """Scores rows with a bundle, by the package's own scoring line: checked, one answer for each row, nothing fitted."""

    def __init__(self, folder: Path) -> None:
        """Load the bundle as `score` does: its digests hold, its golden rows are scored as in training. Raises BundleError."""
        self.bundle = load_bundle(folder.parent, folder.name)
        self.prepare = importlib.import_module(f"{self.bundle.manifest['package']}.scoring").prepare
        self_test(self.bundle, self.prepare)

    def predict(self, model_input: Any, params: dict[str, Any] | None = None) -> Any:
        """One answer for each row: score, prediction, status, reason, bundle and times. `params`: `{"as_of": "2026-11-25"}`."""
        answers = score_rows(model_input, self.bundle, self.prepare, as_of=(params or {}).get("as_of") or None)
        return answers.reset_index(drop=True)


def _load_pyfunc(data_path: str) -> BundledModel:
    """MLflow asks a loader module for this name. `data_path`: the copy of the bundle's folder."""
    return BundledModel(Path(data_path))
