"""What a newcomer gets: files, labels, and nothing that could be mistaken for somebody's."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pymupdf
import pytest
import zxingcpp
from PIL import Image
from stdnum import iban
from stdnum.cn import ric, uscc
from stdnum.gb import vat

import ocr_engine
from scripts.make_specimens import id_card, invoice, lease_text, numbers, receipt, vat_invoice

BUILTIN = Path(ocr_engine.__file__).parent / "doctypes"
KINDS = {"vat_invoice", "id_card", "contract", "invoice", "receipt"}


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_shipped_file_has_a_label_and_every_label_a_file(shipped, label_of):
    files = {path.name for path in shipped.iterdir()} - {"README.md", "labels.jsonl"}
    assert files == set(label_of)
    assert {label["doc_type"] for label in label_of.values()} == KINDS


def test_the_specimens_together_are_smaller_than_three_megabytes(shipped):
    assert sum(path.stat().st_size for path in shipped.iterdir()) < 3_000_000


@pytest.mark.parametrize("file", ["lease.pdf", "invoice.pdf"])
def test_every_labelled_value_stands_in_the_text_layer(shipped, label_of, file):
    with pymupdf.open(shipped / file) as doc:
        text = squeezed("".join(page.get_text() for page in doc))
    values = {key: value for key, value in label_of[file]["fields"].items() if key != "currency"}
    assert {key for key, value in values.items() if squeezed(value) not in text} == set()


def test_the_lease_has_a_text_layer_on_each_of_its_pages(shipped):
    with pymupdf.open(shipped / "lease.pdf") as doc:
        assert len(doc) >= 4
        assert min(len(page.get_text()) for page in doc) > 60


def test_the_copied_identity_card_has_no_text_layer(shipped):
    with pymupdf.open(shipped / "id_card_copy.pdf") as doc:
        assert [page.get_text().strip() for page in doc] == [""]


def test_no_field_of_the_identity_card_is_asked_of_the_side_that_lacks_it(label_of):
    front, back = label_of["id_card_front.jpg"], label_of["id_card_back.jpg"]
    assert set(front["null_fields"]) == set(back["fields"])
    assert set(back["null_fields"]) == set(front["fields"])
    assert label_of["id_card_copy.pdf"]["fields"] == front["fields"] | back["fields"]


@pytest.mark.parametrize("number", [id_card.NUMBER, lease_text.TENANT["code"]])
def test_identity_numbers_pass_a_checker_and_name_a_region_that_had_lapsed(number):
    assert ric.is_valid(number)
    assert number[:6] == "510202"
    assert ric.get_birth_date(number).isoformat() > "1997-06-30"
    assert number[14:17] == "000"


def test_the_identity_number_agrees_with_the_birth_date_and_the_sex(label_of):
    fields = label_of["id_card_front.jpg"]["fields"]
    year, month, day = fields["birth_date"].replace("月", "年").rstrip("日").split("年")
    assert fields["id_number"][6:14] == f"{year}{int(month):02d}{int(day):02d}"
    assert fields["sex"] == ("男" if int(fields["id_number"][16]) % 2 else "女")


@pytest.mark.parametrize("code", [vat_invoice.BUYER["纳税人识别号"], vat_invoice.SELLER["纳税人识别号"],
                                  lease_text.LANDLORD["code"]])
def test_social_credit_codes_pass_a_checker_and_are_plainly_invented(code):
    assert uscc.is_valid(code)
    assert code[8:13] == "YANGL"


def test_the_bank_account_passes_the_iban_check():
    assert iban.is_valid(invoice.IBAN)
    assert vat.is_valid(invoice.VAT_ID)


def test_the_vat_invoice_adds_up(label_of):
    fields = label_of["vat_invoice.png"]["fields"]
    net, tax, total = (Decimal(fields[key]) for key in ("合计金额", "合计税额", "价税合计"))
    assert net == sum(item.count * item.price for item in vat_invoice.ITEMS)
    assert tax == sum(item.count * item.price * item.rate for item in vat_invoice.ITEMS)
    assert net + tax == total


def test_the_qr_code_of_the_vat_invoice_says_what_its_print_says(shipped, label_of):
    fields = label_of["vat_invoice.png"]["fields"]
    with Image.open(shipped / "vat_invoice.png") as image:
        (code,) = zxingcpp.read_barcodes(np.asarray(image.convert("L")))
    _, _, number_code, number, net, date, check, *_ = code.text.split(",")
    printed = [fields[key] for key in ("发票代码", "发票号码", "合计金额", "校验码")]
    assert [number_code, number, net, check] == printed
    assert date == "".join(char for char in fields["开票日期"] if char.isdigit())


def test_the_english_invoice_and_the_receipt_add_up(label_of):
    fields = label_of["invoice.pdf"]["fields"]
    net, tax, total = (Decimal(fields[key].replace(",", "")) for key in ("net_total", "tax_total", "gross_total"))
    assert (net, total) == (sum(item.count * item.price for item in invoice.ITEMS), net + tax)
    assert tax == net * invoice.VAT_RATE
    bought = sum(price * count for _, count, price in receipt.ITEMS)
    assert Decimal(label_of["receipt.jpg"]["fields"]["total"]) == bought < receipt.PAID


def test_the_lease_payments_cover_the_term():
    assert len(lease_text.PAYMENTS) * 3 == lease_text.MONTHS
    assert lease_text.DEPOSIT == lease_text.RENT * 2


@pytest.mark.parametrize(("amount", "capitals"), [
    ("19861.60", "壹万玖仟捌佰陆拾壹圆陆角整"), ("8600", "捌仟陆佰圆整"), ("100.05", "壹佰圆零伍分"),
    ("10000", "壹万圆整"), ("10005", "壹万零伍圆整"), ("20300400.07", "贰仟零叁拾万零肆佰圆零柒分"),
    ("100000001", "壹亿零壹圆整"), ("0.5", "伍角整"), ("0.03", "叁分"), ("0", "零圆整"),
    ("1010.10", "壹仟零壹拾圆壹角整"),
])
def test_amounts_are_written_in_capitals_as_a_bank_expects(amount, capitals):
    assert numbers.capitals(Decimal(amount)) == capitals


def test_every_label_uses_keys_of_its_built_in_type(label_of):
    for label in label_of.values():
        definition = json.loads((BUILTIN / f"{label['doc_type']}.json").read_text(encoding="utf-8"))
        keys = {field["key"] for field in definition["fields"]}
        assert set(label["fields"]) | set(label["null_fields"]) <= keys, label["file"]


def test_labels_are_written_in_the_format_of_the_labelled_sets(shipped: Path):
    for line in (shipped / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) == {"id", "file", "doc_type", "lang", "fields", "null_fields"}
