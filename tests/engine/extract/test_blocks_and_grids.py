"""Lists of keys beside their values, grids with wide boxes, and blocks of parties that only the definition names."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def read(*lines, fields) -> dict[str, list[str]]:
    found = extract_fields([page(*lines)], DocType("form", {"en": "Form"}, tuple(fields)))
    return {key: [v.value for v in values] for key, values in found.items()}


def test_a_key_has_its_value_beside_it_though_a_table_of_the_page_has_its_values_under_captions():
    fields = [FieldSpec(key, {"es": label}, kind) for key, label, kind in (
        ("passenger", "Pasajero", "name"), ("fare", "Clase", "text"), ("seat", "Asiento", "text"))]
    table = [(40 + 90 * at, 160 + 16 * row, text) for row, texts in enumerate((
        ("Vuelo", "Fecha", "Origen", "Destino", "Salida", "Llegada", "Asiento"),
        ("QX 4471", "02/03/2025", "Vigo", "Reus", "07:50", "09:10", "14C"))) for at, text in enumerate(texts)]
    found = read((40, 80, "Pasajero"), (120, 80, "Nieves Aldana"), (260, 80, "Número de billete"), (400, 80, "9917404"),
                 (40, 100, "Clase"), (120, 100, "Turista"), (260, 100, "Equipaje"), (400, 100, "Una maleta"),
                 *table, fields=fields)
    assert found == {"passenger": ["Nieves Aldana"], "fare": ["Turista"], "seat": ["14C"]}


def test_what_follows_a_name_in_the_cell_of_a_key_belongs_to_the_key():
    fields = [FieldSpec("area", {"vi": "Diện tích"}, "text"), FieldSpec("use", {"vi": "Mục đích"}, "text")]
    assert read((40, 80, "Diện tích sử dụng"), (240, 80, "48 m²"), (40, 100, "Mục đích"), (240, 100, "Để ở"),
                (40, 120, "Hướng"), (240, 120, "Đông Nam"), fields=fields) == {"area": ["48 m²"], "use": ["Để ở"]}


def test_the_only_other_print_in_a_row_of_a_grid_is_its_value_however_wide_the_box_and_whatever_else_it_may_name():
    fields = [FieldSpec(key, {"zh": label}, "text") for key, label in (
        ("want", "求职意向"), ("native", "籍贯"), ("degree", "学历"))]
    assert read((60, 80, "籍贯"), (140, 80, "山东临沂"), (60, 110, "学历"), (140, 110, "大专"),
                (50, 140, "求职意向"), (380, 140, "销售经理"), (50, 170, "政治面貌"), (140, 170, "群众"),
                fields=fields) == {"want": ["销售经理"], "native": ["山东临沂"], "degree": ["大专"]}


def test_a_middle_dot_parts_the_two_languages_of_a_caption():
    fields = [FieldSpec("sender", {"en": "Consignor"}, "name"), FieldSpec("land", {"en": "Country of origin"}, "text")]
    assert read((40, 80, "1 Consignor · Absender"), (40, 96, "Harzer Blechwaren GmbH"),
                (40, 140, "3 Country of origin · Ursprungsland"), (40, 156, "Germany"), fields=fields) == {
        "sender": ["Harzer Blechwaren GmbH"], "land": ["Germany"]}


LEASE = [FieldSpec(key, {"vi": label}, kind, aliases) for key, label, kind, aliases in (
    ("landlord", "Bên cho thuê", "name", ("Bên A",)), ("landlord_id", "CCCD bên cho thuê", "code", ()),
    ("landlord_phone", "Điện thoại bên cho thuê", "phone", ()), ("tenant", "Bên thuê", "name", ("Bên B",)),
    ("tenant_id", "CCCD bên thuê", "code", ()), ("tenant_address", "Địa chỉ bên thuê", "address", ()))]
ASKED = {"landlord": ["Đỗ Thị Hạnh"], "landlord_id": ["001184023377"], "landlord_phone": ["0987123456"],
         "tenant": ["Bùi Văn Khoa"], "tenant_id": ["036190006412"],
         "tenant_address": ["17 Hàng Bún, quận Ba Đình, Hà Nội"]}


@pytest.mark.parametrize("over", [("BÊN CHO THUÊ (Bên A):", "BÊN THUÊ (Bên B):"), ("Bên A", "Bên B")])
def test_what_a_definition_calls_a_party_heads_its_block(over):
    blocks = (("Họ và tên: Đỗ Thị Hạnh", "CCCD số: 001184023377", "Địa chỉ: 5 Lò Đúc, quận Hai Bà Trưng, Hà Nội",
               "Điện thoại: 0987123456"),
              ("Họ và tên: Bùi Văn Khoa", "CCCD số: 036190006412", "Địa chỉ: 17 Hàng Bún, quận Ba Đình, Hà Nội",
               "Điện thoại: 0912000333"))
    lines = [(40, 80 + 120 * at + 18 * row, text) for at, (head, block) in enumerate(zip(over, blocks, strict=True))
             for row, text in enumerate((head, *block))]
    assert read(*lines, fields=LEASE) == ASKED


def test_a_caption_with_its_value_under_it_heads_no_block():
    fields = [FieldSpec(key, {"en": label}, kind) for key, label, kind in (
        ("holder", "Permit holder", "name"), ("holder_id", "Permit holder code", "code"),
        ("site", "Site address", "address"))]
    found = read((40, 80, "Permit holder"), (40, 98, "Gulfshore Marine LLC"), (40, 130, "Permit holder code"),
                 (40, 148, "PH-20771"), (40, 180, "Site address"), (40, 198, "12 Juniper Ridge Rd, Bend, OR 97702"),
                 fields=fields)
    assert found == {"holder": ["Gulfshore Marine LLC"], "holder_id": ["PH-20771"],
                     "site": ["12 Juniper Ridge Rd, Bend, OR 97702"]}


@pytest.mark.parametrize(("key", "label", "line", "kind", "value"), [
    ("number", "Số hợp đồng", "Số hợp đồng: 81/2025/HĐTN", "code", "81/2025/HĐTN"),
    ("term", "Thời hạn thuê", "Thời hạn thuê: 24 tháng kể từ ngày ký", "text", "24 tháng"),
    ("landlord", "Locatore", "Locatore: Sig./Sig.ra Ornella Carrara", "name", "Ornella Carrara")])
def test_values_are_read_as_their_languages_write_them(key, label, line, kind, value):
    assert read((40, 80, line), fields=[FieldSpec(key, {"vi": label}, kind)]) == {key: [value]}


def test_a_period_is_told_in_vietnamese():
    fields = [FieldSpec("start", {"vi": "Ngày bắt đầu", "en": "Start date"}, "date"),
              FieldSpec("end", {"vi": "Ngày kết thúc", "en": "End date"}, "date")]
    assert read((40, 80, "Hợp đồng có hiệu lực kể từ ngày 01/09/2024 đến hết ngày 31/08/2026."), fields=fields) == {
        "start": ["2024-09-01"], "end": ["2026-08-31"]}
