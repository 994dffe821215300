"""What a page says under captions: Invoice No. 471, 日期：2024年5月3日. Captions of one meaning are one caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ocr_engine.extract.words.folding import fold
from ocr_engine.extract.words.lexicon import concepts_named
from ocr_engine.types import PageText, TextLine

_LABELLED = re.compile(r"(?P<label>[^:：]{1,40}?)\s*[:：]\s*(?P<value>\S.*)")
_NO = r"(?:no|nr|num|number|nummer|numéro|numero|n°|nº|#|号|号码|编号|单号)"
_NUMBERED = re.compile(
    rf"(?P<label>[^\d:：#]{{0,30}}?{_NO})\s*[.:：#]*\s*(?P<value>[A-Z]{{0,5}}[-/ ]?\d[A-Z0-9/-]{{2,}})\s*",
    re.IGNORECASE)
_ENDS_IN_NO = re.compile(rf"{_NO}[.:：\s]*$", re.IGNORECASE)
_LONGEST = 60           # signs of a line that bears a caption and its number
_SAME_ROW = 0.4         # of a line's height
_IN_DIGITS = frozenset(("code", "date", "money"))
# Numbers of people, things and other papers: two papers may share them, and one may bear several.
_NOT_ITS_OWN = frozenset((
    "customer_number", "seller_tax_number", "bic", "routing_number", "machine_number", "postcode", "merchant_number",
    "gln", "hrb", "personal_number", "social_security_number", "tax_code", "credit_code", "siren", "line_number",
    "chamber_of_commerce_number", "product_number", "commodity_code", "member_number", "batch_number", "table",
    "serial_number", "employee_number", "order_number", "delivery_note_number", "container_number", "meter_number",
    "sample_number", "reference_number", "invoice_code", "check_code"))


class Said(NamedTuple):
    """``kind`` of the values (code, date, money, …; "" where the caption is in no thesaurus). ``own``: a number that
    the paper may be known by."""

    kind: str
    own: bool
    values: frozenset[str]


def captioned(page: PageText) -> dict[str, Said]:
    """By caption, folded or the name of its meaning, what stands behind it or in the next cell of its row, folded."""
    found: dict[str, Said] = {}
    for label, value in _pairs(page):
        key, kind = _meaning(label)
        folded = fold(value)
        if folded and (kind not in _IN_DIGITS or any(c.isdigit() for c in folded)):
            before = found[key].values if key in found else frozenset()
            found[key] = Said(kind, kind == "code" and key not in _NOT_ITS_OWN, before | {folded})
    return found


def _pairs(page: PageText) -> Iterator[tuple[str, str]]:
    for row in _rows(page):
        for line, behind in zip(row, [*row[1:], None], strict=True):
            text = line.text.strip()
            if match := _LABELLED.fullmatch(text) or (_NUMBERED.fullmatch(text) if len(text) <= _LONGEST else None):
                yield match["label"], match["value"]
            elif behind is not None and (text.endswith((":", "：")) or _concept(text)) and not _concept(behind.text):
                yield text, behind.text


def _rows(page: PageText) -> Iterator[list[TextLine]]:
    row: list[TextLine] = []
    for line in sorted(page.lines, key=lambda one: one.box.cy):
        if row and line.box.cy - row[-1].box.cy >= _SAME_ROW * line.box.height:
            yield sorted(row, key=lambda one: one.box.x0)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda one: one.box.x0)


def _meaning(label: str) -> tuple[str, str]:
    return _concept(label) or (f"~{fold(label)}", "code" if _ENDS_IN_NO.search(label) else "")


@lru_cache(maxsize=16384)
def _concept(label: str) -> tuple[str, str] | None:
    known = concepts_named(label.strip(" .:：#"))
    return (known[0].key, known[0].kind) if known else None
