"""Converts a case of `cases/convert` and judges the project by the case's own claims, not by our verifier.

`python tests/judged.py [NAME...]` converts the named cases (all, without names) and prints a table.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).resolve().parent / "cases"

LINE = r"""
import ast, importlib, json, sys
sys.path.insert(0, "{source}")
package, claims = {package!r}, {claims!r}
config = importlib.import_module(package + ".config")
run_pipeline = importlib.import_module(package + ".pipeline").run_pipeline


def wrong():
    # the claims that do not hold of one run, and its results
    values = dict(run_pipeline(config.load_config()))
    names = dict(values)
    for short, module in (("np", "numpy"), ("pd", "pandas")):
        if any(short + "." in claim for claim in claims):
            names.setdefault(short, importlib.import_module(module))
    found = {{}}
    for claim in claims:
        try:
            if not eval(claim, dict(names)):
                found[claim] = "is false"
        except Exception as error:
            found[claim] = repr(error)
    return values, found


values, first = wrong()
_, second = wrong()  # a line that remembers its last run is no line
second = {{claim + " (second run)": why for claim, why in second.items() if claim not in first}}
print(json.dumps({{"names": sorted(values), "wrong": first | second}}))
"""


@dataclass(frozen=True)
class Judgement:
    """What became of one case. `outcome`: equal, excused, refused, SILENT or crash."""

    case: str
    outcome: str
    why: str
    boldness: str = ""
    expected: str = ""
    excused: tuple[str, ...] = ()


def expected(case: Path) -> str:
    """What the case itself asks for: `equal` or `equal-or-refused`."""
    return case.read_text().splitlines()[-1].removeprefix("# expect: ")


def held_names(cases: list[Path]) -> dict[str, list[str]]:
    """The data names that each case holds at its end when it is run as a notebook."""
    done = subprocess.run([sys.executable, str(CASES / "held_names.py"), *map(str, cases)], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def judge(case: Path, folder: Path, held: list[str]) -> Judgement:
    """Convert in a copy of the case's folder, run the line in a fresh process, evaluate the claims."""
    home = folder / "notebook"
    shutil.copytree(case.parent / "parts", home / "parts")
    shutil.copy(case, home / case.name)
    command = [sys.executable, "-m", "recipeline", "convert", case.name, "-o", str(folder / "project"), "--python", sys.executable, "--json"]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=300, env=os.environ | {"MPLBACKEND": "Agg"})
    wish = expected(case)
    if done.returncode not in (0, 1):
        outcome = "crash" if done.returncode != 2 else "refused"
        return Judgement(case.stem, outcome, f"exit {done.returncode}: {(done.stdout.strip() or done.stderr.strip())[-900:]}", expected=wish)
    document = json.loads(done.stdout)
    if document["status"] not in ("verified", "deviates"):
        differing = "; ".join(f"{c['name']}: {c['why']}" for c in document["checks"] if c["verdict"] == "differs")
        return Judgement(case.stem, "refused", f"{document['status']}: {document['reason']} [{differing[:300]}]", document.get("boldness", ""), wish)
    names = document["final_names"]["excused"]
    return judge_line(case, folder / "elsewhere", folder / "project", document["package"], held, names, document["boldness"])


def judge_line(case: Path, elsewhere: Path, project: Path, package: str, held: list[str], excused: dict[str, str], rung: str) -> Judgement:
    """Run the line from an empty folder and evaluate the claims on what it returns."""
    claims = re.findall(r"^# holds: (.+)$", case.read_text(), re.MULTILINE)
    elsewhere.mkdir()
    script = LINE.format(source=project / "src", package=package, claims=claims)
    done = subprocess.run([sys.executable, "-c", script], cwd=elsewhere, capture_output=True, text=True, timeout=120, env=os.environ | {"MPLBACKEND": "Agg"})
    wish = expected(case)
    if done.returncode:
        return Judgement(case.stem, "SILENT", "the line fails: " + done.stderr.strip()[-600:], rung, wish)
    answer = json.loads(done.stdout.splitlines()[-1])
    missing = [name for name in held if name not in answer["names"] and name not in excused]
    unjudged = {claim: why for claim, why in answer["wrong"].items() if any(f"name '{name}' is not defined" in why for name in excused)}
    wrong = {claim: why for claim, why in answer["wrong"].items() if claim not in unjudged}
    if wrong or missing:
        return Judgement(case.stem, "SILENT", f"wrong: {wrong} missing: {missing}", rung, wish)
    lost = tuple(f"{name}: {excused[name]}" for name in held if name in excused)
    if unjudged:
        return Judgement(case.stem, "excused", f"claims on excused names: {unjudged}", rung, wish, lost)
    return Judgement(case.stem, "equal", "", rung, wish, lost)


def main(names: list[str]) -> None:
    """Judge the named cases, or all, two at a time."""
    cases = [case for case in sorted((CASES / "convert").glob("*.py")) if not names or case.stem in names or case.stem.split("_")[0] in names]
    held = held_names(cases)

    def one(case: Path) -> Judgement:
        with tempfile.TemporaryDirectory() as folder:
            try:
                found = judge(case, Path(folder), held[case.stem])
            except subprocess.TimeoutExpired as error:
                found = Judgement(case.stem, "crash", str(error)[:200])
        print(f"{found.outcome:8} {found.boldness:8} {found.case:38} {found.why} {'lost: ' + str(found.excused) if found.excused else ''}", flush=True)
        return found

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(one, cases))
    for outcome in ("equal", "excused", "refused", "SILENT", "crash"):
        some = [found for found in done if found.outcome == outcome]
        rungs = {rung: sum(found.boldness == rung for found in some) for rung in sorted({found.boldness for found in some})}
        print(f"{outcome}: {len(some)} {rungs}; of those that must be equal: {sum(found.expected == 'equal' for found in some)}")


if __name__ == "__main__":
    main(sys.argv[1:])
