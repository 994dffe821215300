"""Ticked boxes: of the choices that a form offers in a row, the one that bears a mark is the value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.labels.labelmap import Hit
from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.page.pieces import Piece, trimmed
from ocr_engine.extract.values.boxes import BOX, begins_with_box
from ocr_engine.extract.weights import OWN_NAME, TICK
from ocr_engine.extract.words.folding import fold
from ocr_engine.extract.words.wordings import likeness

_LETTER = re.compile(r"(?:^|(?<=[^\W\d_]\s))[xX]\s+(?=[^\W\d_])")  # a box that is drawn holds no more than this
_TICKED = re.compile(r"\b(?:box(?:es)?|tick(?:ed)?|check(?:ed)?|marked|angekreuzt\w*|kästchen|coch\w+|cases?|barr\w+"
                     r"|crociat\w+|casell\w+|marcad\w+|casillas?|aangekruist\w*|aangevinkt\w*|kryss\w*)\b|勾|打√",
                     re.IGNORECASE)     # hints that say so
_LAST_WORD = re.compile(r"[^\W_]+(?=\s*$)")
_BARE = 3  # letters of a box alone
_LONGEST = 50
_LEAD = 20  # letters that may lead from a heading to its choices: "I am: ☐ …"
_YES_NO = frozenset(("yes", "no", "ja", "nein", "nee", "oui", "non", "si", "sí", "sim", "não", "nao", "tak", "nie",
                     "是", "否"))
_KINDS = frozenset(("text", "name", "sex", "code"))


class Choice(NamedTuple):
    piece: Piece
    chosen: bool


def by_tick(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """For fields whose label stands before the choices in their row, or in the row over them; for one whose hint says
    that a box is ticked, the group of choices whose heading speaks of it, or the only one."""
    groups: list[tuple[Cell | None, list[Choice]]] = []
    answered: set[str] = set()
    for sheet in document.sheets:
        for rows in _groups(sheet):
            choices = [c for row in rows for c in _choices(row)] or _lettered(rows[0], sheet, document)
            if not any(c.chosen for c in choices):
                continue
            for hit, own in _announcing(document, sheet, rows[0], choices):
                if hit.plan is not None and hit.plan in plans and hit.plan.kind in _KINDS:
                    found = list(_chosen(hit.plan, hit, own))
                    answered |= {hit.plan.key} if found else set()
                    yield from found
            groups.append((sheet.rows[rows[0].index - 1].cells[0] if rows[0].index else None, choices))
    for plan in plans:
        if plan.key not in answered and plan.kind in _KINDS and _TICKED.search(plan.spec.hint):
            yield from _by_heading(plan, groups)


def _by_heading(plan: FieldPlan, groups: Sequence[tuple[Cell | None, list[Choice]]]) -> Iterator[Candidate]:
    """Of the groups that bear a tick the one whose heading is most like the field's names; the only one anyway."""
    names = [n.text for n in plan.names if n.weight >= OWN_NAME]
    told = [(max(likeness(head.text, n).share for n in names) if head and names else 0.0, choices)
            for head, choices in groups if plan.spec.many or sum(c.chosen for c in choices) == 1]
    best = max(told, key=lambda one: one[0], default=None)
    if best is None or (len(told) > 1 and (best[0] < TICK["headed"] or [t[0] for t in told].count(best[0]) > 1)):
        return
    made = [Candidate.at(plan, c.piece, TICK["hinted"], "position") for c in best[1] if c.chosen]
    yield Candidate.of_list(made)


def _groups(sheet: Sheet) -> Iterator[list[Row]]:
    """Rows of choices: each with those close under it in which every print begins with a box, where none of them has a
    label of its own."""
    used: set[int] = set()
    for row in sheet.rows:
        if row.index in used:
            continue
        group = [row]
        while _all_boxed(group[-1]) and group[-1].index + 1 < len(sheet.rows):
            below = sheet.rows[group[-1].index + 1]
            if not _all_boxed(below) or below.cells[0].box.cy - group[-1].cells[0].box.cy > 2 * sheet.height:
                break
            group.append(below)
        used.update(r.index for r in group)
        yield group


def _all_boxed(row: Row) -> bool:
    return all(begins_with_box(c.text) and len(c.text.strip()) > _BARE for c in row.cells)


