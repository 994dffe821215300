"""The address of who issued a paper: the first run of lines in its head that read like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.words.lexicon import legal_form_pattern

from .letterlines import (
    first_cells,
    has_postcode,
    is_contact,
    is_labelled,
    is_no_name,
    is_registered,
    is_registration,
    looks_like_address,
)

_ADDRESS_LABEL = re.compile(r"\W*(?:[A-Za-z]{1,6}\s)?(?:address|addr?)\W+|地址\s*[:：]?", re.IGNORECASE)


def issuer_address(document: Document, sheet: Sheet, plan: FieldPlan) -> Iterator[Candidate]:
    """The first run of lines that read like an address, with the lines between and right behind them."""
    head = first_cells(sheet, 0.45)
    run: list[Cell] = []
    for index, cell in enumerate(head):
        if run and cell.box.cy - run[-1].box.cy > 2.6 * sheet.height:
            break
        if run and (cell.box.x0 > run[-1].box.x1 or cell.box.x1 < run[-1].box.x0):
            continue  # of another column
        if is_contact(cell.text) or (is_labelled(document, cell) and not _ADDRESS_LABEL.match(cell.text)):
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
    yield Candidate.of_lines(plan, pieces, min(0.85, 0.42 + 0.12 * strength), "position")


def _leads_on(cell: Cell, following: list[Cell]) -> bool:
    """Whether a line of plain words stands between two lines of an address."""
    plain = re.fullmatch(r"[A-Za-z .,'()&\-]{4,40}", cell.text) is not None and not is_no_name(cell.text)
    return plain and bool(following) and has_postcode(following[0].text)


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
            or is_registered(cell.text)
            or is_labelled(document, cell)
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
        return not is_registration(text)
    if not run:
        numbered = re.match(r"\d{1,4}[A-Z]?(?:\s?[-&,]\s?\d{1,4}[A-Z]?)*\s*,\s*\S", text)
        return bool(numbered) and not is_registration(text)
    letters = sum(c.isalpha() for c in text)
    open_end = run[-1].text.rstrip().endswith((",", "，", "-", "&"))
    return (
        not is_no_name(text)
        and letters >= 3
        and not is_registration(text)
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
