"""A paper's own number, told without a label: in its title line ("Handelsrechnung (380) Nr. 471102 vom 15.11.2024"), as
№ 0031775 in the head of a Chinese paper, alone under the title of a Chinese invoice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import SEPARATOR, how_far_down
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import NUMBERED as W
from ocr_engine.extract.words.folding import has_cjk

_HEAD = 0.4     # of the printed height
_TITLED = 0.6   # of the page's height
_LINES = 5      # of an invoice that stand beside its title
_PAPER = (
    r"rechnung|korrektur|gutschrift|invoice|facture|avoir|factuur|fattura|factura|credit\s?note|bill|receipt|quotation|angebot|"
    r"order|bestellung|lieferschein|statement"
)
_TITLE = re.compile(
    rf"(?P<paper>{_PAPER})\b[^:：]{{0,45}}?(?:^|\s|\()(?:nr|no|n[°º]|number|nummer|#)\s?[.:]?\s*(?P<code>[A-Z0-9][\w./\-]*\d[\w./\-]*)"
    r"(?P<day>\s*(?:vom|von|du|dated|of|from|date|,)\s)?",
    re.IGNORECASE,
)
_NUMERO = re.compile(r"(?:^|\s)(?:N[oO0º°]\s?[.．:：]|NO\s?[.．:：]?|№|Nº|编号\s?[:：])\s*"
                     r"(?P<code>[A-Z0-9(（][\w\-/()（）]{2,30})\s*$")
_OWN_NUMBER = re.compile("(?:编号|单号|号码|证号|票号|号|No)$")
# What stands there besides: eight digits alone are its number, ten or twelve its code.
_INVOICE_CODE = re.compile(r"\s*(\d{10}|\d{12})\s*")
_INVOICE_NUMBER = re.compile(r"\s*(?:[N№][A-Za-z°º]{0,2}[.:]?\s?)?(\d{8})\s*")


def by_own_number(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    if not document.sheets:
        return
    codes = [(p, p.concept.key if p.concept else "") for p in plans if p.kind == "code"]
    for plan in (p for p, asked in codes if asked in ("invoice_number", "number")):
        yield from _in_title(document, plan)
    for plan in (p for p in plans if p.concept and p.concept.key == "invoice_code"):
        yield from _beside_invoice(document, plan, _INVOICE_CODE)
    for plan in (p for p, asked in codes if asked == "invoice_number"):
        found = list(_beside_invoice(document, plan, _INVOICE_NUMBER))
        yield from found if len({c.raw for c in found}) == 1 else ()     # printed once, or twice the same
    yield from _numero(document, [p for p, _ in codes if not p.spec.many])


def _in_title(document: Document, plan: FieldPlan) -> Iterator[Candidate]:
    sheet = document.sheets[0]
    for row in sheet.rows:
        match = _TITLE.search(row.text.replace(SEPARATOR, " "))
        if match is None or row.cells[0].box.cy > _TITLED:
            continue
        code = match["code"].rstrip("./-")
        cell, start = row.cell_at(match.start("code"))
        large = cell.height > 1.2 * sheet.height
        score = W["told"] + (W["with_day"] if match["day"] else 0.0) + (W["large"] if large else 0.0)
        yield Candidate(plan, code, (Piece(cell, start, start + len(code)),), score * document.later(cell), "pattern")


def _beside_invoice(document: Document, plan: FieldPlan, pattern: re.Pattern[str]) -> Iterator[Candidate]:
    """What is alone in its print over the parties of a paper that calls itself 发票."""
    sheet = document.sheets[0]
    titled = [c.box.y1 for c in sheet.cells if "发票" in c.text and not any(map(str.isdigit, c.text))]
    for cell in sheet.cells if titled else ():
        match = pattern.fullmatch(cell.text)
        if match and cell.box.cy < min(titled) + _LINES * sheet.height:
            yield Candidate.at(plan, Piece(cell, *match.span(1)), W["code"], "pattern")


def _numero(document: Document, codes: Sequence[FieldPlan]) -> Iterator[Candidate]:
    """For the one field that asks for a number of the paper's own and has no label."""
    labelled = {h.plan.key for h in document.labels.hits if h.plan and h.quality > W["labelled"]}
    asked = [p for p in codes if p.key not in labelled
             and any(_OWN_NUMBER.search(name) for name in p.spec.names if has_cjk(name))]
    sheet = document.sheets[0]
    for cell in sheet.cells if len(asked) == 1 else ():
        match = _NUMERO.search(cell.text)
        if match and how_far_down(cell, sheet) < _HEAD:
            yield Candidate.at(asked[0], Piece(cell, *match.span("code")), W["numero"], "pattern")
