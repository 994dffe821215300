"""Pages made of lines of text, for tests of what is learned: no picture, no reader."""

from __future__ import annotations

from ocr_engine.doctypes.load import load_type
from ocr_engine.types import BBox, PageText, TextLine

BILL = load_type({
    "key": "bill", "label": {"en": "Bill"}, "fields": [
        {"key": "shop", "label": {"en": "Shop"}, "kind": "name"},
        {"key": "ticket", "label": {"en": "Ticket"}, "kind": "code"},
        {"key": "paid", "label": {"en": "Paid out"}, "kind": "money"},
        {"key": "remark", "label": {"en": "Remark"}, "kind": "text"},
    ]})


def page(*lines: tuple[float, float, str], number: int = 1) -> PageText:
    """Lines as (x, y, text) in hundredths of the page; a character is one hundredth wide, a line two high."""
    made = tuple(TextLine(text, BBox(x / 100, y / 100, min(1.0, (x + len(text)) / 100), (y + 2) / 100))
                 for x, y, text in lines)
    return PageText(number, 1000, 1000, made, "ocr")


def harbour(*, ticket: str = "K-20417", paid: str = "41.30", shop: str = "Nordlicht Fischerei Kontor",
            extra: str = "") -> PageText:
    """A layout whose labels mean nothing to the type: the ticket stands behind "Vorgang", the amount behind "Bar"."""
    lines = [(30, 4, shop), (32, 8, "Am alten Hafenbecken"), (34, 12, "Willkommen an Bord"),
             (10, 20, "Vorgang"), (60, 20, ticket), (10, 26, "Schalter sieben"), (60, 26, "9.75"),
             (10, 32, "Zwischenstand"), (60, 32, "12.20"), (10, 38, "Bar erhalten"), (60, 38, paid),
             (10, 60, "Ahoi und gute Heimfahrt")]
    return page(*lines, *([(10, 48, extra)] if extra else []))


def bakery(*, ticket: str = "77120", paid: str = "8.60") -> PageText:
    return page((20, 4, "Morgenrot Backstube"), (22, 8, "frisch aus dem Steinofen"),
                (10, 16, "Ticket"), (30, 16, ticket), (10, 22, "Roggenbrot"), (50, 22, "3.40"), (10, 28, "Krapfen"),
                (50, 28, "5.20"),
                (10, 40, "Paid out"), (50, 40, paid), (10, 50, "Danke sagt das ganze Team"))
