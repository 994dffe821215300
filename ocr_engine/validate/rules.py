"""Rules across fields, as data in a document type, and the issues that a whole document leaves.

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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from math import prod
from typing import Any

from ocr_engine.types import Check, DocType, FieldResult, Fields, Issue

from . import people
from .checks import CHECKS, DISAGREE
from .faults import Where, refuse
from .kinds import check as check_value
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


def _tolerance(rule: Rule) -> Decimal:
    return Decimal(str(rule.get("tolerance", _DEFAULT_TOLERANCE)))


def _calculated(rule: Rule, fields: Fields, name: str, combine: _Combine) -> list[Outcome]:
    of, equals = tuple(rule["of"]), rule["equals"]
    parts, target = [_amounts(fields, key) for key in of], _amounts(fields, equals)
    if target is None or len(target) != 1 or any(p is None for p in parts):
        return []
    expected = combine([p for p in parts if p is not None])
    for key in rule.get("minus", ()):
        expected -= sum(_amounts(fields, key) or [])
    ok = abs(expected - target[0]) <= _tolerance(rule)
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


_RULES: dict[str, tuple[Callable[[Rule, Fields], list[Outcome]], tuple[str, ...], tuple[str, ...]]] = {
    # name: (function, entries it must have, entries it may have)
    "sum": (_sum, ("of", "equals"), ("minus", "tolerance")),
    "product": (_product, ("of", "equals"), ("tolerance",)),
    "capitals_equal": (_capitals_equal, ("capitals", "digits"), ()),
    "id_number_matches": (_id_number_matches, ("id_number",), ("birth_date", "sex")),
    "date_order": (_date_order, ("before", "after"), ()),
    "required_one_of": (_required_one_of, ("fields",), ()),
}


def _check_rule(rule: Rule, keys: frozenset[str]) -> None:
    name = rule.get("rule")
    if not isinstance(name, str) or name not in _RULES:
        refuse("no_such_rule", value=name, known=", ".join(_RULES))
    where = Where("rule", name)
    _, needed, optional = _RULES[name]
    if missing := [entry for entry in needed if not rule.get(entry)]:
        refuse("missing_entry", where, value=missing[0])
    if unknown := [entry for entry in rule if entry not in (*needed, *optional, "rule", "check")]:
        refuse("unknown_entry", where, value=unknown[0])
    if rule.get("check", "required") not in CHECKS:
        refuse("check", where, value=rule["check"])
    try:
        _tolerance(rule)
    except InvalidOperation:
        refuse("tolerance", where)
    for entry in (*needed, *optional):
        if entry in rule and entry != "tolerance":
            _check_keys(where, entry, rule[entry], keys)


def _check_keys(where: Where, entry: str, value: object, keys: frozenset[str]) -> None:
    """Some entries hold a list of fields, the others one field."""
    wants_list = entry in ("of", "minus", "fields")
    if wants_list != isinstance(value, (list, tuple)):
        refuse("list_wanted" if wants_list else "one_wanted", where, value=entry)
    for key in value if isinstance(value, (list, tuple)) else [value]:
        if not isinstance(key, str) or key not in keys:
            refuse("no_such_field", where, value=key)


def validate_rules(doc_type: DocType) -> None:
    """Raises BadDefinition for a rule that is unknown, lacks an entry, or names a field that the type does not have.

    Patterns that are no regular expressions are refused here too.
    """
    for spec in doc_type.fields:
        for pattern in spec.patterns:
            try:
                re.compile(pattern)
            except re.error:
                refuse("pattern", Where("field", spec.key), value=pattern)
    keys = frozenset(spec.key for spec in doc_type.fields)
    for rule in doc_type.rules:
        _check_rule(rule, keys)


def _merged(old: Sequence[Check], new: Iterable[Check]) -> tuple[Check, ...]:
    by_name = {c.name: c for c in old}
    for item in new:
        known = by_name.get(item.name)
        if known is None or known.ok is not False or item.ok is False:
            by_name[item.name] = item
    return tuple(by_name.values())


# What was noted while the value was found, and no look at the value alone can find again.
_NOTES = frozenset({"look_alike_repair", "dictionary_repair", DISAGREE})


def _with_own_checks(doc_type: DocType, fields: Fields) -> dict[str, tuple[FieldResult, ...]]:
    """Each value with the checks that it can be put to alone; outcomes of an earlier pass do not survive."""
    specs = {spec.key: spec for spec in doc_type.fields}

    def fresh(key: str, result: FieldResult) -> FieldResult:
        if key not in specs or not result.value.strip():
            return result
        notes = [c for c in result.checks if c.name in _NOTES]
        return replace(result, checks=(*notes, *check_value(result.value, specs[key])))

    return {key: tuple(fresh(key, result) for result in results) for key, results in fields.items()}


def _missing(doc_type: DocType, fields: Fields) -> list[Issue]:
    return [Issue("field_missing", field=spec.key, params={"check": "required"})
            for spec in doc_type.fields if spec.required and not any(r.value.strip() for r in fields.get(spec.key, ()))]


def _failed(fields: Fields) -> list[Issue]:
    names = [(key, result.page, c.name) for key, results in fields.items() for result in results
             for c in result.checks if c.ok is False and c.name != DISAGREE]  # told by whoever compared them
    return [Issue("check_failed", field=key, page=page, params={"check": name})
            for key, page, name in dict.fromkeys(names)]


def apply_rules(doc_type: DocType, fields: Fields) -> tuple[dict[str, tuple[FieldResult, ...]], tuple[Issue, ...]]:
    """The fields with every check added, and what somebody should look at.

    Checks of an earlier pass are made anew, so that a corrected value can be judged again. A rule that fails marks all
    its fields but gives one issue. Raises BadDefinition for a rule that cannot be understood. Confidences are left as
    they are: ``confidence.capped`` is for the caller.
    """
    validate_rules(doc_type)
    checked = _with_own_checks(doc_type, fields)
    issues = _missing(doc_type, checked) + _failed(checked)
    for rule in doc_type.rules:
        for outcome in _RULES[rule["rule"]][0](rule, checked):
            for key in outcome.keys:
                checked[key] = tuple(replace(r, checks=_merged(r.checks, (outcome.check,))) for r in checked[key])
            if outcome.check.ok is False:
                code = "field_missing" if outcome.check.name == "required_one_of" else "check_failed"
                results = checked.get(outcome.blame, ())
                issues.append(Issue(code, field=outcome.blame, page=results[0].page if results else None,
                                    params={"check": outcome.check.name}))
    return checked, tuple(issues)
