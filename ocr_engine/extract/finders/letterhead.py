"""Who issued a paper and who received it, where no label says so: the first lines, the address blocks, the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..candidates import Candidate, Document
from ..folding import fold, has_cjk
from ..greetings import greets
from ..layout import Cell, Sheet
from ..legalforms import respelled
from ..lexicon import legal_form_pattern, word_pattern
from ..ownership import of_receiver, owners
from ..pieces import Piece
from ..plan import FieldPlan
from ..weights import HEAD as W
from ..weights import OWN_NAME

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
    r"|^exm[oa]s?\b|^messrs\b|^à l'attention"
)
_REGISTRATION = re.compile(
    r"^[\W\d]*(?:co\.?\s?(?:reg)?\.?\s?no\.?|reg(?:istration)?\.?\s?no\.?|no\.?\s?syarikat)?[\W\d]*[A-Z]{0,3}[\W\d]*[A-Z]?[\W\d]*$",
    re.IGNORECASE,
)


_REGISTERED = re.compile(
    r"(?i)\b(?:s\.?d\.?n\.?\W{0,3}b\.?h\.?d|bhd|berhad|s/b|gmbh|a\.?g|kg|ltd|limited|inc|llc|l\.l\.c|plc|corp|b\.?v|n\.?v|s\.?a\.?s|"
    r"s\.?a\.?r\.?l|s\.?r\.?l|s\.?p\.?a|pty|pte|llp)\b\.?|有限公司|公司$"
)
_SENTENCE = re.compile(r"(?i)\b(?:are|is|not|please|your|our|goods|sold|returnable|open|hours|daily)\b")
_ADDRESS_LABEL = re.compile(r"\W*(?:[A-Za-z]{1,6}\s)?(?:address|addr?)\W+|地址\s*[:：]?", re.IGNORECASE)
_ISSUER = frozenset(("seller",))
_HOUSE = frozenset(("no", "number", "rest", "lot", "unit", "store", "total", "cash", "location", "end"))
_LEAD = re.compile(r"\W*(?:own(?:ed)?|operated|managed|run|manage)\s+by\s*:?\s*", re.IGNORECASE)


_OPEN_END = re.compile(r"(?:[&+]|\b(?:and|und|et|dan))\s*$", re.IGNORECASE)   # a name that goes on in the next line


def by_position(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    sheet = document.sheets[0] if document.sheets else None
    if sheet is None or not sheet.cells:
        return
    announced = {h.plan.key for h in document.labels.hits if h.plan and h.name.weight >= OWN_NAME and h.quality >= 0.9}
    owned = owners(plans)
    for plan in plans:
        concept = plan.concept.key if plan.concept else ""
        if plan.kind == "text" and plan.key in announced:
            continue  # what is called a store may be a room of stock
        if concept == "seller_name" and plan.kind in ("name", "text"):
            yield from issuers(document, sheet, plan)
        elif concept == "address" and plan.sections <= _ISSUER and not of_receiver(plan, owned):
            yield from _address(document, sheet, plan)
        elif concept == "buyer_name" and plan.kind in ("name", "text"):
            yield from addressees(document, sheet, plan)


def _head(sheet: Sheet, share: float) -> list[Cell]:
    """The cells in the first part of what is printed, from top to bottom."""
    top = min(c.box.y0 for c in sheet.cells)
    end = top + share * (max(c.box.y1 for c in sheet.cells) - top)
    return sorted((c for c in sheet.cells if c.box.cy <= end and not c.standing), key=lambda c: (c.box.cy, c.box.x0))


def issuers(document: Document, sheet: Sheet, plan: FieldPlan) -> Iterator[Candidate]:
    head = [c for c in _head(sheet, 0.35) if not _REGISTRATION.match(c.text) or _is_emblem(c, sheet)][:14]
    everything = " ".join(fold(c.text) for s in document.sheets for c in s.cells)
    seen = 0
    for index, cell in enumerate(head):
        text, pieces = _without_tail(_with_rest_of_name(head, index))
        if (
            _CONTACT.search(text)
            or _labelled(document, cell)
            or len(fold(_without_form(text))) < 2
            or _sender_name(cell.text)
        ):
            continue
        score = _name_score(text, seen, cell, sheet)
        if everything.count(fold(text)) > 1:
            score += W["repeated"]
        if _in_address_window(sheet, cell) or _under_sender(sheet, cell) or "buyer" in document.party(cell):
            score -= W["window"]
        seen += 1
        if score > 0:
            yield Candidate(plan, text, pieces, min(score, 0.9), "position", respelled(text))
    yield from _sender_line(document, sheet, plan)


def _is_emblem(cell: Cell, sheet: Sheet) -> bool:
    """Whether three or four capitals in large print are a house's short name (a reader's scraps are not)."""
    return sheet.page.source != "ocr" and cell.text.isalpha() and cell.text.isupper() and (
        cell.height > 1.35 * sheet.height)


def _sender_name(text: str) -> str:
    """The firm in "Firm · Street 1 · 12345 Town"; empty where the line is none of this kind."""
    parts = re.split(r"\s+[\-–—•·●|*]\s+|\s*[•·●|]\s*|,\s+", text)
    if len(parts) >= 3 and _POSTCODE.search(" ".join(parts[1:])) and not any(x.isdigit() for x in parts[0]):
        return parts[0].strip() if len(parts[0].strip()) > 2 else ""
    return ""


def _under_sender(sheet: Sheet, cell: Cell) -> bool:
    """Whether the cell stands in the block under a sender's line: then it names who receives the letter."""
    return any(
        0 < cell.box.cy - c.box.cy < 9 * sheet.height
        and abs(c.box.x0 - cell.box.x0) < 2 * sheet.height
        and _sender_name(c.text)
        for c in sheet.cells
    )


