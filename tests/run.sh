#!/bin/sh
# Checks everything: lint, types, tests. Makes .venv on a fresh machine. CI runs this and nothing else.
#   sh tests/run.sh [arguments for pytest]
cd "$(dirname "$0")/.." || exit 2
sh .ci/environment.sh test || exit 2

status=0
.venv/bin/python -m ruff check src tests benchmarks || status=1
.venv/bin/python -m mypy || status=1
.venv/bin/python -m pytest -q "$@" || status=1
exit $status
