"""From import names to distributions with versions, read from the metadata of the notebook's environment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import Distribution, DistributionFinder, MetadataPathFinder


def resolve(loaded: Mapping[str, str]) -> dict[str, str]:
    """`loaded` maps import name to its folder of packages; the result maps it to "distribution==version"."""
    found: dict[str, str] = {}
    for name, folder in sorted(loaded.items()):
        owner = owners(folder).get(name)
        if owner is not None:
            found[name] = owner
    return found


@lru_cache(maxsize=16)
def owners(folder: str) -> dict[str, str]:
    """Import name -> "distribution==version" for one folder of packages."""
    found: dict[str, str] = {}
    for distribution in MetadataPathFinder.find_distributions(DistributionFinder.Context(path=[folder])):
        label = f"{distribution.metadata['Name']}=={distribution.version}"
        for name in _top_level(distribution):
            found.setdefault(name, label)
    return found


def _top_level(distribution: Distribution) -> Iterable[str]:
    listed = distribution.read_text("top_level.txt")
    if listed:
        return [line.strip().split("/")[0] for line in listed.splitlines() if line.strip()]
    names: set[str] = set()
    for line in (distribution.read_text("RECORD") or "").splitlines():
        first = line.split(",")[0].split("/")[0]
        if first.endswith((".dist-info", ".data")) or first == "..":
            continue
        names.add(first.split(".")[0])
    return names
