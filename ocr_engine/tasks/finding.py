"""Finding what somebody asks for in the text of the pages, without any model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ocr_engine.doctypes.load import builtin_types
from ocr_engine.evidence.page_index import PageIndex
from ocr_engine.extract.classify import classify
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.fields.openfields import kind_of_name
from ocr_engine.types import DocType, PageText
from ocr_engine.vlm.answers import Spotted

from .by_name import FIRST_PAGES, Found, Named, spot_of
from .kinds_shown import behind, every, kind_asked
from .wanted import singular, wanted

# A document shows many of these, so that one by name ("due date") is not any of them; these names mean any.
_NAMED_KINDS = frozenset(("date", "money", "company", "percent"))
_GENERIC = re.compile(
    r"dates?|amounts?|money|sums?|prices?|percent(?:age)?s?|compan(?:y|ies)|日期|金额|钱|款项|百分比|公司|企业|datum|daten"
    r"|betr[aä]ge?|preise?|firmen?|montants?|soci[eé]t[eé]s?|fechas?|importes?|empresas?", re.IGNORECASE)
# Where people sign and seal; the mark itself is no text.
_SIGNED = re.compile(
    r"signatures?|signed(?: by)?|sign(?: here)?|signatories|签字|签名|签章|签署处|unterschrift(?:en)?|firmas?",
    re.IGNORECASE)
_SEALED = re.compile(r"(?:company )?(?:seals?|stamps?)|chops?|印章|公章|盖章|章|stempel|sceaux?|sellos?", re.IGNORECASE)
_SIGN_WORDS = ("signature", "signed", "sign here", "签字", "签名", "签章", "签署", "unterschrift")
_SEAL_WORDS = ("盖章", "公章", "签章", "印章", "专用章", "company seal", "stamp", "stempel")


def located(pages: Sequence[PageText], request: str, *, own: DocType | None = None,
            types: Sequence[DocType] = ()) -> Found:
    """Page and place of what was asked for, in reading order.

    "every phone number" means the values of that kind, "where is the invoice number" the value of that name, and
    other words themselves; a bare name that many documents use means its value and the places where it is printed.
    Words that stand nowhere together may still stand in one line. ``types`` are known besides the built-in ones, or in
    place of one with the same key: the names of their fields count as well, those of ``own``, the document's type,
    before all others.
    """
    known = [*types, *(t for t in builtin_types() if t.key not in {other.key for other in types})]
    wish = wanted(request)
    index = PageIndex(pages)
    literal = [(e.page, Spotted(e.text.strip(), e.box)) for e in index.occurrences(wish.words)]
    if wish.quoted:
        return literal
    many = wish.every or singular(wish.words) != wish.words
    kind = kind_asked(wish.words)
    if many and (found := every(pages, kind) if kind else _of_kind(pages, kind_of_name(singular(wish.words)), known)):
        return found
    if signs := _of_signing(index, wish.words):
        return signs
    by_name = Named(pages, own, [t for t in known if own is None or t.key != own.key])
    named = by_name.values(wish) or (behind(pages, wish.words, kind) if wish.asked and kind else [])
    if literal or named:
        return named if named and wish.asked else _together(named, literal)
    if kind and (kind not in _NAMED_KINDS or _GENERIC.fullmatch(wish.words)):
        return every(pages, kind)
    return by_name.mentioned(wish.words) or _lines_with(pages, wish.words)


def _of_kind(pages: Sequence[PageText], kind: str, types: Sequence[DocType]) -> Found:
    """All values of fields of a kind without a shape (names, addresses), of the type that the pages are."""
    doc_type, _sure = classify(pages, types)
    if kind not in ("name", "address") or doc_type is None:
        return []
    fields = extract_fields(pages[:FIRST_PAGES], doc_type)
    found = [v for spec in doc_type.fields if spec.kind == kind for v in fields.get(spec.key, ()) if v.box is not None]
    return _in_order({(v.page, v.box): spot_of(v) for v in found}.values())


def _of_signing(index: PageIndex, words: str) -> Found:
    for pattern, printed in ((_SIGNED, _SIGN_WORDS), (_SEALED, _SEAL_WORDS)):
        if pattern.fullmatch(words):
            found = {(e.page, e.box): e for word in (words, *printed) for e in index.occurrences(word)}
            return _in_order((e.page, Spotted(e.text.strip(), e.box)) for e in found.values())
    return []


def _in_order(found: Iterable[tuple[int, Spotted]]) -> Found:
    return sorted(found, key=lambda f: (f[0], f[1].box.y0 if f[1].box else 0.0))


def _lines_with(pages: Sequence[PageText], request: str) -> Found:
    """Lines that hold all words of a request, by their beginnings: "confidential for a period of" has both of
    "confidentiality period"."""
    stems = [re.escape(w[:max(4, len(w) - 3)]) for w in re.findall(r"[^\W\d_]{3,}", request.casefold()) if w.isascii()]
    if len(stems) < 2:
        return []
    return [(page.number, Spotted(line.text.strip(), line.box)) for page in pages for line in page.lines
            if all(re.search(rf"\b{stem}", line.text.casefold()) for stem in stems)]


def _together(named: Found, literal: Found) -> Found:
    """Values first; then the places of the words that are not inside one of them."""
    inside = {(page, spot.box) for page, spot in named}
    return [*named, *((page, spot) for page, spot in literal if (page, spot.box) not in inside)]
