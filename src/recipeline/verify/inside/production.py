"""A training that never reads the rows that the notebook holds out, beside the notebook's own: both metrics, or why there is none."""

from __future__ import annotations

import contextlib
import importlib
import json
import tempfile
from pathlib import Path
from typing import Any

from .job import Job, progress, restore_random_file, settled, told


def splits_of(job: Job) -> Any:
    """While it lasts, the splits of the line are noted; a list that grows."""
    if "production" not in job.options.get("trials", ()):
        return contextlib.nullcontext([])
    return importlib.import_module(f"{job.package}.runtime.leak_free").splits_noted(job.package)


def try_production(job: Job, pipeline: Any, settings: Any, results: Any, splits: list[Any]) -> None:
    """Train so, if the scoring line is proved. It proves nothing about the notebook."""
    checks = [check for check in job.checks if check["kind"] == "scoring"]
    if "production" not in job.options.get("trials", ()) or not checks or any(check["verdict"] not in ("same", "close") for check in checks):
        return
    progress("training without the held-out rows")
    leak_free = importlib.import_module(f"{job.package}.runtime.leak_free")
    try:
        job.production = _metrics(job, pipeline, settings, results, splits)
    except KeyboardInterrupt:
        raise
    except leak_free.Impossible as error:
        job.production = {"why": str(error)}
    except BaseException as error:
        job.production = {"why": f"it raised {told(error, job)}"}
    job.save()


def _metrics(job: Job, pipeline: Any, settings: Any, results: Any, splits: list[Any]) -> dict[str, Any]:
    """`metrics.json` of the version that comes out, which is thrown away."""
    runtime, scoring = f"{job.package}.runtime", importlib.import_module(f"{job.package}.scoring")
    moved = importlib.import_module(f"{runtime}.elsewhere").moved_outputs(settings, job.project, Path(settings.reporting.folder) / "production")
    away = importlib.import_module(f"{job.package}.config").load_config(**moved)

    def again() -> Any:
        restore_random_file(job, job.index.get("initial_random"))
        return settled(pipeline.run_pipeline(away))

    with tempfile.TemporaryDirectory(prefix="recipeline-production-") as place:
        vars(scoring)["BUNDLES"] = Path(place)
        version = importlib.import_module(f"{runtime}.leak_free").train_apart(scoring, settings, results, splits, again)
        return dict(json.loads((Path(place) / version / "metrics.json").read_text(encoding="utf-8")))
