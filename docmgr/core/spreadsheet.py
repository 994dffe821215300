"""Cells that a spreadsheet program shows as text and never runs as a formula."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_STARTERS = "=+-@\t\r\n|%"
_HARMLESS_NUMBER = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?%?")


def safe_cell(value: Any) -> Any:
    """Numbers stay numbers; text that could start a formula gets an apostrophe in front.

    Full-width signs and invisible characters in front of a sign count too: some programs fold or drop them.
    """
    if not isinstance(value, str) or _HARMLESS_NUMBER.fullmatch(value):
        return value
    return f"'{value}" if _first_visible(value)[:1] in _STARTERS and value else value


def plain_cell(text: str) -> str:
    """The text that ``safe_cell`` made this of."""
    return text[1:] if text[:1] == "'" and safe_cell(text[1:]) == text else text


def _first_visible(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text.lstrip(" \u00a0\u3000"))
    for character in folded:
        if unicodedata.category(character) not in ("Cf", "Zs"):
            return character
    return "\0"
