"""The numbers by which lists count their values: 1. 2. 3., (a) (b), ①②③, 一、二、, ii)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RINGED = "①-⑳⑴-⒇⒈-⒛❶-❿㈠-㈩"
_HAN = "一二三四五六七八九十"
_ORDINAL = re.compile(
    rf"(?P<ring>[{_RINGED}])|(?P<number>\d+(?:[.,]\d+)*)|(?P<han>[{_HAN}]{{1,3}})(?=\s?[)）、.．:：])"
    r"|(?<![^\W\d_])(?:(?P<low>[ivx]{1,5}|[a-z])|(?P<high>[IVX]{1,5}|[A-Z]))(?=\s?[.)）])")
_NORMAL = {"ring": "①", "number": "0", "han": "一", "low": "a", "high": "A"}
# Longer numbers count nothing, and a pattern without a bound takes a minute for a line of forty thousand digits.
_ANY = {"ring": f"[{_RINGED}]", "number": r"\d{1,20}(?:[.,]\d{1,20}){0,9}", "han": f"[{_HAN}]{{1,3}}",
        "low": "[a-z]{1,5}", "high": "[A-Z]{1,5}"}


def first_ordinal(text: str) -> str:
    """The text with the first ordinal of its kind for each: "; 2." and "; 3." are one mark."""
    return _ORDINAL.sub(lambda m: _NORMAL[m.lastgroup or "number"], text)


def any_ordinal(text: str) -> str:
    """A pattern of the text with any other numbers, and ordinals of the same kind, in it."""
    return "".join(_parts(text))


def _parts(text: str) -> Iterator[str]:
    at, last = 0, ""
    for match in _ORDINAL.finditer(text):
        kind, gap = match.lastgroup or "number", text[at:match.start()]
        # A long number could be cut into two in so many ways that it would take minutes.
        yield r"\s+" if kind == last == "number" and gap.isspace() else _escaped(gap)
        yield _ANY[kind]
        at, last = match.end(), kind
    yield _escaped(text[at:])


def _escaped(text: str) -> str:
    return r"\s*".join(re.escape(part) for part in re.split(r"\s+", text))