def _sender_line(document: Document, sheet: Sheet, plan: FieldPlan) -> Iterator[Candidate]:
    """The small line over an address window or at the head of the page."""
    for cell in _head(sheet, 0.4):
        name = _sender_name(cell.text)
        if name and not _labelled(document, cell):
            start = cell.text.index(name)
            score = (
                W["sender"] if legal_form_pattern().search(name) or not re.search(r",\s", cell.text) else W["listed"]
            )
            yield Candidate(plan, name, (Piece(cell, start, start + len(name)),), score, "position")


def _name_score(text: str, index: int, cell: Cell, sheet: Sheet) -> float:
    letters = sum(c.isalpha() for c in text)
    if letters < 3 or letters < 0.5 * len(text.replace(" ", "")) or len(text) > 70 or _NOT_A_NAME.search(text):
        return 0.0
    score = W["first"] - W["step"] * index
    if _REGISTERED.search(respelled(text)):
        score += W["registered"]
    elif legal_form_pattern().search(text):
        score += W["legal_form"]
    elif word_pattern("shop_words").search(text):
        score += W["shop_word"]
    if cell.height > 1.35 * sheet.height:
        score += W["large"]
    if looks_like_address(text) and not legal_form_pattern().search(text):
        score -= W["address"]
    if any(c.isdigit() for c in text):
        score -= W["digits"]
    if text.islower() or _SENTENCE.search(text):
        score -= W["lower_case"]
    return score


def _with_rest_of_name(head: list[Cell], index: int) -> tuple[Piece, ...]:
    """The cell, and the next line too where the name plainly goes on there (a legal form alone, a bracket)."""
    cell = head[index]
    lead = _LEAD.match(cell.text)
    first = Piece(cell, lead.end() if lead else 0, len(cell.text))
    if index + 1 >= len(head):
        return (first,)
    after = head[index + 1]
    close = (
        0 < after.box.cy - cell.box.cy < 1.9 * max(cell.height, after.height)
        and abs(after.box.cx - cell.box.cx) < 6 * cell.height
    )
    if (
        not close
        or _CONTACT.search(after.text)
        or any(c.isdigit() for c in after.text)
        or _NOT_A_NAME.search(after.text)
    ):
        return (first,)
    if _OPEN_END.search(cell.text) and not looks_like_address(after.text):
        return (first, Piece(after, 0, len(after.text)))
    form = legal_form_pattern()
    ends = [m for m in form.finditer(after.text) if m.end() >= len(after.text.rstrip(" .)"))]
    if form.search(cell.text) or not ends or looks_like_address(after.text):
        return (first,)
    before_form = [
        w
        for w in re.findall(r"[^\W\d_]{2,}", after.text[: ends[0].start()])
        if not word_pattern("shop_words").fullmatch(w) and not legal_form_pattern().fullmatch(w)
    ]
    goes_on = len(before_form) == 0 or cell.text.rstrip().endswith(("&", "AND", "(", ","))
    return (first, Piece(after, 0, len(after.text))) if goes_on else (first,)


def _without_form(text: str) -> str:
    return legal_form_pattern().sub("", text)


_UNOPENED = re.compile(r"\s+[^\s()（）]*\d{3,}[^\s()（）]*[)）]\s*$")  # a registration whose bracket was not read


