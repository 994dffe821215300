"""One approved document as the writers of formats get it: what was decided on it, and its pictures one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from PIL import Image

from docmgr.doctypes.models import FieldDefinition, TypeVersion
from docmgr.documents import pictures
from docmgr.documents.models import Page
from docmgr.review.concealing.concealment import Concealment
from docmgr.review.concealing.masked_pictures import masked_picture
from docmgr.review.models import Correction
from docmgr.review.places import Box
from docmgr.review.values import Sheet
from docmgr.training.models import ErrorSample

Side = Literal["train", "validation"]


@dataclass(frozen=True, slots=True)
class Decided:
    """One value that a person stands for. ``value`` "" says that it is not on the document.

    ``sample`` is the error that it put right, None where the engine had been right.
    """

    definition: FieldDefinition
    correction: Correction
    sample: ErrorSample | None
    page: int | None
    box: Box | None

    @property
    def value(self) -> str:
        return self.correction.after

    @property
    def key(self) -> str:
        return self.definition.key


@dataclass(slots=True)
class Item:
    """``decided`` are the values that were asked for, ``whole`` all that people decided on the document; ``layout`` is
    the number of the layout's first document.

    ``masked``: whatever leaves has to pass ``hidden`` first.
    """

    document: int
    version: TypeVersion
    layout: int
    side: Side
    sheet: Sheet
    pages: Sequence[Page]
    hidden: Concealment
    masked: bool
    decided: Sequence[Decided]
    whole: Sequence[Decided]
    _shown: tuple[int, Image.Image | None] = field(default=(0, None))
    _gone: dict[int | None, list[Box]] = field(default_factory=dict)

    @property
    def layout_name(self) -> str:
        """As exports call it."""
        return f"L{self.layout}"

    def page(self, number: int | None) -> Page | None:
        return next((p for p in self.pages if p.number == number), None)

    def picture(self, number: int) -> Image.Image | None:
        """The page as people see it, covered where something is hidden; None where it may not leave or is lost.

        One page is held at a time: ask in the order of the pages.
        """
        if self._shown[0] != number:
            self._shown = (number, self._opened(number))
        return self._shown[1]

    def _opened(self, number: int) -> Image.Image | None:
        page = self.page(number)
        if page is None:
            return None
        if not self.masked:
            return pictures.open_page(page.image)
        picture, self._gone[number] = masked_picture(page, self.hidden)
        return picture

    def text(self, decided: Decided, text: str) -> str:
        """A wording of this value as it may leave."""
        if not self.masked:
            return text
        return self.hidden.text(text, sensitive=decided.definition.sensitive)

    def covers(self, number: int | None, box: Box | None) -> bool:
        """Whether something of that place is not to be seen on the picture; that a signature ran across it is known
        once the picture was asked for."""
        gone = self._gone[number] if number in self._gone else self.hidden.boxes.get(number or 0, [])
        return box is not None and any(
            min(box[2], b[2]) > max(box[0], b[0]) and min(box[3], b[3]) > max(box[1], b[1]) for b in gone)

    def secret(self, decided: Decided) -> bool:
        return self.masked and decided.definition.sensitive

    def in_rows(self, decided: Iterable[Decided]) -> list[Decided]:
        """In the order in which the document has them: a row that somebody put between others bears a later number."""
        row = {field.place: field.row for field in self.sheet.fields()}
        return sorted(decided, key=lambda d: row.get((d.key, d.correction.index), d.correction.index))

    def by_page(self) -> Iterator[Decided]:
        """``decided`` in the order of the pages."""
        yield from sorted(self.decided, key=lambda d: (d.page or 0, d.correction.pk))
