"""What an administrator asks of a type of paper, and how its values are made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ocr_engine.types import DocType, FieldSpec

from .draw import Draw


@dataclass(frozen=True)
class Asked:
    key: str
    label: str
    kind: str = "text"
    aliases: tuple[str, ...] = ()
    hint: str = ""
    many: bool = False


@dataclass(frozen=True)
class Paper:
    """``lang``: of the definition's labels, which need not be the paper's. Each layout is a file in ``sheets``."""

    key: str
    lang: str
    title: str
    values: Callable[[Draw], dict[str, Any]]
    fields: tuple[Asked, ...]
    layouts: tuple[str, ...] = ("a", "b")

    def definition(self, *, bare: bool = False) -> DocType:
        if bare:
            fields = tuple(FieldSpec(f.key, {"en": f.key}, f.kind, many=f.many) for f in self.fields)
            return DocType(self.key, {self.lang: self.title}, fields)
        return DocType(self.key, {self.lang: self.title}, tuple(
            FieldSpec(f.key, {self.lang: f.label}, f.kind, f.aliases, f.hint, many=f.many) for f in self.fields))
