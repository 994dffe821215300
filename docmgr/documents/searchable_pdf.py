"""A PDF of pictures with words laid invisibly behind them, written page by page: of hundreds of pages one is held."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image

from docmgr.documents.invisible_font import DESCENT, WIDTH, Codes, font_file

_CATALOGUE, _PAGES, _FONT, _GLYPHS, _ABOUT, _FILE, _SIGNS, _MEANING = range(1, 9)
_FIRST_FREE = 9
_COLOURS = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


class Word(NamedTuple):
    """``box``: [x0, y0, x1, y1] in fractions of the page as its picture shows it, from the upper left corner."""

    text: str
    box: Sequence[float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``picture``: a JPEG; ``width``, ``height``: of the page in points; ``turn``: by how many degrees the page is to
    be turned clockwise to be read, a multiple of 90."""

    picture: bytes
    width: float
    height: float
    words: Sequence[Word]
    turn: int = 0


def written(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The file in pieces, one a page. Raises OSError for a picture that is none."""
    out, codes, pages, number = _Out(), Codes(), [], _FIRST_FREE
    yield out.start()
    for sheet in sheets:
        picture, text, page = number, number + 1, number + 2
        number += 3
        pages.append(page)
        jpeg, colour, size = _jpeg(sheet.picture)
        yield out.stream(picture, jpeg, f"/Type /XObject /Subtype /Image /Width {size[0]} /Height {size[1]} "
                                        f"/ColorSpace {colour} /BitsPerComponent 8 /Filter /DCTDecode")
        yield out.packed(text, _drawn(sheet, codes))
        yield out.plain(page, (
            f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {sheet.width:.2f} {sheet.height:.2f}] "
            f"/Rotate {sheet.turn % 360} /Contents {text} 0 R "
            f"/Resources << /XObject << /P {picture} 0 R >> /Font << /F {_FONT} 0 R >> >> >>"))
    yield out.plain(_CATALOGUE, f"<< /Type /Catalog /Pages {_PAGES} 0 R >>")
    kids = " ".join(f"{page} 0 R" for page in pages)
    yield out.plain(_PAGES, f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>")
    yield from _font(out, codes)
    yield out.end(_CATALOGUE)


def _drawn(sheet: Sheet, codes: Codes) -> bytes:
    """The picture over the whole page, and the words in rendering mode 3, which shows nothing."""
    lines = [f"q {sheet.width:.2f} 0 0 {sheet.height:.2f} 0 0 cm /P Do Q", "BT 3 Tr"]
    for word in sheet.words:
        if word.text:
            lines += _placed(word, sheet, codes)
    return "\n".join([*lines, "ET"]).encode("ascii")


def _placed(word: Word, sheet: Sheet, codes: Codes) -> Iterator[str]:
    """Along the direction in which the turned page is read, as high as its box and stretched to its length."""
    x0, x1 = word.box[0] * sheet.width, word.box[2] * sheet.width
    low, high = (1 - word.box[3]) * sheet.height, (1 - word.box[1]) * sheet.height
    size, length = (high - low, x1 - x0) if sheet.turn % 180 == 0 else (x1 - x0, high - low)
    if size <= 0 or length <= 0:
        return
    below = DESCENT * size
    along, x, y = {
        0: ("1 0 0 1", x0, low + below), 90: ("0 1 -1 0", x1 - below, low),
        180: ("-1 0 0 -1", x1, high - below), 270: ("0 -1 1 0", x0 + below, high)}[sheet.turn % 360]
    stretch = 100 * length / (len(word.text) * WIDTH * size)
    yield f"/F {size:.3f} Tf {stretch:.3f} Tz {along} {x:.3f} {y:.3f} Tm <{codes.of(word.text)}> Tj"


def _font(out: _Out, codes: Codes) -> Iterator[bytes]:
    yield out.plain(_FONT, f"<< /Type /Font /Subtype /Type0 /BaseFont /Invisible /Encoding /Identity-H "
                           f"/DescendantFonts [{_GLYPHS} 0 R] /ToUnicode {_MEANING} 0 R >>")
    yield out.plain(_GLYPHS, f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Invisible "
                             f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                             f"/FontDescriptor {_ABOUT} 0 R /CIDToGIDMap {_SIGNS} 0 R /DW {round(1000 * WIDTH)} >>")
    yield out.plain(_ABOUT, f"<< /Type /FontDescriptor /FontName /Invisible /Flags 5 /ItalicAngle 0 /StemV 80 "
                            f"/Ascent {round(1000 * (1 - DESCENT))} /Descent {-round(1000 * DESCENT)} /CapHeight 800 "
                            f"/FontBBox [0 {-round(1000 * DESCENT)} {round(1000 * WIDTH)} "
                            f"{round(1000 * (1 - DESCENT))}] /FontFile2 {_FILE} 0 R >>")
    yield out.packed(_FILE, font_file(), f"/Length1 {len(font_file())}")
    yield out.packed(_SIGNS, b"\0\1" * 0x10000)
    yield out.packed(_MEANING, codes.cmap())


def _jpeg(content: bytes) -> tuple[bytes, str, tuple[int, int]]:
    """The picture as it is where a PDF takes it so, with its colours and size."""
    with Image.open(io.BytesIO(content)) as picture:
        size = picture.size
        if picture.format == "JPEG" and picture.mode in _COLOURS:
            return content, _COLOURS[picture.mode], size
        again = io.BytesIO()
        picture.convert("RGB").save(again, format="JPEG", quality=90)
    return again.getvalue(), _COLOURS["RGB"], size


class _Out:
    """Objects as bytes, and where each of them begins."""

    def __init__(self) -> None:
        self._at: dict[int, int] = {}
        self._written = 0

    def start(self) -> bytes:
        return self._counted(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")

    def plain(self, number: int, body: str) -> bytes:
        return self._object(number, body.encode("ascii"))

    def packed(self, number: int, data: bytes, about: str = "") -> bytes:
        return self.stream(number, zlib.compress(data), f"/Filter /FlateDecode {about}")

    def stream(self, number: int, data: bytes, about: str) -> bytes:
        head = f"<< {about} /Length {len(data)} >>\nstream\n".encode("ascii")
        return self._object(number, head + data + b"\nendstream")

    def end(self, root: int) -> bytes:
        begins = self._written
        rows = [f"{self._at[number]:010d} 00000 n \n" for number in sorted(self._at)]
        size = len(rows) + 1
        table = f"xref\n0 {size}\n0000000000 65535 f \n{''.join(rows)}"
        trailer = f"trailer\n<< /Size {size} /Root {root} 0 R >>\nstartxref\n{begins}\n%%EOF\n"
        return f"{table}{trailer}".encode("ascii")

    def _object(self, number: int, body: bytes) -> bytes:
        self._at[number] = self._written
        return self._counted(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _counted(self, piece: bytes) -> bytes:
        self._written += len(piece)
        return piece
