"""The marks of a value, and how people's decisions lie over the engine's."""

from __future__ import annotations

import pytest
from django.utils import translation

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.documents.models import Document, Page
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.review import deciding
from docmgr.review.fields import CurrentField
from docmgr.review.marks import Mark
from docmgr.review.models import Correction
from docmgr.review.values import current_fields, current_fields_bulk
from tests.review import makers

pytestmark = pytest.mark.django_db


def at(document: Document, key: str, index: int = 0) -> CurrentField:
    return next(f for f in current_fields(document) if f.place == (key, index))


def save(document: Document, by: User, key: str, kind: str = "change", value: str = "", **more) -> int:
    document.refresh_from_db()
    return deciding.decide(
        document, by=by, revision=document.revision, key=key, kind=kind, value=value, **more).revision


def test_fields_come_in_the_order_of_the_type_and_each_at_least_once(invoice: Document) -> None:
    assert [f.place for f in current_fields(invoice)] == [
        ("number", 0), ("date", 0), ("net", 0), ("tax", 0), ("total", 0), ("buyer", 0), ("item", 0), ("item", 1),
        ("id_no", 0)]


@pytest.mark.parametrize(("key", "mark"), [
    ("number", Mark.MACHINE), ("date", Mark.LOOK), ("total", Mark.RULE), ("buyer", Mark.NO_EVIDENCE),
    ("id_no", Mark.ABSENT),
])
def test_each_trouble_has_its_mark(invoice: Document, key: str, mark: Mark) -> None:
    assert at(invoice, key).mark is mark


def test_a_required_field_without_a_value_needs_a_person_and_an_optional_one_does_not(
    employee: User, invoice_type: DocumentType,
) -> None:
    empty = makers.document(employee, invoice_type)
    assert at(empty, "total").mark is Mark.NO_EVIDENCE
    assert not at(empty, "total").settled
    assert at(empty, "buyer").mark is Mark.ABSENT
    assert at(empty, "buyer").settled


def test_a_value_from_the_files_own_data_needs_no_place_on_the_page(
    employee: User, invoice_type: DocumentType,
) -> None:
    exact = makers.document(employee, invoice_type, values={
        "total": {"value": "1.00", "page": None, "box": None, "source": "xml:factur-x"}})
    assert at(exact, "total").mark is Mark.MACHINE


def test_reasons_say_why_in_the_readers_language(invoice: Document) -> None:
    with translation.override("en"):
        assert at(invoice, "date").reasons == ("Less certain than the 90 % that this type asks for.",)
        assert at(invoice, "total").reasons[0] == "The amounts do not add up to the total. (11300)"
        assert at(invoice, "buyer").reasons[0] == "This text was not found on any page."
        assert at(invoice, "number").reasons == ()


def test_a_confirmed_value_is_the_persons(invoice: Document, reviewer: User) -> None:
    save(invoice, reviewer, "date", "confirm")
    field = at(invoice, "date")
    assert (field.mark, field.value, field.decided_by) == (Mark.PERSON, "2024-03-11", "wei")


def test_a_changed_value_is_normalised_by_its_kind_and_keeps_the_engines(invoice: Document, reviewer: User) -> None:
    save(invoice, reviewer, "total", value="¥11,300", page=1, box=[0.5, 0.4, 0.1, 0.43])
    field = at(invoice, "total")
    assert (field.value, field.raw, field.engine_value) == ("11300", "¥11,300", "11800.00")
    assert field.box == [0.1, 0.4, 0.5, 0.43]


def test_a_value_that_cannot_be_normalised_is_kept_as_typed_with_its_failed_check(
    invoice: Document, reviewer: User,
) -> None:
    save(invoice, reviewer, "date", value="2024年13月45日")
    field = at(invoice, "date")
    assert field.value == "2024年13月45日"
    assert field.mark is Mark.PERSON
    assert field.reasons


def test_a_field_that_is_not_on_the_document_is_settled(invoice: Document, reviewer: User) -> None:
    save(invoice, reviewer, "total", "absent")
    field = at(invoice, "total")
    assert (field.mark, field.value, field.settled) == (Mark.ABSENT, "", True)


def test_a_decision_can_be_taken_back(invoice: Document, reviewer: User) -> None:
    before = at(invoice, "total")
    save(invoice, reviewer, "total", "absent")
    save(invoice, reviewer, "total", "undo")
    after = at(invoice, "total")
    assert (after.mark, after.value, after.decided_by) == (before.mark, before.value, "")
    assert Correction.objects.count() == 2


def test_putting_the_total_right_clears_the_parts_that_a_rule_had_flagged(invoice: Document, reviewer: User) -> None:
    assert at(invoice, "net").mark is Mark.RULE
    save(invoice, reviewer, "total", value="11300")
    assert at(invoice, "net").mark is Mark.MACHINE
    assert at(invoice, "tax").mark is Mark.MACHINE
    invoice.refresh_from_db()
    assert invoice.flagged == 2  # date and buyer


def test_putting_the_total_wrong_flags_the_parts(employee: User, reviewer: User, invoice_type: DocumentType) -> None:
    fine = makers.document(employee, invoice_type, values={"net": "10.00", "tax": "1.00", "total": "11.00"})
    save(fine, reviewer, "total", value="12")
    assert at(fine, "net").mark is Mark.RULE
    assert at(fine, "total").mark is Mark.PERSON
    assert at(fine, "total").reasons


