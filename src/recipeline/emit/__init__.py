"""Emit: the text of every file of the project, from the plan and the author's own source."""

from recipeline.emit.project import emit

__all__ = ["emit"]
