"""Words read with little certainty, and the look-alike readings of them that a language model finds far likelier.

What is found is offered, never put in: the value stays as it was read, loses certainty, and bears a note; the other
reading stands first among its candidates. Without weights nothing happens. Bounded: so many words and readings a
document.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ocr_engine.backends import registry
from ocr_engine.backends.mlm import Phrase, Score
from ocr_engine.errors import BackendFailed
from ocr_engine.opinions.case import Case
from ocr_engine.opinions.second import HOW as SECOND
from ocr_engine.types import BBox, Check, DocType, FieldResult, Fields, FieldSpec, Issue, PageText, TextLine
from ocr_engine.validate.kinds import normalise
from ocr_engine.validate.lookalikes import is_cjk, may_be_misread, readings

NOTE = HOW = "likelier_word"
KINDS = frozenset({"text", "name", "address"})
DOUBTED_CAP = 0.6       # what a value is at best worth while another reading is likelier
UNSURE = 0.93           # of the reader's word; above, it is not asked about
_WORDS, _READINGS = 24, 16      # of a document; of a word
_FACTOR, _LIKELY, _AHEAD = math.log(20.0), math.log(0.1), math.log(3.0)
_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile("[\u3400-\u9fff]")


class Judge(Protocol):
    """A masked language model: how likely each phrase is, None where it cannot tell."""

    def scores(self, phrases: Sequence[Phrase]) -> list[Score | None]: ...


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word at ``start`` of ``text``, how sure the reader was of it, and other readings of it."""

    text: str
    start: int
    word: str
    sure: float
    others: tuple[str, ...]

    def phrase(self, word: str) -> Phrase:
        return Phrase(self.text[:self.start], word, self.text[self.start + len(self.word):])


@dataclass(frozen=True, slots=True)
class Likelier:
    """A word of a line for which another was found far likelier (``factor`` times)."""

    page: int
    box: BBox
    read: str
    meant: str
    factor: float


def with_likelier(case: Case, fields: Fields) -> tuple[Fields, tuple[Issue, ...]]:
    """The fields with what the language model finds likelier among their candidates. A model that breaks says so."""
    try:
        return judged(case.pages, case.doc_type, fields, registry.load("mlm", case.config)), ()
    except BackendFailed as error:
        return fields, (Issue(error.code, params=error.params),)


def judged(pages: Sequence[PageText], doc_type: DocType, fields: Fields, judge: Judge) -> Fields:
    """Raises BackendFailed."""
    by_number = {page.number: page for page in pages}
    specs = {spec.key: spec for spec in doc_type.fields if spec.kind in KINDS}
    doubts = [((key, index), doubt) for key, values in fields.items() if key in specs
              for index, value in enumerate(values)
              if (page := by_number.get(value.page or 0)) is not None and page.source == "ocr"
              and value.source == "ocr" and value.box is not None
              for doubt in _doubts_of(value, page)]
    doubts = sorted(doubts, key=lambda d: d[1].sure)[:_WORDS]
    better = dict[tuple[str, int], list[tuple[Doubt, str]]]()
    for (place, doubt), found in zip(doubts, _answers([d for _place, d in doubts], judge), strict=True):
        if found is not None:
            better.setdefault(place, []).append((doubt, found[0]))
    return {key: tuple(_offered(v, better[key, i], specs[key]) if (key, i) in better else v
                       for i, v in enumerate(values)) for key, values in fields.items()}


def on_lines(page: PageText, judge: Judge) -> list[Likelier]:
    """Words of all lines of a page that OCR read, least sure first, at most as many as of a document's values."""
    if page.source != "ocr":
        return []
    doubts = [(line, doubt) for line in page.lines for doubt in _doubts_in(line.text, [line])]
    doubts = sorted(doubts, key=lambda d: d[1].sure)[:_WORDS]
    answers = _answers([d for _line, d in doubts], judge)
    return [Likelier(page.number, line.box, doubt.word, found[0], round(math.exp(min(found[1], 20.0)), 1))
            for (line, doubt), found in zip(doubts, answers, strict=True) if found is not None]


