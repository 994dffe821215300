"""Page texts that are kept for measurements: the same answers, without reading twice."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from ocr_engine import reading
from ocr_engine.config import Config
from ocr_engine.recognise.kept_pages import KeptPages
from ocr_engine.types import BBox, PageText, TextLine, Word


@pytest.fixture
def file(tmp_path: Path) -> Path:
    document = pymupdf.open()
    document.new_page().insert_text((72, 100), "Invoice number 4711\nTotal 12.50 EUR", fontsize=11)
    document.save(tmp_path / "a.pdf")
    return tmp_path / "a.pdf"


def test_the_same_bytes_are_read_once_and_come_back_the_same(file: Path, tmp_path: Path, monkeypatch) -> None:
    config = Config(page_cache=str(tmp_path / "kept"), embedded=False)
    first = reading.read(file, config=config)
    assert "4711" in first.pages[0].lines[0].text
    monkeypatch.setattr(reading, "_Job", None)
    again = reading.read(file, config=config)
    assert again.pages == first.pages and again.pages[0].lines[0].words


def test_what_a_file_says_to_machines_is_never_taken_from_kept_pages(file: Path, tmp_path: Path) -> None:
    reading.read(file, config=Config(page_cache=str(tmp_path / "kept"), embedded=True))
    assert not (tmp_path / "kept").exists()


def test_pages_are_kept_with_turn_slant_words_and_quality(tmp_path: Path) -> None:
    line = TextLine("Total 5", BBox(0.1, 0.2, 0.3, 0.4), 0.91234567, (Word("Total", BBox(0.1, 0.2, 0.2, 0.4)),))
    page = PageText(1, 100.0, 200.0, (line,), "ocr", 90, 1.5, 0.7, image=tmp_path / "1.jpg")
    (tmp_path / "file").write_bytes(b"bytes")
    kept = KeptPages(tmp_path / "kept", tmp_path / "file")
    assert kept.load() is None
    saved = kept.save([page])
    assert kept.load() == saved
    assert saved[0] == replace(page, image=None, lines=(replace(line, confidence=0.9123, words=(
        Word("Total", BBox(0.1, 0.2, 0.2, 0.4)),)),))
    assert [p.suffix for p in (tmp_path / "kept").iterdir()] == [".json"]  # nothing half-written is left
    assert json.loads(next((tmp_path / "kept").iterdir()).read_text("utf-8"))[0]["skew"] == 1.5
