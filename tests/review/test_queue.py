"""The queue: most doubtful first, nobody's work twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from docmgr.accounts.models import User
from docmgr.core import clock
from docmgr.core.exceptions import NotAllowed
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.review import claims
from docmgr.review.queue import counts_by_type, next_for, postponed, previous_for, queue_for
from tests.review import makers

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def three(employee: User, invoice_type: DocumentType) -> list[Document]:
    """Doubts 0.9, 0.5, 0.5."""
    return [makers.document(employee, invoice_type, doubt=d) for d in (0.5, 0.9, 0.5)][1:2] + list(
        Document.objects.filter(doubt=0.5).order_by("id"))


def test_the_most_doubtful_comes_first_and_the_older_of_two_alike(three: list[Document], reviewer: User) -> None:
    assert list(queue_for(reviewer)) == three


def test_what_a_colleague_holds_is_skipped_until_the_claim_runs_out(
    three: list[Document], reviewer: User, colleague: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    claims.claim(three[0], colleague)
    assert list(queue_for(reviewer)) == three[1:]
    assert list(queue_for(colleague)) == three
    later = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert list(queue_for(reviewer)) == three


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.IN_REVIEW])
def test_only_documents_in_review_wait(
    employee: User, reviewer: User, invoice_type: DocumentType, status: Status,
) -> None:
    made = makers.document(employee, invoice_type, status=status)
    assert not queue_for(reviewer).exists()
    assert list(postponed(reviewer)) == ([made] if status is Status.POSTPONED else [])


def test_own_uploads_are_left_to_others_where_four_eyes_are_demanded(reviewer: User, colleague: User) -> None:
    own = makers.document(reviewer, makers.invoice_type(key="strict", four_eyes=True))
    assert not queue_for(reviewer).exists()
    assert list(queue_for(colleague)) == [own]


def test_a_document_without_a_type_waits_too(employee: User, reviewer: User) -> None:
    untyped = makers.document(employee, None)
    assert list(queue_for(reviewer)) == [untyped]


def test_next_and_previous_walk_the_queue_and_start_over(three: list[Document], reviewer: User) -> None:
    assert next_for(reviewer) == three[0]
    assert [next_for(reviewer, after=d) for d in three] == [three[1], three[2], three[0]]
    assert [previous_for(reviewer, before=d) for d in three] == [three[2], three[0], three[1]]


def test_after_the_last_one_there_is_nothing(employee: User, reviewer: User, invoice_type: DocumentType) -> None:
    only = makers.document(employee, invoice_type)
    assert next_for(reviewer, after=only) is None
    assert previous_for(reviewer, before=only) is None


def test_the_filter_by_type_counts_what_is_left(
    three: list[Document], employee: User, reviewer: User,
) -> None:
    other = makers.document(employee, makers.invoice_type(key="other"))
    assert list(queue_for(reviewer, "other")) == [other]
    assert {row["key"]: row["left"] for row in counts_by_type(reviewer)} == {"test_invoice": 3, "other": 1}


def test_others_than_reviewers_have_no_queue(employee: User) -> None:
    with pytest.raises(NotAllowed):
        queue_for(employee)
