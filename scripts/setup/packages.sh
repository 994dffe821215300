#!/usr/bin/env bash
# Installs the system packages that are missing: packages.sh run|test
# Nothing is asked of apt where everything is there already, so it also works without root then.
set -euo pipefail
PYTHON=${PYTHON:-python3.11}

missing=()   # packages without which it does not work
wanted=()    # packages that make it better

need() { # need PACKAGE CONDITION...: note the package where the condition does not hold
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
have() { command -v "$1"; }
font() { fc-list | grep -i "$1"; }
server() { # a server program that may stand outside PATH
    PATH="$PATH:/usr/sbin:$(echo /usr/lib/postgresql/*/bin | tr ' ' ':')" command -v "$1"
}
browser() { have chromium-headless-shell || have chromium || have chromium-browser || have google-chrome; }
python_header() { "$PYTHON" -c 'import os, sysconfig, sys; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'; }

packages_to_run() {
    local compiled_with="$PYTHON-dev"
    if have "$PYTHON" >/dev/null || packaged "$PYTHON"; then
        need "$PYTHON" have "$PYTHON"
        need "$PYTHON-venv" "$PYTHON" -c 'import ensurepip, venv'
    else  # a release with later Pythons only: python.sh fetches this one, its headers with it
        compiled_with=
        need python3 have python3
        need python3-venv python3 -c 'import ensurepip, venv'
    fi
    need gettext have msgfmt
    if ! .venv/bin/python -c 'import ldap' >/dev/null 2>&1; then  # its client library is compiled here
        need gcc have cc
        [ -z "$compiled_with" ] || need "$compiled_with" python_header
        need libldap-dev test -e /usr/include/ldap.h
        need libsasl2-dev test -e /usr/include/sasl/sasl.h
    fi
    have bwrap >/dev/null || wanted+=(bubblewrap)  # keeps parsers of foreign files away from the network
}

packages_to_test() {
    # The one that draws no windows takes less than half of the CPU. Where there is none, python.sh fetches one (Ubuntu).
    if browser >/dev/null; then :
    elif packaged chromium-headless-shell; then need chromium-headless-shell browser
    elif packaged chromium; then need chromium browser; fi
    need slapd server slapd
    need openssl have openssl
    need redis-server have redis-server
    need postgresql server initdb
    need fontconfig have fc-list
    need fonts-noto-cjk font "noto sans cjk"
    need fonts-liberation font liberation
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif sudo -n true 2>/dev/null || { [ -t 0 ] && have sudo >/dev/null; }; then sudo "$@"
    else return 1
    fi
}

renew_lists() {
    if [ -n "${lists_are_new:-}" ]; then return; fi
    as_root apt-get update -qq || echo "(apt-get update failed; trying with the lists there are)"
    lists_are_new=1
}

packaged() { # does this release have such a package? Where there is no apt to ask, it is taken to be so
    have apt-cache >/dev/null && have apt-get >/dev/null || return 0
    apt-cache show "$1" >/dev/null 2>&1 && return
    as_root true || return 0
    renew_lists  # a fresh machine has none
    apt-cache show "$1" >/dev/null 2>&1
}

install() {
    have apt-get >/dev/null && as_root true || return 1
    echo "Installing system packages: $*"
    renew_lists
    # RUNLEVEL=1: the servers are wanted as programs, not started as services of this machine.
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

packages_to_run
if [ "${1:-run}" = test ]; then packages_to_test; fi

if [ ${#missing[@]} -gt 0 ] && ! install "${missing[@]}"; then
    cat >&2 <<EOF

These system packages are missing, and they could not be installed from here
(that takes apt and either root or sudo):

    ${missing[*]}

Ask an administrator to run

    sudo apt-get install ${missing[*]}

and start again.
EOF
    exit 1
fi
if [ ${#wanted[@]} -gt 0 ]; then
    install "${wanted[@]}" || echo "Note: without ${wanted[*]} files are parsed with resource limits only, not in a sandbox." >&2
fi
