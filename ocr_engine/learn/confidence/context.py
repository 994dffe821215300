"""Signs of a value that its surroundings tell: what else is printed there, and what the losing options look like.

Each was measured by itself on receipts before it was taken (docs/benchmarks/confidence.md). What is not here told
right from wrong no better together with these: likeness to the letters of confirmed values, sums that come out, gaps to
the lines above and below, the height of their print, accents, a value's length beside the usual one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import legal_form_pattern
from ocr_engine.types import BBox, FieldResult, PageText, TextLine

SIGNS = ("elsewhere", "rival_like", "cut_off", "cover", "beside", "rival_form", "twin")
_MOST = 3               # further prints, and texts in the same row: more tell no more
_SHORTEST = 3           # letters from which a text stands elsewhere by more than chance
_BEGUN = re.compile(r"^(?:[&,/)\]）]|-\s)")
_OPEN = re.compile(r"(?:[&,\-/(\[（]|\b(?:and|of|the|und|et|y))$", re.IGNORECASE)
FIGURES = 0.4           # share of digits beyond which a value is told by its figures and not by words
_TWIN = re.compile(r"[^\W_]{4,}")
_BRACKETS = ("()", "[]", "（）")


def with_context(fields: Mapping[str, tuple[FieldResult, ...]], pages: Sequence[PageText]
                 ) -> dict[str, tuple[FieldResult, ...]]:
    """The fields with these signs in their features. Under a millisecond a value.

    ``elsewhere``: how often the text stands on the document a further time; ``rival_like``: likeness of the nearest
    losing option; ``cut_off``: it begins or ends as no value does, or has a bracket without its other; ``cover``: its
    share of the lines that it was taken from; ``beside``: texts in its row; ``rival_form``: a losing option names a
    legal form, it does not; ``twin``: a word of it stands nowhere else on the document, but one of the same length does
    that differs in a letter.
    """
    folded = [(line, fold(line.text)) for page in pages for line in page.lines]
    by_number = {page.number: page for page in pages}
    words = _Words(pages)
    return {key: tuple(_noted(v, by_number.get(v.page or 0), folded, words) for v in values)
            for key, values in fields.items()}


def _noted(value: FieldResult, page: PageText | None, folded: Sequence[tuple[TextLine, str]],
           words: _Words) -> FieldResult:
    found = {**_rivals(value), "cut_off": float(_cut_off(value.value.strip())), "twin": float(words.have_twin(value))}
    if page is not None and value.box is not None:
        found |= _place(value, value.box, page, folded)
    return replace(value, features={**value.features, **{name: round(x, 4) for name, x in found.items()}})


def _rivals(value: FieldResult) -> dict[str, float]:
    own = fold(value.value)
    rivals = [c.value for c in value.candidates if c.how != "second_reading"]
    like = max((fuzz.ratio(own, other) / 100 for other in map(fold, rivals) if other != own), default=0.0)
    form = legal_form_pattern()
    better = not form.search(value.value) and any(form.search(text) for text in rivals)
    return {"rival_like": like ** 2, "rival_form": float(better)}


class _Words:
    """The longer words of a document, each as often as it stands there."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self._counts = Counter(word for page in pages for line in page.lines for word in _long_words(line.text))
        self._by_length: dict[int, list[str]] = {}
        for word in self._counts:
            if word.isalpha() and not word.endswith("S"):
                self._by_length.setdefault(len(word), []).append(word)

    def have_twin(self, value: FieldResult) -> bool:
        """Not where all words of the value were confirmed before. They count among each other, numbers, too."""
        if share_of_digits(value.value) > FIGURES or value.features.get("words", 0.0) >= 1:
            return False
        own = Counter(_long_words(value.value))
        return _two_nearly_alike({word for word in own if not word.endswith("S")}) or any(
            self._nearest(word) == 1 for word, count in own.items()
            if word.isalpha() and not word.endswith("S") and self._counts[word] <= count)

    def _nearest(self, word: str) -> int:
        """Letters in which the nearest other word of the same length differs: 1, or 2 for more."""
        near = process.extract(word, self._by_length.get(len(word), ()), scorer=OSA.distance, score_cutoff=1, limit=2)
        return min((apart for _, apart, _ in near if apart), default=2)


def _long_words(text: str) -> list[str]:
    return [m.group().upper() for m in _TWIN.finditer(text) if not has_cjk(m.group())]


def _two_nearly_alike(words: Set[str]) -> bool:
    """Whether two of them differ in a letter: in another one, one more, or two neighbours exchanged. Each is held
    against what it would be so, and not against every other one: a value may be a page of text."""
    seen: set[tuple[int, str]] = set()
    for word in words:
        for at in range(len(word)):
            before, behind = word[:at], word[at + 1:]
            exchanged = before + behind[:1] + word[at] + behind[1:]
            if before + behind in words or (at, before + behind) in seen or (exchanged != word and exchanged in words):
                return True
            seen.add((at, before + behind))
    return False


def share_of_digits(text: str) -> float:
    return sum(c.isdigit() for c in text) / max(1, len(text))


def _cut_off(text: str) -> bool:
    bare = _BEGUN.search(text) or _OPEN.search(text)
    return bool(bare) or any(text.count(b[0]) != text.count(b[1]) for b in _BRACKETS)


def _place(value: FieldResult, box: BBox, page: PageText, folded: Sequence[tuple[TextLine, str]]) -> dict[str, float]:
    own = [line for line in page.lines if _inside(line.box, box)]
    taken = {id(line) for line in own}
    text = fold(value.raw)
    letters = sum(len(fold(line.text)) for line in own)
    height = sorted(line.box.height for line in own)[len(own) // 2] if own else box.height
    row = sum(id(line) not in taken and abs(line.box.cy - box.cy) < height / 2 for line in page.lines)
    again = sum(text in other for line, other in folded if id(line) not in taken) if len(text) >= _SHORTEST else 0
    return {"elsewhere": min(_MOST, again) / _MOST, "beside": min(_MOST, row) / _MOST,
            "cover": min(1.0, len(text) / max(1, letters))}


def _inside(line: BBox, box: BBox) -> bool:
    shared = min(line.x1, box.x1) - max(line.x0, box.x0)
    return box.y0 - 1e-4 <= line.cy <= box.y1 + 1e-4 and shared > 0.3 * min(line.width, box.width)
