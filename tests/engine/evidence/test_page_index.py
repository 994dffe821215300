"""A value counts only where an independent reader saw it: inventions are flagged, misread letters are forgiven."""

from __future__ import annotations

import random

import pytest

from ocr_engine.evidence.page_index import PageIndex
from ocr_engine.evidence.running import part_box
from ocr_engine.types import BBox, FieldSpec, PageText, TextLine

FIRST = ("Golden", "Harbour", "Silver", "Northern", "Pacific", "Evergreen", "Redwood", "Bluebird", "Summit", "Crystal",
         "Meridian", "Falcon", "Orchard", "Lantern", "Cascade", "Juniper", "Granite", "Willow", "Beacon", "Harvest")
SECOND = ("Trading", "Logistics", "Foods", "Electronics", "Textiles", "Printing", "Motors", "Chemicals", "Stationery")
CITY = ("上海", "北京", "深圳", "杭州", "成都", "武汉", "青岛", "厦门")
MIDDLE = "宏远瑞祥恒泰嘉诚博越鼎盛联创启明中科天润"
TRADE = ("贸易", "科技", "食品", "物流", "建材", "电子")
STREET = ("Maple", "Station", "Harbour View", "King George", "Jalan Bunga", "Riverside", "Old Mill", "Church")


def one(rng: random.Random, kind: str) -> str:
    """A value of a kind as a document could bear it."""
    if kind == "name":
        return f"{' '.join(rng.sample(FIRST, 2))} {rng.choice(SECOND)} {rng.choice(('Ltd', 'GmbH', 'Sdn Bhd', 'Inc'))}"
    if kind == "text":
        return f"{rng.choice(CITY)}{''.join(rng.sample(MIDDLE, 2))}{rng.choice(TRADE)}有限公司"
    if kind == "address":
        return f"{rng.randint(2, 399)} {rng.choice(STREET)} Road, {rng.randint(10000, 99999)} {rng.choice(FIRST)}ton"
    if kind == "money":
        return f"{rng.randint(3, 98_000)}.{rng.randint(0, 99):02d}"
    if kind == "date":
        return f"{rng.randint(2015, 2026)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    return f"{rng.choice(('INV', 'A', 'DN', 'SO'))}-{rng.randint(10_000, 9_999_999)}"


KINDS = ("name", "text", "address", "money", "date", "code")
LABEL = {"name": "Seller", "text": "购买方", "address": "Address", "money": "Total", "date": "Date", "code": "No."}


def printed(rng: random.Random, kind: str, value: str) -> str:
    """The value as a page prints it: amounts with commas, dates in a form of the country."""
    if kind == "money":
        return rng.choice((f"RM {float(value):,.2f}", f"{float(value):,.2f}", f"¥{value}"))
    if kind == "date":
        year, month, day = value.split("-")
        return rng.choice((value, f"{year}年{int(month)}月{int(day)}日", f"{year}/{month}/{day}"))
    return value


NOISE = {"0": "O", "1": "l", "5": "S", "O": "0", "l": "1", "I": "l", "o": "0", "e": "c", "m": "rn", "n": "h", "g": "q",
         "a": "o", "t": "f", "宏": "宠", "泰": "秦", "贸": "贺", "末": "未", "天": "夭"}


def misread(rng: random.Random, text: str, rate: float) -> str:
    """As a reader gets a page wrong: look-alikes, lost spaces and points, now and then a lost letter."""
    out = []
    for char in text:
        if rng.random() >= rate:
            out.append(char)
        elif char in NOISE:
            out.append(NOISE[char])
        elif char.isdigit() or rng.random() < 0.5:
            out.append(char)  # a digit is read as another sign or well; a reader seldom drops it
    return "".join(out).replace(" ", "" if rng.random() < 0.1 else " ")


def document(seed: int, rate: float) -> tuple[PageText, dict[str, str], random.Random]:
    """A page that shows one value of each kind among others, read with errors; its true values."""
    rng = random.Random(seed)
    true = {kind: one(rng, kind) for kind in KINDS}
    rows = [(f"{LABEL[kind]}: ", printed(rng, kind, value)) for kind, value in true.items()]
    rows += [(f"{rng.choice(FIRST)} item {n}  ", printed(rng, "money", one(rng, "money"))) for n in range(12)]
    rows += [("", one(rng, "name")), ("", one(rng, "text")), ("Printed ", one(rng, "date"))]
    rng.shuffle(rows)
    lines = []
    for n, (label, value) in enumerate(rows):
        y = 0.04 + n * 0.04
        if label == "Address: " and rng.random() < 0.5 and ", " in value:  # wrapped in its cell, another cell beside it
            head, tail = value.split(", ")
            lines += [_line(misread(rng, head + ",", rate), 0.1, y), _line("Page 1 of 1", 0.6, y),
                      _line(misread(rng, tail, rate), 0.1, y + 0.02)]
        else:
            lines.append(_line(misread(rng, label + value, rate), 0.1, y))
    return PageText(1, 1000, 1400, tuple(lines), "ocr"), true, rng


def _line(text: str, x: float, y: float) -> TextLine:
    return TextLine(text, BBox(x, y, x + 0.01 * max(len(text), 1), y + 0.015))


def spec(kind: str) -> FieldSpec:
    return FieldSpec(kind, {"en": LABEL.get(kind, kind)}, kind)


