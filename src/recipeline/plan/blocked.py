"""Why there can be no scoring line, as planning finds out."""

from __future__ import annotations

from recipeline.model.analysis import StatementId
from recipeline.model.plan import Blocker


class Blocked(Exception):
    """There can be no scoring line; says where and why."""

    def __init__(self, at: StatementId | None, why: str) -> None:
        super().__init__(why)
        self.blocker = Blocker(at, why)
