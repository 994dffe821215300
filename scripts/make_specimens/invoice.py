"""An English invoice as accounting software sends it: a born-digital PDF on one page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from . import numbers
from .labels import Specimen
from .sheet import BLACK, Colour, Sheet

TEAL: Colour = (0.04, 0.36, 0.42)
GREY: Colour = (0.42, 0.45, 0.48)
PALE: Colour = (0.93, 0.96, 0.965)
LEFT, RIGHT = 54.0, 541.0
VAT_RATE = Decimal("0.20")
CENT = Decimal("0.01")

NUMBER, ISSUED, DUE, ORDER = "TQ-2025-00418", "14 May 2025", "13 June 2025", "PO-77815"
SELLER = ("Thistledown & Quill Ltd", "Unit 4, Specimen Wharf", "Imaginary Quay, Exampleton EX0 4ZZ", "United Kingdom")
BUYER = ("Fernhollow Museum Trust", "Accounts Payable", "12 Placeholder Row", "Samplebridge SB0 1ZZ", "United Kingdom")
# 999 9999 73 is the number that the British tax authority prints in its own examples.
VAT_ID = "GB999999973"
IBAN = numbers.iban(country="GB", account="SPEC" + "000000" + "00041825")


@dataclass(frozen=True)
class Item:
    name: str
    detail: str
    count: Decimal
    price: Decimal

    @property
    def net(self) -> Decimal:
        return (self.count * self.price).quantize(CENT)


ITEMS = (
    Item("Archive scanning, bound volumes", "Grades A and B, 400 dpi, colour targets included", Decimal("320"),
         Decimal("2.45")),
    Item("Conservation cataloguing", "Senior cataloguer, hours on site", Decimal("18.5"), Decimal("64.00")),
    Item("Acid-free storage boxes, 400 mm", "Flat packed, with labels", Decimal("40"), Decimal("11.80")),
    Item("Insured collection and return", "Two vans, one day", Decimal("1"), Decimal("285.00")),
)
NET = sum((item.net for item in ITEMS), Decimal(0))
TAX = (NET * VAT_RATE).quantize(CENT)
TOTAL = NET + TAX


def make() -> Specimen:
    sheet = Sheet(595.3, 841.9)
    _head(sheet)
    _addresses(sheet)
    bottom = _items(sheet, 352)
    bottom = _totals(sheet, bottom + 14)
    _payment(sheet, bottom + 34)
    _foot(sheet)
    content = sheet.pdf(title=f"Invoice {NUMBER}", language="en")
    return Specimen("specimen_invoice", "invoice.pdf", "invoice", "en", content, _fields(),
                    ["seller_tax_number"])


def _fields() -> dict[str, str | list[str]]:
    return {
        "invoice_number": NUMBER, "invoice_date": ISSUED, "due_date": DUE, "buyer_order_number": ORDER,
        "seller_name": SELLER[0], "buyer_name": BUYER[0], "seller_vat_id": _grouped_vat(), "currency": "GBP",
        "net_total": f"{NET:,.2f}", "tax_total": f"{TAX:,.2f}", "gross_total": f"{TOTAL:,.2f}",
        "amount_due": f"{TOTAL:,.2f}", "iban": _grouped(IBAN),
    }


def _grouped(code: str) -> str:
    return " ".join(code[start:start + 4] for start in range(0, len(code), 4))


def _grouped_vat() -> str:
    return f"{VAT_ID[:2]} {VAT_ID[2:5]} {VAT_ID[5:9]} {VAT_ID[9:]}"


def _head(sheet: Sheet) -> None:
    sheet.rect(0, 0, 595.3, 9, colour=None, fill=TEAL)
    for number, shade in enumerate(((0.04, 0.36, 0.42), (0.2, 0.55, 0.58), (0.55, 0.77, 0.78))):
        x = LEFT + number * 9
        sheet.curve([(x, 84), (x + 13, 48), (x + 19, 48), (x + 6, 84)], colour=None, fill=shade)
    sheet.text(LEFT + 48, 66, SELLER[0], face="sansb", size=15, colour=TEAL)
    sheet.text(LEFT + 48, 81, "Collections care and digitisation", face="sans", size=9, colour=GREY)
    sheet.text(RIGHT, 74, "INVOICE", face="sansb", size=27, colour=TEAL, align="right")
    sheet.text(RIGHT, 90, "SPECIMEN - invented parties, not payable", face="sans", size=8, colour=(0.78, 0.1, 0.12),
               align="right")
    for row, line in enumerate((*SELLER[1:], f"VAT No. {_grouped_vat()}", "accounts@thistledown-quill.example")):
        sheet.text(LEFT, 112 + row * 13, line, face="sans", size=9, colour=GREY)


def _addresses(sheet: Sheet) -> None:
    sheet.text(LEFT, 216, "BILL TO", face="sansb", size=8.5, colour=TEAL)
    for row, line in enumerate(BUYER):
        sheet.text(LEFT, 234 + row * 14, line, face="sansb" if row == 0 else "sans", size=10.5 if row == 0 else 9.5)
    sheet.rect(322, 202, RIGHT, 312, colour=None, fill=PALE, radius=0.05)
    pairs = (("Invoice number", NUMBER), ("Invoice date", ISSUED), ("Due date", DUE),
             ("Purchase order", ORDER), ("Payment terms", "30 days net"))
    for row, (caption, value) in enumerate(pairs):
        sheet.text(336, 223 + row * 20, caption, face="sans", size=9.5, colour=GREY)
        sheet.text(RIGHT - 14, 223 + row * 20, value, face="sansb", size=9.5, align="right")


def _items(sheet: Sheet, top: float) -> float:
    columns = ((LEFT + 10, "Description", "left"), (336, "Qty", "right"), (406, "Unit price", "right"),
               (446, "VAT", "right"), (RIGHT - 10, "Amount (GBP)", "right"))
    sheet.rect(LEFT, top, RIGHT, top + 24, colour=None, fill=TEAL)
    for x, title, align in columns:
        sheet.text(x, top + 15.8, title, face="sansb", size=9, colour=(1, 1, 1), align=align)  # type: ignore[arg-type]
    y = top + 24
    for item in ITEMS:
        sheet.text(LEFT + 10, y + 17, item.name, face="sans", size=9.8)
        sheet.text(LEFT + 10, y + 30, item.detail, face="sans", size=8.2, colour=GREY)
        values = (f"{item.count}", f"{item.price:,.2f}", f"{VAT_RATE * 100:.0f}%", f"{item.net:,.2f}")
        for (x, _, _), value in zip(columns[1:], values, strict=True):
            sheet.text(x, y + 17, value, face="sans", size=9.8, align="right")
        y += 40
        sheet.line(LEFT, y, RIGHT, y, colour=(0.84, 0.87, 0.88), width=0.6)
    return y


def _totals(sheet: Sheet, top: float) -> float:
    for row, (caption, value) in enumerate((("Subtotal", NET), (f"VAT at {VAT_RATE * 100:.0f}%", TAX))):
        y = top + 14 + row * 20
        sheet.text(352, y, caption, face="sans", size=10, colour=GREY)
        sheet.text(RIGHT - 10, y, f"£{value:,.2f}", face="sans", size=10, align="right")
    y = top + 46
    sheet.rect(340, y, RIGHT, y + 30, colour=None, fill=TEAL, radius=0.12)
    sheet.text(352, y + 19.5, "Total due", face="sansb", size=11.5, colour=(1, 1, 1))
    sheet.text(RIGHT - 10, y + 19.5, f"£{TOTAL:,.2f}", face="sansb", size=12.5, colour=(1, 1, 1), align="right")
    return y + 30


def _payment(sheet: Sheet, top: float) -> None:
    sheet.text(LEFT, top, "PAYMENT DETAILS", face="sansb", size=8.5, colour=TEAL)
    pairs = (("Bank", "Specimen Mutual Bank"), ("Account name", SELLER[0]), ("IBAN", _grouped(IBAN)),
             ("BIC", "SPECGB00XXX"), ("Reference", NUMBER))
    for row, (caption, value) in enumerate(pairs):
        sheet.text(LEFT, top + 18 + row * 15, caption, face="sans", size=9.3, colour=GREY)
        sheet.text(LEFT + 84, top + 18 + row * 15, value, face="sans", size=9.3, colour=BLACK)


def _foot(sheet: Sheet) -> None:
    sheet.line(LEFT, 790, RIGHT, 790, colour=(0.84, 0.87, 0.88), width=0.6)
    sheet.text(LEFT, 805, "Please quote the invoice number with your payment. Thank you for your custom.", face="sans",
               size=8.2, colour=GREY)
    sheet.text(RIGHT, 805, "Page 1 of 1", face="sans", size=8.2, colour=GREY, align="right")
