"""Legal forms and words of names that a reader got wrong."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.words.legalforms import respelled
from ocr_engine.extract.words.misread import readable
from ocr_engine.types import Check, DocType, FieldResult, FieldSpec

from .drawing import page


@pytest.mark.parametrize(("read", "meant"), [
    ("AMANO MALAYSIA SON BHD", "AMANO MALAYSIA SDN BHD"), ("Gram Gourmet Sbn Bhd", "Gram Gourmet Sdn Bhd"),
    ("RAPID RAIL SDIN BHD", "RAPID RAIL SDN BHD"), ("99 SPEED MART 5/8", "99 SPEED MART S/B"),
    ("Müller Bau GrnbH", "Müller Bau GmbH"), ("ACME PTE LTO", "ACME PTE LTD"),
])
def test_a_legal_form_that_was_read_wrong_by_a_letter_is_put_right(read, meant):
    assert respelled(read) == meant


@pytest.mark.parametrize("name", ["COSWAY (M) SDN BHD", "Acme Ltd", "United Limited", "Sun Victory", "Holding Trade",
                                  "Müller GmbH & Co. KG", "Son Bakery", "Sieben Co", ""])
def test_other_names_keep_their_letters(name):
    assert respelled(name) == name


@pytest.mark.parametrize(("read", "meant"), [
    ("Taste Of The WorId Sdn Bhd", "Taste Of The World Sdn Bhd"), ("Menara Dion, Leve1 2", "Menara Dion, Level 2"),
    ("JAL0NG PERMAI", "JALONG PERMAI"), ("Fishc0rner", "Fishcorner"),
])
def test_a_sign_that_no_word_has_in_its_middle_is_the_letter_that_it_looks_like(read, meant):
    assert readable(read) == meant


@pytest.mark.parametrize("text", ["Angus MacIntyre", "SS15/4B", "PJU1A/46", "Jalan P2, U10", "Ward VI", "Block B10",
                                  "Studio 1", "Type-I tool", "MyIris", "NO.1 Jln"])
def test_codes_and_names_with_capitals_inside_keep_their_signs(text):
    assert readable(text) == text


@pytest.mark.parametrize("printed", ["Gram Gourmet Sbn Bhd", "Taste Of The WorId Sdn Bhd"])
def test_a_name_whose_letters_were_put_right_says_so_and_what_was_read(printed: str):
    found = _issuer(printed, "ocr")
    assert found.value != printed
    assert Check("word_repair", None, printed) in found.checks


def test_a_files_own_text_is_what_was_printed_with_its_slips():
    found = _issuer("Gram Gourmet Sbn Bhd", "text_layer")
    assert (found.value, [c.name for c in found.checks]) == ("Gram Gourmet Sbn Bhd", [])


def _issuer(name: str, source: str) -> FieldResult:
    asked = DocType("note", {}, (FieldSpec("issuer", {"en": "Issuer"}, "name"),))
    return extract_fields([page((40, 40, f"Issuer: {name}"), source=source)], asked)["issuer"][0]
