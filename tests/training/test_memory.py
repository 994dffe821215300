"""Layout memory in the product: what an approved document teaches the next one, and what must never enter."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.services import record
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.extraction import engine
from docmgr.extraction.engine import learning, plain
from docmgr.pipeline import flow
from docmgr.review import deciding
from docmgr.training.layouts import memory
from docmgr.training.models import LearnedLayout
from docmgr.training.samples import collecting
from tests.review import makers
from tests.training import house

pytestmark = pytest.mark.django_db
# What nothing on the page announces as a number of the invoice: only memory can know it.
NUMBER = "PO-7781"


@pytest.fixture
def document(employee: User, invoice_type: DocumentType) -> Document:
    values = {"number": "03847562", "total": "11300.00", "buyer": "火星贸易"}
    return makers.document(employee, invoice_type, values=values)


def decide(document: Document, by: User, key: str, kind: str, value: str = "") -> None:
    deciding.decide(document, by=by, revision=document.revision, key=key, kind=kind, value=value)


def approve(document: Document, by: User) -> None:
    flow.approve(document, actor=by, revision=document.revision)


def read_again(document: Document, learned: list) -> dict[str, engine.EngineValue]:
    """The stored pages of the document read by the engine, with this knowledge."""
    from ocr_engine.extract.extractor import extract_fields
    from ocr_engine.learn.adviser import adviser_for

    pages = [plain.read_page(engine.page_of(p)) for p in document.pages.all()]
    doc_type = plain.doc_type_of(document.doc_type.live.definition())
    fields = extract_fields(pages, doc_type, adviser_for(doc_type, learning.knowledge_of(learned)))
    return {key: plain.plain_value(values[0], 0) for key, values in fields.items()}


def test_an_approved_correction_is_known_when_the_next_document_of_the_layout_is_read(
    document: Document, reviewer: User,
) -> None:
    before = read_again(document, memory.learned_of(["test_invoice"]))
    assert "number" not in before or before["number"].value != NUMBER
    decide(document, reviewer, "number", "change", NUMBER)
    decide(document, reviewer, "buyer", "absent")
    approve(document, reviewer)
    again = read_again(document, memory.learned_of(["test_invoice"]))
    assert (again["number"].value, again["number"].how) == (NUMBER, f"memory:{document.pk}")


def test_only_what_a_person_decided_is_learned(document: Document, reviewer: User) -> None:
    decide(document, reviewer, "total", "confirm")
    decide(document, reviewer, "buyer", "absent")
    approve(document, reviewer)
    data = LearnedLayout.objects.get().data
    assert [lesson["key"] for lesson in data["lessons"]] == ["total"]  # the number was nobody's word
    assert data["absent"] == ["buyer"]


def test_a_document_on_which_nobody_decided_anything_teaches_nothing(employee, reviewer, invoice_type) -> None:
    untouched = makers.document(employee, invoice_type, values={"number": "03847562", "total": "11300.00"})
    approve(untouched, reviewer)
    assert not LearnedLayout.objects.exists()


@pytest.mark.parametrize("status", [s for s in Status if s != Status.APPROVED])
def test_no_document_teaches_before_a_person_approved_it(document: Document, reviewer: User, status: Status) -> None:
    decide(document, reviewer, "number", "change", NUMBER)
    Document.objects.filter(pk=document.pk).update(status=status)
    document.refresh_from_db()
    assert memory.learn(document) is None
    assert not LearnedLayout.objects.exists()


@pytest.mark.database
def test_forgetting_restores_the_former_answer_and_leaves_a_row_in_the_log(document: Document, reviewer: User) -> None:
    before = read_again(document, memory.learned_of(["test_invoice"]))
    decide(document, reviewer, "number", "change", NUMBER)
    approve(document, reviewer)
    assert read_again(document, memory.learned_of(["test_invoice"])) != before
    assert memory.forget(document)
    assert read_again(document, memory.learned_of(["test_invoice"])) == before
    assert AuditEvent.objects.filter(action="memory.forgotten").count() == 1
    assert not memory.forget(document)


def test_what_one_type_learned_is_not_told_to_another(document: Document, reviewer: User) -> None:
    decide(document, reviewer, "number", "change", NUMBER)
    approve(document, reviewer)
    assert memory.learned_of(["another_type"]) == []
    assert len(memory.learned_of(["another_type", "test_invoice"])) == 1


@pytest.mark.database
def test_an_administrator_forgets_a_document_by_its_number_and_hears_of_one_that_taught_nothing(
    document: Document, reviewer: User,
) -> None:
    decide(document, reviewer, "number", "change", NUMBER)
    approve(document, reviewer)
    call_command("forget_layout", str(document.pk))
    assert not LearnedLayout.objects.exists()
    with pytest.raises(CommandError, match=f"#{document.pk}"):
        call_command("forget_layout", str(document.pk))


def test_however_much_was_learned_each_layout_is_unpacked_once_and_the_newest_ones_count(
    employee: User, reviewer: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    slips = house.slip_type()
    made = house.fill(employee, reviewer, slips, layouts=range(3))
    unpacked: list[str] = []
    unpack = engine.opened
    monkeypatch.setattr(engine, "opened", lambda data: unpacked.append(json.loads(data)["id"]) or unpack(data))

    def known() -> list[str]:
        return [layout.id for layout in memory.learned_of(["slip"])]

    everything = [str(d.pk) for d in made]
    assert known() == known() == unpacked == everything
    memory.forget(made[1])
    assert known() == [i for i in everything if i != str(made[1].pk)] and unpacked == everything
    made[0].corrections.filter(key="total").update(after="1.00")
    memory.learn(made[0])
    [again] = [layout for layout in memory.learned_of(["slip"]) if layout.id == everything[0]]
    assert unpacked == [*everything, everything[0]]
    assert [lesson.value for lesson in again.opened.lessons if lesson.key == "total"] == ["1.00"]
    monkeypatch.setattr(memory, "MOST", 2)
    assert known() == everything[-2:]


def test_what_every_reading_asks_stands_in_an_index_and_costs_two_queries_however_much_was_learned(
    employee: User, reviewer: User, django_assert_num_queries: Any,
) -> None:
    """The rows hold 30 kB each: to look into thousands of them took as long as to find the fields of a page."""
    slips = house.slip_type()
    for layouts in (range(1), range(1, 4)):
        house.fill(employee, reviewer, slips, layouts=layouts)
        memory.learned_of(["slip"])
        with django_assert_num_queries(2) as asked:
            memory.learned_of(["slip"])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked.captured_queries[-1]['sql']}")
            told = [row[-1] for row in cursor.fetchall() if "learnedlayout" in row[-1]]
        assert told and all("COVERING INDEX" in line for line in told), told


def test_layouts_that_were_unpacked_before_answer_as_those_that_were_not(employee: User, reviewer: User) -> None:
    slips = house.slip_type()
    house.fill(employee, reviewer, slips, layouts=range(3))
    document, _right = house.document(employee, slips, 1, 9)
    pages = [engine.page_of(p) for p in document.pages.all()]
    opened, data = memory.learned_of(["slip"]), list(LearnedLayout.objects.values_list("data", flat=True))
    definition = slips.live.definition()
    fresh, kept, again = (list(engine.answers([("x", pages)], definition, learned=told)) for told in (
        data, opened, memory.learned_of(["slip"])))
    assert fresh == kept == again != list(engine.answers([("x", pages)], definition))
    assert learning.knowledge_of(opened) is learning.knowledge_of(memory.learned_of(["slip"]))
    assert learning.knowledge_of(opened[1:]) is not learning.knowledge_of(opened)


@pytest.mark.database
def test_documents_approved_before_anything_was_learned_teach_at_the_weekly_look_and_forgotten_ones_never_again(
    employee: User, reviewer: User,
) -> None:
    slips = house.slip_type()
    old, forgotten, held, undecided = house.fill(employee, reviewer, slips, layouts=range(2))
    memory.forget(forgotten, by=reviewer)
    LearnedLayout.objects.all().delete()
    Document.objects.filter(pk=held.pk).update(held_back=True)
    undecided.corrections.all().delete()
    found = collecting.run({}, progress=lambda *told: None)
    assert found["layouts"] == 1 and [row.document for row in LearnedLayout.objects.all()] == [old]
    assert collecting.run({}, progress=lambda *told: None)["layouts"] == 0


@pytest.mark.database
def test_what_was_learned_in_an_older_way_is_learned_once_more_at_the_weekly_look(
    employee: User, reviewer: User,
) -> None:
    slips = house.slip_type()
    old, new = house.fill(employee, reviewer, slips, layouts=range(1))
    before = LearnedLayout.objects.get(document=old).data
    LearnedLayout.objects.filter(document=old).update(way=memory.WAY - 1, data={**before, "lessons": []})
    learned_at = LearnedLayout.objects.get(document=new).created_at
    assert collecting.run({}, progress=lambda *told: None)["layouts"] == 1
    assert LearnedLayout.objects.get(document=old).data == before
    assert LearnedLayout.objects.get(document=new).created_at == learned_at
    assert collecting.run({}, progress=lambda *told: None)["layouts"] == 0


def test_the_weekly_look_asks_no_more_however_much_was_forgotten(employee: User, invoice_type: DocumentType) -> None:
    """SQLite takes some ten thousand values in one question."""
    before = len(memory.waiting().query.sql_with_params()[1])
    document = makers.document(employee, invoice_type)
    for pk in range(document.pk, document.pk + 3):
        record(Action.MEMORY_FORGOTTEN, obj=Document(pk=pk))
    assert len(memory.waiting().query.sql_with_params()[1]) == before
