"""python -m ocr_engine extract, on PDFs that the test draws."""

from __future__ import annotations

import json

import pytest

from ocr_engine.cli.main import main

from .drawing import draw_pdf

INVOICE = (
    (60, 60, "Harbour Supplies Ltd."),
    (60, 120, "Invoice number: HS-2031-07"),
    (60, 140, "Invoice date: 7 May 2031"),
    (60, 160, "Bill to: Quayside Cafe Inc."),
    (60, 300, "Total"),
    (400, 300, "USD 45.50"),
)
CONTRACT = (
    (200, 60, "房屋租赁合同"),
    (60, 120, "甲方：青山置业有限公司"),
    (60, 150, "乙方：林小满"),
    (60, 180, "租金：3500.00元"),
)


@pytest.fixture
def papers(tmp_path):
    return draw_pdf(tmp_path / "invoice.pdf", INVOICE), draw_pdf(tmp_path / "lease.pdf", CONTRACT)


def lines(path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_documents_come_back_as_json_lines_with_type_fields_and_places(papers, tmp_path):
    out = tmp_path / "out.jsonl"
    assert main(["extract", *map(str, papers), "--out", str(out)]) == 0
    invoice, lease = lines(out)
    assert list(invoice) == ["id", "file", "doc_type", "pages", "status", "fields", "issues", "ms"]
    assert (invoice["id"], invoice["file"], invoice["doc_type"], invoice["pages"]) == (
        "invoice",
        str(papers[0]),
        "invoice",
        1,
    )
    number = invoice["fields"]["invoice_number"]
    assert number["value"] == "HS-2031-07" and number["source"] == "text_layer" and number["page"] == 1
    assert number["box"] == pytest.approx([0.24, 0.14, 0.35, 0.165], abs=0.03)
    assert invoice["fields"]["gross_total"]["value"] == "45.50" and 0 < number["confidence"] < 1
    assert lease["doc_type"] == "contract" and lease["fields"]["party_b"]["value"] == "林小满"
    assert {"total", "extract", "classify"} <= set(invoice["ms"])


def test_open_fields_are_asked_for_by_their_names_and_come_back_as_printed(papers, capsys):
    assert main(["extract", str(papers[0]), "--fields", "invoice_date，总计, 传真"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert {k: v["value"] for k, v in record["fields"].items()} == {"invoice_date": "7 May 2031", "总计": "USD 45.50"}
    assert record["status"] == "ok"


def test_one_bad_file_stops_no_other_and_the_order_stays(papers, tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"not a pdf at all")
    out = tmp_path / "out.jsonl"
    assert (
        main(["extract", str(papers[0]), str(broken), str(tmp_path / "absent.pdf"), str(papers[1]), "--out", str(out)])
        == 1
    )
    records = lines(out)
    assert [r["status"] == "failed" for r in records] == [False, True, True, False]
    assert records[1]["issues"][0]["message"] and records[1]["fields"] == {}


def test_requests_name_the_type_or_the_fields_of_each_document(papers, tmp_path):
    definition = tmp_path / "mini.json"
    definition.write_text(
        json.dumps(
            {
                "key": "mini",
                "label": {"en": "Mini"},
                "fields": [{"key": "payer", "label": {"en": "Bill to"}, "kind": "name"}],
            }
        ),
        "utf-8",
    )
    listing = tmp_path / "requests.jsonl"
    listing.write_text(
        "\n".join(
            json.dumps(r)
            for r in (
                {"id": "one", "file": "invoice.pdf", "type": "mini.json"},
                {"id": "two", "file": "lease.pdf", "fields": ["乙方"]},
                {"file": "lease.pdf", "type": "contract"},
            )
        ),
        "utf-8",
    )
    out = tmp_path / "out.jsonl"
    assert main(["extract", "--requests", str(listing), "--out", str(out), "--jobs", "2"]) == 0
    one, two, three = lines(out)
    assert (one["id"], one["file"], one["fields"]["payer"]["value"]) == ("one", "invoice.pdf", "Quayside Cafe Inc.")
    assert {k: v["value"] for k, v in two["fields"].items()} == {"乙方": "林小满"}
    assert (three["id"], three["doc_type"]) == ("lease", "contract")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.pdf", "--type", "no_such_type"],
        ["a.pdf", "--type", "receipt", "--fields", "a"],
        ["a.pdf", "--requests", "r.jsonl"],
        ["--requests", "absent.jsonl"],
    ],
)
def test_a_wrong_call_is_refused_with_a_sentence(arguments, capsys):
    assert main(["extract", *arguments]) == 2
    assert capsys.readouterr().err.strip()


def test_a_bad_line_of_a_request_list_fails_alone_and_says_which_line_it_is(papers, tmp_path):
    good = {"id": "first", "file": str(papers[0])}
    listing = tmp_path / "requests.jsonl"
    listing.write_text("\n".join([
        json.dumps(good), "not json", json.dumps({"id": "odd", "file": 7}),
        json.dumps({**good, "id": "typed", "type": "nope"}), json.dumps({**good, "id": "gone", "file": "gone.pdf"}),
        json.dumps({**good, "id": "last"}),
    ]))
    out = tmp_path / "out.jsonl"
    assert main(["extract", "--requests", str(listing), "--out", str(out)]) == 1
    records = lines(out)
    assert [r["id"] for r in records] == ["first", "line 2", "odd", "typed", "gone", "last"]
    assert [r["status"] == "failed" for r in records] == [False, True, True, True, True, False]
    said = [r["issues"][0]["message"] for r in records[1:5]]
    assert "line 2" in said[0] and "line 3" in said[1] and "nope" in said[2] and "cannot be opened" in said[3]
