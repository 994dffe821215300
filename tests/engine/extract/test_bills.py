"""Invoices and receipts: the amounts by their words and their arithmetic, the parties by where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr_engine.doctypes.load import builtin_type
from ocr_engine.extract.extractor import extract_fields, open_document
from ocr_engine.extract.fields.plan import plan_fields
from ocr_engine.extract.finders.sums.borne_out import with_bill
from ocr_engine.learn.confidence.trust import apply
from ocr_engine.types import BBox, DocType, FieldResult, FieldSpec, PageText
from ocr_engine.validate import apply_rules
from ocr_engine.validate.confidence import FAILED_CAP

from .drawing import page


def values(sheet: PageText, type_key: str) -> dict[str, str]:
    found: dict[str, tuple[FieldResult, ...]] = dict(extract_fields([sheet], builtin_type(type_key)))
    return {key: results[0].value for key, results in found.items()}


RECEIPT = page(
    (180, 40, "NORTH STAR STATIONERY SDN. BHD. (778899-K)"),
    (190, 56, "NO. 14, JALAN MAWAR 2/3,"),
    (190, 72, "TAMAN MELATI, 53100 KUALA LUMPUR"),
    (190, 88, "TEL: 03-5555 0101"),
    (180, 110, "TAX INVOICE"),
    (100, 130, "DATE: 14/02/2031 10:15:22"),
    (100, 160, "GEL PEN BLUE"),
    (400, 160, "6.40"),
    (100, 176, "NOTEBOOK A5"),
    (400, 176, "12.01"),
    (100, 200, "TOTAL (INCL GST)"),
    (400, 200, "18.41"),
    (100, 216, "ROUNDING ADJ"),
    (400, 216, "-0.01"),
    (100, 232, "NET TOTAL"),
    (400, 232, "18.40"),
    (100, 248, "CASH"),
    (400, 248, "20.00"),
    (100, 264, "CHANGE"),
    (400, 264, "1.60"),
    (100, 290, "GST SUMMARY"),
    (100, 306, "TOTAL"),
    (300, 306, "17.37"),
    (400, 306, "1.04"),
)


def test_a_receipt_is_read_without_a_label_for_shop_and_address():
    assert values(RECEIPT, "receipt") == {
        "company": "NORTH STAR STATIONERY SDN. BHD.",
        "date": "2031-02-14",
        "total": "18.40",
        "address": "NO. 14, JALAN MAWAR 2/3, TAMAN MELATI, 53100 KUALA LUMPUR",
    }


def test_the_firm_that_owns_a_shop_is_its_name_though_a_colon_announces_it():
    sheet = page(
        (180, 40, "OLD LANTERN"),
        (150, 56, "OWN BY: RED MAPLE KITCHEN SDN BHD"),
        (190, 72, "CO.NO. (112233-T)"),
        (150, 88, "NO. 14, JALAN MAWAR 2/3, 53100 KUALA LUMPUR"),
        (180, 110, "RECEIPT"),
        (100, 160, "TOTAL"), (400, 160, "12.50"),
    )
    assert values(sheet, "receipt")["company"] == "RED MAPLE KITCHEN SDN BHD"


def test_cash_less_change_settles_the_total_where_its_words_are_lost():
    sheet = page(
        (180, 40, "BLUE DOOR CAFE"),
        (100, 160, "T0TA1"),
        (400, 160, "12.50"),
        (100, 180, "Cash"),
        (400, 180, "20.00"),
        (100, 200, "Change"),
        (400, 200, "7.50"),
        source="ocr",
    )
    assert values(sheet, "receipt")["total"] == "12.50"


GERMAN = page(
    (60, 30, "Nordlicht Technik GmbH · Hafenweg 3 · 24103 Kiel"),
    (60, 130, "Frau"),
    (60, 144, "Erika Beispiel"),
    (60, 158, "Lindenallee 7"),
    (60, 172, "50667 Köln"),
    (60, 230, "Rechnung Nr. 2031-0815 vom 03.04.2031"),
    (60, 300, "Beratung"),
    (450, 300, "200,00 €"),
    (60, 340, "Summe netto"),
    (450, 340, "200,00 €"),
    (60, 356, "zzgl. 19 % MwSt."),
    (450, 356, "38,00 €"),
    (60, 372, "Gesamtbetrag"),
    (450, 372, "238,00 €"),
    (60, 410, "Bitte überweisen Sie bis zum 17.04.2031 auf das unten genannte Konto."),
    (60, 760, "USt-IdNr.: DE136695976"),
    (300, 760, "IBAN: DE89 3704 0044 0532 0130 00"),
)


def test_a_german_invoice_is_read_from_its_title_line_totals_and_foot():
    found = values(GERMAN, "invoice")
    assert found["invoice_number"] == "2031-0815" and found["invoice_date"] == "2031-04-03"
    assert (found["net_total"], found["tax_total"], found["gross_total"]) == ("200.00", "38.00", "238.00")
    assert found["due_date"] == "2031-04-17" and found["iban"] == "DE89370400440532013000"
    assert found["seller_vat_id"] == "DE136695976" and found["currency"] == "EUR"
    assert found["seller_name"] == "Nordlicht Technik GmbH"


def test_the_amount_due_is_the_total_where_nothing_else_is_printed():
    found = extract_fields([GERMAN], builtin_type("invoice"))
    assert found["amount_due"][0].value == "238.00"
    assert found["amount_due"][0].confidence < found["gross_total"][0].confidence


def test_an_advance_leaves_less_to_pay_than_the_total():
    sheet = page(
        (60, 300, "Total"),
        (450, 300, "EUR 100.00"),
        (60, 320, "Amount paid"),
        (450, 320, "EUR 40.00"),
        (60, 340, "Amount due"),
        (450, 340, "EUR 60.00"),
    )
    found = values(sheet, "invoice")
    assert (found["gross_total"], found["amount_due"]) == ("100.00", "60.00")


def test_key_value_blocks_name_seller_and_buyer():
    sheet = page(
        (60, 100, "Verkäufer"),
        (60, 116, "Name:"),
        (300, 116, "Lieferwerk AG"),
        (60, 132, "USt-IdNr.:"),
        (300, 132, "DE136695976"),
        (60, 160, "Käufer"),
        (60, 176, "Name:"),
        (300, 176, "Abnehmer GmbH"),
        (60, 192, "USt-IdNr.:"),
        (300, 192, "DE129273398"),
    )
    found = values(sheet, "invoice")
    assert (found["seller_name"], found["buyer_name"], found["seller_vat_id"]) == (
        "Lieferwerk AG",
        "Abnehmer GmbH",
        "DE136695976",
    )


FULLY_DIGITAL = page(
    (200, 40, "电子发票（普通发票）"),
    (420, 60, "发票号码：24952000000012345678"),
    (420, 78, "开票日期：2031年03月09日"),
    (40, 110, "购"),
    (40, 126, "买"),
    (40, 142, "方"),
    (40, 158, "信"),
    (40, 174, "息"),
    (60, 120, "名称：东湖学院"),
    (60, 160, "统一社会信用代码/纳税人识别号：12420000000000001X"),
    (310, 110, "销"),
    (310, 126, "售"),
    (310, 142, "方"),
    (310, 158, "信"),
    (310, 174, "息"),
    (330, 120, "名称：南岭文化有限公司"),
    (330, 160, "统一社会信用代码/纳税人识别号：91440101MA00000X0A"),
    (60, 210, "项目名称"),
    (180, 210, "规格型号"),
    (330, 210, "金额"),
    (410, 210, "税率/征收率"),
    (500, 210, "税额"),
    (40, 230, "*设计服务*海报设计"),
    (330, 230, "1000.00"),
    (420, 230, "6%"),
    (500, 230, "60.00"),
    (60, 300, "合"),
    (120, 300, "计"),
    (320, 300, "¥1000.00"),
    (490, 300, "¥60.00"),
    (40, 320, "价税合计（大写）"),
    (180, 320, "壹仟零陆拾圆整"),
    (400, 320, "（小写）¥1060.00"),
    (40, 420, "开票人：赵一"),
    size=10,
)


def test_a_fully_digital_vat_invoice_with_its_blocks_side_by_side_is_read():
    found = values(FULLY_DIGITAL, "vat_invoice")
    assert found["发票号码"] == "24952000000012345678" and found["开票日期"] == "2031-03-09"
    assert (found["购买方名称"], found["销售方名称"]) == ("东湖学院", "南岭文化有限公司")
    assert found["销售方纳税人识别号"] == "91440101MA00000X0A"
    assert (found["合计金额"], found["合计税额"], found["价税合计"]) == ("1000.00", "60.00", "1060.00")
    assert found["项目名称"] == "*设计服务*海报设计"
    assert "发票代码" not in found and "购买方地址电话" not in found


def test_a_summary_whose_columns_bear_the_roles_gives_its_last_row():
    sheet = page(
        (60, 300, "BTW %"),
        (160, 300, "Grondslag"),
        (280, 300, "BTW bedrag"),
        (420, 300, "Totaal"),
        (60, 318, "9 %"),
        (170, 318, "10,00"),
        (300, 318, "0,90"),
        (425, 318, "10,90"),
        (60, 336, "21 %"),
        (170, 336, "20,00"),
        (300, 336, "4,20"),
        (425, 336, "24,20"),
        (170, 354, "30,00"),
        (300, 354, "5,10"),
        (425, 354, "35,10"),
    )
    found = values(sheet, "invoice")
    assert (found["net_total"], found["tax_total"], found["gross_total"]) == ("30.00", "5.10", "35.10")


def test_the_block_under_a_senders_line_names_the_recipient():
    sheet = page(
        (60, 110, "Kranich Hosting AG · Uferstr. 30 · 63571 Gelnhausen"),
        (60, 130, "Fernblick Ltd."),
        (60, 144, "93B Long Walk"),
        (60, 158, "Hong Kong"),
        (60, 230, "Rechnung Nr. 300644 vom 07.05.2031"),
    )
    found = values(sheet, "invoice")
    assert (found["seller_name"], found["buyer_name"]) == ("Kranich Hosting AG", "Fernblick Ltd.")


def _with_a_table_of_goods(header: str, *lines: tuple[float, float, str]) -> PageText:
    goods = ((50, 300, "Goods"), (250, 300, "Qty"), (400, 300, header), (50, 320, "Oak shelf"), (250, 320, "4"),
             (400, 320, "80.00"), (50, 340, "Brass hook"), (250, 340, "9"), (400, 340, "27.00"),
             (250, 360, "Total"), (400, 360, "107.00"))
    return page((50, 40, "Supply note"), *lines, *goods)


def _tax(sheet: PageText) -> list[str]:
    """With a second field whose name begins with the same word, so that either may go by the rest of its name."""
    fields = (FieldSpec("tax_number", {"en": "Tax number"}, "tax_id", ("VAT number",)),
              FieldSpec("tax", {"en": "Tax amount"}, "money", ("VAT amount",)))
    found = extract_fields([sheet], DocType("note", {"en": "Supply note"}, fields))
    return [result.value for result in found.get("tax", ())]


@pytest.mark.parametrize("caption", ["Tax amount", "VAT amount"])
def test_the_total_of_a_column_of_amounts_is_not_the_amount_of_tax(caption: str):
    assert _tax(_with_a_table_of_goods("Amount", (50, 100, f"{caption}: 8.56"))) == ["8.56"]
    assert _tax(_with_a_table_of_goods("Amount", (50, 100, "Lot: L57547"))) == []


def test_the_total_of_a_column_that_the_field_itself_heads_is_its_amount():
    assert _tax(_with_a_table_of_goods("Tax amount", (50, 100, "Lot: L57547"))) == ["107.00"]


def _slip(*rows: tuple[str, str]) -> PageText:
    """A till's slip with an amount behind each caption, a line each."""
    lines = [(180, 40, "BLUE DOOR CAFE")]
    for at, (caption, amount) in enumerate(rows):
        lines += [(100, 100 + 20 * at, caption), (400, 100 + 20 * at, amount)]
    return page(*lines, source="ocr")


