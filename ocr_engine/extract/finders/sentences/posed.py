"""What a form asks in a sentence of its own: "6. What is the name of the primary registrant? Harlow LLP", "7. List
every foreign principal for whom you act: …". The field that is asked for is answered behind the question's mark, or
under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocr_engine.extract.candidates import LONG_KINDS, Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import OWN_NAME, POSED
from ocr_engine.extract.words.folding import has_cjk

# A counted question or demand: "2. State the name of …", "(b) What is …?"
_BEGINS = re.compile(r"\s*[(（]?(?:\d{1,2}[a-z]?|[a-z])[.)）]{1,2}\s+(?=[A-ZÀ-Þ][^\W\d_]+\s)")
_MARK = re.compile(r"[?:？：](?=\s|$)|(?<=[^\W\d_]{3})\.\s*$")
# How questions and demands lead to what they ask for: "What is the full name of the …", "List every …".
_LEADS = re.compile(r"(?:what|which|who)\s+(?:is|are|was|were)\b|(?:list|state|name|give|enter|write|provide"
                    r"|specify|identify|indicate|insert|type|print)\b", re.IGNORECASE)
_BETWEEN = frozenset(("the", "a", "an", "your", "this", "any", "every", "each", "all", "full", "exact", "legal",
                      "complete", "name", "names", "of", "and", "address"))
_OF_ANOTHER = re.compile(r"\s+(?:of|and|or)\b", re.IGNORECASE)
_MOST_NAME = 10  # words of an answer that is a name
_LEAST, _MOST = 6, 40   # words of a question
_TICKED = re.compile(r"[\[(]\s?[xX ]?\s?[\])]|[☐☑☒□■]|^\s*(?:yes|no)\b", re.IGNORECASE)
_NEAR, _FULL = 0.9, 6.0  # line heights to the line under a question, and that a full line may fall short


def by_question(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    asked = [p for p in plans if not p.spec.many]
    for sheet in document.sheets if asked else ():
        for cell in sheet.cells:
            if (begin := _BEGINS.match(cell.text)) and not has_cjk(cell.text):
                yield from _answers(document, sheet, cell, begin.end(), asked)


def _answers(document: Document, sheet: Sheet, cell: Cell, start: int, plans: Sequence[FieldPlan]
             ) -> Iterator[Candidate]:
    lines, mark = [cell], _MARK.search(cell.text, start)
    if mark is None and (under := _under(cell, sheet)):
        lines.append(under)
        mark = _MARK.search(under.text)
    if mark is None:
        return
    said = f"{cell.text} {lines[1].text}" if len(lines) > 1 else cell.text
    question = said[start : len(said) - len(lines[-1].text) + mark.start()]
    if not _LEAST <= len(question.split()) <= _MOST:
        return
    meant = _asked_for(question, plans)
    pieces = _behind(lines[-1], mark.end(), sheet)
    if meant is None or not pieces or _TICKED.search(pieces[0].text):
        return
    if meant.kind == "name" and (len(pieces[0].text.split()) > _MOST_NAME or pieces[0].text.lstrip()[:1].islower()):
        return
    if meant.kind in LONG_KINDS:
        yield Candidate.of_lines(meant, pieces, POSED, "label_inline")
    elif best := document.best(meant, pieces[0]):
        yield Candidate.at(meant, best.piece, POSED * best.fit, "label_inline", best.value)


def _asked_for(question: str, plans: Sequence[FieldPlan]) -> FieldPlan | None:
    """The field whose name follows what leads to it, with one other word between at most ("the primary registrant");
    the longest of such. "The title of the official" is not the title."""
    lead = _LEADS.match(question)
    told: list[tuple[int, FieldPlan]] = []
    for plan in plans if lead else ():
        for name in plan.own_names:
            if name.weight < OWN_NAME or name.section or has_cjk(name.text):
                continue
            match = re.search(rf"(?<!\w){re.escape(name.text)}(?!\w)", question, re.IGNORECASE)
            if match is None or lead is None or _OF_ANOTHER.match(question, match.end()):
                continue
            between = question[lead.end() : match.start()].casefold().split()
            if sum(word not in _BETWEEN for word in between) <= 1:
                told.append((len(name.text), plan))
    return max(told, key=lambda one: one[0])[1] if told else None


def _behind(cell: Cell, start: int, sheet: Sheet) -> list[Piece]:
    """What follows the mark, with the next line where its own is full; the next line where nothing does."""
    rest = Piece(cell, start + len(cell.text[start:]) - len(cell.text[start:].lstrip()), len(cell.text.rstrip()))
    under = _under(cell, sheet)
    if not cell.text[start:].strip():
        return [Piece.whole(under)] if under and not _BEGINS.match(under.text) else []
    runs_on = under is not None and cell.box.x1 > sheet.printed.x1 - _FULL * sheet.height and not (
        _BEGINS.match(under.text))
    return [rest, Piece.whole(under)] if runs_on and under else [rest]


def _under(cell: Cell, sheet: Sheet) -> Cell | None:
    """The line right under a print that begins about where it does."""
    near = [c for c in sheet.cells if c.box.cy > cell.box.cy and c.box.y0 - cell.box.y1 < _NEAR * sheet.height
            and abs(c.box.x0 - cell.box.x0) < 4 * sheet.height and c.row is not cell.row]
    return min(near, key=lambda c: c.box.cy, default=None)
