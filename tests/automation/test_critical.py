"""A critical field passes without a person only where another way of reading saw the same."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import User
from docmgr.automation import bounds
from docmgr.automation.budgets import Wanted, set_budgets
from docmgr.automation.models import WHOLE, Assessment, ErrorBudget
from docmgr.automation.selectors import reasons
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from docmgr.review.marks import Mark
from docmgr.review.values import current_fields
from docmgr.training.models import ModelVersion, UnseenAnswer
from docmgr.training.trained.unseen import keep
from tests.automation.makers import prove, read, regime, value

pytestmark = pytest.mark.django_db
AGREED, DIFFERS, OPEN = ({"name": "second_look", "ok": ok, "detail": ""} for ok in (True, False, None))


@pytest.fixture
def critical(slip: DocumentType, admin: User, no_lots: None) -> DocumentType:
    """Budgets certified for everything; the total is critical."""
    slip.live.fields.filter(key="total").update(critical=True)
    set_budgets(slip, {key: Wanted(mode="on", alpha=0.05) for key in ("number", "total", WHOLE)}, by=admin)
    prove(slip, ["number", "total", WHOLE], right=60)
    bounds.look_again(ErrorBudget.objects.all(), regime(DocumentType.objects.get(pk=slip.pk)))
    return slip


def passed(employee: User, slip: DocumentType, *checks: dict) -> tuple[Document, frozenset[str], bool]:
    values = [value("number", "A-17"), value("total", "12.50", checks=list(checks))]
    document, outcome = read(employee, DocumentType.objects.get(pk=slip.pk), values)
    return document, outcome.fields, outcome.document


def test_it_passes_where_the_ways_agree(critical: DocumentType, employee: User) -> None:
    _, fields, whole = passed(employee, critical, AGREED)
    assert fields == {"number", "total"} and whole


@pytest.mark.parametrize("checks", [[DIFFERS], [OPEN], []], ids=["differs", "open", "never looked"])
def test_it_stays_with_a_person_where_they_do_not_or_nobody_looked(
    critical: DocumentType, employee: User, checks: list[dict],
) -> None:
    document, fields, whole = passed(employee, critical, *checks)
    assert fields == {"number"} and not whole
    score = Assessment.objects.get(run__document=document).scores["total"]
    assert (score["confidence"], score["why"]) == (0.0, "failed_check" if checks == [DIFFERS] else "no_second_look")
    assert len(reasons(critical)) == 1


def test_an_empty_critical_field_does_not_pass_either(critical: DocumentType, employee: User) -> None:
    critical.live.fields.filter(key="total").update(required=False)
    document, outcome = read(employee, DocumentType.objects.get(pk=critical.pk), [value("number", "A-17")])
    assert not outcome.document
    assert Assessment.objects.get(run__document=document).scores["total"]["why"] == "no_second_look"


def test_the_review_says_what_came_of_the_second_look(critical: DocumentType, employee: User) -> None:
    document, _, _ = passed(employee, critical, DIFFERS)
    total = next(f for f in current_fields(document) if f.key == "total")
    assert total.mark is Mark.RULE
    assert total.reasons[0] == "Read a second time by another way, this critical field came out different."


def test_a_field_that_is_not_critical_needs_no_second_look(critical: DocumentType, employee: User) -> None:
    critical.live.fields.update(critical=False)
    _, fields, _ = passed(employee, critical)
    assert "total" not in fields  # another definition, another regime
    critical.live.fields.filter(key="total").update(critical=True)
    assert passed(employee, critical, AGREED)[1] == {"number", "total"}


def test_answers_of_twins_keep_what_came_of_the_look_at_the_same_value(
    critical: DocumentType, admin: User, employee: User,
) -> None:
    document, _, _ = passed(employee, critical, AGREED)
    made = ModelVersion.objects.create(doc_type=critical, type_version=critical.live, number=1)
    same = value("total", "12.50", checks=[OPEN], features={"second_look": 1.0})
    keep(made, {document.pk: [same, value("number", "A", checks=[OPEN])]}, {document.pk})
    looks = [v["checks"][0]["ok"] for v in UnseenAnswer.objects.get().values]
    assert looks == [True, None]
