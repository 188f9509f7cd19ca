#!/usr/bin/env bash
# Renews requirements/*.lock: every package with version and hashes, for Python 3.11 and later on any system.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=build/lock-venv
[[ -x $tools/bin/uv ]] || { .venv/bin/python -m venv "$tools" && "$tools/bin/python" -m pip install -q uv; }

compile() { # target sources-and-options…: writes the lock without saying where the packages came from
    local target=requirements/$1
    shift
    {
        echo "# Written by \`make lock\` from pyproject.toml and requirements/pins.txt; not to be edited by hand."
        "$tools/bin/uv" pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
            --no-header --no-annotate --no-emit-index-url --no-emit-find-links -c requirements/pins.txt "$@"
    } >"$target.new"
    mv "$target.new" "$target"
}

compile dev.lock pyproject.toml --extra dev
compile runtime.lock pyproject.toml -c requirements/dev.lock
compile build.lock -c requirements/dev.lock - <<<hatchling
