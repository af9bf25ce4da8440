"""`python -m recipeline` is the command `recipeline`."""

from __future__ import annotations

import sys

from recipeline.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
