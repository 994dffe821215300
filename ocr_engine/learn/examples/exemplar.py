"""What is kept of a confirmed document, as plain frozen data that goes to JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from ocr_engine.extract.words.folding import fold
from ocr_engine.types import BBox

from .looks import Look
from .signature import Signature


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A value that a person stands for. ``box``: fractions of the shown page; without one the words are searched."""

    key: str
    value: str
    page: int | None = None
    box: BBox | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """The print that surely names a value: its folded letters, on which ``side`` of the value it stands ("inside" its
    cell, "left", "above", "below"), and from the beginning of its cell to the value's left and right edge and middle,
    in page widths (``below``: of the value's last line). ``marked``: a colon or the like stands between them.
    """

    text: str
    side: str
    dx: float
    dx1: float
    dy: float
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a value that does not fill its line, outward from it, as ``tokens`` has it.

    The first ``lead`` of ``before`` and the first ``tail`` of ``after`` stand in the value's own cells; ``size`` is the
    number of its tokens.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    lead: int
    tail: int
    size: int


@dataclass(frozen=True, slots=True)
class Place:
    """One spot where a value stood. Lengths are fractions of the page's width, texts are folded.

    ``label``: what stands before the value in its row; ``inside``: the part of it in the value's own cell; ``after``:
    what follows in its last cell; ``above`` and ``below``: the next cells; ``row`` and ``row_end``: the row counted
    from the top and from the foot; ``cells``: over how many cells it runs; ``anchors``: (word, dx, dy) from the
    beginning of a cell near by to the value's. ``weight`` tells how sure it is that the value was meant here.
    ``pitch`` is the distance of its lines, 0 for one line, ``room`` the one from its last line to what stands under
    it, both in line heights, and ``caption`` what surely names it. ``plain``: no reading of the field's kind gives just
    the value, so text is taken as it stands. ``context``: the words around it, where it does not fill its line.
    """

    page: int
    from_end: int
    weight: float
    label: str
    inside: str
    after: str
    above: str
    below: str
    row: int
    row_end: int
    cells: int
    x0: float
    x1: float
    anchors: tuple[tuple[str, float, float], ...]
    pitch: float = 0.0
    room: float = 9.0
    caption: Caption | None = None
    plain: bool = False
    context: Context | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """One confirmed value of one field with the places where it stands; no place where it was not found.

    ``unaided``: the built-in extractor finds this value without help, so on such a layout it needs little advice.
    ``labelled``: ... by its label. ``read``: what the page itself says at the surest place; it differs from the value
    where a person put it right.
    """

    key: str
    value: str
    places: tuple[Place, ...] = ()
    unaided: bool = False
    read: str = ""
    labelled: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list's column. ``kind``: "value" begins one, "more" goes on with it, "other" is none of it.

    ``dx``: its left edge from the first value's, in page widths; ``slots``: the left edges of the other cells of its
    row, likewise; ``height`` of its letters and ``step`` from the line before, in line heights, 0 for the first.
    """

    kind: str
    dx: float
    slots: tuple[float, ...]
    height: float
    step: float


@dataclass(frozen=True, slots=True)
class Listing:
    """How the values of a field with several lie. ``how``: "column" under or beside a caption, "repeated" each at its
    own caption, "inline" parted by ``marks`` in a line, or in the cells of a row (``row``).

    ``place`` is the first value's, of an "inline" list that of all values together; ``right``: the column is even at
    its right edge; ``ends``: the letters of what stood under the last value; ``lead`` and ``tail``: patterns of what
    stands before and behind a value in its cell;
    ``unaided``: the built-in extractor finds just these values by itself; ``equal``: some of them are the same.
    ``frame``: of values beside one another the patterns of what stands before the first, behind the caption, and
    behind the last; ``runs_on``: one of them goes on from the end of a line to the next.
    """

    key: str
    how: str
    place: Place
    lines: tuple[Line, ...] = ()
    right: bool = False
    ends: tuple[str, ...] = ()
    lead: str = ""
    tail: str = ""
    marks: tuple[str, ...] = ()
    unaided: bool = False
    equal: bool = False
    frame: tuple[str, str] = ("", "")
    row: bool = False
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """Of a field whose values are ticked: the folded ``options`` printed beside one another, and the ``mark`` before
    one that is meant."""

    key: str
    options: tuple[str, ...]
    mark: str


@dataclass(frozen=True)
class Exemplar:
    """One confirmed document: how it looks and where its values stand. ``absent`` fields are not on it.

    ``refused`` are those of them that the built-in extractor would have answered: its mistake on this layout. A field
    that it left empty by itself says nothing about the next document, which may well have it. ``unwanted``: (field,
    letters) of single values that a person deleted from a field with several.
    """

    id: str
    doc_type: str
    signature: Signature
    lessons: tuple[Lesson, ...] = ()
    absent: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    lists: tuple[Listing, ...] = ()
    unwanted: tuple[tuple[str, str], ...] = ()
    choices: tuple[Choices, ...] = ()

    @cached_property
    def look(self) -> Look:
        """Its signature, ready to be compared with that of every new document."""
        return Look(self.signature)

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """(field, confirmed value), a field with several as often as it has one."""
        return tuple((lesson.key, lesson.value) for lesson in self.lessons)

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The folded letters of each of its ``values``: whatever they say of others is told by these."""
        return tuple(fold(lesson.value) for lesson in self.lessons)

    @property
    def opened(self) -> Exemplar:
        """Itself; see :class:`Packed`."""
        return self

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Exemplar:
        lessons = tuple(Lesson(ln["key"], ln["value"], tuple(_place(p) for p in ln["places"]), ln["unaided"],
                               ln.get("read", ""), ln.get("labelled", True))
                        for ln in data["lessons"])
        signature = {word: tuple(v) for word, v in data["signature"].items()}
        return cls(data["id"], data["doc_type"], signature, lessons, tuple(data["absent"]),
                   tuple(data["refused"]), tuple(_listing(x) for x in data.get("lists", ())),
                   tuple((key, text) for key, text in data.get("unwanted", ())),
                   tuple(Choices(c["key"], tuple(c["options"]), c["mark"]) for c in data.get("choices", ())))


def _listing(data: Mapping[str, Any]) -> Listing:
    lines = tuple(Line(**{**line, "slots": tuple(line["slots"])}) for line in data["lines"])
    return Listing(**{**data, "place": _place(data["place"]), "lines": lines, "ends": tuple(data["ends"]),
                      "marks": tuple(data["marks"]), "frame": tuple(data.get("frame", ("", "")))})


def _place(data: Mapping[str, Any]) -> Place:
    caption, context = data.get("caption"), data.get("context")
    return Place(**{**data, "anchors": tuple((a, dx, dy) for a, dx, dy in data["anchors"]),
                    "caption": Caption(**caption) if caption else None,
                    "context": Context(**{**context, "before": tuple(context["before"]),
                                          "after": tuple(context["after"])}) if context else None})
