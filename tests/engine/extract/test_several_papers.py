"""Where another paper begins in a file, and where the same one goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ocr_engine.extract.several import beginnings
from ocr_engine.types import PageText

from .drawing import Line, page
from .test_bills import GERMAN, RECEIPT

CLAUSES = tuple((60, 200 + 24 * n, f"{n}. The parties shall keep secret what they learn of each other here.")
                for n in range(1, 12))


def joined(*pages: PageText) -> Sequence[PageText]:
    return [replace(one, number=number) for number, one in enumerate(pages, 1)]


def invoice(number: str, day: str, total: str, *more: Line, title: str = "INVOICE", page_number: str = "") -> PageText:
    return page(
        (60, 40, "Harbour Works Ltd."), (60, 56, "4 Quay Street"), (60, 72, "PL1 2AB Plymouth"), (60, 110, title),
        (60, 150, f"Invoice No: {number}"), (60, 166, f"Invoice date: {day}"), (60, 200, "Rope, 12 mm"),
        (460, 200, total), (60, 300, "Total due"), (460, 300, total), *more,
        *([(280, 800, page_number)] if page_number else []), sizes={title: 22})


def fapiao(number: str, day: str, total: str) -> PageText:
    return page(
        (220, 40, "电子发票（普通发票）"), (400, 60, f"发票号码：{number}"), (400, 78, f"开票日期：{day}"),
        (60, 120, "名称：青禾样例科技有限公司"), (320, 120, "名称：远山样例商贸有限公司"), (60, 170, "项目名称"),
        (400, 170, "金额"), (60, 190, "*文具*中性笔"), (400, 190, total), (60, 300, "价税合计（大写）"),
        (400, 300, f"¥{total}"), sizes={"电子发票（普通发票）": 20})


def contract(number: str, buyer: str) -> PageText:
    return page(
        (230, 60, "设备采购合同"), (60, 110, f"合同编号：{number}"), (60, 140, f"甲方（买方）：{buyer}"),
        (60, 160, "乙方（卖方）：远山样例商贸有限公司"), (60, 200, "第一条 标的"),
        (60, 220, "甲方向乙方购买设备一台。"),
        (60, 260, "第二条 价款"), (60, 280, "价款在交货后三十日内支付。"), sizes={"设备采购合同": 22})


def agreement(day: str, party: str) -> PageText:
    return page(
        (180, 60, "NON-DISCLOSURE AGREEMENT"), (60, 110, f"This Agreement is made on {day} by and between {party}"),
        (60, 126, "and Harbour Works Ltd., who want to talk about a business."), *CLAUSES,
        sizes={"NON-DISCLOSURE AGREEMENT": 18})


SIGNED = page((60, 60, "12. This Agreement is governed by the law of England."),
              (60, 90, "IN WITNESS WHEREOF they signed."),
              *((60, 130 + 24 * n, "Signature: ____________________") for n in range(5)))


@pytest.mark.parametrize(("first", "second"), [
    (invoice("2024-118", "2024-03-05", "119.00"), invoice("2024-131", "2024-04-09", "84.50")),
    (fapiao("24312000000012345678", "2024年3月5日", "119.00"), fapiao("24312000000098765432", "2024年4月9日", "84.50")),
    (contract("HT-2024-018", "青禾样例科技有限公司"), contract("HT-2024-022", "启明样例置业有限公司")),
    (GERMAN, RECEIPT), (RECEIPT, GERMAN)], ids=["invoices", "fapiao", "contracts", "another kind", "a receipt"])
def test_a_second_paper_is_noticed_whatever_its_kind(first, second):
    assert beginnings(joined(first, second)) == [2]


def test_each_of_several_papers_is_told():
    sheets = [invoice(f"2024-{n}", f"2024-03-{n}", f"{n}.50") for n in (11, 12, 13, 14)]
    assert beginnings(joined(*sheets)) == [2, 3, 4]


def test_an_agreement_begins_behind_the_signatures_of_the_one_before():
    sheets = joined(agreement("5 March 2024", "Gull Ltd."), SIGNED, agreement("9 April 2024", "Tern Inc."), SIGNED)
    assert beginnings(sheets) == [3]


def test_pages_that_count_from_one_again_begin_another_paper():
    sheets = [page((50, 50, "Notes"), (50, 780, f"Page {n} of 2")) for n in (1, 2, 1, 2)]
    assert beginnings(joined(*sheets)) == [3]
    assert beginnings(joined(*sheets[:2])) == []


def test_a_page_that_is_one_of_one_begins_a_paper():
    sheets = [invoice("2024-118", "2024-03-05", "119.00", page_number="Page 1 of 1")] * 2
    assert beginnings(joined(*sheets)) == [2]


def test_the_same_title_with_another_number_begins_another_paper():
    first, second = (page((50, 50, "INVOICE"), (50, 80, f"Invoice No: {number}")) for number in ("2024-1", "2024-2"))
    assert beginnings(joined(first, second)) == [2]
    assert beginnings(joined(first, first)) == []


def test_a_page_that_goes_on_counting_is_of_the_same_paper():
    first = page((50, 50, "INVOICE"), (50, 80, "Invoice No: 2024-118"), (50, 780, "Page 1 of 2"))
    second = page((50, 50, "INVOICE"), (50, 80, "Order No: 99817"), (50, 780, "Page 2 of 2"))
    assert beginnings(joined(first, second)) == []


@pytest.mark.parametrize(("first", "second"), [
    ("12 Riverside 1", "12 Riverside 1"), ("第5条 违约责任", "第1条 双方同意")])
def test_a_street_or_a_clause_with_a_number_counts_no_page(first, second):
    sheets = [page((50, 20, said), (50, 60, "INVOICE"), (50, 80, "Invoice No: 2024-1")) for said in (first, second)]
    assert beginnings(joined(*sheets)) == []


@pytest.mark.parametrize("said", [
    "第 {} 页 共 2 页", "第{}页/共2页", "第 {}/2 页", "- 第{}頁 -", "Pág. {} de 2", "Seite {}"])
def test_pages_are_counted_in_the_ways_of_several_languages(said):
    sheets = [page((50, 50, "合同"), (50, 780, said.format(n)), sizes={"合同": 20}) for n in (1, 2, 1)]
    assert beginnings(joined(*sheets)) == [3]


def test_a_head_that_repeats_its_number_runs_over_one_paper():
    first, second = (invoice("2024-118", "2024-03-05", total) for total in ("119.00", "84.50"))
    assert beginnings(joined(first, second)) == []


def test_the_orders_and_deliveries_of_one_invoice_are_no_papers():
    first = invoice("2024-118", "2024-03-05", "119.00", (60, 240, "Delivery note no: 7001"), (60, 256, "Order No: 31"))
    second = page((60, 40, "Harbour Works Ltd."), (60, 60, "Delivery note no: 7002"), (60, 76, "Order No: 32"),
                  (60, 100, "Rope, 14 mm"), (460, 100, "20.00"), (60, 120, "Delivery note no: 7003"),
                  (60, 140, "Rope, 16 mm"), (460, 140, "30.00"), (60, 200, "Total due"), (460, 200, "169.00"))
    assert beginnings(joined(first, second)) == []


@pytest.mark.parametrize("said", ["INVOICE (continued)", "Fortsetzung", "设备清单（续）"])
def test_a_page_that_says_that_it_goes_on_begins_nothing(said):
    second = page((60, 40, said), (60, 100, "Invoice No: 2024-131"), (60, 116, "Invoice date: 2024-04-09"),
                  (60, 140, "Rope"), (460, 140, "30.00"), (60, 200, "Total due"), (460, 200, "169.00"),
                  sizes={said: 22})
    assert beginnings(joined(invoice("2024-118", "2024-03-05", "119.00"), second)) == []


@pytest.mark.parametrize(("said", "title"), [
    ("附件一", "房屋交接清单"), ("Annex A", "FORM OF NON-DISCLOSURE AGREEMENT"), ("Anlage 2", "LEISTUNGSVERZEICHNIS"),
    ("Terms and Conditions of Sale", "ORDER FORM")])
def test_an_annex_has_a_title_of_its_own_and_is_no_other_paper(said, title):
    second = page((60, 40, said), (180, 70, title), (60, 110, "合同编号：HT-2020-001"), (60, 130, "Date: 2020-01-05"),
                  *CLAUSES, sizes={title: 22})
    first = contract("HT-2024-018", "青禾样例科技有限公司")
    assert beginnings(joined(first, second)) == [] == beginnings(joined(agreement("5 March 2024", "Gull Ltd."), second))


def test_exhibits_in_a_row_are_papers_of_one_rank():
    sheets = [page((240, 30, f"Exhibit 10.{n}"), (180, 60, "NON-DISCLOSURE AGREEMENT"),
                   (60, 110, f"This Agreement is made on {n} March 2024 by and between {who}"), *CLAUSES,
                   sizes={"NON-DISCLOSURE AGREEMENT": 18})
              for n, who in ((1, "Gull Ltd. and Tern Inc."), (2, "Auk Ltd. and Rail Inc."))]
    assert beginnings(joined(*sheets)) == [2]


def test_a_contract_that_quotes_the_number_of_another_goes_on():
    second = page((60, 60, "第三条 补充"), (60, 80, "双方于2020年1月5日签订的合同（合同编号：HT-2020-001）有效。"),
                  (60, 110, "第四条 争议"), (60, 130, "双方协商解决。"), (60, 160, "第五条 生效"),
                  (60, 180, "自签字之日起生效。"))
    assert beginnings(joined(contract("HT-2024-018", "青禾样例科技有限公司"), second)) == []


def test_the_cover_of_a_paper_is_of_it():
    cover = page((200, 250, "设备采购合同"), (60, 400, "甲方：青禾样例科技有限公司"), (60, 430, "2024年3月"),
                 sizes={"设备采购合同": 30})
    assert beginnings(joined(cover, contract("HT-2024-018", "青禾样例科技有限公司"))) == []


def test_the_other_side_of_a_card_is_of_it():
    face = page((40, 60, "姓名 林晓样"), (40, 90, "性别 女"), (40, 120, "公民身份号码 110101199001011234"))
    back = page((200, 60, "中华人民共和国"), (180, 100, "居民身份证"), (60, 300, "签发机关 样例市公安局"),
                (60, 330, "有效期限 2020.01.05-2040.01.05"), sizes={"居民身份证": 24})
    assert beginnings(joined(face, back)) == []


@pytest.mark.parametrize("said", ["OUR PROMISE", "Conditions of Sale", "Standard Terms and Conditions", "保险条款"])
def test_conditions_in_small_print_behind_a_signed_paper_are_of_it(said):
    clauses = ((60, 60 + 9 * n, f"{n}. Goods stay ours until they are paid in full.") for n in range(1, 60))
    second = page((60, 30, said), *clauses, size=6, sizes={said: 14})
    signed = invoice("2024-118", "2024-03-05", "119.00", *((60, 330 + 20 * n, f"{n}. Rope") for n in range(1, 5)),
                     (60, 700, "Signature: ____________"))
    assert beginnings(joined(signed, second)) == []


@pytest.mark.parametrize("said", ["Certificate of Completion", "Final Audit Report", "电子合同签署证书"])
def test_what_a_service_for_signing_adds_is_of_the_paper(said):
    added = page((60, 40, said), (60, 80, "Envelope Id: 8A1F-22C9-0B"), (60, 100, "Status: Completed"),
                 (60, 120, "Sent: 5/9/2031 10:02:11"), (60, 140, "Signature: electronic"), (60, 160, "Time zone: UTC"),
                 (60, 180, "Signer: Ann Gull"), (60, 200, "Signed: 5/9/2031 10:09:40"), size=8, sizes={said: 18})
    assert beginnings(joined(agreement("5 March 2024", "Gull Ltd."), SIGNED, added)) == []


def test_an_empty_page_between_two_papers_is_nothing():
    sheets = joined(invoice("2024-118", "2024-03-05", "119.00"), page(), invoice("2024-131", "2024-04-09", "84.50"))
    assert beginnings(sheets) == [3]


def test_no_pages_are_no_second_paper():
    assert beginnings([]) == beginnings(joined(page(), page())) == []
