"""A Chinese paper's type and its layouts: what it is asked for, and one filled copy of it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ocr_engine.evaluate.gold import GoldDocument
from ocr_engine.extract.fields.openfields import open_type
from ocr_engine.types import DocType, FieldSpec
from ocr_engine.validate.kinds import normalise

from ..values import Make
from .paper import Layout
from .values import in_words


@dataclass(frozen=True)
class Asked:
    key: str
    label: str
    kind: str
    make: Make | str
    aliases: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Form:
    key: str
    title: str
    fields: tuple[Asked, ...]
    layouts: tuple[Layout, ...]

    def defined(self) -> DocType:
        """As an administrator would define it."""
        fields = tuple(FieldSpec(f.key, {"zh": f.label}, f.kind, f.aliases, f.hint) for f in self.fields)
        return DocType(self.key, {"zh": self.title}, fields)

    def named(self) -> DocType:
        """Nothing but the names of its fields."""
        return open_type([f.label for f in self.fields])


def form(key: str, title: str, fields: tuple[tuple[Any, ...], ...], layouts: tuple[Layout, ...]) -> Form:
    """A value's maker, or the key of the amount that it says in words."""
    return Form(key, title, tuple(Asked(*f) for f in fields), layouts)


def filled(kind: Form, layout: Layout, rng: random.Random) -> dict[str, str]:
    """Values by key; one field in ten of what the layout prints is left blank, what it has no room for is missing."""
    room = "".join(getattr(p, "text", "") + "".join(getattr(p, "rows", ())) for p in layout.parts)
    spoken = {f.make for f in kind.fields if isinstance(f.make, str)}
    values: dict[str, str] = {}
    for number, asked in enumerate(kind.fields):
        made = (in_words(values[asked.make]) if asked.make in values else "") if isinstance(asked.make, str) \
            else asked.make(rng, "zh")
        if made and f"{{{asked.key}}}" in room and (number == 0 or asked.key in spoken or rng.random() > 0.1):
            values[asked.key] = made
    return values


def gold(kind: Form, name: str, values: Mapping[str, str], *, named: bool) -> GoldDocument:
    """By key, or by the label where only names are asked."""
    keys = {f.key: f.label if named else f.key for f in kind.fields}
    kinds = {f.key: "text" if named else f.kind for f in kind.fields}
    right = {keys[key]: (_told(value.strip(), kinds[key]),) for key, value in values.items()}
    return GoldDocument(name, name, right, tuple(k for k in keys.values() if k not in right))


def _told(printed: str, kind: str) -> str:
    """A day or an amount that is printed in words, as the day or the figure that a field of the kind answers."""
    spoken = kind in ("date", "money") and not any(c.isdecimal() for c in printed)
    return (normalise(printed, kind) or printed) if spoken else printed
