"""Every kind of file that cannot be read is refused with its reason, and the next file is read."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from ocr_engine.config import Config, Limits
from ocr_engine.errors import MESSAGES, BadFile
from ocr_engine.ingest import Parser
from ocr_engine.reading import read
from tests.engine.reading import drawing


def _bytes(image: Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _photo() -> bytes:
    import pillow_heif

    buffer = io.BytesIO()
    pillow_heif.from_pillow(drawing.picture()).save(buffer)
    return buffer.getvalue()


def _locked() -> bytes:
    import pymupdf

    return drawing.pdf_of().tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="owner")


def _pageless() -> bytes:
    """Sound in all its parts: MuPDF itself writes none."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"), 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    return bytes(out) + b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


PAGE = b"<!DOCTYPE html><html><body>%PDF-1.7 not really</body></html>"
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.pdf", lambda: b"", "file_empty"),
    "cut-off PDF": ("a.pdf", lambda: _half(drawing.pdf_of(pages=3).tobytes()), "file_truncated"),
    "cut-off PNG": ("a.png", lambda: _half(_bytes(drawing.picture(), "PNG")), "file_truncated"),
    "cut-off JPEG": ("a.jpg", lambda: _half(_bytes(drawing.picture(), "JPEG")), "file_truncated"),
    "cut-off WebP": ("a.webp", lambda: _half(_bytes(drawing.picture(), "WEBP")), "file_truncated"),
    "cut-off TIFF": ("a.tif", lambda: _half(_bytes(drawing.picture(), "TIFF")), "file_truncated"),
    "cut-off BMP": ("a.bmp", lambda: _half(_bytes(drawing.picture(), "BMP")), "file_truncated"),
    "PDF without pages": ("a.pdf", _pageless, "file_no_pages"),
    "only a PDF header": ("a.pdf", lambda: b"%PDF-1.7\n", "file_truncated"),
    "PDF with a password": ("a.pdf", _locked, "file_encrypted"),
    "web page named .pdf": ("a.pdf", lambda: PAGE, "file_type_unknown"),
    "web page named .png": ("a.png", lambda: PAGE, "file_type_unknown"),
    "program named .jpg": ("a.jpg", lambda: b"\x7fELF" + bytes(200), "file_type_unknown"),
    "archive named .pdf": ("a.pdf", lambda: b"PK\x03\x04" + bytes(200), "file_type_unknown"),
    "cut-off HEIC": ("a.heic", lambda: _half(_photo()), "file_truncated"),
    "cut-off AVIF": ("a.avif", lambda: _half(_bytes(drawing.picture(), "AVIF")), "file_truncated"),
    "nothing behind the head of a HEIC": (
        "a.jpg", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200), "file_truncated"),
    "film of a phone": ("a.jpg", lambda: b"\0\0\0\x18ftypqt  \0\0\0\0" + bytes(200), "file_type_unknown"),
    "picture kind not offered": ("a.png", lambda: _bytes(drawing.picture(dpi=20), "GIF"), "file_type_unknown"),
    "noise behind a PNG signature": ("a.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "file_truncated"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_reason(name: str, parser: Parser, config: Config, tmp_path: Path) -> None:
    file_name, make, code = BAD[name]
    path = tmp_path / file_name
    path.write_bytes(make())
    for attempt in (parser.probe, lambda p: read(p, config=config, parser=parser)):
        with pytest.raises(BadFile) as refused:
            attempt(path)
        assert refused.value.code == code and refused.value.permanent and code in MESSAGES


def test_a_picture_of_20000_by_20000_is_refused_from_its_header(parser: Parser, tmp_path: Path) -> None:
    with pytest.raises(BadFile) as refused:
        parser.probe(drawing.png_header_only(tmp_path / "big.png", 20_000, 20_000))
    assert refused.value.code == "too_many_pixels"
    assert refused.value.params == {"pixels": 400_000_000, "limit": 100_000_000}


def test_a_protection_without_a_password_to_open_is_no_obstacle(parser: Parser, tmp_path: Path) -> None:
    import pymupdf

    path = tmp_path / "owner.pdf"
    path.write_bytes(drawing.pdf_of().tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="", owner_pw="owner"))
    assert parser.probe(path).pages == 1


