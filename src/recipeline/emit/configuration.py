"""config.py (typed settings) and config.yaml (the notebook's values), with the cell that each came from."""

from __future__ import annotations

from pathlib import PurePosixPath

import yaml

from recipeline.emit.context import Context
from recipeline.model.plan import MODULES, Setting
from recipeline.model.project import ProjectFile

HEAD = '''"""Settings: command line > environment > config.yaml > the values that stood in the notebook, at cell:line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from {package}.runtime.sections import {classes}
from {package}.runtime.settings import load, project_root

ROOT = project_root(Path(__file__), "{prefix}_HOME")  # relative paths are meant from here
PREFIX = "{prefix}"  # environment variables: {prefix}__SECTION__KEY
'''
SCORING_CLASSES = {  # classes of the runtime, by section
    "train": "TrainSettings",
    "scoring": "ScoringSettings",
    "contract": "ContractSettings",
    "registry": "RegistrySettings",
    "promotion": "PromotionSettings",
    "mlflow": "MlflowSettings",
}
HISTORY_YAML = "  history: null  # a file like the notebook's own with rows that came meanwhile and their labels: new rows look back on it\n"
SCORING_YAML = """
train:
  mode: <MODE>  # learn as the notebook does; production: learn nothing from the rows that it holds out

scoring:
  scores: data/output/scores  # the score table: a folder or a URL
  alerts: reports/alerts.jsonl
  keep_inputs: true  # the input of each run, in data/output/inputs: `explain` needs it
  stale_days: 30  # a score older than that is not offered any more
  stale_for_rejected: true  # a rejected row gets its key's last valid score, `stale`, if there is one

contract:  # what happens to rows that are not as in training; null: what the bundle's contract.json says
  key: null  # the column that identifies a row
  max_rejected: null  # share of rejected rows above which the batch stops; 0.05
  missing_value: null  # where training had none: reject, score, stop
  unseen: null  # a new category: as_trained (rejected where the encoding has no answer), reject, score, stop
  out_of_range: null  # score (with a note), reject, stop
  range_factor: null  # widths of the training range outside it from which a row is rejected; 10
  duplicate_key: null  # reject, score, stop
  columns: {}  # policies of single columns: {income: {out_of_range: reject, max_null_share: 0.2}}

registry:
  url: sqlite:///bundles/registry.db  # or postgresql://user@host/name, with its password in the environment
  bundles: bundles  # a folder, or a URL that fsspec knows: s3://, gs://, ...

promotion:
  metric: null  # roc_auc, log_loss, f1, accuracy, rmse, mae, r2; null: the usual one of the model's kind
  floor: null  # the worst value that may score at all
  max_regression: 0.01  # how much worse than the version that scores now, as a share of its value

mlflow:
  tracking_uri: null  # `train` registers its bundle there: http://..., sqlite:///mlflow.db; needs the extra `mlflow`
  experiment: null  # and
  model: null  # are called like the package
"""
LINEAGE_CLASSES = {"lineage": "LineageSettings"}
LINEAGE_YAML = """
lineage:
  file: reports/lineage.jsonl  # each run, as OpenLineage events
  url: null  # an OpenLineage server; needs the extra `lineage`
"""
TUNING_CLASSES = {"tuning": "TuningSettings"}
TUNING_HEAD = "tuning:  # `train` fits with what a search found; `tune` searches again. A search without an entry is run by `train`, too"
TAIL = '''

def load_config(path: Path | str | None = None, **overrides: Any) -> Config:
    """The settings of a run.

    `path`: another config file; `overrides`: values by "section.key" or nested by section.
    Raises SettingsError for an unknown key or a value of the wrong type.
    """
    return load(Config, path=Path(path) if path else None, environment_prefix=PREFIX, overrides=overrides, root=ROOT)
'''


def sections(context: Context) -> dict[str, list[Setting]]:
    """Settings by section, in the order of the stages; reporting is always there."""
    plan = context.plan
    found: dict[str, list[Setting]] = {module: [] for module in MODULES}
    for setting in plan.settings:
        if not setting.secret:
            found[setting.section].append(setting)
    return {section: settings for section, settings in found.items() if settings or section == "reporting"}


