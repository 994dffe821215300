"""The rules of a document type applied to its fields, and the issues that a whole document leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ocr_engine.types import Check, DocType, FieldResult, Fields, Issue

from .checks import BILL, DISAGREE, REPAIRS, WEEKDAY
from .kinds import check as check_value
from .rule_definitions import check_rules
from .rule_kinds import RULE_KINDS

# What was noted while the value was found, and no look at the value alone can find again.
_NOTES = REPAIRS | {"whole_number", BILL, WEEKDAY, DISAGREE}


def apply_rules(doc_type: DocType, fields: Fields) -> tuple[dict[str, tuple[FieldResult, ...]], tuple[Issue, ...]]:
    """The fields with every check added, and what somebody should look at.

    Checks of an earlier pass are made anew, so that a corrected value can be judged again. A rule that fails marks all
    its fields but gives one issue. Raises BadDefinition for a rule that cannot be understood. Confidences are left as
    they are: ``confidence.capped`` is for the caller.
    """
    check_rules(doc_type)
    checked = _with_own_checks(doc_type, fields)
    issues = _missing(doc_type, checked) + _failed(checked)
    columns = {spec.key for spec in doc_type.fields if spec.rows}
    for rule in doc_type.rules:
        if rule["rule"] == "product" and columns.issuperset((*rule["of"], rule["equals"])):
            continue    # of each row for itself, and discounts are no fault: told where the rows are shown
        for outcome in RULE_KINDS[rule["rule"]].judge(rule, checked):
            for key in outcome.keys:
                checked[key] = tuple(replace(r, checks=_merged(r.checks, (outcome.check,))) for r in checked[key])
            if outcome.check.ok is False:
                code = "field_missing" if outcome.check.name == "required_one_of" else "check_failed"
                results = checked.get(outcome.blame, ())
                issues.append(Issue(code, field=outcome.blame, page=results[0].page if results else None,
                                    params={"check": outcome.check.name}))
    return checked, tuple(issues)


def _merged(old: Sequence[Check], new: Iterable[Check]) -> tuple[Check, ...]:
    by_name = {c.name: c for c in old}
    for item in new:
        known = by_name.get(item.name)
        if known is None or known.ok is not False or item.ok is False:
            by_name[item.name] = item
    return tuple(by_name.values())


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
