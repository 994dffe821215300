"""Pages cut out of a file are what they were, to the pixel and to the letter, and nothing else comes with them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from ocr_engine.errors import BadFile
from ocr_engine.ingest import tiff_frames
from ocr_engine.ingest.parser import Parser

XML = b"<rsm:CrossIndustryInvoice xmlns:rsm='urn:x'/>"


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as running:
        yield running


def stack(pages: int = 5, *, hidden: bool = False) -> bytes:
    made = pymupdf.open()
    layer = made.add_ocg("draft", on=False) if hidden else 0
    for number in range(1, pages + 1):
        page = made.new_page()
        page.insert_text((72, 90), f"Paper {number}", fontsize=20)
        page.insert_image(pymupdf.Rect(72, 120, 200, 200), stream=_photo(number))
        if hidden:
            page.insert_text((72, 300), "HIDDEN", oc=layer)
    return made.tobytes()


def _photo(number: int) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").rotate(10 * number).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def cut(parser: Parser, folder: Path, data: bytes, first: int, last: int, *, attachments: bool = False) -> bytes:
    (folder / "whole").write_bytes(data)
    with parser.open(folder / "whole") as document:
        return bytes(document.cut(first, last, attachments=attachments))


@pytest.mark.parametrize("hidden", [False, True])
def test_pages_of_a_pdf_look_and_read_as_they_did_and_hold_nothing_of_the_others(
        parser: Parser, tmp_path: Path, hidden: bool) -> None:
    data = stack(hidden=hidden)
    part = cut(parser, tmp_path, data, 3, 4)
    with pymupdf.open(stream=data, filetype="pdf") as whole, pymupdf.open(stream=part, filetype="pdf") as cut_out:
        assert cut_out.page_count == 2
        for number in range(2):
            before, after = whole[2 + number], cut_out[number]
            assert after.get_pixmap(dpi=50).samples == before.get_pixmap(dpi=50).samples
            assert after.get_text() == before.get_text()
        assert cut_out.extract_image(cut_out[0].get_images()[0][0])["image"] == whole.extract_image(
            whole[2].get_images()[0][0])["image"]  # the very bytes of the scan
        streams = [cut_out.xref_stream(x) for x in range(1, cut_out.xref_length()) if cut_out.xref_is_stream(x)]
    assert not any(b"Paper 1".hex().encode() in s or b"Paper 1" in s for s in streams)
    assert cut(parser, tmp_path, data, 3, 4) == part


@pytest.mark.parametrize("hidden", [False, True])
def test_attached_invoice_data_goes_with_the_pages_only_where_it_is_wanted(
        parser: Parser, tmp_path: Path, hidden: bool) -> None:
    with pymupdf.open(stream=stack(3, hidden=hidden), filetype="pdf") as made:
        made.embfile_add("factur-x.xml", XML, filename="factur-x.xml")
        made[0].add_file_annot((10, 10), XML, "pinned.xml")
        made.set_metadata({"title": "InvoiceNumber", "keywords": "12345678"})
        data = made.tobytes()
    for wanted in (False, True):
        part = cut(parser, tmp_path, data, 1, 1, attachments=wanted)
        with pymupdf.open(stream=part, filetype="pdf") as cut_out:
            assert cut_out.embfile_names() == (["factur-x.xml"] if wanted else [])
            assert len(list(cut_out[0].annots())) == wanted
            assert bool(cut_out.metadata["title"]) == wanted
        assert (b"CrossIndustryInvoice" in part) <= wanted


@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("compression", ["raw", "packbits", "tiff_lzw", "tiff_deflate", "jpeg", "group4"])
def test_frames_of_a_tiff_are_copied_as_they_were_compressed(
        parser: Parser, tmp_path: Path, compression: str, big: bool) -> None:
    frames = [Image.linear_gradient("L").rotate(10 * n).resize((120 + n, 90)) for n in range(4)]
    frames = [frame.convert("1" if compression == "group4" else "RGB") for frame in frames]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression=compression, big_tiff=big,
                   dpi=(300, 300))
    part = cut(parser, tmp_path, out.getvalue(), 2, 3)
    with Image.open(out) as whole, Image.open(io.BytesIO(part)) as cut_out:
        assert cut_out.n_frames == 2
        for number in range(2):
            whole.seek(1 + number)
            cut_out.seek(number)
            assert (cut_out.size, cut_out.tobytes()) == (whole.size, whole.tobytes())
            for told in ("dpi", "compression"):
                assert cut_out.info[told] == whole.info[told]
    assert len(part) < len(out.getvalue())


def test_a_picture_of_one_page_is_not_cut(parser: Parser, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (50, 50)).save(out, "PNG")
    with pytest.raises(BadFile) as told:
        cut(parser, tmp_path, out.getvalue(), 1, 1)
    assert told.value.code == "file_uncut"


def test_a_tiff_that_ends_too_early_or_points_anywhere_is_refused_with_a_reason() -> None:
    out = io.BytesIO()
    pages = [Image.new("RGB", (60, 60), (n, 2, 3)) for n in range(3)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    data = out.getvalue()
    for wrong in [data[:cut_at] for cut_at in range(9, len(data), 97)]:
        with pytest.raises(BadFile):
            tiff_frames.cut(wrong, 2, 3)
    for place in range(4, 400):  # a flipped byte gives pages or a reason, never another error
        try:
            tiff_frames.cut(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1:], 1, 3)
        except BadFile as error:
            assert error.code in ("file_truncated", "file_uncut")
