"""What the generated project needs: the packages its code imports, pinned to what the notebook ran with."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from recipeline.analyse.facts.distributions import DISTRIBUTIONS
from recipeline.model.observation import Observation
from recipeline.model.plan import Requirement

# A call that needs a package which the code does not import. Source: pandas 3.1 optional dependencies.
HIDDEN = {
    "read_excel": ("openpyxl", "xlrd"), "to_excel": ("openpyxl", "xlsxwriter"), "read_parquet": ("pyarrow", "fastparquet"), "to_parquet": ("pyarrow", "fastparquet"),
    "read_feather": ("pyarrow",), "to_feather": ("pyarrow",), "read_hdf": ("tables",), "to_hdf": ("tables",), "read_html": ("lxml", "bs4", "html5lib"),
    "to_sql": ("sqlalchemy",), "read_sql": ("sqlalchemy",), "to_markdown": ("tabulate",), "plot": ("matplotlib",), "hist": ("matplotlib",), "boxplot": ("matplotlib",),
    "style": ("jinja2",),
}  # fmt: skip

# Packages that another one uses unasked where they are installed, and that change its values: the storage of strings,
# the last bits of sums. Source: pandas 3.1, "Installation", "Performance dependencies" and "PDEP-14".
UNASKED = {"pandas": ("pyarrow", "numexpr", "bottleneck")}


def requirements(modules: Iterable[str], calls: Iterable[str], observation: Observation | None, local: frozenset[str], named: Iterable[str]) -> tuple[Requirement, ...]:
    """`modules`: dotted names the code imports; `local`: those that come along; `named`: from `!pip install`."""
    packages = observation.packages if observation is not None else {}
    found: dict[str, Requirement] = {}
    roots = {module.lstrip(".").split(".")[0] for module in modules}
    for call in calls:
        for hidden in HIDDEN.get(call.rsplit(".", 1)[-1], ()):
            if hidden in packages:
                roots.add(hidden)
    for root in roots & UNASKED.keys():
        roots |= {other for other in UNASKED[root] if other in packages}
    for root in sorted(roots):
        if not root or root in sys.stdlib_module_names or root in local or root == "__future__":
            continue
        distribution, _, version = packages.get(root, "").partition("==")
        distribution = distribution or DISTRIBUTIONS.get(root, root)
        found[_normal(distribution)] = Requirement(distribution, version or None, root)
    if observation is None:
        for text in named:
            name = re.split(r"[<>=!~\[; ]", text, maxsplit=1)[0]
            if name and _normal(name) not in found and not text.startswith(("git+", "http", "-")):
                found[_normal(name)] = Requirement(name, None, name)
    return tuple(found[name] for name in sorted(found))


def _normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()
