"""Finding what somebody asks for in the text of the pages, without any model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from ocr_engine.doctypes.load import builtin_types
from ocr_engine.extract.classify import classify
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.folding import fold
from ocr_engine.extract.lexicon import concept_named
from ocr_engine.extract.openfields import kind_of_name, open_type
from ocr_engine.types import DocType, FieldResult, PageText
from ocr_engine.vlm.align import PageIndex
from ocr_engine.vlm.answers import Spotted

from .kinds_shown import behind, every, kind_asked
from .wanted import Wanted, singular, wanted

Found = list[tuple[int, Spotted]]
Fields = Mapping[str, tuple[FieldResult, ...]]

_FIRST_PAGES = 40  # that are searched for a value by its name; a tenth of a second each
# Values chosen for their shape alone are good enough for a field to review, not for an answer; for their place, where
# the extractor is as sure as it gets of those.
_BY_SHAPE, _BY_PLACE, _SURE_OF_PLACE = "by_shape", "position", 0.5
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


def located(pages: Sequence[PageText], request: str) -> Found:
    """Page and place of what was asked for, in reading order.

    "every phone number" means the values of that kind, "where is the invoice number" the value of that name, and
    other words themselves; a bare name that many documents use means its value and the places where it is printed.
    Words that stand nowhere together may still stand in one line.
    """
    wish = wanted(request)
    index = PageIndex(pages)
    literal = [(e.page, Spotted(e.text.strip(), e.box)) for e in index.occurrences(wish.words)]
    if wish.quoted:
        return literal
    many = wish.every or singular(wish.words) != wish.words
    kind = kind_asked(wish.words)
    if many and (found := every(pages, kind) if kind else _of_fields(pages, kind_of_name(singular(wish.words)))):
        return found
    if signs := _of_signing(index, wish.words):
        return signs
    named = _named(pages, wish) or (behind(pages, wish.words, kind) if wish.asked and kind else [])
    if literal or named:
        return named if named and wish.asked else _together(named, literal)
    if kind and (kind not in _NAMED_KINDS or _GENERIC.fullmatch(wish.words)):
        return every(pages, kind)
    return _lines_with(pages, wish.words)


def _named(pages: Sequence[PageText], wish: Wanted) -> Found:
    """The value that goes by this name, where the name is one that documents use or was asked for as one."""
    pages = pages[:_FIRST_PAGES]
    read: dict[str, Fields] = {}
    for name in _names(wish.words):
        if concept_named(name) or wish.asked:
            fields = extract_fields(pages, open_type([name]))
            if found := [_spot(v) for values in fields.values() for v in values if _believed(v)]:
                return found
        for doc_type, keys in _types_with(fold(name)):
            if doc_type.key not in read:
                read[doc_type.key] = extract_fields(pages, doc_type)
            if found := [_spot(v) for key in keys for v in read[doc_type.key].get(key, ()) if _believed(v)]:
                return found
    return []


def _of_fields(pages: Sequence[PageText], kind: str) -> Found:
    """All values of fields of a kind without a shape (names, addresses), of the built-in type that the pages are."""
    doc_type, _sure = classify(pages, builtin_types())
    if kind not in ("name", "address") or doc_type is None:
        return []
    fields = extract_fields(pages[:_FIRST_PAGES], doc_type)
    found = [v for spec in doc_type.fields if spec.kind == kind for v in fields.get(spec.key, ()) if v.box is not None]
    return _in_order({(v.page, v.box): _spot(v) for v in found}.values())


def _names(words: str) -> Iterator[str]:
    """The name as written, in the singular, and without what English and Chinese put around it."""
    bare = re.sub(r"['’]s\b", "", words)
    short = re.sub(r"\s+(?:name|no\.?|nr\.?)$|(?:的)?(?:名称|姓名|名字)$", "", bare, flags=re.IGNORECASE)
    turned = re.sub(r"^(\S.*?)\s+of\s+(?:the\s+)?(\S.*)$", r"\2 \1", bare)
    yield from dict.fromkeys(n for n in (words, bare, singular(bare), turned, short, bare.replace("的", "")) if n)


@cache
def _type_names() -> dict[str, tuple[tuple[str, str], ...]]:
    """Folded name -> (type, field) of the built-in types."""
    table: dict[str, list[tuple[str, str]]] = {}
    for doc_type in builtin_types():
        for spec in doc_type.fields:
            for name in {fold(n) for n in spec.names}:
                table.setdefault(name, []).append((doc_type.key, spec.key))
    return {name: tuple(places) for name, places in table.items()}


def _types_with(name: str) -> Iterator[tuple[DocType, list[str]]]:
    """The built-in types that have fields of this name, and their keys."""
    places = _type_names().get(name, ())
    for doc_type in builtin_types():
        if keys := [key for kind, key in places if kind == doc_type.key]:
            yield doc_type, keys


def _believed(value: FieldResult) -> bool:
    if value.box is None or value.page is None or value.how == _BY_SHAPE:
        return False
    return value.how != _BY_PLACE or value.confidence >= _SURE_OF_PLACE


def _spot(value: FieldResult) -> tuple[int, Spotted]:
    assert value.page is not None
    return value.page, Spotted((value.raw or value.value).strip(), value.box)


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
