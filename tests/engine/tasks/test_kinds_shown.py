"""Values of a kind on pages that were made to be slow."""

from __future__ import annotations

from time import process_time

import pytest

from ocr_engine.tasks.kinds_shown import every
from ocr_engine.types import BBox, PageText, TextLine


@pytest.mark.parametrize("mark", [".", "-", "&", "' "])
def test_a_page_of_letters_with_marks_between_them_is_searched_for_companies_in_the_time_it_takes_to_read(mark):
    long = TextLine(f"A{mark}" * 60_000, BBox(0, 0, 1, 0.1))  # by the square of its length it would take minutes
    named = TextLine("between Acme Trading Ltd and", BBox(0, 0.2, 1, 0.3))
    begun = process_time()
    found = every([PageText(1, 1000, 1400, (long, named), "layer")], "company")
    assert [spot.text for _, spot in found] == ["Acme Trading Ltd"]
    assert process_time() - begun < 60
