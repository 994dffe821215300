"""Legal forms that a reader got wrong."""

from __future__ import annotations

import pytest

from ocr_engine.extract.legalforms import respelled


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
