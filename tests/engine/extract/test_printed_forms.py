"""Forms and letters that a browser printed: boxes that are drawn, blocks beside each other, signatures, remarks."""

from __future__ import annotations

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def read(*lines, fields, **said) -> dict[str, object]:
    found = extract_fields([page(*lines, **said)], DocType("paper", {"en": "Paper"}, tuple(fields)))
    return {key: [v.value for v in values] if len(values) > 1 else values[0].value for key, values in found.items()}


def test_an_x_before_one_of_several_words_is_a_tick_whose_box_left_no_print():
    lines = ((50, 100, "Geschlecht"), (150, 100, "weiblich"), (250, 100, "männlich"), (350, 100, "x divers"),
             (50, 130, "Abteilung"), (150, 130, "Turnen x Handball"), (150, 145, "x Tischtennis"))
    fields = (FieldSpec("sex", {"de": "Geschlecht"}, "text"),
              FieldSpec("sections", {"de": "Abteilung"}, "text", many=True))
    assert read(*lines, fields=fields) == {"sex": "divers", "sections": ["Handball", "Tischtennis"]}


def test_of_two_blocks_beside_each_other_each_goes_on_with_its_own_lines():
    lines = ((50, 100, "Vendor"), (300, 100, "Ship to"), (50, 116, "Redwood Packaging Inc."),
             (300, 116, "Gulfshore Marine LLC"), (50, 130, "P.O. Box 845"), (300, 130, "266 County Road 26"),
             (50, 144, "Bend, OR 97702"), (300, 144, "Duluth, MN 55811"))
    found = read(*lines, fields=(FieldSpec("ship_to", {"en": "Ship-to address"}, "address"),))
    assert found == {"ship_to": "266 County Road 26 Duluth, MN 55811"}


def test_who_signs_for_a_company_is_not_the_company():
    lines = ((50, 40, "Reformas Arizaga"), (50, 56, "C/ Prim, 33, 20006 Donostia"),
             (50, 300, "Por la empresa: Ana Pons"))
    company = FieldSpec("company", {"es": "Empresa"}, "name")
    assert read(*lines, fields=(company,), sizes={"Reformas Arizaga": 18}) == {"company": "Reformas Arizaga"}


def test_a_remark_in_brackets_is_no_part_of_a_name():
    line = (50, 100, "Provider: Summit Radiology Partners (in network)")
    assert read(line, fields=(FieldSpec("p", {"en": "Provider"}, "name"),)) == {"p": "Summit Radiology Partners"}


def test_a_second_line_without_figures_belongs_to_the_row_above_and_is_no_value():
    lines = ((50, 100, "Container No."), (200, 100, "Goods"), (400, 100, "Weight"), (50, 116, "EDMU7283479"),
             (200, 116, "Resin"), (400, 116, "16294"), (50, 130, "SL329704"), (200, 130, "in bags"),
             (50, 146, "RGUU1908295"), (200, 146, "Drums"), (400, 146, "13278"))
    containers = FieldSpec("containers", {"en": "Container No."}, "code", many=True)
    assert read(*lines, fields=(containers,)) == {"containers": ["EDMU7283479", "RGUU1908295"]}


def test_further_pairs_of_a_line_are_read_and_end_the_value_before_them():
    line = (50, 100, "Condiciones. Plazo: 3 semanas. Pago: Transferencia a 30 días. Oferta de marzo.")
    fields = (FieldSpec("completion", {"es": "Plazo de ejecución"}, "text"),
              FieldSpec("terms", {"es": "Forma de pago"}, "text"))
    assert read(line, fields=fields) == {"completion": "3 semanas", "terms": "Transferencia a 30 días"}


def test_a_business_card_is_read_without_labels():
    lines = ((200, 40, "Ingrid van den Berg"), (200, 62, "Head of Operations"), (40, 80, "lichtwerk"),
             (200, 110, "M +31 6 8973 1336"), (200, 125, "T +31 20 315 8267"), (200, 140, "i.berg@lichtwerk.example"))
    fields = (FieldSpec("name", {"en": "Name"}, "name"), FieldSpec("title", {"en": "Job title"}, "text"),
              FieldSpec("mobile", {"en": "Mobile"}, "phone"), FieldSpec("phone", {"en": "Phone"}, "phone"))
    found = read(*lines, fields=fields, sizes={"Ingrid van den Berg": 18})
    assert (found["name"], found["title"]) == ("Ingrid van den Berg", "Head of Operations")
    assert "8973" in str(found["mobile"]) and "315" in str(found["phone"])


def test_a_list_in_a_sentence_runs_over_the_end_of_its_line_and_ends_with_it():
    lines = ((50, 100, "Present: Rhys Okonkwo, Hamish Tranter, Yasmin Osei, Siobhan Prendergast, Callum Ash, Graham"),
             (50, 115, "Ashworth. In attendance were Ann Hill and two members of the public, who both asked questions"),
             (50, 130, "about the roof."))
    found = read(*lines, fields=(FieldSpec("present", {"en": "Present"}, "name", many=True),), size=9)
    assert found["present"] == ["Rhys Okonkwo", "Hamish Tranter", "Yasmin Osei", "Siobhan Prendergast", "Callum Ash",
                                "Graham Ashworth"]


def test_a_heading_set_apart_letter_by_letter_ends_a_list():
    lines = ((50, 100, "LANGUAGES"), (50, 116, "French (B2)"), (50, 132, "German (A2)"), (50, 152, "S K I L L S"),
             (50, 168, "AutoCAD"))
    languages = FieldSpec("languages", {"en": "Languages"}, "text", many=True)
    assert read(*lines, fields=(languages,)) == {"languages": ["French (B2)", "German (A2)"]}


def test_the_amount_of_a_row_stands_under_no_header_of_a_base_or_a_rate():
    lines = ((50, 100, "Rubrique"), (200, 100, "Base"), (280, 100, "Taux"), (360, 100, "Part salarié"),
             (50, 116, "Impôt sur le revenu"), (200, 116, "2 332,93"), (360, 116, "44,90"))
    assert read(*lines, fields=(FieldSpec("tax", {"fr": "Impôt sur le revenu"}, "money"),)) == {"tax": "44.90"}


def test_a_number_is_told_with_what_it_counts_unless_two_are():
    adults = FieldSpec("adults", {"en": "adults"}, "number")
    assert read((50, 100, "Hóspedes"), (50, 116, "4 adultos, 2 crianças"), fields=(adults,)) == {"adults": "4"}
    assert read((50, 100, "2 adults"), (50, 116, "4 adults"), fields=(adults,)) == {}
