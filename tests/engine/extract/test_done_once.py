"""What is worked out once for a definition, and what is looked at before two wordings are compared."""

from dataclasses import replace
from itertools import product

import pytest

from ocr_engine.extract.extractor import gathered, open_document
from ocr_engine.extract.fields.plan import plan_fields
from ocr_engine.extract.finders.sums import amounts
from ocr_engine.extract.words.lexicon import concepts
from ocr_engine.extract.words.wordings_zh import likeness_in, marks
from ocr_engine.types import BBox, DocType, FieldSpec, PageText, TextLine

FORM = DocType("form", {"en": "Form"}, (
    FieldSpec("total", {"en": "Total", "de": "Summe"}, "money"), FieldSpec("day", {"en": "Date"}, "date")))


def test_wordings_that_are_at_all_alike_share_a_mark():
    names = [concept.names[0] for concept in concepts().values()]
    some = [*names[::7], "Bertag", "Betrag", "Rechnungsbetrag", "noites", "nights", "检验者"]
    for printed, name in product([*names[3::11], "Betrag", "Noite", "检验人", "报销部门"], some):
        if likeness_in(printed, name).share:
            assert marks(printed) & marks(name), (printed, name)


def test_the_plans_of_a_definition_are_made_once():
    again = replace(FORM, label={"en": "Form"}, fields=tuple(replace(f, label=dict(f.label)) for f in FORM.fields))
    assert all(one is other for one, other in zip(plan_fields(FORM), plan_fields(again), strict=True))


def test_another_definition_has_plans_of_its_own():
    total, day = FORM.fields
    turned = replace(FORM, fields=(replace(total, label={"de": "Summe", "en": "Total"}), day))
    longer = replace(FORM, fields=(replace(total, aliases=("Zahlbetrag",)), day))
    assert "zahlbetrag" in [name.folded for name in plan_fields(longer)[0].names]
    for other in (turned, longer, replace(FORM, label={"en": "Purchase order"})):
        assert plan_fields(other)[0] is not plan_fields(FORM)[0]


def test_whoever_takes_a_plan_out_takes_it_from_nobody_else():
    plan_fields(FORM).clear()
    assert [plan.key for plan in plan_fields(FORM)] == ["total", "day"]


def test_the_amounts_of_a_bill_are_read_once_a_document(monkeypatch: pytest.MonkeyPatch):
    lines = [TextLine(text, BBox(0.1, 0.1 + 0.05 * at, 0.6, 0.13 + 0.05 * at))
             for at, text in enumerate(["Net 10.00", "VAT 2.00", "Total 12.00"])]
    plans, bills = plan_fields(FORM), []
    bill_of = amounts.Bill.of
    monkeypatch.setattr(amounts.Bill, "of", lambda found, rounds: bills.append(found) or bill_of(found, rounds=rounds))
    document = open_document([PageText(1, 600, 800, tuple(lines), "text_layer")], plans)
    assert any(c.raw == "12.00" for c in gathered(document, plans)) and len(bills) == 1
    assert gathered(document, plans) and len(bills) == 1
