"""Which field takes which value of the data: by its names and its kind, in any language of the vocabulary."""

from __future__ import annotations

import pytest

from ocr_engine.doctypes.load import builtin_type, load_type
from ocr_engine.truth.terms import terms_of
from ocr_engine.types import FieldSpec


@pytest.mark.parametrize(("label", "kind", "terms"), [
    ({"de": "Rechnungs-Nr."}, "code", ("BT-1",)), ({"en": "invoice_number"}, "text", ("BT-1",)),
    ({"fr": "Date d’échéance"}, "date", ("BT-9",)), ({"zh": "價稅合計"}, "money", ("BT-112",)),
    ({"en": "Purchase order No."}, "code", ("BT-13",)), ({"en": "Quantity"}, "number", ("BT-129",)),
    ({"en": "Weather"}, "text", ()), ({"en": "Due date"}, "money", ()),
])
def test_a_field_finds_its_term_by_its_name(label: dict[str, str], kind: str, terms: tuple[str, ...]) -> None:
    assert terms_of(FieldSpec("x", label, kind)) == terms


def test_a_loose_other_name_never_overrules_the_label() -> None:
    spec = FieldSpec("x", {"en": "Delivery date"}, "date", aliases=("Date",))
    assert terms_of(spec) == ("BT-72",)


def test_a_definition_may_name_the_term_outright() -> None:
    data = {"key": "t", "label": {"en": "T"}, "fields": [
        {"key": "a", "label": {"en": "What we owe"}, "kind": "money", "terms": ["BT-115"]}]}
    assert terms_of(load_type(data).fields[0]) == ("BT-115",)


def test_every_field_of_the_built_in_invoices_has_a_term() -> None:
    for key in ("invoice", "vat_invoice"):
        built_in = builtin_type(key)
        assert built_in is not None and [f.key for f in built_in.fields if not terms_of(f)] == []
