"""Facts in running text: who made an agreement, from which day, under which law, for how long."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from ocr_engine.validate import dates
from ocr_engine.validate.spans import NO_HINTS

from ..candidates import Candidate, Document
from ..folding import fold, has_cjk
from ..layout import Cell
from ..lexicon import legal_form_pattern
from ..pieces import Piece
from ..plan import FieldPlan
from ..shapes import readings

_HEAD = 5000  # characters of an agreement in which its parties and its day stand


@dataclass(frozen=True, slots=True)
class Text:
    """All lines joined by spaces, with the way back to the cells."""

    text: str
    starts: list[int]
    cells: list[Cell]

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        found = []
        for index in range(max(0, bisect.bisect_right(self.starts, start) - 1), len(self.cells)):
            begin, cell = self.starts[index], self.cells[index]
            if begin >= end:
                break
            first, last = max(start, begin) - begin, min(end, begin + len(cell.text)) - begin
            if first < last:
                found.append(Piece(cell, first, last))
        return tuple(found)


def by_prose(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    wanted = [p for p in plans if p.concept and p.concept.prose in _FINDERS]
    if not wanted:
        return
    text = joined(document)
    for plan in wanted:
        assert plan.concept is not None
        yield from _FINDERS[plan.concept.prose](text, plan)


def joined(document: Document) -> Text:
    starts: list[int] = []
    cells: list[Cell] = []
    parts: list[str] = []
    length = 0
    for sheet in document.sheets:
        for row in sheet.rows:
            for cell in row.cells:
                starts.append(length)
                cells.append(cell)
                parts.append(cell.text)
                length += len(cell.text) + 1
    return Text(" ".join(parts), starts, cells)


# --- parties ---

_BETWEEN = re.compile(
    r"\b(?:by\s+and\s+(?:between|among)|is\s+between|made\s+between|into\s+between|between|by\s+and\s+amongst?|among"
    r"|is\s+entered\s+into\s+(?:by|with)|\(“?Agreement”?\)\s+with|Agreement\s+with)\s*:?\s+",
    re.IGNORECASE,
)
_NAME = (
    r"[A-Z0-9][\w.&’'\-]*"
    r"(?:[ ,]{1,2}(?:(?:and|of|the|de|van|von|&)\s)?(?:[A-Z][\w.&’'\-]*|[IVX]+\b|\([A-Z][\w. ]+\)))*\.?"
)
_DEFINED = re.compile(
    rf"(?P<name>{_NAME})\s*,?\s*(?:(?P<as>\(\s*(?:together|collectively|hereinafter|herein|the|this|[“\"‘']|and|including|referred|each|or"
    r"|a\s+term)|[“\"])|,\s+an?\s+[A-Za-z]|\s+an?\s+(?:[\w\-]+\s+){0,3}(?:corporation|company|limited|partnership|individual|trust)"
    r"|,?\s+(?:having|with)\s+(?:its|a|an|offices?|his|her|principal)|,?\s+(?:whose|located|residing|of\s+\d)"
    r"|,?\s+(?:on\s+behalf|the\s+undersigned)|(?P<last>\s*[.;]\s|,?\s+(?:effective|dated|as\s+of|hereby|agree)\b))"
)
_NO_PARTY = re.compile(
    r"(?i)^(?:the|this|agreement|company|employee|employer|executive|recipient|discloser|party|parties|whereas|effective|date|"
    r"exhibit|state|board|director|corporation|confidential\w*|undersigned|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|in|on|as|for|section|you|each|its|an?|any|all|such|new york|delaware"
    r"|california)\b"
    r"(?!\s+\S+\s*(?:inc|llc|corp))"
)
_SENTENCE_END = re.compile(
    r"(?<!\bInc)(?<!\bCorp)(?<!\bLtd)(?<!\bCo)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bJr)(?<!\bSr)(?<!\bSt)(?<!\bNo)"
    r"(?<=[a-z”\")\d])\.\s+(?=[A-Z])"
)
_STOP = re.compile(
    r"\b(?:WHEREAS|W\s?I\s?T\s?N\s?E\s?S\s?S|RECITALS?|BACKGROUND|WITNESSETH|NOW,?\s+THEREFORE|In\s+consideration|hereby\s+agree|agree\s+as\s+follows|The\s+Parties|1\.)"
)


def _parties(text: Text, plan: FieldPlan) -> Iterator[Candidate]:
    head = text.text[:_HEAD]
    names: list[tuple[int, int]] = []
    for opening in list(_BETWEEN.finditer(head))[:4]:
        ends = (_STOP.search(head, opening.end()), _SENTENCE_END.search(head, opening.end()))
        end = min([opening.end() + 1200, len(head), *(m.start() + 1 for m in ends if m)])
        names = _names_between(head, opening.end(), end)
        if names:
            break
    score = 0.7
    if not names or _SALUTATION.search(head[:1500]):
        names, score = _letter_parties(text) + names[:2], 0.5
    if not names:
        names = [n for n in _names_between(head, 0, 1600) if head[n[1] : n[1] + 4].lstrip(" ,")[:1] in '(“"']
    distinct: dict[str, Candidate] = {}
    for start, end in names:
        if candidate := _party(text, plan, start, end, score):
            distinct.setdefault(fold(candidate.raw), candidate)
    group = list(distinct.values())
    if group:
        yield replace(group[0], more=tuple(group[1:6]))


def _party(text: Text, plan: FieldPlan, start: int, end: int, score: float) -> Candidate | None:
    raw = text.text[start:end].rstrip(" ,;")
    pieces = text.pieces(start, start + len(raw))
    return Candidate(plan, raw, pieces, score, "pattern") if pieces else None


def _names_between(head: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names in "A, a Delaware corporation (…), and B (…)": each up to what describes or defines it."""
    found: list[tuple[int, int]] = []
    for match in _DEFINED.finditer(head, start, min(end + 40, len(head))):
        begin, stop = match.span("name")
        lead = re.match(r"(?:and|between|among|with|by|the)\s+", match["name"], re.IGNORECASE)
        begin += lead.end() if lead else 0
        name = head[begin:stop].rstrip(" ,")
        placed = re.search(r"\b(?:of|in|at|to|from|under)\s+(?:the\s+)?$", head[max(0, begin - 12) : begin])
        unsure = match["last"] and not re.search(r"(?:\band|between|with)\s+$", head[max(0, begin - 9) : begin])
        if begin < end and not placed and not unsure and _name_like(name):
            found += [(begin + a, begin + b) for a, b in _apart(name)]
    if not found and start:
        first = re.match(rf"(?:the\s+)?({_NAME})", head[start:end])
        if first and _name_like(first[1].rstrip(" ,")):
            found.append((start + first.start(1), start + first.start(1) + len(first[1].rstrip(" ,"))))
    return found


