"""RP801: nothing beside the notebook says which packages, in which release, it needs.

Why it matters: the next machine gets other releases; it fails there, or gives other numbers.
What to do: write the releases that it ran with into a lock file or `requirements.txt`.

Wrong::

    notebooks/churn.ipynb

Right::

    notebooks/churn.ipynb
    requirements.txt        # pandas==3.1.1
"""

from __future__ import annotations

from collections.abc import Iterator

from recipeline.analyse.facts import STDLIB
from recipeline.analyse.facts.distributions import DISTRIBUTIONS
from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.environment.pins import names_environment, pinned
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

THERE = frozenset({"IPython", "ipykernel", "google", "__future__", "antigravity", "this"})  # with Python, Jupyter or the host itself
MOST = 4  # packages named in the message


def check(subject: Subject) -> Iterator[Finding]:
    """Imports of packages, where no file names an environment and the notebook pins none itself."""
    if subject.files is None or names_environment(subject.files):
        return
    pins = pinned(subject.notebook.requirements)
    known = subject.files.union(companion.path for companion in subject.notebook.companions)
    loose: dict[str, At] = {}
    for statement, node in subject.pairs():
        for one in statement.imports:
            root = one.module.split(".")[0]
            if root and not _is_ours(root, known) and DISTRIBUTIONS.get(root, root).lower().replace("_", "-") not in pins:
                loose.setdefault(root, place(statement, node))
    if loose:
        named = ", ".join(f"`{root}`" for root in list(loose)[:MOST]) + (f" and {len(loose) - MOST} more" if len(loose) > MOST else "")
        hint = "Write the releases that it runs with into requirements.txt or a lock file beside it."
        yield Finding("RP801", next(iter(loose.values())), f"no file beside the notebook says which release of {named} it needs", hint)


def _is_ours(root: str, files: frozenset[str]) -> bool:
    """Python's own, Jupyter's, or a module that lies beside the notebook."""
    return root in STDLIB or root in THERE or any(name == f"{root}.py" or name.startswith(f"{root}/") for name in files)


RULE = Rule(code="RP801", name="unpinned", severity="note", check=check)