@pytest.fixture(scope="module")
def strict() -> Config:
    """Limits that are soon reached, but for the time: a good file may take long on a busy machine."""
    return Config(limits=Limits(max_bytes=2_000_000, max_pages=4, parser_memory=700_000_000, parser_seconds=120),
                  ocr_pixels=4_000_000)


@pytest.fixture(scope="module")
def strict_parser(strict: Config):
    with Parser(strict) as parser:
        yield parser


@contextmanager
def for_two_seconds(parser: Parser) -> Iterator[None]:
    """No file is given more time meanwhile."""
    patient = parser.config
    parser.config = replace(patient, limits=replace(patient.limits, parser_seconds=2))
    yield
    parser.config = patient


def test_too_many_pages_are_refused(strict_parser: Parser, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(drawing.pdf_of(pages=5).tobytes())
    with pytest.raises(BadFile) as refused:
        strict_parser.probe(path)
    assert (refused.value.code, refused.value.params) == ("too_many_pages", {"pages": 5, "limit": 4})


def test_too_many_frames_of_a_tiff_are_refused(strict_parser: Parser, tmp_path: Path) -> None:
    frames = [Image.new("L", (30, 30), 255) for _ in range(6)]
    frames[0].save(tmp_path / "long.tif", save_all=True, append_images=frames[1:])
    with pytest.raises(BadFile) as refused:
        strict_parser.probe(tmp_path / "long.tif")
    assert refused.value.code == "too_many_pages"


def test_too_many_bytes_are_refused_unread(strict_parser: Parser, tmp_path: Path) -> None:
    path = tmp_path / "heavy.pdf"
    with path.open("wb") as stream:
        stream.truncate(2_000_001)
    with pytest.raises(BadFile) as refused:
        strict_parser.probe(path)
    assert (refused.value.code, refused.value.params) == ("file_too_large", {"bytes": 2_000_001, "limit": 2_000_000})


def test_a_pdf_that_draws_for_ever_is_stopped_and_the_next_file_is_read(
        strict: Config, strict_parser: Parser, tmp_path: Path) -> None:
    with for_two_seconds(strict_parser), pytest.raises(BadFile) as stopped:
        read(drawing.looping_pdf(tmp_path / "loop.pdf"), config=strict, parser=strict_parser)
    assert stopped.value.code in ("parser_time", "parser_memory")
    good = tmp_path / "good.pdf"
    good.write_bytes(drawing.pdf_of().tobytes())
    assert len(read(good, config=strict, parser=strict_parser).pages[0].lines) == len(drawing.LETTER)


def test_a_pdf_whose_page_unpacks_to_a_gigabyte_is_stopped(
        strict: Config, strict_parser: Parser, tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b"0 0 m 1 1 l S\n" * 75_000) for _ in range(700)) + packer.flush()
    path = drawing.raw_pdf(tmp_path / "bomb.pdf", bomb, compressed=True)
    assert path.stat().st_size < strict.limits.max_bytes
    with for_two_seconds(strict_parser), pytest.raises(BadFile) as stopped:
        read(path, config=strict, parser=strict_parser)
    assert stopped.value.code in ("parser_time", "parser_memory", "parser_crashed", "page_unreadable")


def test_a_page_larger_than_a_field_is_rendered_within_bounds(parser: Parser, tmp_path: Path) -> None:
    document = drawing.pdf_of(width=14_000, height=14_000)
    path = tmp_path / "poster.pdf"
    path.write_bytes(document.tobytes())
    with parser.open(path) as opened:
        image = opened.render(1, max_pixels=2_000_000, dpi=200)
    assert image.shape[0] * image.shape[1] <= 2_010_000


def test_one_bad_page_leaves_the_others_readable(config: Config, parser: Parser, tmp_path: Path) -> None:
    page = drawing.picture(dpi=100)
    path = tmp_path / "three.tif"
    page.save(path, save_all=True, append_images=[page, page], compression="tiff_adobe_deflate")
    with Image.open(path) as image:
        image.seek(1)
        start, length = image.tag_v2[273][0], image.tag_v2[279][0]
    data = bytearray(path.read_bytes())
    data[start:start + length] = bytes(length)
    path.write_bytes(data)
    reading = read(path, config=config, parser=parser)
    assert [bool(page.lines) for page in reading.pages] == [True, False, True]
    assert [(issue.code, issue.page) for issue in reading.issues] == [("page_unreadable", 2)]
