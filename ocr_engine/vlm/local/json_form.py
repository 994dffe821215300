"""An answer held to a form while it is written: one JSON object with the keys that were asked for, in their order.

A walk over bytes, since a Chinese letter may be spread over several tokens. Which tokens may follow is worked out once
for each state and kept: inside a string that is nearly all of them, elsewhere a few. What a value says stays free.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

# Bytes: longer than any value of a field. A model that does not end a string, or a list, is made to.
LONGEST_STRING, LONGEST_LIST = 1200, 6000
_QUOTE, _SLASH, _COMMA, _SPACE, _OPEN, _CLOSE = b'"\\, []'
_ESCAPES, _HEX = frozenset(b'"\\/bfnrt'), frozenset(b"0123456789abcdefABCDEF")
_NULL = b"null"


class State(NamedTuple):
    """``piece`` is the literal or value that is being written, ``at`` the place within it."""

    kind: str   # literal, value, null, string, escape, hex, first, next, gap, end
    piece: int
    at: int = 0
    in_list: bool = False


class Form:
    """The steps through ``{"a": VALUE, "b": VALUE}``; a VALUE is a string or null, or a list of strings."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        keys = list(schema["properties"])
        self.lists = [schema["properties"][key].get("type") == "array" for key in keys]
        names = [json.dumps(key, ensure_ascii=False) for key in keys]
        self.literals = [f"{', ' if i else '{'}{name}: ".encode() for i, name in enumerate(names)]
        self.start = State("literal", 0) if keys else State("end", 0)

    def walk(self, state: State, text: bytes) -> State | None:
        """Where these bytes lead; None where they may not stand."""
        for byte in text:
            following = self.step(state, byte)
            if following is None:
                return None
            state = following
        return state

    def step(self, state: State, byte: int) -> State | None:
        return getattr(self, f"_{state.kind}")(state, byte)

    def _literal(self, state: State, byte: int) -> State | None:
        literal = self._text(state.piece)
        if byte != literal[state.at]:
            return None
        if state.at + 1 < len(literal):
            return state._replace(at=state.at + 1)
        return State("end", 0) if state.piece == len(self.literals) else State("value", state.piece)

    def _text(self, piece: int) -> bytes:
        return self.literals[piece] if piece < len(self.literals) else b"}"

    def _value(self, state: State, byte: int) -> State | None:
        if self.lists[state.piece]:
            return State("first", state.piece) if byte == _OPEN else None
        if byte == _QUOTE:
            return State("string", state.piece)
        return State("null", state.piece, 1) if byte == _NULL[0] else None

    def _null(self, state: State, byte: int) -> State | None:
        if byte != _NULL[state.at]:
            return None
        return state._replace(at=state.at + 1) if state.at + 1 < len(_NULL) else self._after(state)

    def _string(self, state: State, byte: int) -> State | None:
        if byte == _QUOTE:
            return State("next", state.piece) if state.in_list else self._after(state)
        if byte == _SLASH:
            return state._replace(kind="escape")
        return state if byte >= 0x20 else None

    def _escape(self, state: State, byte: int) -> State | None:
        if byte == ord("u"):
            return state._replace(kind="hex", at=0)
        return state._replace(kind="string") if byte in _ESCAPES else None

    def _hex(self, state: State, byte: int) -> State | None:
        if byte not in _HEX:
            return None
        return state._replace(at=state.at + 1) if state.at < 3 else state._replace(kind="string", at=0)

    def _first(self, state: State, byte: int) -> State | None:
        if byte == _QUOTE:
            return State("string", state.piece, in_list=True)
        return self._after(state) if byte == _CLOSE else None

    def _next(self, state: State, byte: int) -> State | None:
        if byte == _COMMA:
            return State("gap", state.piece)
        return self._after(state) if byte == _CLOSE else None

    def _gap(self, state: State, byte: int) -> State | None:
        """Between the texts of a list: one space, then a quote."""
        if state.at == 0:
            return state._replace(at=1) if byte == _SPACE else None
        return State("string", state.piece, in_list=True) if byte == _QUOTE else None

    def _end(self, state: State, byte: int) -> State | None:
        return None

    def _after(self, state: State) -> State:
        return State("literal", state.piece + 1)


class Vocabulary:
    """The tokens as bytes; None for marks, which never stand in an answer."""

    def __init__(self, tokens: Sequence[bytes | None], ends: Sequence[int]) -> None:
        self.tokens, self.ends = tokens, tuple(ends)
        self.by_first: dict[int, list[int]] = {}
        self.plain: list[int] = []      # may stand inside any string
        self.breaking: list[int] = []   # hold a quote or a backslash
        for number, text in enumerate(tokens):
            if not text:
                continue
            self.by_first.setdefault(text[0], []).append(number)
            if _QUOTE in text or _SLASH in text:
                self.breaking.append(number)
            elif min(text) >= 0x20:
                self.plain.append(number)

    def after(self, form: Form, state: State, *, closing: bool = False) -> list[int]:
        """The tokens that may follow. ``closing``: the string or the list has to end with the next one."""
        if state.kind == "end":
            return list(self.ends)
        if state.kind == "string" and not closing:
            return self.plain + [t for t in self.breaking if form.walk(state, self._bytes(t)) is not None]
        ends = {"string": [_QUOTE], "next": [_CLOSE]} if closing else {}
        firsts = ends.get(state.kind, self.by_first)
        found = [(t, form.walk(state, self._bytes(t))) for first in firsts if form.step(state, first) is not None
                 for t in self.by_first.get(first, ())]
        # A token may close a string and begin the next one of its list, which is no end.
        goes_on = ("string", "gap") if ends else ()
        return [token for token, following in found if following is not None and following.kind not in goes_on]

    def _bytes(self, token: int) -> bytes:
        return self.tokens[token] or b""


def vocabulary_of(tokenizer: Any, ends: Sequence[int]) -> Vocabulary:
    """The bytes of every token of a byte-level or SentencePiece tokenizer."""
    marks = set(tokenizer.all_special_ids) | set(tokenizer.get_added_vocab().values())
    letters = _byte_letters()
    pieces = {number: piece for piece, number in tokenizer.get_vocab().items()}
    byte_level = b"ByteLevel" in tokenizer.backend_tokenizer.decoder.__getstate__()
    tokens: list[bytes | None] = []
    for number in range(max(pieces) + 1):
        piece = pieces.get(number)
        if piece is None or number in marks:
            tokens.append(None)
        elif byte_level:
            tokens.append(bytes(letters[c] for c in piece) if all(c in letters for c in piece) else None)
        elif len(piece) == 6 and piece.startswith("<0x"):
            tokens.append(bytes([int(piece[3:5], 16)]))
        else:
            tokens.append(piece.replace("\u2581", " ").encode())
    return Vocabulary(tokens, ends)


def _byte_letters() -> dict[str, int]:
    """The letters by which byte-level tokenizers write bytes: printable ones as themselves, the others from U+0100."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    rest = [byte for byte in range(256) if byte not in set(printable)]
    return {chr(byte): byte for byte in printable} | {chr(0x100 + i): byte for i, byte in enumerate(rest)}