def test_the_net_of_a_sum_that_adds_up_is_not_its_total_though_it_is_called_so():
    sheet = _slip(("TEA POT", "14.90"), ("CUPS", "14.90"), ("TOTAL EXCL.GST", "28.11"), ("ADD: GST @ 6%", "1.69"),
                  ("", "29.80"), ("CASH", "50.00"), ("CHANGE", "20.20"))
    assert values(sheet, "receipt")["total"] == "29.80"


@pytest.mark.parametrize(("tax", "total"), [("2.86", "53.55"), ("2.88", "53.55"), ("2.87", "53.54")])
def test_a_service_charge_and_a_tax_add_up_to_the_total_whatever_the_rows_are_called(tax: str, total: str):
    sold = [(f"DISH {at}", "1.19") for at in range(40)]
    sheet = _slip(*sold, ("Gross Amt", "47.80"), ("Svr Tax", "2.87"), ("GST (6%)", tax), ("Net Amt", total))
    assert values(sheet, "receipt")["total"] == total


def test_the_balance_of_a_card_before_the_bill_neither_ends_it_nor_is_its_total():
    sheet = _slip(("Balance before", "1.90"), ("Balance after", "31.40"), ("Reload", "29.50"), ("Reload fee", "0.50"),
                  ("Total", "30.00"), ("Rounding", "0.00"), ("Cash", "30.00"))
    assert values(sheet, "receipt")["total"] == "30.00"


