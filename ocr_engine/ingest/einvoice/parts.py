"""What the formats have in common: tables of paths, parties, addresses, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .facts import Collector
from .safe_xml import text, texts

Table = Sequence[tuple[str, str]]


def take(found: Collector, element: Element | None, table: Table, *, line: int = 0) -> None:
    """Every value at the table's paths, in the table's order."""
    for term, path in table:
        found.add_all(term, texts(element, path), line)


class PartyTerms(NamedTuple):
    """The terms for what is told of a party; ``contact``: who, by telephone, by e-mail."""

    name: str
    trading: str
    number: str
    legal: str
    vat: str
    tax: str
    address: str
    contact: tuple[str, str, str]


SELLER = PartyTerms("BT-27", "BT-28", "BT-29", "BT-30", "BT-31", "BT-32", "BG-5", ("BT-41", "BT-42", "BT-43"))
BUYER = PartyTerms("BT-44", "BT-45", "BT-46", "BT-47", "BT-48", "BT-48", "BG-8", ("BT-56", "BT-57", "BT-58"))
DELIVERED_TO = "BG-15"


class AddressPaths(NamedTuple):
    """What a format calls the parts of an address."""

    streets: Sequence[str]
    postcode: str
    city: str
    country: str


def add_address(found: Collector, term: str, place: Element | None, paths: AddressPaths) -> None:
    """Street lines, then "postcode city", then the country."""
    if place is None:
        return
    town = " ".join(filter(None, (text(place, paths.postcode), text(place, paths.city))))
    lines = [*(text(place, street) for street in paths.streets), town, text(place, paths.country)]
    found.add(term, "\n".join(filter(None, lines)))


def add_tax_total(found: Collector, amount: Element, own: str) -> None:
    """The total in the invoice's own currency; one in the currency of the tax office is another term."""
    found.add("BT-110" if amount.get("currencyID") in (None, "", own) else "BT-111", amount.text)


def day(raw: str, form: str = "") -> str:
    """A day as ISO from the formats of UN/CEFACT (102: 20241115, 610: 202411) and from ISO with a time behind."""
    said = raw.strip()
    if form in ("", "102") and re.fullmatch(r"\d{8}", said):
        return f"{said[:4]}-{said[4:6]}-{said[6:]}"
    if form == "610" and re.fullmatch(r"\d{6}", said):
        return f"{said[:4]}-{said[4:]}"
    if form in ("203", "204") and re.fullmatch(r"\d{12,14}", said):
        return f"{said[:4]}-{said[4:6]}-{said[6:8]}"
    iso = re.match(r"(\d{4}-\d{2}-\d{2})(?=[T +Z-]|$)", said)
    return iso.group(1) if iso else said


def one_line(name: str) -> str:
    """A party's name as one line."""
    return " ".join(name.split())
