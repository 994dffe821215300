"""What the light reader answers alone: Markdown, tables, key clauses, a summary in the document's own words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocr_engine.cli.main import main
from ocr_engine.tables.table import Cell, Table
from ocr_engine.tasks.clauses import key_clauses, subjects, summary
from ocr_engine.tasks.markdown import to_markdown
from ocr_engine.types import BBox
from tests.engine.tables import draw

SPECIMENS = Path(__file__).parents[3] / "docmgr" / "specimens"


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> dict:
    assert main(["ask", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def lines(*texts: str, x: float = 80, step: float = 30) -> list:
    return [draw.line(text, x, 100 + step * n) for n, text in enumerate(texts)]


def test_markdown_joins_the_lines_of_a_paragraph_and_marks_numbered_headings():
    page = draw.page(lines("1. Payment terms", "The buyer pays within thirty days of the", "date of the invoice."))
    assert to_markdown(page) == ("## 1. Payment terms\n\nThe buyer pays within thirty days of the date of the invoice.")


def test_markdown_closes_up_chinese_lines_and_leaves_a_date_a_text():
    page = draw.page([*lines("甲方应当在收到发票之后三十日以", "内支付全部价款。"), draw.line("14 May 2025", 80, 400)])
    assert to_markdown(page) == "甲方应当在收到发票之后三十日以内支付全部价款。\n\n14 May 2025"


def test_markdown_never_lets_a_text_become_markup():
    assert to_markdown(draw.page(lines("<script>*a*_b_[c]"))) == r"\<script\>\*a\*\_b\_\[c\]"
    assert to_markdown(draw.page(lines("# not a heading"))) == r"\# not a heading"


def test_text_that_stands_in_a_table_stands_only_there():
    page = draw.page([draw.line("before", 80, 100), draw.line("inside", 80, 400), draw.line("after", 80, 800)])
    table = Table((Cell("inside", 0, 0),), box=BBox(0, 0.25, 1, 0.35))
    assert to_markdown(page, [table]).split("\n\n") == ["before", table.to_html(), "after"]


def test_tables_of_a_scanned_invoice_come_without_a_model_as_html_and_workbook(capsys, tmp_path):
    out = tmp_path / "tables.xlsx"
    answer = asked(capsys, str(SPECIMENS / "invoice.pdf"), "--task", "table", "--xlsx", str(out))
    [table] = answer["pages"][0]["tables"]
    assert "<td>320</td><td>2.45</td><td>20%</td><td>784.00</td>" in table and out.read_bytes()[:2] == b"PK"


def test_key_clauses_of_a_lease_are_quoted_with_their_pages(capsys):
    answer = asked(capsys, str(SPECIMENS / "lease.pdf"), "--task", "clauses", "--to", "zh")
    told = {spot["text"]: page["page"] for page in answer["pages"] for spot in page["spotted"]}
    assert told["第四条 押金"] == 3 and told["第八条 合同的解除"] == 3 and told["第九条 违约责任"] == 4
    assert any("**押金**" in page["text"] and "¥17,200.00" in page["text"] for page in answer["pages"])


def test_every_clause_subject_has_a_name_in_both_languages():
    assert all(names["en"] and names["zh"] for names in subjects().values())


def test_a_clause_is_told_by_whole_words():
    page = draw.page(lines("1. Legal process. A deposition or a civil demand may", "be answered.",
                           "2. Deposit. The tenant pays 500.", "3. Governing law. The law of Ruritania."))
    assert [(c.subject, c.heading) for c in key_clauses([page])] == [
        ("deposit", "2. Deposit"), ("governing_law", "3. Governing law")]


def test_a_summary_says_nothing_that_is_not_on_the_page(capsys):
    answer = asked(capsys, str(SPECIMENS / "lease.pdf"), "--task", "summary", "--to", "zh")
    said = answer["pages"][0]["text"]
    assert said.startswith("**房屋租赁合同**") and "虚拟置业发展有限公司" in said and "(p. 3)" in said
    assert summary([draw.page([])]) == ""


def test_a_task_that_needs_a_model_is_declined_with_the_names_of_those_who_could(capsys):
    assert main(["ask", str(SPECIMENS / "lease.pdf"), "--task", "translate"]) == 1
    assert "HunyuanOCR" in capsys.readouterr().err
