"""The kinds of rules across fields, which stand as data in a document type, and what each finds on a document.

    {"rule": "sum", "of": [key, …], "equals": key, "tolerance": "0.01", "minus": [key, …]}
    {"rule": "product", "of": [key, …], "equals": key, "tolerance": "0.01"}        a key may be a rate such as 13%
    {"rule": "capitals_equal", "capitals": key, "digits": key}
    {"rule": "id_number_matches", "id_number": key, "birth_date": key, "sex": key}  either of the last two
    {"rule": "date_order", "before": key, "after": key}
    {"rule": "required_one_of", "fields": [key, …]}

Any rule may carry "check": the name that its outcome bears in results (one of CHECKS). A rule whose fields are not
there decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Any

from ocr_engine.types import Check, Fields

from . import people
from .kinds import normalise
from .words import sex_letter

Rule = Mapping[str, Any]
_Combine = Callable[[list[list[Decimal]]], Decimal]
_DEFAULT_TOLERANCE = "0.01"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule found: the check for each of ``keys``; ``blame`` is the field at which the issue is shown."""

    check: Check
    keys: tuple[str, ...]
    blame: str


def _value(fields: Fields, key: str | None) -> str:
    results = fields.get(key or "", ())
    return results[0].value.strip() if results else ""


def _amount(text: str) -> Decimal | None:
    """A normalised number, or an amount as a person typed it, in digits or in Chinese words."""
    plain = normalise(text, "number") or normalise(text, "money")
    return Decimal(plain) if plain else None


def _amounts(fields: Fields, key: str) -> list[Decimal] | None:
    """The field's values as numbers (a percentage as its fraction); None where one is none or there are none."""
    amounts = []
    for result in fields.get(key, ()):
        text = result.value.strip()
        amount = _amount(text)
        if amount is None:
            return None
        rate = re.search(r"%\s*$", text) or re.search(r"%\s*$", result.raw)
        amounts.append(amount / 100 if rate else amount)
    return amounts or None


def tolerance(rule: Rule) -> Decimal:
    """Raises decimal.InvalidOperation where it is no number."""
    return Decimal(str(rule.get("tolerance", _DEFAULT_TOLERANCE)))


def _calculated(rule: Rule, fields: Fields, name: str, combine: _Combine) -> list[Outcome]:
    of, equals = tuple(rule["of"]), rule["equals"]
    parts, target = [_amounts(fields, key) for key in of], _amounts(fields, equals)
    if target is None or len(target) != 1 or any(p is None for p in parts):
        return []
    expected = combine([p for p in parts if p is not None])
    for key in rule.get("minus", ()):
        expected -= sum(_amounts(fields, key) or [])
    ok = abs(expected - target[0]) <= tolerance(rule)
    keys = tuple(k for k in dict.fromkeys((*of, *rule.get("minus", ()), equals)) if fields.get(k))
    return [Outcome(Check(name, ok, "" if ok else f"{expected.normalize():f}"), keys, equals)]


def _total(parts: list[list[Decimal]]) -> Decimal:
    return sum((amount for part in parts for amount in part), Decimal(0))


def _multiplied(parts: list[list[Decimal]]) -> Decimal:
    return prod((part[0] for part in parts), start=Decimal(1))


def _sum(rule: Rule, fields: Fields) -> list[Outcome]:
    return _calculated(rule, fields, rule.get("check", "sum_matches"), _total)


def _product(rule: Rule, fields: Fields) -> list[Outcome]:
    if any(len(fields.get(key, ())) > 1 for key in rule["of"]):
        return []
    return _calculated(rule, fields, rule.get("check", "product_matches"), _multiplied)


def _capitals_equal(rule: Rule, fields: Fields) -> list[Outcome]:
    words, digits = (_value(fields, rule[k]) for k in ("capitals", "digits"))
    if not words or not digits:
        return []
    left, right = _amount(words), _amount(digits)
    ok = None if left is None or right is None else left == right
    check = Check(rule.get("check", "capitals_match"), ok, f"{left:f}" if left is not None and ok is False else "")
    return [Outcome(check, (rule["capitals"], rule["digits"]), rule["digits"])]


def _id_number_matches(rule: Rule, fields: Fields) -> list[Outcome]:
    inside = people.parts(normalise(_value(fields, rule["id_number"]), "id_number") or "")
    if inside is None:
        return []
    outcomes = []
    birth, sex = _value(fields, rule.get("birth_date")), _value(fields, rule.get("sex"))
    if birth:
        day = normalise(birth, "date")
        ok = None if day is None else inside.birth_date.startswith(day)
        keys = (rule["id_number"], rule["birth_date"])
        outcomes.append(Outcome(Check("birth_date_matches", ok), keys, keys[1]))
    if sex:
        letter = sex_letter(normalise(sex, "sex") or "")
        ok = None if letter is None else letter == inside.sex
        keys = (rule["id_number"], rule["sex"])
        outcomes.append(Outcome(Check("sex_matches", ok), keys, keys[1]))
    return outcomes


def _date_order(rule: Rule, fields: Fields) -> list[Outcome]:
    """The same day is in order; a bare month is compared by its month."""
    days = [normalise(_value(fields, rule[k]), "date") for k in ("before", "after")]
    if days[0] is None or days[1] is None:
        return []
    length = min(len(days[0]), len(days[1]))
    ok = days[0][:length] <= days[1][:length]
    return [Outcome(Check(rule.get("check", "date_order"), ok), (rule["before"], rule["after"]), rule["after"])]


def _required_one_of(rule: Rule, fields: Fields) -> list[Outcome]:
    keys = tuple(rule["fields"])
    present = tuple(k for k in keys if _value(fields, k))
    return [Outcome(Check("required_one_of", bool(present)), present, keys[0])]


@dataclass(frozen=True, slots=True)
class RuleKind:
    """``judge``: the outcomes of such a rule on a document; ``needed`` and ``optional``: the entries beside "rule" and
    "check"."""

    judge: Callable[[Rule, Fields], list[Outcome]]
    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()


RULE_KINDS: Mapping[str, RuleKind] = {
    "sum": RuleKind(_sum, ("of", "equals"), ("minus", "tolerance")),
    "product": RuleKind(_product, ("of", "equals"), ("tolerance",)),
    "capitals_equal": RuleKind(_capitals_equal, ("capitals", "digits")),
    "id_number_matches": RuleKind(_id_number_matches, ("id_number",), ("birth_date", "sex")),
    "date_order": RuleKind(_date_order, ("before", "after")),
    "required_one_of": RuleKind(_required_one_of, ("fields",)),
}
