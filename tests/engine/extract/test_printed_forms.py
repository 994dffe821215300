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
