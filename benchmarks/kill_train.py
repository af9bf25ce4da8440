"""Kills `train` and `promote` at random moments and looks at what they leave: no torn bundle, and the next run just works.

    python benchmarks/kill_train.py --kills 100 [--seed 0]

Each run is a forked process that gets SIGKILL after a random part of the time that a whole run takes. After each: every version
that is there loads with all its digests; what scores is a whole version that passes its golden rows; the registry answers, and the
file that scoring reads agrees with it; the same command, not killed, does what it says.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from killing import forked
from sklearn.linear_model import LogisticRegression
from trained_line import Config, prepare, trained, trained_line

from recipeline_runtime import bundles
from recipeline_runtime.bundling import keep, self_test
from recipeline_runtime.gate import promote
from recipeline_runtime.registry import Place
from recipeline_runtime.sections import PromotionSettings, RegistrySettings

VERSION = re.compile(r"[0-9a-f]{12}")


class Project:
    """A project with a line, its bundles and registry below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.line = trained_line(folder)
        settings = RegistrySettings(bundles=str(folder / "bundles"))
        self.place = Place.of(folder, "churn", settings)

    def train(self, strength: float) -> str:
        """Train one version; another strength is another version."""
        return keep(self.line, self.place, Config(), trained(self.line, LogisticRegression(C=strength, max_iter=1000)))

    def promote(self, version: str) -> None:
        """Let it score, whatever the gate says."""
        promote(self.place, prepare, PromotionSettings(max_regression=10.0), version, force="a test")

    def faults(self) -> list[str]:
        """What is not as it must be; empty: all is well."""
        root, found = Path(self.place.root), []
        before = bundles.aliases(root)  # as scoring sees it, before any command mends it
        for version in bundles.versions(root):
            try:
                bundles.load_bundle(root, version)
            except bundles.BundleError as error:
                found.append(f"torn: {error}")
        found += [f"a folder without a manifest: {path.name}" for path in root.iterdir() if VERSION.fullmatch(path.name) and not (path / "manifest.json").is_file()]
        if before.get("production") is not None:
            self_test(bundles.load_bundle(root, before["production"]), prepare)
        told = self.place.registry().status()
        if bundles.aliases(root) != told["aliases"]:
            found.append(f"the pointer says {bundles.aliases(root)}, the registry {told['aliases']}")
        found += [f"{alias} names {version}, which is not there" for alias, version in told["aliases"].items() if version not in bundles.versions(root)]
        numbers = [row["number"] for row in told["versions"]]
        return found if numbers == list(range(1, len(numbers) + 1)) else [*found, f"numbers {numbers}"]


def run(kills: int, seed: int, folder: Path) -> dict[str, Any]:
    """Kill that many runs; gives what was counted. Raises AssertionError for the first fault."""
    chance, project, counted = random.Random(seed), Project(folder), Counter[str]()
    times: dict[str, float] = {}
    project.train(1.0)
    for command, work in (("train", lambda: project.train(0.9)), ("promote", lambda: project.promote("candidate"))):
        started = time.monotonic()
        assert forked(work) == 0
        times[command] = time.monotonic() - started
    for number in range(kills):
        command, strength = chance.choice(["train", "promote"]), 0.5 + number / 1000
        work: Callable[[], Any]
        if command == "train":
            work = partial(project.train, strength)
        else:
            wanted = chance.choice(bundles.versions(project.place.root))
            work = partial(project.promote, wanted)
        code = forked(work, chance.uniform(0, times[command]))
        assert code in (0, -signal.SIGKILL), f"{command} ended with {code}"
        counted[f"{command}: {'killed' if code else 'was faster'}"] += 1
        faults = project.faults()
        assert not faults, f"after {number + 1} kills, of {command}: {faults}"
        assert forked(work) == 0, f"the next {command} failed"
        faults = project.faults()
        assert not faults, f"after the run after kill {number + 1}, of {command}: {faults}"
    left = [path.name for path in Path(project.place.root).rglob(".*") if path.name.startswith((".new-", ".aliases"))]
    return {"kills": kills, "seed": seed, "seconds": times, **counted, "versions": len(bundles.versions(project.place.root)), "left_behind": len(left), "faults": 0}


def main() -> None:
    """Print what was counted as one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(run(given.kills, given.seed, Path(folder)), indent=1))


if __name__ == "__main__":
    main()