def by_tick_list(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """Choices under one another, each in a line of its own, with the label beside the list: at its first line, or at
    its middle as a form sets it."""
    for sheet in document.sheets:
        for stack in _stacks(sheet):
            choices = [choice for cell in stack for choice in _choices(Row([cell]))]
            top, end, left = stack[0].box.y0, stack[-1].box.y1, stack[0].box.x0
            beside = [h for h in document.labels.hits if h.plan in plans and h.cell.page == sheet.number
                      and h.at_start and h.cell.box.x1 <= left and top - sheet.height < h.cell.box.cy < end]
            nearest = max((h.cell.box.x1 for h in beside), default=0.0)
            for hit in beside if any(c.chosen for c in choices) else ():
                if hit.plan is not None and hit.plan.kind in _KINDS and hit.cell.box.x1 == nearest:
                    # what the row of the label alone tells is a part of the list
                    yield from (replace(c, score=c.score + 0.01) for c in _chosen(hit.plan, hit, choices))


def _stacks(sheet: Sheet) -> Iterator[list[Cell]]:
    """Lines that begin with a box, close under one another."""
    boxed = sorted((c for c in sheet.cells if begins_with_box(c.text) and len(BOX.findall(c.text)) == 1
                    and len(c.text.strip()) > 1 and len(c.text) <= _LONGEST), key=lambda c: c.box.cy)
    used: set[Cell] = set()
    for at, first in enumerate(boxed):
        stack = [first]
        for cell in boxed[at + 1:] if first not in used else ():
            last = stack[-1]
            if cell.box.cy - last.box.cy >= 2 * sheet.height:
                break
            if cell not in used and 0.5 * last.height < cell.box.cy - last.box.cy < 2 * sheet.height and (
                    abs(cell.box.x0 - first.box.x0) < 0.6 * sheet.height):
                stack.append(cell)
        if len(stack) > 1:
            used.update(stack)
            yield stack


def _chosen(plan: FieldPlan, hit: Hit, choices: list[Choice]) -> Iterator[Candidate]:
    """One choice, or all that are ticked for a field that may have several."""
    score = min(0.97, TICK["worth"] * max(hit.quality, TICK["least"] * hit.name.weight))
    made = [Candidate.at(plan, c.piece, score, "label_right", label=hit) for c in choices
            if c.chosen and not (plan.kind == "name" and fold(c.piece.text) in _YES_NO)]
    if len(made) == 1:
        yield made[0]
    elif made and plan.spec.many:
        yield Candidate.of_list(made)


def _choices(row: Row) -> Iterator[Choice]:
    """The boxes of a row with what stands behind each, up to the next box or the end of its print; or with the word
    before it, where the print ends with a box (Yes ☐ No ☒)."""
    for index, cell in enumerate(row.cells):
        boxes = list(BOX.finditer(cell.text))
        before = bool(boxes) and not cell.text[boxes[-1].end() :].strip() and cell.text[: boxes[0].start()].strip()
        for number, box in enumerate(boxes):
            if before:
                word = _LAST_WORD.search(cell.text, boxes[number - 1].end() if number else 0, box.start())
                piece = Piece(cell, *word.span()) if word else Piece(cell, box.start(), box.start())
            else:
                end = boxes[number + 1].start() if number + 1 < len(boxes) else len(cell.text)
                stop = cell.text.find(";", box.end(), end)
                piece = trimmed(cell, box.end(), stop if stop > 0 else end)
            if not piece.text and index + 1 < len(row.cells) and not BOX.search(row.cells[index + 1].text):
                behind = row.cells[index + 1]       # the reader saw the box and its word as two
                piece = Piece.whole(behind)
            if piece.text and len(piece.text) <= _LONGEST:
                yield Choice(piece, box["set"] is not None)


def _lettered(row: Row, sheet: Sheet, document: Document) -> list[Choice]:
    """Drawn boxes leave no print: an x before one of several words behind a label, and in the rows under them."""
    first = row.cells[0]
    if len(row.cells) < 2 or not document.labels.is_label(first) or not any(map(_marked, row.cells[1:])):
        return []
    found = [choice for cell in row.cells[1:] for choice in _parts(cell)]
    left, last = row.cells[1].box.x0, row
    for below in sheet.rows[row.index + 1 :]:
        near = below.cells[0].box.y0 - last.cells[-1].box.y1 < 0.8 * sheet.height
        if not near or abs(below.cells[0].box.x0 - left) > 2 * sheet.height or not any(map(_marked, below.cells)):
            break
        found += [choice for cell in below.cells for choice in _parts(cell)]
        last = below
    return found if len(found) > 1 else []


def _marked(cell: Cell) -> bool:
    return _LETTER.search(cell.text) is not None


def _parts(cell: Cell) -> Iterator[Choice]:
    marks = list(_LETTER.finditer(cell.text))
    if not marks or marks[0].start() > 0:
        end = marks[0].start() if marks else len(cell.text)
        yield Choice(Piece(cell, 0, len(cell.text[:end].rstrip())), chosen=False)
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(cell.text)
        yield Choice(Piece(cell, mark.end(), mark.end() + len(cell.text[mark.end() : end].rstrip())), chosen=True)


def _announcing(document: Document, sheet: Sheet, row: Row, choices: list[Choice]
                ) -> Iterator[tuple[Hit, list[Choice]]]:
    """Labels before the first choice in its row; where there are none, those that begin the row right above, each with
    the choices in its column."""
    first = choices[0]
    box = first.piece.cell.box
    own = [h for h in document.labels.hits if h.cell.row is row and h.cell.page == sheet.number
           and (h.cell.box.x1 <= box.x0 or (h.cell is first.piece.cell and h.end <= first.piece.start))]
    if own or row.index == 0:
        nearest = max((h.cell.box.x0 for h in own), default=0.0)  # of two pairs in the row the second has the boxes
        yield from ((hit, choices) for hit in own if hit.cell.box.x0 == nearest)
        return
    above = sheet.rows[row.index - 1]
    near = box.y0 - max(c.box.y1 for c in above.cells) < 1.5 * sheet.height
    if near and _leads_in(row.text[: row.text.index(first.piece.text)]):
        for hit in (h for h in document.labels.hits if h.cell.row is above and h.at_start and not _answered(h)):
            end = min((c.box.x0 for c in above.cells if c.box.x0 > hit.cell.box.x0), default=sheet.width)
            column = hit.cell.box.x0 - sheet.height, end - 0.5 * sheet.height
            inside = [c for c in choices if column[0] <= c.piece.cell.box.x0 < column[1]]
            yield hit, inside


def _answered(hit: Hit) -> bool:
    """Whether the label's value stands behind its colon, so that nothing under it is meant."""
    return hit.colon and bool(fold(re.split("[:：]", hit.cell.text[hit.end :], maxsplit=1)[-1]))


def _leads_in(before: str) -> bool:
    """Whether nothing, or a few words, stand between the beginning of a row and its first box."""
    return len(fold(BOX.sub("", before))) <= _LEAD
