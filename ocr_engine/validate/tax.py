"""Tax numbers: the Chinese unified social credit code (GB 32100), European VAT numbers, others as printed."""

from __future__ import annotations

import re
from importlib import import_module

from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError

from ocr_engine.types import Check

from . import people
from .spans import Span, best_apart, fold

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(rf"[{USCC_ALPHABET}]{{2}}\d{{6}}[{USCC_ALPHABET}]{{10}}")
_FIND_18 = re.compile(r"(?<![A-Za-z0-9])[0-9A-Za-z]{2}\d{6}[0-9A-Za-z]{10}(?![A-Za-z0-9])")
_FIND_15 = re.compile(r"(?<![A-Za-z0-9])\d{15}(?![A-Za-z0-9])")
_COUNTRIES = "AT BE BG CHE CY CZ DE DK EE EL ES FI FR GB HR HU IE IT LT LU LV MT NL NO PL PT RO SE SI SK XI"
_VAT_STARTS = tuple(_COUNTRIES.split())
_FIND_VAT = re.compile(
    rf"(?<![A-Za-z0-9])(?:{'|'.join(_VAT_STARTS)})[\s-]?[A-Z0-9](?:[ .\-]?[A-Z0-9]){{6,12}}"
    r"(?:\s(?:MWST|TVA|IVA|MVA))?(?![A-Za-z0-9])")
_FIND_GERMAN = re.compile(r"(?<![\d/])(?:\d{2,3}\s?/\s?\d{3}\s?/\s?\d{4,5}|\d{3}/\d{4}/\d{4}|\d{5}/\d{5})(?![\d/])")
_FIND_DIGITS = re.compile(r"(?<![\w.,/-])(?:\d{10,13}|\d{2}-\d{7})(?![\w/-]|[.,]\d)", re.ASCII)
_FIND_GSTIN = re.compile(r"(?<![A-Za-z0-9])\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z](?![A-Za-z0-9])")
_SHAPES = ((_FIND_18, 0.6), (_FIND_VAT, 0.6), (_FIND_GSTIN, 0.6), (_FIND_GERMAN, 0.6), (_FIND_15, 0.4),
           (_FIND_DIGITS, 0.2))
_PLAIN = re.compile(r"[A-Z0-9][A-Z0-9/\-.]{4,23}")
# Outside the European module: start or shape of the number, and the module of its national check.
_NATIONAL = ((re.compile("CHE"), "stdnum.ch.vat"), (re.compile("GB"), "stdnum.gb.vat"),
             (re.compile("NO|.{9}MVA"), "stdnum.no.mva"),
             (re.compile(r"\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z]"), "stdnum.in_.gstin"))


def uscc_check_char(first17: str) -> str:
    """The eighteenth character: weights are powers of 3, modulus 31."""
    total = sum(USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return USCC_ALPHABET[-total % 31]


def _compact(raw: str) -> str:
    return re.sub(r"\s", "", fold(raw)).upper().strip(":;,-/.")


def normalise(raw: str) -> str | None:
    """Compact and in capitals; slashes stay. A VAT number loses its dots and dashes too. At least five digits."""
    value = _compact(raw)
    bare = re.sub(r"[.\-]", "", value)
    if value.startswith(_VAT_STARTS) and re.fullmatch(r"[A-Z]{2,3}[A-Z0-9]{7,14}(MWST|TVA|IVA|MVA)?", bare):
        value = bare
    return value if _PLAIN.fullmatch(value) and sum(c.isdigit() for c in value) >= 5 else None


def _vat_ok(value: str) -> bool | None:
    """Whether the national check passes; None where no country's rule applies."""
    for shape, module in _NATIONAL:
        if shape.match(value):
            return bool(import_module(module).is_valid(value))
    if value[:2].lower() in {*eu_vat.MEMBER_STATES, "el"} and value[:2].isalpha():
        try:
            eu_vat.validate(value)
        except ValidationError:
            return False
        return True
    return None


def check(value: str) -> tuple[Check, ...]:
    """``uscc_checksum`` for eighteen characters, ``vat_id_checksum`` where a country's rule is known, else ()."""
    if len(value) == 18 and not value[:2].isalpha():
        ok = bool(_USCC.fullmatch(value)) and value[17] == uscc_check_char(value[:17])
        if not ok and people.parts(value) and all(c.ok for c in people.check(value)):
            return (Check("cn_id_checksum", True),)  # a person in business is taxed under the identity number
        return (Check("uscc_checksum", ok),)
    ok_vat = _vat_ok(value)
    return () if ok_vat is None else (Check("vat_id_checksum", ok_vat),)


def find(text: str) -> list[Span]:
    """Tax numbers that can be told by their shape. A passed check gives the full score."""
    folded, spans = fold(text), []
    for pattern, score in _SHAPES:
        for match in pattern.finditer(folded):
            value = normalise(match.group())
            if value is None or sum(c.isdigit() for c in value) < 7:
                continue
            passed = [c.ok for c in check(value)]
            best = 1.0 if passed and all(passed) else score
            spans.append(Span(match.start(), match.end(), text[match.start():match.end()], value, best))
    return best_apart(spans)