def test_a_bill_of_a_currency_without_cents_adds_up_as_well():
    rows = (("会場設営", "145,000"), ("印刷", "818,000"), ("10%対象（税抜）", "963,000"), ("消費税額 10%", "96,300"),
            ("合計金額", "1,059,300"))
    lines = ((60 + 340 * x, 100 + 20 * y, text) for y, row in enumerate(rows) for x, text in enumerate(row))
    fields = FieldSpec("subtotal", {"zh": "小计"}, "money"), FieldSpec("total", {"zh": "合计"}, "money")
    found = extract_fields([page((60, 40, "株式会社青空"), *lines)], DocType("bill", {}, fields))
    assert {key: results[0].value for key, results in found.items()} == {"subtotal": "963000", "total": "1059300"}


def test_an_amount_beside_the_fields_own_name_is_its_value_though_it_is_the_net_of_a_sum():
    sheet = page((60, 100, "金额 10,000.00"), (60, 140, "税额 1,300.00"), (60, 180, "价税合计 11,300.00"))
    fields = (FieldSpec("net", {"zh": "金额"}, "money"), FieldSpec("tax", {"zh": "税额"}, "money"),
              FieldSpec("total", {"zh": "价税合计"}, "money"))
    found = extract_fields([sheet], DocType("bill", {}, fields))
    answers = {key: results[0].value for key, results in found.items()}
    assert answers == {"net": "10000.00", "tax": "1300.00", "total": "11300.00"}