def _apart(name: str) -> list[tuple[int, int]]:
    """Two firms that "and" joins are two parties where both bear a legal form."""
    for joint in re.finditer(r"\s+(?:and|AND)\s+", name):
        left, right = name[: joint.start()], name[joint.end() :]
        forms = legal_form_pattern()
        if forms.search(left) and forms.search(right) and len(left.split()) > 1 and len(right.split()) > 1:
            return [(0, len(left.rstrip(" ,"))), (joint.end(), len(name))]
    return [(0, len(name))]


def _name_like(name: str) -> bool:
    if len(name) < 4 or len(name) > 90 or _NO_PARTY.match(name):
        return False
    if legal_form_pattern().search(name):
        return True
    return len(name.split()) >= 2 and not re.search(r"\s(?:and|or)\s|\d", name) and not _THING.search(name)


_THING = re.compile(
    r"(?i)\b(?:agreement|information|material|plan|transaction|date|period|purpose|stock|act|law|board|employer|employee|services?|"
    r"business|section|exhibit|products?)\b"
)
_SALUTATION = re.compile(r"\b(?:Dear\s|Ladies\s+and\s+Gentlemen|Gentlemen\s*:)")


def _letter_parties(text: Text) -> list[tuple[int, int]]:
    """A letter agreement: the firms in the heading and the address, before the salutation."""
    salutation = _SALUTATION.search(text.text[:_HEAD])
    if not salutation:
        return []
    found: list[tuple[int, int]] = []
    seen: set[str] = set()
    for begin, cell in zip(text.starts, text.cells, strict=True):
        if begin > salutation.start():
            break
        forms = [m for m in legal_form_pattern().finditer(cell.text) if m.end() >= len(cell.text.rstrip(" ."))]
        name = cell.text.strip()
        if (
            forms
            and forms[-1].start() > 2
            and fold(name) not in seen
            and len(name.split()) <= 8
            and not name.startswith("EX")
        ):
            seen.add(fold(name))
            at = begin + cell.text.index(name)
            found.append((at, at + len(name)))
    body = text.text[salutation.end() : salutation.end() + 900]
    company = next((m for m in _DEFINED.finditer(body) if m["as"] and legal_form_pattern().search(m["name"])), None)
    if company and len(found) < 2:
        name = re.sub(r"^(?:the|with|of)\s+", "", company["name"].rstrip(" ,"), flags=re.IGNORECASE)
        at = salutation.end() + body.index(name, company.start())
        found.append((at, at + len(name)))
    return found[:3]


# --- the day ---

