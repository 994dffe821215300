"""A document that is opened again proves nothing until it is decided anew, and then what is decided then."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import User
from docmgr.automation import blind
from docmgr.automation.budgets import Wanted, set_budgets
from docmgr.automation.models import WHOLE, BlindSample, Evidence
from docmgr.core import clock
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.pipeline import flow
from docmgr.review import deciding
from docmgr.review.models import Correction
from tests.automation import makers
from tests.training import shops

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]
RIGHT = {"number": "A-17", "total": "12.50", "note": ""}


@pytest.fixture
def approved(slip: DocumentType, employee: User, reviewer: User, no_lots: None) -> Document:
    """Looked at from top to bottom; all was right, and there is no note."""
    document, _outcome = makers.read(employee, slip, makers.sure())
    makers.approve(document, reviewer, RIGHT)
    Document.objects.filter(pk=document.pk).update(decided_at=clock.now())
    return Document.objects.get(pk=document.pk)


def reopen(document: Document, by: User) -> None:
    flow.reopen(document, actor=by, revision=document.revision, reason="Too early")


def outcome(document: Document, **narrowed: str) -> dict[str, bool]:
    return dict(Evidence.objects.filter(document=document, **narrowed).values_list("key", "right"))


def test_evidence_is_withdrawn_and_made_anew_from_what_is_decided_then(approved: Document, reviewer: User) -> None:
    first = outcome(approved)
    assert first == {"number": True, "total": True, "note": True, WHOLE: True}
    reopen(approved, reviewer)
    assert outcome(approved) == {}
    shops.decide(approved, reviewer, "total", "change", "21.50")
    flow.approve(approved, actor=reviewer, revision=approved.revision)
    assert outcome(approved) == {"number": True, "total": False, "note": True, WHOLE: False}


def test_what_a_twin_answered_is_judged_again_field_by_field(approved: Document, reviewer: User) -> None:
    for row in Evidence.objects.filter(document=approved):
        row.pk, row.regime, row.origin, row.at = None, "later", "remade", approved.decided_at
        row.save(force_insert=True)
    reopen(approved, reviewer)
    later = {"number": True, "total": True, "note": True, WHOLE: True}
    assert outcome(approved, regime="later") == later  # it cannot be asked again
    shops.decide(approved, reviewer, "total", "change", "21.50")
    flow.approve(approved, actor=reviewer, revision=approved.revision)
    assert outcome(approved, regime="later") == {"number": True, "total": False, "note": True, WHOLE: False}


def test_what_another_type_was_charged_with_stays(approved: Document, reviewer: User) -> None:
    """It had been taken for that type before, and read again as its own: no approval caused that."""
    charged = Evidence.objects.filter(document=approved)
    charged.update(right=False)
    run = approved.runs.create(state="done", type_version=approved.doc_type.live, engine="test")
    proved = charged.first()
    proved.pk, proved.run, proved.right = None, run, True
    proved.save(force_insert=True)
    reopen(approved, reviewer)
    assert not charged.filter(run=run).exists() and charged.filter(right=False).count() == 4


def test_a_blind_difference_that_the_approval_had_called_a_slip_is_open_to_doubt_again(
    slip: DocumentType, employee: User, reviewer: User, admin: User, all_blind: None,
) -> None:
    makers.prove(slip, ["number", "total"], right=400)
    set_budgets(slip, {key: Wanted(mode="on", alpha=0.01, delta=0.05) for key in ("number", "total")}, by=admin)
    document, _outcome = makers.read(employee, slip, makers.sure())
    sample = BlindSample.objects.get(acceptance__document=document, acceptance__key="total")
    blind.answer(sample, by=User.objects.create_user("fang", role="reviewer"), kind="value", typed="21.50")
    document.refresh_from_db()
    assert document.status == Status.IN_REVIEW
    deciding.decide(document, by=reviewer, revision=document.revision, key="total", kind="confirm")
    flow.approve(document, actor=reviewer, revision=document.revision)
    sample.refresh_from_db()
    assert sample.state == BlindSample.State.RIGHT
    reopen(document, reviewer)
    sample.refresh_from_db()
    assert sample.state == BlindSample.State.WRONG
    deciding.decide(document, by=reviewer, revision=document.revision, key="total", kind="change", value="21.50")
    flow.approve(document, actor=reviewer, revision=document.revision)
    sample.refresh_from_db()
    assert sample.state == BlindSample.State.WRONG
    assert Correction.objects.filter(document=document, kind="change").count() == 1


def test_whoever_had_approved_it_types_no_blind_sample_of_it_after_taking_that_back(
    slip: DocumentType, employee: User, reviewer: User, admin: User, all_blind: None,
) -> None:
    makers.prove(slip, ["number"], right=400)
    set_budgets(slip, {"number": Wanted(mode="on", alpha=0.01, delta=0.05)}, by=admin)
    document, _outcome = makers.read(employee, slip, makers.sure())
    other = User.objects.create_user("fang", role="reviewer")
    assert blind.waiting_for(reviewer).count() == blind.waiting_for(other).count() == 1
    flow.approve(document, actor=reviewer, revision=document.revision)
    reopen(Document.objects.get(pk=document.pk), reviewer)
    assert blind.waiting_for(reviewer).count() == 0 and blind.waiting_for(other).count() == 1
