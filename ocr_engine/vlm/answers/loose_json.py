"""JSON as models write it: in fences, after a sentence, with single quotes, Python's names, trailing commas, cut off.

Nothing is guessed. A member counts only when the mark after it was seen, so that half a word or half a number is never
taken for a whole one. Numbers stay as they were written ("12.50"), because that is how they stand on the page.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

_MAX_DEPTH = 40
_MAX_STARTS = 20
_SPACE = re.compile(r"\s*")
_BARE_KEY = re.compile(r"\w+(?: {1,3}\w+){0,20}")
_WORD = re.compile(r"[A-Za-z_]+|[-+]?[0-9][0-9eE.+\-]*")
_NUMBER = re.compile(r"[-+]?\d+(\.\d*)?([eE][-+]?\d+)?")
_NAMES: dict[str, Any] = {"true": True, "True": True, "false": False, "False": False, "null": None, "None": None}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\", "/": "/", "\n": ""}
_CLOSERS = {"{": "}", "[": "]", "(": ")"}


@dataclass(frozen=True, slots=True)
class Loose:
    """``value`` is a dict or a list; ``complete`` is False where something was cut off or could not be read."""

    value: Any
    complete: bool


class _Broken(Exception):
    """The text ends, or goes on as no JSON does; what was finished before stands in the containers."""


def read_json(text: str) -> Loose | None:
    """The first object or list in an answer (an object is preferred); None where there is none."""
    starts = [m.start() for m in re.finditer(r"[{\[]", text)][:_MAX_STARTS]
    best: Loose | None = None
    taken = -1
    for start in starts:
        if start < taken:
            continue
        found, end = _read_at(text, start)
        if found.complete or found.value or end == len(text):  # what stands inside it is no answer of its own
            taken = end
        if _rank(found) > _rank(best):
            best = found
        if best is not None and best.complete and isinstance(best.value, dict) and best.value:
            break
    return best if best is not None and (best.value or best.complete) else None


def _rank(found: Loose | None) -> tuple[int, int, int]:
    if found is None:
        return (-1, 0, 0)
    return (bool(found.value), isinstance(found.value, dict), found.complete)


def _read_at(text: str, start: int) -> tuple[Loose, int]:
    """The value that opens at ``start``: as JSON, as Python writes it, then with quotes left open inside strings."""
    try:
        decoder = json.JSONDecoder(
            parse_int=str, parse_float=str, parse_constant=_no_constant, object_pairs_hook=_first)
        value, end = decoder.raw_decode(text, start)
        return Loose(value, complete=True), end
    except (ValueError, RecursionError):
        pass
    tries = []
    for strict in (True, False):
        reader = _Reader(text, start, strict=strict)
        tries.append((reader.container(), reader.at))
        if tries[-1][0].complete or reader.ended:
            return tries[-1]
    return tries[0]


def _first(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a name said twice the first value counts: what comes later is where models begin to repeat themselves."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        made.setdefault(key, value)
    return made


def _no_constant(name: str) -> Any:
    raise ValueError(name)


class _Reader:
    """Reads one container from ``at``. ``ended`` tells that the text was over before the container was.

    ``strict``: a string ends at its first quote mark; otherwise only at one that a separator follows.
    """

    def __init__(self, text: str, at: int, *, strict: bool) -> None:
        self.text, self.at, self.strict, self.ended = text, at, strict, False

    def container(self) -> Loose:
        root: list[Any] = []
        try:
            self._value(root.append, 0)
        except _Broken:
            return Loose(root[0], complete=False)
        return Loose(root[0], complete=True)

    def _value(self, put: Any, depth: int) -> None:
        """Reads a value and hands it to ``put``: a container at once (it fills up), a plain one once it is whole."""
        mark = self._peek()
        if mark in _CLOSERS:
            if depth > _MAX_DEPTH:
                raise _Broken
            if mark == "{":
                self._object(put, depth)
            else:
                self._list(put, depth, _CLOSERS[mark])
            return
        value = self._string(mark) if mark in "\"'" else self._word()
        if self._peek() not in ",}])":
            raise _Broken
        put(value)

    def _object(self, put: Any, depth: int) -> None:
        made: dict[str, Any] = {}
        put(made)
        self.at += 1
        while self._peek() != "}":
            mark = self._peek()
            key = self._string(mark) if mark in "\"'" else self._bare_key()
            if self._peek() != ":":
                raise _Broken
            self.at += 1
            self._value(lambda value, key=key: made.setdefault(key, value), depth + 1)
            self._separator("}")
        self.at += 1

    def _list(self, put: Any, depth: int, closer: str) -> None:
        made: list[Any] = []
        put(made)
        self.at += 1
        while self._peek() != closer:
            self._value(made.append, depth + 1)
            self._separator(closer)
        self.at += 1

    def _separator(self, closer: str) -> None:
        mark = self._peek()
        if mark == ",":
            self.at += 1
        elif mark != closer:
            raise _Broken

    def _string(self, quote: str) -> str:
        parts: list[str] = []
        self.at += 1
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "\\":
                parts.append(self._escape())
                continue
            self.at += 1
            if char == quote and (self.strict or self._closes()):
                return _paired("".join(parts))
            parts.append(char)
        raise self._end()

    def _closes(self) -> bool:
        end = _SPACE.match(self.text, self.at)
        after = self.text[end.end() if end else self.at:][:1]
        return after == "" or after in ",:}])"

    def _escape(self) -> str:
        char = self.text[self.at + 1: self.at + 2]
        digits = {"u": 4, "x": 2, "U": 8}.get(char, 0)
        code = self.text[self.at + 2: self.at + 2 + digits]
        if not char or (digits and len(self.text) < self.at + 2 + digits):
            raise self._end()
        if digits and re.fullmatch(r"[0-9a-fA-F]+", code) and int(code, 16) <= 0x10FFFF:
            self.at += 2 + digits
            return chr(int(code, 16))
        self.at += 2
        return _ESCAPES.get(char, "\\" + char)

    def _word(self) -> Any:
        found = _WORD.match(self.text, self.at)
        if found is None:
            raise _Broken
        self.at = found.end()
        word = found.group()
        if word in _NAMES:
            return _NAMES[word]
        if _NUMBER.fullmatch(word):
            return word
        raise _Broken

    def _bare_key(self) -> str:
        found = _BARE_KEY.match(self.text, self.at)
        if found is None:
            raise _Broken
        self.at = found.end()
        return found.group().strip()

    def _peek(self) -> str:
        """The next mark that is no space; the place moves there."""
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        if self.at >= len(self.text):
            raise self._end()
        return self.text[self.at]

    def _end(self) -> _Broken:
        self.ended = True
        return _Broken()


def _paired(text: str) -> str:
    """Surrogates written as two escapes become the one character they mean."""
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
