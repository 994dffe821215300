"""What a PDF says in letters of its own is not a reading that may be wrong."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page

RIGHT, SLIPPED = "DE136695976", "DE13669597G"


def _found(printed: str, source: str, kind: str = "tax_id", label: str = "VAT number") -> tuple[str, set[str]]:
    doc_type = DocType("paper", {"en": "Paper"}, (FieldSpec("asked", {"en": label}, kind),))  # type: ignore[arg-type]
    (value,) = extract_fields([page((60, 80, f"{label}: {printed}"), source=source)], doc_type)["asked"]
    return value.value, {check.name for check in value.checks if check.ok is not True}


def test_a_letter_read_for_a_digit_is_put_right_where_the_check_then_passes() -> None:
    assert _found(SLIPPED, "ocr") == (RIGHT, {"look_alike_repair"})


def test_what_is_printed_wrong_in_a_pdf_stays_as_it_is_printed_and_its_check_fails() -> None:
    value, failed = _found(SLIPPED, "text_layer")
    assert value == SLIPPED
    assert failed and "look_alike_repair" not in failed


@pytest.mark.parametrize(("source", "expected"), [("ocr", "Selangor Trading"), ("text_layer", "Se1angor Trading")])
def test_a_digit_inside_of_a_name_is_a_slip_of_the_reader_only_where_there_was_one(source: str, expected: str) -> None:
    assert _found("Se1angor Trading", source, "name", "Customer name")[0] == expected
