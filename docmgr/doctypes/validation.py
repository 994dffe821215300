"""What is wrong with a definition, in sentences for the administrator who wrote it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from docmgr.doctypes import dictionary
from docmgr.doctypes.limits import MAX_FIELDS
from docmgr.doctypes.models import FieldDefinition

_KEY = re.compile(r"[^\s\"'<>&/\\]{1,60}")


def _nobody_yet(pattern: str) -> bool:
    raise ImproperlyConfigured("docmgr.extraction has to be among the installed apps")


# Whether a pattern could take for ever on a line that it does not match. The engine is the one to say so, and this room
# lies below its door: the room that holds the door puts the answer here when the project starts.
takes_too_long: Callable[[str], bool] = _nobody_yet


def problems(definition: dict[str, Any]) -> list[str]:
    """Everything that forbids publishing, in the order of the page. Empty: the definition may go live."""
    fields = definition["fields"]
    found = list(_in_labels(definition))
    if not fields:
        found.append(_("The type asks for no field."))
    if len(fields) > MAX_FIELDS:
        found.append(_("A type may ask for at most %(limit)d fields.") % {"limit": MAX_FIELDS})
    for key, times in Counter(f["key"] for f in fields).items():
        if times > 1:
            found.append(_("The field key “%(key)s” is used %(times)d times.") % {"key": key, "times": times})
    for field in fields:
        found.extend(_in_field(field))
    found.extend(_in_rules(definition["rules"], {f["key"] for f in fields}))
    return found


def _in_labels(definition: dict[str, Any]) -> Iterator[str]:
    if not definition["label"]["zh"] or not definition["label"]["en"]:
        yield _("The type needs a name in Chinese and in English.")


def _in_field(field: dict[str, Any]) -> Iterator[str]:
    name = {"key": field["key"] or "?"}
    if not _KEY.fullmatch(field["key"]):
        yield _("The field key “%(key)s” may not be empty or hold spaces, quotes or slashes.") % name
    if not field["label"]["zh"] or not field["label"]["en"]:
        yield _("Field “%(key)s” needs a name in Chinese and in English.") % name
    if field["kind"] not in FieldDefinition.Kind.values:
        yield _("Field “%(key)s” is of an unknown kind.") % name
    for pattern in field["patterns"]:
        yield from _in_pattern(pattern, field["key"])
    if field.get("rows") and not field["many"]:
        yield _("Field “%(key)s”: only a field with several values can be a column of a table.") % name
    for pair in field.get("look_alikes", ()):
        if len(pair) != 3 or pair[1] != ">" or pair[0] == pair[2]:
            yield _("Field “%(key)s”: “%(pair)s” is no pair of look-alikes such as O>0.") % {**name, "pair": pair}
    for problem in dictionary.problems(field.get("dictionary", ())):
        yield _("Field “%(key)s”: %(problem)s") % {**name, "problem": problem}


def _in_pattern(pattern: str, key: str) -> Iterator[str]:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        yield _("Field “%(key)s” has a pattern that is not a regular expression.") % {"key": key}
    if takes_too_long(pattern):
        yield _("Field “%(key)s” has a pattern that could take too long.") % {"key": key}


def _in_rules(rules: list[Any], keys: set[str]) -> Iterator[str]:
    for rule in rules:
        if not isinstance(rule, dict) or not isinstance(rule.get("rule"), str):
            yield _("A rule must name what it checks.")
            continue
        for name in sorted(_keys_of(rule) - keys):
            yield _("A rule speaks of the field “%(key)s”, which the type does not have.") % {"key": name}


def _keys_of(rule: dict[str, Any]) -> set[str]:
    """Field keys a rule names: every string in it except the rule's own name and its numbers."""
    plain = {"rule", "tolerance", "rate", "message"}
    named: set[str] = set()
    for part, value in rule.items():
        if part in plain:
            continue
        named.update(v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str))
    return named
