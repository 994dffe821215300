"""Digits set apart on a page of usual print: one number printed wide, or several numbers? Nobody can tell."""

from __future__ import annotations

import re

# At least three single signs with one space between each: 1 8 2, 0 0 1 7.
_APART = re.compile(r"(?<!\S)\d(?: [\d.,/:-]){2,}(?!\S)")


def is_cut(value: str, line: str) -> bool:
    """Whether a value is but a part of such a row of digits in its line, so that it may be a part of a number."""
    value = value.strip()
    if not value or not value[0].isdigit():
        return False
    rows = [match.group() for match in _APART.finditer(line)]
    return any(len(value) < len(row) and f" {value} " in f" {row} " for row in rows)
