"""Prove that a project computes what its notebook computed."""

from __future__ import annotations

from recipeline.verify.judge import status_of
from recipeline.verify.messages import with_messages
from recipeline.verify.run import verify_project
from recipeline.verify.steady import really_differ

__all__ = ["really_differ", "status_of", "verify_project", "with_messages"]
