#!/usr/bin/env bash
# Compiles the translations that are newer than their compiled form.
set -euo pipefail
for catalogue in docmgr/locale/*/LC_MESSAGES/django.po; do
    [ -e "$catalogue" ] || continue
    compiled=${catalogue%.po}.mo
    if [ ! -e "$compiled" ] || [ "$catalogue" -nt "$compiled" ]; then
        msgfmt --check-format -o "$compiled" "$catalogue"
    fi
done
