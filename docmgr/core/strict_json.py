"""JSON from people and files: what a database can keep, told apart from what only Python takes for JSON."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

# NUL is refused by PostgreSQL; half of a pair of surrogates is no text at all.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
# Digits of a whole number; longer ones cannot be computed with, and neither can numbers beyond what a float holds.
_MOST_DIGITS = 30


def loads(text: str) -> Any:
    """Raises ValueError for what is no JSON, NaN and Infinity, numbers out of all measure, an entry that an object has
    twice, characters that cannot be kept, and what is nested too deep."""
    try:
        return json.loads(text, parse_constant=_refuse, parse_int=_integer, parse_float=_real,
                          object_pairs_hook=_object) if not UNKEEPABLE.search(text) else _refuse(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _refuse(_text: str) -> NoReturn:
    raise ValueError("not to be kept")


def _integer(digits: str) -> int:
    return int(digits) if len(digits) <= _MOST_DIGITS else _refuse(digits)


def _real(digits: str) -> float:
    value = float(digits)
    return value if abs(value) < float("inf") else _refuse(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs) or any(UNKEEPABLE.search(t) for t in _texts(pairs)):
        _refuse("")
    return found


def _texts(value: Any) -> list[str]:
    """All strings of lists in lists; those of objects were looked at when these ended."""
    found, left = [], [value]
    while left:
        one = left.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, list | tuple):
            left.extend(one)
    return found
