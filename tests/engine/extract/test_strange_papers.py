"""What papers of any type print without a label of its own: ticked boxes, parties, periods, things sold, ranges."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import BBox, DocType, FieldSpec, PageText, TextLine

Line = tuple[float, float, str]


def page(*lines: Line, size: float = 10) -> tuple[PageText, ...]:
    """Lines at points from the upper left corner."""
    made = tuple(TextLine(text, BBox(x / 595, y / 842, (x + 0.52 * size * len(text)) / 595, (y + size) / 842))
                 for x, y, text in lines)
    return (PageText(1, 595, 842, made, "text_layer"),)


def found(pages: tuple[PageText, ...], *fields: FieldSpec) -> dict[str, list[str]]:
    answers = extract_fields(pages, DocType("paper", {"en": "Paper"}, fields))
    return {key: [v.value for v in values] for key, values in answers.items()}


def field(key: str, label: str, kind: str = "text", *, many: bool = False) -> FieldSpec:
    return FieldSpec(key, {"en": label}, kind, many=many)


@pytest.mark.parametrize("row", [
    ["☐ Single", "☒ Married", "☐ Divorced"], ["[ ] Single  [x] Married  [ ] Divorced"],
    ["☐", "Single", "☑", "Married"]])
def test_of_several_boxes_the_ticked_one_is_the_value(row: list[str]) -> None:
    cells = [(190 + 100 * i, 100, text) for i, text in enumerate(row)]
    assert found(page((50, 100, "Marital status"), *cells), field("state", "Marital status")) == {"state": ["Married"]}


def test_where_no_box_is_ticked_there_is_no_value() -> None:
    pages = page((50, 100, "Marital status"), (190, 100, "☐ Single"), (290, 100, "☐ Married"))
    assert found(pages, field("state", "Marital status")) == {}


def test_one_period_in_print_answers_both_of_its_ends() -> None:
    pages = page((50, 100, "Billing period"), (190, 100, "01.02.2024 - 29.02.2024"), (50, 120, "Date: 04.03.2024"))
    assert found(pages, field("start", "Period from", "date"), field("end", "Period to", "date")) == {
        "start": ["2024-02-01"], "end": ["2024-02-29"]}


def test_a_till_slip_lists_what_was_sold_without_a_header() -> None:
    pages = page((40, 40, "Corner Diner"), (40, 80, "1 Soup of the day"), (250, 80, "4.50"), (40, 95, "2 Coffee"),
                 (250, 95, "5.00"), (40, 120, "Subtotal"), (250, 120, "9.50"), (40, 135, "Cash"), (245, 135, "20.00"))
    assert found(pages, field("items", "Items", many=True), field("prices", "Item prices", "money", many=True)) == {
        "items": ["Soup of the day", "Coffee"], "prices": ["4.50", "5.00"]}


def test_what_is_usual_is_not_taken_for_what_was_measured() -> None:
    pages = page((50, 100, "Leukocytes"), (200, 100, "4.0 - 10.0"), (350, 100, "6.1"))
    assert found(pages, field("leukocytes", "Leukocytes", "number")) == {"leukocytes": ["6.1"]}


def test_who_issues_a_paper_stands_in_its_head_and_who_gets_it_in_the_window() -> None:
    pages = page((50, 30, "Fjällnäs Trävaror AB"), (50, 110, "Nils Holmgren"), (50, 124, "Storgatan 10"),
                 (50, 138, "582 23 Linköping"), (50, 220, "Följesedelsnummer: F1234"))
    assert found(pages, field("supplier", "Leverantör", "name"), field("customer", "Mottagare", "name"),
                 field("place", "Leveransadress", "address")) == {
        "supplier": ["Fjällnäs Trävaror AB"], "customer": ["Nils Holmgren"],
        "place": ["Storgatan 10 582 23 Linköping"]}


def test_parties_are_found_by_what_a_contract_calls_them() -> None:
    pages = page((50, 100, "THIS AGREEMENT is made between Rosalind Achterberg of 4 Hill Rise, Buxton (the"),
                 (50, 114, "\"Landlord\") and Tom Ellery (the \"Tenant\"). The Landlord lets the premises known as"),
                 (50, 128, "65 Tanyard Street, Hexham NE46 3QP (the \"Property\") for a term of twelve months."))
    assert found(pages, field("landlord", "Landlord", "name"), field("tenant", "Tenant", "name"),
                 field("term", "Term"), field("premises", "Property address", "address")) == {
        "landlord": ["Rosalind Achterberg"], "tenant": ["Tom Ellery"], "term": ["twelve months"],
        "premises": ["65 Tanyard Street, Hexham NE46 3QP"]}


@pytest.mark.parametrize("street", ["221 Merchant Street, Cork T12 XR6A", "7b Buyer Street, Hull HU1 2AB"])
def test_a_street_that_is_called_like_a_party_is_nobodys_label(street: str) -> None:
    pages = page((50, 60, "Delivery address:"), (250, 60, street), (50, 90, "Gross weight:"), (250, 90, "300 kg"))
    assert found(pages, field("to", "Delivery address", "address")) == {"to": [street]}
