"""Definitions as people and other programs write them shortly, brought to the whole form before they are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ocr_engine.validate.text import has_cjk

# What others call a kind of ours.
KINDS = {
    "id": "code", "identifier": "code", "string": "text", "str": "text", "amount": "money", "integer": "number",
    "float": "number", "decimal": "number", "bool": "boolean", "person": "name", "company": "name",
    "organisation": "name", "organization": "name"}
# What says something of a definition to people only.
_REMARKS = frozenset((
    "$schema", "version", "lang", "language", "source", "licence", "license", "comment", "note", "description"))


def completed(data: Any) -> Any:
    """A missing label is the key, a single wording the label; null is nothing said; remarks are left out.

    A field's ``description`` is its hint where it has none. Anything else is left as it is, so that a slip is told.
    """
    if not isinstance(data, Mapping):
        return data
    whole = _labelled({name: value for name, value in data.items() if name not in _REMARKS and value is not None})
    fields = whole.get("fields")
    return {**whole, "fields": [_field(f) for f in fields]} if isinstance(fields, list | tuple) else whole


def _field(data: Any) -> Any:
    if not isinstance(data, Mapping):
        return data
    said = {name: value for name, value in data.items() if value is not None}
    hint = {"hint": said["description"]} if "hint" not in said and isinstance(said.get("description"), str) else {}
    whole = _labelled({name: value for name, value in said.items() if name not in _REMARKS} | hint)
    kind = whole.get("kind")
    return {**whole, "kind": KINDS[kind]} if isinstance(kind, str) and kind in KINDS else whole


def _labelled(data: Mapping[str, Any]) -> dict[str, Any]:
    """A key is read like words: ``due_date`` is announced by "due date"."""
    label = data.get("label")
    if label is None and isinstance(data.get("key"), str):
        label = data["key"].replace("_", " ").strip()
    if not isinstance(label, str) or not label.strip():
        return {**data}
    return {**data, "label": {"zh" if has_cjk(label) else "en": label}}
