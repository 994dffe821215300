"""Every format of electronic invoice says the same things by the same names."""

from __future__ import annotations

import pytest

from ocr_engine.ingest.einvoice import codes
from ocr_engine.ingest.einvoice.document import read_bytes
from ocr_engine.ingest.einvoice.facts import as_plain, from_plain
from ocr_engine.ingest.einvoice.vocabulary import vocabulary
from tests.fixtures import einvoices as made

EUROPEAN = {"BT-1": made.NUMBER, "BT-2": made.DATE, "BT-9": made.DUE, "BT-27": made.SELLER, "BT-44": made.BUYER,
            "BT-31": made.VAT, "BT-84": made.IBAN, "BT-5": "EUR", "BT-109": made.NET, "BT-110": made.TAX,
            "BT-112": made.GROSS, "BT-115": made.GROSS}


@pytest.mark.parametrize("xml", [made.CII, made.ZUGFERD_1, made.UBL], ids=["Factur-X", "ZUGFeRD 1.0", "UBL"])
def test_the_european_formats_agree(xml: bytes) -> None:
    facts = read_bytes(xml)
    assert facts is not None
    assert {term: facts.first(term) for term in EUROPEAN} == EUROPEAN
    assert facts.first("BT-153") == "Zange"
    assert next((f.value, f.line) for f in facts.items if f.term == "BT-129") == ("2", 1)


def test_a_credit_note_of_ubl_is_read_too() -> None:
    note = made.UBL.replace(b"<Invoice ", b"<CreditNote ").replace(b"</Invoice>", b"</CreditNote>")
    facts = read_bytes(note.replace(b"InvoiceLine", b"CreditNoteLine").replace(b"InvoicedQ", b"CreditedQ"))
    assert facts is not None and facts.first("BT-1") == made.NUMBER and facts.first("BT-129") == "2"


@pytest.mark.parametrize(("xml", "number", "day"), [
    (made.CHINESE, made.CN_NUMBER, "2020年08月05日"), (made.DIGITAL, made.DIGITAL_NUMBER, "2024-05-14")],
    ids=["e-invoice", "fully digital"])
def test_chinese_invoices_are_read(xml: str, number: str, day: str) -> None:
    facts = read_bytes(xml.encode())
    assert facts is not None
    wanted = {"BT-1": number, "BT-2": day, "BT-27": made.CN_SELLER, "BT-44": made.CN_BUYER, "BT-112": "106.00",
              "BT-109": "100.00", "BT-110": "6.00", "BT-31": "91500102563638729E", "BT-152": "6%"}
    assert {term: facts.first(term) for term in wanted} == wanted


def test_the_digital_invoices_address_and_telephone_are_one_printed_value() -> None:
    facts = read_bytes(made.DIGITAL.encode())
    assert facts is not None and facts.first("CN-5") == "江北区 02367001234"


def test_xml_in_a_chinese_encoding_is_read() -> None:
    xml = made.CHINESE.replace("utf-8", "gbk").encode("gbk")
    facts = read_bytes(xml)
    assert facts is not None and facts.first("BT-27") == made.CN_SELLER


def test_xml_that_is_no_invoice_says_nothing() -> None:
    assert read_bytes(b"<Invoice><total>3</total></Invoice>") is None
    assert read_bytes(b"<note><to>you</to></note>") is None


def test_a_value_added_tax_code_with_a_code_gives_the_amount_without_tax() -> None:
    facts = codes.read(["http://a", "01,10,050001700111,12235358,10000.00,20200805,16630282980991510014,7257"])
    assert facts is not None
    assert {f.term: f.value for f in facts.items} == {
        "CN-1": "050001700111", "BT-1": "12235358", "BT-2": "2020-08-05", "CN-2": "16630282980991510014",
        "BT-109": "10000.00"}


def test_a_fully_digital_code_gives_the_amount_with_tax() -> None:
    facts = codes.read(["01,32,,24312000000136634917,48.90,20240514,,1DD6"])
    assert facts is not None
    assert {f.term: f.value for f in facts.items} == {
        "BT-1": "24312000000136634917", "BT-2": "2024-05-14", "BT-112": "48.90"}


def test_the_amount_of_a_kind_that_is_described_in_two_ways_is_left_out() -> None:
    facts = codes.read(["01,15,050001700111,12235358,10000.00,20200805,,7257"])
    assert facts is not None and not facts.first("BT-109") and not facts.first("BT-112")


def test_payment_codes_give_account_and_amount() -> None:
    epc = codes.read([f"BCD\n002\n1\nSCT\nCOBADEFF\n{made.SELLER}\n{made.IBAN}\nEUR119.00\n\n{made.NUMBER}\n"])
    assert epc is not None and (epc.first("BT-84"), epc.first("BT-115")) == (made.IBAN, "119.00")
    lines = ["SPC", "0200", "1", "CH4431999123000889012", "S", "Muster AG", "", "", "", "", "CH", *[""] * 7,
             "1949.75", "CHF", "S", "Anna Beispiel", "", "", "", "", "CH", "QRR", "210000000003139471430009017"]
    swiss = codes.read(["\r\n".join(lines)])
    assert swiss is not None and (swiss.first("BT-115"), swiss.first("BT-5")) == ("1949.75", "CHF")


def test_facts_survive_the_way_between_the_processes() -> None:
    facts = read_bytes(made.CII)
    assert facts is not None and from_plain(as_plain(facts)) == facts


def test_every_term_that_a_format_names_is_in_the_vocabulary() -> None:
    for xml in (made.CII, made.UBL, made.CHINESE.encode(), made.DIGITAL.encode()):
        facts = read_bytes(xml)
        assert facts is not None and {f.term for f in facts.items} <= set(vocabulary())
