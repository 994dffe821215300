"""The one registry: what a kind of field accepts, where it may stand in a line, and how it is checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from ocr_engine.types import KINDS, Check, FieldSpec

from . import banking, contact, currency, dates, money, people, tax, words
from .spans import NO_HINTS, Hints, Span, best_apart

MAX_RAW = 2000  # characters of a value or line that are looked at by the patterns of a type definition


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind is read. All three take normalised or raw strings only, never a document."""

    normalise: Callable[[str, Hints], str | None]
    find: Callable[[str, Hints], list[Span]]
    check: Callable[[str], tuple[Check, ...]]


def _no_checks(value: str) -> tuple[Check, ...]:
    return ()


def _plain(read: Callable[[str], str | None]) -> Callable[[str, Hints], str | None]:
    return lambda raw, hints: read(raw)


def _finder(find_in: Callable[[str], list[Span]]) -> Callable[[str, Hints], list[Span]]:
    return lambda text, hints: find_in(text)


def _check_date(value: str) -> tuple[Check, ...]:
    valid = Check("date_valid", dates.check(value))
    return (valid, Check("date_complete", None, "month only")) if len(value) == 7 else (valid,)


def _check_decimal(name: str) -> Callable[[str], tuple[Check, ...]]:
    return lambda value: (Check(name, bool(re.fullmatch(r"-?\d+(\.\d+)?", value))),)


def _check_currency(value: str) -> tuple[Check, ...]:
    return (Check("currency_known", value in currency.ISO_4217),)


REGISTRY: dict[str, Kind] = {
    "text": Kind(_plain(words.normalise_text), _finder(words.find_text), _no_checks),
    "name": Kind(_plain(words.normalise_name), _finder(words.find_name), _no_checks),
    "address": Kind(_plain(words.normalise_address), _finder(words.find_address), _no_checks),
    "code": Kind(_plain(words.normalise_code), _finder(words.find_code), _no_checks),
    "money": Kind(money.normalise, money.find, _check_decimal("money_valid")),
    "number": Kind(money.normalise_number, money.find_number, _check_decimal("number_valid")),
    "date": Kind(dates.normalise, dates.find, _check_date),
    "currency": Kind(_plain(currency.normalise), _finder(currency.find), _check_currency),
    "tax_id": Kind(_plain(tax.normalise), _finder(tax.find), tax.check),
    "iban": Kind(_plain(banking.normalise_iban), _finder(banking.find_iban), banking.check_iban),
    "id_number": Kind(_plain(people.normalise), _finder(people.find), people.check),
    "phone": Kind(_plain(contact.normalise_phone), _finder(contact.find_phone), contact.check_phone),
    "email": Kind(_plain(contact.normalise_email), _finder(contact.find_email), contact.check_email),
    "bank_account": Kind(_plain(banking.normalise_account), _finder(banking.find_account), banking.check_account),
    "sex": Kind(_plain(words.normalise_sex), _finder(words.find_sex), _no_checks),
    "boolean": Kind(_plain(words.normalise_boolean), _finder(words.find_boolean), _no_checks),
}
assert set(REGISTRY) == set(KINDS)


def kind_of(spec: FieldSpec | str) -> Kind:
    """The reader of a field or of a kind by its name. Raises KeyError for a name that is no kind."""
    return REGISTRY[spec if isinstance(spec, str) else spec.kind]


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    compiled = []
    for pattern in patterns:
        try:
            compiled.append(re.compile(pattern))
        except re.error:
            continue  # the definition's own validation reports it; a reader at work goes on without
    return tuple(compiled)


def _patterns(spec: FieldSpec | str) -> tuple[re.Pattern[str], ...]:
    return () if isinstance(spec, str) else _compiled(spec.patterns)


def normalise(raw: str, spec: FieldSpec | str, hints: Hints = NO_HINTS) -> str | None:
    """The value that ``raw`` says, in the normal form of its kind; None where it is no such value."""
    return kind_of(spec).normalise(raw, hints) if raw and raw.strip() else None


def find(text: str, spec: FieldSpec | str, hints: Hints = NO_HINTS) -> list[Span]:
    """Every place in a line that could be such a value, in order of place and without overlaps.

    Where the field has patterns, what they match is a candidate too, with the best score.
    """
    if not text or not text.strip():
        return []
    spans = kind_of(spec).find(text, hints)
    matched = [Span(m.start(), m.end(), m.group(), value, 1.0)
               for pattern in _patterns(spec) for m in pattern.finditer(text[:MAX_RAW])
               if m.group().strip() and (value := normalise(m.group(), spec, hints))]
    if not matched:
        return spans
    inside = [s for s in spans if not any(s.start < m.end and m.start < s.end for m in matched)]
    return best_apart(matched + inside)


def check(value: str, spec: FieldSpec | str) -> tuple[Check, ...]:
    """Every check that one value can be put to alone.

    A value that its kind refuses fails the kind's own check (``date_valid``), or ``kind`` where it has none.
    """
    checks = kind_of(spec).check(value)
    if normalise(value, spec) is None:
        return tuple(c for c in checks if c.ok is False) or (Check("kind", False),)
    patterns = _patterns(spec)
    if patterns:
        checks += (Check("pattern", any(p.fullmatch(value[:MAX_RAW]) for p in patterns)),)
    return checks


def hints_of(lines: Iterable[str]) -> Hints:
    """The habits of a document, from the dates and amounts in its lines that can be read in one way only."""
    texts = list(lines)
    return Hints(date_order=dates.date_order(texts) or "DMY", decimal=money.decimal_mark(texts))
