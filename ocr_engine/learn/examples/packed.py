"""A confirmed document as a worker holds thousands of them: what is asked of each at hand, the rest packed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from functools import lru_cache
from sys import intern
from typing import Any

from ocr_engine.extract.words.folding import fold

from .exemplar import Exemplar
from .looks import Look

# Exemplars that are unpacked at a time: of each page the few nearest ones are asked, mostly the same ones again.
_UNPACKED = 128


class Packed:
    """What every page asks of it: how it looks (``look``), its confirmed ``values`` as (field, value), their
    ``letters``, its ``id`` and ``doc_type``; and the whole :class:`Exemplar` as ``opened``. A seventh of its size, and
    it never changes."""

    __slots__ = ("_data", "doc_type", "id", "letters", "look", "values")

    def __init__(self, data: Mapping[str, Any] | str) -> None:
        """``data``: what :meth:`Exemplar.as_json` gave, or its text."""
        text, told = (data, json.loads(data)) if isinstance(data, str) else (json.dumps(data), data)
        self.id, self.doc_type = str(told["id"]), intern(told["doc_type"])
        self.look = Look(told["signature"])
        self.values = tuple((intern(lesson["key"]), lesson["value"]) for lesson in told["lessons"])
        self.letters = tuple(fold(value) for _key, value in self.values)
        self._data = zlib.compress(text.encode(), 1)

    @property
    def opened(self) -> Exemplar:
        return _unpacked(self._data)


@lru_cache(maxsize=_UNPACKED)
def _unpacked(data: bytes) -> Exemplar:
    return Exemplar.from_json(json.loads(zlib.decompress(data)))
