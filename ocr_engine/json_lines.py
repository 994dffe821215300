"""JSON Lines: a JSON value in each line of a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say anything, with their numbers from 1.

    Only a line feed ends one: ``str.splitlines`` would part at U+2028 and U+0085 as well, which JSON leaves as they
    are within a string.
    """
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def read(path: Path, take: Callable[[Any], T], refused: str) -> Iterator[T]:
    """What ``take`` makes of the value in each line.

    Raises ValueError for the first line that is no JSON or that ``take`` cannot use: ``refused``, with the line's
    {number} and the {path} filled in. OSError, UnicodeDecodeError.
    """
    for number, line in numbered(path.read_text("utf-8")):
        try:
            taken = take(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ValueError(refused.format(number=number, path=path)) from None
        yield taken
