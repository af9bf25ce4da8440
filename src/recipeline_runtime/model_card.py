"""The model card of a bundle: purpose, data, metrics, limits, written from facts and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOST_CATEGORIES = 50  # a column with more is an identifier or free text: its values are no limit worth telling


def card(title: str, label: str | int | None, documents: Mapping[str, Any]) -> str:
    """Markdown. `documents`: the bundle's other papers by file name."""
    snapshot, code, decision = documents["training_snapshot.json"], documents["code.json"], documents["decision.json"]
    model = documents["params.json"]["model"]
    files = [f"- `{told['path']}`" + (f", SHA-256 `{told['sha256'][:12]}…`" if "sha256" in told else "") for told in snapshot["files"]]
    count = len(documents["features.json"]["features"])
    predicted = f" It predicts `{label}`." if label is not None else ""
    metrics = documents["metrics.json"]["notebook"]
    return "\n".join(
        [
            f"# {title}",
            "",
            "## Purpose",
            "",
            f"A {decision['kind']} model, `{model['class']}`.{predicted} `score` is {decision['score']}.",
            "",
            "## Data",
            "",
            f"{snapshot['rows']} raw rows with {len(snapshot['columns'])} columns, from which {count} features are made (`features.json`).",
            "",
            *(files or ["No file: the rows come from a library or were made by the code."]),
            "",
            "## Metrics",
            "",
            *([f"- {name}: {value}" for name, value in metrics.items()] or ["None was recorded."]),
            "",
            *_mode(documents["metrics.json"]),
            "## Limits",
            "",
            *_limits(documents),
            "",
            "## Made by",
            "",
            f"Package `{code['package']}` {code['version'] or ''}, commit {code['commit'] or 'none (no git)'}{', with changes since' if code['dirty'] else ''}; notebook `{code['notebook']}`.",
            "",
            "Approval: see the registry (`status`); this file is as it was when the model was trained.",
            "",
        ]
    )


def _mode(metrics: Mapping[str, Any]) -> list[str]:
    """What was learned from rows that are held out, or that nothing was."""
    if metrics.get("mode") == "production":
        parity = metrics["parity"]
        told = f"All that was learned comes from the training rows. On the rows that were held out {parity['metric']} is {(metrics['evaluation'] or parity)['value']}; as the notebook learns, {parity['value']}."
        return ["## Leaks", "", told, "", *(f"- mended: {one}" for one in metrics["mended"]), ""]
    return ["## Leaks", "", *(f"- {one}" for one in metrics["leaks"]), ""] if metrics.get("leaks") else []


def _limits(documents: Mapping[str, Any]) -> list[str]:
    stats = documents["reference_stats.json"]["columns"]
    told = []
    for name, column in stats.items():
        if "quantiles" in column:
            told.append(f"- `{name}`: trained on values from {column['quantiles']['0.0']:g} to {column['quantiles']['1.0']:g}")
        elif column.get("distinct", MOST_CATEGORIES + 1) <= MOST_CATEGORIES:
            told.append(f"- `{name}`: trained on {column['distinct']} categories")
    return [*(told or ["Ranges are not known."]), "", "What happens to a row outside of them is in `contract.json`."]
