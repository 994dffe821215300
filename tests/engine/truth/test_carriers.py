"""Wherever a file keeps what it says to machines, it is found: attachments, pinned files, dictionary, codes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pymupdf
import pytest
import zxingcpp
from PIL import Image

from ocr_engine.config import Config
from ocr_engine.doctypes.load import builtin_type
from ocr_engine.engine import extract
from ocr_engine.ingest import Parser
from ocr_engine.ingest.einvoice.facts import Facts
from ocr_engine.request import Request
from tests.fixtures import einvoices as made

CODE = f"01,32,,{made.DIGITAL_NUMBER},106.00,20240514,,7257"


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser(Config()) as parser:
        yield parser


def carried(parser: Parser, path: Path, data: bytes) -> list[Facts]:
    path.write_bytes(data)
    with parser.open(path) as document:
        return document.embedded()[0]


def test_a_file_pinned_to_a_page_is_found(parser: Parser, tmp_path: Path) -> None:
    with pymupdf.open(stream=made.invoice_pdf(xml=None), filetype="pdf") as pdf:
        pdf[0].add_file_annot((500, 500), made.CII, "rechnung.xml")
        data = pdf.tobytes()
    assert [f.first("BT-1") for f in carried(parser, tmp_path / "a.pdf", data)] == [made.NUMBER]


def test_the_information_dictionary_of_a_digital_invoice_is_read(parser: Parser, tmp_path: Path) -> None:
    with pymupdf.open(stream=made.invoice_pdf(xml=None), filetype="pdf") as pdf:
        pdf.set_metadata({"title": "x"})
        info = int(pdf.xref_get_key(-1, "Info")[1].split()[0])
        for key, value in (("InvoiceNumber", made.DIGITAL_NUMBER), ("IssueTime", "2024-05-14"),
                           ("TotalTax-includedAmount", "106.00")):
            pdf.xref_set_key(info, key, f"({value})")
        data = pdf.tobytes()
    (facts,) = carried(parser, tmp_path / "a.pdf", data)
    assert (facts.first("BT-1"), facts.first("BT-112")) == (made.DIGITAL_NUMBER, "106.00")


def test_the_prescribed_attachment_comes_before_others(parser: Parser, tmp_path: Path) -> None:
    with pymupdf.open(stream=made.invoice_pdf(xml=None), filetype="pdf") as pdf:
        pdf.embfile_add("a-copy.xml", made.CII.replace(made.NUMBER.encode(), b"OTHER"), filename="a-copy.xml")
        pdf.embfile_add("factur-x.xml", made.CII, filename="factur-x.xml")
        pdf.embfile_add("terms.pdf", b"%PDF-1.4 nothing", filename="terms.pdf")
        data = pdf.tobytes()
    assert carried(parser, tmp_path / "a.pdf", data)[0].first("BT-1") == made.NUMBER


def coded_page(*, number: str = made.DIGITAL_NUMBER, as_picture: bool) -> bytes:
    """A page with a QR code and what it says, as a PDF or as a picture of it."""
    drawn = np.asarray(zxingcpp.create_barcode(CODE, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6))
    code = io.BytesIO()
    Image.fromarray(drawn).save(code, "PNG")
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=595, height=400)
        page.insert_image((30, 30, 110, 110), stream=code.getvalue())
        rows = ((60, "发票号码", number), (90, "开票日期", "2024年05月14日"), (300, "价税合计（小写）", "¥106.00"))
        for y, label, value in rows:
            page.insert_text((150, y), label, fontsize=11, fontname="china-s")
            page.insert_text((270, y), value, fontsize=11, fontname="helv" if value.isascii() else "china-s")
        return page.get_pixmap(dpi=150).tobytes("png") if as_picture else pdf.tobytes()


def read(path: Path, data: bytes):
    path.write_bytes(data)
    return extract(Request(path, doc_type=builtin_type("vat_invoice")), config=Config())


@pytest.mark.parametrize("as_picture", [False, True], ids=["PDF", "picture"])
def test_a_code_on_the_page_fills_fields_at_the_place_where_they_are_printed(tmp_path: Path, as_picture: bool) -> None:
    result = read(tmp_path / "page", coded_page(as_picture=as_picture))
    for key, value in (("发票号码", made.DIGITAL_NUMBER), ("开票日期", "2024-05-14"), ("价税合计", "106.00")):
        found = result.fields[key][0]
        assert (found.value, found.source) == (value, "qr") and found.box is not None and found.confidence > 0.95


def test_a_number_that_differs_from_the_code_is_flagged(tmp_path: Path) -> None:
    result = read(tmp_path / "page", coded_page(number="24317000000815213599", as_picture=False))
    assert "发票号码" in {i.field for i in result.issues if i.code == "truth_mismatch"}
    assert result.fields["发票号码"][0].candidates[0].value == "24317000000815213599"


def test_an_attachment_and_a_code_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    page = coded_page(as_picture=False)
    with pymupdf.open(stream=page, filetype="pdf") as pdf:
        pdf.embfile_add("x.xml", made.DIGITAL.replace("106.00", "906.00").encode(), filename="x.xml")
        result = read(tmp_path / "page", pdf.tobytes())
    found = result.fields["价税合计"][0]
    assert "价税合计" in {i.field for i in result.issues if i.code == "truth_mismatch"}
    assert found.value == "906.00" and "106.00" in {c.value for c in found.candidates}
