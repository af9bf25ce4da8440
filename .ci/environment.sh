# Makes .venv in the root of the repository and installs recipeline with an extra into it.
#   usage: sh .ci/environment.sh EXTRA
# Needs Python 3.11 or later with pip; takes uv where pip can install it, since it is several times faster.
cd "$(dirname "$0")/.." || exit 2

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "recipeline needs Python 3.11 or later; set PYTHON to one." >&2
    return 1
}

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then  # none yet, or one that was stopped half made
    python=$(find_python) || exit 2
    "$python" -m venv .venv || {
        echo "The venv module does not work; on Debian and Ubuntu install python3-venv." >&2
        exit 2
    }
fi

[ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check uv >/dev/null 2>&1 || true
if ! { [ -x .venv/bin/uv ] && .venv/bin/uv pip install --quiet --python .venv/bin/python -e ".[$1]"; }; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -e ".[$1]" || exit 2
fi
