#!/bin/sh
# Set up the virtual environment: sh scripts/setup.sh FOLDER [PYTHON]
# Everything in it is pinned by requirements.lock, with hashes. FOLDER/.ready is the mark that it is whole.
set -eu
folder=$1
python=${2:-}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -n "$python" ]; then
    new_enough "$python" || {
        echo "PYTHON=$python is not a Python 3.11 or newer. Name another: make PYTHON=/path/to/python3.11" >&2
        exit 1
    }
elif new_enough "$folder/bin/python"; then
    python=$folder/bin/python # an older set-up, to be brought up to the lock file
else
    for candidate in python3.13 python3.12 python3.11 python3.14 python3 python; do
        if new_enough "$candidate"; then
            python=$candidate
            break
        fi
    done
fi
if [ -z "$python" ]; then
    echo "No Python 3.11 or newer was found on the PATH. Install one, or name it: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi
"$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || {
    echo "$python cannot make virtual environments. On Debian and Ubuntu install its venv package" \
        "(python3-venv), or name another Python: make PYTHON=/path/to/python3.11" >&2
    exit 1
}

rm -f "$folder/.ready" "$folder/.failed"
echo "[1/5] $("$python" -V), virtual environment in $folder"
[ "$python" = "$folder/bin/python" ] || "$python" -m venv "$folder"
echo "[2/5] $(grep -c == requirements.lock) pinned packages from requirements.lock; the first time takes a few minutes"
{
    "$folder/bin/python" -m pip install --disable-pip-version-check --require-hashes -r requirements.lock ||
        touch "$folder/.failed"
} | grep -Ev '^(Requirement already satisfied|Ignoring )' || true # what is new is shown, what is there already is not
if [ -e "$folder/.failed" ]; then
    echo "Not everything could be installed; the reason stands above. With a network, run the same command again." >&2
    exit 1
fi
echo "[3/5] Tollbook itself, in place"
"$folder/bin/python" -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
echo "[4/5] compiling byte code, so that the first run is not the slow one"
"$folder/bin/python" -m compileall -qq -j 0 "$folder/lib" analysis || true # a library may ship a file that is no Python
echo "[5/5] the gazetteer and the township areas, made once (some 30 seconds)"
"$folder/bin/tollbook" gazetteer >/dev/null
touch "$folder/.ready"
echo "Set up."
