"""Regular expressions for any word of a list. What words have in common at their beginning is looked at once, and
where no word begins only for that: a list costs little more than a single word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .folding import has_cjk


def either(words: Iterable[str]) -> str:
    """Any of the words in either case, the longest where several stand; for ``re.IGNORECASE``."""
    words = sorted({word.lower() for word in words})
    begins = "".join(re.escape(sign) for sign in sorted({word[0] for word in words}))
    return f"(?=[{begins}]){_branches(words)}"


def _branches(words: Iterable[str]) -> str:
    ends: dict[str, list[str]] = {}
    for word in words:
        ends.setdefault(word[:1], []).append(word[1:])
    ways = "|".join(re.escape(sign) + _branches(rest) for sign, rest in ends.items() if sign)
    return f"(?:{ways}){'?' if '' in ends else ''}" if ways else ""


def any_word(items: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words: Latin ones by themselves, Chinese ones wherever they stand."""
    latin: list[str] = []
    chinese: list[str] = []
    for word in items:
        (chinese if has_cjk(word) else latin).append(word)
    ways = [rf"(?<![^\W\d_]){either(latin)}(?![^\W\d_])"] if latin else []
    return re.compile("|".join([*ways, *([either(chinese)] if chinese else [])]), re.IGNORECASE)
