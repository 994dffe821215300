"""Document type definitions from JSON: read strictly, so that a slip is told in plain words, not ignored."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn

from ocr_engine.errors import BadDefinition
from ocr_engine.types import KINDS, ROUTES, DocType, FieldSpec, Routing

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
}


def load_type(source: Mapping[str, Any] | Path | str) -> DocType:
    """A definition from a mapping or a JSON file. Raises BadDefinition("definition_invalid", reason=...)."""
    data = source if isinstance(source, Mapping) else _read(Path(source))
    _shape(data, _TYPE_KEYS, "the definition")
    fields = tuple(_field(entry, number) for number, entry in enumerate(data.get("fields", ()), 1))
    if not fields:
        _refuse("it has no fields")
    keys = [f.key for f in fields]
    if twice := sorted({k for k in keys if keys.count(k) > 1}):
        _refuse(f'the field "{twice[0]}" is defined twice')
    keywords = _texts(data.get("keywords", ()), "keywords")
    rules = data.get("rules", ())
    if not all(isinstance(r, Mapping) for r in rules):
        _refuse("every rule must be an object")
    return DocType(
        _key(data, "the definition"),
        _label(data, "the definition"),
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
        known = ", ".join(t.key for t in builtin_types())
        raise BadDefinition("definition_invalid", reason=f'there is no type "{name}"; known are {known}')
    return found


def _routing(data: Mapping[str, Any]) -> Routing:
    """What is not said is as for a type that says nothing."""
    _shape(data, _ROUTING_KEYS, "the routing")
    made = Routing(**data)
    if made.use not in ROUTES:
        _refuse(f'the routing uses "{made.use}"; known are {", ".join(ROUTES)}')
    if not (0 <= made.below <= 1 and 0 <= made.legible <= 1):
        _refuse("a limit of the routing is not between 0 and 1")
    return made


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError:
        _refuse("the file cannot be opened")
    except UnicodeDecodeError:
        _refuse("the file is not UTF-8 text")
    except json.JSONDecodeError as error:
        _refuse(f"line {error.lineno}, column {error.colno} is not valid JSON")


def _field(entry: Any, number: int) -> FieldSpec:
    where = f"field {number}"
    _shape(entry, _FIELD_KEYS, where)
    key = _key(entry, where)
    where = f'the field "{key}"'
    kind = entry.get("kind", "text")
    if kind not in KINDS:
        _refuse(f'{where} has the unknown kind "{kind}"')
    return FieldSpec(
        key,
        _label(entry, where),
        kind,
        _texts(entry.get("aliases", ()), f"{where}: aliases"),
        entry.get("hint", ""),
        entry.get("required", False),
        entry.get("many", False),
        _patterns(entry, where),
        entry.get("sensitive", False),
        _texts(entry.get("terms", ()), f"{where}: terms"),
        _texts(entry.get("dictionary", ()), f"{where}: dictionary"),
        entry.get("critical", False),
        _pairs(entry, where),
    )


def _pairs(entry: Mapping[str, Any], where: str) -> tuple[str, ...]:
    """Each one character, ">", one other."""
    found = _texts(entry.get("look_alikes", ()), f"{where}: look_alikes")
    for pair in found:
        if len(pair) != 3 or pair[1] != ">" or pair[0] == pair[2]:
            _refuse(f'{where}: "{pair}" is no pair like "O>0"')
    return found


def _shape(data: Any, allowed: Mapping[str, type], where: str) -> None:
    if not isinstance(data, Mapping):
        _refuse(f"{where} is not an object")
    for key, value in data.items():
        if key not in allowed:
            _refuse(f'{where} has the unknown entry "{key}"')
        if not isinstance(value, allowed[key]):
            _refuse(f'{where}: "{key}" has the wrong form')


def _key(data: Mapping[str, Any], where: str) -> str:
    key = data.get("key", "")
    if not key.strip() or key != key.strip() or len(key) > 80:
        _refuse(f'{where} needs a "key" of 1 to 80 characters')
    return key


def _label(data: Mapping[str, Any], where: str) -> Mapping[str, str]:
    label = data.get("label") or {}
    if not label or not all(isinstance(v, str) and v.strip() for v in label.values()):
        _refuse(f'{where} needs a "label" with a wording for each language')
    return {str(language): str(text) for language, text in label.items()}


def _texts(items: Any, where: str) -> tuple[str, ...]:
    if not all(isinstance(i, str) and i.strip() for i in items):
        _refuse(f"{where} must be a list of words")
    return tuple(items)


def _patterns(entry: Mapping[str, Any], where: str) -> tuple[str, ...]:
    patterns = _texts(entry.get("patterns", ()), f"{where}: patterns")
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error:
            _refuse(f"{where} has a pattern that is no regular expression")
    return patterns


def _refuse(reason: str) -> NoReturn:
    raise BadDefinition("definition_invalid", reason=reason)