def test_of_a_sum_for_each_line_and_one_of_all_the_last_is_the_bills():
    cells = (("1", "Śruba", "132,30", "30,43", "162,73"), ("2", "Montaż", "380,00", "87,40", "467,40"),
             ("", "Razem", "512,30", "117,83", "630,13"))
    heads = ("Lp.", "Nazwa", "Wartość netto", "Kwota VAT", "Wartość brutto")
    table = ((60 + 100 * x, 100 + 20 * y, text) for y, row in enumerate((heads, *cells)) for x, text in enumerate(row))
    sheet = page((60, 30, "Faktura 7/2031"), *(cell for cell in table if cell[2]))
    fields = tuple(FieldSpec(key, {"en": key}, "money") for key in ("net", "vat", "total"))
    found = extract_fields([sheet], DocType("bill", {}, fields))
    answers = {key: results[0].value for key, results in found.items()}
    assert answers == {"net": "512.30", "vat": "117.83", "total": "630.13"}


@pytest.mark.parametrize(("source", "day"), [("ocr", "2031-05-03"), ("text_layer", None)])
def test_the_only_day_of_a_slip_is_found_though_a_figure_of_it_was_read_as_a_letter(source: str, day: str | None):
    sheet = page((180, 40, "BLUE DOOR CAFE"), (100, 80, "09:41PM"), (300, 80, "03-0S-31"), (100, 100, "A-1S-22"),
                 (100, 160, "Total"), (400, 160, "12.50"), source=source)
    assert values(sheet, "receipt").get("date") == day


