"""Who made an agreement: the names between "by and between" and what describes or defines each; those of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ocr_engine.extract.candidates import Candidate
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.words.folding import fold
from ocr_engine.extract.words.lexicon import legal_form_pattern

from .runningtext import HEAD, Text

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


def parties(text: Text, plan: FieldPlan) -> Iterator[Candidate]:
    head = text.text[:HEAD]
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
    salutation = _SALUTATION.search(text.text[:HEAD])
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
