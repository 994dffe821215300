"""What a line of a letter's head is: a telephone, part of an address, the sender in small print, the name of nobody."""

from __future__ import annotations

import math
import re

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import word_pattern

_POSTCODE = re.compile(
    r"(?<![\d\-./])(?:[A-Z]{1,2}-?\s?)?\d{4,6}(?:-\d{4})?(?![\d./])[ ,.]+\(?[A-Za-zÀ-ž]{2,}|\b[A-Z]{2}\s\d{5}\b|"
    r"(?<![\d\-./])\d{3}\s\d{2}\s+[A-Za-zÀ-ž]{2,}|(?<![\d\-./])(?:\d{4}-\d{3}|\d{2}-\d{3})\s+[A-Za-zÀ-ž]{2,}|"
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b\d{4}\s?[A-Z]{2}\b",
    re.ASCII,
)
_CONTACT = re.compile(
    r"(?i)(?:^|\W)(?:t[eé]l|telephone|phone|fax|fon|mobile|hp|e-?mail|www\.|http|@|gst|sst|vat|ust|tva|siret|btw|tax|roc"
    r"|reg(?:istration)?\.?\s?(?:no|id)|co\.?\s?(?:reg|no)|company\s?(?:reg|no)|电话|传真|税号)"
    r"|@|^\W?\+?\(?\d{2,5}[)\d\- ]{6,}$"
)
_NOT_A_NAME = re.compile(
    r"(?i)invoice|receipt|rechnung|facture|factuur|tax\s|bill\b|cash\s?(?:sale|bill|memo)|welcome|thank|copy|customer|"
    r"table\b|date\b|page\b|seite\b|order\b|statement|gutschrift|avoir|original|duplicate|www\.|http|@|小票|发票|欢迎|"
    r"stylesheet|xml|urn:|[#_=]|korrektur|©|\(c\)|kopie|entwurf|draft|^spett|^herrn?\.?$|^frau$|^firma$|^an:?$|^to:?$|^attn"
    r"|^exm[oa]s?\b|^messrs\b|^à l'attention|hóa đơn|phiếu|fatura|faktura|請求書|領収書|納品書|見積書|세금계산서|영수증"
    r"|거래명세서|명세서|。\s*$"
)
_REGISTRATION = re.compile(
    r"^[\W\d]*(?:co\.?\s?(?:reg)?\.?\s?no\.?|reg(?:istration)?\.?\s?no\.?|no\.?\s?syarikat)?[\W\d]*[A-Z]{0,3}[\W\d]*[A-Z]?[\W\d]*$",
    re.IGNORECASE,
)
_REGISTERED = re.compile(
    r"(?i)\b(?:s\.?d\.?n\.?\W{0,3}b\.?h\.?d|bhd|berhad|s/b|gmbh|a\.?g|kg|ltd|limited|inc|llc|l\.l\.c|plc|corp|b\.?v|n\.?v|s\.?a\.?s|"
    r"s\.?a\.?r\.?l|s\.?r\.?l|s\.?p\.?a|pty|pte|llp)\b\.?|有限公司|公司$"
)
_BLOCK = 7  # lines of an address with the name over it
_HOUSE = frozenset(("no", "number", "rest", "lot", "unit", "store", "total", "cash", "location", "end"))


def first_cells(sheet: Sheet, share: float) -> list[Cell]:
    """The cells in the first part of what is printed, from top to bottom."""
    end = sheet.printed.y0 + share * sheet.printed.height
    return sorted((c for c in sheet.cells if c.box.cy <= end and not c.standing), key=lambda c: (c.box.cy, c.box.x0))


def sender_name(text: str) -> str:
    """The firm in "Firm · Street 1 · 12345 Town"; empty where the line is none of this kind."""
    parts = re.split(r"\s+[\-–—•·●|*]\s+|\s*[•·●|]\s*|,\s+", text)
    if len(parts) >= 3 and has_postcode(" ".join(parts[1:])) and not any(x.isdigit() for x in parts[0]):
        return parts[0].strip() if len(parts[0].strip()) > 2 else ""
    return ""


def stands_under_sender(sheet: Sheet, cell: Cell) -> bool:
    """Whether the cell stands in the block under a sender's line: then it names who receives the letter."""
    above = math.nextafter(cell.box.cy, -math.inf)  # without its own row, however many stand there
    return any(
        0 < cell.box.cy - c.box.cy < 9 * sheet.height
        and abs(c.box.x0 - cell.box.x0) < 2 * sheet.height
        and sender_name(c.text)
        for c in sheet.near(cell.box.x0 - 2 * sheet.height, cell.box.x0 + 2 * sheet.height,
                            cell.box.cy - 9 * sheet.height, above)
    )


def has_postcode(text: str) -> bool:
    return _POSTCODE.search(text) is not None


def is_contact(text: str) -> bool:
    return _CONTACT.search(text) is not None


def is_no_name(text: str) -> bool:
    """Whether a line of a head says something, and names nobody: the kind of a paper, a greeting, a column."""
    return _NOT_A_NAME.search(text) is not None


def is_registered(text: str) -> bool:
    """Whether a firm's legal form stands in the text, such as are entered in a register."""
    return _REGISTERED.search(text) is not None


def is_registration(text: str) -> bool:
    """Whether the line holds no more than a number, of a register or another, and what announces it."""
    return _REGISTRATION.match(text) is not None


def is_labelled(document: Document, cell: Cell) -> bool:
    """Whether the cell announces something. "No. 12, Jalan …" does not: the number belongs to a house."""
    if document.labels.is_label(cell):
        return True
    return any(s <= 1 and fold(cell.text[s:e]) not in _HOUSE for s, e in document.labels.starts.get(cell, ()))


def looks_like_address(text: str) -> bool:
    pattern = word_pattern("address_words_zh") if has_cjk(text) else word_pattern("address_words")
    return has_postcode(text) or len(pattern.findall(text)) >= (3 if has_cjk(text) else 1)


def block_from(sheet: Sheet, first: Cell) -> list[Cell]:
    """The cell and the lines right under it with the same left edge, seven at most."""
    block = [first]
    far = 0.8 * sheet.height
    near = sheet.near(first.box.x0 - far, first.box.x0 + far, first.box.cy + 0.39 * first.height,
                      first.box.cy + _BLOCK * 3.3 * sheet.tallest)
    for cell in sorted(near, key=lambda c: c.box.cy):
        last = block[-1]
        if (
            0.4 * last.height < cell.box.cy - last.box.cy < 3.3 * max(last.height, cell.height)
            and abs(cell.box.x0 - first.box.x0) < far
        ):
            block.append(cell)
        if len(block) == _BLOCK:
            break
    return block
