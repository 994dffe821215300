"""When and where somebody was born, as forms and declarations say it in one breath: "Né(e) le 03/02/1971 à Brest",
"nato/a a Foggia (FG) il 30.05.1969", "geboren am 4. Mai 1980 in Essen".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece, trimmed
from ocr_engine.extract.weights import BORN as W
from ocr_engine.validate import dates

from .runningtext import Text, joined

_BORN = re.compile(
    r"(?<![^\W_])(?:né\s?\(e\)|né\s?/\s?née|née?|nacid[oa](?:\s?[/(]\s?[oa]\)?)?|nat[oa](?:\s?[/(]\s?[oa]\)?)?"
    r"|nascid[oa](?:\s?[/(]\s?[oa]\)?)?|geboren|geb\.|born|född|født|urodzon[ya])(?![^\W_])", re.IGNORECASE)
_ON = r"\s*(?:le|el(?:\s+día)?|il(?:\s+giorno)?|em|aos|am|den|den\s|on|the|dnia|op)?\s*[:：]?\s*"
_IN = r"(?:à|a|en|em|in|zu|w|te|i)"
_WORD = r"[A-ZÀ-Þ][^\W\d_]*(?:['’\-][^\W\d_]+)*"
_PLACE = (rf"{_WORD}(?:\s(?:(?:de|del|della|di|do|da|dos|la|le|les|el|los|sur|sous|am|an\sder|bei|of|upon|nad)\s)*"
          rf"{_WORD}){{0,3}}(?:\s?\([^()]{{2,20}}\))?")
_TO = re.compile(rf"\s*,?\s*{_IN}\s+(?P<place>{_PLACE})")
_PLACE_FIRST = re.compile(rf"\s*{_IN}\s*[:：]?\s*(?P<place>{_PLACE})\s*,?{_ON}")
_ON_FIRST = re.compile(_ON)
_REACH = 40  # letters behind the words in which the day has to begin
_FIELDS = frozenset(("birth_date", "birth_place"))


def by_birth(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """The first such saying of the document: whoever a form is about comes before their family."""
    wanted = [p for p in plans if p.concept and p.concept.key in _FIELDS and not p.spec.many]
    if not wanted:
        return
    text = joined(document)
    found = next(_said(document, text), None)
    if found is None:
        return
    day, place = found
    for plan in wanted:
        if plan.concept is not None and plan.concept.key == "birth_date" and plan.kind == "date":
            start, end, value = day
            yield Candidate(plan, text.text[start:end], text.pieces(start, end), W["day"], "pattern", value)
        elif plan.concept is not None and plan.concept.key == "birth_place" and place is not None:
            pieces = _before_labels(document, text.pieces(*place))
            yield Candidate(plan, " ".join(p.text for p in pieces), pieces, W["place"], "pattern")


def _before_labels(document: Document, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Up to the next caption of the line: en Gijón Nacionalidad: …"""
    first, *rest = pieces
    begins = [start for start, _ in document.labels.starts.get(first.cell, ()) if first.start < start < first.end]
    return (trimmed(first.cell, first.start, min(begins)),) if begins else (first, *rest)


def _said(document: Document, text: Text) -> Iterator[tuple[tuple[int, int, str], tuple[int, int] | None]]:
    """The day (start, end, ISO) and the place (start, end) of each such saying that has a day."""
    for born in _BORN.finditer(text.text):
        before = _PLACE_FIRST.match(text.text, born.end())
        lead = before or _ON_FIRST.match(text.text, born.end())
        begin = lead.end() if lead else born.end()
        day = next((s for s in dates.find(text.text[begin:begin + _REACH], document.hints) if not s.start), None)
        if day is None:
            continue
        end = begin + day.end
        behind = _TO.match(text.text, end)
        place = before.span("place") if before else behind.span("place") if behind else None
        yield (begin, end, day.value), place
