"""How a contract falls into sections, and which sentence of one stands for it."""

from __future__ import annotations

from ocr_engine.tasks.clauses import key_clauses, summary
from ocr_engine.tasks.sections import sections, subsections
from ocr_engine.types import PageText
from tests.engine.tables import draw


def page(*texts: str, number: int = 1) -> PageText:
    made = draw.page([draw.line(text, 80, 200 + 30 * n) for n, text in enumerate(texts)])
    return PageText(number, made.width, made.height, made.lines, made.source)


def test_a_number_that_was_read_apart_belongs_to_the_words_beside_it():
    lines = [part for n, (number, words) in enumerate(
        (("1.", "Duties. Each party keeps silence."), ("2.", "Term. Two years."), ("3.", "Notices. In writing.")))
        for part in (draw.line(number, 80, 200 + 40 * n), draw.line(words, 140, 200 + 40 * n))]
    assert [s.heading for s in sections([draw.page(lines)])] == ["1. Duties", "2. Term", "3. Notices"]


def test_page_numbers_and_running_heads_are_no_part_of_a_clause():
    made = [draw.page([draw.line("Agreement 7", 80, 20), draw.line(f"{n}. Term. It lasts {n} years and", 80, 300),
                       draw.line("ends then.", 80, 330), draw.line(f"- {n} -", 480, 1370)]) for n in (1, 2, 3)]
    pages = [PageText(n, m.width, m.height, m.lines, m.source) for n, m in enumerate(made, 1)]
    assert [s.body for s in sections(pages)] == [(f"It lasts {n} years and", "ends then.") for n in (1, 2, 3)]


def test_a_heading_above_numbered_sections_has_their_text():
    told = sections([page("一、合同期限", "第一条 本合同期限为两年，自签订之日起算。", "二、劳动报酬",
                          "第二条 甲方每月十日支付工资。")])
    assert told[0].heading == "一、合同期限" and "两年" in "".join(told[0].body)


def test_a_sentence_is_no_heading():
    contract = page("第一条 甲方安排乙方加班的，应当支付加班费用，并依法安排补休", "第二条 保密",
                    "双方保守商业秘密，不得泄露。", "第三条 通知", "以书面通知对方。")
    assert [(c.subject, c.says) for c in key_clauses([contract])] == [
        ("confidentiality", "双方保守商业秘密，不得泄露。"), ("notices", "以书面通知对方。")]


def test_a_heading_of_two_subjects_is_quoted_for_both_each_with_its_own_sentence():
    told = {c.subject: c.says for c in key_clauses([page(
        "第十条 通知与争议解决", "地址变更的应当书面通知对方。因本合同发生的争议由双方协商解决。", "第十一条 其他",
        "无其他约定。", "第十二条 附则", "一式两份。")])}
    assert told == {"notices": "地址变更的应当书面通知对方。", "disputes": "因本合同发生的争议由双方协商解决。"}


def test_titles_inside_a_section_are_found_where_no_section_has_them():
    contract = page("1. Duties. The parties cooperate.", "2. Miscellaneous",
                    "2.1 Governing law. The law of Ruritania applies.", "2.2 Each party bears its own costs of this.",
                    "3. Term. Two years from today on.")
    assert "2.1 Governing law" in [s.heading for s in subsections([contract]) if s.titled]
    assert {c.subject: c.says for c in key_clauses([contract])}["governing_law"] == "The law of Ruritania applies."


def test_a_summary_of_an_invoice_tells_its_fields_as_they_are_printed():
    told = summary([page("INVOICE", "Invoice number: MJ-2291", "Invoice date: 3 March 2025", "Net 174.00 EUR",
                         "VAT 19 % 33.06 EUR", "Total 207.06 EUR")])
    assert "Invoice number**: MJ-2291" in told and "3 March 2025" in told and "Party" not in told
