"""The entry point of a project: its commands, as argparse has them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from recipeline.emit.context import Context

SCORING_COMMANDS = '''    run.add_argument("--mode", choices=["parity", "production"], help="production: learn nothing from the rows that the notebook holds out; else train.mode")
    run.add_argument("--mlflow", metavar="URI", help="also register the bundle in this MLflow server; else mlflow.tracking_uri")
'''
SCORING_RUN = '''        if getattr(given, "mlflow", None):
            overrides["mlflow.tracking_uri"] = given.mlflow
        if getattr(given, "mode", None):
            overrides["train.mode"] = given.mode
        if given.command in SCORING:
            return run_scoring(given, load_config(given.config, **overrides), journal(given.config, overrides))
'''
SCORING_CHECK = '''    check_installed(config.mlflow)
'''
SCORING_KEEP = '''        place = scoring.place(config)
        if config.train.mode == "production":
            away = load_config(given.config, **{**overrides, **moved_outputs(config, ROOT, Path(config.reporting.folder) / "production")})
            version = train_apart(scoring, config, results, splits, lambda: run_pipeline(away))
        else:
            version = scoring.save_bundle(config, results)
        note_new_bundle(run, place.root, version)
    logging.info("bundle %s; in production: %s", version, bundles.aliases(place.root).get("production"))
    if config.train.mode == "production":
        print(comparison(place.root, version), file=sys.stderr)
    if not registered(config, place, version):
        return 1
'''
SCORING_REFUSED = '''    except Impossible as error:
        print(f"stopped, no version was kept: {error}", file=sys.stderr)
        return 1
'''
SCORING_FUNCTIONS = '''
def scoring_commands(commands: Any) -> list[argparse.ArgumentParser]:
    """The commands around the bundle, and their options."""
    score_command = commands.add_parser("score", help="score new rows with the bundle in production")
    score_command.add_argument("--input", type=Path, required=True, help="a file with new rows")
    score_command.add_argument("--output", type=Path, help="also write the answers to this CSV file")
    score_command.add_argument("--as-of", type=day_of, metavar="DATE", help="the day the scores are for, as 2026-11-25; default: today")
    promote_command = commands.add_parser("promote", help="let a version score, if it is as good as the one that scores now")
    promote_command.add_argument("version", help="its name, its number, or `candidate`")
    promote_command.add_argument("--force", metavar="REASON", help="promote it whatever the comparison says; the reason is kept")
    rollback_command = commands.add_parser("rollback", help="let the version before score again")
    explain_command = commands.add_parser("explain", help="say where a score comes from, or why it changed")
    explain_command.add_argument("key", help="the key of a row in the score table")
    explain_command.add_argument("--as-of", type=day_of, metavar="DATE", help="the day of the score; default: the newest")
    explain_command.add_argument("--against", type=day_of, metavar="DATE", help="say why the score is not that of this day")
    status_command = commands.add_parser("status", help="show the versions and which one scores")
    return [score_command, promote_command, rollback_command, explain_command, status_command]


def registered(config: Config, place: Place, version: str) -> bool:
    """Tell MLflow of the bundle where the settings ask for it; whether that went well."""
    if config.mlflow.tracking_uri is None:
        return True
    try:
        logging.info("registered in MLflow as %s", register(scoring.LINE, place.root, version, config.mlflow))
    except MlflowError as error:
        print(error, file=sys.stderr)
        return False
    return True


def run_scoring(given: argparse.Namespace, config: Config, book: Journal) -> int:
    """The commands around the bundle. Exit code 1: the answer is no."""
    place = scoring.place(config)
    if given.command == "score":
        with book.run("score") as run:
            done = run_score(scoring, config.scoring, given.input, contract=config.contract, as_of=given.as_of, output=given.output, notes=ScoreNotes(run, book, place.root))
        print(json.dumps(plain(asdict(done))) if given.json else done.summary())
        return 0 if done.ok else 1
    if given.command == "explain":
        return show_score(given, config, book)
    try:
        if given.command == "status":
            told = place.registry().status()
            print(json.dumps(plain(told)) if given.json else status_text(told))
            return 0
        with book.run(given.command) as run:
            told = changed(given, place, config)
            note_bundle(run, book, place.root, told["aliases"]["production"])
    except (bundles.BundleError, DatabaseError, OSError) as error:
        print(f"stopped, nothing was changed: {error}", file=sys.stderr)
        if given.json and isinstance(error, Refused):
            print(json.dumps(plain({"refused": str(error), "gate": error.report})))
        return 1
    print(json.dumps(plain(told)) if given.json else told["aliases"])
    return 0


def show_score(given: argparse.Namespace, config: Config, book: Journal) -> int:
    """Where a score comes from, or why it changed. Exit code 2: there is no such score."""
    archive = Archive(scoring, config.scoring, config.contract, book, scoring.place(config).root)
    try:
        if given.against is not None:
            told = explain_change(archive, given.key, given.as_of, given.against)
        else:
            told = explain_score(archive, given.key, given.as_of)
    except (NoSuchScore, StoreError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(plain(told)) if given.json else change_text(told) if given.against is not None else explanation_text(told))
    return 0


def changed(given: argparse.Namespace, place: Place, config: Config) -> dict[str, Any]:
    """Which version each alias names after the command, and what the gate compared."""
    report = None
    if given.command == "promote":
        report = asdict(promote(place, scoring.prepare, config.promotion, given.version, given.force))
    else:
        place.registry().rollback("asked for")
    return {"aliases": place.registry().aliases(), "gate": report}


'''
APART = "run_pipeline(away)"
TUNE_COMMAND = '''    tune_command = commands.add_parser("tune", help="search for hyper-parameters again and say what was found; no setting is changed")
'''
TUNE_LOG = '''        log_searches(found)
'''
TUNE_ANSWER = '''        if given.command == "tune":
            return tune(given, overrides)
'''
TUNE = '''
def tune(given: argparse.Namespace, overrides: dict[str, object]) -> int:
    """Search again, beside the results of the last training. Exit code 1: the line searched for nothing."""
    config = load_config(given.config, **overrides)
    reports = Path(config.reporting.folder)
    away = load_config(given.config, **{**overrides, **moved_outputs(config, ROOT, reports / "tuning")})
    with journal(given.config, overrides).run("tune") as run, inputs_named(config), searches() as found:
        note_inputs(run, config)
        run_pipeline(away)
    told = findings(found, config.tuning.best)
    place = write_proposal(reports, told) if told else reports
    print(json.dumps(plain([asdict(one) for one in told])) if given.json else findings_text(told, place))
    return 0 if told else 1

'''
EXPLAIN = '''def journal(path: Path | None, overrides: dict[str, object]) -> Journal:
    """Where runs are written down, and with which code and settings they ran."""
    known = explain(Config, path=path, environment_prefix=PREFIX, overrides=overrides, root=ROOT)
    return Journal.of("PACKAGE", ROOT, known, Path(__file__).parent)


def explain_settings(path: Path | None, overrides: dict[str, object], *, as_json: bool) -> int:
    """Print every setting with its source."""
    known = explain(Config, path=path, environment_prefix=PREFIX, overrides=overrides, root=ROOT)
    if as_json:
        print(json.dumps([{"key": key, "value": plain(value), "source": source} for key, value, source in known]))
    else:
        for key, value, source in known:
            print(f"{key} = {value!r}  ({source})")
    return 0


'''


@dataclass(frozen=True, slots=True)
class _Extra:
    """What a scoring line adds, each part at its place in the text; all empty without one."""

    standard: str = ""
    imported: str = ""
    typed: str = ""
    constant: str = ""
    commands: str = ""
    listed: str = "run, show"
    answer: str = ""
    check: str = ""
    watch: str = ""
    keep: str = ""
    refused: str = ""
    functions: str = ""


def _extra(context: Context) -> _Extra:
    extra = _scoring_extra(context) if context.plan.scoring is not None else _Extra()
    return extra if context.plan.tuning is None else _with_tuning(extra, context.plan.package)


def _with_tuning(extra: _Extra, package: str) -> _Extra:
    apart = "" if extra.imported else f"\nfrom {package}.runtime.elsewhere import moved_outputs"
    imported = f"{apart}\nfrom {package}.runtime.tuning import frozen_run, searches\nfrom {package}.runtime.tuning_report import findings, findings_text, log_searches, write_proposal\n"
    return replace(
        extra, standard="from dataclasses import asdict\n", imported=extra.imported + imported, commands=extra.commands + TUNE_COMMAND, listed=f"{extra.listed}, tune_command",
        answer=TUNE_ANSWER + extra.answer, watch=extra.watch + ", searches(config.tuning.best) as found", keep=TUNE_LOG + extra.keep.replace(APART, f"frozen_run(config.tuning.best, lambda: {APART})"), functions=extra.functions + TUNE,
    )  # fmt: skip


def _scoring_extra(context: Context) -> _Extra:
    package = context.plan.package
    imported = (
        f"\nfrom {package} import scoring\nfrom {package}.runtime import bundles\nfrom {package}.runtime.databases import DatabaseError\n"
        f"from {package}.runtime.elsewhere import moved_outputs\nfrom {package}.runtime.explain import Archive, NoSuchScore, explain_score\nfrom {package}.runtime.explain_text import change_text, explanation_text\n"
        f"from {package}.runtime.gate import Refused, promote\nfrom {package}.runtime.leak_free import Impossible, comparison, splits_noted, train_apart\n"
        f"from {package}.runtime.lineage_notes import ScoreNotes, note_bundle, note_new_bundle\n"
        f"from {package}.runtime.mlflow_adapter import MlflowError, check_installed, register\n"
        f"from {package}.runtime.registry import Place, status_text\nfrom {package}.runtime.score_run import day_of, run_score\n"
        f"from {package}.runtime.score_changes import explain_change\nfrom {package}.runtime.score_store import StoreError\n"
    )
    return _Extra(
        "from dataclasses import asdict\n", imported, "from typing import Any\n", 'SCORING = ("score", "promote", "rollback", "status", "explain")\n\n\n', SCORING_COMMANDS,
        "run, show, *scoring_commands(commands)", SCORING_RUN, SCORING_CHECK, ", splits_noted(\"PACKAGE\") as splits".replace("PACKAGE", package), SCORING_KEEP, SCORING_REFUSED, SCORING_FUNCTIONS,
    )  # fmt: skip


def main_text(context: Context) -> str:
    package, line = context.plan.package, context.plan.line
    extra, command = _extra(context), "train" if line == "training" else "refresh"
    return f'''"""The command line: `{package.replace("_", "-")} {command}` runs the line; `config explain` says where each setting comes from."""

from __future__ import annotations

import argparse
import json
import logging
import sys
{extra.standard}from pathlib import Path
{extra.typed}
import {package}.runtime.startup as startup
from {package}.config import PREFIX, ROOT, Config, load_config
from {package}.pipeline import run_pipeline
from {package}.runtime.lineage import Journal
from {package}.runtime.lineage_notes import inputs_named, note_inputs
from {package}.runtime.reports import plain
from {package}.runtime.settings import SettingsError, explain, parse_assignments
{extra.imported}

{extra.constant}def main(arguments: list[str] | None = None) -> int:
    """Run one command. Exit code 0: done; 1: the run failed; 2: a setting is wrong."""
    given = command_line().parse_args(arguments)
    startup.done()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s", stream=sys.stderr)
    try:
        overrides = parse_assignments(given.set)
        if given.command == "config":
            return explain_settings(given.config, overrides, as_json=given.json)
{extra.answer}        return run_line(given, load_config(given.config, **overrides), overrides)
{extra.refused}    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2


def run_line(given: argparse.Namespace, config: Config, overrides: dict[str, object]) -> int:
    """The line itself. Raises what it raises: the journal keeps it."""
{extra.check}    with journal(given.config, overrides).run("{command}") as run, inputs_named(config){extra.watch}:
        note_inputs(run, config)
        results = run_pipeline(config)
{extra.keep}    print(json.dumps({{"results": plain(sorted(results))}}) if given.json else f"done: {{len(results)}} results; reports are in reports/")
    return 0


{_options_text(context, extra, command)}
{extra.functions}
{EXPLAIN.replace("PACKAGE", package)}if __name__ == "__main__":
    sys.exit(main())
'''


def _options_text(context: Context, extra: _Extra, command: str) -> str:
    return f'''def command_line() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(prog="{context.plan.package.replace("_", "-")}", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("{command}", help="run the {context.plan.line} line")
    show = commands.add_parser("config", help="show the settings and where each comes from")
    show.add_argument("action", choices=["explain"])
{extra.commands}    for command in ({extra.listed}):
        command.add_argument("--config", type=Path, help="another config file")
        command.add_argument("--set", action="append", default=[], metavar="section.key=value", help="override one setting")
        command.add_argument("--json", action="store_true", help="print one JSON document")
    return parser
'''


def plain_title(context: Context) -> str:
    """The notebook's title as a phrase in a sentence."""
    return context.plan.title.strip().rstrip(".:!?").replace('"', "'").replace("\\", "/")
