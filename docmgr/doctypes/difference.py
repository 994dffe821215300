"""What one definition of a type says otherwise than another, entry by entry, for a person to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext_lazy as _

from docmgr.core.yes_no import yes_or_no
from docmgr.doctypes.builtin import parts_of
from docmgr.doctypes.models import FieldDefinition

_ENTRIES = {
    "label_zh": _("Name (Chinese)"), "label_en": _("Name (English)"),
    "prompt": _("Prompt"), "keywords": _("Recognised by"),
    "rules": _("Rules between fields"), "routing": _("The large model reads"),
    "kind": _("Kind"), "required": _("Required"), "many": _("Several values"),
    "sensitive": _("Sensitive"), "critical": _("Critical"), "hint": _("Hint"),
    "aliases": _("Other names on documents"), "patterns": _("Patterns"),
    "dictionary": _("Dictionary"), "look_alikes": _("Look-alikes"),
    "terms": _("Terms of electronic invoices"), "rows": _("Column of the table"),
}
_OWN = ("key", "fields")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry. Of a list ``before`` holds what goes and ``after`` what comes; what stays is left out."""

    entry: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """``what``: "new", "gone", "changed" or "moved"."""

    key: str
    label: str
    what: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """``changes`` are the type's own."""

    changes: tuple[Change, ...]
    fields: tuple[FieldChange, ...]

    def __bool__(self) -> bool:
        return bool(self.changes or self.fields)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """Of two definitions in the form of a TYPE.json; what a file leaves out counts as it would be stored."""
    old, new = parts_of(dict(before)), parts_of(dict(after))
    return Difference(tuple(_changes(old, new)), tuple(_fields(old["fields"], new["fields"])))


def _fields(old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> Iterator[FieldChange]:
    """In the order of the new definition, those that go last."""
    known, wanted = {f["key"]: f for f in old}, {f["key"] for f in new}
    in_place = _in_place([f["key"] for f in old if f["key"] in wanted], [f["key"] for f in new if f["key"] in known])
    for field in new:
        key, label = field["key"], _named(field)
        if key not in known:
            yield FieldChange(key, label, "new", tuple(_changes({}, field)))
        elif changes := tuple(_changes(known[key], field)):
            yield FieldChange(key, label, "changed", changes)
        elif key not in in_place:
            yield FieldChange(key, label, "moved")
    for field in old:
        if field["key"] not in wanted:
            yield FieldChange(field["key"], _named(field), "gone")


def _in_place(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Those that need not be moved to make the one order of the other."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {key for block in blocks for key in new[block.b:block.b + block.size]}


def _named(field: Mapping[str, Any]) -> str:
    """As the page calls it in the language of the reader."""
    return FieldDefinition(label_zh=field["label_zh"], label_en=field["label_en"]).label or field["key"]


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name, value in new.items():
        before = old.get(name, type(value)())
        if name not in _OWN and value != before:
            gone, come = _told(name, before), _told(name, value)
            if isinstance(value, list) and set(gone) != set(come):
                gone, come = [t for t in gone if t not in come], [t for t in come if t not in gone]
            yield Change(str(_ENTRIES[name]), tuple(gone), tuple(come))


def _told(name: str, value: Any) -> list[str]:
    if isinstance(value, bool):
        return [yes_or_no(value)]
    if isinstance(value, list):
        return [part if isinstance(part, str) else json.dumps(part, ensure_ascii=False) for part in value]
    if isinstance(value, dict):
        return [json.dumps(value, ensure_ascii=False)] if value else []
    if name == "kind" and value:
        return [str(FieldDefinition.Kind(value).label)]
    return [value] if value else []
