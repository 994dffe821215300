"""PDF pages: their text and their pixels. Runs in the parser process only."""

from __future__ import annotations

from typing import Any

import pymupdf

from ocr_engine.errors import BadFile
from ocr_engine.ingest import cutting
from ocr_engine.ingest.einvoice import attachments
from ocr_engine.ingest.einvoice.facts import Facts

_TAIL_BYTES = 4096
_POINTS_PER_INCH = 72.0
# Ligatures come apart and the text outside the visible page is left out; spaces are what the file says.
# A character whose meaning the file does not tell has to come out as U+FFFD, not as its number in the font.
_TEXT_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
_INVISIBLE = 3  # PDF text rendering mode: neither filled nor stroked

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


class PdfDocument:
    """A PDF opened. Raises BadFile where it is encrypted, cut off, without a page, or has more of them than allowed."""

    def __init__(self, data: bytes, limits: dict[str, Any]) -> None:
        self._limits, self._data = limits, data
        self._pdf = pymupdf.open(stream=data, filetype="pdf")
        if self._pdf.needs_pass:
            raise BadFile("file_encrypted")
        # MuPDF rebuilds what it can of a damaged file. Without an end marker the rest is missing, and a contract that
        # silently lost its last pages is worse than one that is refused.
        if self._pdf.is_repaired and b"%%EOF" not in data[-_TAIL_BYTES:]:
            raise BadFile("file_truncated")
        self.page_count = self._pdf.page_count
        if self.page_count < 1:
            raise BadFile("file_truncated" if self._pdf.is_repaired else "file_no_pages")
        if self.page_count > limits["max_pages"]:
            raise BadFile("too_many_pages", pages=self.page_count, limit=limits["max_pages"])
        self._page: tuple[int, pymupdf.Page] | None = None

    def info(self, number: int) -> dict[str, Any]:
        """Size in points as shown (CropBox and /Rotate applied)."""
        rect = self._load(number).rect
        return {"width": rect.width, "height": rect.height, "unit": "pt"}

    def text(self, number: int) -> dict[str, Any]:
        """Words as [x0, y0, x1, y1, text, block, line] in fractions of the shown page, and how much is scan.

        ``image_share``: part of the page under its largest picture; ``hidden_share``: part of the characters that are
        drawn invisibly, as text recognition programs lay them over a scan (looked at only where there is a picture).
        """
        page = self._load(number)
        width, height = page.rect.width or 1.0, page.rect.height or 1.0
        turn = page.rotation_matrix
        words = []
        for x0, y0, x1, y1, text, block, line, _word in page.get_text("words", flags=_TEXT_FLAGS):
            rect = pymupdf.Rect(x0, y0, x1, y1) * turn
            words.append([round(v, 5) for v in (rect.x0 / width, rect.y0 / height, rect.x1 / width, rect.y1 / height)]
                         + [text, block, line])
        share = _image_share(page)
        hidden = _hidden_share(page) if words and share > 0.3 else 0.0
        return {"words": words, "image_share": share, "hidden_share": hidden}

    def render(self, number: int, *, max_pixels: int, max_side: int = 0, dpi: int = 0) -> tuple[int, int, bytes]:
        """(width, height, RGB bytes) at ``dpi``, or with the longest side ``max_side``; less where bounds ask it."""
        return picture_of_page(self._load(number), max_pixels=max_pixels, max_side=max_side, dpi=dpi)

    def embedded(self) -> tuple[list[Facts], bool]:
        """What its attachments say of it, and whether one that promised to could not be read."""
        return attachments.facts_of(self._pdf)

    def left_out(self) -> dict[str, Any]:
        return {"files": attachments.others(self._pdf)}

    def signatures(self) -> list[dict[str, Any]]:
        """None: those of a PDF are not looked at."""
        return []

    def cut(self, first: int, last: int, *, attachments: bool) -> bytes:
        """These pages as a PDF of their own; attached files go with them only where it is said."""
        return cutting.cut(self._pdf, self._data, first, last, attachments=attachments)

    def _load(self, number: int) -> pymupdf.Page:
        if self._page is None or self._page[0] != number:
            self._page = (number, self._pdf.load_page(number - 1))
        return self._page[1]


def picture_of_page(page: pymupdf.Page, *, max_pixels: int, max_side: int = 0, dpi: int = 0) -> tuple[int, int, bytes]:
    """(width, height, RGB bytes) at ``dpi``, or with the longest side ``max_side``; less where bounds ask it."""
    width, height = max(page.rect.width, 1e-3), max(page.rect.height, 1e-3)
    scale = dpi / _POINTS_PER_INCH if dpi else max_side / max(width, height)
    if max_side:
        scale = min(scale, max_side / max(width, height))
    scale = min(scale, (max_pixels / (width * height)) ** 0.5)
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
    return pixmap.width, pixmap.height, pixmap.samples


def _image_share(page: pymupdf.Page) -> float:
    if not page.get_images():
        return 0.0
    area = abs(page.rect.get_area()) or 1.0
    visible = page.rect * page.derotation_matrix
    boxes = (pymupdf.Rect(item["bbox"]) & visible for item in page.get_image_info())
    return min(1.0, max((abs(box.get_area()) for box in boxes if not box.is_empty), default=0.0) / area)


def _hidden_share(page: pymupdf.Page) -> float:
    hidden = total = 0
    for span in page.get_texttrace():
        count = len(span["chars"])
        total += count
        hidden += count if span["type"] == _INVISIBLE or span["opacity"] == 0 else 0
    return hidden / total if total else 0.0
