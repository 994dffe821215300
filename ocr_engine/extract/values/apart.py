"""Where, between two amounts of one line, another thing begins."""

from __future__ import annotations

import re

# ", payable in two instalments of", "Endbetrag": a clause of its own, or a caption.
_ANOTHER = re.compile(r"[,;]\s*(?:[^\W\d_]+\s+){3,}|(?:^|\s)[A-ZÀ-Þ][^\W\d_]{3,}\.?\s*[:：]?\s*[€$£¥]?"
                      r"(?:\s*\d{1,2}(?:[.,]\d)?\s?%)?\s*$")


def another_begins(between: str) -> bool:
    """Whether the text between two amounts announces the second one alone."""
    return _ANOTHER.search(between) is not None