def config_files(context: Context) -> tuple[ProjectFile, ...]:
    package = context.plan.package
    return (
        ProjectFile(PurePosixPath(f"src/{package}/config.py"), config_text(context)),
        yaml_file(context),
    )


def yaml_file(context: Context) -> ProjectFile:
    return ProjectFile(PurePosixPath("config.yaml"), yaml_text(context))


def config_text(context: Context) -> str:
    package = context.plan.package
    ours = (TUNING_CLASSES if context.plan.tuning is not None else {}) | (SCORING_CLASSES if context.plan.scoring is not None else {}) | LINEAGE_CLASSES
    parts = [HEAD.format(package=package, prefix=package.upper(), classes=", ".join(sorted(ours.values())))]
    names = sections(context)
    for section, settings in names.items():
        fields = [field_line(setting) for setting in settings]
        if section == "reporting":
            fields.insert(0, '    folder: str = field(default="reports", metadata={"path": "output"})')
            if context.plan.working_folder is not None:
                fields.insert(1, f'    working_folder: str = field(default={context.plan.working_folder!r}, metadata={{"path": "input"}})')
        parts.append(f'\n\n@dataclass(frozen=True, kw_only=True)\nclass {class_name(section)}:\n    """Settings of {section}."""\n\n' + "\n".join(fields))
    classes = {section: class_name(section) for section in names} | ours
    lines = "\n".join(f"    {section}: {name} = field(default_factory={name})" for section, name in classes.items())
    parts.append(f'\n\n@dataclass(frozen=True, kw_only=True)\nclass Config:\n    """All settings, by stage."""\n\n{lines}')
    parts.append(TAIL)
    return "\n".join(part.rstrip("\n") if part is not TAIL else part for part in parts)


def class_name(section: str) -> str:
    return section.capitalize()


def field_line(setting: Setting) -> str:
    value = setting.value
    if setting.path is not None:
        default = f'field(default={value!r}, metadata={{"path": "{setting.path}"}})'
    elif isinstance(value, list | dict):
        default = f"field(default_factory=lambda: {value!r})"
    else:
        default = repr(value)
    return f"    {setting.key}: {setting.annotation} = {default}  # {setting.at}"


def yaml_text(context: Context) -> str:
    """One commented line for each key; lists of texts in one line where they fit."""
    lines = [f"# Settings of {context.plan.package}. Each value stood in the notebook, at the place (cell:line) behind it."]
    for section, settings in sections(context).items():
        lines += ["", f"{section}:"]
        if section == "reporting":
            lines.append("  folder: reports")
            if context.plan.working_folder is not None:
                lines.append(f"  working_folder: {context.plan.working_folder}")
        lines += [f"  {setting.key}: {yaml_value(setting.value)}  # {setting.at}" for setting in settings]
    lines += tuning_lines(context)
    return "\n".join(lines) + "\n" + _scoring_yaml(context).replace("<MODE>", context.plan.mode) + LINEAGE_YAML


def tuning_lines(context: Context) -> list[str]:
    """What each search found, or why nothing is frozen."""
    tuning = context.plan.tuning
    if tuning is None:
        return []
    if not tuning.frozen:
        return ["", TUNING_HEAD, f"  best: {{}}  # {tuning.why}"]
    found = [f"    {one.name}: {yaml_value(one.best)}  # {one.kind}: {one.tried} candidates" + (f", score {one.score:.6g}" if one.score is not None else "") for one in tuning.frozen]
    return ["", TUNING_HEAD, "  best:", *found]


def yaml_value(value: object) -> str:
    if isinstance(value, tuple):
        value = _lists(value)
    text: str = yaml.safe_dump(value, default_flow_style=True, width=10_000, allow_unicode=True, sort_keys=False).strip()
    return text.removesuffix("...").strip()


def _lists(value: object) -> object:
    return [_lists(part) for part in value] if isinstance(value, list | tuple) else value


def _scoring_yaml(context: Context) -> str:
    """The sections of the scoring line; nothing without one."""
    scoring = context.plan.scoring
    if scoring is None:
        return ""
    return SCORING_YAML if scoring.history is None else SCORING_YAML.replace("  stale_days:", f"{HISTORY_YAML}  stale_days:")
