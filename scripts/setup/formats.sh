#!/usr/bin/env bash
# Makes .tools/swift and .tools/paddle: training tools that pin versions of their own, for make test-formats.
# Whoever has them elsewhere names their Pythons (DOCMGR_TEST_SWIFT, DOCMGR_TEST_PADDLE), and nothing is installed.
set -euo pipefail
TORCH=$(sed -n 's/^torch==\([0-9.]*\).*/\1/p' requirements.txt)
TORCH_INDEX=${TORCH_INDEX:-https://download.pytorch.org/whl/cpu}
SWIFT=(ms-swift==4.6.0)
# PaddleOCR 3 is made for using models; the code that reads lists for training is in the package of 2.
PADDLE=(paddlepaddle==3.2.2 paddleocr==2.10.0)

pip() { "$home/bin/python" -m pip --disable-pip-version-check -q "$@"; }

environment() { # environment NAME PACKAGE…: made anew where other packages were asked for
    home=.tools/$1; shift
    stamp=$home/.installed-$(echo "$*" | sha256sum | cut -c1-16)
    if [ -e "$stamp" ]; then return; fi
    echo "Installing $* into $home (some minutes)"
    rm -rf "$home"
    .venv/bin/python -m venv "$home"
    if [ "$home" = .tools/swift ]; then
        pip install "torch==$TORCH+cpu" 2>/dev/null || pip install "torch==$TORCH" --index-url "$TORCH_INDEX"
    fi
    pip install "$@"
    touch "$stamp"
}

[ -n "${DOCMGR_TEST_SWIFT:-}" ] || environment swift "${SWIFT[@]}"
[ -n "${DOCMGR_TEST_PADDLE:-}" ] || environment paddle "${PADDLE[@]}"