def _doubts_of(value: FieldResult, page: PageText) -> Iterator[Doubt]:
    assert value.box is not None
    seconds = [c.raw for c in value.candidates if c.how == SECOND]
    yield from _doubts_in(value.raw or value.value, _lines_of(value.box, page), seconds)


def _lines_of(box: BBox, page: PageText) -> list[TextLine]:
    return [line for line in page.lines if box.y0 - 1e-4 <= line.box.cy <= box.y1 + 1e-4
            and min(line.box.x1, box.x1) > max(line.box.x0, box.x0)]


def _doubts_in(text: str, lines: Sequence[TextLine], seconds: Sequence[str] = ()) -> Iterator[Doubt]:
    """``seconds``: other readings of the whole text; of one with as many words, each word is a reading of its own."""
    words = list(_WORD.finditer(text))
    again = [parts for s in seconds if len(parts := _WORD.findall(s)) == len(words)]
    for nth, match in enumerate(words):
        word, sure = match.group(), _sureness(match.group(), lines)
        others = [parts[nth] for parts in again if parts[nth] != word and may_be_misread(parts[nth])]
        if sure >= UNSURE and not others:
            continue
        if is_cjk(word):
            yield from (Doubt(text, match.start() + m.start(), m.group(), sure, tuple(readings(m.group())))
                        for m in _CJK.finditer(word) if readings(m.group()))
        elif all_others := tuple(dict.fromkeys([*others, *readings(word, most=_READINGS)])):
            yield Doubt(text, match.start(), word, sure, all_others)


def _sureness(word: str, lines: Sequence[TextLine]) -> float:
    """How sure the reader was of the word: of the least sure place that shows it, else of the lines."""
    shown = [w.confidence for line in lines for w in line.words if word in w.text]
    return min(shown or [line.confidence for line in lines], default=1.0)


def _answers(doubts: Sequence[Doubt], judge: Judge) -> list[tuple[str, float] | None]:
    """For each the likelier word and by how much (log), where there is clearly one."""
    asked = [(doubt.phrase(word)) for doubt in doubts for word in (doubt.word, *doubt.others)]
    scores = iter(judge.scores(asked))
    found = []
    for doubt in doubts:
        own, *others = [next(scores) for _ in range(1 + len(doubt.others))]
        found.append(_clearly(own, [(s, w) for s, w in zip(others, doubt.others, strict=True) if s is not None]))
    return found


def _clearly(own: Score | None, others: Sequence[tuple[Score, str]]) -> tuple[str, float] | None:
    """The best of the others: likely in itself, far likelier than what was read, and ahead of its rivals."""
    if own is None or not others:
        return None
    ranked = sorted(others, key=lambda o: -o[0].log)
    (best, word), rest = ranked[0], [s.log for s, _w in ranked[1:2]]
    gain = best.log - own.log
    ahead = not rest or best.log - rest[0] >= _AHEAD
    return (word, gain) if best.log / best.tokens >= _LIKELY and gain >= _FACTOR and ahead else None


def _offered(value: FieldResult, found: Sequence[tuple[Doubt, str]], spec: FieldSpec) -> FieldResult:
    """The value with its note, and the text with the likelier words as its first candidate."""
    raw = value.raw or value.value
    for doubt, word in sorted(found, key=lambda f: -f[0].start):
        raw = raw[:doubt.start] + word + raw[doubt.start + len(doubt.word):]
    meant = normalise(raw, spec) or raw
    if meant == value.value:
        return value
    note = Check(NOTE, None, ", ".join(f"{doubt.word}>{word}" for doubt, word in found))
    others = tuple(c for c in value.candidates if c.value != meant)
    offer = replace(value, value=meant, confidence=round(value.confidence / 2, 4), how=HOW, checks=(note,),
                    candidates=(), features={})
    return replace(value, confidence=min(value.confidence, DOUBTED_CAP), checks=(*value.checks, note),
                   candidates=(offer, *others))
