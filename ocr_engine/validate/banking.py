"""IBAN and bank account numbers."""

from __future__ import annotations

import re

from stdnum import iban as std_iban
from stdnum import luhn

from ocr_engine.types import Check

from .spans import Span, best_apart, fold

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_FIND_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}")
_BY_LENGTH = {  # IBANs in use: where the number ends when words follow it
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL",
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "PT ST",
    26: "IS TR",
    27: "FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HU LB PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU",
    31: "MT SC",
    32: "LC",
}
_LENGTHS = {country: length for length, countries in _BY_LENGTH.items() for country in countries.split()}
_FIND_ACCOUNT = re.compile(r"(?<![A-Za-z0-9.,/-])\d(?:[ -]?\d){7,29}(?![A-Za-z0-9/]|[.,-]\d)")
# Numbers that are payment cards by their first digits and length; other long numbers follow each bank's own rule.
_CARD = re.compile(r"62\d{14,17}|(?:4\d|5[1-5]|2[2-7]|35)\d{14}|3[47]\d{13}")


def _compact(raw: str) -> str:
    return re.sub(r"[\s\-]", "", fold(raw)).upper().strip(":;,./")


def _iban_ok(value: str) -> bool:
    # The library's national checks are left out: one of them wants the bank in a list, and lists grow old.
    return bool(std_iban.is_valid(value, check_country=False))


def normalise_iban(raw: str) -> str | None:
    """Compact, in capitals; a label before it and a BIC behind it are left out."""
    spans = find_iban(raw)
    if spans:
        return spans[0].value if len(spans) == 1 else None
    value = _compact(raw).removeprefix("IBAN").lstrip(":")
    return value if _IBAN.fullmatch(value) else None


def check_iban(value: str) -> tuple[Check, ...]:
    """Country, structure and check digits (ISO 13616)."""
    return (Check("iban_checksum", _iban_ok(value)),)


def find_iban(text: str) -> list[Span]:
    spans = []
    for match in _FIND_IBAN.finditer(fold(text)):
        length = _LENGTHS.get(match.group()[:2])
        end, count = match.start(), 0
        while length and end < match.end() and count < length:
            count += match.string[end].isalnum()
            end += 1
        if not length or count < length or match.string[end:end + 1].isdigit():
            continue
        value = _compact(text[match.start():end])
        score = 1.0 if _iban_ok(value) else 0.6
        spans.append(Span(match.start(), end, text[match.start():end], value, score))
    return best_apart(spans)


def normalise_account(raw: str) -> str | None:
    """Digits only, or an IBAN; masked digits (``*`` or ``x``) stay."""
    value = _compact(raw)
    if _IBAN.fullmatch(value) and _iban_ok(value):
        return value
    return value if re.fullmatch(r"\d[\d*X]{4,28}\d", value) and sum(c.isdigit() for c in value) >= 6 else None


def check_account(value: str) -> tuple[Check, ...]:
    """``luhn`` for payment cards, ``iban_checksum`` for an IBAN, () for account numbers of a bank's own making."""
    if _IBAN.fullmatch(value):
        return check_iban(value)
    return (Check("luhn", bool(luhn.is_valid(value))),) if _CARD.fullmatch(value) else ()


def find_account(text: str) -> list[Span]:
    """Runs of 8 to 30 digits, in groups or not, and IBANs; a card number with its check digit scores best."""
    spans = find_iban(text)
    for match in _FIND_ACCOUNT.finditer(fold(text)):
        groups = re.split("[ -]", match.group())
        if any(len(g) < 4 for g in groups[:-1]):
            continue  # a date, a telephone number
        value = _compact(match.group())
        passed = [c.ok for c in check_account(value)]
        score = 0.9 if passed and all(passed) else 0.5 if len(value) >= 12 else 0.25
        spans.append(Span(match.start(), match.end(), text[match.start():match.end()], value, score))
    return best_apart(spans)
