"""Does a notebook draw random numbers that nothing seeds? Then its line is compared under replayed state.

A global generator that advances before a seed is such a draw. A seed taken from the operating system is one only
if values depend on it: `RandomState(42)` takes one and throws it away.
"""

from __future__ import annotations

from recipeline.model.analysis import Analysis, StatementId
from recipeline.model.observation import Observation


def draws_unseeded(observation: Observation, analysis: Analysis) -> bool:
    """Whether a global random generator was used before anything seeded it."""
    seeded = False
    for statement in analysis.statements:
        run = observation.statements.get(StatementId(statement.id))
        seeded = seeded or any(effect.kind == "seed" for effect in statement.effects)
        if run is not None and statement.kind != "import" and set(run.random) - {"entropy"} and not seeded:
            return True
    return False


def takes_seeds(observation: Observation, analysis: Analysis) -> bool:
    """Whether a generator took its seed from the operating system after the imports."""
    imports = {statement.id for statement in analysis.statements if statement.kind == "import"}
    return any("entropy" in run.random for id_, run in observation.statements.items() if id_ not in imports)
