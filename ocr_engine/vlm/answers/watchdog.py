"""Stops a stream that will not end well: one that goes round in a circle, and one that only goes on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ocr_engine.vlm.answers.repeats import looping, repeated_tail

_EVERY = 256


class TextWatch:
    """Listens to a stream of text. ``why`` is "" while all is well, then "loop" or "length"."""

    def __init__(self, *, max_chars: int) -> None:
        self.why = ""
        self._max_chars, self._text, self._checked = max_chars, "", 0

    def feed(self, piece: str) -> bool:
        """Takes the next piece; True when the stream has to be stopped. Costs a look at the tail every 256 letters."""
        self._text += piece
        if len(self._text) > self._max_chars:
            self.why = "length"
        elif len(self._text) - self._checked >= _EVERY:
            self._checked = len(self._text)
            if looping(self._text[-4096:]):
                self.why = "loop"
        return bool(self.why)


class TokenWatch:
    """The same for token ids: a unit of any length said six times over at least 90 tokens.

    ``allowed`` ids (cells of a table) may repeat without end when the unit is made of nothing else.
    """

    def __init__(self, *, allowed: Collection[int] = (), every: int = 16) -> None:
        self._allowed, self._every = frozenset(allowed), every

    def circles(self, tokens: Sequence[int]) -> bool:
        if len(tokens) % self._every:
            return False
        found = repeated_tail(tokens[-1024:])
        return found is not None and not set(tokens[-found.period:]) <= self._allowed
