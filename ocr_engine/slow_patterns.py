"""Whether a regular expression may take for ever on a line that it does not match.

Asked by the engine of a definition in a file, and by the product before a type goes live.

Python tries every way to part a line among the loops of an expression. Where each character says which way it goes,
there is one way; where it does not, inside a loop, their number doubles with every character: (a+)+, (a|aa)+, (a?a)+.
So inside loops nothing may be ambiguous, and outside of them only a few loops may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]  # how Python itself reads an expression
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MAX_LENGTH = 300
# Repeated less often, a choice costs little. So many loops in a row may each begin where they like.
_FEW, _MOST_FREE_LOOPS = 8, 3
# Repeats in repeats are written out in memory.
_MOST_COPIES = 20_000
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_CATEGORIES = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
               op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W"}
Letters = frozenset[str]


class _TooSlow(Exception):
    pass


def takes_too_long(pattern: str) -> bool:
    """True where it may, False also for what is no regular expression."""
    if len(pattern) > MAX_LENGTH:
        return True
    try:
        read = parser.parse(pattern)
    except (re.error, OverflowError):
        return False
    except RecursionError:
        return True
    try:
        return _Walk(pattern, ignorecase=bool(read.state.flags & re.IGNORECASE)).free_loops(read) > _MOST_FREE_LOOPS
    except _TooSlow:
        return True


class _Walk:
    """``alphabet`` stands for all characters: those that the expression could tell apart."""

    def __init__(self, pattern: str, *, ignorecase: bool) -> None:
        self._ignorecase = ignorecase
        self._alphabet = frozenset(map(chr, range(128))) | frozenset(pattern + pattern.swapcase()) | frozenset("é中、¥")

    def free_loops(self, nodes: Any) -> int:
        """How many loops outside of others do not know where they end. Raises _TooSlow."""
        return self._sequence(list(nodes), frozenset(), looping=False, copies=1)

    def _sequence(self, nodes: list[Any], after: Letters, *, looping: bool, copies: int) -> int:
        return sum(self._node(node, self._beginnings(nodes[n + 1:], after), looping, copies)
                   for n, node in enumerate(nodes))

    def _node(self, node: Any, after: Letters, looping: bool, copies: int) -> int:
        kind, rest = node
        if kind in _REPEATS:
            return self._repeat(rest, after, looping, copies)
        if kind is op.BRANCH:
            return self._branch(rest[1], after, looping, copies)
        inner = _inner(node)
        return self._sequence(inner, after, looping=looping, copies=copies) if inner else 0

    def _repeat(self, rest: Any, after: Letters, looping: bool, copies: int) -> int:
        least, most, body = rest
        bounded = most if most is not op.MAXREPEAT else max(least, 1)
        if copies * bounded > _MOST_COPIES:
            raise _TooSlow
        first = self._beginnings(list(body), frozenset())
        again, many = most > 1, most > _FEW
        free = least != most and bool(first & after)
        if free and looping:
            raise _TooSlow
        inside = self._sequence(
            list(body), after | first if again else after, looping=looping or many, copies=copies * bounded)
        return inside + (free and many)

    def _branch(self, ways: list[Any], after: Letters, looping: bool, copies: int) -> int:
        seen: set[str] = set()
        for way in ways:
            first = self._beginnings(list(way), after)
            if looping and first & seen:
                raise _TooSlow
            seen |= first
        return max((self._sequence(list(way), after, looping=looping, copies=copies) for way in ways), default=0)

    def _beginnings(self, nodes: list[Any], after: Letters) -> Letters:
        """What the rest may begin with; ``after`` where all of it may be empty."""
        found: set[str] = set()
        for node in nodes:
            first, empty = self._first(node)
            found.update(first)
            if not empty:
                return frozenset(found)
        return frozenset(found | after)

    def _first(self, node: Any) -> tuple[Iterable[str], bool]:
        """What it may begin with, and whether it may be empty."""
        kind, rest = node
        if kind in _REPEATS:
            first, empty = self._first_of(list(rest[2]))
            return first, empty or rest[0] == 0
        if kind is op.BRANCH:
            ways = [self._first_of(list(way)) for way in rest[1]]
            return frozenset().union(*(first for first, _ in ways)), any(empty for _, empty in ways)
        if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
            return (), True
        if (inner := _inner(node)) is not None:
            return self._first_of(inner)
        return self._letters(node), kind in (op.GROUPREF, op.GROUPREF_EXISTS)

    def _first_of(self, nodes: list[Any]) -> tuple[Letters, bool]:
        end = frozenset({""})
        found = self._beginnings(nodes, end)
        return found - end, "" in found

    def _letters(self, node: Any) -> Letters:
        """The characters that one place takes; all of them where that is not known."""
        kind, rest = node
        if kind is op.LITERAL:
            return frozenset({chr(rest)} | ({chr(rest).swapcase()} if self._ignorecase else set()))
        if kind is op.NOT_LITERAL:
            return self._alphabet - {chr(rest)}
        if kind is op.RANGE:
            return frozenset(c for c in self._alphabet if any(rest[0] <= ord(v) <= rest[1] for v in (
                (c, c.lower()[:1], c.upper()[:1]) if self._ignorecase else (c,))))
        if kind is op.CATEGORY and rest in _CATEGORIES:
            return frozenset(c for c in self._alphabet if re.match(_CATEGORIES[rest], c))
        if kind is op.IN:
            negated = rest[0][0] is op.NEGATE
            found = frozenset().union(*(self._letters(part) for part in rest[negated:]))
            return self._alphabet - found if negated else found
        return self._alphabet


def _inner(node: Any) -> list[Any] | None:
    kind, rest = node
    if kind is op.SUBPATTERN:
        return list(rest[3])
    if kind is op.ATOMIC_GROUP:
        return list(rest)
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return list(rest[1])
    return None
