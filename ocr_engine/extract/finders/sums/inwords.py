"""The total that a Chinese paper prints twice: in words, and in figures that often stand without a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from ocr_engine.extract.candidates import Candidate, Document, rescored
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import IN_WORDS, OWN_NAME
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.validate import capitals, money

_TOTAL = re.compile(r"小写|合计|总计|总额|总金额|总价|价税合计|报销金额|借款金额|合同金额|^金额")
_WORDS = "words_amount"
_IN_WORDS = re.compile(r"[（(]?大\s?写")
# A label that says of an amount that it is in words, and not which one it is.
_ANY_WORDS = re.compile(r"(?:人民币|金额)?大写(?:金额)?")


def by_words(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """For totals: every figure that says what the page's amount in words says. For the words: where they stand."""
    totals = [p for p in plans if p.kind == "money" and p.shape != _WORDS and not p.spec.many and _is_total(p)]
    spoken = [p for p in plans if p.shape == _WORDS]
    if not totals and not spoken:
        return
    for piece in _beside_words(document) if len(totals) == 1 else ():
        yield Candidate.at(totals[0], piece, 0.9 * IN_WORDS * document.later(piece.cell), "pattern")
    words = list(_spoken(document))
    if len({value for _, value in words}) != 1:
        return
    value = words[0][1]
    if len(spoken) == 1:
        for piece, _ in words:
            yield Candidate.at(spoken[0], piece, IN_WORDS * document.later(piece.cell), "pattern")
    for piece in _figures(document, value) if len(totals) == 1 else ():
        yield Candidate.at(totals[0], piece, IN_WORDS * document.later(piece.cell), "pattern", str(value))


def spoken_alike(document: Document, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates, where words that say what the best figure of the total says change places with better ones.

    A rent and a deposit are both told in figures and in words, and 大写 stands before the words of either. Words whose
    label names the amount are left as they are.
    """
    words = [c for c in candidates if c.plan.shape == _WORDS]
    figures = [c for c in candidates if c.plan.kind == "money" and c.plan.shape != _WORDS and _is_total(c.plan)]
    if not words or len({id(c.plan) for c in words}) > 1 or len({id(c.plan) for c in figures}) != 1:
        return candidates
    first, best = (max(group, key=lambda c: c.score) for group in (words, figures))
    if first.label is None or not _ANY_WORDS.fullmatch(first.label.name.folded):
        return candidates
    total = _said(document, best)
    if total is None or _said(document, first) == total:
        return candidates
    same = [c for c in words if c.score > 0 and _said(document, c) == total]
    if not same:
        return candidates
    factor, raised = first.score / max(c.score for c in same), {id(c) for c in same}
    return [c if c.plan is not first.plan else rescored(c, factor if id(c) in raised else 1 / factor)
            for c in candidates]


def _said(document: Document, candidate: Candidate) -> Decimal | None:
    find = capitals.find if candidate.plan.shape == _WORDS else lambda text: money.find(text, document.hints)
    spans = list(find(candidate.value or candidate.raw))
    return _amount(spans[0].value) if len(spans) == 1 else None


def _beside_words(document: Document) -> Iterator[Piece]:
    """The one figure with a sign of money in a row that announces an amount in words, well read or not."""
    for sheet in document.sheets:
        for row in sheet.rows:
            if _IN_WORDS.search(row.text):
                found = [Piece(c, s.start, s.end) for c in row.cells for s in money.find(c.text, document.hints)
                         if any(x.isdigit() for x in s.raw) and re.search(r"[¥￥$]", s.raw)]
                yield from found if len(found) == 1 else ()


def _is_total(plan: FieldPlan) -> bool:
    if plan.shape == "digits_amount" or plan.role == "gross":
        return True
    return any(_TOTAL.search(n.text) for n in plan.names if n.weight >= OWN_NAME and has_cjk(n.text))


def _spoken(document: Document) -> Iterator[tuple[Piece, Decimal]]:
    for sheet in document.sheets:
        for cell in sheet.cells:
            for span in capitals.find(cell.text):
                if (value := _amount(span.value)) is not None:
                    yield Piece(cell, span.start, span.end), value


def _figures(document: Document, value: Decimal) -> Iterator[Piece]:
    for sheet in document.sheets:
        for cell in sheet.cells:
            for span in money.find(cell.text, document.hints):
                if any(c.isdigit() for c in span.raw) and _amount(span.value) == value:
                    yield Piece(cell, span.start, span.end)


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
