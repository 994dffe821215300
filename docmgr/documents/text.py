"""One folding of text for the search, so that what is stored and what is asked for meet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Enough for some forty dense pages; the values and the name come first.
MAX_LENGTH = 200_000


def folded(text: str) -> str:
    """Without case, width and repeated blanks: "ＡＢＣ  Ltd" and "abc ltd" are one."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def search_text(parts: Iterable[str]) -> str:
    """What a document can be found by: its name, values and pages, one per line."""
    return "\n".join(filter(None, (folded(part) for part in parts)))[:MAX_LENGTH]


def terms(query: str) -> list[str]:
    """What somebody typed, as the words that must all occur. At most eight, so a pasted page costs no more."""
    return folded(query).split()[:8]
