#!/usr/bin/env bash
# Prepares a fresh machine: system packages, then .venv with the locked Python packages and the program itself.
# Usage: packaging/setup.sh run|test
# `run` installs what the program needs, `test` also what the checks need. A second call finds it all there.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-run}
case $purpose in
    run) locks=(requirements/build.lock requirements/runtime.lock) ;;
    test) locks=(requirements/dev.lock) ;;
    *) echo "usage: packaging/setup.sh run|test" >&2; exit 64 ;;
esac
PATH=$PATH:/usr/sbin:/sbin
packages=packaging/apt-packages.txt
venv=.venv

say() { printf '%s\n' "setup: $*"; }
fail() { printf '%s\n' "setup: $*" >&2; exit 1; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        # A shim may exist for a Python that is not there: only running it tells.
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

is_there() { # package probe
    case $2 in
        lib:*) [[ $libraries == *"${2#lib:} "* ]] ;;
        cmd:*) command -v "${2#cmd:}" >/dev/null ;;
        py:*) "$python" -c "import ${2#py:}, venv" 2>/dev/null ;;
        font:*) is_installed "$1" || { command -v fc-list >/dev/null && [[ -n $(fc-list ":lang=${2#font:}" family) ]]; } ;;
    esac
}

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

missing() { # groups…: prints the packages of these groups that are not there
    local group package probe
    while read -r group package probe; do
        [[ " $* " == *" $group "* ]] || continue
        is_there "$package" "$probe" || echo "$package"
    done < <(grep -v -e '^#' -e '^$' "$packages")
}

install() { # packages…: returns non-zero where that is not possible or not allowed
    command -v apt-get >/dev/null || return 1
    local as_root=(env)
    if [[ $EUID -ne 0 ]]; then
        sudo -n true 2>/dev/null || return 1
        as_root=(sudo -n env)
    fi
    local apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 -q)
    say "installing $*"
    # The lists may be absent or stale; one source that is down must not stop the others.
    "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null 2>&1 && return
    say "refreshing the package lists"
    "${apt[@]}" update >/dev/null || true
    "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null
}

system_packages() {
    local wanted=(venv qt window font) essential=(venv qt) absent
    [[ -z ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} ]] || essential+=(window)
    [[ $purpose != test ]] || { wanted+=(test); essential=("${wanted[@]}"); }
    libraries=$(ldconfig -p 2>/dev/null | tr '\n\t' '  ')

    mapfile -t absent < <(missing "${wanted[@]}")
    [[ ${#absent[@]} -gt 0 ]] || return 0
    install "${absent[@]}" || true
    libraries=$(ldconfig -p 2>/dev/null | tr '\n\t' '  ')
    mapfile -t absent < <(missing "${wanted[@]}")
    [[ ${#absent[@]} -gt 0 ]] || return 0
    if [[ -n $(missing "${essential[@]}") ]]; then
        fail "missing: please run  sudo apt-get install ${absent[*]}"
    fi
    say "going on without: sudo apt-get install ${absent[*]}"
}

# What the environment was made from: when any of it changes, it is brought up to date.
fingerprint() {
    { pwd -P; "$python" -VV; sha256sum "${locks[@]}" pyproject.toml packaging/setup.sh src/reportdesk/__init__.py; } |
        sha256sum | cut -d ' ' -f 1
}

# An environment that was moved, or made by another Python, starts the wrong programs or none.
is_usable() {
    [[ $("$venv/bin/python" -VV 2>/dev/null) == "$("$python" -VV)" ]] &&
        grep -q -F "$(pwd -P)/$venv/bin/python" "$venv/bin/pip" 2>/dev/null
}

virtual_environment() {
    local stamp=$venv/.ready-$purpose print gaps
    print=$(fingerprint)
    [[ ! -f $stamp || $(<"$stamp") != "$print" ]] || return 0

    say "making $venv with $("$python" -V)"
    is_usable || "$python" -m venv --clear "$venv"
    rm -f "$stamp"
    local pip=("$venv/bin/python" -m pip --disable-pip-version-check --no-input install -q)
    local lock
    for lock in "${locks[@]}"; do
        # A lock is complete. Older pips, left to look for what it needs, take a newer package[extra] than it names.
        "${pip[@]}" --require-hashes --no-deps -r "$lock"
    done
    "${pip[@]}" --no-deps --no-build-isolation -e .
    gaps=$("$venv/bin/python" -m pip --disable-pip-version-check check) || fail "the locks do not hold all that is needed: $gaps"
    "$venv/bin/python" -m compileall -q src || true  # a slip in a source file is told better by the checks
    printf '%s\n' "$print" >"$stamp"
    say "$venv is ready"
}

python=$(find_python) || fail "missing: Python 3.11, 3.12 or 3.13 (Debian: sudo apt-get install python3 python3-venv)"
system_packages
virtual_environment
