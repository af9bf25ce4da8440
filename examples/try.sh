#!/bin/sh
# Converts the example notebook, installs the project it makes, runs its line and its tests.
# Makes .venv on a fresh machine; writes to build/churn and nowhere else.
set -e
cd "$(dirname "$0")/.."
sh .ci/environment.sh examples

project=build/churn
.venv/bin/recipeline convert examples/churn/churn.ipynb -o "$project" --force
echo
echo "Installing $project, training, testing"
if [ -x .venv/bin/uv ]; then
    .venv/bin/uv pip install --quiet --python .venv/bin/python -e "$project[test]"
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -e "$project[test]"
fi
.venv/bin/churn train
.venv/bin/python -m pytest -q "$project"
