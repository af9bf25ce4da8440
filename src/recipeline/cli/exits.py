"""What the exit codes mean, everywhere. Documented in docs/cli.md."""

from __future__ import annotations

YES = 0  # done, and equal
NO = 1  # the answer is no: the project does not compute what the notebook computed, or nothing was compared
FIXABLE = 2  # the user can fix it: a bad file, a bad option, a missing environment
BUG = 70  # ours
INTERRUPTED = 130  # Ctrl-C, as shells number it
