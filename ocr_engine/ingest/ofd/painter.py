"""Page objects as the content of a PDF page: MuPDF then draws them. The words come out on the way.

The page is described to MuPDF in numbers and glyph numbers of our own making; of the file's bytes only pictures and
fonts reach it.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import pymupdf

from ocr_engine.ingest.einvoice.safe_xml import text

from . import paths
from .fonts import Fonts
from .glyphs import Char, chars_of, words_of
from .matrix import IDENTITY, Matrix, after, as_matrix, moved, operator
from .page_resources import put
from .structure import Package, numbers

_MAX_OBJECTS = 100_000
_MAX_DEPTH = 12
_LINE_WIDTH = 0.353


class Painter:
    """Collects operators for one page; ``words`` are in millimetres; ``scanned`` is the largest picture's area."""

    def __init__(self, package: Package, page: pymupdf.Page) -> None:
        self._package, self._page = package, page
        self._fonts = Fonts(package, page)
        self._pictures: dict[str, str] = {}
        self._states: dict[str, str] = {}
        self.out: list[str] = []
        self.words: list[list[Any]] = []
        self.texts: dict[str, str] = {}
        self.scanned = 0.0
        self._count = 0

    def layer(self, layer: Element) -> None:
        self._all(layer, IDENTITY, layer.get("DrawParam"), 0)

    def appearance(self, box: tuple[float, ...], appearance: Element) -> None:
        """An annotation's picture: its objects stand in the space of its boundary."""
        self._all(appearance, moved(box[0], box[1]) if len(box) == 4 else IDENTITY, None, 0)

    def picture(self, data: bytes, box: tuple[float, ...]) -> None:
        """A picture that fills a box."""
        name = self._image(f"seal{len(self._pictures)}", data)
        if name and len(box) == 4:
            self._put_image(name, (box[2], 0, 0, box[3], box[0], box[1]), self._state("1", "Darken"))

    def _all(self, parent: Element, place: Matrix, param: str | None, depth: int) -> None:
        for item in parent:
            self._count += 1
            if self._count > _MAX_OBJECTS or depth > _MAX_DEPTH:
                return
            if item.get("Visible") == "false":
                continue
            if item.tag == "PageBlock":
                self._all(item, place, param, depth + 1)
            elif item.tag in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
                self._object(item, place, item.get("DrawParam") or param, depth)

    def _object(self, item: Element, place: Matrix, param: str | None, depth: int) -> None:
        bounds = numbers(item.get("Boundary"))
        here = after(moved(*bounds[:2]), place) if len(bounds) == 4 else place
        here = after(as_matrix(numbers(item.get("CTM"))), here)
        if item.tag == "PathObject":
            self._path(item, here, param)
        elif item.tag == "TextObject":
            self._text(item, here, param)
        elif item.tag == "ImageObject":
            self._media(item, here)
        else:
            unit = self._package.resources.units.get(item.get("ResourceID", ""))
            for content in unit.findall("Content") if unit is not None else ():
                self._all(content, here, param, depth + 1)

    def _path(self, item: Element, here: Matrix, param: str | None) -> None:
        drawn = list(paths.operators(text(item, "AbbreviatedData")))
        stroke, fill = item.get("Stroke", "true") != "false", item.get("Fill", "false") == "true"
        if not drawn or not (stroke or fill):
            return
        even = item.get("Rule") == "Even-Odd"
        paint = ("B*" if even else "B") if stroke and fill else "S" if stroke else "f*" if even else "f"
        width = self._setting(item, param, "LineWidth")
        dashes = " ".join(f"{n:.4f}" for n in numbers(self._setting(item, param, "DashPattern")) if n >= 0)
        self.out += ["q", operator(here), self._state(item.get("Alpha")), self._colour(item, "StrokeColor", param, "G"),
                     self._colour(item, "FillColor", param, "g"),
                     f"{(numbers(width) or (_LINE_WIDTH,))[0]:.4f} w", f"[{dashes}] 0 d" if dashes.strip("0. ") else "",
                     *drawn, paint, "Q"]

    def _text(self, item: Element, here: Matrix, param: str | None) -> None:
        size = (numbers(item.get("Size")) or (0.0,))[0]
        if not 0 < size < 1000:
            return
        font = self._fonts.get(item.get("Font", ""))
        stretch = (numbers(item.get("HScale")) or (1.0,))[0] or 1.0
        bold = (numbers(item.get("Weight")) or (400,))[0] >= 600
        chosen: list[str] = ["q", operator(here), self._state(item.get("Alpha")),
                             self._colour(item, "FillColor", param, "g"), self._colour(item, "StrokeColor", param, "G")]
        if item.get("Fill") == "false" and item.get("Stroke") != "true":
            return
        said, start = "", (0.0, 0.0)
        for code in item.findall("TextCode"):
            chars = chars_of(code, start)
            start = (chars[-1].x, chars[-1].y) if chars else start
            widths = [font.advance(c.text) * size * stretch for c in chars]
            for char in chars:
                chosen += self._glyph(char, font, size, stretch, bold)
            self.words += words_of(chars, widths, size, here, self._count)
            said += "".join(c.text for c in chars)
        self.texts[item.get("ID", "")] = said
        self.out += [*chosen, "Q"]

    def _glyph(self, char: Char, font: Any, size: float, stretch: float, bold: bool) -> list[str]:
        found = font.glyph(char.text)
        if found is None:
            return []
        name, number = found
        mode = f"2 Tr {size * 0.03:.4f} w" if bold else "0 Tr"
        return [f"BT /{name} 1 Tf {mode} {size * stretch:.4f} 0 0 {-size:.4f} {char.x:.4f} {char.y:.4f} Tm "
                f"<{number:04X}> Tj ET"]

    def _media(self, item: Element, here: Matrix) -> None:
        key = item.get("ResourceID", "")
        data = self._package.archive.read(self._package.resources.media.get(key, ""))
        name = self._image(key, data) if data else ""
        if name:
            self._put_image(name, here, self._state(item.get("Alpha"), item.get("BlendMode", "")))

    def _put_image(self, name: str, here: Matrix, state: str) -> None:
        self.scanned = max(self.scanned, abs(here[0] * here[3] - here[1] * here[2]))
        self.out += ["q", operator(here), state, "1 0 0 -1 0 1 cm", f"/{name} Do", "Q"]

    def _image(self, key: str, data: bytes) -> str:
        """The name under which the page knows a picture; "" for one that cannot be read."""
        if key not in self._pictures:
            try:
                xref = self._page.insert_image(self._page.rect, stream=data)
                name = f"P{len(self._pictures)}"
                put(self._page, "XObject", name, f"{xref} 0 R")
            except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
                name = ""
            self._pictures[key] = name
        return self._pictures[key]

    def _state(self, alpha: str | None, blend: str = "") -> str:
        """The operator that sets opacity (0 to 255) and mixing."""
        share = min(1.0, max(0.0, (numbers(alpha) or (255,))[0] / 255)) if alpha and alpha != "1" else 1.0
        mode = blend if blend in ("Darken", "Multiply") else ""
        if share == 1.0 and not mode:
            return ""
        value = f"<</ca {share:.3f}/CA {share:.3f}" + (f"/BM /{mode}" if mode else "") + ">>"
        if value not in self._states:
            self._states[value] = f"S{len(self._states)}"
            put(self._page, "ExtGState", self._states[value], value)
        return f"/{self._states[value]} gs"

    def _setting(self, item: Element, param: str | None, name: str) -> str | None:
        return item.get(name) or next((p.get(name) for p in self._package.params(param) if p.get(name)), None)

    def _colour(self, item: Element, name: str, param: str | None, letter: str) -> str:
        """The operator for the object's colour, its draw parameter's, or black. A gradient is its first colour."""
        found = item.find(name)
        if found is None:
            found = next((c for p in self._package.params(param) if (c := p.find(name)) is not None), None)
        if found is not None and not found.get("Value"):
            found = next((c for c in found.iter("Color") if c.get("Value")), None)
        raw = (found.get("Value") or "") if found is not None else ""
        values = [_channel(v) for v in raw.split()[:4]]
        tone = {1: letter, 3: "RG" if letter == "G" else "rg", 4: "K" if letter == "G" else "k"}.get(len(values))
        return f"{' '.join(f'{v:.4f}' for v in values)} {tone}" if tone else f"0 {letter}"


def _channel(raw: str) -> float:
    """0..1 from 0..255, written as a number or as "#9C"."""
    try:
        value = int(raw[1:], 16) if raw.startswith("#") else float(raw)
    except ValueError:
        return 0.0
    return min(1.0, max(0.0, value / 255))