_DAY_LEAD = re.compile(
    r"(?P<effective>effective\s+(?:as\s+of|date|on|from)?|effective)\W{0,12}(?:\w+\s+){0,3}?$"
    r"|(?:dated|made|entered\s+into|executed|as\s+of|day\s+of)\W{0,4}(?:\w+\W+){0,6}?$",
    re.IGNORECASE,
)


def _effective_date(text: Text, plan: FieldPlan) -> Iterator[Candidate]:
    head = text.text[:_HEAD]
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


# --- the law ---

_PLACE_NAME = r"[A-Z][a-zA-Z]+(?:\s+(?:and\s+|of\s+)?[A-Z][a-zA-Z]+){0,3}"
_LAW = re.compile(
    rf"\blaws?\b[^.;]{{0,60}}?\bof\s+(?:the\s+)?(?:(?:State|Commonwealth|Province|Republic|Federal\s+Republic)\s+of\s+)?(?:the\s+)?(?P<place>{_PLACE_NAME})"
    r"|(?P<before>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s+law\b",
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


# --- the term ---

_LASTING = re.compile(
    r"terminat|expir|remain\s+in\s+(?:full\s+)?(?:force|effect)|in\s+effect|surviv|continu|term\s+of\s+this|valid\s+for|"
    r"period\s+of|有效期|期限",
    re.IGNORECASE,
)
_OF_CONFIDENCE = re.compile(
    r"confiden|agreement|obligations?|hereunder|non-?disclos|information|协议|合同|保密", re.IGNORECASE
)
_TERM_ZH = re.compile(r"(?:期限|有效期|租期|合同期|期)[^。；，]{0,8}$")
_OTHER_TERM = re.compile(
    r"solicit|compet|hire|employ|prior|preced|standstill|notice|severance|salary|vest|restricted|terminat\w+\s+of\s+(?:his|her|employ|the\s+employ)|"
    r"purchase|acquire|within|last\s+\w+\s*$|bonus|exercise",
    re.IGNORECASE,
)


def _term(text: Text, plan: FieldPlan) -> Iterator[Candidate]:
    for index, reading in enumerate(readings("text", "duration", text.text, NO_HINTS)):
        raw = text.text[reading.start : reading.end]
        if re.search(r"(?i)day|天|日", raw):
            continue
        before = text.text[max(0, reading.start - 200) : reading.start]
        counted = re.search(r"(?:共计?|为期)\s*$", before)
        if has_cjk(raw) and not counted and not _TERM_ZH.search(before[-16:]):
            continue
        before = re.split(r"(?<=[a-z)])\.\s+(?=[A-Z(\d])", before)[-1]
        after = text.text[reading.end : reading.end + 90]
        score = (
            0.12 + 0.26 * bool(_LASTING.search(before[-110:])) + 0.2 * bool(_OF_CONFIDENCE.search(before + after[:50]))
        )
        score += 0.14 * bool(
            re.match(r"(?i)\W*(?:from|after|following)\s+(?:the\s+)?(?:date|effective|execution|disclos|expir)", after)
        )
        score += 0.14 * bool(
            re.search(r"(?i)agreement\W+(?:\w+\W+){0,12}(?:terminate|expire|remain|continue|term|effect)", before)
        )
        score -= 0.3 * bool(_OTHER_TERM.search(before[-160:] + after[:60]))
        score += 0.4 * bool(counted)
        yield Candidate(
            plan,
            raw,
            text.pieces(reading.start, reading.end),
            min(0.8, score) - 0.002 * index,
            "pattern",
            spelled_out(raw),
        )


_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {
    "eighteen": 18,
    "twenty-four": 24,
    "twenty four": 24,
    "thirty-six": 36,
    "thirty six": 36,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}


def spelled_out(raw: str) -> str:
    """A duration as number and unit: "two (2) years" → "2 years"."""
    digits = re.search(r"\d+", raw)
    word = re.match(r"[A-Za-z]+(?:[- ](?:four|six)\b)?|[一二三四五六七八九十两]", raw)
    number = int(digits.group()) if digits else _NUMBERS.get(word.group().casefold() if word else "", 0)
    unit = re.search(r"(?i)year|month|week|day|Jahr|Monat|an(?=s?$)|mois|个月|年|月|周|天|日", raw)
    if not number or not unit:
        return raw
    name = unit.group()
    if name.isascii() and name.casefold() in ("year", "month", "week", "day"):
        return f"{number} {name.casefold()}{'s' if number != 1 else ''}"
    return f"{number}{name}" if not name.isascii() else re.sub(r"\s+", " ", raw)


# --- from one day to another ---

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
    "parties": _parties,
    "effective_date": _effective_date,
    "governing_law": _governing_law,
    "term": _term,
    "first_day": partial(_span_of_days, last=False),
    "last_day": partial(_span_of_days, last=True),
}
