"""Images as pages of pixels. Runs in the parser process only."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from ocr_engine.errors import BadFile
from ocr_engine.ingest import tiff_frames
from ocr_engine.ingest.einvoice.facts import Facts

# Of these a file may hold pictures one after the other. A TIFF's are its pages; of a HEIC's the phone chose one.
_MOVING = frozenset(("webp", "png", "avif"))
_FORMATS = {"png": "PNG", "jpeg": "JPEG", "heic": "HEIF", "avif": "AVIF", "tiff": "TIFF", "webp": "WEBP", "bmp": "BMP"}
# The size is checked from the header below, with a message that names the limit.
Image.MAX_IMAGE_PIXELS = None


class ImageDocument:
    """A picture, or the frames of a TIFF. The first frame is decoded at once, so a cut-off file is told on opening."""

    def __init__(self, data: bytes, kind: str, limits: dict[str, Any]) -> None:
        self._limits, self._data = limits, data
        # MPO is what phones write for JPEG with a second picture; Pillow announces it under its own name.
        formats = [_FORMATS[kind]] + (["MPO"] if kind == "jpeg" else [])
        if kind == "heic":
            _learn_heic()
        self._kind = kind
        self._image = Image.open(BytesIO(data), formats=formats)
        self._check_pixels()
        self.page_count = self._count_frames() if kind == "tiff" else 1
        self._page: tuple[int, Image.Image] | None = None
        self._load(1)

    def info(self, number: int) -> dict[str, Any]:
        """Size in pixels as shown."""
        page = self._load(number)
        return {"width": page.width, "height": page.height, "unit": "px"}

    def text(self, number: int) -> dict[str, Any]:
        return {"words": [], "image_share": 1.0, "hidden_share": 0.0}

    def embedded(self) -> tuple[list[Facts], bool]:
        return [], False

    def left_out(self) -> dict[str, Any]:
        """How many frames there are where more than the one that is the page."""
        frames = getattr(self._image, "n_frames", 1) if self._kind in _MOVING else 1
        return {"frames": frames if frames > 1 else 0}

    def signatures(self) -> list[dict[str, Any]]:
        return []

    def render(self, number: int, *, max_pixels: int, max_side: int = 0, dpi: int = 0) -> tuple[int, int, bytes]:
        """(width, height, RGB bytes), scaled down where it would exceed the bounds. ``dpi`` means nothing here."""
        page = self._load(number)
        scale = min(1.0, (max_pixels / (page.width * page.height)) ** 0.5)
        if max_side:
            scale = min(scale, max_side / max(page.size))
        if scale < 1.0:
            size = (max(1, int(page.width * scale)), max(1, int(page.height * scale)))
            page = page.resize(size, Image.Resampling.BOX if scale < 0.5 else Image.Resampling.BILINEAR)
        return page.width, page.height, page.tobytes()

    def cut(self, first: int, last: int, *, attachments: bool) -> bytes:
        """These frames of a TIFF as a TIFF of their own, compressed as they were. Nothing is attached to one."""
        if self._kind != "tiff":
            raise BadFile("file_uncut")
        return tiff_frames.cut(self._data, first, last)

    def _count_frames(self) -> int:
        """Walks the frames only as far as the limit, and checks each frame's size from its header."""
        count, limit = 1, self._limits["max_pages"]
        while True:
            try:
                self._image.seek(count)
            except EOFError:
                return count
            self._check_pixels()
            count += 1
            if count > limit:
                raise BadFile("too_many_pages", pages=count, limit=limit)

    def _check_pixels(self) -> None:
        pixels = self._image.width * self._image.height
        if pixels > self._limits["max_pixels"]:
            raise BadFile("too_many_pixels", pixels=pixels, limit=self._limits["max_pixels"])

    def _load(self, number: int) -> Image.Image:
        if self._page is None or self._page[0] != number:
            self._page = None
            if self.page_count > 1:
                self._image.seek(number - 1)
            self._page = (number, _as_shown(self._image))
        return self._page[1]


@cache
def _learn_heic() -> None:
    """Teach Pillow to open photos of iPhones. A quarter of a second that no other file has to wait for."""
    import pi_heif

    pi_heif.options.DECODE_THREADS = 1
    pi_heif.register_heif_opener()


def _as_shown(image: Image.Image) -> Image.Image:
    """8-bit RGB as a viewer shows it: turned by its EXIF orientation, transparency on white."""
    image.load()
    shown = ImageOps.exif_transpose(image)
    if shown.mode in ("I", "F") or shown.mode.startswith("I;"):
        shown = _to_8_bit(shown)
    if shown.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in shown.info:
        rgba = shown.convert("RGBA")
        white = Image.new("RGBA", rgba.size, (255, 255, 255, 255))
        shown = Image.alpha_composite(white, rgba)
    return shown if shown.mode == "RGB" else shown.convert("RGB")


def _to_8_bit(image: Image.Image) -> Image.Image:
    """Grey of more than 8 bits. 16-bit files are divided by 256; other ranges are stretched between their extremes."""
    wide = image.convert("F")
    low, high = (float(value) for value in wide.getextrema())  # type: ignore[arg-type]  # one band
    if image.mode != "F" and low >= 0 and high <= 65_535:
        low, high = 0.0, (65_535.0 if high > 255 else 255.0)
    span = (high - low) or 1.0
    return wide.point(lambda value: (value - low) * (255.0 / span) + 0.0).convert("L")
