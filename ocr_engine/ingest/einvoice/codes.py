"""QR codes that say what an invoice says: Chinese VAT invoices, and payment slips (EPC, Swiss QR-bill)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import zxingcpp
from PIL import Image

from .facts import Collector, Facts
from .parts import day

# 01, kind, code, number, amount, day, check code, checksum. The fully digital invoice has no code.
_VAT = re.compile(r"01,(\d{2}),(\d{10}|\d{12})?,(\d{8}|\d{20}),(-?\d{1,12}(?:\.\d{1,2})?),(20\d{6}),(\d{0,20}),"
                  r"[0-9A-Za-z]{0,8},?")
# Kinds whose code holds the amount without tax. Without a code the amount is the one with tax; of other kinds the
# published descriptions differ, so their amount is left out.
_NET_KINDS = frozenset(("01", "04", "10", "14"))
_AMOUNT = re.compile(r"([A-Z]{3})(\d{1,12}(?:\.\d{1,2})?)")
_MAX_CODES = 20


def payloads(width: int, height: int, pixels: bytes) -> list[str]:
    """The texts of the QR codes in an RGB picture."""
    grey = Image.frombuffer("RGB", (width, height), pixels, "raw", "RGB", 0, 1).convert("L")
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)  # type: ignore[arg-type]
    return [code.text for code in found[:_MAX_CODES] if code.valid and code.text]


def read(texts: Sequence[str]) -> Facts | None:
    """What the first code says that is one of the known ones."""
    for text in texts:
        facts = _vat(text.strip()) or _epc(text) or _swiss(text)
        if facts is not None:
            return facts
    return None


def _vat(text: str) -> Facts | None:
    match = _VAT.fullmatch(text)
    if match is None:
        return None
    kind, code, number, amount, issued, check = match.groups()
    found = Collector()
    found.add("CN-1", code)
    found.add("BT-1", number)
    found.add("BT-2", day(issued))
    found.add("CN-2", check)
    if not code:
        found.add("BT-112", amount)
    elif kind in _NET_KINDS:
        found.add("BT-109", amount)
    return Facts("qr", "vat_qr", tuple(found.items), kind)


def _epc(text: str) -> Facts | None:
    """EPC069-12, "GiroCode": BCD, version, character set, SCT, BIC, name, IBAN, amount, purpose, reference, text."""
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) < 7 or lines[0] != "BCD" or lines[3] != "SCT":
        return None
    found = Collector()
    found.add("BT-86", lines[4])
    found.add("BT-85", lines[5])
    found.add("BT-84", lines[6])
    amount = _AMOUNT.fullmatch(lines[7]) if len(lines) > 7 else None
    if amount:
        found.add("BT-115", amount.group(2))
    found.add("BT-83", lines[9] if len(lines) > 9 else "")
    return Facts("qr", "epc", tuple(found.items), lines[1])


def _swiss(text: str) -> Facts | None:
    """Swiss QR-bill: SPC, version, coding, IBAN, creditor (7 lines), 7 empty ones, amount, currency, debtor."""
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) < 29 or lines[0] != "SPC" or lines[2] != "1":
        return None
    found = Collector()
    found.add("BT-84", lines[3])
    found.add("BT-85", lines[5])
    if re.fullmatch(r"\d{1,9}(\.\d{1,2})?", lines[18]):
        found.add("BT-115", lines[18])
    found.add("BT-5", lines[19])
    found.add("BT-44", lines[21])
    found.add("BT-83", lines[28])
    return Facts("qr", "swiss_qr", tuple(found.items), lines[1])
