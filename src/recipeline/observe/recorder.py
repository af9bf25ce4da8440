"""The script that runs a notebook and records what it does: `PYTHON recorder.py JOB.json`.

It is started by `observe.run` with the notebook's interpreter and loads its parts from the folder `inside`,
under a private name, so that no module of the notebook is shadowed.
"""

from __future__ import annotations

import importlib.util
import os
import sys

PACKAGE = "_recipeline_inside"


def load_inside() -> None:
    """Make the folder `inside` importable as a package that no notebook can have."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "inside")
    spec = importlib.util.spec_from_file_location(
        PACKAGE, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
    )
    if spec is None or spec.loader is None:
        raise ImportError(folder)
    package = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = package
    spec.loader.exec_module(package)


def main() -> None:
    """Run the job and end the process, whatever threads the notebook left running."""
    load_inside()
    session = importlib.import_module(PACKAGE + ".session")
    session.run(sys.argv[1])


if __name__ == "__main__":
    main()
