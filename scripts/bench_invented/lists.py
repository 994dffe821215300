"""Fields with several values as papers print them: columns, with what else stands there; repeated labels; one line."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from .kinds import Asked
from .sheet import Sheet
from .values import money

QUANTITY = {"de": "Menge", "en": "Qty", "zh": "数量", "fr": "Qté", "es": "Cant.", "nl": "Aantal", "pl": "Ilość"}
NUMBER = {"de": "Pos.", "en": "#", "zh": "序号", "fr": "N°", "es": "N.º", "nl": "Nr.", "pl": "Lp."}
SUM = {"de": "Summe", "en": "Total", "zh": "合计", "fr": "Total", "es": "Suma", "nl": "Totaal", "pl": "Razem"}
AMOUNT = {"de": "Betrag", "en": "Amount", "zh": "金额", "fr": "Montant", "es": "Importe", "nl": "Bedrag", "pl": "Kwota"}
NOTE = {"de": "ab Lager", "en": "ex stock", "zh": "现货", "fr": "en stock", "es": "en existencia", "nl": "uit voorraad",
        "pl": "z magazynu"}
STYLES = ("table", "numbered", "noted", "repeated", "beside", "line", "pages")
_FOOT = 770.0


@dataclass(frozen=True)
class Listing:
    """How a house prints the values of one field: its own left edge and the style of its lists."""

    style: str
    left: float
    label: str
    lang: str


def values_of(field: Asked, lang: str, rng: random.Random, *, most: int) -> list[str]:
    """Different values, one at least."""
    made: list[str] = []
    for _ in range(rng.randint(1, most)):
        value = field.make(rng, lang)
        if value not in made:
            made.append(value)
    return made


def draw(sheet: Sheet, listing: Listing, values: list[str], y: float, rng: random.Random) -> None:
    _DRAWERS[listing.style](sheet, listing, values, y, rng)


def _table(sheet: Sheet, one: Listing, values: list[str], y: float, rng: random.Random) -> None:
    """The values at the left, amounts beside them, a sum under them."""
    _header(sheet, one, y)
    for number, value in enumerate(values, 1):
        _row(sheet, one, value, y + 17 * number, rng)
    _sum(sheet, one, y + 17 * (len(values) + 1), rng)


def _numbered(sheet: Sheet, one: Listing, values: list[str], y: float, rng: random.Random) -> None:
    """The values in the second column; the sum stands in it as well."""
    sheet.text(one.left, y, NUMBER[one.lang])
    _header(sheet, one, y, indent=40)
    for number, value in enumerate(values, 1):
        sheet.text(one.left, y + 17 * number, str(number))
        _row(sheet, one, value, y + 17 * number, rng, indent=40)
    _sum(sheet, one, y + 17 * (len(values) + 1), rng, indent=40)


def _noted(sheet: Sheet, one: Listing, values: list[str], y: float, rng: random.Random) -> None:
    """Under some values a remark stands in the same column."""
    _header(sheet, one, y)
    for value in values:
        y += 17
        _row(sheet, one, value, y, rng)
        if rng.random() < 0.6:
            y += 13
            sheet.text(one.left, y, f"{NOTE[one.lang]} {rng.randint(10, 99)}", 9)
    _sum(sheet, one, y + 24, rng)


def _repeated(sheet: Sheet, one: Listing, values: list[str], y: float, rng: random.Random) -> None:
    """The label before each value; something else between them."""
    for value in values:
        sheet.text(one.left, y, f"{one.label}: {value}")
        sheet.text(one.left + 20, y + 14, f"{QUANTITY[one.lang]}: {rng.randint(1, 40)}")
        y += 30


def _beside(sheet: Sheet, one: Listing, values: list[str], y: float, rng: random.Random) -> None:
    """The label at the left, the values in lines at its right."""
    sheet.text(one.left, y, one.label)
    for number, value in enumerate(values):
        sheet.text(one.left + 170, y + 15 * number, value)
    sheet.text(one.left, y + 15 * len(values) + 12, SUM[one.lang])
    sheet.text(one.left + 170, y + 15 * len(values) + 12, money(rng, one.lang))


def _line(sheet: Sheet, one: Listing, values: list[str], y: float, rng: random.Random) -> None:
    sheet.text(one.left, y, f"{one.label}: {('、' if one.lang == 'zh' else ', ').join(values)}")


def _pages(sheet: Sheet, one: Listing, values: list[str], y: float, rng: random.Random) -> None:
    """Rows with large gaps that run over to a second page, where the header is printed again."""
    _header(sheet, one, y)
    for value in values:
        y += 34
        if y > _FOOT:
            sheet.turn()
            y = 94.0
            _header(sheet, one, 60)
        _row(sheet, one, value, y, rng)
    _sum(sheet, one, y + 30, rng)


def _header(sheet: Sheet, one: Listing, y: float, *, indent: float = 0) -> None:
    sheet.text(one.left + indent, y, one.label)
    sheet.text(one.left + 260, y, QUANTITY[one.lang])
    sheet.text(one.left + 370, y, AMOUNT[one.lang])


def _row(sheet: Sheet, one: Listing, value: str, y: float, rng: random.Random, *, indent: float = 0) -> None:
    sheet.text(one.left + indent, y, value)
    sheet.text(one.left + 260, y, str(rng.randint(1, 40)))
    sheet.text(one.left + 370, y, money(rng, one.lang))


def _sum(sheet: Sheet, one: Listing, y: float, rng: random.Random, *, indent: float = 0) -> None:
    sheet.text(one.left + indent, y, SUM[one.lang])
    sheet.text(one.left + 370, y, money(rng, one.lang))


_DRAWERS: dict[str, Callable[[Sheet, Listing, list[str], float, random.Random], None]] = {
    "table": _table, "numbered": _numbered, "noted": _noted, "repeated": _repeated, "beside": _beside, "line": _line,
    "pages": _pages}
