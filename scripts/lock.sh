#!/bin/sh
# Write requirements.lock from pyproject.toml: every extra, every platform, Python 3.11 and newer, with hashes.
# Needs uv on the PATH (`make lock` puts the one from the virtual environment there). UPGRADE=1 takes the newest versions;
# without it, what is pinned stays unless pyproject.toml forbids it.
set -eu
uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" ${UPGRADE:+--upgrade} \
    --quiet --output-file requirements.lock
echo "requirements.lock: $(grep -c == requirements.lock) packages"
