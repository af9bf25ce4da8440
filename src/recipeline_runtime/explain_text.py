"""The explanation of a score, and of its change, as a text for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

MOST_FEATURES = 60  # features that are printed; a row with more shows those that are not zero
WIDTH = 12  # of the first column


def explanation_text(told: Mapping[str, Any]) -> str:
    """Everything that `explain_score` found, a line for each fact."""
    score = told["score"]
    head = f"{told['key']} on {told['as_of']}: {_scored(score)}"
    lines = [head, *(f"  {label:<{WIDTH}}{text}" for label, text in _facts(told))]
    lines += _table("input", told["input"])
    lines += _table("features", _chosen(told["features"]))
    lines += [f"  note: {note}" for note in told["notes"]]
    return "\n".join(lines)


def change_text(told: Mapping[str, Any]) -> str:
    """What `explain_change` found: the two scores, the parts of their difference, and the columns that matter."""
    before, after = told["before"], told["after"]
    lines = [f"{told['key']}: {before['as_of']} {_scored(before)} -> {after['as_of']} {_scored(after)}"]
    if told["difference"] is not None:
        lines.append(f"  difference  {told['difference']:+.6g}, because of: {', '.join(told['because']) or 'nothing'}")
        lines += [f"    {name:<10}{part:+.6g}" for name, part in told["parts"].items() if part is not None]
    lines += [f"    {line}" for line in told["evidence"]]
    for column in told["columns"]:
        effect = "cannot be scored alone" if column["alone"] is None else f"{column['alone']:+.6g} alone"
        lines.append(f"  {column['name']}: {column['before']!r} -> {column['after']!r}  ({effect})")
    lines += [f"  note: {note}" for note in told["notes"]]
    return "\n".join(lines)


def _scored(score: Mapping[str, Any]) -> str:
    value = "no score" if score["score"] is None else f"score {score['score']:.6g}"
    decided = "" if score["prediction"] is None else f", prediction {score['prediction']}"
    aged = f", {score['age']} days old" if score.get("age") else ""
    return f"{value}{decided}, {score['status']}{aged}{': ' + score['reason'] if score['reason'] else ''}"


def _facts(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    bundle, run, training = told["bundle"], told["run"], told["training"]
    if bundle["version"] is not None:
        yield "bundle", f"{bundle['version']}, made {bundle['made_at'] or 'at an unknown time'}"
    for text in _origins(bundle, training):
        yield "", f"from {text}"
    yield "run", f"{told['score']['run_id']}, scored {told['score']['scored_at']}" + ("" if run else "; not in the journal")
    if run is not None:
        yield from (("", f"of {one['name']} ({_short(one['version'])})") for one in run["inputs"] if one["version"] != bundle["version"])
        yield "code", _code(run["code"])
        yield "config", _config(run["config"])
        yield "notebook", str(run["notebook"])
    if training is not None and (run is None or training["config"] != run["config"]):
        yield "trained", f"with {_config(training['config'])}"
    if training is not None and (run is None or training["code"] != run["code"]):
        yield "trained", f"by {_code(training['code'])}"
    cells = told["cells"]
    if cells is not None:
        yield from (("model", _cell(made)) for made in cells["model"]["made"])
        yield from (("step", _cell(step)) for step in cells["steps"])


def _origins(bundle: Mapping[str, Any], training: Mapping[str, Any] | None) -> Iterator[str]:
    snapshot = bundle["trained_from"]
    if snapshot is not None:
        yield from (f"{one['path']} ({_short(one.get('sha256'))})" for one in snapshot.get("files", []))
        if snapshot.get("rows") is not None:
            yield f"{snapshot['rows']} rows ({_short(snapshot.get('digest'))})"
    elif training is not None:
        yield from (f"{one['name']} ({_short(one['version'])})" for one in training["inputs"])


def _code(code: Mapping[str, Any] | None) -> str:
    if code is None:
        return "unknown"
    commit = "no commit" if code["commit"] is None else f"commit {code['commit'][:12]}{' with changes that nobody committed' if code['dirty'] else ''}"
    return f"{commit}, version {code['version'] or 'not installed'}, modules {_short(code['digest'])}"


def _config(config: Mapping[str, Any] | None) -> str:
    if config is None:
        return "unknown"
    given = ", ".join(f"{key}={value}" for key, value in config["overrides"].items())
    return f"{_short(config['digest'])}{', with ' + given if given else ''}"


def _cell(step: Mapping[str, Any]) -> str:
    cell, _, line = step["at"].partition(":")
    first, more, _ = step["text"].partition("\n")
    return f"cell {cell}, line {line}: {first}{' …' if more else ''}{'  (in training only)' if step.get('role') == 'training' else ''}"


def _table(label: str, values: Mapping[str, Any] | None) -> list[str]:
    return [] if values is None else [f"  {label}", *(f"    {name} = {value!r}" for name, value in values.items())]


def _chosen(features: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if features is None or len(features) <= MOST_FEATURES:
        return features
    return {name: value for name, value in features.items() if value}


def _short(digest: Any) -> str:
    return "no digest" if digest is None else str(digest).removeprefix("sha256:")[:12]
