"""What is wrong with a document type definition, in the reader's language. The codes are the engine's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

PARTS: dict[str, str] = {
    "definition": gettext_noop("the definition"),
    "routing": gettext_noop("the routing"),
    "number": gettext_noop("field %(name)s"),
    "field": gettext_noop("the field “%(name)s”"),
    "rule": gettext_noop("the rule “%(name)s”"),
}

FAULTS: dict[str, str] = {
    "file": gettext_noop("the file cannot be opened"),
    "encoding": gettext_noop("the file is not UTF-8 text"),
    "json": gettext_noop("line %(line)s, column %(column)s is not valid JSON"),
    "no_such_type": gettext_noop("there is no type “%(value)s”; known are %(known)s"),
    "no_fields": gettext_noop("it has no fields"),
    "field_twice": gettext_noop("the field “%(value)s” is defined twice"),
    "not_object": gettext_noop("%(where)s is not an object"),
    "rule_not_object": gettext_noop("every rule must be an object"),
    "unknown_entry": gettext_noop("%(where)s has the unknown entry “%(value)s”"),
    "wrong_form": gettext_noop("%(where)s: “%(value)s” has the wrong form"),
    "key": gettext_noop("%(where)s needs a “key” of 1 to 80 characters"),
    "label": gettext_noop("%(where)s needs a “label” with a wording for each language"),
    "kind": gettext_noop("%(where)s has the unknown kind “%(value)s”; known are %(known)s"),
    "words": gettext_noop("%(where)s: “%(value)s” must be a list of words"),
    "pair": gettext_noop("%(where)s: “%(value)s” is no pair like “O>0”"),
    "rows": gettext_noop(
        "%(where)s: the name of a table has 1 to 60 characters and no blank around them, which “%(value)s” is not"),
    "rows_of_one": gettext_noop("%(where)s: only a field with “many” can be a column of a table (“rows”)"),
    "pattern": gettext_noop("%(where)s has a pattern that is no regular expression: “%(value)s”"),
    "slow_pattern": gettext_noop(
        "%(where)s has a pattern that could take too long on a line that it does not match: “%(value)s”"),
    "route": gettext_noop("the routing uses “%(value)s”; known are %(known)s"),
    "limit": gettext_noop("a limit of the routing is not between 0 and 1"),
    "no_such_rule": gettext_noop("there is no rule “%(value)s”; known are %(known)s"),
    "missing_entry": gettext_noop("%(where)s lacks the entry “%(value)s”"),
    "check": gettext_noop("%(where)s has the unknown check “%(value)s”"),
    "tolerance": gettext_noop("%(where)s: the tolerance is no number"),
    "list_wanted": gettext_noop("%(where)s: “%(value)s” must be a list of fields"),
    "one_wanted": gettext_noop("%(where)s: “%(value)s” must be one field"),
    "no_such_field": gettext_noop("%(where)s names the field “%(value)s”, which the type does not have"),
}


def reason(params: Mapping[str, Any]) -> str:
    """The fault in words; the engine's English ones for an unknown code. Raises KeyError where a value is missing."""
    if params.get("fault") not in FAULTS:
        return str(params["reason"])
    where = _(PARTS[params["part"]]) % params
    return _(FAULTS[params["fault"]]) % {**params, "where": where}
