"""Days that a letter or a contract tells in its sentences: "bis spätestens 8. Mai 2023", "a contar desde el día 22 de
agosto de 2021", and the line with place and day, "En Zaragoza, a 21 de marzo de 2025".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.names import word_parts
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import SAID_DAY as W
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.validate import dates

from .runningtext import Text, joined

_TOLD = 0.5     # a label of this quality tells the day, and no sentence is asked
_BEHIND = 24    # letters between the words that lead to a day and the day
_PLACE = r"[A-ZÀ-Þ][^\W\d_]+(?:[ \-'’][^\W\d_]+){0,3}"
_DATELINE = re.compile(
    rf"(?:(?P<lead>En|In|À|A|Zu|Te|Em|Fait à|Done at|Signed at)\s)?{_PLACE}\s?(?:\([A-Z]{{2}}\)\s?)?(?P<comma>,)?\s*"
    r"(?:(?:den|am|le|lì|li|a|the|il|em|dnia|dne|dana|op)\s(?:día\s|day\s)?)?")


def by_said_day(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    labelled = {h.plan.key for h in document.labels.hits
                if h.plan and h.quality > _TOLD and h.joined != "sentence"}
    wanted = [p for p in plans if p.kind == "date" and not p.spec.many and p.key not in labelled]
    if not wanted or not document.sheets:
        return
    yield from _in_datelines(document, wanted)
    text = joined(document)
    if has_cjk(text.text[:400]):
        return
    for meaning, pattern in _leads().items():
        meant = [p for p in wanted if _means(p, meaning)]
        if len(meant) == 1:
            yield from _led(document, text, meant[0], pattern)


@cache
def _leads() -> dict[str, re.Pattern[str]]:
    return {meaning: re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(leads, key=len, reverse=True)))})\b",
                                re.IGNORECASE) for meaning, leads in words()["day_leads"].items()}


def _means(plan: FieldPlan, meaning: str) -> bool:
    return plan.concept is not None and plan.concept.key in (meaning, f"{meaning}_date")


def _led(document: Document, text: Text, plan: FieldPlan, pattern: re.Pattern[str]) -> Iterator[Candidate]:
    """The first day right behind words that lead to such a one."""
    for match in pattern.finditer(text.text):
        behind = text.text[match.end() : match.end() + _BEHIND + 30]
        day = next((s for s in dates.find(behind, document.hints) if s.start <= _BEHIND), None)
        if day is None or re.search(r"[.;:\d]", behind[: day.start]):
            continue
        if pieces := text.pieces(match.end() + day.start, match.end() + day.end):
            yield Candidate(plan, day.raw, pieces, W["led"], "pattern", day.value)
            return


def _in_datelines(document: Document, wanted: Sequence[FieldPlan]) -> Iterator[Candidate]:
    """For the one field that asks for the day of the paper itself: a line that holds a place, this day and no more."""
    own = [p for p in wanted if _of_the_paper(p)]
    if len(own) != 1:
        return
    for sheet in dict.fromkeys((document.sheets[0], document.sheets[-1])):  # of a single page once
        for cell in sheet.cells:
            for span in dates.find(cell.text, document.hints)[:1]:
                before, after = cell.text[: span.start], _own_rest(cell.text[span.end :])
                line = _DATELINE.fullmatch(before)
                if not after and line and (line["lead"] or line["comma"]):
                    yield Candidate.at(own[0], Piece(cell, span.start, span.end), W["dateline"], "position",
                                    span.value)


def _own_rest(behind: str) -> str:
    """What stands behind a day in its own part of the line: marks set further parts apart."""
    return fold(re.split(r"\s[–—|•·-]\s|\s{3,}", behind)[0])


def _of_the_paper(plan: FieldPlan) -> bool:
    if plan.concept and plan.concept.key in ("date", "invoice_date", "signing_date", "issue_date", "report_date",
                                             "agreement_date"):
        return True
    return plan.concept is None and any(word in words()["paper_words"] for name in plan.spec.names
                                        for word in word_parts(name))
