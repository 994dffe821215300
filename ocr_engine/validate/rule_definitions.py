"""Whether the rules and patterns of a document type can be carried out at all, asked before one is published."""

from __future__ import annotations

import re
from decimal import InvalidOperation

from ocr_engine.slow_patterns import takes_too_long
from ocr_engine.types import DocType

from .checks import CHECKS
from .faults import Where, refuse
from .rule_kinds import RULE_KINDS, Rule, tolerance


def validate_rules(doc_type: DocType) -> None:
    """What a definition is asked before it goes live: ``check_rules``, and no pattern that could take for ever."""
    check_rules(doc_type)
    refuse_slow_patterns(doc_type)


def check_rules(doc_type: DocType) -> None:
    """Raises BadDefinition for a rule that is unknown, lacks an entry, or names a field that the type does not have.

    Patterns that are no regular expressions are refused here too. Asked of each document: a version that went live
    with a slow pattern, before these were refused, goes on working.
    """
    for spec in doc_type.fields:
        for pattern in spec.patterns:
            try:
                re.compile(pattern)
            except (re.error, OverflowError, RecursionError):
                refuse("pattern", Where("field", spec.key), value=pattern)
    keys = frozenset(spec.key for spec in doc_type.fields)
    for rule in doc_type.rules:
        _check_rule(rule, keys)


def refuse_slow_patterns(doc_type: DocType) -> None:
    """Raises BadDefinition for a pattern that could take for ever on a line that it does not match."""
    for spec in doc_type.fields:
        if slow := next((p for p in spec.patterns if takes_too_long(p)), None):
            refuse("slow_pattern", Where("field", spec.key), value=slow)


def _check_rule(rule: Rule, keys: frozenset[str]) -> None:
    name = rule.get("rule")
    if not isinstance(name, str) or name not in RULE_KINDS:
        refuse("no_such_rule", value=name, known=", ".join(RULE_KINDS))
    where = Where("rule", name)
    kind = RULE_KINDS[name]
    if missing := [entry for entry in kind.needed if not rule.get(entry)]:
        refuse("missing_entry", where, value=missing[0])
    if unknown := [entry for entry in rule if entry not in (*kind.needed, *kind.optional, "rule", "check")]:
        refuse("unknown_entry", where, value=unknown[0])
    if rule.get("check", "required") not in CHECKS:
        refuse("check", where, value=rule["check"])
    try:
        tolerance(rule)
    except InvalidOperation:
        refuse("tolerance", where)
    for entry in (*kind.needed, *kind.optional):
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