def _without_tail(pieces: tuple[Piece, ...]) -> tuple[str, tuple[Piece, ...]]:
    """The name without the registration number in brackets behind it."""
    text, last = " ".join(p.text for p in pieces), pieces[-1]
    match = re.search(
        r"\s*[\[(（]\s*(?:co\.?\s*(?:reg\.?)?\s*no\.?\s*[:.]?\s*)?[\w\-/ .:·]*\d{3,}[\w\-/ .·]*[\])）]?.{0,6}$",
        last.text,
        re.IGNORECASE,
    )
    match = match or _UNOPENED.search(last.text)
    if not match or match.start() == 0:
        return text, pieces
    cut = Piece(last.cell, last.start, last.start + match.start())
    return " ".join(p.text for p in (*pieces[:-1], cut)), (*pieces[:-1], cut)


def has_postcode(text: str) -> bool:
    return _POSTCODE.search(text) is not None


def is_contact(text: str) -> bool:
    return _CONTACT.search(text) is not None


def _labelled(document: Document, cell: Cell) -> bool:
    """Whether the cell announces something. "No. 12, Jalan …" does not: the number belongs to a house."""
    if document.labels.is_label(cell):
        return True
    return any(s <= 1 and fold(cell.text[s:e]) not in _HOUSE for s, e in document.labels.starts.get(cell, ()))


def looks_like_address(text: str) -> bool:
    pattern = word_pattern("address_words_zh") if has_cjk(text) else word_pattern("address_words")
    return bool(_POSTCODE.search(text)) or len(pattern.findall(text)) >= (3 if has_cjk(text) else 1)


def _address(document: Document, sheet: Sheet, plan: FieldPlan) -> Iterator[Candidate]:
    """The first run of lines that read like an address, with the lines between and right behind them."""
    head = _head(sheet, 0.45)
    run: list[Cell] = []
    for index, cell in enumerate(head):
        if run and cell.box.cy - run[-1].box.cy > 2.6 * sheet.height:
            break
        if run and (cell.box.x0 > run[-1].box.x1 or cell.box.x1 < run[-1].box.x0):
            continue  # of another column
        if is_contact(cell.text) or (_labelled(document, cell) and not _ADDRESS_LABEL.match(cell.text)):
            if run:
                break
        elif _address_line(cell.text, run) or (run and _leads_on(cell, head[index + 1 : index + 2])):
            run.append(cell)
        elif run:
            break
    if run:
        run = [*_lines_before(document, head, run[0]), *run]
    if not run or not any(c.isdigit() for c in "".join(r.text for r in run)):
        return
    pieces = tuple(_trimmed_piece(c) for c in run)
    strength = sum(looks_like_address(c.text) for c in run)
    yield Candidate(plan, " ".join(p.text for p in pieces), pieces, min(0.85, 0.42 + 0.12 * strength), "position")


def _leads_on(cell: Cell, following: list[Cell]) -> bool:
    """Whether a line of plain words stands between two lines of an address."""
    plain = re.fullmatch(r"[A-Za-z .,'()&\-]{4,40}", cell.text) is not None and not _NOT_A_NAME.search(cell.text)
    return plain and bool(following) and bool(_POSTCODE.search(following[0].text))


def _lines_before(document: Document, head: list[Cell], first: Cell) -> list[Cell]:
    """The lines right above that are open at their end ("Menara Dion #02-03, Level 2,")."""
    at = head.index(first)
    found: list[Cell] = []
    for cell in reversed(head[:at]):
        below = found[0] if found else first
        if (
            not (cell.text.rstrip().endswith((",", "，")) or _is_street_over(cell, below))
            or below.box.cy - cell.box.cy > 2 * cell.height
            or is_contact(cell.text)
            or _REGISTERED.search(cell.text)
            or _labelled(document, cell)
        ):
            break
        found.insert(0, cell)
    return found


# Nieuwe Gracht 70, Am Kirchberg 102a; 12 rue Carnot, 5 bis chemin Vert
_STREET = re.compile(r"[^\W\d_][^\d,:;@|]{2,38}\s\d{1,4}\s?[a-zA-Z]?(?:[\-/]\d{1,4})?,?"
                     r"|\d{1,4}[a-z]?(?:\s(?:bis|ter))?,?\s[^\W\d_][^\d:;@|]{4,38}")
_TOWN = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,5}(?:\s?[A-Z]{2})?\s[A-ZÀ-Þ]|\d{2}-\d{3}\s|\d{3}\s\d{2}\s|\d{4}-\d{3}\s")


def _is_street_over(cell: Cell, town: Cell) -> bool:
    """Whether a street with its number stands right over a line that begins with a postcode."""
    return bool(_STREET.fullmatch(cell.text.strip()) and _TOWN.match(town.text)) and (
        abs(cell.box.x0 - town.box.x0) < 0.8 * cell.height or abs(cell.box.cx - town.box.cx) < 0.8 * cell.height)


