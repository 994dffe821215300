"""Where known secrets stand in a text: whole or in pieces, with other blanks, widths and look-alikes, or as another
spelling of the same day or amount.

Texts are compared by their letters and figures alone. A stretch counts where it shares six of them in a row with a
secret; shorter secrets have to stand there whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, compress, groupby, islice

from docmgr.extraction import engine
from docmgr.review.places import folded

Stretch = tuple[int, int]
PIECE = 6
_SHORTEST = 2
# Shorter Latin words stand inside others by chance.
_STANDS_ANYWHERE = 4
_WORD_OF_A_NAME = 3
_LOOK_ALIKES = str.maketrans("oil|sbz", "0111582")
_IDENTITY = re.compile(r"\d{6}(?:(\d{4})(\d\d)(\d\d)\d{3}[\dx]|(\d\d)(\d\d)(\d\d)\d{3})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
# Six signs of another day in the same month say nothing: days and amounts are looked for whole, in every spelling.
_WHOLE_ONLY = frozenset({"date", "money"})


@dataclass(frozen=True, slots=True)
class Secret:
    """``sure``: the value as people know it, whose pieces are secret, too; else a reading that lost, whole."""

    text: str
    kind: str
    sure: bool = True


class Wordings:
    """All secrets of one document. ``labels``: names of fields, which tell nothing though a secret shares letters.
    """

    def __init__(self, secrets: Iterable[Secret] = (), labels: Iterable[str] = ()) -> None:
        told = [s for s in secrets if len(_letters(s.text)) >= _SHORTEST]
        days = {day for s in told for day in _days(s)}
        self._spelled = {(s.kind, s.text) for s in told if s.kind in _WHOLE_ONLY} | {("date", d) for d in days}
        self._pieces = {piece for s in told if s.sure and s.kind not in _WHOLE_ONLY
                        for _at, piece in _pieces(_letters(s.text))}
        self._whole = {_letters(s.text) for s in told} | {order for d in days for order in _in_figures(d)}
        self._labels = {_letters(label) for label in labels} - {""}
        names = {_letters(word) for s in told if s.sure and s.kind == "name" for word in _WORD.findall(s.text)
                 if len(word) >= _WORD_OF_A_NAME and all(map(_narrow, word))}
        self._words = names - {_letters(w) for label in labels for w in _WORD.findall(label)}

    def __bool__(self) -> bool:
        return bool(self._whole)

    def in_text(self, text: str) -> list[Stretch]:
        return self.in_lines([text])[0]

    def in_lines(self, lines: Sequence[str]) -> list[list[Stretch]]:
        """The stretches of each line; what runs over the end of one is found in both. About a millisecond a page."""
        if not self._whole:
            return [[] for _ in lines]
        bare = [folded(line, _letters_of_sign) for line in lines]
        marked = iter(self._unexplained("".join(letters for letters, _at in bare)))
        found = []
        for line, (letters, at) in zip(lines, bare, strict=True):
            hits = set(compress(at, islice(marked, len(at))))
            whole = ((at[start], at[end - 1] + 1) for start, end in self._standing(line, letters, at))
            pieces = (_to_ends(line, start, end) for start, end in _runs(hits, at))
            found.append(merged(chain(pieces, whole, self._other_spellings(line))))
        return found

    def _unexplained(self, letters: str) -> bytearray:
        """1 for each letter of a piece that a secret holds, too, unless a label explains it."""
        marked = _marked(letters, self._pieces)
        for label in self._labels:
            for start, end in _all(label, letters):
                if not any(marked[max(0, start - 1):start]) and not any(marked[end:end + 1]):
                    marked[start:end] = bytes(end - start)
        return marked

    def _standing(self, line: str, letters: str, at: Sequence[int]) -> Iterator[Stretch]:
        """Whole secrets; short Latin ones and the words of a name only as words of their own."""
        for secret in self._whole | self._words:
            alone = secret in self._words or (len(secret) < _STANDS_ANYWHERE and secret.isascii())
            yield from ((start, end) for start, end in _all(secret, letters)
                        if not alone or _is_word(line, at[start], at[end - 1] + 1))

    def _other_spellings(self, line: str) -> Iterator[Stretch]:
        figures = "".join(c for c in unicodedata.normalize("NFKC", line) if c.isdecimal())
        for kind, text in self._spelled:
            last = re.findall(r"\d+", text)
            if last and last[-1].lstrip("0")[-2:] in figures:
                yield from ((start, end) for start, end, raw in engine.spans_of(line, kind=kind)
                            if engine.same_value(text, engine.normalise(raw, kind=kind).value, kind=kind))


def stands(secret: str, lines: Sequence[str]) -> bool:
    """Whether all of a secret is on a page, in pieces where it runs over lines: then there is no more to be found."""
    wanted, page = _letters(secret), "".join(map(_letters, lines))
    if len(wanted) < PIECE:
        return len(wanted) >= _SHORTEST and any(wanted in _letters(line) for line in lines)
    return all(_marked(wanted, page))


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In order, those that touch made one."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _letters(text: str) -> str:
    """Its letters and figures without case, width and look-alikes."""
    return folded(text, _letters_of_sign)[0]


def _letters_of_sign(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign).casefold()
    return "".join(c for c in plain if c.isalnum() or c == "|").translate(_LOOK_ALIKES)


def _pieces(letters: str) -> Iterator[tuple[int, str]]:
    """Every stretch of PIECE letters, and where it begins."""
    return ((at, letters[at:at + PIECE]) for at in range(len(letters) - PIECE + 1))


def _marked(letters: str, known: Container[str]) -> bytearray:
    """1 for each letter of a known piece."""
    marked = bytearray(len(letters))
    for at, piece in _pieces(letters):
        if piece in known:
            marked[at:at + PIECE] = b"\1" * PIECE
    return marked


def _all(part: str, text: str) -> Iterator[Stretch]:
    start = text.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + 1)


def _runs(hits: Collection[int], at: Sequence[int]) -> Iterator[Stretch]:
    """Marked places as stretches of the text: signs that are no letters lie within where both sides are marked."""
    for hit, run in groupby(dict.fromkeys(at), key=hits.__contains__):
        if hit:
            places = list(run)
            yield places[0], places[-1] + 1


def _to_ends(text: str, start: int, end: int) -> Stretch:
    """Widened to the ends of Latin words and numbers: a piece of one is enough to know the rest."""
    while start > 0 and text[start - 1].isalnum() and _narrow(text[start - 1]) and _narrow(text[start]):
        start -= 1
    while end < len(text) and text[end].isalnum() and _narrow(text[end]) and _narrow(text[end - 1]):
        end += 1
    return start, end


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether no letter before or behind belongs to it; "MrLi" are two words."""
    before, behind = text[start - 1:start], text[end:end + 1]
    joined = before.isalnum() and _narrow(before) and not (before.islower() and text[start].isupper())
    return not joined and not (behind.isalnum() and _narrow(behind))


def _narrow(sign: str) -> bool:
    """Latin letters and figures, wide ones as well; not those of scripts without blanks."""
    return ord(unicodedata.normalize("NFKC", sign)[0]) < 0x2E80


def _days(secret: Secret) -> Iterator[str]:
    """The day that it is, or the day of birth inside an identity number: ISO."""
    if secret.kind == "date":
        yield engine.normalise(secret.text, kind="date").value
    bare = "".join(unicodedata.normalize("NFKC", secret.text).split())
    if match := _IDENTITY.fullmatch(bare):
        year, month, day = (int(part) for part in (match.groups()[:3] if match[1] else match.groups()[3:]))
        try:
            yield date(year if match[1] else 1900 + year, month, day).isoformat()
        except ValueError:
            return


def _in_figures(day: str) -> Iterator[str]:
    """The day in eight figures, in each order that is used."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        year, month, number = day.split("-")
        yield from (_letters("".join(order)) for order in (
            (year, month, number), (number, month, year), (month, number, year)))