def test_values_of_a_list_field_are_added_and_removed(invoice: Document, reviewer: User) -> None:
    save(invoice, reviewer, "item", value="垫圈", index=2)
    save(invoice, reviewer, "item", "absent", index=0)
    assert [(f.index, f.value) for f in current_fields(invoice) if f.key == "item"] == [(1, "螺母"), (2, "垫圈")]


def test_a_list_field_whose_every_value_was_removed_is_absent_once(invoice: Document, reviewer: User) -> None:
    save(invoice, reviewer, "item", "absent", index=0)
    save(invoice, reviewer, "item", "absent", index=1)
    assert [(f.index, f.mark) for f in current_fields(invoice) if f.key == "item"] == [(0, Mark.ABSENT)]


def test_a_new_reading_keeps_what_people_said_of_single_values_only(invoice: Document, reviewer: User) -> None:
    save(invoice, reviewer, "total", value="11300")
    save(invoice, reviewer, "item", "absent", index=0)
    run = ExtractionRun.objects.get()
    ExtractionRun.objects.create(document=invoice, state="done", type_version=run.type_version)
    assert at(invoice, "total").value == "11300"
    assert at(invoice, "item").value == ""
    assert at(invoice, "number").value == ""


def test_what_was_decided_while_it_was_taken_for_another_type_says_nothing_of_the_field_with_the_same_key(
    invoice: Document, reviewer: User, invoice_type: DocumentType,
) -> None:
    save(invoice, reviewer, "total", "absent")
    save(invoice, reviewer, "number", value="PO-1")
    other = TypeVersion.objects.create(doc_type=DocumentType.objects.create(key="slip"), number=1, label_en="Slip")
    other.fields.create(key="total", label_en="Total", kind="money")
    slip = ExtractionRun.objects.create(document=invoice, state="done", type_version=other)
    FieldValue.objects.create(run=slip, key="total", value="12.00", raw="12.00", confidence=0.9)
    assert (at(invoice, "total").value, at(invoice, "total").decided_by) == ("12.00", "")
    ExtractionRun.objects.create(document=invoice, state="done", type_version=invoice_type.live)
    assert at(invoice, "number").value == "PO-1" and at(invoice, "total").mark is Mark.ABSENT


def test_a_run_that_did_not_finish_changes_nothing(invoice: Document) -> None:
    ExtractionRun.objects.create(document=invoice, state="failed")
    assert at(invoice, "number").value == "03847562"


def test_a_document_without_a_type_has_no_fields(employee: User) -> None:
    assert current_fields(makers.document(employee, None)) == []


def test_many_documents_cost_as_many_queries_as_one(
    employee: User, reviewer: User, invoice_type: DocumentType, django_assert_num_queries,
) -> None:
    made = [makers.document(employee, invoice_type, values={"total": "1.00", "item": ["a", "b"]}) for _ in range(12)]
    for document in made[:5]:
        save(document, reviewer, "total", "confirm")
    for few in (made[:1], made):
        with django_assert_num_queries(4):
            fields = current_fields_bulk(few)
    assert set(fields) == {d.pk for d in made}


def test_what_was_corrected_is_found_by_the_search(invoice: Document, reviewer: User) -> None:
    save(invoice, reviewer, "buyer", value="上海新名称有限公司")
    assert Document.objects.filter(search_text__contains="上海新名称有限公司").exists()
    assert Page.objects.count() == 1


def test_a_typed_value_gets_the_place_of_its_words_nearest_to_where_the_engine_looked(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    twice = makers.document(employee, invoice_type, values={
        "buyer": {"value": "别处", "box": [0.1, 0.52, 0.3, 0.55]}})
    Page.objects.update(lines=[makers.line("上海测试", y) for y in (0.1, 0.5, 0.9)])
    save(twice, reviewer, "buyer", value="上海测试")
    assert at(twice, "buyer").box == [0.1, 0.5, 0.6, 0.53]


def test_a_typed_value_that_stands_nowhere_claims_no_place_on_the_page(invoice: Document, reviewer: User) -> None:
    save(invoice, reviewer, "number", value="99999999")
    field = at(invoice, "number")
    assert (field.value, field.raw, field.page, field.box) == ("99999999", "", None, None)
    assert field.engine_box == makers.BOX


def test_a_typed_value_tells_the_wording_under_which_it_stands_on_the_page(invoice: Document, reviewer: User) -> None:
    save(invoice, reviewer, "number", value="po-7781")
    field = at(invoice, "number")
    assert field.page == 1
    assert field.box[1] == 0.55
    save(invoice, reviewer, "date", value="March 12, 2024")
    assert (at(invoice, "date").value, at(invoice, "date").raw) == ("2024-03-12", "")


def test_typing_the_engines_value_again_keeps_its_place(invoice: Document, reviewer: User) -> None:
    Page.objects.update(lines=[])
    was = at(invoice, "number")
    save(invoice, reviewer, "number", value=was.value)
    assert (at(invoice, "number").raw, at(invoice, "number").box) == (was.raw, was.box)


@pytest.mark.parametrize(("kind", "value"), [("confirm", ""), ("change", "99999999"), ("absent", "")])
def test_what_a_person_decided_has_no_score_of_the_machine(
    invoice: Document, reviewer: User, kind: str, value: str,
) -> None:
    save(invoice, reviewer, "number", kind, value=value)
    field = at(invoice, "number")
    assert (field.source, field.confidence, field.how) == ("person", None, "")
    save(invoice, reviewer, "number", "undo")
    assert (at(invoice, "number").source, at(invoice, "number").confidence) == ("ocr", 0.99)
