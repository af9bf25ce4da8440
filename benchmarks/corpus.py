"""Convert the notebooks of a corpus manifest and count the outcomes: `python benchmarks/corpus.py MANIFEST TREES OUT`.

MANIFEST is a CSV with the columns repo, path, status, runs_in; TREES holds a folder `owner+name` for each
repository. Every project and its JSON document go to OUT, which is never committed. Two conversions run at
a time, never two of one repository: a notebook runs in its own folder.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time


def convert(row: dict[str, str], given: argparse.Namespace) -> dict[str, object]:
    """Convert one notebook in a process of its own; its document, or what went wrong."""
    notebook = given.trees / row["repo"].replace("/", "+") / row["path"]
    name = re.sub(r"[^A-Za-z0-9]+", "_", f"{row['repo'].split('/')[-1][:18]}_{row['path'][:-6][-60:]}")
    folder = given.out / name
    shutil.rmtree(folder, ignore_errors=True)
    started = time.monotonic()
    command = [sys.executable, "-m", "recipeline", "convert", str(notebook), "-o", str(folder), "--python", given.python, "--json", "--timeout", str(given.timeout), "--quiet"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=given.timeout * 3, check=False)
        code, out, err = done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired:
        code, out, err = -1, "", "did not end"
    (given.out / f"{name}.err").write_text(err)
    try:
        document = json.loads(out)
    except json.JSONDecodeError:
        document = {"status": "crash"}
    document |= {"exit": code, "row": row, "folder": str(folder), "wall": round(time.monotonic() - started, 1)}
    (given.out / f"{name}.json").write_text(json.dumps(document, indent=1))
    return document


def line_of(document: dict[str, object]) -> str:
    row = document["row"]
    names = document.get("final_names") or {"held": 0, "returned": 0}
    reason = document.get("reason") or (document.get("error") or {}).get("what", "")  # type: ignore[union-attr]
    return f"{document.get('status', 'error'):10} {document['exit']:3} {document.get('boldness', ''):8} {names['returned']:3}/{names['held']:<3} {document['wall']:6}s {row['repo'].split('/')[-1][:14]}/{row['path'][-46:]} {str(reason)[:150]}"  # type: ignore[index]


def one_repository(rows: list[dict[str, str]], given: argparse.Namespace) -> list[dict[str, object]]:
    found = []
    for row in rows:
        document = convert(row, given)
        print(line_of(document), flush=True)
        found.append(document)
    return found


def main() -> None:
    """Run the manifest and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=pathlib.Path)
    parser.add_argument("trees", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--status", default="ok", help="rows with this status; 'all' for every row; '!ok' for the others")
    parser.add_argument("--match", default="", help="only paths that hold this text")
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    rows = [row for row in csv.DictReader(given.manifest.open()) if given.match in f"{row['repo']}/{row['path']}"]
    if given.status != "all":
        rows = [row for row in rows if (row["status"] != given.status[1:] if given.status[0] == "!" else row["status"] == given.status)]
    groups: dict[str, list[dict[str, str]]] = collections.defaultdict(list)
    for row in rows:
        groups[row["repo"]].append(row)
    ordered = sorted(groups.values(), key=len, reverse=True)
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        documents = [document for found in pool.map(lambda group: one_repository(group, given), ordered) for document in found]
    shares = [names["returned"] / names["held"] for d in documents if (names := d.get("final_names")) and names["held"] and d["status"] in ("verified", "deviates")]  # type: ignore[index, operator]
    print(collections.Counter((d.get("status", "error"), d["exit"]) for d in documents))
    print(collections.Counter(d.get("boldness") for d in documents if d.get("status") == "verified"))
    if shares:
        print(f"names returned: {sum(shares) / len(shares):.3f} on average of {len(shares)}")


if __name__ == "__main__":
    main()
