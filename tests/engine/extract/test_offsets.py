"""Values that stand neither beside nor right under their labels, but all at the same step from them."""

from __future__ import annotations

import random
from time import process_time

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.labels import offsets
from ocr_engine.extract.page.laid_out import lay_out
from ocr_engine.types import BBox, DocType, FieldSpec, PageText, TextLine

from .drawing import page

FORM = DocType("form", {"en": "Form"}, (
    FieldSpec("pupil", {"en": "Pupil"}, "name"), FieldSpec("folio", {"en": "Folio number"}, "code"),
    FieldSpec("tutor", {"en": "Tutor"}, "name"), FieldSpec("level", {"en": "Level reached"}, "text")))
PAIRS = (("Pupil", "Oswald Penrose"), ("Folio number", "K-40718"),
         ("Tutor", "Nadia Holloway"), ("Level reached", "Merit"))
RIGHT = {"pupil": "Oswald Penrose", "folio": "K-40718", "tutor": "Nadia Holloway", "level": "Merit"}


def read(lines, form: DocType = FORM) -> dict[str, str]:
    return {key: values[0].value for key, values in extract_fields([page(*lines)], form).items()}


def stepped(pairs, *, right: float, down: float, pitch: float = 45):
    return [line for i, (label, value) in enumerate(pairs) for line in
            ((50, 100 + pitch * i, label), (50 + right, 100 + pitch * i + down, value))]


def test_values_at_a_tab_of_the_next_line_are_found():
    assert read(stepped(PAIRS, right=110, down=16)) == RIGHT


def test_values_two_lines_lower_and_indented_are_found_in_columns():
    lines = [(x, y, text) for i, (label, value) in enumerate(PAIRS)
             for x, y, text in ((50 + 250 * (i % 2), 100 + 70 * (i // 2), label),
                                (75 + 250 * (i % 2), 132 + 70 * (i // 2), value))]
    assert read(lines) == RIGHT


def test_a_label_whose_value_is_missing_does_not_take_its_neighbours():
    lines = [line for line in stepped(PAIRS, right=110, down=16) if line[2] != "Nadia Holloway"]
    assert read(lines) == {key: value for key, value in RIGHT.items() if key != "tutor"}


def test_values_beside_their_labels_are_not_mistaken_for_values_of_the_line_above():
    lines = [line for line in stepped(PAIRS, right=110, down=0, pitch=16) if line[2] != "K-40718"]
    assert read(lines) == {key: value for key, value in RIGHT.items() if key != "folio"}


def test_further_lines_that_hang_where_the_value_begins_belong_to_it():
    lines = [(50, 100, "Level reached:"), (200, 100, "Merit in all subjects"), (200, 114, "and in sports"),
             (50, 150, "Tutor:"), (200, 150, "Nadia Holloway")]
    assert read(lines)["level"] == "Merit in all subjects and in sports"


def test_a_page_with_hundreds_of_labels_in_one_another_is_no_form():
    """By the cube of their number it would take minutes."""
    places = random.Random(1)
    lines = tuple(TextLine(text, BBox(x, y, x + 0.01, y + 0.01))
                  for text in ["Tutor"] * 2000 + ["Nadia"] * 2000
                  for x, y in [(places.random() / 20, places.random() / 20)])
    sheet = lay_out(PageText(1, 1000, 1400, lines, "layer"))
    begun = process_time()
    offsets.stepped(sheet, [cell for cell in sheet.cells if cell.text == "Tutor"])
    assert process_time() - begun < 60
