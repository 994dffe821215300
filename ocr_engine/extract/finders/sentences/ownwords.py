"""Values that a sentence tells behind a word of the field's own: "te leveren op uiterlijk 17-11-2025" for Leverdatum,
"the compensation agreed upon is $405,000.00" for Compensation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.values.shapes import readings
from ocr_engine.extract.weights import OWN_WORDS as W
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.wordings import akin, plain_words, translated, word_marks, wording

from .runningtext import Text, joined

_KINDS = frozenset(("date", "money", "phone", "number", "code", "email", "id_number", "bank_account", "iban"))
_FAR = 60  # letters between the word and its value
_LEAST = 4  # figures of a code: fewer are the number of a paragraph
_PAPER = frozenset(("date", "invoice_date"))  # days.py knows where they stand
_WORD = re.compile(r"[^\W\d_]{4,}")
_END = re.compile(r"(?<=[^\W_]{3})[.;!?]\s|:\s")


def by_own_words(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """For fields of a kind that is known by its look and whose names stand nowhere as a label."""
    told = {h.plan.key for h in document.labels.hits if h.plan and h.quality >= W["told"] and h.joined != "sentence"}
    wanted = {p.key: (p, _own(p)) for p in plans if p.kind in _KINDS and not p.spec.many and p.key not in told
              and not p.as_printed and not (p.concept and p.concept.key in _PAPER)}
    if not any(own for _, own in wanted.values()):
        return
    text = joined(document)
    if has_cjk(text.text[:400]):
        return
    words = [(m.start(), m.end(), said[0][0]) for m in _WORD.finditer(text.text) if (said := wording(m.group()).words)]
    distinct = {word for _, _, word in words}
    for plan, own in wanted.values():
        marks = frozenset[str | int]().union(*map(word_marks, own))
        near = {word: all(translated(word, o) for o in alike) for word in distinct
                if not marks.isdisjoint(word_marks(word))
                and (alike := [o for o in own if akin(word, o) >= W["akin"]])}
        places = [(start, end, near[word]) for start, end, word in words if word in near]
        yield from _behind(document, text, plan, places)


@lru_cache(maxsize=4096)
def _own(plan: FieldPlan) -> frozenset[str]:
    """The words of its names that say what it is."""
    return frozenset(w for n in plan.names if n.weight >= W["name"] and not n.section
                     for w, _ in wording(n.text).words if w not in plain_words() and len(w) > 3)


def _behind(document: Document, text: Text, plan: FieldPlan, places: Iterable[tuple[int, int, bool]]
            ) -> Iterator[Candidate]:
    """``places``: where such a word begins and ends, and whether it is one by its meaning alone."""
    for start, end, foreign in places:
        behind = text.text[end : end + _FAR + 30]
        stop = match.start() if (match := _END.search(behind)) else len(behind)
        found = next((r for r in readings(plan.kind, plan.shape, behind, document.hints)
                      if r.start <= _FAR and r.end <= stop + 1 and r.fit >= W["fit"]), None)
        if found is None or (plan.kind == "code" and not _is_long(behind[found.start : found.end])):
            continue
        apart = plan.kind == "code" and foreign and len(text.pieces(start, end + found.end)) > 1
        if not apart and (pieces := text.pieces(end + found.start, end + found.end)):
            yield Candidate(plan, behind[found.start : found.end], pieces, W["worth"], "pattern", found.value)
            return


def _is_long(code: str) -> bool:
    return sum(map(str.isdigit, code)) >= _LEAST
