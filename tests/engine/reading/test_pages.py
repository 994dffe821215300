"""Whole documents: text layer or OCR page by page, turned and slanted pages, blank pages, broken readers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image

from ocr_engine.backends.rapid import RapidReader
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from ocr_engine.ingest import Parser
from ocr_engine.reading import Reading, read
from ocr_engine.types import BBox, PageText
from tests.engine.reading import drawing
from tests.engine.reading.drawing import TEXTS, plain


@pytest.fixture
def reads(config: Config, parser: Parser, reader: RapidReader):
    def run(path: Path, **options) -> Reading:
        return read(path, config=config, parser=parser, **{"reader": reader, **options})
    return run


def _saved(image: Image.Image, path: Path) -> Path:
    image.save(path)
    return path


def _drawn_boxes() -> list[BBox]:
    """Where the letters of each drawn text really stand, from a PDF that knows it."""
    page = drawing.pdf_of()[0]
    return [BBox(r.x0 / 420, r.y0 / 595, r.x1 / 420, r.y1 / 595) for text in TEXTS for r in page.search_for(text)[:1]]


def _overlap(a: BBox, b: BBox) -> float:
    common = max(0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0, min(a.y1, b.y1) - max(a.y0, b.y0))
    return common / (a.width * a.height + b.width * b.height - common)


def _texts(page: PageText) -> list[str]:
    return [plain(line.text) for line in page.lines]


WANTED = [plain(text) for text in TEXTS]


def test_a_drawn_letter_reads_as_drawn(reads, tmp_path: Path) -> None:
    reading = reads(_saved(drawing.picture(), tmp_path / "letter.png"))
    (page,) = reading.pages
    assert _texts(page) == WANTED
    assert (page.source, page.rotation, reading.issues) == ("ocr", 0, ())
    assert page.quality > 0.8 and min(line.confidence for line in page.lines) > 0.8
    for line, box in zip(page.lines, _drawn_boxes(), strict=True):
        assert _overlap(line.box, box) > 0.5, line.text
    assert set(reading.ms) >= {"open", "render", "detect", "recognise"}


def test_words_stand_inside_their_line_in_order(reads, tmp_path: Path) -> None:
    (page,) = reads(_saved(drawing.picture(), tmp_path / "letter.png")).pages
    real = drawing.pdf_of()[0].get_text("words")
    for line in page.lines:
        assert plain("".join(word.text for word in line.words)) == plain(line.text)
        assert [w.box.x0 for w in line.words] == sorted(w.box.x0 for w in line.words)
    found = {word.text: word.box for line in page.lines for word in line.words}
    checked = 0
    for x0, _y0, x1, _y1, text, *_ in real:
        if text in found and len(text) > 2:
            assert abs(found[text].x0 - x0 / 420) < 0.02 and abs(found[text].x1 - x1 / 420) < 0.02, text
            checked += 1
    assert checked >= 12


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_the_same_and_its_boxes_lie_on_the_page_as_shown(reads, tmp_path: Path, turn: int) -> None:
    image = drawing.picture().rotate(-turn, expand=True)  # clockwise, as somebody feeds a scanner
    (page,) = reads(_saved(image, tmp_path / "turned.png")).pages
    assert _texts(page) == WANTED
    assert page.rotation == (360 - turn) % 360
    assert (page.width, page.height) == image.size
    for line, box in zip(page.lines, _drawn_boxes(), strict=True):
        shown = {90: BBox(1 - box.y1, box.x0, 1 - box.y0, box.x1),
                 180: BBox(1 - box.x1, 1 - box.y1, 1 - box.x0, 1 - box.y0),
                 270: BBox(box.y0, 1 - box.x1, box.y1, 1 - box.x0)}[turn]
        assert _overlap(line.box, shown) > 0.5, line.text


@pytest.mark.parametrize("angle", [-13, -8, 3, 9, 18])
def test_a_slanted_page_reads_the_same_in_the_same_order(reads, tmp_path: Path, angle: float) -> None:
    image = drawing.picture().rotate(-angle, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    (page,) = reads(_saved(image, tmp_path / "slanted.png")).pages
    assert _texts(page) == WANTED
    assert abs(page.skew - angle) < 0.7
    width, height = image.size
    turn = np.radians(angle)
    for line, box in zip(page.lines, _drawn_boxes(), strict=True):
        dx, dy = (box.cx - 0.5) * 875, (box.cy - 0.5) * 1240
        x, y = dx * np.cos(turn) - dy * np.sin(turn), dx * np.sin(turn) + dy * np.cos(turn)
        assert abs(line.box.cx - (x / width + 0.5)) < 0.03 and abs(line.box.cy - (y / height + 0.5)) < 0.02, line.text


def test_a_traditional_vertical_text_is_not_taken_for_a_turned_page(reads, tmp_path: Path) -> None:
    columns = ("春眠不觉晓处处闻啼鸟", "夜来风雨声花落知多少", "床前明月光疑是地上霜")
    items = [(300 - 60 * i, 60 + 26 * j, 22, char) for i, text in enumerate(columns) for j, char in enumerate(text)]
    (page,) = reads(_saved(drawing.picture(items), tmp_path / "poem.png")).pages
    assert page.rotation == 0
    assert {plain(line.text) for line in page.lines} == set(columns)


def test_text_layer_and_scan_are_told_apart_page_by_page(reads, tmp_path: Path) -> None:
    document = drawing.pdf_of()
    scan = drawing.picture()
    scan.save(tmp_path / "scan.png")
    document.new_page(width=420, height=595).insert_image((0, 0, 420, 595), filename=tmp_path / "scan.png")
    path = tmp_path / "mixed.pdf"
    document.save(path)
    steps: list[tuple[str, int, int]] = []
    reading = reads(path, pages_dir=tmp_path / "pages", progress=lambda *step: steps.append(step))
    assert [page.source for page in reading.pages] == ["text_layer", "ocr"]
    assert [_texts(page) for page in reading.pages] == [WANTED, WANTED]
    for layer, ocr in zip(reading.pages[0].lines, reading.pages[1].lines, strict=True):
        assert _overlap(layer.box, ocr.box) > 0.5, layer.text
    assert steps == [("read", 1, 2), ("read", 2, 2), ("done", 2, 2)]
    assert [page.image for page in reading.pages] == [tmp_path / "pages" / f"000{n}.jpg" for n in (1, 2)]
    with Image.open(tmp_path / "pages" / "0001.jpg") as preview:
        assert max(preview.size) == 2000


def test_a_turned_pdf_page_has_its_boxes_as_shown(reads, tmp_path: Path) -> None:
    document = drawing.pdf_of()
    document[0].set_rotation(90)
    document.save(tmp_path / "turned.pdf")
    (page,) = reads(tmp_path / "turned.pdf").pages
    assert (page.width, page.height, page.source) == (595, 420, "text_layer")
    found = {plain(line.text): line.box for line in page.lines}
    for text, box in zip(WANTED, _drawn_boxes(), strict=True):
        assert _overlap(found[text], BBox(1 - box.y1, box.x0, 1 - box.y0, box.x1)) > 0.5, text


def test_text_of_unknown_characters_is_not_taken_for_text(reads, parser: Parser, tmp_path: Path) -> None:
    path = drawing.private_font_pdf(tmp_path / "lost.pdf")
    with parser.open(path) as document:
        assert document.text(1)["words"]
    (page,) = reads(path).pages
    assert page.source != "text_layer"


def test_a_note_typed_over_a_scan_is_kept_beside_what_the_scan_says(reads, tmp_path: Path) -> None:
    drawing.picture().save(tmp_path / "scan.png")
    document = pymupdf.open()
    page = document.new_page(width=420, height=595)
    page.insert_image(page.rect, filename=tmp_path / "scan.png")
    page.insert_text((40, 400), "Received 21 March 2024", fontsize=11)
    document.save(tmp_path / "stamped.pdf")
    (read_page,) = reads(tmp_path / "stamped.pdf").pages
    assert _texts(read_page) == [*WANTED, "Received21March2024"]


def test_an_empty_page_is_told_from_a_picture_without_text(reads, tmp_path: Path) -> None:
    blank = _saved(Image.new("RGB", (800, 1100), (250, 249, 245)), tmp_path / "blank.png")
    assert [(i.code, i.page) for i in reads(blank).issues] == [("page_blank", 1)]
    ruled = Image.new("RGB", (800, 1100), "white")
    ruled.paste((60, 60, 60), (50, 80, 750, 82))
    assert [i.code for i in reads(_saved(ruled, tmp_path / "ruled.png")).issues] == ["page_blank"]
    shape = Image.new("RGB", (800, 1100), "white")
    shape.paste((30, 90, 160), (200, 300, 600, 700))
    assert [(i.code, i.page) for i in reads(_saved(shape, tmp_path / "shape.png")).issues] == [("page_unreadable", 1)]


class BrokenReader:
    name = "broken"

    def __init__(self, good: RapidReader | None = None, *, breaks_on: int = 0) -> None:
        self.good, self.breaks_on, self.calls = good, breaks_on, 0

    def find(self, image):
        self.calls += 1
        if self.good is None or self.calls == self.breaks_on:
            raise BackendFailed("backend_failed")
        return self.good.find(image)

    def read(self, crops, *, page=""):
        assert self.good is not None
        return self.good.read(crops, page=page)


def test_a_broken_reader_is_not_a_blank_page(reads, reader: RapidReader, tmp_path: Path) -> None:
    page = drawing.picture(dpi=100)
    page.save(tmp_path / "two.tif", save_all=True, append_images=[page])
    with pytest.raises(BackendFailed):
        reads(tmp_path / "two.tif", reader=BrokenReader())
    reading = reads(tmp_path / "two.tif", reader=BrokenReader(reader, breaks_on=1))
    assert [(i.code, i.page) for i in reading.issues] == [("ocr_failed", 1)]
    assert [bool(p.lines) for p in reading.pages] == [False, True]


def test_a_blurred_page_is_marked(reads, tmp_path: Path) -> None:
    from PIL import ImageFilter

    blurred = drawing.picture(dpi=110).filter(ImageFilter.GaussianBlur(2.6))
    reading = reads(_saved(blurred, tmp_path / "blurred.png"))
    assert reading.issues and reading.issues[0].code in ("page_low_quality", "page_unreadable")
    assert not reading.pages[0].lines or reading.pages[0].quality < 0.35


def test_small_print_on_a_large_page_is_found(reads, tmp_path: Path) -> None:
    """A plan of 4,300 pixels with 7-point lettering: looked for at 960 pixels it would be two pixels high."""
    items = [(60 + 330 * (i % 5), 80 + 45 * (i // 5), 7, f"Ref {i:03d} valve DN{20 + i}") for i in range(120)]
    image = drawing.picture(items, dpi=150, width=1700, height=1200)
    (page,) = reads(_saved(image, tmp_path / "plan.png")).pages
    found = {plain(line.text) for line in page.lines}
    assert sum(plain(text) in found for *_rest, text in items) >= 117


def test_large_lettering_on_a_grainy_photo_is_found(reads, tmp_path: Path) -> None:
    """Grain looks like small print; what stands there in large letters must not be lost over it."""
    page = np.asarray(drawing.picture(dpi=420)).astype(np.float32)
    grain = np.random.default_rng(7).normal(0, 1, (page.shape[0] // 6, page.shape[1] // 6)).astype(np.float32)
    coarse = np.kron(grain, np.ones((6, 6), np.float32)) * 35
    page = page[: coarse.shape[0], : coarse.shape[1]]
    photo = page + coarse[:, :, None]
    photo = np.clip(photo, 0, 255).astype(np.uint8)
    (read_page,) = reads(_saved(Image.fromarray(photo), tmp_path / "photo.png")).pages
    assert "HarbourLightTradingLtd" in _texts(read_page)


def test_a_very_tall_receipt_is_read_to_its_end(reads, tmp_path: Path) -> None:
    items = [(15, 30 + 18 * i, 9, f"Part {i:03d}   {i}.50") for i in range(150)]
    image = drawing.picture(items, dpi=120, width=200, height=2760)
    (page,) = reads(_saved(image, tmp_path / "tall.png")).pages
    text = plain("".join(line.text for line in page.lines))
    assert sum(f"Part{i:03d}" in text for i in range(150)) >= 148
    assert text.index("Part003") < text.index("Part140")
