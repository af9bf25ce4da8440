"""What the user asked of a conversion, as one value that travels."""

from __future__ import annotations

from dataclasses import dataclass

from recipeline.plan.choices import Mode, Runtime


@dataclass(frozen=True, kw_only=True, slots=True)
class ConvertOptions:
    """Options of `convert` and `verify`. Does not hold what the plan decides: that is in recipeline.toml."""

    python: str  # interpreter of the notebook's environment; "" for the one the project remembers
    run: bool = True  # False: nothing of the notebook is run, and the project is `unverified`
    force: bool = False  # True: the folder may hold something; files that are not ours stay as they are
    timeout_cell: float = 600  # seconds for one cell
    copy_limit_mb: float = 50  # larger input files are referenced and not copied; 1 MB = 1,000,000 bytes
    package: str | None = None  # name of the Python package; None: from the notebook's name
    runtime: Runtime | None = None  # None: as recipeline.toml says, else copied
    mode: Mode | None = None  # None: as recipeline.toml says, else parity
