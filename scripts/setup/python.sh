#!/usr/bin/env bash
# Makes .venv and installs the requirements: python.sh run|test
# The versions are those of constraints.txt: everybody gets what the tests ran with.
# A stamp remembers what was installed, so that the second start takes no time.
set -euo pipefail
PYTHON=${PYTHON:-python3.11}
TORCH=$(sed -n 's/^torch==\([0-9.]*\).*/\1/p' requirements.txt)
TORCH_INDEX=${TORCH_INDEX:-https://download.pytorch.org/whl/cpu}
lists=(requirements.txt)
if [ "${1:-run}" = test ]; then lists+=(requirements-dev.txt); fi

stamp_of() { echo ".venv/.installed-$(cat "$@" constraints.txt | sha256sum | cut -c1-16)"; }
stamp=$(stamp_of "${lists[@]}")
if [ -e "$stamp" ] && [ -x .venv/bin/python ]; then exit 0; fi

# Releases with later Pythons only (Ubuntu 24.04, Debian 13): uv fetches a build of this one into .python. Its mirror,
# where there is one, is named as uv wants it (UV_PYTHON_INSTALL_MIRROR).
fetched_python() {
    export UV_PYTHON_INSTALL_DIR=$PWD/.python
    [ -x .python/uv/bin/uv ] || { python3 -m venv .python/uv && .python/uv/bin/python -m pip install -q uv; } >&2
    .python/uv/bin/uv python install --no-bin "${PYTHON#python}" >&2
    .python/uv/bin/uv python find --no-project --managed-python "${PYTHON#python}"
}

if [ ! -x .venv/bin/python ]; then
    if ! command -v "$PYTHON" >/dev/null; then
        echo "Fetching $PYTHON, which this release does not have"
        PYTHON=$(fetched_python)
    fi
    echo "Making a virtual environment in .venv"
    "$PYTHON" -m venv .venv
fi
pip() { .venv/bin/python -m pip --disable-pip-version-check "$@"; }

has_browser() {
    command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome
} >/dev/null
has_nvidia_driver() { [ -e /proc/driver/nvidia/version ] || nvidia-smi -L >/dev/null 2>&1; }

# The ordinary torch package brings several GB of CUDA libraries. Without an NVIDIA driver they are of no use, so the
# CPU build is taken: from wherever pip is configured to look (a mirror, a folder of wheels), else from TORCH_INDEX.
install_torch() {
    if pip show torch 2>/dev/null | grep "^Version: $TORCH" >/dev/null; then return; fi
    if has_nvidia_driver; then
        echo "Installing torch $TORCH with CUDA (an NVIDIA driver is there)"
        pip install -q "torch==$TORCH"
    else
        echo "Installing torch $TORCH for the CPU"
        pip install -q "torch==$TORCH+cpu" 2>/dev/null || pip install -q "torch==$TORCH" --index-url "$TORCH_INDEX"
    fi
}

install_torch
echo "Installing ${lists[*]} (a few minutes the first time)"
for list in "${lists[@]}"; do
    # A mirror need not keep every release: then whatever the list allows is better than no product.
    pip install -q -r "$list" -c constraints.txt || {
        echo "Not every version of constraints.txt can be had here; taking others that $list allows"
        pip install -q -r "$list"
    }
done
if [ "${1:-run}" = test ] && ! has_browser; then  # Ubuntu has it as a snap only
    echo "Fetching a browser for the tests"
    .venv/bin/python -m playwright install --with-deps chromium
fi
rm -f .venv/.installed-*
touch "$(stamp_of requirements.txt)" "$stamp"
