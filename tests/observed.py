"""A notebook that ran once, and plans made from that run: what a test of `plan` needs, without writing or verifying a project."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from percent import notebook

from recipeline.convert import Understood, decide, understand
from recipeline.model.observation import Observation
from recipeline.model.plan import Plan
from recipeline.observe import observe
from recipeline.plan import Choices
from recipeline.workspace.inputs import path_plan
from recipeline.workspace.options import ConvertOptions

TABLES = Path(__file__).resolve().parent / "cases" / "scoring" / "make_data.py"


@dataclass(frozen=True)
class Observed:
    """`folder`: where it ran; the tables of `cases/scoring` lie there."""

    understood: Understood
    observation: Observation
    folder: Path

    def planned(self, **choices: object) -> Plan:
        """The plan under the user's choices."""
        paths = path_plan(self.understood, self.observation, self.folder, ConvertOptions(python=sys.executable))
        return decide(self.understood, self.observation, Choices(**choices), paths)  # type: ignore[arg-type]


def observed(text: str, folder: Path) -> Observed:
    """Run the percent cells once, beside the tables of `cases/scoring`."""
    home = folder / "notebook"
    home.mkdir()
    subprocess.run([sys.executable, str(TABLES), str(home)], check=True)
    understood = understand(notebook(text))
    store = folder / "store"
    store.mkdir()
    observation = observe(understood.notebook, folder=home, python=sys.executable, store=store)
    assert observation.ok, observation.failure
    return Observed(understood, observation, home)
