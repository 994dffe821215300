"""The values of a list without the numbers that the list counts them by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr_engine.types import FieldResult

# "1. Ada Byron", "(2) Max Born", "3、张三": a number, a mark, and then a word. "1.5 kg" and "2: 0" are no such thing.
_ORDINAL = re.compile(r"\s*[(（]?(\d{1,2})\s*[.):、）:](?:\s*(?=[^\W\d_])|\s+(?=\d+[^\W\d_]))")


def without_ordinals(values: Sequence[FieldResult]) -> tuple[FieldResult, ...]:
    """The values as they are, except where all of two or more begin with 1, 2, 3 … in turn. ``raw`` stays."""
    ordinals = [_ORDINAL.match(v.value) for v in values]
    if len(values) < 2 or [m and int(m.group(1)) for m in ordinals] != [*range(1, len(values) + 1)]:
        return tuple(values)
    return tuple(replace(v, value=v.value[m.end():]) for v, m in zip(values, ordinals, strict=True) if m)
