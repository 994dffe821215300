"""Words that a contract defines: "Ann Hill of … (the "Landlord")", "Iker Zubiri, …, en adelante EL ARRENDADOR".

Contracts name their parties once and say in the same sentence what they will be called; what they are called is what a
definition asks for. The premises and the time that is agreed on stand behind words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.names import word_parts
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.weights import DEFINED as W
from ocr_engine.extract.weights import OWN_NAME
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.lexicon import legal_form_pattern, words

from .runningtext import Text, joined

_BACK = 320
_CALLED = (r"(?:[(\"“”„«'’]\s*|\b(?:en adelante|en lo sucesivo|nachfolgend|im Folgenden|ci-après(?: dénommée?)?"
           r"|di seguito|doravante|hierna|hereinafter(?: called| referred to as)?|dále jen|dalej)\s*,?\s*)"
           r"(?:(?:(?i:the|el|la|los|las|der|die|das|il|lo|le|l['’]|o|a|de|het)\b|[\"“„«'])\s*){0,3}")
_TITLES = r"(?:(?:D\./Dña\.|D\.|Dña\.|Don|Doña|Herrn?|Frau|M\.|Mme|Mr\.?|Mrs\.?|Ms\.?|Sig\.(?:ra)?|Sr\.?|Sra\.?)\s+)?"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞČĎĚŁŃŇŘŚŠŤŮŹŻŽİĞŞ]"
_NAME = (rf"{_CAPITAL}[\w.&’'\-]*(?:\s(?:(?:of|the|de|del|la|van|von|di|da|dos|y|e|&)\s){{0,2}}{_CAPITAL}[\w.&’'\-]*)*"
         rf"(?:,\s(?:Inc|LLC|Ltd|L\.P|LP|S\.[AL]|Corp)\.?)?")
_OPENING = re.compile(
    rf"(?:\(\w{{1,2}}\)|\b(?:between|and|among|entre|y|parte,?|zwischen|und|et|tra|e|tussen|en|by|with|is)\b|[.;:])\s+"
    rf"{_TITLES}(?P<name>{_NAME})")
_PLACED = re.compile(
    r"\b(?:known as|located at|situated at|sit[ao] en|situad[ao] en|ubicad[ao] en|gelegen (?:in|an)|située? (?:au|à)"
    r"|ubicat[ao] in|sit[ao] in|situad[ao] (?:em|na)|gelegen (?:te|aan))\s+"
    r"(?P<place>[^;]{8,120}?)(?=\s*[(;]|\.\s|\.$|\sfor a"
    r"|,\s(?:[a-z]+ing|hereinafter|consistente|compuest[ao]|con una)\b)")
_SPAN = re.compile(
    r"\b(?:lease term of|for a (?:fixed )?term of|(?:plazo|duración|dauer|laufzeit|durée|durata|prazo|looptijd|duur)\b"
    r"[^.;]{0,40}?)\s(?P<span>"
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|ten|twelve|eighteen|twenty[- ]four"
    r"|un[oa]?|dos|tres|cuatro|cinco|seis|doce"
    r"|ein(?:e[mrs]?)?|zwei|drei|vier|fünf|deux|trois|quatre|cinq|due|tre|quattro|cinque|twee|drie|vijf)"
    r"(?:\s\(\d{1,3}\))?\s(?:years?|months?|weeks?|days?|años?|mes(?:es)?|Jahre?n?|Monate?n?|ans?|mois|ann[io]|mesi|jaar"
    r"|maanden|anos?))\b", re.IGNORECASE)


def by_definition(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    text = joined(document)
    if has_cjk(text.text[:400]):
        return
    ends = [m.end() for m in re.finditer(_CALLED + r"[^\W\d_]+", text.text)]
    for plan in plans:
        if plan.kind == "name" and not plan.spec.many:
            yield from _parties(text, plan, ends)
        elif plan.kind == "address":
            yield from _marked(text, plan, _PLACED, "place", W["place"])
        elif plan.kind == "text" and _about_time(plan):
            yield from _marked(text, plan, _SPAN, "span", W["span"])


def _parties(text: Text, plan: FieldPlan, ends: list[int]) -> Iterator[Candidate]:
    """The first name of the sentence in which it is said what its bearer will be called."""
    own = [re.escape(n.text) for n in plan.names if n.weight >= OWN_NAME and len(n.text) > 3]
    called = re.compile(rf"{_CALLED}(?i:{'|'.join(own)})\b(?=\s*[\"”“»)'’.,;])") if own else None
    for match in called.finditer(text.text) if called else ():
        since = max([match.start() - _BACK, 0, *(e for e in ends if e <= match.start())])
        for opening in _OPENING.finditer(text.text, since, match.start()):
            start, end = opening.span("name")
            name = text.text[start:end].rstrip(" .,") if not legal_form_pattern().search(text.text[start:end]) else (
                text.text[start:end].rstrip(" ,"))
            if len(name.split()) > 1 and (pieces := text.pieces(start, start + len(name))):
                yield Candidate(plan, name, pieces, W["party"], "pattern")
                break


def _marked(text: Text, plan: FieldPlan, pattern: re.Pattern[str], group: str, score: float) -> Iterator[Candidate]:
    match = pattern.search(text.text)
    if match and (pieces := text.pieces(*match.span(group))):
        yield Candidate(plan, match[group], pieces, score, "pattern")


def _about_time(plan: FieldPlan) -> bool:
    asked = set(words()["span_words"])
    return any(word_parts(name) & asked for name in plan.spec.names)
