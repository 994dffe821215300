"""Where a value stands that somebody decided on: in its row, where its words are found, or nowhere that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docmgr.documents.models import Document, Page
from docmgr.review.fields import CurrentField
from docmgr.review.models import Correction
from docmgr.review.places import find, find_value
from docmgr.review.row_places import RowPlaces


@dataclass(frozen=True, slots=True)
class Decision:
    """What a Correction row will say."""

    kind: Correction.Kind
    after: str = ""
    raw: str = ""
    page: int | None = None
    box: list[float] | None = None


def placed(
    document: Document, before: Sequence[CurrentField], made: Sequence[tuple[CurrentField, Decision]],
) -> list[Decision]:
    """The decisions, each with its place. In a new row of a table the longest value tells where the row stands."""
    if not any(current.rows and decision.kind is Correction.Kind.CHANGE for current, decision in made):
        return [_with_place(document, decision, current) for current, decision in made]
    pages = list(Page.objects.filter(document=document).defer("image"))
    around = RowPlaces(pages, before)
    found: dict[int, Decision] = {}
    for n, (current, decision) in sorted(enumerate(made), key=lambda one: -len(one[1][1].after)):
        found[n] = _in_its_row(around, decision, current) if current.rows else _with_place(document, decision, current)
        around.add(current, found[n].page, found[n].box)
    return [found[n] for n in range(len(made))]


def _in_its_row(around: RowPlaces, decision: Decision, current: CurrentField) -> Decision:
    """A value that was typed into a cell stands in its row, or nowhere that is known."""
    if decision.kind is not Correction.Kind.CHANGE or decision.box:
        return decision
    if found := around.find(current, list(dict.fromkeys((decision.raw, decision.after)))):
        return replace(decision, raw=found[0], page=found[1], box=found[2])
    same = decision.after == current.value
    return replace(decision, raw=current.raw, page=current.page, box=current.box) if same else decision


def _with_place(document: Document, decision: Decision, current: CurrentField) -> Decision:
    """A value that was typed stands where its words are found on a page, or where it is printed in another way.

    Where they are not, the place of the value before it holds only for the same value typed again.
    """
    if decision.kind is not Correction.Kind.CHANGE or decision.box:
        return decision
    pages = list(Page.objects.filter(document=document).only("document", "number", "lines"))
    near = current.page, current.box
    for wording in (decision.raw, decision.after):
        if found := find(wording, pages, near=near):
            return replace(decision, raw=wording, page=found[0], box=found[1])
    if found := find_value(decision.after, pages, kind=current.kind):
        return replace(decision, page=found[0], box=found[1])
    same = decision.after == current.value
    return replace(decision, raw=current.raw, page=current.page, box=current.box) if same else decision
