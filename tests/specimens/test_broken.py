"""The broken files are broken in the way their names say, or tests that use them would prove nothing."""

from __future__ import annotations

import io

import pymupdf
import pytest
from PIL import Image

from tests.fixtures import broken


def test_the_encrypted_pdf_opens_with_its_password_only():
    with pymupdf.open(stream=broken.encrypted_pdf("key"), filetype="pdf") as doc:
        assert doc.needs_pass
        assert not doc.authenticate("other")
        assert doc.authenticate("key")


def test_the_truncated_files_hold_no_page():
    with pytest.raises(OSError, match=r"[Tt]runcated|identify"):
        Image.open(io.BytesIO(broken.truncated_jpeg())).load()
    try:
        with pymupdf.open(stream=broken.truncated_pdf(), filetype="pdf") as doc:
            pages = len(doc)
    except pymupdf.FileDataError:
        pages = 0
    assert pages == 0


def test_the_huge_picture_is_small_on_disk_and_honest_about_its_size(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    content = broken.huge_png()
    assert len(content) < 100_000
    assert Image.open(io.BytesIO(content)).size == (20_000, 20_000)


def test_the_bomb_unpacks_to_many_times_its_size():
    content = broken.pdf_bomb(megabytes=8)
    with pymupdf.open(stream=content, filetype="pdf") as doc:
        unpacked = len(doc[0].read_contents())
    assert unpacked > 8_000_000 > 400 * len(content)


def test_the_long_pdf_has_more_pages_than_the_default_limit():
    with pymupdf.open(stream=broken.long_pdf(), filetype="pdf") as doc:
        assert len(doc) == 2500


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_sound_jpeg_carries_the_orientation_asked_for(orientation):
    assert Image.open(io.BytesIO(broken.jpeg(orientation=orientation))).getexif()[0x0112] == orientation


def test_the_sound_tiff_has_several_pages():
    assert Image.open(io.BytesIO(broken.tiff(4))).n_frames == 4
