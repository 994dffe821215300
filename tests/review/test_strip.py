"""One field of many documents: what waits on the wall, for whom, in which order, and that a word there is a word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import NotAllowed
from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.documents.models import Document
from docmgr.extraction.models import FieldValue
from docmgr.review import claims, deciding, strip
from docmgr.review.conflicts import ReadAgain, Stale
from docmgr.review.models import Correction, ReviewClaim
from docmgr.review.services import FourEyes
from docmgr.review.values import current_fields
from tests.review import makers
from tests.review.conftest import SUM_FAILED
from tests.review.tabled import table_document, table_type

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def definition(doc_type: DocumentType, key: str) -> FieldDefinition:
    return next(f for f in doc_type.live_fields() if f.key == key)


def on_the_wall(user: User, doc_type: DocumentType, key: str, **how: Any) -> list[int]:
    return [cell.document.pk for cell in strip.wall(user, doc_type, definition(doc_type, key), **how).cells]


def read(owner: User, doc_type: DocumentType, **values: Any) -> Document:
    return makers.document(owner, doc_type, values=values)


def numbers(documents: Iterable[Document]) -> list[int]:
    return [document.pk for document in documents]


def test_the_least_certain_comes_first_and_what_was_not_found_last(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    made = [read(employee, invoice_type, total=("1.00", sure)) for sure in (0.6, 0.2, 0.4)]
    missing = read(employee, invoice_type, number="1")
    assert on_the_wall(reviewer, invoice_type, "total") == [made[1].pk, made[2].pk, made[0].pk, missing.pk]


def test_what_needs_no_person_stands_on_the_wall_of_everything_alone(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    sure, doubtful = read(employee, invoice_type, date="2024-03-11"), read(employee, invoice_type, date=("2024", 0.5))
    read(employee, invoice_type, number="1")  # the date is not demanded
    assert on_the_wall(reviewer, invoice_type, "date") == [doubtful.pk]
    assert on_the_wall(reviewer, invoice_type, "date", everything=True) == [doubtful.pk, sure.pk]


def test_a_failed_rule_and_a_value_without_a_place_wait_however_sure_the_engine_is(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    made = [read(employee, invoice_type, total={"value": "1.00", "checks": SUM_FAILED}),
            read(employee, invoice_type, total={"value": "1.00", "page": None, "box": None})]
    read(employee, invoice_type, total={"value": "1.00", "page": None, "box": None, "source": "xml:ubl"})
    assert on_the_wall(reviewer, invoice_type, "total") == numbers(made)


def test_each_value_of_a_list_is_a_cell_of_its_own(employee: User, reviewer: User, invoice_type: DocumentType) -> None:
    made = read(employee, invoice_type, item=[("bolt", 0.5), "nut", ("nail", 0.4)])
    found = strip.wall(reviewer, invoice_type, definition(invoice_type, "item"))
    assert [(cell.document.pk, cell.field.place) for cell in found.cells] == [
        (made.pk, ("item", 0)), (made.pk, ("item", 2))]


def test_a_decided_value_leaves_the_wall_and_comes_back_when_that_is_taken_back(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    made = read(employee, invoice_type, total=("1.00", 0.5))
    strip.decide(made, by=reviewer, revision=0, key="total", kind="confirm")
    assert on_the_wall(reviewer, invoice_type, "total", everything=True) == []
    strip.decide(made, by=reviewer, revision=1, key="total", kind="undo")
    assert on_the_wall(reviewer, invoice_type, "total") == [made.pk]


def test_a_rule_that_passes_or_fails_by_a_word_on_another_field_moves_its_partners(
    invoice: Document, reviewer: User, invoice_type: DocumentType,
) -> None:
    assert on_the_wall(reviewer, invoice_type, "net") == [invoice.pk]
    strip.decide(invoice, by=reviewer, revision=0, key="total", kind="change", value="11300.00")
    assert on_the_wall(reviewer, invoice_type, "net") == []
    assert strip.stands_of(reviewer, invoice_type, [definition(invoice_type, "net")]) == {"net": []}
    strip.decide(invoice, by=reviewer, revision=1, key="total", kind="change", value="99.00")
    assert on_the_wall(reviewer, invoice_type, "net") == [invoice.pk]


def test_a_rule_that_is_left_without_its_partner_has_cured_nothing(
    invoice: Document, reviewer: User, invoice_type: DocumentType,
) -> None:
    strip.decide(invoice, by=reviewer, revision=0, key="total", kind="absent")
    assert next(f for f in current_fields(invoice) if f.key == "net").needs_person
    assert on_the_wall(reviewer, invoice_type, "net") == [invoice.pk]


def test_what_the_queue_leaves_out_the_wall_does_too(
    employee: User, reviewer: User, colleague: User, invoice_type: DocumentType,
) -> None:
    held, free = (read(employee, invoice_type, total=("1.00", 0.5)) for _ in range(2))
    claims.claim(held, colleague)
    Document.objects.filter(pk=read(employee, invoice_type, total=("1.00", 0.5)).pk).update(held_back=True)
    strict = makers.invoice_type(key="strict", four_eyes=True)
    own = read(reviewer, strict, total=("1.00", 0.5))
    assert on_the_wall(reviewer, invoice_type, "total") == [free.pk]
    assert on_the_wall(reviewer, strict, "total") == []
    assert on_the_wall(colleague, strict, "total") == [own.pk]


def test_documents_that_wait_for_a_blind_answer_are_left_out(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    hidden, other = (read(employee, invoice_type, total=("1.00", 0.5)) for _ in range(2))
    assert on_the_wall(reviewer, invoice_type, "total", without={("total", hidden.pk), ("net", other.pk)}) == [other.pk]


def test_a_wall_holds_fifty_values_and_the_next_one_begins_behind_them(
    employee: User, reviewer: User, invoice_type: DocumentType, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(strip, "MOST", 3)
    made = [read(employee, invoice_type, total=("1.00", sure / 10)) for sure in range(5)]
    asked = invoice_type, definition(invoice_type, "total")
    first = strip.wall(reviewer, *asked)
    assert ([c.document.pk for c in first.cells], first.waiting) == (numbers(made[:3]), 5)
    strip.decide(made[0], by=reviewer, revision=0, key="total", kind="confirm")
    second = strip.wall(reviewer, *asked, after=first.last)
    assert ([c.document.pk for c in second.cells], second.last) == (numbers(made[3:]), None)


def test_a_wall_costs_as_many_queries_for_many_documents_as_for_one(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            strip.wall(reviewer, invoice_type, definition(invoice_type, "total"))
        return len(captured)

    read(employee, invoice_type, total=("1.00", 0.5))
    few = asked()
    for _ in range(4):
        deciding.decide(read(employee, invoice_type, total=("1.00", 0.5), date=("2024", 0.5)), by=reviewer, revision=0,
                        key="date", kind="confirm")
    assert asked() == few


def test_others_than_reviewers_have_no_wall(employee: User, invoice_type: DocumentType, invoice: Document) -> None:
    with pytest.raises(NotAllowed):
        on_the_wall(employee, invoice_type, "total")
    with pytest.raises(NotAllowed):
        strip.decide(invoice, by=employee, revision=0, key="total", kind="confirm")


# --- a word on the wall ----------------------------------------------------------------------------------------------
KEPT = ("key", "index", "kind", "before", "after", "page", "box", "raw", "standing", "revision", "by_id")


@pytest.mark.parametrize("word", [
    {"kind": "confirm"}, {"kind": "change", "value": "11,300.00"}, {"kind": "absent"}])
def test_a_word_leaves_what_it_leaves_in_the_workbench(
    employee: User, reviewer: User, invoice_type: DocumentType, word: dict[str, str],
) -> None:
    pair = [read(employee, invoice_type, number="1", total={"value": "11800.00", "confidence": 0.5}) for _ in range(2)]
    for document, door in zip(pair, (strip.decide, deciding.decide), strict=True):
        door(document, by=reviewer, revision=0, key="total", **word)
    here, there = (Correction.objects.filter(document=d).values(*KEPT).get() for d in pair)
    assert here == there
    told = [AuditEvent.objects.filter(object_id=str(d.pk), action__startswith="field").values_list(
        "action", "before", "after", "actor_id").get() for d in pair]
    assert told[0] == told[1]
    assert len({d.flagged for d in Document.objects.filter(pk__in=numbers(pair))}) == 1


def test_the_hold_is_taken_for_the_word_and_given_back_but_one_that_was_there_stays(
    invoice: Document, reviewer: User, colleague: User,
) -> None:
    strip.decide(invoice, by=reviewer, revision=0, key="date", kind="confirm")
    assert not ReviewClaim.objects.exists()
    acts = list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))
    assert acts == [Action.DOCUMENT_CLAIMED, Action.FIELD_CONFIRMED, Action.DOCUMENT_RELEASED]
    claims.claim(invoice, reviewer)
    strip.decide(invoice, by=reviewer, revision=1, key="buyer", kind="confirm")
    assert claims.holder(invoice) == reviewer
    with pytest.raises(claims.Claimed):
        strip.decide(invoice, by=colleague, revision=2, key="net", kind="confirm")
    assert claims.holder(invoice) == reviewer


def test_whoever_is_late_changes_nothing(invoice: Document, reviewer: User, colleague: User) -> None:
    strip.decide(Document.objects.get(pk=invoice.pk), by=colleague, revision=0, key="date", kind="absent")
    with pytest.raises(Stale):
        strip.decide(invoice, by=reviewer, revision=0, key="date", kind="confirm")
    with pytest.raises(ReadAgain):
        strip.decide(invoice, by=reviewer, revision=1, key="net", kind="confirm", reading=0)
    assert Correction.objects.count() == 1
    assert not ReviewClaim.objects.exists()


def test_whoever_may_not_approve_a_document_decides_nothing_on_it_here(reviewer: User) -> None:
    own = read(reviewer, makers.invoice_type(key="strict", four_eyes=True), total=("1.00", 0.5))
    with pytest.raises(FourEyes):
        strip.decide(own, by=reviewer, revision=0, key="total", kind="confirm")
    assert not Correction.objects.exists()


@pytest.mark.parametrize("row", [0, 2])
def test_a_column_that_was_not_found_waits_until_somebody_types_in_any_of_its_rows(
    employee: User, reviewer: User, row: int,
) -> None:
    doc_type = table_type(asks=False, required=True)
    document = table_document(employee, doc_type)
    FieldValue.objects.filter(key="amount").delete()

    def waiting() -> int:
        return strip.wall(reviewer, doc_type, definition(doc_type, "amount")).waiting

    assert waiting() == 1
    deciding.decide(document, by=reviewer, revision=0, key="amount", index=row, kind="change", value="31.00")
    assert waiting() == 0
    deciding.decide(document, by=reviewer, revision=1, key="amount", index=row, kind="undo")
    assert waiting() == 1
