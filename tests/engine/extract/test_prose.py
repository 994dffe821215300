"""Agreements in running text."""

from __future__ import annotations

from ocr_engine.doctypes.load import builtin_type
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page

NDA = DocType(
    "nda",
    {"en": "NDA"},
    (
        FieldSpec("party", {"en": "Party"}, "name", ("by and between",), many=True),
        FieldSpec("effective_date", {"en": "Effective date"}, "date", ("dated as of",)),
        FieldSpec("jurisdiction", {"en": "Jurisdiction"}, "text", ("Governing law",)),
        FieldSpec("term", {"en": "Term"}, "text", ("period of",)),
    ),
)

HEAD = (
    (60, 60, "MUTUAL CONFIDENTIALITY AGREEMENT"),
    (60, 90, "This Agreement is made and entered into as of the 5th day of March, 2031 by and between Alder Optics,"),
    (
        60,
        105,
        "Inc., a Delaware corporation having its offices at 1 Glass Road (“Alder”), and Jane Q. Rivers (“Recipient”).",
    ),
    (60, 120, "The parties wish to exchange information about a possible business relationship and agree as follows:"),
)


def test_parties_day_law_and_term_are_found_in_sentences():
    law = page(
        *HEAD,
        (60, 160, "This Agreement shall be governed by and construed in accordance with the laws of the State of New"),
        (
            60,
            175,
            "Hampshire, without regard to its conflict of laws principles. The obligations of confidentiality under",
        ),
        (60, 190, "this Agreement shall survive for a period of three (3) years from the date of disclosure."),
    )
    found = extract_fields([law], NDA)
    assert [v.value for v in found["party"]] == ["Alder Optics, Inc.", "Jane Q. Rivers"]
    assert found["effective_date"][0].value == "2031-03-05"
    assert found["jurisdiction"][0].value == "New Hampshire"
    assert found["term"][0].value == "3 years"


def test_a_notice_period_is_not_the_term():
    sheet = page(
        *HEAD,
        (
            60,
            160,
            "Employee shall not solicit any employee for a period of one (1) year after termination of employment.",
        ),
    )
    assert "term" not in extract_fields([sheet], NDA)


def test_every_value_from_a_sentence_has_its_place_on_the_page():
    found = extract_fields([page(*HEAD)], NDA)
    for value in (*found["party"], *found["effective_date"]):
        assert value.box is not None and value.page == 1 and 80 / 842 < value.box.y0 < 120 / 842


def test_a_lease_tells_its_days_and_its_length_in_one_sentence():
    sheet = page((60, 60, "房屋租赁合同"), (60, 100, "2.1 租赁期限自2031年5月1日起至2033年4月30日止，共计 24 个月。"))
    found = extract_fields([sheet], builtin_type("contract"))
    assert (found["start_date"][0].value, found["end_date"][0].value) == ("2031-05-01", "2033-04-30")
    assert found["term"][0].value == "24个月"
