"""Forms that print their captions smaller than what stands in the boxes, and names in other languages than the page."""

from __future__ import annotations

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.labels.smallprint import small_captions
from ocr_engine.extract.page.laid_out import lay_out
from ocr_engine.types import DocType, FieldSpec

from .drawing import page

CAPTIONS = ("Straße und Hausnummer", "PLZ, Ort", "Telefon", "Staat und Bezirk", "Staat")
LINES = ((50, 100, "Straße und Hausnummer"), (250, 100, "PLZ, Ort"), (50, 110, "Kirchgasse 39 b"),
         (250, 110, "45127 Essen"), (50, 140, "Telefon"), (250, 140, "Staat und Bezirk"), (50, 150, "0170 6897090"),
         (250, 150, "Nordland"))


def form(*lines):
    return page(*lines, size=12, sizes=dict.fromkeys(CAPTIONS, 7.5))


def read(sheet, *fields, **said) -> dict[str, object]:
    found = extract_fields([sheet], DocType(said.get("key", "paper"), {"en": "Paper"}, fields))
    return {key: [v.value for v in values] if len(values) > 1 else values[0].value for key, values in found.items()}


def test_small_lines_over_larger_ones_are_captions_and_two_are_not_enough():
    sheet = lay_out(form(*LINES))
    assert {c.text for c in small_captions(sheet)} == set(CAPTIONS[:4])
    assert not small_captions(lay_out(form(*LINES[:4])))


def test_the_rest_of_a_caption_is_no_value_and_neither_is_another_caption():
    street = FieldSpec("street", {"de": "Straße"}, "text")
    assert read(form(*LINES), street) == {"street": "Kirchgasse 39 b"}
    empty = tuple(line for line in LINES if line[2] != "Kirchgasse 39 b")
    assert read(form(*empty, (50, 180, "Staat"), (50, 190, "NL")), street) == {}


def test_a_caption_that_begins_with_a_name_and_goes_on_is_of_something_else():
    lines = (*(line for line in LINES if line[2] not in ("Staat und Bezirk", "Nordland")), (250, 140, "Staat Steuer"),
             (250, 150, "22,50"), (50, 180, "Staat"), (50, 190, "OR"))
    sheet = page(*lines, size=12, sizes=dict.fromkeys((*CAPTIONS, "Staat Steuer"), 7.5))
    assert read(sheet, FieldSpec("state", {"de": "Staat"}, "text")) == {"state": "OR"}


def test_a_bare_english_key_finds_its_label_in_the_language_of_the_page():
    lines = ((50, 100, "Noites: 8"), (50, 120, "Pedidos especiais: Andar alto"), (50, 140, "Adultos: 2"))
    keys = (FieldSpec("nights", {"en": "nights"}, "number"), FieldSpec("requests", {"en": "requests"}, "text"),
            FieldSpec("adults", {"en": "adults"}, "number"))
    assert read(page(*lines), *keys) == {"nights": "8", "requests": "Andar alto", "adults": "2"}


def test_a_translation_that_leaves_a_word_out_says_nothing():
    lines = ((50, 100, "Kundennummer"), (250, 100, "GE2020211"))
    assert read(page(*lines), FieldSpec("customer_order_number", {"en": "customer order number"}, "code")) == {}


def test_the_number_of_a_type_of_paper_is_the_one_that_names_it():
    lines = ((50, 100, "Autorizado n.º 3308"), (50, 130, "Presupuesto n.º P-25/164"))
    found = read(page(*lines), FieldSpec("number", {"en": "number"}, "code"), key="quotation")
    assert found == {"number": "P-25/164"}


def test_a_caption_of_two_things_gives_each_its_part_of_the_value():
    lines = ((50, 100, "Vessel / Voyage"), (50, 116, "EVER GLORIOUS / 031R"), (50, 150, "Date / time"),
             (200, 150, "12/04/2024"))
    vessel, voyage = FieldSpec("vessel", {"en": "Vessel"}, "text"), FieldSpec("voyage", {"en": "Voyage No."}, "code")
    assert read(page(*lines), vessel, voyage) == {"vessel": "EVER GLORIOUS", "voyage": "031R"}
    whole = FieldSpec("both", {"en": "Vessel / Voyage"}, "text")
    assert read(page(*lines), whole) == {"both": "EVER GLORIOUS / 031R"}


def test_a_column_of_figures_means_its_total_for_a_field_with_one_value():
    head = ((50, 100, "Container"), (200, 100, "Packages"), (300, 100, "Seal"))
    rows = ((50, 116, "EDMU728"), (200, 116, "96"), (300, 116, "SL1"), (50, 132, "RGUU190"), (200, 132, "103"),
            (300, 132, "SL2"))
    packages = FieldSpec("packages", {"en": "Packages"}, "number")
    assert read(page(*head, *rows, (130, 148, "Total"), (200, 148, "199")), packages) == {"packages": "199"}
    assert read(page(*head, *rows), packages) == {"packages": "96"}


def test_an_order_is_written_by_who_buys_where_a_label_tells_who_sells():
    lines = ((50, 40, "Badger Fabrication Inc."), (50, 56, "2200 Stoughton Rd"), (50, 120, "VENDOR"),
             (50, 136, "Redwood Packaging Inc."), (50, 160, "PO # PO-152881"))
    fields = (FieldSpec("buyer", {"en": "Buyer"}, "name"), FieldSpec("vendor", {"en": "Vendor"}, "name"),
              FieldSpec("number", {"en": "PO number"}, "code"))
    assert read(page(*lines), *fields) == {"buyer": "Badger Fabrication Inc.", "vendor": "Redwood Packaging Inc.",
                                           "number": "PO-152881"}