@pytest.mark.parametrize("first", [0, 1000, 2000])
def test_of_100_planted_inventions_at_least_98_have_no_evidence(first):
    flagged = planted = 0
    for seed in range(first, first + 17):
        page, true, rng = document(seed, 0.015)
        index = PageIndex([page])
        for kind in KINDS:
            invented = one(rng, kind)
            while invented == true[kind]:
                invented = one(rng, kind)
            planted += 1
            flagged += index.find(invented, spec(kind)) is None
    assert planted >= 100 and flagged >= 0.98 * planted, (flagged, planted)


@pytest.mark.parametrize("first", [0, 1000, 2000])
def test_at_most_5_in_100_right_values_are_called_invented(first):
    missed, tried = [], 0
    for seed in range(first, first + 60):
        page, true, _rng = document(seed, 0.015)
        index = PageIndex([page])
        for kind, value in true.items():
            tried += 1
            if index.find(value, spec(kind)) is None:
                missed.append(kind)
    assert len(missed) <= 0.05 * tried, (len(missed), tried, {k: missed.count(k) for k in KINDS})


@pytest.mark.parametrize("seed", range(20))
def test_a_number_that_differs_in_one_digit_is_no_evidence(seed):
    page, true, rng = document(seed, 0.0)
    index = PageIndex([page])
    for kind in ("money", "code"):
        value = true[kind]
        at = rng.choice([n for n, c in enumerate(value) if c.isdigit() and n > 0])
        changed = value[:at] + str((int(value[at]) + rng.randint(1, 9)) % 10) + value[at + 1:]
        assert index.find(changed, spec(kind)) is None, (value, changed)


@pytest.mark.parametrize(("line", "value", "kind", "seen"), [
    ("合计 ¥1,234.50 元", "1234.5", "money", "1,234.50"),
    ("日期：2024年3月5日", "2024-03-05", "date", "2024年3月5日"),
    ("TOTAL RM 1O.5O", "10.50", "money", "1O.5O"),
    ("Invoice No INV-2O24-OOl", "INV-2024-001", "code", "INV-2O24-OOl"),
    ("Golden Harbor Tradlng Ltd", "Golden Harbour Trading Ltd", "name", "Golden Harbor Tradlng Ltd"),
    ("小写金额 V51854.11", "¥51854.11", "money", "51854.11"),
    ("姓名 张三", "张三", "name", "张三"),
    ("叶县建昆市政工程有限公可", "叶县建昆市政工程有限公司", "name", "叶县建昆市政工程有限公"),
    ("19-1 JALAN MALlNJA 2 TAMAN BUNGA RAYA", "19-1, JALAN MALINJA 2, TAMAN BUNGA RAYA", "address", "MALlNJA"),
    ("Seller: GoldenHarbourTradingLtd,Tel 12", "Golden Harbour Trading Ltd", "name", "GoldenHarbourTradingLtd"),
    ("Golden Harbour Trad1ng SON BHD", "Golden Harbour Trading SDN BHD", "name", "SON BHD"),
])
def test_evidence_is_what_the_reader_saw_and_where(line, value, kind, seen):
    page = PageText(3, 100, 100, (TextLine(line, BBox(0.1, 0.1, 0.9, 0.2)),), "ocr")
    found = PageIndex([page]).find(value, spec(kind))
    assert found is not None and seen in found.text and found.page == 3
    assert found.box.y0 == 0.1 and 0.1 <= found.box.x0 < found.box.x1 <= 0.9


@pytest.mark.parametrize(("line", "value", "kind"), [
    ("Total 1250.00", "250.00", "money"), ("No. 20240305", "2024", "code"), ("South Harbour Trading Ltd",
     "North Harbour Trading Ltd", "name"), ("Order 12 345", "1234", "code"), ("Annabel", "Anna", "name"),
    ("Northern Harbour Foods", "Southern Harbour Foods", "name"), ("x", "", "text"),
    ("Vehicle BAV9188", "BAV918", "code"), ("IBAN NL50INGB0683251309", "NL5INGB0683251309", "code"),
    ("Tel 987-654-3210", "987-65-3210", "code"), ("St.-Nr. 201/113/40209", "20/113/40209", "code"),
    ("Lot 3, Jalan Pelabur 23/1, 40300 Shah Alam", "Lot 3, Jalan Alam 23/1, 40300 Shah Alam", "address"),
    ("Golden Harbour Trading Ltd", "Golden Harbour Trading Inc", "name"),
    ("Golden Harbour Trading", "Golden Harbour Trading Ltd", "name"),
    ("叶县建昆市政工程有限公司", "叶县宏远市政工程有限公司", "name"),
    ("销售方 北京海淀财天下科技有限公司", "北京海淀财天下贸易有限公司", "name"),
])
def test_a_part_of_a_longer_word_or_number_is_no_evidence(line, value, kind):
    page = PageText(1, 100, 100, (TextLine(line, BBox(0.1, 0.1, 0.9, 0.2)),), "ocr")
    assert PageIndex([page]).find(value, spec(kind)) is None


def test_the_box_of_a_part_lies_where_the_part_lies():
    line = TextLine("合计 12.50", BBox(0.0, 0.0, 1.0, 0.1))
    assert part_box(line, 3, 8).x0 == pytest.approx(0.5) and part_box(line, 0, 8) == line.box
