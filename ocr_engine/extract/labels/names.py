"""The names that are looked for on a page, the definition's before the thesaurus', and where a row of text holds them:
to the letter, or misread by a letter or two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ocr_engine.extract.fields.names import Name
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Row
from ocr_engine.extract.words.folding import fold, has_cjk, is_cjk
from ocr_engine.extract.words.lexicon import concepts

_HEAD = 4           # letters by which names are looked up; shorter ones by all of theirs
_SHORTEST = {True: 4, False: 5}             # letters of a name that may be misread, in Chinese or not
_ONE, _TWO = {True: 8, False: 12}, 2        # from so many letters on two may be wrong
# Where a name may begin: a Chinese one anywhere, others where a word does (an accented letter may stand before it).
_BEGINNING = re.compile(r"(?<![A-Za-z])\S|[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")
Owner = tuple[FieldPlan | None, Name]      # without a plan it is one of the thesaurus that nobody asked for
Span = tuple[int, int, str, float]          # start and end in a folded text, the name there, how nearly it is read


@cache
def _common() -> tuple[dict[str, Name], dict[str, list[str]]]:
    """The names of the thesaurus, and the same by their first letters: a row is compared with thousands of them."""
    names = {fold(n): Name(n, fold(n), 0.0) for c in concepts().values() for n in c.names if len(fold(n)) > 1}
    return names, _by_head(names)


def _by_head(names: Iterable[str]) -> dict[str, list[str]]:
    heads: dict[str, list[str]] = defaultdict(list)
    for folded in names:
        heads[folded[:_HEAD]].append(folded)
    return heads


@lru_cache(maxsize=32)
def names_of(plans: tuple[FieldPlan, ...]) -> Names:
    """Worked out once for each of the definitions that were asked for last."""
    return Names(plans)


class Names:
    """What is looked for, asked names before those of the thesaurus."""

    def __init__(self, plans: Sequence[FieldPlan]) -> None:
        self.asked: dict[str, list[Owner]] = defaultdict(list)
        for plan in plans:
            for name in plan.names:
                self.asked[name.folded].append((plan, name))
        self._common, common_heads = _common()
        self._heads = (_by_head(self.asked), common_heads)
        self._misreadable = _by_size(self.asked)

    def owners(self, folded: str) -> list[Owner]:
        known = self._common.get(folded)
        return [*self.asked.get(folded, ()), *([(None, known)] if known else ())]

    def standing_in(self, original: str, text: str, back: list[int]) -> list[Span]:
        """(start, end, name, 1.0) of every name that stands by itself in a text; ``text`` and ``back``: as folded."""
        found = {(at, folded) for begin in _BEGINNING.finditer(original)
                 if (at := bisect_left(back, begin.start())) < len(back) and back[at] == begin.start()
                 for folded in self._beginning(text, at)
                 if is_bounded(original, back, at, at + len(folded), glued=folded in self.asked)}
        return [(at, at + len(folded), folded, 1.0) for at, folded in sorted(found)]

    def _beginning(self, text: str, at: int) -> Iterator[str]:
        """A single letter is a name at the end of a row alone, a single Chinese sign anywhere."""
        alone = is_cjk(text[at]) or at + 1 == len(text)
        for size in range(1 if alone else 2, _HEAD + 1):
            for heads in self._heads:
                for folded in heads.get(text[at : at + size], ()):
                    if text.startswith(folded, at):
                        yield folded

    def misread(self, row: Row, text: str, back: list[int], exact: Sequence[Span]) -> list[Span]:
        """Asked names that the reader got wrong by a letter or two, at the beginning of a cell."""
        found = []
        for cell in row.cells:
            begin, stop = (bisect_left(back, at) for at in (cell.start, cell.start + len(cell.text)))
            if begin == stop or any(s[0] <= begin + 1 < s[1] for s in exact):
                continue
            head = text[begin:stop]
            for (size, most), names in self._misreadable.items():
                if size > len(head) + 1:
                    continue
                end = begin + min(size, len(head))
                near = process.extract(text[begin:end], names, scorer=OSA.distance, score_cutoff=most, limit=None)
                if near and is_bounded(row.text, back, begin, end):
                    found += [(begin, end, folded, 1 - distance / size) for folded, distance, _ in near]
        return found


def _by_size(names: Iterable[str]) -> Mapping[tuple[int, int], list[str]]:
    """(length, letters that may be wrong) -> the names of which that may be."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for folded in names:
        size, chinese = len(folded), has_cjk(folded)
        if size >= _SHORTEST[chinese]:
            found[size, 1 if size < _ONE[chinese] else _TWO].append(folded)
    return found


def is_bounded(original: str, back: list[int], start: int, end: int, *, glued: bool = False) -> bool:
    """A name in letters must not stand inside a word (digits and marks may touch it)."""
    first, last = back[start], back[end - 1]
    if (start and back[start - 1] == first) or (end < len(back) and back[end] == last):
        return False
    before = original[first - 1] if first else " "
    after = original[last + 1] if last + 1 < len(original) else " "
    if before == "@" or after == "@" or (after == "." and original[last + 2 : last + 3].islower()):
        return False
    ok_before = is_cjk(original[first]) or not before.isalpha() or is_cjk(before)
    ok_after = is_cjk(original[last]) or not after.isalpha() or is_cjk(after)
    return ok_before and (ok_after or (glued and _glued_word(original[first : last + 1], after)))


def _glued_word(label: str, after: str) -> bool:
    """EYESBLU: a short label in capitals to which the reader glued its value."""
    return 3 <= len(label) <= 5 and label.isupper() and after.isupper()
