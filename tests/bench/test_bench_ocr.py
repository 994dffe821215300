"""The comparison of readers runs on two drawn pages and counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from scripts.bench import ocr, ocr_pages
from scripts.bench.ocr_words import Word, load_labels, matches, words_of


def test_two_drawn_pages_are_read_by_every_reader_and_nearly_whole_by_ours(
    tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr_pages, "_HEIGHT", ocr_pages._HEIGHT // 2)  # half a page takes each reader half the time
    others = psutil.Process().memory_info().rss / 1e6  # what tests before this one left in the process
    ocr.main(["--generated", "2", "--born-digital", "3", "--endurance", "2", "--out", str(tmp_path / "out.json")])
    report = json.loads((tmp_path / "out.json").read_text())
    rows, shown = report["generated"]["readers"], capsys.readouterr().out
    assert (report["generated"]["pages"], report["generated"]["labelled"]) == (2, 2)
    for name in ("docmgr", "rapidocr"):
        row = rows[name]
        assert 0.9 < row["recall"] <= 1 and 0.9 < row["precision"] <= 1, row
        assert 0.05 < row["cpu"] < 60 and row["wall"] > 0 and 200 < row["peak_mb"] < 4000, row
    assert rows["docmgr"]["cpu_ratio"] == pytest.approx(rows["docmgr"]["cpu"] / rows["rapidocr"]["cpu"], abs=0.02)
    assert "tesseract" in rows or "Tesseract is not installed" in shown
    assert report["born_digital"]["words_a_page"] > 200 and report["born_digital"]["pages_per_second"] > 0
    assert len(report["endurance"]["mb"]) == 2 and max(report["endurance"]["mb"]) < others + 1500
    assert "| docmgr's reader |" in shown


def test_a_word_counts_where_it_stands_and_once() -> None:
    labelled = words_of("Total 12.50", (0, 0, 110, 10)) + words_of("Total", (0, 100, 50, 110))
    assert matches(labelled, labelled) == 3
    assert matches(labelled, [Word("total", (0, 1, 50, 11))]) == 1
    assert matches(labelled, [Word("total", (0, 50, 50, 60)), Word("12.50", (400, 0, 460, 10))]) == 0
    assert matches(words_of("total total"), [Word("total", (3, 3, 9, 9))]) == 1
    assert [word.text for word in words_of("ABC公司: x1,")] == ["abc", "公", "司", "x1"]


def test_labels_of_corners_of_lines_and_of_fields_are_understood(tmp_path: Path) -> None:
    files = [tmp_path / "a.png", tmp_path / "b.png"]
    for file in files:
        Image.new("RGB", (200, 100)).save(file)
    (tmp_path / "a.txt").write_text("10,20,60,20,60,30,10,30,RM 1,200.00\nnot a line\n", "utf-8")
    rm, amount = load_labels(tmp_path, files)[files[0]]
    assert (rm.text, amount.text) == ("rm", "1,200.00")
    assert rm.box == pytest.approx((10, 20, 10 + 50 * 2 / 11, 30))
    assert amount.box == pytest.approx((10 + 50 * 3 / 11, 20, 60, 30))
    rows = [{"file": "x/a.png", "pages": [{"lines": [{"text": "Total", "box": [0, 0.5, 0.5, 1]}]}]},
            {"file": "b.png", "fields": {"items": [{"name": "Paper A4"}], "total": None, "day": "1 May"}}]
    (tmp_path / "l.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    told = load_labels(tmp_path / "l.jsonl", files)
    assert told[files[0]] == [Word("total", (0, 50, 100, 100))]
    assert [word.text for word in told[files[1]]] == ["paper", "a4", "1", "may"]


def test_a_damaged_page_still_knows_where_its_words_stand() -> None:
    """Under every word's box there is more ink than beside it, also after the page was turned."""
    page = ocr_pages.draw(3)
    for shown in (page, ocr_pages.turned(page, 90), ocr_pages.turned(page, 6),
                  ocr_pages.scanned(page, np.random.default_rng(1))):
        dark = 255 - shown.image.mean(axis=2)
        dark -= np.median(dark)
        inside = [dark[max(0, int(y0)):int(y1) + 1, max(0, int(x0)):int(x1) + 1].mean()
                  for x0, y0, x1, y1 in (word.box for word in shown.words if word.box)]
        assert np.median(inside) > 5 * dark.mean() and np.quantile(inside, 0.05) > 1.5 * dark.mean()
