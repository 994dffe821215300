"""A proposal of one known document, and which of several proposals exclude each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr_engine.extract.page.pieces import Piece, join
from ocr_engine.extract.words.folding import fold
from ocr_engine.learn.examples.exemplar import Exemplar
from ocr_engine.learn.examples.misreadings import is_misreading

from .inline import Item

_CLAIMED = 0.03         # a text that another field has better by so much is not this field's


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text on the new page that may be a field's value, proposed by one known document.

    ``score``: how sure the known document is, 0..1; ``similarity``: how much alike it is, 0..1; ``exemplar``: its id.
    ``value``: the normal form, where a reading gave one. ``known``: the confirmed value that the text is taken for, ""
    for none; ``doubtful`` where a person had typed that value and neither page shows it. ``unaided`` and ``labelled``:
    as in ``Lesson``. ``more``: the further values of a field with several.
    """

    key: str
    pieces: tuple[Piece, ...]
    score: float
    exemplar: str
    similarity: float
    value: str | None = None
    known: str = ""
    unaided: bool = False
    labelled: bool = True
    doubtful: bool = False
    more: tuple[Item, ...] = ()

    @property
    def raw(self) -> str:
        return join(self.pieces)

    @property
    def says(self) -> str:
        """What proposals are compared by when votes are counted: the known value, else the whole text, folded."""
        return fold(self.known or self.raw) + "".join(f"|{fold(join(item.pieces))}" for item in self.more)


def is_print_of(one: Proposal, known: Proposal) -> bool:
    """Whether ``one`` is the text of ``known`` with letters misread: then it is no second answer."""
    return bool(known.known) and one.pieces[0].cell is known.pieces[0].cell and is_misreading(one.raw, known.known)


def unclaimed(told: Sequence[Proposal], exemplar: Exemplar) -> Iterator[Proposal]:
    """The proposals without those whose text is more surely the value of another field; two fields that shared a place
    on the known page may share it again."""
    places = {lesson.key: {(p.page, p.row, p.x0) for p in lesson.places} for lesson in exemplar.lessons}
    for one in told:
        cell = one.pieces[0].cell
        rivals = [p for p in told if p.key != one.key and p.pieces[0].cell is cell and p.score > one.score + _CLAIMED
                  and p.pieces[0].start < one.pieces[0].end and one.pieces[0].start < p.pieces[0].end]
        if not any(places[one.key].isdisjoint(places[p.key]) for p in rivals):
            yield one
