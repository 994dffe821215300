"""What a file says of itself to machines: values by the name of their meaning, from whichever format they came.

Meanings are the business terms of EN 16931 ("BT-1" is the invoice number), and "CN-…" for what only Chinese invoices
have; ``terms.json`` lists them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MAX_FACTS = 20_000
MAX_VALUE = 4_000
SOURCES = ("xml", "ofd", "qr")


@dataclass(frozen=True, slots=True)
class Fact:
    """One value. ``line`` counts the invoice's lines from 1; 0 is the invoice itself."""

    term: str
    value: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What one carrier says. ``form`` names its format ("cii", "ubl", "cn_tax", "vat_qr"), ``profile`` its own word."""

    source: str
    form: str
    items: tuple[Fact, ...]
    profile: str = ""

    def first(self, term: str) -> str:
        return next((f.value for f in self.items if f.term == term), "")


class Collector:
    """Gathers facts, trimmed, without empty ones and within bounds."""

    def __init__(self) -> None:
        self.items: list[Fact] = []

    def add(self, term: str, value: str | None, line: int = 0) -> None:
        text = (value or "").strip()
        if text and len(self.items) < MAX_FACTS:
            self.items.append(Fact(term, text[:MAX_VALUE], line))

    def add_all(self, term: str, values: Iterable[str | None], line: int = 0) -> None:
        for value in values:
            self.add(term, value, line)


def as_plain(facts: Facts) -> dict[str, Any]:
    return {"source": facts.source, "form": facts.form, "profile": facts.profile,
            "items": [[f.term, f.value, f.line] for f in facts.items]}


def from_plain(data: Mapping[str, Any]) -> Facts:
    """The way back. Raises ValueError, KeyError or TypeError for anything that ``as_plain`` would not have written."""
    if data["source"] not in SOURCES or len(data["items"]) > MAX_FACTS:
        raise ValueError("no facts")
    items = []
    for term, value, line in data["items"]:
        if not (isinstance(term, str) and isinstance(value, str) and isinstance(line, int)):
            raise TypeError("no fact")
        items.append(Fact(term[:40], value[:MAX_VALUE], line))
    return Facts(data["source"], str(data["form"])[:40], tuple(items), str(data["profile"])[:200])
