"""Where imported names come from, and which imports are made for what they do.

Source of the table: the projects' own documentation, read on 2026-11-20.
"""

from __future__ import annotations

from collections.abc import Iterable

from recipeline.model.analysis import ImportedName, StatementId
from recipeline.plan.evidence import Item

EFFECT_MODULES = (
    "sklearn.experimental", "mpl_toolkits.mplot3d", "swifter", "janitor", "hvplot", "pandas_profiling",
    "ydata_profiling", "pint_pandas", "pandas_bokeh", "plotly.io", "matplotlib_inline", "readline", "scienceplots",
    "pyarrow.dataset", "adlfs", "gcsfs", "s3fs", "iplantuml", "tensorflow_text", "torch_geometric.transforms",
)  # fmt: skip


def is_for_effect(imports: Iterable[ImportedName]) -> bool:
    return any(imported.module.startswith(EFFECT_MODULES) for imported in imports)


def import_table(items: Iterable[Item]) -> tuple[dict[str, ImportedName], frozenset[str]]:
    """Name -> its one import; and the names that mean different things at different places."""
    table: dict[str, ImportedName] = {}
    contested: set[str] = set()
    others: set[str] = set()
    for item in items:
        statement = item.statement
        if statement.kind == "import":
            for imported in expanded(item):
                known = table.setdefault(imported.name, imported)
                if known != imported and not _same_root(known, imported):
                    contested.add(imported.name)
        elif not (statement.kind == "try" and statement.imports):
            others |= set(statement.binds)
    return table, frozenset(contested | (others & set(table)))


def _same_root(one: ImportedName, two: ImportedName) -> bool:
    """`import os` and `import os.path` bind the same name to the same module."""
    if one.attribute is None and two.attribute is None:
        return one.module.split(".")[0] == two.module.split(".")[0] == one.name
    return False


def expanded(item: Item) -> tuple[ImportedName, ...]:
    """The names an import binds; a star import gives those that the run saw it bind."""
    names: list[ImportedName] = []
    for imported in item.statement.imports:
        if imported.name != "*":
            names.append(imported)
        elif item.run is not None:
            names.extend(ImportedName(name, imported.module, name) for name in item.run.bound)
    return tuple(names)


def import_blocks(items: Iterable[Item]) -> tuple[StatementId, ...]:
    """`try: import ... except ImportError: ...`, kept whole at the top of a module; star imports too, if no run told their names."""
    return tuple(item.id for item in items if (item.statement.kind == "try" and item.statement.imports) or _is_unknown_star(item))


def _is_unknown_star(item: Item) -> bool:
    return item.run is None and any(imported.name == "*" for imported in item.statement.imports)
