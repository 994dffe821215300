"""Files made of several documents for a measurement: their boundaries are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.bench.papers import Told, halves, joined, main, on_sheet
from tests.engine.extract.drawing import draw_pdf, page

INVOICES = tuple(((50.0, 50.0, "INVOICE"), (50.0, 80.0, f"Invoice No: 2024-{n}")) for n in range(3))


def test_pages_are_counted_through_and_each_document_after_the_first_begins_one():
    one, two = [page((50, 50, "a"))], [page((50, 50, "b")), page((50, 50, "c"))]
    pages, begun = joined([two, one, two])
    assert [p.number for p in pages] == [1, 2, 3, 4, 5] and begun == {3, 4}


def test_a_page_laid_on_a_sheet_keeps_its_shape():
    drawn = page((50, 50, "INVOICE"))
    small = on_sheet(type(drawn)(1, 1000, 1000, drawn.lines))
    assert (small.width, small.height) == (595, 842)
    before, after = drawn.lines[0].box, small.lines[0].box
    assert after.x0 == before.x0 and after.height == pytest.approx(before.height * 595 / 842)


def test_a_page_cut_in_two_loses_no_line_and_repeats_its_head_if_asked():
    sheet = page(*((50, 40 + 20 * n, f"line {n}") for n in range(30)))
    first, second = halves(sheet, head=False) or []
    assert [ln.text for ln in (*first.lines, *second.lines)] == [ln.text for ln in sheet.lines]
    repeated = (halves(sheet, head=True) or [])[1]
    assert repeated.lines[0].text == "line 0" and len(repeated.lines) > len(second.lines)
    assert halves(page((50, 50, "a few")), head=False) is None


def test_what_was_told_is_held_against_what_begins():
    told = Told()
    sheets, begun = joined([[page(*lines)] for lines in INVOICES])
    assert told.add(sheets, begun) == set() and "1.000 | 1.000" in told.row("invoices")


def test_a_folder_is_measured_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    golds = []
    for n, lines in enumerate(INVOICES):
        draw_pdf(tmp_path / f"{n}.pdf", lines)
        golds.append({"id": str(n), "file": f"{n}.pdf", "doc_type": "invoice", "lang": "en", "fields": {}})
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, golds)), "utf-8")
    found = main([f"drawn={tmp_path}", "--files", "3"])
    assert found["drawn, joined"].right == found["drawn, joined"].begun > 0
    assert "| drawn, joined, one size | 3 |" in capsys.readouterr().out
