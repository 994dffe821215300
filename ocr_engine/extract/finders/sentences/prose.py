"""Facts in running text: who made an agreement, from which day, under which law, for how long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.validate import dates

from .parties import parties
from .runningtext import HEAD, Text, joined
from .terms import term


def by_prose(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    wanted = [p for p in plans if p.concept and p.concept.prose in _FINDERS]
    if not wanted:
        return
    text = joined(document)
    for plan in wanted:
        assert plan.concept is not None
        yield from _FINDERS[plan.concept.prose](text, plan)


_DAY_LEAD = re.compile(
    r"(?P<effective>effective\s+(?:as\s+of|date|on|from)?|effective)\W{0,12}(?:\w+\s+){0,3}?$"
    r"|(?:dated|made|entered\s+into|executed|as\s+of|day\s+of)\W{0,4}(?:\w+\W+){0,6}?$",
    re.IGNORECASE,
)


def _effective_date(text: Text, plan: FieldPlan) -> Iterator[Candidate]:
    head = text.text[:HEAD]
    for index, span in enumerate(dates.find(head)[:8]):
        before = head[max(0, span.start - 60) : span.start]
        lead = _DAY_LEAD.search(before)
        score = 0.0
        if lead:
            score = 0.78 if lead["effective"] else 0.68
        elif re.match(r"\W{0,4}[(“\"]*(?:the\s+)?[“\"]Effective Date", head[span.end : span.end + 40]):
            score = 0.8
        elif index == 0 and span.start < 900:
            score = 0.34
        if score:
            pieces = text.pieces(span.start, span.end)
            yield Candidate(
                plan,
                head[span.start : span.end],
                pieces,
                score - 0.02 * index - span.start / 60000,
                "pattern",
                span.value,
            )


_PLACE_NAME = r"[A-Z][a-zA-Z]+(?:\s+(?:and\s+|of\s+)?[A-Z][a-zA-Z]+){0,3}"
_LAW = re.compile(
    rf"\blaws?\b[^.;]{{0,60}}?\bof\s+(?:the\s+)?(?:(?:State|Commonwealth|Province|Republic|Federal\s+Republic)\s+of\s+)?(?:the\s+)?(?P<place>{_PLACE_NAME})"
    r"|(?<![a-z])(?P<before>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s+law\b",
    re.IGNORECASE,
)
_LAW_ZH = re.compile(r"适用(?P<place>[\u4e00-\u9fff]{2,12}?)(?:的)?法律|受(?P<by>[\u4e00-\u9fff]{2,12}?)法律管辖")
_NO_PLACE = re.compile(
    r"^(?:any|such|which|that|the|this|its|a|each|other|applicable|conflicts?|state)\b", re.IGNORECASE
)


def _governing_law(text: Text, plan: FieldPlan) -> Iterator[Candidate]:
    for match in _LAW.finditer(text.text):
        group = "place" if match["place"] else "before"
        start, end = match.span(group)
        place = re.match(_PLACE_NAME, text.text[start:end])
        if place is None or _NO_PLACE.match(place.group()):
            continue
        context = text.text[max(0, match.start() - 130) : match.start()].casefold()
        score = (
            0.3
            + 0.35 * bool(re.search(r"govern(?:ed|ing)", context))
            + 0.2 * bool(re.search(r"constru|interpret|enforc", context))
        )
        if group == "before":
            score -= 0.3
        raw = re.sub(r"\s+(?:without|and|applicable|as|in)$", "", place.group())
        raw = re.sub(r"^(?:State|Commonwealth|Republic|Province) of ", "", raw)
        start += place.group().index(raw)
        yield Candidate(plan, raw, text.pieces(start, start + len(raw)), min(0.85, score), "pattern")
    for match in _LAW_ZH.finditer(text.text):
        group = "place" if match["place"] else "by"
        start, end = match.span(group)
        yield Candidate(plan, match[group], text.pieces(start, end), 0.7, "pattern")


_FROM = re.compile(r"(?:自|从|from|commencing\s+(?:on\s+)?|beginning\s+(?:on\s+)?|vom|du)\s*$", re.IGNORECASE)
_UNTIL = re.compile(
    r"\s*(?:起|日起)?\s*[，,]?\s*(?:至|到|-|–|—|to|until|through|and\s+ending(?:\s+on)?|bis(?:\s+zum)?|au)\s*",
    re.IGNORECASE,
)


def _span_of_days(text: Text, plan: FieldPlan, *, last: bool) -> Iterator[Candidate]:
    """自 2031年5月1日 起至 2033年4月30日 止, from 1 May 2031 to 30 April 2033: its first or its last day."""
    for first, second in pairwise(dates.find(text.text)):
        lead = text.text[max(0, first.start - 24) : first.start]
        if _FROM.search(lead) and _UNTIL.fullmatch(text.text[first.end : second.start]):
            day = second if last else first
            yield Candidate(plan, day.raw, text.pieces(day.start, day.end), 0.62, "pattern", day.value)


_FINDERS: dict[str, Callable[[Text, FieldPlan], Iterator[Candidate]]] = {
    "parties": parties,
    "effective_date": _effective_date,
    "governing_law": _governing_law,
    "term": term,
    "first_day": partial(_span_of_days, last=False),
    "last_day": partial(_span_of_days, last=True),
}
