"""Pages that nobody wrote for people: thousands of cells, lines of tens of thousands of letters. Steps are counted
where that can be, and never seconds by themselves.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from time import process_time
from types import FrameType
from typing import Any

import pytest

from ocr_engine.doctypes.load import builtin_type
from ocr_engine.extract.extractor import extract_fields, open_document
from ocr_engine.extract.fields.plan import plan_fields
from ocr_engine.extract.finders.letters.addressees import addressees
from ocr_engine.extract.finders.letters.unlabelled import is_heading
from ocr_engine.extract.finders.looks.slipped import by_slip
from ocr_engine.extract.finders.looks.ticks import by_tick_list
from ocr_engine.extract.finders.tables.crossings import by_sum_row
from ocr_engine.extract.labels import freelabels
from ocr_engine.extract.labels.captionwords import goes_on, with_its_object
from ocr_engine.extract.page.laid_out import lay_out
from ocr_engine.extract.values.shapes import readings
from ocr_engine.types import BBox, DocType, FieldSpec, PageText, TextLine
from ocr_engine.validate.spans import NO_HINTS

FORM = DocType("form", {"en": "Form"}, (
    FieldSpec("total", {"en": "Total"}, "money"), FieldSpec("bank", {"zh": "开户银行", "en": "Bank"}, "text"),
    FieldSpec("payee", {"zh": "收款人名称"}, "name")))


def made_of(texts: list[str], columns: int) -> PageText:
    """The texts in rows and columns that fill the page, however many they are."""
    step = 0.9 / (len(texts) // columns)
    lines = []
    for place, text in enumerate(texts):
        row, column = divmod(place, columns)
        x, y = 0.02 + 0.9 * column / columns, 0.02 + row * step
        lines.append(TextLine(text, BBox(x, y, x + 0.8 / columns, y + 0.8 * step)))
    return PageText(1, 1000, 1400, tuple(lines), "text_layer")


def calls_in(act: Callable[[], Any]) -> int:
    """Python calls that an act makes."""
    count = 0

    def seen(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(seen)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def test_captions_in_two_lines_are_looked_for_beside_each_other_and_not_on_the_whole_page():
    few, many = (calls_in(lambda n=n: lay_out(made_of(["收款人", "名称"] * n, 2))) for n in (100, 400))
    assert many < 6 * few


def test_print_that_slipped_is_looked_for_beside_its_labels_and_not_on_the_whole_page():
    counts = []
    for n in (50, 200):
        document = open_document([made_of(["Total", "12.00"] * n, 2)], plan_fields(FORM))
        counts.append(calls_in(lambda d=document: list(by_slip(d, [h.plan for h in d.labels.hits[:1] if h.plan]))))
    assert counts[0] > 1000 and counts[1] < 6 * counts[0]


@pytest.mark.parametrize("line", ["银行" * 1_000, "Total " * 1_000, "Unit " + "1" * 40_000 + " x", "a" * 40_000],
                         ids=["one label again and again", "words", "digits", "a single word"])
def test_a_line_of_thousands_of_labels_or_letters_costs_a_bounded_number_of_steps(line: str):
    page = PageText(1, 1000, 1400, (TextLine(line, BBox(0.05, 0.05, 0.95, 0.07)),), "text_layer")
    document = open_document([page], plan_fields(FORM))
    assert len(document.labels.starts.get(document.sheets[0].cells[0], ())) <= 300
    assert set(extract_fields([page], FORM)) <= {f.key for f in FORM.fields}


@pytest.mark.parametrize("text", ["1" * 20_000, " " * 20_000 + "x", "a" * 20_000], ids=["digits", "gaps", "letters"])
def test_what_may_be_a_value_or_a_caption_is_told_from_a_long_line_without_trying_all_of_its_parts(text: str):
    """With steps that grow with the square of the letters each of these would take minutes."""
    assert readings("text", "quantity", text + " 5 kg", NO_HINTS)[-1].end == len(text) + 5
    assert with_its_object("Total" + text, 0, 5) == 5 and not goes_on(plan_fields(FORM)[0], "Total " + text, 5)
    assert not is_heading(text)


def test_a_word_without_a_figure_is_no_code_however_long_it_is():
    """With steps that grow with the square of the letters this would take minutes."""
    assert not readings("code", "", "a" * 100_000, NO_HINTS)


def test_lines_of_which_nobody_told_a_height_are_read():
    lines = [TextLine(text, BBox(0.1, 0.1, 0.1, 0.1)) for text in ("Total: 12.00", "Bank", "名", "称", "x")]
    assert extract_fields([PageText(1, 1000, 1400, tuple(lines), "ocr")], FORM)["total"][0].value == "12.00"


def test_of_a_line_with_many_pairs_each_is_read_up_to_a_bounded_length(monkeypatch: pytest.MonkeyPatch):
    read: list[str] = []
    monkeypatch.setattr(freelabels, "readings", lambda kind, shape, text, hints: read.append(text) or [])
    line = TextLine("The bank of it: 12. The payee: x. " * 1_000, BBox(0.05, 0.05, 0.95, 0.07))
    open_document([PageText(1, 1000, 1400, (line,), "text_layer")], plan_fields(FORM))
    assert len(read) > 100 and max(map(len, read)) <= 400


def test_a_list_of_boxes_and_a_page_of_sums_cost_no_more_than_their_rows():
    form = DocType("form", {"en": "Form"}, (
        FieldSpec("weight", {"zh": "总毛重"}, "number"), FieldSpec("state", {"en": "Choice"}, "text")))
    for finder, texts in ((by_tick_list, ["☒ red", "☐ oak", "☐ elm"]), (by_sum_row, ["合计", "毛重", "12"])):
        counts = []
        for n in (50, 200):
            plans = plan_fields(form)
            document = open_document([made_of(texts * n, 3)], plans)
            counts.append(calls_in(lambda d=document, p=plans, find=finder: list(find(d, p))))
        assert counts[0] > 100 and counts[1] < 6 * counts[0]


def test_who_receives_a_letter_is_looked_for_beside_each_line_and_not_on_the_whole_page():
    counts = []
    for n in (100, 400):
        document = open_document([made_of(["Ann Hill", "Oak Lane"] * n, 2)], [])
        counts.append(calls_in(lambda d=document: list(addressees(d, d.sheets[0], plan_fields(FORM)[2]))))
    assert counts[0] > 1000 and counts[1] < 6 * counts[0]


@pytest.mark.parametrize("texts", [["Total:"], ["Total", "41.30"]])
def test_what_stands_beside_a_label_is_looked_for_near_it_however_often_the_page_prints_it(texts: list[str]) -> None:
    def steps(rows: int) -> int:
        page = made_of(texts * rows, len(texts))
        return calls_in(lambda: extract_fields([page], FORM))
    assert steps(400) < 5 * steps(100)      # squared, it would be sixteen times as many


def test_rows_below_a_header_are_walked_through_for_some_headers_of_a_page_and_not_for_thousands() -> None:
    def steps(rows: int) -> int:
        page = made_of(["Description", "Qty", "Unit price", "Amount"] * rows, 4)
        return calls_in(lambda: extract_fields([page], builtin_type("invoice")))
    assert steps(400) < 6 * steps(100)


def test_the_cells_of_a_band_come_in_the_order_of_the_page_tall_ones_with_them() -> None:
    boxes = [BBox(0.1, 0.50, 0.2, 0.52), BBox(0.3, 0.10, 0.4, 0.90), BBox(0.5, 0.30, 0.6, 0.32),
             BBox(0.7, 0.49, 0.8, 0.51), BBox(0.1, 0.05, 0.2, 0.07)]
    sheet = lay_out(PageText(1, 1000, 1000, tuple(TextLine(f"w{n}", b) for n, b in enumerate(boxes)), "text_layer"))
    inside = [c for c in sheet.cells if c.box.y1 > 0.45 and c.box.y0 < 0.55]
    from_left = sorted(inside, key=lambda c: c.box.x0)
    assert len(inside) == 3 and [c for c in sheet.rightwards(0.0, 0.45, 0.55) if c in inside] == from_left
    assert sheet.middles_in(0.45, 0.505) == [c for c in sheet.cells if 0.45 <= c.box.cy <= 0.505]


@pytest.mark.parametrize("cells", [10, 500])
def test_what_reaches_into_a_stretch_is_found_on_pages_of_few_and_of_many_cells(cells: int) -> None:
    """Narrow ones, wide ones among them, and such as somebody told no width, against a walk over all of them."""
    chance = random.Random(cells)
    boxes = [BBox(x, y, x + chance.choice((0.0, 0.001, 0.01, 0.3)), y + 0.01)
             for x, y in ((chance.random() * 0.7, chance.choice((0.1, 0.2, 0.2, 0.2))) for _ in range(cells))]
    sheet = lay_out(PageText(1, 1000, 1000, tuple(TextLine(f"w{n}", b) for n, b in enumerate(boxes)), "text_layer"))
    for left, right in ((0.2, 0.25), (0.0, 1.0), (0.5, 0.5), (0.3, 0.301)):
        wanted = [c for c in sheet.middles_in(0.15, 0.25) if c.box.x1 >= left and c.box.x0 <= right]
        found = sheet.near(left, right, 0.15, 0.25)
        assert [c for c in found if c in wanted] == wanted
        assert found == wanted or cells == 10       # of few cells all that stand at that height are handed out
        behind = sorted((c for c in sheet.middles_in(0.15, 0.25) if c.box.x0 > left), key=lambda c: c.box.x0)
        assert [c for c in sheet.rightwards(left, 0.15, 0.25) if 0.15 <= c.box.cy <= 0.25] == behind


@pytest.mark.parametrize("texts", [["word"], ["Total", "12.00", "Nordlicht GmbH", "Oak Street 5"], ["合计", "张三"]],
                         ids=["words", "sums and firms", "Chinese"])
def test_what_stands_beside_it_in_its_row_is_looked_for_near_each_cell_however_many_a_row_has(texts: list[str]) -> None:
    def steps(cells: int) -> int:
        lines = [TextLine(texts[n % len(texts)], BBox(n / cells, 0.5, (n + 0.8) / cells, 0.512)) for n in range(cells)]
        page = PageText(1, 1000, 1400, tuple(lines), "text_layer")
        return calls_in(lambda: extract_fields([page], builtin_type("invoice")))
    steps(4)                              # what is made once is made
    assert steps(800) < 8 * steps(200)    # squared, it would be sixteen times as many


@pytest.mark.parametrize(("before", "unit", "behind"), [
    ("Nordlicht Ltd (", "7", "x)"), ("Nordlicht Ltd ", "7", ""), ("", "A", ""), ("", "(", ""), ("", "一", "")],
    ids=["number", "digits", "letters", "brackets", "Chinese"])
def test_in_how_many_ways_a_long_line_can_be_cut_is_not_tried(before: str, unit: str, behind: str) -> None:
    """Name, title, law, day and term: each is looked for once along the line. What a regular expression tries nobody
    counts, so CPU time is held against that of a line a quarter as long."""
    kinds = {"name": "Supplier", "text": "Governing law", "date": "签订日期", "code": "Contract title"}
    paper = DocType("paper", {"en": "Paper"}, tuple(
        FieldSpec(kind, {"en": label, "zh": label}, kind) for kind, label in kinds.items()))

    def spent(letters: int) -> float:
        text = before + unit * (letters // len(unit)) + behind
        lines = (TextLine("Nordlicht Kontor", BBox(0.1, 0.02, 0.4, 0.04)), TextLine(text, BBox(0.1, 0.05, 0.9, 0.07)))
        begun = process_time()
        for doc_type in (paper, builtin_type("contract")):
            extract_fields([PageText(1, 1000, 1400, lines, "text_layer")], doc_type)
        return process_time() - begun

    short, long = (min(spent(letters) for _ in range(2)) for letters in (5_000, 20_000))
    assert long < 11 * short    # four as a rule; squared, it would be some fourteen times as long
