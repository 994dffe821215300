"""What the formats have in common: tables of paths, dates, addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from .facts import Collector
from .safe_xml import texts

Table = Sequence[tuple[str, str]]


def take(found: Collector, element: Element | None, table: Table, *, line: int = 0) -> None:
    """Every value at the table's paths, in the table's order."""
    for term, path in table:
        found.add_all(term, texts(element, path), line)


def add_address(found: Collector, term: str, lines: Sequence[str]) -> None:
    found.add(term, "\n".join(filter(None, lines)))


def day(raw: str, form: str = "") -> str:
    """A day as ISO from the formats of UN/CEFACT (102: 20241115, 610: 202411) and from ISO with a time behind."""
    text = raw.strip()
    if form in ("", "102") and re.fullmatch(r"\d{8}", text):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if form == "610" and re.fullmatch(r"\d{6}", text):
        return f"{text[:4]}-{text[4:]}"
    if form in ("203", "204") and re.fullmatch(r"\d{12,14}", text):
        return f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    iso = re.match(r"(\d{4}-\d{2}-\d{2})(?=[T +Z-]|$)", text)
    return iso.group(1) if iso else text


def one_line(name: str) -> str:
    """A party's name as one line."""
    return " ".join(name.split())
