"""Legal forms: whether one closes a name; those that the reader got wrong by a letter (SON BHD is SDN BHD)."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import OSA

from .lexicon import legal_form_pattern, words

_WORD = re.compile(r"[^\W_]+")
_LOOK_ALIKE = (("rn", "m"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("8", "b"), ("c", "g"))
# Forms with a letter in place of which no other word of a name is likely; the rest of the list is left alone.
_LONG = 5


def respelled(text: str) -> str:
    """The name with its legal form put right; the text itself where none is nearly there.

    Only one letter may be wrong, and for forms shorter than five letters only one that looks alike.
    """
    text = re.sub(r"\b[S5]\s?/\s?[B8]\b", lambda m: m.group().replace("5", "S").replace("8", "B"), text)
    found = list(_WORD.finditer(text))
    for form in _forms():
        for at in range(len(found) - len(form), 0, -1):
            part = found[at:at + len(form)]
            if _nearly(tuple(m.group().lower() for m in part), form):
                for match, right in reversed(list(zip(part, form, strict=True))):
                    if match.group().lower() != right:
                        text = text[:match.start()] + _cased(right, text, match) + text[match.end():]
                return text
    return text


@cache
def _forms() -> tuple[tuple[str, ...], ...]:
    """The forms whose misreadings are recognised, the longest first, each as its words."""
    plain = {tuple(_WORD.findall(f)) for f in words()["legal_forms"]}
    sure = {f for f in plain if len(f) > 1 and len("".join(f)) > _LONG} | {("berhad",), ("limited",), ("gmbh",)}
    return tuple(sorted(sure, key=lambda f: (-len("".join(f)), f)))


@cache
def _known() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_WORD.findall(f)) for f in words()["legal_forms"])


def _nearly(read: tuple[str, ...], form: tuple[str, ...]) -> bool:
    if read == form or read in _known():
        return False
    apart = sum(OSA.distance(a, b) for a, b in zip(read, form, strict=True))
    if len("".join(form)) > _LONG:
        return apart == 1 and all(a[-1:] == b[-1:] or len(b) < _LONG for a, b in zip(read, form, strict=True))
    one, other = "".join(read), "".join(form)
    return any(one.replace(wrong, right) == other or one.replace(right, wrong) == other for wrong, right in _LOOK_ALIKE)


def _cased(right: str, text: str, match: re.Match[str]) -> str:
    """As its neighbours are written: SDN in capitals, Sdn elsewhere; a form with capitals of its own keeps them."""
    if right == "gmbh":
        return "GmbH"
    around = text[:match.start()] + text[match.end():]
    return right.upper() if around == around.upper() else right.capitalize()


def ends_like_name(text: str) -> bool:
    """Whether a legal form closes the text, so that the next line is no part of the name."""
    match = list(legal_form_pattern().finditer(text))
    return bool(match) and match[-1].end() >= len(text.rstrip(" .")) - 1
