"""Papers of strangers: parties of the definition's own, boxes without a label, values in sentences, names cut out."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.fields.ownparties import owners_asked
from ocr_engine.extract.page.laid_out import lay_out
from ocr_engine.extract.values.names_latin import span_of_name
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def read(*lines, fields, **drawn) -> dict[str, str | list[str]]:
    found = extract_fields([page(*lines, **drawn)], DocType("paper", {"en": "Paper"}, tuple(fields)))
    many = {f.key for f in fields if f.many}
    return {key: [v.value for v in values] if key in many else values[0].value for key, values in found.items()}


BOATS = tuple(FieldSpec(f"{key}_{side}", {"en": f"{label} boat {side.upper()}"}, kind) for side in "ab"
              for key, label, kind in (("owner", "Owner", "name"), ("mark", "Sail mark", "code")))


def test_what_several_fields_share_is_a_party_of_the_definition():
    assert owners_asked(BOATS) == {"boat a": "of:boata", "boat b": "of:boatb"}
    sold = (FieldSpec("order", {"en": "Order date"}, "date"), FieldSpec("item", {"en": "Order item"}, "text"))
    assert owners_asked(sold) == {}


@pytest.mark.parametrize("beside", [False, True], ids=["under one another", "in the middle over two columns"])
def test_a_caption_belongs_to_the_party_that_heads_its_block(beside):
    lines = []
    for number, (side, owner, mark) in enumerate((("A", "Ida Falk", "GBR 4471"), ("B", "Tom Reed", "NED 8812"))):
        left, top = (50 + 260 * number, 100) if beside else (50, 100 + 120 * number)
        lines += [(left + (70 if beside else 0), top, f"Boat {side}"), (left, top + 25, "Owner"),
                  (left + 90, top + 25, owner), (left, top + 45, "Sail mark"), (left + 90, top + 45, mark)]
    assert read(*lines, fields=BOATS) == {
        "owner_a": "Ida Falk", "mark_a": "GBR 4471", "owner_b": "Tom Reed", "mark_b": "NED 8812"}


def test_a_field_whose_hint_speaks_of_a_box_is_what_is_ticked_though_no_label_announces_it():
    boxes = ((50, 100, "☐ Urgent"), (150, 100, "☒ For comment"), (280, 100, "☐ For your files"))
    asked = FieldSpec("handling", {"en": "Handling"}, "text", hint="The box that is ticked")
    assert read((50, 80, "CHECK ONE"), *boxes, fields=(asked,)) == {"handling": "For comment"}
    assert read((50, 80, "CHECK ONE"), *boxes, fields=(FieldSpec("handling", {"en": "Handling"}, "text"),)) == {}


def test_of_several_groups_of_boxes_the_heading_tells_which_is_meant():
    lines = ((50, 100, "The tenant is one of the following"), (50, 115, "☐ a person"), (200, 115, "☒ a company"),
             (50, 130, "☐ a public body"), (50, 180, "The garden is"), (50, 195, "☒ shared"), (200, 195, "☐ private"))
    asked = FieldSpec("kind", {"en": "Type of tenant"}, "text", hint="the ticked one")
    assert read(*lines, fields=(asked,)) == {"kind": "a company"}


def test_a_caption_over_choices_means_those_in_its_column():
    lines = ((50, 100, "Shift"), (300, 100, "Licence"), (50, 115, "☐ day ☒ night"), (300, 115, "☒ B ☐ C ☒ D"))
    asked = FieldSpec("licences", {"en": "Licence"}, "text", many=True)
    assert read(*lines, fields=(asked,)) == {"licences": ["B", "D"]}


def test_boxes_may_stand_behind_their_words():
    asked = FieldSpec("insured", {"en": "Insured"}, "text")
    assert read((50, 100, "Insured: Yes ☐ No ☒"), fields=(asked,)) == {"insured": "No"}


def test_a_sentence_tells_a_value_behind_a_word_of_the_field():
    line = (50, 100, "Hierbij bestellen wij, conform uw offerte, te leveren op uiterlijk 3-4-2026:")
    assert read(line, fields=(FieldSpec("delivery", {"nl": "Leverdatum"}, "date"),)) == {"delivery": "2026-04-03"}
    fee = FieldSpec("fee", {"en": "Compensation"}, "money")
    assert read((50, 100, "The compensation agreed upon is $38,500.00 for the whole of it."), fields=(fee,)) == {
        "fee": "38500.00"}


def test_a_value_behind_the_end_of_the_sentence_is_not_told_by_it():
    fee = FieldSpec("fee", {"en": "Compensation"}, "money")
    lines = ((50, 100, "No compensation is agreed upon. The rent is $405.00 and the deposit $100.00."),)
    assert read(*lines, fields=(fee,)) == {}


@pytest.mark.parametrize(("printed", "name"), [
    ("Åsa Nyström, Kvalitetschef", "Åsa Nyström"), ("Norrby Lack AB, Hamngatan 4, 582 20 Linköping", "Norrby Lack AB"),
    ("Frau Ida Falk", "Ida Falk"), ("Ida Falk, tel. 0151 4471", "Ida Falk"), ("Dr. Ida Falk, MD", "Dr. Ida Falk, MD"),
    ("Reed, Falk & Partners, Inc.", "Reed, Falk & Partners, Inc."), ("Hill, Ann", "Hill, Ann"),
    ("Northside Imaging (in network)", "Northside Imaging"),
])
def test_a_name_ends_before_what_says_more_of_it(printed, name):
    start, end = span_of_name(printed)
    assert printed[start:end] == name


def test_a_caption_in_two_languages_leads_a_long_line():
    line = (50, 100, "Tillverkare / Manufacturer: Norrby Lack AB, Hamngatan 4, 582 20 Linköping. Utskrivet 2024-01-31.")
    assert read(line, fields=(FieldSpec("maker", {"en": "Manufacturer"}, "name"),)) == {"maker": "Norrby Lack AB"}


def test_a_list_goes_on_under_the_same_header_of_the_next_page():
    def sheet(number, *items):
        rows = [((50, 100, "Article"), (300, 100, "Pieces"), (450, 100, "Price"))]
        rows += [((50, 120 + 20 * i, one), (300, 120 + 20 * i, str(i + 2)), (450, 120 + 20 * i, f"{i + 3}.50"))
                 for i, one in enumerate(items)]
        return page(*(cell for row in rows for cell in row), number=number)

    asked = FieldSpec("articles", {"en": "Article"}, "text", many=True)
    pages = [sheet(1, "Oak board", "Brass screw", "Wood glue"), sheet(2, "Sand paper", "Varnish")]
    found = extract_fields(pages, DocType("paper", {"en": "Paper"}, (asked,)))
    assert [v.value for v in found["articles"]] == ["Oak board", "Brass screw", "Wood glue", "Sand paper", "Varnish"]


def test_the_heading_of_the_next_part_ends_a_list():
    lines = ((50, 100, "Languages"), (50, 120, "Danish"), (50, 140, "Welsh"), (50, 165, "FORMER POSTS"),
             (50, 190, "Baker in Hexham"))
    asked = FieldSpec("languages", {"en": "Languages"}, "text", many=True)
    assert read(*lines, fields=(asked,)) == {"languages": ["Danish", "Welsh"]}


def test_a_caption_that_says_more_than_the_name_is_the_label_where_no_other_is():
    asked = FieldSpec("pages", {"en": "Number of pages"}, "number", ("Pages",))
    assert read((50, 100, "TOTAL NO. OF PAGES INCLUDING COVER: 6"), fields=(asked,)) == {"pages": "6"}


def test_boxes_of_one_sign_each_hold_one_word():
    comb = [(200 + 18 * i, 115, sign) for i, sign in enumerate("20254166")]
    asked = FieldSpec("number", {"zh": "准考证号"}, "code")
    assert read((230, 98, "准考证号"), *comb, fields=(asked,)) == {"number": "20254166"}


def test_signs_over_the_boxes_tell_where_the_cents_begin():
    heads = [(200 + 25 * i, 100, sign) for i, sign in enumerate("万千百十元角分")]
    comb = [(200 + 25 * i, 118, sign) for i, sign in enumerate("¥384050")]
    asked = FieldSpec("amount", {"zh": "金额小写"}, "money")
    assert read((50, 118, "金额小写"), *heads, *comb, fields=(asked,)) == {"amount": "3840.50"}


def test_a_table_of_single_figures_is_no_comb():
    marks = [(200 + 18 * i, 100 + 16 * row, str((i * 3 + row) % 9)) for row in range(4) for i in range(6)]
    assert len(lay_out(page(*marks)).cells) == len(marks)


def test_a_caption_in_whose_column_nothing_is_ticked_tells_nothing():
    lines = ((50, 100, "Shift"), (300, 100, "Licence"), (50, 115, "☐ day ☒ night"), (300, 115, "☐ B ☐ C"))
    assert read(*lines, fields=(FieldSpec("licences", {"en": "Licence"}, "text", many=True),)).get("licences") is None


def test_what_a_paper_is_called_is_nobodys_name():
    lines = ((220, 60, "MEMORANDUM"), (50, 120, "DATE:"), (120, 120, "September 26, 1991"))
    asked = FieldSpec("company", {"en": "Company"}, "name"), FieldSpec("date", {"en": "Date"}, "date")
    assert read(*lines, fields=asked) == {"date": "1991-09-26"}
