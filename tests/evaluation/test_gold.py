"""Gold sets: who may put what in, that nothing in them teaches, and what scoring them says."""

from __future__ import annotations

import pytest

from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Invalid, NotAllowed
from docmgr.documents.models import Document, Status
from docmgr.evaluation import gold, services
from docmgr.evaluation.models import GoldDocument
from docmgr.review import deciding
from docmgr.review.queue import waiting
from docmgr.training.layouts import memory
from docmgr.training.models import LearnedLayout
from tests.review import makers
from tests.review.tabled import table_document, table_type

pytestmark = pytest.mark.django_db


@pytest.mark.database
def test_a_gold_document_keeps_its_values_as_they_were_approved(approved, admin, invoice_type):
    document = approved(number="PO-7781")
    assert gold.add([document], by=admin) == 1
    fields = GoldDocument.objects.get().fields
    assert (fields["number"], fields["total"], fields["buyer"], fields["item"]) == ("PO-7781", "11300.00", None, None)
    assert AuditEvent.objects.filter(action="gold.added").count() == 1
    assert gold.add([document], by=admin) == 0  # it is in


def test_lines_that_nobody_looked_at_are_not_asked_for(employee, reviewer, admin):
    documents = [table_document(employee, doc_type) for doc_type in [table_type(asks=False)] * 2]
    deciding.decide(documents[1], by=reviewer, revision=0, key="amount", index=0, kind="confirm")
    Document.objects.update(status=Status.APPROVED)
    gold.add(Document.objects.all(), by=admin)
    bare, looked_at = (one.fields for one in GoldDocument.objects.order_by("document_id"))
    assert bare == {"net": "130.00"}
    assert looked_at["amount"] == ["45.00", "24.00", "31.00"] and looked_at["price"] == ["4.50", "31.00"]


@pytest.mark.database
def test_what_a_gold_document_taught_is_forgotten_and_comes_back_with_its_leaving(approved, admin, invoice_type):
    document = approved(number="PO-7781")
    before = memory.learned_of(["test_invoice"])
    assert len(before) == 1
    gold.add([document], by=admin)
    assert memory.learned_of(["test_invoice"]) == [] and not LearnedLayout.objects.exists()
    assert memory.learn(Document.objects.get(pk=document.pk)) is None
    assert gold.remove(document, by=admin)
    assert [known.opened for known in memory.learned_of(["test_invoice"])] == [known.opened for known in before]
    assert not gold.remove(document, by=admin)


def test_a_layout_that_was_learned_before_the_flag_does_not_speak(approved, admin):
    document = approved(number="PO-7781")
    Document.objects.filter(pk=document.pk).update(held_back=True)
    assert memory.learned_of(["test_invoice"]) == []


def test_only_approved_documents_become_gold(employee, reviewer, invoice_type):
    open_one = makers.document(employee, invoice_type, values={"number": "1"})
    with pytest.raises(Invalid):
        gold.add([open_one], by=reviewer)
    assert not GoldDocument.objects.exists()


def test_an_employee_puts_nothing_into_a_gold_set(approved, employee):
    document = approved(number="PO-7781")
    for act in (lambda: gold.add([document], by=employee), lambda: gold.remove(document, by=employee),
                lambda: gold.sample(document.doc_type, 1, by=employee)):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.database
def test_a_sample_is_drawn_from_approved_documents_that_are_not_in_yet(approved, admin, invoice_type):
    made = [approved(number=f"PO-{n}") for n in range(4)]
    gold.add(made[:1], by=admin)
    assert gold.sample(invoice_type, 2, by=admin, seed=1) == 2
    assert gold.sample(invoice_type, 50, by=admin, seed=1) == 1  # all that is left
    assert GoldDocument.objects.filter(origin="sample").count() == 3
    with pytest.raises(Invalid):
        gold.sample(invoice_type, 0, by=admin)


