"""Gold tables: what a spreadsheet says is taken as it stands, or refused with its row."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

import pytest
from django.utils import translation
from openpyxl import Workbook

from docmgr.core.exceptions import Invalid
from docmgr.core.tables import rows_of
from docmgr.evaluation.goldfile import read_gold, read_gold_file
from docmgr.evaluation.goldtable import read_table
from docmgr.web.exporters import to_xlsx

BILL = {
    "key": "bill", "label": {"zh": "账单", "en": "Bill"},
    "fields": [
        {"key": "number", "label": {"zh": "编号", "en": "Number"}, "kind": "code"},
        {"key": "day", "label": {"zh": "日期", "en": "Date"}, "kind": "date"},
        {"key": "total", "label": {"zh": "金额", "en": "Total"}, "kind": "money"},
        {"key": "items", "label": {"zh": "明细", "en": "Items"}, "kind": "text", "many": True},
        {"key": "net", "label": {"zh": "金额", "en": "Net"}, "kind": "money"},
    ],
}


def saved(rows: list[list[str]], *, encoding: str = "utf-8", separator: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(*rows: list[Any], title: str = "Sheet", formats: dict[str, str] | None = None) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.create_sheet(title)
    for row in rows:
        book[title].append(row)
    for cell, told in (formats or {}).items():
        book[title][cell].number_format = told
    book.save(out)
    return out.getvalue()


def refused(data: bytes, name: str = "gold.csv") -> str:
    with pytest.raises(Invalid) as told:
        read_table(name, data, BILL)
    return str(told.value.message)


def test_columns_are_named_by_key_or_by_a_label_of_either_language():
    rows = [["文件名", "编号", "Date", "TOTAL"], ["a.pdf", "17", "2024-03-11", "9.50"]]
    [one] = read_table("gold.csv", saved(rows), BILL)
    assert (one.id, one.file) == ("a.pdf", "a.pdf")
    assert one.gold.fields == {"number": ("17",), "day": ("2024-03-11",), "total": ("9.50",)}


def test_an_empty_cell_is_a_field_that_is_not_there_and_a_question_mark_is_not_scored():
    rows = [["file", "number", "day", "total"], ["a.pdf", "", "?", "1"], ["b.pdf", "5"], [], ["", "", ""]]
    one, short = read_table("gold.csv", saved(rows), BILL)
    assert (one.gold.fields, one.gold.absent) == ({"total": ("1",)}, ("number",))
    assert (short.gold.fields, short.gold.absent) == ({"number": ("5",)}, ("day", "total"))


def test_folders_may_be_named_as_windows_does():
    [one] = read_table("gold.csv", saved([["file", "number"], ["files\\a.pdf", "1"]]), BILL)
    assert one.file == "files/a.pdf"


def test_several_values_stand_in_one_cell_on_lines_of_their_own_or_between_bars():
    rows = [["file", "items", "number"], ["a.pdf", "pens\nink | glue", "1 | 2"]]
    [one] = read_table("gold.csv", saved(rows), BILL)
    assert one.gold.fields == {"items": ("pens", "ink", "glue"), "number": ("1 | 2",)}


@pytest.mark.parametrize(("encoding", "separator"), [
    ("utf-8", ","), ("utf-8-sig", ";"), ("gb2312", ","), ("utf-16", "\t")])
def test_a_csv_is_read_as_spreadsheet_programs_save_it(encoding, separator):
    data = saved([["文件名", "编号", "明细"], ["发票.pdf", "1,5;x", "钢笔"]], encoding=encoding, separator=separator)
    [one] = read_table("gold.csv", data, BILL)
    assert one.file == "发票.pdf" and one.gold.fields == {"number": ("1,5;x",), "items": ("钢笔",)}


def test_a_workbook_says_what_its_cells_show():
    data = workbook(["file", "number", "day", "total", "items"],
                    ["a.pdf", "007", datetime.datetime(2024, 3, 11), 9.5, True], ["b.pdf", 12, "", 0.13, 1e-7],
                    formats={"D3": "0%"})
    one, two = read_table("gold.xlsx", data, BILL)
    assert one.gold.fields == {"number": ("007",), "day": ("2024-03-11",), "total": ("9.5",), "items": ("true",)}
    assert two.gold.fields == {"number": ("12",), "total": ("13%",), "items": ("0.0000001",)}


@pytest.mark.parametrize(("header", "told"), [
    (["number"], "one column “file”"), (["file", "文件", "number"], "one column “file”"),
    (["file"], "no column for a field"), (["file", "colour", "number"], "name no field of the type: colour"),
    (["file", "number", "编号"], "same field: number"), (["file", "金额"], "several fields (total, net)"),
    ([], "“file”"),
])
def test_a_header_that_leaves_a_question_is_refused(header, told):
    assert told in refused(saved([header, ["a.pdf", "1", "2"]]))


def test_every_row_that_cannot_be_used_is_told_with_its_number_in_both_languages():
    rows = [["file", "number"], ["a.pdf", "1"], ["", "2"], ["a.pdf", "3"], ["b.pdf", "1.10105E+17"],
            ["c.pdf", "4", "5"]]
    assert refused(saved(rows)) == (
        "Row 3: it names no file. Row 4: another row names the same file. Row 5: “number”: the spreadsheet has rounded "
        "this number; format the column as text. Row 6: there is a value in a column without a name.")
    with translation.override("zh-hans"):
        told = refused(saved(rows))
    assert told == ("第 3 行：没有文件名。 第 4 行：另一行已使用相同的文件名。 "
                    "第 5 行：“number”列：电子表格已把这个数字四舍五入，请把该列设为文本格式后重新填写。 "
                    "第 6 行：有值位于没有列名的列中。")


def test_of_many_wrong_rows_the_first_are_told_and_the_others_counted():
    told = refused(saved([["file", "number"], *[["", str(n)] for n in range(9)]]))
    assert told.count("it names no file") == 5 and "besides: 4" in told


@pytest.mark.parametrize("value", [110105199003071234, 1e15])
def test_a_number_that_the_spreadsheet_has_rounded_is_refused(value):
    assert "has rounded this number" in refused(workbook(["file", "number"], ["a.pdf", value]), "gold.xlsx")


def test_an_error_of_a_formula_is_refused():
    book, out = Workbook(), io.BytesIO()
    book.active.append(["file", "number"])
    book.active.append(["a.pdf", "#N/A"])
    book.active["B2"].data_type = "e"
    book.save(out)
    assert "Row 2: “number”: it shows the error #N/A." in refused(out.getvalue(), "gold.xlsx")


def test_the_workbook_that_the_product_hands_out_can_be_brought_back():
    rows = [["Document", "File name", "Status", "Uploaded", "Number", "Items"],
            [7, "a.pdf", "approved", datetime.datetime(2024, 3, 11, 9, 30), "=1+1", "pens | ink"]]
    [one] = read_table("gold.xlsx", to_xlsx([("Other", [["x"]]), ("Bill", rows)]), BILL)
    assert one.file == "a.pdf" and one.gold.fields == {"number": ("=1+1",), "items": ("pens", "ink")}


@pytest.mark.parametrize(("name", "data", "told"), [
    ("gold.csv", "file,number\na.pdf,Müller".encode("cp1252"), "Save it as"),
    ("gold.csv", b'file,number\n"a.pdf"x,1', "Row 2 of the table is not valid CSV"),
    ("gold.csv", b"file,number\na.pdf,\x00", "no text"),
    ("gold.csv", b"", "“file”"),
    ("gold.csv", b"file,number\n", "no row with a document"),
    ("gold.xlsx", b"no workbook", "cannot be opened"),
    ("gold.xlsx", workbook(["file", "number"])[:-40], "cannot be opened"),
])
def test_what_is_no_table_is_refused_in_plain_words(name, data, told):
    assert told in refused(data, name)


def test_a_table_of_endless_rows_is_not_read_to_its_end():
    with pytest.raises(Invalid, match="table_invalid"):
        rows_of("gold.csv", b"a\n" * 12, most=10)


def test_the_command_reads_a_table_by_its_ending(tmp_path):
    (tmp_path / "gold.csv").write_bytes(saved([["file", "number"], ["a.pdf", "1"]]))
    [one] = read_gold_file(tmp_path / "gold.csv", BILL)
    assert one.line == '{"file": "a.pdf", "fields": {"number": "1"}, "null_fields": []}'
    assert read_gold("gold.jsonl", io.BytesIO(one.line.encode()), BILL) == [one]


def test_a_gold_line_that_no_database_can_keep_is_refused():
    line = b'{"file": "a.pdf", "fields": {"number": "1\x00"}}'
    with pytest.raises(Invalid) as told:
        read_gold("gold.jsonl", io.BytesIO(line), BILL)
    assert "Line 1" in str(told.value.message)
