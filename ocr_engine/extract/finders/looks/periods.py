"""Two days that one print tells: "Zúčtovací období: 5. 5. 2024 - 11. 6. 2025" for fields that ask for both ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.names import word_parts
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import SEPARATOR, Row
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import PERIOD
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.wordings import akin, wording
from ocr_engine.validate import dates
from ocr_engine.validate.spans import Span

# A time of day behind the first day (零时起至, 00:00 至), and a word that more days follow (起至).
_FROM_THEN = (r"(?:日?\s*(?:[零〇一二三四五六七八九十]{1,3}时|\d{1,2}[:：时](?:\d{1,2}分?)?(?::\d{2})?|上午|下午)?"
              r"\s*起?\s*[，,]?)")
_BETWEEN = re.compile(
    rf"\s*(?:{_FROM_THEN}\s*[-–—~～至到]+|[-–—~～/至到]|to|until|till|through|bis|au|al|a|à|do|hasta|até|ate|t/m|tot"
    r"|til|fino al|la|đến(?: hết)?(?: ngày)?)\s*",
    re.IGNORECASE)

# 计费起始日, 合同结束日期: what is between is the period's name.
_FIRST_ZH = re.compile(r"(.*?)(?:起始|开始|起|始|起算)(?:日期|时间|日|年月)?")
_LAST_ZH = re.compile(r"(.*?)(?:截止|结束|终止|到期|止|终|截至)(?:日期|时间|日|年月)?")

_SENTENCE_ON = 2    # letters of a print that says no more than that a day follows: 自


class Ends(NamedTuple):
    """Two fields of one period, the words that both have in their names."""

    start: FieldPlan
    end: FieldPlan
    shared: frozenset[str]


class Period(NamedTuple):
    row: Row
    first: Span
    last: Span
    lead: str


def by_period(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    pairs = list(_pairs([p for p in plans if p.kind == "date" and not p.spec.many]))
    if not pairs:
        return
    found = [p for sheet in document.sheets for row in sheet.rows for p in _periods(row, document)]
    for ends in pairs:
        for period in found:
            told = any(asked in period.lead for asked in ends.shared if has_cjk(asked)) or any(
                akin(word, asked) for word, _ in wording(period.lead).words for asked in ends.shared)
            if not told and (len(pairs) > 1 or len(found) > 1):
                continue
            score = PERIOD["told"] if told else PERIOD["only"]
            for plan, span in ((ends.start, period.first), (ends.end, period.last)):
                piece = _piece(period.row, span)
                yield Candidate.at(plan, piece, score, "pattern", span.value)


def _pairs(plans: list[FieldPlan]) -> Iterator[Ends]:
    """Fields whose names differ in nothing but which end they mean: Období od, Období do; flight_from, flight_to."""
    for start in plans:
        for end in plans:
            for one in start.spec.names:
                for other in end.spec.names:
                    shared = _rest(one, "period_starts") & _rest(other, "period_ends")
                    if start is not end and shared:
                        yield Ends(start, end, shared)
                        break
                else:
                    continue
                break


@lru_cache(maxsize=4096)
def _rest(name: str, kind: str) -> frozenset[str]:
    """The words of a name beside the one that says which end it means; empty where none does."""
    if has_cjk(name):
        stem = (_FIRST_ZH if kind == "period_starts" else _LAST_ZH).fullmatch(name)
        return frozenset((stem[1] or "期间",)) if stem else frozenset()
    parts = word_parts(name)
    told = parts & set(words()[kind])
    return frozenset(word for word, _ in wording(" ".join(parts - told)).words) if told else frozenset()


def _periods(row: Row, document: Document) -> Iterator[Period]:
    """Both days in a row: in one print, or in a sentence that was filled in (自 | 2025年3月1日 | 起至 | …)."""
    text = row.text.replace(SEPARATOR, " ")
    for first, last in pairwise(dates.find(text, document.hints)):
        if _BETWEEN.fullmatch(text[first.end : last.start]):
            yield Period(row, first, last, _lead(row, first.start))


def _lead(row: Row, start: int) -> str:
    """What announces a period: the text before it in its print, or the print before it in its row."""
    cell, at = row.cell_at(start)
    inside = cell.text[:at].strip(" :：")
    before = cell.before[-1].text if cell.before else ""
    return inside or (before if len(before) > _SENTENCE_ON else "".join(c.text for c in cell.before[-2:]))


def _piece(row: Row, span: Span) -> Piece:
    cell, start = row.cell_at(span.start)
    return Piece(cell, start, min(len(cell.text), start + span.end - span.start))