def _checked(sheet: PageText, value: str, *more: FieldSpec) -> list[tuple[bool | None, str]]:
    """What the bill says to this value of "total", whoever found it."""
    kind = DocType("receipt", {"en": "Receipt"}, (FieldSpec("total", {"en": "Total"}, "money"), *more))
    plans = plan_fields(kind)
    found = with_bill({"total": (FieldResult("total", value, confidence=0.97, page=1),)},
                      open_document([sheet], plans), plans)
    return [(c.ok, c.detail) for c in found["total"][0].checks if c.name == "bill_adds_up"]


DISCOUNTED = page(
    (100, 160, "RICE SET"), (400, 160, "11.60"),
    (100, 176, "TOTAL"), (400, 176, "11.60"),
    (100, 192, "MEMBER DISCOUNT"), (400, 192, "1.15"),
    (100, 208, "CASH"), (400, 208, "20.45"),
    (100, 224, "CHANGE"), (400, 224, "10.00"),
    (100, 240, "AMOUNT PAID"), (400, 240, "10.45"),
)


def test_a_total_that_cash_and_change_contradict_goes_to_a_person_who_is_told_the_other_amount():
    assert _checked(DISCOUNTED, "11.60") == [(False, "10.45")]
    assert _checked(DISCOUNTED, "10.45") == [(True, "")]


def test_of_a_total_and_its_rounding_houses_ask_for_either_so_neither_is_contradicted_or_borne_out():
    assert _checked(RECEIPT, "18.40") == _checked(RECEIPT, "18.41") == []
    assert _checked(RECEIPT, "17.37") == [(False, "18.40")]


# (rows of a bill, the amounts that it prints and by how much they are apart, what the check says of 835.00)
MISREAD = (("SUBTOTAL", "835.00"), ("ROUNDING ADJ", "0.00"), ("TOTAL INCL. GST", "635.00"), ("MASTER", "835.00"))
TAXED = (("SUBTOTAL", "735.00"), ("GST 6%", "100.00"), ("GRAND TOTAL", "835.00"))
SAVED = (("SUBTOTAL", "885.00"), ("MEMBER DISCOUNT", "-50.00"), ("GRAND TOTAL", "835.00"))
TENDERED = (("GRAND TOTAL", "835.00"), ("MASTER", "855.00"))


@pytest.mark.parametrize(("rows", "said"), [
    (MISREAD, [(False, "635.00")]), (TAXED, [(True, "")]), (SAVED, []), (TENDERED, [])])
def test_a_total_that_is_printed_again_with_one_figure_otherwise_goes_to_a_person(rows, said):
    sheet = page(*(cell for y, (words, amount) in enumerate(rows)
                   for cell in ((100, 160 + 16 * y, words), (400, 160 + 16 * y, amount))))
    assert _checked(sheet, "835.00") == said


def test_a_total_and_its_rounding_claim_less_for_houses_ask_for_either():
    plans = plan_fields(builtin_type("receipt"))
    document = open_document([RECEIPT], plans)

    def noted(value: str) -> FieldResult:
        total = FieldResult("total", value, value, 0.97, 1, BBox(0.6, 0.3, 0.7, 0.32), "ocr", "label_right")
        return with_bill({"total": (total,)}, document, plans)["total"][0]

    assert [noted(value).features.get("rounded") for value in ("18.40", "18.41", "12.01")] == [1.0, 1.0, None]
    either, alone = noted("18.40"), replace(noted("18.40"), features={})
    claimed = [apply({"total": (v,)}, {"total": "money"})["total"][0].confidence for v in (either, alone)]
    assert claimed[0] < claimed[1]


