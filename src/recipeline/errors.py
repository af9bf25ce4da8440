"""What the user can mend: one message that says what failed, where, and what to do next."""

from __future__ import annotations


class RecipelineError(Exception):
    """Something the user can fix. The command line ends with exit code 2."""

    def __init__(self, what: str, *, where: str, do: str) -> None:
        super().__init__(f"{what}\n  where: {where}\n  do:    {do}")
        self.what = what
        self.where = where
        self.do = do
