"""Trying a draft on a document: both versions over the same stored text, and nothing kept of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docmgr.accounts.models import Role, User
from docmgr.core.exceptions import Invalid
from docmgr.doctypes import services
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.documents.models import Document, Page
from docmgr.extraction import trial
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.extraction.trial import Trial, try_draft
from tests.review import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db: None) -> User:
    return makers.person("ada", Role.ADMIN)


@pytest.fixture
def live(db: None) -> DocumentType:
    return makers.invoice_type()


@pytest.fixture
def bill(admin: User, live: DocumentType) -> Document:
    return makers.document(admin, live)


@pytest.fixture
def draft_with(live: DocumentType, admin: User) -> Callable[..., TypeVersion]:
    def make(*extra: dict, without: tuple[str, ...] = (), **parts: object) -> TypeVersion:
        draft = services.open_draft(live, by=admin)
        kept = [{p: getattr(f, p) for p in services.FIELD_PARTS} for f in draft.fields.all() if f.key not in without]
        return services.save_draft(
            draft, by=admin, revision=draft.revision, parts={"rules": [], **parts}, fields=[*kept, *extra])

    return make


ORDER = {"key": "order", "label_zh": "订单", "label_en": "Order", "kind": "code", "required": False}


def row(done: Trial, key: str) -> trial.Row:
    return next(r for r in done.rows if r.key == key)


def test_a_new_field_shows_what_the_draft_finds_and_the_live_version_does_not(
    bill: Document, live: DocumentType, draft_with: Callable,
) -> None:
    done = try_draft(bill, draft_with(ORDER, without=("tax",)), live.live)
    order = row(done, "order")
    assert ([v.value for v in order.draft], order.live, order.in_live, order.differs) == (["PO-7781"], (), False, True)
    assert [f.key for f in done.gone] == ["tax"]
    total = row(done, "total")
    assert [v.value for v in total.draft] == [v.value for v in total.live] == ["11300.00"]
    assert not total.differs


def test_a_trial_leaves_nothing_behind(bill: Document, live: DocumentType, draft_with: Callable) -> None:
    draft = draft_with(ORDER)
    before = (ExtractionRun.objects.count(), FieldValue.objects.count(), bill.revision)
    try_draft(bill, draft, live.live)
    bill.refresh_from_db()
    assert (ExtractionRun.objects.count(), FieldValue.objects.count(), bill.revision) == before


def test_a_draft_with_problems_is_not_tried(bill: Document, live: DocumentType, draft_with: Callable) -> None:
    slow = draft_with({**ORDER, "patterns": ["(a+)+$"]})
    with pytest.raises(Invalid) as caught:
        try_draft(bill, slow, live.live)
    assert len(caught.value.params["problems"]) == 1


def test_a_document_without_text_or_with_many_pages_is_refused(
    bill: Document, live: DocumentType, draft_with: Callable, admin: User,
) -> None:
    draft = draft_with()
    Page.objects.bulk_create(Page(document=bill, number=n, width=1, height=1) for n in range(2, trial.MOST_PAGES + 2))
    with pytest.raises(Invalid):
        try_draft(bill, draft, live.live)
    Page.objects.all().delete()
    with pytest.raises(Invalid):
        try_draft(bill, draft, live.live)


def test_a_type_that_was_never_live_can_be_tried(bill: Document, admin: User) -> None:
    draft = services.create_type(key="order", label_zh="订单", label_en="Order", by=admin)
    draft = services.save_draft(draft, by=admin, revision=0, parts={}, fields=[ORDER])
    assert [v.value for v in row(try_draft(bill, draft, None), "order").draft] == ["PO-7781"]