def test_a_total_that_two_other_amounts_contradict_goes_to_a_person_without_a_guess():
    sheet = page(
        (100, 160, "TOTAL VOUCHERS"), (400, 160, "10.56"),
        (100, 176, "NET"), (400, 176, "105.57"), (100, 192, "INVOICE"), (400, 192, "111.90"),
        (100, 208, "CASH"), (400, 208, "120.00"), (100, 224, "CHANGE"), (400, 224, "8.10"),
        (100, 240, "CHANGE OF VOUCHERS"), (400, 240, "14.43"),
    )
    assert _checked(sheet, "10.56") == [(False, "")]


def test_net_and_tax_that_the_bill_adds_up_are_borne_out_and_others_are_not_contradicted():
    sheet = page((100, 160, "Net amount"), (400, 160, "100.00"), (100, 176, "VAT 19 %"), (400, 176, "19.00"),
                 (100, 192, "Total"), (400, 192, "119.00"), (100, 208, "Deposit"), (400, 208, "25.00"))
    kind = DocType("bill", {"en": "Bill"}, tuple(FieldSpec(key, {"en": name}, "money") for key, name in (
        ("net", "Net amount"), ("tax", "VAT"), ("total", "Total"))))
    found = extract_fields([sheet], kind)
    assert {k: [c.ok for c in v[0].checks if c.name == "bill_adds_up"] for k, v in found.items()} == {
        "net": [True], "tax": [True], "total": [True]}
    plans = plan_fields(kind)
    other = with_bill({"net": (FieldResult("net", "25.00", page=1),)}, open_document([sheet], plans), plans)
    assert not other["net"][0].checks


def test_where_what_is_due_is_asked_apart_the_total_may_be_another_amount():
    assert _checked(DISCOUNTED, "11.60", FieldSpec("due", {"en": "Amount due"}, "money")) == []


def test_a_contradicted_total_claims_little_and_the_rules_of_its_type_keep_the_reason():
    kind = builtin_type("receipt")
    plans = plan_fields(kind)
    found = with_bill({"total": (FieldResult("total", "11.60", confidence=0.97, page=1),)},
                      open_document([DISCOUNTED], plans), plans)
    assert found["total"][0].confidence <= FAILED_CAP
    checked, issues = apply_rules(kind, found)
    assert [c.detail for c in checked["total"][0].checks if c.ok is False] == ["10.45"]
    assert ("check_failed", "total") in [(one.code, one.field) for one in issues]


def test_cents_behind_a_hyphen_are_read_in_a_row_of_sums_and_nowhere_else():
    sheet = page(
        (180, 40, "LITTLE CORNER GROCER"),
        (100, 160, "NET TOTAL:"), (400, 160, "19-80"),
        (100, 192, "TABLE"), (400, 192, "12-04"),
        (100, 208, "GST SUMMARY"),
        (100, 224, "S = 6%"), (300, 224, "18.68"), (400, 224, "1.12"),
    )
    assert values(sheet, "receipt")["total"] == "19.80"
    kind = DocType("slip", {"en": "Slip"}, (FieldSpec("table", {"en": "Table"}, "code"),))
    assert extract_fields([sheet], kind)["table"][0].value == "12-04"


def test_a_rounding_whose_amount_was_misread_still_tells_the_total_to_pay():
    sheet = page(
        (180, 40, "PAPER CRANE NOODLES"),
        (100, 160, "Grand Total :"), (400, 160, "87.08"),
        (100, 176, "Rounding Adjustment:"), (400, 176, "0.Q2"),
        (100, 192, "Net Total :"), (400, 192, "87.10"),
    )
    assert values(sheet, "receipt")["total"] == "87.10"
