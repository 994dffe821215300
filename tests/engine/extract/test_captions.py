"""Forms that print a caption over each box, or under it."""

from __future__ import annotations

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page

FORM = DocType("form", {"en": "Form"}, (
    FieldSpec("pupil", {"en": "Pupil"}, "name"), FieldSpec("folio", {"en": "Folio number"}, "code"),
    FieldSpec("tutor", {"en": "Tutor"}, "name"), FieldSpec("level", {"en": "Level reached"}, "text")))
PAIRS = (("Pupil", "Oswald Penrose"), ("Folio number", "K-40718"),
         ("Tutor", "Nadia Holloway"), ("Level reached", "Merit"))


def read(lines) -> dict[str, str]:
    return {key: values[0].value for key, values in extract_fields([page(*lines)], FORM).items()}


def test_captions_under_their_values_are_read_upwards():
    lines = [line for i, (label, value) in enumerate(PAIRS) for line in
             ((50, 100 + 60 * i, value), (50, 116 + 60 * i, label))]
    assert read(lines) == {"pupil": "Oswald Penrose", "folio": "K-40718", "tutor": "Nadia Holloway", "level": "Merit"}


def test_captions_over_their_values_are_read_downwards():
    lines = [line for i, (label, value) in enumerate(PAIRS) for line in
             ((50, 100 + 60 * i, label), (50, 116 + 60 * i, value))]
    assert read(lines) == {"pupil": "Oswald Penrose", "folio": "K-40718", "tutor": "Nadia Holloway", "level": "Merit"}


def test_a_number_in_groups_is_taken_whole():
    form = DocType("card", {"fr": "Carte"}, (FieldSpec("nss", {"fr": "Numéro d'assuré"}, "code"),))
    found = extract_fields([page((50, 100, "Numéro d'assuré : 2 85 07 75 116 005"))], form)
    assert found["nss"][0].value.replace(" ", "") == "2850775116005"
