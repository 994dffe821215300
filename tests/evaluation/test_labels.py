"""Gold labels that deserve a look: what a run finds, what people say of it, and that no figure changes by itself."""

from __future__ import annotations

import json

import pytest
from django.db import transaction

from docmgr.accounts.models import Role
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed, NotThere
from docmgr.documents.models import Document
from docmgr.evaluation import exporting, gold, labels, runs
from docmgr.evaluation.goldfile import read_lines
from docmgr.evaluation.models import EvaluationRun, GoldDocument, LabelIssue
from docmgr.evaluation.relabelling import settle, still_said
from docmgr.review.services import FourEyes
from docmgr.review.values import current_fields
from tests.review import makers
from tests.simultaneous import at_once

pytestmark = pytest.mark.django_db
# What the page says, and a slip of it.
PAPER, SLIP = "03847562", "03847563"


@pytest.fixture
def wrong(approved, admin, invoice_type):
    """A gold set with one wrong label, and its first run."""
    made = [approved(number=SLIP), approved(number=PAPER)]
    gold.add(made, by=admin)
    for member in GoldDocument.objects.all():  # of the other fields nobody knows anything
        member.fields = {key: member.fields[key] for key in ("number", "total")}
        member.save()
    runs.evaluate(invoice_type, by=admin)
    return made[0]


def fields_of(document: Document) -> dict:
    return GoldDocument.objects.get(document=document).fields


def the_issue() -> LabelIssue:
    return LabelIssue.objects.get()


@pytest.mark.database
def test_a_run_keeps_the_labels_that_the_page_speaks_against(wrong):
    issue = the_issue()
    assert (issue.member.document, issue.key, issue.label, issue.answer) == (wrong, "number", SLIP, PAPER)
    assert issue.label_on_page is False and issue.near and issue.page == 1 and len(issue.box) == 4
    assert issue.run == EvaluationRun.objects.get() and issue.state == "open"


@pytest.mark.database
def test_a_corrected_label_changes_the_measure_alone_and_the_figures_with_the_next_run(
    wrong, reviewer, admin, invoice_type,
):
    before = EvaluationRun.objects.get()
    settle(the_issue(), by=reviewer, verdict="answer")
    assert fields_of(wrong)["number"] == PAPER
    assert {f.key: f.value for f in current_fields(wrong)}["number"] == SLIP
    assert EvaluationRun.objects.get().f1 == before.f1 and EvaluationRun.objects.get().report == before.report
    assert labels.standing(reviewer, invoice_type).changed == 1
    event = AuditEvent.objects.get(action="label.corrected")
    assert (event.object_id, event.actor_name) == (str(wrong.pk), reviewer.display_name)
    assert (event.before, event.after) == (
        {"field": "number", "value": SLIP}, {"field": "number", "value": PAPER})
    after = runs.evaluate(invoice_type, by=admin)
    assert after.f1 > before.f1
    assert labels.standing(reviewer, invoice_type).changed == 0 and labels.changed_since(before, after) == 1
    assert the_issue().state == "answer"  # it stays, and is not asked again


@pytest.mark.database
def test_a_label_that_was_confirmed_is_never_asked_again_for_this_answer(wrong, reviewer, admin, invoice_type):
    settle(the_issue(), by=reviewer, verdict="label")
    assert fields_of(wrong)["number"] == SLIP and AuditEvent.objects.filter(action="label.kept").count() == 1
    runs.evaluate(invoice_type, by=admin)
    assert the_issue().state == "label" and labels.standing(reviewer, invoice_type).open == 0


@pytest.mark.parametrize(("verdict", "value", "label", "state"), [
    ("edit", " 03847569 ", "03847569", "edit"), ("edit", PAPER, PAPER, "answer"), ("edit", SLIP, SLIP, "label"),
    ("absent", "", None, "absent"), ("edit", "two\r\nlines", "two\nlines", "edit"),  # as a form sends them
])
def test_a_label_is_typed_or_struck_out(wrong, reviewer, verdict, value, label, state):
    settle(the_issue(), by=reviewer, verdict=verdict, value=value)
    assert fields_of(wrong)["number"] == label and the_issue().state == state


@pytest.mark.parametrize("verdict", ["answer", "label", "absent"])
def test_what_was_said_can_be_taken_back(wrong, reviewer, invoice_type, verdict):
    settle(the_issue(), by=reviewer, verdict=verdict)
    settle(the_issue(), by=reviewer, verdict="undo")
    assert fields_of(wrong)["number"] == SLIP and the_issue().state == "open" and the_issue().by is None
    assert labels.standing(reviewer, invoice_type).changed == 0
    assert AuditEvent.objects.filter(action="label.undone").count() == 1


def test_nothing_is_said_of_a_label_twice_nor_without_a_value(wrong, reviewer):
    issue = the_issue()
    for refused in ({"verdict": "edit", "value": " "}, {"verdict": "guess"}):
        with pytest.raises(Invalid):
            settle(issue, by=reviewer, **refused)
    with pytest.raises(Conflict):
        settle(issue, by=reviewer, verdict="undo")
    settle(issue, by=reviewer, verdict="label")
    with pytest.raises(Conflict):
        settle(LabelIssue.objects.get(), by=reviewer, verdict="answer")
    assert fields_of(issue.member.document)["number"] == SLIP


def test_a_label_that_is_another_one_by_now_is_not_overwritten(wrong, reviewer):
    GoldDocument.objects.filter(document=wrong).update(fields={"number": "PO-1"})
    with pytest.raises(Conflict):
        settle(the_issue(), by=reviewer, verdict="answer")
    assert fields_of(wrong) == {"number": "PO-1"}


