"""A value read out of a text, and the patterns that give some."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ocr_engine.validate.spans import Hints
from ocr_engine.validate.spans import fold as narrow


@dataclass(frozen=True, slots=True)
class Reading:
    """``text[start:end]`` read as a value; ``fit`` 0..1 tells how well it suits the kind."""

    start: int
    end: int
    fit: float
    value: str | None = None


def matches(pattern: re.Pattern[str], fit: float = 1.0) -> Callable[..., list[Reading]]:
    def read(text: str, *_: Hints) -> list[Reading]:
        return [Reading(m.start(), m.end(), fit) for m in pattern.finditer(narrow(text)) if m.group().strip()]

    return read