def test_reviewers_are_not_asked_about_documents_whose_right_values_came_with_them(employee, reviewer, invoice_type):
    document = makers.document(employee, invoice_type, values={"number": "1"})
    gold.add_labelled(document, {"number": "03847562"}, by=reviewer)
    assert not waiting(reviewer).filter(pk=document.pk).exists()


def test_scoring_says_what_the_live_version_finds_on_the_stored_pages(approved, admin, invoice_type):
    gold.add([approved(total="11300.00", number="03847562")], by=admin)
    report = services.score(gold.gold_set_of(invoice_type))
    assert report["documents"] == 1 and report["waiting"] == 0
    assert report["fields"]["total"]["f1"] == 1.0
    assert report["fields"]["total"]["n"] == 1
    counts = next(iter(report["counts"].values()))
    assert counts["total"] == [1, 1, 1]
    assert report["reliability"]["values"] > 0


@pytest.mark.parametrize("printed", ["Yes", "是", "true"])
def test_a_label_may_say_yes_as_it_is_printed(employee, admin, invoice_type, printed):
    document = makers.document(employee, invoice_type)
    page = document.pages.get()
    page.lines = [makers.line("Paid: Yes", 0.1)]
    page.save()
    gold.add_labelled(document, {"paid": printed}, by=admin)
    definition = {"key": invoice_type.key, "fields": [{"key": "paid", "label": "Paid", "kind": "boolean"}]}
    assert services.score(gold.gold_set_of(invoice_type), definition=definition)["fields"]["paid"]["f1"] == 1.0


def test_a_draft_is_scored_in_place_of_the_live_version(approved, admin, invoice_type):
    gold.add([approved(number="PO-7781")], by=admin)
    definition = invoice_type.live.definition()
    before = services.score(gold.gold_set_of(invoice_type))["fields"]["number"]["f1"]
    for field in definition["fields"]:
        if field["key"] == "number":
            field["aliases"] = ["订单"]
            field["label"] = {"zh": "订单", "en": "Order"}
    after = services.score(gold.gold_set_of(invoice_type), definition=definition)
    assert (before, after["fields"]["number"]["f1"]) == (0.0, 1.0)
    definition["rules"], definition["fields"] = [], [f for f in definition["fields"] if f["key"] == "total"]
    assert set(services.score(gold.gold_set_of(invoice_type), definition=definition)["fields"]) == {"total"}


def test_what_was_learned_raises_the_score_and_can_be_left_out(approved, admin, invoice_type):
    taught, measured = approved(number="PO-7781"), approved(number="PO-7781")
    gold.add([measured], by=admin)
    gold_set = gold.gold_set_of(invoice_type)
    assert services.score(gold_set)["fields"]["number"]["f1"] == 1.0
    assert services.score(gold_set, knowledge="none")["fields"]["number"]["f1"] == 0.0
    assert services.score(gold_set, learned=[])["fields"]["number"]["f1"] == 0.0
    memory.forget(taught)
    assert services.score(gold_set)["fields"]["number"]["f1"] == 0.0


def test_documents_that_wait_for_their_first_reading_are_not_scored_and_unreadable_ones_are_missed(
    employee, admin, invoice_type,
):
    for status in ("uploaded", "failed"):
        document = makers.document(employee, invoice_type, status=status)
        document.pages.all().delete()
        gold.add_labelled(document, {"total": "5.00"}, by=admin)
    report = services.score(gold.gold_set_of(invoice_type))
    assert (report["documents"], report["waiting"], report["fields"]["total"]["f1"]) == (1, 1, 0.0)


def test_a_draft_that_the_engine_cannot_work_with_is_refused_in_plain_words(approved, admin, invoice_type):
    gold.add([approved(number="PO-7781")], by=admin)
    definition = {**invoice_type.live.definition(), "rules": [{"rule": "sum", "of": ["nothing"], "equals": "total"}]}
    with pytest.raises(Invalid) as refused:
        services.score(gold.gold_set_of(invoice_type), definition=definition)
    assert "nothing" in str(refused.value.message)
