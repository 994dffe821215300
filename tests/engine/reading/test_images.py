"""Pictures of every kind come out as 8-bit RGB as a viewer shows them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from ocr_engine.ingest import Parser
from tests.engine.reading import drawing

CAP = 10_000_000
pillow_heif.register_heif_opener()  # it writes them, too; the product reads them with a package that does not


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return drawing.picture(dpi=72)


def _pixels(parser: Parser, path: Path, number: int = 1) -> np.ndarray:
    with parser.open(path) as document:
        return document.render(number, max_pixels=CAP)


def _close(image: np.ndarray, expected: Image.Image, tolerance: float = 2.0) -> bool:
    wanted = np.asarray(expected.convert("RGB"), np.int16)
    return image.shape == wanted.shape and float(np.abs(image - wanted).mean()) <= tolerance


@pytest.mark.parametrize(("suffix", "kind", "options"), [
    ("png", "png", {}), ("jpg", "jpeg", {"quality": 95}), ("webp", "webp", {"lossless": True}), ("bmp", "bmp", {}),
    ("tif", "tiff", {"compression": "tiff_lzw"}), ("heic", "heic", {"quality": -1}), ("avif", "avif", {"quality": 95}),
])
def test_every_offered_format_is_read(parser: Parser, page: Image.Image, tmp_path: Path,
                                      suffix: str, kind: str, options: dict) -> None:
    path = tmp_path / f"page.{suffix}"
    page.save(path, **options)
    assert parser.probe(path).kind == kind
    assert _close(_pixels(parser, path), page)


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK"])
def test_colour_modes_look_as_in_a_viewer(parser: Parser, page: Image.Image, tmp_path: Path, mode: str) -> None:
    path = tmp_path / "page.tif"
    page.convert(mode).save(path)
    assert _close(_pixels(parser, path), page.convert(mode), 4.0)


def test_16_bits_of_grey_keep_their_shades(parser: Parser, page: Image.Image, tmp_path: Path) -> None:
    grey = np.asarray(page.convert("L"), np.uint16) * 257
    for name in ("page.png", "page.tif"):
        Image.fromarray(grey).save(tmp_path / name)
        assert _close(_pixels(parser, tmp_path / name), page.convert("L"))


def test_transparency_lies_on_white(parser: Parser, tmp_path: Path) -> None:
    image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    image.paste((200, 0, 0, 255), (0, 0, 30, 40))
    image.save(tmp_path / "alpha.png")
    image.convert("P").save(tmp_path / "palette.png", transparency=0)
    pixels = _pixels(parser, tmp_path / "alpha.png")
    assert pixels[20, 50].tolist() == [255, 255, 255] and pixels[20, 10].tolist() == [200, 0, 0]
    assert _pixels(parser, tmp_path / "palette.png")[20, 50].tolist() == [255, 255, 255]


@pytest.mark.parametrize("suffix", ["jpg", "heic", "avif"])
@pytest.mark.parametrize(("orientation", "undo"), [
    (1, None), (2, Image.Transpose.FLIP_LEFT_RIGHT), (3, Image.Transpose.ROTATE_180),
    (4, Image.Transpose.FLIP_TOP_BOTTOM), (5, Image.Transpose.TRANSPOSE), (6, Image.Transpose.ROTATE_90),
    (7, Image.Transpose.TRANSVERSE), (8, Image.Transpose.ROTATE_270),
])
def test_the_camera_s_orientation_is_applied(parser: Parser, page: Image.Image, tmp_path: Path, suffix: str,
                                             orientation: int, undo: Image.Transpose | None) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = page if undo is None else page.transpose(undo)
    photo = tmp_path / f"photo.{suffix}"
    stored.save(photo, exif=exif.tobytes(), quality=95)
    with parser.open(photo) as document:
        info = document.info(1)
        assert (info.width, info.height, info.unit) == (*page.size, "px")
        assert _close(document.render(1, max_pixels=CAP), page)


def test_of_a_burst_the_picture_that_the_phone_shows_is_read(parser: Parser, page: Image.Image, tmp_path: Path) -> None:
    burst = pillow_heif.from_pillow(Image.new("RGB", (64, 48), "red"))
    burst.add_from_pillow(page)
    burst.save(tmp_path / "burst.heic", quality=-1, primary_index=1)
    with parser.open(tmp_path / "burst.heic") as document:
        assert document.page_count == 1 and _close(document.render(1, max_pixels=CAP), page)


def test_the_frames_of_a_tiff_are_its_pages(parser: Parser, tmp_path: Path) -> None:
    shades = [Image.new("L", (40 + i, 30), 60 * i) for i in range(4)]
    shades[0].save(tmp_path / "many.tif", save_all=True, append_images=shades[1:])
    with parser.open(tmp_path / "many.tif") as document:
        assert document.page_count == 4
        for number in (3, 1, 4, 2):  # in any order
            pixels = document.render(number, max_pixels=CAP)
            assert pixels.shape == (30, 39 + number, 3) and pixels[0, 0, 0] == 60 * (number - 1)


def test_a_large_picture_is_scaled_to_the_bounds(parser: Parser, tmp_path: Path) -> None:
    Image.new("L", (3000, 2000), 255).save(tmp_path / "large.png")
    with parser.open(tmp_path / "large.png") as document:
        assert document.info(1).width == 3000
        height, width, _ = document.render(1, max_pixels=1_500_000).shape
    assert width * height <= 1_500_000 and abs(width / height - 1.5) < 0.01
