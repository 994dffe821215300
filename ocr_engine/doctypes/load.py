"""Document type definitions from JSON: read strictly, so that a slip is told in plain words, not ignored."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ocr_engine.types import KINDS, ROUTES, DocType, FieldSpec, Routing
from ocr_engine.validate.faults import DEFINITION, ROUTING, Where, refuse
from ocr_engine.validate.rule_definitions import refuse_slow_patterns

from .completed import completed

BUILTIN = ("contract", "id_card", "vat_invoice", "invoice", "receipt")
_TYPE_KEYS = {"key": str, "label": dict, "fields": list, "keywords": list, "rules": list, "prompt": str,
              "routing": dict}
_ROUTING_KEYS: dict[str, Any] = {
    "use": str, "below": (int, float), "checks": bool, "missing": bool, "legible": (int, float)}
_FIELD_KEYS = {
    "key": str,
    "label": dict,
    "kind": str,
    "aliases": list,
    "hint": str,
    "required": bool,
    "many": bool,
    "patterns": list,
    "sensitive": bool,
    "terms": list,
    "dictionary": list,
    "critical": bool,
    "look_alikes": list,
    "rows": str,
}
# Characters of a table's name.
ROWS_LONGEST = 60


def load_type(source: Mapping[str, Any] | Path | str) -> DocType:
    """A definition from a mapping or a JSON file. Raises BadDefinition("definition_invalid", reason=...).

    Of a file, which nobody has looked at, patterns that could take for ever are refused, too. A mapping is what the
    product stores: it refuses them before a type goes live, and a version that is live already goes on working.
    """
    if isinstance(source, Mapping):
        return _type_of(source)
    doc_type = _type_of(_read(Path(source)))
    refuse_slow_patterns(doc_type)
    return doc_type


def _type_of(source: Mapping[str, Any]) -> DocType:
    data = completed(source)
    _shape(data, _TYPE_KEYS, DEFINITION)
    fields = tuple(_field(entry, number) for number, entry in enumerate(data.get("fields", ()), 1))
    if not fields:
        refuse("no_fields")
    keys = [f.key for f in fields]
    if twice := sorted({k for k in keys if keys.count(k) > 1}):
        refuse("field_twice", value=twice[0])
    keywords = _texts(data, "keywords", DEFINITION)
    rules = data.get("rules", ())
    if not all(isinstance(r, Mapping) for r in rules):
        refuse("rule_not_object")
    return DocType(
        _key(data, DEFINITION),
        _label(data, DEFINITION),
        fields,
        keywords,
        tuple(rules),
        data.get("prompt", ""),
        _routing(data.get("routing", {})),
    )


@cache
def builtin_types() -> tuple[DocType, ...]:
    """The types that come with the product."""
    return tuple(load_type(json.loads((files(__package__) / f"{key}.json").read_text("utf-8"))) for key in BUILTIN)


def builtin_type(key: str) -> DocType | None:
    return next((t for t in builtin_types() if t.key == key), None)


@cache
def type_named(name: str) -> DocType:
    """A built-in type by its key, or a definition by its path. Raises BadDefinition."""
    if name.endswith(".json"):
        return load_type(Path(name))
    found = builtin_type(name)
    if found is None:
        refuse("no_such_type", value=name, known=", ".join(t.key for t in builtin_types()))
    return found


def _routing(data: Mapping[str, Any]) -> Routing:
    """What is not said is as for a type that says nothing."""
    _shape(data, _ROUTING_KEYS, ROUTING)
    made = Routing(**data)
    if made.use not in ROUTES:
        refuse("route", ROUTING, value=made.use, known=", ".join(ROUTES))
    if not (0 <= made.below <= 1 and 0 <= made.legible <= 1):
        refuse("limit", ROUTING)
    return made


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except OSError:
        refuse("file")
    except UnicodeDecodeError:
        refuse("encoding")
    except json.JSONDecodeError as error:
        refuse("json", line=error.lineno, column=error.colno)


def _field(entry: Any, number: int) -> FieldSpec:
    where = Where("number", str(number))
    _shape(entry, _FIELD_KEYS, where)
    key = _key(entry, where)
    where = Where("field", key)
    kind = entry.get("kind", "text")
    if kind not in KINDS:
        refuse("kind", where, value=kind, known=", ".join(KINDS))
    return FieldSpec(
        key,
        _label(entry, where),
        kind,
        _texts(entry, "aliases", where),
        entry.get("hint", ""),
        entry.get("required", False),
        entry.get("many", False),
        _patterns(entry, where),
        entry.get("sensitive", False),
        _texts(entry, "terms", where),
        _texts(entry, "dictionary", where),
        entry.get("critical", False),
        _pairs(entry, where),
        _rows(entry, where),
    )


def _pairs(entry: Mapping[str, Any], where: Where) -> tuple[str, ...]:
    """Each one character, ">", one other."""
    found = _texts(entry, "look_alikes", where)
    for pair in found:
        if len(pair) != 3 or pair[1] != ">" or pair[0] == pair[2]:
            refuse("pair", where, value=pair)
    return found


def _rows(entry: Mapping[str, Any], where: Where) -> str:
    """The name of the table; only a field with several values can be a column of one."""
    name = entry.get("rows", "")
    if name != name.strip() or len(name) > ROWS_LONGEST:
        refuse("rows", where, value=name[:ROWS_LONGEST])
    if name and not entry.get("many", False):
        refuse("rows_of_one", where)
    return name


def _shape(data: Any, allowed: Mapping[str, type], where: Where) -> None:
    if not isinstance(data, Mapping):
        refuse("not_object", where)
    for key, value in data.items():
        if key not in allowed:
            refuse("unknown_entry", where, value=key)
        if not isinstance(value, allowed[key]):
            refuse("wrong_form", where, value=key)


def _key(data: Mapping[str, Any], where: Where) -> str:
    key = data.get("key", "")
    if not key.strip() or key != key.strip() or len(key) > 80:
        refuse("key", where)
    return key


def _label(data: Mapping[str, Any], where: Where) -> Mapping[str, str]:
    label = data.get("label") or {}
    if not label or not all(isinstance(v, str) and v.strip() for v in label.values()):
        refuse("label", where)
    return {str(language): str(text) for language, text in label.items()}


def _texts(data: Mapping[str, Any], entry: str, where: Where) -> tuple[str, ...]:
    items = data.get(entry, ())
    if not all(isinstance(i, str) and i.strip() for i in items):
        refuse("words", where, value=entry)
    return tuple(items)


def _patterns(entry: Mapping[str, Any], where: Where) -> tuple[str, ...]:
    patterns = _texts(entry, "patterns", where)
    for pattern in patterns:
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError):
            refuse("pattern", where, value=pattern)
    return patterns