def _trimmed_piece(cell: Cell) -> Piece:
    match = _ADDRESS_LABEL.match(cell.text)
    return Piece(cell, match.end() if match else 0, len(cell.text))


def _address_line(text: str, run: list[Cell]) -> bool:
    if looks_like_address(text):
        return not legal_form_pattern().search(text) or bool(re.match(r"(?i)\W*(?:no|lot|unit|\d)", text))
    if (
        re.match(r"(?i)\W*(?:no\.?|lot|unit|lvl|level|blk|ground|g-?\d|[a-z]-?\d+[\-,])\s*[\w\-]*\d", text)
        and len(text) > 5
    ):
        return not _REGISTRATION.match(text)
    if not run:
        return bool(re.match(r"\d{1,4}[A-Z]?(?:\s?[-&,]\s?\d{1,4}[A-Z]?)*\s*,\s*\S", text)) and not _REGISTRATION.match(
            text
        )
    letters = sum(c.isalpha() for c in text)
    open_end = run[-1].text.rstrip().endswith((",", "，", "-", "&"))
    return (
        not _NOT_A_NAME.search(text)
        and letters >= 3
        and not _REGISTRATION.match(text)
        and (
            open_end
            or text.count(",") >= 1
            or (
                bool(re.fullmatch(r"[A-Za-z .,'()&\-]{3,30}", text))
                and len(text.split()) <= 3
                and bool(re.match(r"\W*\d{4,6}\b", run[-1].text)) is False
                and "," in run[-1].text
            )
        )
    )


def _in_address_window(sheet: Sheet, cell: Cell) -> bool:
    """The place of the recipient's address on a letter: upper left, under the head, in a block with a postcode."""
    if sheet.width > 0.95 or not 0.1 < cell.box.cy < 0.34 or cell.box.x0 > 0.45 * sheet.width:
        return False
    if not any(c.box.cy < cell.box.cy - sheet.height for c in sheet.cells):
        return False
    block = block_from(sheet, cell)
    return (
        len(block) >= 2
        and any(_POSTCODE.search(c.text) for c in block[1:])
        and not any(_CONTACT.search(c.text) for c in block)
    )


def block_from(sheet: Sheet, first: Cell) -> list[Cell]:
    """The cell and the lines right under it with the same left edge."""
    block = [first]
    for cell in sorted(sheet.cells, key=lambda c: c.box.cy):
        last = block[-1]
        if (
            0.4 * last.height < cell.box.cy - last.box.cy < 3.3 * max(last.height, cell.height)
            and abs(cell.box.x0 - first.box.x0) < 0.8 * sheet.height
        ):
            block.append(cell)
    return block[:7]


def _head_at_the_left(sheet: Sheet, cell: Cell) -> bool:
    """Whether something stands higher at the left of a block at the top right: the head of who wrote the letter."""
    return any(c.box.x1 < cell.box.x0 and c.box.y1 <= cell.box.y0 + 0.3 * sheet.height for c in sheet.cells)


def addressees(document: Document, sheet: Sheet, plan: FieldPlan) -> Iterator[Candidate]:
    """The first line of a block with a postcode that bears no telephone and no tax number: the address window."""
    for cell in _head(sheet, 0.5):
        if _CONTACT.search(cell.text) or _labelled(document, cell) or any(c.isdigit() for c in cell.text):
            continue
        if greets(cell.text):
            continue
        block = block_from(sheet, cell)
        above = [
            c
            for c in sheet.cells
            if 0.4 * cell.height < cell.box.cy - c.box.cy < 1.9 * cell.height
            and abs(c.box.x0 - cell.box.x0) < 0.8 * sheet.height
            and not document.labels.is_label(c)
            and not _NOT_A_NAME.search(c.text)
        ]
        addressed = any(_POSTCODE.search(c.text) for c in block[1:5]) or _under_sender(sheet, cell)
        if len(block) < 3 or not addressed or [c for c in above if not _sender_name(c.text)]:
            continue
        if any(_CONTACT.search(c.text) for c in block[1:5]) or _NOT_A_NAME.search(cell.text):
            continue
        right = cell.box.x0 > 0.45 * sheet.width and cell.box.cy < 0.12
        if right and not _head_at_the_left(sheet, cell):
            continue
        score = W["addressee"] + (0.05 if cell.box.x0 < 0.45 * sheet.width and 0.1 < cell.box.cy < 0.34 else 0.0)
        yield Candidate(plan, cell.text, (Piece(cell, 0, len(cell.text)),), score, "position")
