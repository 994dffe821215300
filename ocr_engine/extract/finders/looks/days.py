"""The day of a paper where no label gives it: beside its number, alone at its head, or the only day there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, how_far_down
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import DAY as W
from ocr_engine.extract.weights import OWN_NAME
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import concepts
from ocr_engine.validate import dates
from ocr_engine.validate.spans import Span

_MAIN = ("invoice_date", "date")
_LEADS = re.compile(r"(?i)(?:\bvom|\bvon|\bdu|\bdated|\bdatum|\bdate|\bden|\bvan|\bdel|日期|\bon)\W{0,3}$")
_PAPER = re.compile(r"(?i)rechnung|invoice|facture|factuur|fattura|korrektur|gutschrift|avoir|receipt|bill|发票|收据")
_OTHER_DAYS = ("due_date", "delivery_date", "birth_date", "expiry_date", "start_date", "end_date")


_CLOSING = re.compile("发证|签发|核准|颁发|填发|开具|出具|打印|判决|裁判|裁定|鉴定|公证|送达|批准|签订|签署|落款|发文"
                      "|成文|印发|发布|公告|公示"
                      "|publish|issued|signed", re.IGNORECASE)
_NEARLY_A_DAY = re.compile(r"(?<![\w/.\-])[\dOoIlSsBZ]{1,2}([/.\-])[\dOoIlSsBZ]{1,2}\1[\dOoIlSsBZ]{2,4}(?![\w/\-])")
_FIGURES = 4                # ... of which so many are figures at least
_END, _FEW = 0.5, 4  # of the printed height; prints of a last page that holds no more than the end


def by_day(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    for plan in plans:
        if plan.kind != "date" or not plan.concept or plan.concept.key not in _MAIN:
            continue
        found = [
            (cell, span)
            for sheet in document.sheets[:2]
            for row in sheet.rows
            for cell in row.cells
            for span in dates.find(cell.text, document.hints)
        ]
        for index, (cell, span) in enumerate(found[:12]):
            score = _score(document, cell, span, index, len({s.value for _, s in found}))
            yield Candidate.at(plan, Piece(cell, span.start, span.end), score, "position", span.value)
        if not found:
            yield from _misread(document, plan)


def _misread(document: Document, plan: FieldPlan) -> Iterator[Candidate]:
    """Figures of a day with a letter read among them (03-0S-18), where the pages hold no day: look-alike repair says
    which is meant. A file's own text has no misread letters."""
    for sheet in document.sheets[:2]:
        for cell in sheet.cells if not sheet.page.exact else ():
            for match in _NEARLY_A_DAY.finditer(cell.text):
                if sum(c.isdigit() for c in match.group()) >= _FIGURES:
                    yield Candidate.at(plan, Piece(cell, *match.span()), W["any"], "position")


def by_closing_day(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """The day that a Chinese paper is issued or signed on stands alone at its end, under the name of the office."""
    labelled = {h.plan.key for h in document.labels.hits if h.plan and h.quality > 0.5}
    wanted = [p for p in plans if p.kind == "date" and p.key not in labelled and _CLOSING.search("".join(_own(p)))]
    if len(wanted) != 1 or not document.sheets:
        return
    last = document.sheets[-1]
    alone = [(c, s) for c in last.cells if has_cjk(c.text) for s in dates.find(c.text, document.hints)
             if s.end - s.start >= len(c.text.strip()) - 1 and not _behind_label(document, c)]
    spilt = len(document.sheets) > 1 and len(last.cells) <= _FEW
    if not alone:
        return
    cell, span = max(alone, key=lambda a: a[0].box.cy)
    if spilt or how_far_down(cell, last) > _END:
        yield Candidate.at(wanted[0], Piece(cell, span.start, span.end), W["closing"], "position", span.value)


def _own(plan: FieldPlan) -> list[str]:
    return [n.text for n in plan.names if n.weight >= OWN_NAME]


def _behind_label(document: Document, cell: Cell) -> bool:
    """Whether a label of a day stands before the cell in its row."""
    return any(document.labels.is_label(c) for c in cell.before)


def _score(document: Document, cell: Cell, span: Span, index: int, different: int) -> float:
    score = W["any"] - W["step"] * index
    if different == 1:
        score += W["only"]
    if _LEADS.search(cell.text[: span.start]):
        score += W["led"]
    elif not fold(cell.text[: span.start] + re.sub(r"[\d:]+\s*(?:[AaPp][Mm])?", "", cell.text[span.end :])):
        score += W["alone"]
    if re.search(r"\d{1,2}:\d{2}", cell.row.text[cell.start + span.end :] if cell.row else ""):
        score += W["with_time"]
    if _PAPER.search(cell.text[: span.start]):
        score += W["paper"]
    if cell.page == 1 and cell.box.cy < 0.35:
        score += W["head"]
    if _belongs_elsewhere(cell, span):
        score *= W["elsewhere"]
    return score * (0.8 + 0.2 * span.score)


def _belongs_elsewhere(cell: Cell, span: Span) -> bool:
    """Whether the words before the day name another day (due, delivered, born)."""
    row = cell.row
    left = fold(row.text[: cell.start + span.start])[-40:] if row else ""
    names = [fold(n) for key in _OTHER_DAYS for n in concepts()[key].names]
    return any(n in left for n in names if len(n) > 3)
