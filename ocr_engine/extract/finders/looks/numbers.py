"""Numbers of a paper told without a label: in its title line ("Handelsrechnung (380) Nr. 471102 vom 15.11.2024"), and
the code of a Chinese paper invoice, which stands at its head alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import SEPARATOR, how_far_down
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import NUMBERED as W
from ocr_engine.extract.words.folding import has_cjk

_HEAD = 0.4     # of the printed height
_PAPER = (
    r"rechnung|korrektur|gutschrift|invoice|facture|avoir|factuur|fattura|factura|credit\s?note|bill|receipt|quotation|angebot|"
    r"order|bestellung|lieferschein|statement"
)
_TITLE = re.compile(
    rf"(?P<paper>{_PAPER})\b[^:：]{{0,45}}?(?:^|\s|\()(?:nr|no|n[°º]|number|nummer|#)\s?[.:]?\s*(?P<code>[A-Z0-9][\w./\-]*\d[\w./\-]*)"
    r"(?P<day>\s*(?:vom|von|du|dated|of|from|date|,)\s)?",
    re.IGNORECASE,
)


def by_title_number(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    wanted = [p for p in plans if p.kind == "code" and p.concept and p.concept.key in ("invoice_number", "number")]
    for plan in wanted:
        for sheet in document.sheets[:1]:
            for row in sheet.rows:
                match = _TITLE.search(row.text.replace(SEPARATOR, " "))
                if match is None or row.cells[0].box.cy > 0.6:
                    continue
                code = match["code"].rstrip("./-")
                cell, start = row.cell_at(match.start("code"))
                large = cell.height > 1.2 * sheet.height
                score = W["told"] + (W["with_day"] if match["day"] else 0.0) + (W["large"] if large else 0.0)
                yield Candidate(
                    plan, code, (Piece(cell, start, start + len(code)),), score * document.later(cell), "pattern"
                )


_NUMERO = re.compile(r"(?:^|\s)(?:N[oO0º°]\s?[.．:：]|NO\s?[.．:：]?|№|Nº|编号\s?[:：])\s*"
                     r"(?P<code>[A-Z0-9(（][\w\-/()（）]{2,30})\s*$")
_OWN_NUMBER = re.compile("(?:编号|单号|号码|证号|票号|号|No)$")


def by_numero(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """№ 0031775 in the head of a Chinese paper, for the one field that asks for a number of the paper's own."""
    labelled = {h.plan.key for h in document.labels.hits if h.plan and h.quality > W["labelled"]}
    asked = [p for p in plans if p.kind == "code" and not p.spec.many and p.key not in labelled
             and any(_OWN_NUMBER.search(name) for name in p.spec.names if has_cjk(name))]
    if len(asked) != 1 or not document.sheets:
        return
    sheet = document.sheets[0]
    for cell in sheet.cells:
        match = _NUMERO.search(cell.text)
        if match and how_far_down(cell, sheet) < _HEAD:
            yield Candidate(asked[0], match["code"], (Piece(cell, *match.span("code")),), W["numero"], "pattern")


_INVOICE_CODE = re.compile(r"\s*(\d{10}|\d{12})\s*")


_INVOICE_NUMBER = re.compile(r"\s*(?:[N№][A-Za-z°º]{0,2}[.:]?\s?)?(\d{8})\s*")


def by_invoice_print(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """Eight digits alone beside the title of a paper that calls itself 发票, once or twice the same: its number."""
    for plan in (p for p in plans if p.concept and p.concept.key == "invoice_number" and p.kind == "code"):
        for sheet in document.sheets[:1]:
            titled = [c.box.y1 for c in sheet.cells if "发票" in c.text and not any(map(str.isdigit, c.text))]
            found = [(c, m) for c in sheet.cells if (m := _INVOICE_NUMBER.fullmatch(c.text))
                     and titled and c.box.cy < min(titled) + 5 * sheet.height]
            for cell, match in found if len({m[1] for _, m in found}) == 1 else ():
                yield Candidate(plan, match[1], (Piece(cell, *match.span(1)),), W["code"], "pattern")


def by_invoice_code(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """Ten or twelve digits alone in a line over the parties of a paper that calls itself 发票."""
    for plan in (p for p in plans if p.concept and p.concept.key == "invoice_code"):
        for sheet in document.sheets[:1]:
            titled = [c.box.y1 for c in sheet.cells if "发票" in c.text and not any(map(str.isdigit, c.text))]
            for cell in sheet.cells:
                match = _INVOICE_CODE.fullmatch(cell.text)
                if match and titled and cell.box.cy < min(titled) + 5 * sheet.height:
                    yield Candidate(plan, match[1], (Piece(cell, *match.span(1)),), W["code"], "pattern")