def test_only_who_reads_the_document_in_clear_settles_its_labels(wrong, employee, reviewer, admin, invoice_type):
    issue = the_issue()
    assert labels.get(reviewer, invoice_type, issue.pk) == issue
    auditor = makers.person("eye", Role.AUDITOR)
    for person, refusal in ((admin, NotThere), (employee, NotAllowed), (auditor, NotAllowed)):
        with pytest.raises(refusal):
            labels.get(person, invoice_type, issue.pk)
    standing = labels.standing(admin, invoice_type)
    assert (standing.open, standing.hidden) == (0, 1)
    with pytest.raises(NotAllowed):
        settle(issue, by=employee, verdict="answer")


def test_where_four_eyes_are_demanded_nobody_settles_labels_of_an_own_document(wrong, reviewer, invoice_type):
    Document.objects.filter(pk=wrong.pk).update(owner=reviewer)
    invoice_type.four_eyes = True
    invoice_type.save()
    with pytest.raises(FourEyes):
        settle(the_issue(), by=reviewer, verdict="answer")
    assert fields_of(wrong)["number"] == SLIP


def test_the_audit_log_masks_a_label_of_a_sensitive_field(wrong, reviewer):
    issue = the_issue()
    LabelIssue.objects.update(key="id_no", label="", answer="110105194912310021")
    GoldDocument.objects.filter(document=wrong).update(fields={"id_no": None})
    issue.refresh_from_db()
    settle(issue, by=reviewer, verdict="answer")
    assert fields_of(wrong)["id_no"] == "110105194912310021"
    assert AuditEvent.objects.get(action="label.corrected").after["value"] == "110***********0021"


def test_in_a_list_the_one_label_is_put_right_and_the_others_stay(wrong, reviewer):
    LabelIssue.objects.update(key="item", label="red inks", answer="red ink")
    GoldDocument.objects.filter(document=wrong).update(fields={"item": ["pens", "red inks", "paper"]})
    settle(the_issue(), by=reviewer, verdict="answer")
    assert fields_of(wrong)["item"] == ["pens", "red ink", "paper"]
    settle(the_issue(), by=reviewer, verdict="undo")
    settle(the_issue(), by=reviewer, verdict="absent")
    assert fields_of(wrong)["item"] == ["pens", "paper"]


def test_what_is_wrong_in_the_document_itself_is_told(wrong, reviewer, approved, admin, invoice_type):
    settle(the_issue(), by=reviewer, verdict="answer")
    assert still_said([the_issue()]) == {the_issue().pk}
    LabelIssue.objects.update(label="another")
    assert still_said([the_issue()]) == set()


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_runs_that_end_at_once_ask_about_a_label_once(wrong):
    """Such as one of the page and one of the command."""
    issue = the_issue()
    told = {"id": str(issue.member.document_id), "field": issue.key} | {name: getattr(issue, name) for name in (
        "answer", "label", "confidence", "page", "box", "label_on_page", "near", "usual")}

    def ends() -> None:
        with transaction.atomic():
            labels.keep(issue.run, [told])

    assert not at_once(ends, ends, ends)
    assert the_issue().state == "open"


def test_a_label_that_was_put_right_while_the_set_was_measured_is_not_asked_about(wrong, admin, invoice_type):
    run, issue = EvaluationRun.objects.get(), the_issue()
    told = {"id": str(wrong.pk), "field": "number", **{name: getattr(issue, name) for name in (
        "answer", "label", "confidence", "page", "box", "label_on_page", "near", "usual")}}
    GoldDocument.objects.filter(document=wrong).update(fields={"number": PAPER})
    labels.keep(run, [told])
    assert not LabelIssue.objects.exists()


def test_labels_go_with_their_document_and_the_open_ones_with_the_next_run(wrong, admin, invoice_type):
    first = the_issue().pk
    runs.evaluate(invoice_type, by=admin)
    assert the_issue().pk != first
    gold.remove(wrong, by=admin)
    assert not LabelIssue.objects.exists()


def test_surer_answers_and_labels_that_the_page_does_not_show_come_first(wrong, reviewer, invoice_type):
    member, run = GoldDocument.objects.get(document=wrong), EvaluationRun.objects.get()
    LabelIssue.objects.all().delete()
    for name, usual, shown, sure in (("d", False, True, .8), ("c", False, None, .9), ("b", False, False, .3),
                                     ("a", True, False, .2)):
        LabelIssue.objects.create(member=member, run=run, key="number", answer=name, label="x", confidence=sure,
                                  label_on_page=shown, usual=usual)
    assert [one.answer for one in labels.open_issues(reviewer, invoice_type)] == ["a", "b", "c", "d"]


def test_labels_are_handed_out_as_a_gold_file_with_what_was_put_right(wrong, reviewer, admin, employee, invoice_type):
    settle(the_issue(), by=reviewer, verdict="answer")
    lines = exporting.gold_lines(invoice_type, by=reviewer)
    read = {entry.id: entry for entry in read_lines(lines)}
    assert read[str(wrong.pk)].gold.fields["number"] == (PAPER,) and not read[str(wrong.pk)].gold.absent
    assert len(lines) == 2 and json.loads(lines[0])["file"] == wrong.name
    assert AuditEvent.objects.get(action="gold.exported").after == {"documents": 2}
    assert exporting.gold_lines(invoice_type, by=admin) == []  # numbers only
    with pytest.raises(NotAllowed):
        exporting.gold_lines(invoice_type, by=employee)
