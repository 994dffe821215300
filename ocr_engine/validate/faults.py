"""What can be wrong with a document type definition: a code that the product translates, and the English words."""

from __future__ import annotations

from typing import Any, NamedTuple, NoReturn

from ocr_engine.errors import BadDefinition


class Where(NamedTuple):
    """``part`` is one of PARTS; ``name`` the field's key, its number where the key is what is wrong, or the rule."""

    part: str
    name: str = ""


DEFINITION, ROUTING = Where("definition"), Where("routing")

PARTS = {
    "definition": "the definition",
    "routing": "the routing",
    "number": "field {name}",
    "field": 'the field "{name}"',
    "rule": 'the rule "{name}"',
}

FAULTS = {
    "file": "the file cannot be opened",
    "encoding": "the file is not UTF-8 text",
    "json": "line {line}, column {column} is not valid JSON",
    "no_such_type": 'there is no type "{value}"; known are {known}',
    "no_fields": "it has no fields",
    "field_twice": 'the field "{value}" is defined twice',
    "not_object": "{where} is not an object",
    "rule_not_object": "every rule must be an object",
    "unknown_entry": '{where} has the unknown entry "{value}"',
    "wrong_form": '{where}: "{value}" has the wrong form',
    "key": '{where} needs a "key" of 1 to 80 characters',
    "label": '{where} needs a "label" with a wording for each language',
    "kind": '{where} has the unknown kind "{value}"; known are {known}',
    "words": '{where}: "{value}" must be a list of words',
    "pair": '{where}: "{value}" is no pair like "O>0"',
    "rows": '{where}: the name of a table has 1 to 60 characters and no blank around them, which "{value}" is not',
    "rows_of_one": '{where}: only a field with "many" can be a column of a table ("rows")',
    "pattern": '{where} has a pattern that is no regular expression: "{value}"',
    "slow_pattern": '{where} has a pattern that could take too long on a line that it does not match: "{value}"',
    "route": 'the routing uses "{value}"; known are {known}',
    "limit": "a limit of the routing is not between 0 and 1",
    "no_such_rule": 'there is no rule "{value}"; known are {known}',
    "missing_entry": '{where} lacks the entry "{value}"',
    "check": '{where} has the unknown check "{value}"',
    "tolerance": "{where}: the tolerance is no number",
    "list_wanted": '{where}: "{value}" must be a list of fields',
    "one_wanted": '{where}: "{value}" must be one field',
    "no_such_field": '{where} names the field "{value}", which the type does not have',
}


def refuse(fault: str, where: Where = DEFINITION, **params: Any) -> NoReturn:
    """``BadDefinition("definition_invalid")`` whose params hold the English ``reason``, and ``fault``, ``part`` and
    ``name`` for whoever says it in another language."""
    place = PARTS[where.part].format(name=where.name)
    raise BadDefinition("definition_invalid", reason=FAULTS[fault].format(where=place, **params),
                        fault=fault, part=where.part, name=where.name, **params)
