"""An OFD as a document of the parser process: pages to pixels and words, and what it says to machines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import pymupdf

from ocr_engine.errors import BadFile
from ocr_engine.ingest.einvoice import chinese
from ocr_engine.ingest.einvoice.document import read_bytes
from ocr_engine.ingest.einvoice.facts import Facts
from ocr_engine.ingest.einvoice.safe_xml import XmlRefused
from ocr_engine.ingest.pdf import picture_of_page

from .archive import Archive
from .painter import Painter
from .seals import picture_of
from .signatures import signatures_in
from .structure import Package, Sheet

_POINTS = 72 / 25.4
_MAX_TAG_PAGES = 20


class _Shown(NamedTuple):
    """A page as it was drawn. The PDF must outlive its page."""

    number: int
    sheet: Sheet
    pdf: pymupdf.Document
    page: pymupdf.Page
    painter: Painter


class OfdDocument:
    """An OFD file opened, to be asked as a PdfDocument is. Raises BadFile where it is damaged, unsafe or too large."""

    def __init__(self, data: bytes, limits: dict[str, Any]) -> None:
        self._limits = limits
        self._package = Package(Archive(data))
        self.page_count = self._package.page_count
        if self.page_count > limits["max_pages"]:
            raise BadFile("too_many_pages", pages=self.page_count, limit=limits["max_pages"])
        self._shown: _Shown | None = None

    def info(self, number: int) -> dict[str, Any]:
        rect = self._load(number).page.rect
        return {"width": rect.width, "height": rect.height, "unit": "pt"}

    def text(self, number: int) -> dict[str, Any]:
        """As PdfDocument.text: words in fractions of the page."""
        shown = self._load(number)
        sheet, painter = shown.sheet, shown.painter
        x, y, width, height = sheet.box
        words = []
        for x0, y0, x1, y1, *rest in painter.words:
            box = ((x0 - x) / width, (y0 - y) / height, (x1 - x) / width, (y1 - y) / height)
            if box[2] > 0 and box[3] > 0 and box[0] < 1 and box[1] < 1:
                words.append([*(round(min(1.0, max(0.0, v)), 5) for v in box), *rest])
        return {"words": words, "image_share": min(1.0, painter.scanned / (width * height)), "hidden_share": 0.0}

    def render(self, number: int, *, max_pixels: int, max_side: int = 0, dpi: int = 0) -> tuple[int, int, bytes]:
        return picture_of_page(self._load(number).page, max_pixels=max_pixels, max_side=max_side, dpi=dpi)

    def left_out(self) -> dict[str, Any]:
        return {"files": sum(not name.casefold().endswith(".xml") for name in self._package.attachments)}

    def embedded(self) -> tuple[list[Facts], bool]:
        """What the attached invoice says, then the custom data; without both, the texts that the tags point at."""
        found: list[Facts] = []
        broken = False
        for member in self._package.attachments:
            data = self._package.archive.read(member)
            if data is None or not member.casefold().endswith(".xml"):
                continue
            try:
                facts = read_bytes(data)
            except XmlRefused:
                broken = True
                continue
            found += [replace(facts, source="ofd")] if facts else []
        named = chinese.of_names(self._package.custom, source="ofd")
        found += [named] if named else []
        if not found:
            tagged = chinese.of_names(self._tagged(), source="ofd")
            found += [tagged] if tagged else []
        return found, broken and not found

    def signatures(self) -> list[dict[str, Any]]:
        """[{state, why, signer, date, uncovered}]: each signature, and the pages that it does not wholly cover."""
        found = signatures_in(self._package.archive)
        # Looked at apart: pages are drawn with their own resources only.
        members = Package(self._package.archive).page_members() if found else []
        return [{"state": s.state, "why": s.why, "signer": s.signer, "date": s.date,
                 "uncovered": [n for n, parts in enumerate(members, 1) if not parts <= s.covered]} for s in found]

    def _tagged(self) -> list[tuple[str, str]]:
        """(element name, text on the page) for every tag that points at texts."""
        trees = [tree for member in self._package.tags if (tree := self._package.archive.xml(member)) is not None]
        if not any(tree.find(".//ObjectRef") is not None for tree in trees):
            return []
        texts: dict[tuple[str, str], str] = {}
        for number in range(1, min(self.page_count, _MAX_TAG_PAGES) + 1):
            shown = self._load(number)
            texts |= {(shown.sheet.id, key): said for key, said in shown.painter.texts.items()}
        pairs = []
        for tree in trees:
            for element in tree.iter():
                said = "".join(texts.get((r.get("PageRef", ""), (r.text or "").strip()), "")
                               for r in element.findall("ObjectRef"))
                if said:
                    pairs.append((element.tag, said.strip().lstrip("¥￥")))
        return pairs

    def _load(self, number: int) -> _Shown:
        if self._shown is None or self._shown.number != number:
            self._shown = None
            sheet = self._package.sheet(number)
            self._shown = _Shown(number, sheet, *_drawn(self._package, sheet, seals=True))
        return self._shown


def _drawn(package: Package, sheet: Sheet, *, seals: bool) -> tuple[pymupdf.Document, pymupdf.Page, Painter]:
    x, y, width, height = sheet.box
    pdf = pymupdf.open()
    page = pdf.new_page(width=width * _POINTS, height=height * _POINTS)
    painter = Painter(package, page)
    for layer in sheet.layers:
        painter.layer(layer)
    for box, appearance in sheet.stamps:
        painter.appearance(box, appearance)
    for box, value in sheet.seals if seals else ():
        painter.picture(_seal(value), box)
    # Millimetres from the upper left corner become points from the lower left one.
    start = f"q {_POINTS:.6f} 0 0 {-_POINTS:.6f} {-x * _POINTS:.4f} {(height + y) * _POINTS:.4f} cm"
    content = "\n".join(part for part in (start, *painter.out, "Q") if part)
    xref = pdf.get_new_xref()
    pdf.update_object(xref, "<<>>")
    pdf.update_stream(xref, content.encode("ascii"))
    page.set_contents(xref)
    return pdf, pdf.reload_page(page), painter


def _seal(value: bytes) -> bytes:
    """The seal as a picture; b"" where it has none that can be read."""
    kind, data = picture_of(value)
    if kind != "ofd":
        return data
    try:
        package = Package(Archive(data))
        _pdf, page, _painter = _drawn(package, package.sheet(1), seals=False)
    except BadFile:
        return b""
    scale = min(4.0, 600 / max(page.rect.width, page.rect.height, 1.0))
    return page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=True).tobytes("png")
