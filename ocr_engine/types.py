"""The words every room of the engine speaks. Frozen, so that what one stage made no later stage can change.

Boxes are fractions (0..1) of the page as a viewer shows it (EXIF orientation and PDF /Rotate applied), from its top
left corner. Pages count from 1. Confidences are 0..1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from pathlib import Path
from typing import Any, Literal

TextSource = Literal["text_layer", "ocr", "none"]

# What a field may be. `kind` decides how a value is found, normalised, checked and compared.
KINDS = (
    "text", "name", "address", "code", "money", "number", "date", "currency", "tax_id", "iban",
    "id_number", "phone", "email", "bank_account", "sex", "boolean",
)


@dataclass(frozen=True, slots=True)
class BBox:
    """An upright rectangle, fractions of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def around(cls, boxes: Iterable[BBox]) -> BBox:
        """The smallest box that holds all of them. Raises ValueError for none."""
        items = list(boxes)
        if not items:
            raise ValueError("no boxes")
        if len(items) == 1:
            return items[0]
        return cls(min(b.x0 for b in items), min(b.y0 for b in items),
                   max(b.x1 for b in items), max(b.y1 for b in items))

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2

    def turned(self, degrees: int) -> BBox:
        """Where the box lies once its page was turned clockwise by 0, 90, 180 or 270 degrees."""
        if degrees == 90:
            return BBox(1 - self.y1, self.x0, 1 - self.y0, self.x1)
        if degrees == 180:
            return BBox(1 - self.x1, 1 - self.y1, 1 - self.x0, 1 - self.y0)
        if degrees == 270:
            return BBox(self.y0, 1 - self.x1, self.y1, 1 - self.x0)
        return self

    def as_list(self) -> list[float]:
        return [round(v, 5) for v in (self.x0, self.y0, self.x1, self.y1)]


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: BBox
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A run of text that stands on one line and belongs together (a table row gives a line per cell)."""

    text: str
    box: BBox
    confidence: float = 1.0
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """What was read on one page. width and height are pixels (images) or points (PDF) of the page as shown.

    ``lines`` stand in reading order. ``rotation`` is the clockwise turn in degrees (0, 90, 180, 270) that would set
    the shown page upright; ``skew`` the remaining small angle. ``quality`` is 0..1 (1 = sharp, large, even).
    ``image`` is the rendered page for people, where one was asked for.
    """

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...] = ()
    source: TextSource = "none"
    rotation: int = 0
    skew: float = 0.0
    quality: float = 1.0
    image: Path | None = None

    @property
    def exact(self) -> bool:
        """Whether the letters are the file's own and not a reading of a picture, so that none is misread."""
        return self.source == "text_layer"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a document type: what an administrator writes, and all the engine knows of it.

    ``terms`` may name what the field means in electronic invoices, best first ("BT-112"); without, its names tell.
    A ``critical`` field is read a second time by other ways. ``look_alikes`` ("O>0") are characters that readers take
    for others in this field; they are exchanged only where a check or a pattern then passes that failed. ``rows`` names
    the table that a field with several values is a column of; its values are read as any others.
    """

    key: str
    label: Mapping[str, str]
    kind: str = "text"
    aliases: tuple[str, ...] = ()
    hint: str = ""
    required: bool = False
    many: bool = False
    patterns: tuple[str, ...] = ()
    sensitive: bool = False
    terms: tuple[str, ...] = ()
    dictionary: tuple[str, ...] = ()
    critical: bool = False
    look_alikes: tuple[str, ...] = ()
    rows: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every wording under which a document may announce the field, without repeats, labels first."""
        return tuple(dict.fromkeys(n for n in (*self.label.values(), self.key, *self.aliases) if n))


# When the configured model is asked for the fields of a document: on every page, on those that leave a doubt, never.
ROUTES = ("always", "doubt", "never")


@dataclass(frozen=True, slots=True)
class Routing:
    """Which pages go to the configured model, too. The other members say what a doubt is; they count for "doubt".

    ``below``: a value of less confidence; ``checks``: a value that fails a check; ``missing``: a required field without
    a value; ``legible``: a page whose lines were read with less certainty on the average (handwriting, bad copies).
    """

    use: str = "doubt"
    below: float = 0.7
    checks: bool = True
    missing: bool = True
    legible: float = 0.85


@dataclass(frozen=True, slots=True)
class DocType:
    """A document type definition. ``keywords`` help to recognise it; ``rules`` are cross-field checks."""

    key: str
    label: Mapping[str, str]
    fields: tuple[FieldSpec, ...]
    keywords: tuple[str, ...] = ()
    rules: tuple[Mapping[str, Any], ...] = ()
    prompt: str = ""
    routing: Routing = Routing()

    @property
    def alone(self) -> tuple[FieldSpec, ...]:
        """The fields that are no column of a table: what the document is known by."""
        return tuple(spec for spec in self.fields if not spec.rows)


@dataclass(frozen=True, slots=True)
class Check:
    """One rule tried on a value: ok True, False, or None where it could not be decided."""

    name: str
    ok: bool | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FieldResult:
    """One value of one field. ``value`` is normalised, ``raw`` stands on the page; ``box`` is None without evidence.

    ``source`` names the reader ("text_layer", "ocr", "xml", "qr", "vlm:hunyuan_ocr") and ``how`` the way it was found
    ("label_right", "table", "memory:1042"). ``candidates`` are the losers, best first. ``features`` are the numbers
    that its confidence is made of: kept with the value, so that confidence can be learned from reviewed values.
    """

    key: str
    value: str
    raw: str = ""
    confidence: float = 0.0
    page: int | None = None
    box: BBox | None = None
    source: str = ""
    how: str = ""
    checks: tuple[Check, ...] = ()
    candidates: tuple[FieldResult, ...] = ()
    features: Mapping[str, float] = attribute(default_factory=dict, hash=False)


# Field key -> its values: one for a plain field, several where it may have them.
Fields = Mapping[str, tuple[FieldResult, ...]]


@dataclass(frozen=True, slots=True)
class Issue:
    """Why somebody should look. ``code`` is a key of errors.MESSAGES."""

    code: str
    field: str | None = None
    page: int | None = None
    params: Mapping[str, Any] = attribute(default_factory=dict)
