"""What lies in a file and on none of its pages is told, and keeps nobody from the pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from PIL import Image

from ocr_engine.config import Config
from ocr_engine.errors import NOTES
from ocr_engine.ingest import Parser
from ocr_engine.truth.left_out import left_out_issues

PARTS = b"<?xml version='1.0'?><x/>"


def pdf(*attached: str, pinned: str = "") -> bytes:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 72), "Total 12.50")
    for name in attached:
        document.embfile_add(name, PARTS, filename=name)
    if pinned:
        page.add_file_annot((90, 90), PARTS, pinned)
    return document.tobytes()


def moving(kind: str, frames: int) -> bytes:
    pictures = [Image.new("RGB", (60, 40), (255, 40 * n, 255)) for n in range(frames)]
    out = io.BytesIO()
    pictures[0].save(out, kind, **({"save_all": True, "append_images": pictures[1:]} if frames > 1 else {}))
    return out.getvalue()


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser(Config()) as one:
        yield one


@pytest.mark.parametrize(("name", "content", "told"), [
    ("a.pdf", pdf, []),
    ("a.pdf", lambda: pdf("factur-x.xml"), []),
    ("a.pdf", lambda: pdf("factur-x.xml", "hours.xlsx", "Invoice 2.PDF"), [("attachments_unread", {"files": 2})]),
    ("a.pdf", lambda: pdf(pinned="receipt.jpg"), [("attachments_unread", {"files": 1})]),
    ("a.webp", lambda: moving("WEBP", 3), [("frames_unread", {"frames": 3})]),
    ("a.png", lambda: moving("PNG", 2), [("frames_unread", {"frames": 2})]),
    ("a.png", lambda: moving("PNG", 1), []),
    ("a.tif", lambda: moving("TIFF", 3), []),
    ("a.jpg", lambda: moving("JPEG", 1), []),
])
def test_attached_files_and_further_frames_are_counted(
    parser: Parser, tmp_path: Path, name: str, content: Any, told: list[Any],
) -> None:
    (tmp_path / name).write_bytes(content())
    with parser.open(tmp_path / name) as document:
        assert [(issue.code, dict(issue.params)) for issue in left_out_issues(document)] == told
    assert {code for code, _ in told} <= NOTES
