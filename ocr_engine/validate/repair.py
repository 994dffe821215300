"""Look-alike repair, guided by the checks: O for 0, I for 1, S for 5. It offers a candidate and edits nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product

from stdnum import numdb

from ocr_engine.types import Check, FieldResult, FieldSpec

from .checks import STRONG
from .kinds import check, normalise
from .spans import NO_HINTS, Hints, fold
from .tax import USCC_ALPHABET

_DIGIT_FOR = {"0": "OoQD", "1": "IilL|!", "2": "Zz", "4": "A", "5": "Ss", "6": "bG", "7": "T", "8": "B", "9": "gq"}
_TO_DIGIT = {letter: digit for digit, letters in _DIGIT_FOR.items() for letter in letters}
_TO_LETTER = {"0": "OD", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
_RARE = frozenset("ATLbgq")  # taken for a digit only where no letter can stand
_USCC_LETTERS = (8, 9, 17)  # where a credit code often bears a letter: MA at the front of the body, the check character
_NUMERIC_KINDS = frozenset({"date", "money", "number", "phone", "bank_account", "id_number"})
_IBANS, _RUN = numdb.get("iban"), re.compile(r"(\d+)!([nac])")
_MAX_CHANGES, _MAX_VARIANTS = 3, 2000


@dataclass(frozen=True, slots=True)
class Repair:
    """A value that passes where the printed one failed. ``changes`` tells each exchange as (place, read, meant)."""

    value: str
    raw: str
    changes: tuple[tuple[int, str, str], ...]
    checks: tuple[Check, ...]


def _kind_name(spec: FieldSpec | str) -> str:
    return spec if isinstance(spec, str) else spec.kind


def _passes(raw: str, spec: FieldSpec | str, hints: Hints) -> tuple[str, tuple[Check, ...]] | None:
    """The value and its checks where nothing fails and something speaks for it that chance seldom does."""
    value = normalise(raw, spec, hints)
    if value is None:
        return None
    checks = check(value, spec)
    if any(c.ok is False for c in checks):
        return None
    proven = any(c.ok and (c.name in STRONG or c.name == "pattern") for c in checks)
    shaped = _kind_name(spec) in ("date", "money", "number", "phone") and any(c.ok for c in checks)
    return (value, checks) if proven or shaped else None


def _fails(raw: str, spec: FieldSpec | str) -> bool:
    value = normalise(raw, spec)
    if value is None:
        return True
    checks = check(value, spec)
    nearly_chinese = _kind_name(spec) == "id_number" and len(value) == 18 and not checks
    return nearly_chinese or any(c.ok is False for c in checks)


def _options(raw: str, kind: str, learned: Mapping[str, str]) -> dict[int, str]:
    """For each place the characters that may be meant there."""
    places: dict[int, str] = {}
    uscc = kind == "tax_id" and len(raw) == 18
    iban = _iban_places(raw) if kind == "iban" else {}
    for place, char in enumerate(fold(raw)):
        if char in _TO_DIGIT and iban.get(place) != "a":
            places[place] = _TO_DIGIT[char]
        elif char in _TO_LETTER and kind not in _NUMERIC_KINDS and (
                place in _USCC_LETTERS if uscc else kind != "iban" or iban.get(place) == "a"):
            places[place] = _TO_LETTER[char]
        if more := "".join(c for c in learned.get(char, "") if c not in places.get(place, "")):
            places[place] = places.get(place, "") + more
    return places


def _iban_places(raw: str) -> dict[int, str]:
    """Place in the text -> what the country's accounts hold there: "n" a digit, "a" a letter, "c" either.

    One sum over 97 proves one exchange among few. Were each of twenty digits open to be a letter, every fifth IBAN
    that is wrong in another way would pass by chance; so a digit is one except where only letters stand.
    """
    at = [place for place, char in enumerate(raw) if char.isalnum()]
    if len(at) < 2:
        return {}
    known = _IBANS.info("".join(raw[place] for place in at[:2]).upper())[0][1]
    shape = "aann" + "".join(what * int(count) for count, what in _RUN.findall(known.get("bban", "")))
    return dict(zip(at, shape, strict=False))


def _learned(spec: FieldSpec | str) -> dict[str, str]:
    """Character -> those that people said were meant by it in this field."""
    found: dict[str, str] = {}
    for pair in () if isinstance(spec, str) else spec.look_alikes:
        found[pair[0]] = found.get(pair[0], "") + pair[2]
    return found


def _forced(raw: str, kind: str) -> frozenset[int]:
    """Places whose character the kind can never hold there: exchanging them is no choice."""
    text = fold(raw)
    if kind in _NUMERIC_KINDS:
        tokens = [m.span() for m in re.finditer(r"[^\W_|!]*\d[^\W_|!]*|[|!]", text)]
        return frozenset(i for start, end in tokens for i in range(start, end) if text[i] in _TO_DIGIT)
    if kind == "tax_id" and sum(c.isalnum() for c in text) == 18:
        return frozenset(i for i, c in enumerate(text)
                         if c in _TO_DIGIT and (c.upper() not in USCC_ALPHABET or 2 <= i <= 7))
    if kind == "iban":
        table = {"n": _TO_DIGIT, "a": _TO_LETTER}
        return frozenset(i for i, what in _iban_places(text).items() if text[i] in table.get(what, {}))
    return frozenset()


def _variants(raw: str, kind: str, free: int, learned: Mapping[str, str]
              ) -> Iterator[tuple[str, tuple[tuple[int, str, str], ...]]]:
    """Every text with all forced exchanges and ``free`` others."""
    options, forced = _options(raw, kind, learned), _forced(raw, kind)
    others = [place for place in options
              if place not in forced and (raw[place] not in _RARE or raw[place] in learned)]
    for chosen in combinations(others, free):
        places = sorted({*forced, *chosen})
        for letters in product(*(options[p] for p in places)):
            chars = list(raw)
            for place, letter in zip(places, letters, strict=True):
                chars[place] = letter
            yield "".join(chars), tuple((p, raw[p], c) for p, c in zip(places, letters, strict=True))


def repair(raw: str, spec: FieldSpec | str, hints: Hints = NO_HINTS) -> Repair | None:
    """The one value that ``raw`` becomes by exchanging look-alikes, if ``raw`` itself fails and only one passes.

    The fewest exchanges win; two values with equally many mean that nothing is known, and None is the answer.
    """
    kind = _kind_name(spec)
    if len(raw) > 60 or not _fails(raw, spec):
        return None
    digits, letters = sum(c.isdigit() for c in raw), sum(c.isalpha() for c in raw)
    if kind in _NUMERIC_KINDS and (digits < 2 or (kind != "date" and digits < letters)):
        return None
    for free in range(_MAX_CHANGES):
        passed: dict[str, Repair] = {}
        for count, (variant, changes) in enumerate(_variants(raw, kind, free, _learned(spec))):
            if count > _MAX_VARIANTS:
                return None
            answer = _passes(variant, spec, hints) if changes else None
            if answer:
                detail = ", ".join(f"{place}:{read}>{meant}" for place, read, meant in changes)
                note = Check("look_alike_repair", None, detail)
                passed.setdefault(answer[0], Repair(answer[0], variant, changes, (*answer[1], note)))
        if passed:
            return next(iter(passed.values())) if len(passed) == 1 else None
    return None


def repaired(result: FieldResult, spec: FieldSpec, hints: Hints = NO_HINTS) -> FieldResult | None:
    """A second candidate beside ``result``, with the repaired value and the note; ``raw`` stays what the page shows.

    The confidence is still that of the failed value: it is the caller's to reckon anew.
    """
    offer = repair(result.raw or result.value, spec, hints)
    return replace(result, value=offer.value, checks=offer.checks, candidates=()) if offer else None
