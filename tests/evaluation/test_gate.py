"""The lock on publishing: what the gold set loses with a draft does not go live unseen."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from docmgr.accounts import tokens
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Conflict
from docmgr.doctypes import services as doctypes
from docmgr.doctypes.models import TypeVersion
from docmgr.evaluation import gate, gold
from docmgr.pipeline import publishing
from docmgr.pipeline.jobs import work
from docmgr.training.models import Job
from tests.matrix.world import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def measured_type(approved, admin, invoice_type):
    """Six gold documents on which the total stands beside its Chinese name."""
    gold.add([approved(total="11300.00") for _ in range(6)], by=admin)
    return invoice_type


def draft_of(doc_type, admin, **total: Any) -> TypeVersion:
    """A draft in which the definition of the total is changed so."""
    draft = doctypes.open_draft(doc_type, by=admin)
    fields = [{part: getattr(f, part) for part in doctypes.FIELD_PARTS} for f in draft.fields.all()]
    for field in fields:
        field.update(total if field["key"] == "total" else {})
    return doctypes.save_draft(draft, by=admin, revision=draft.revision, parts={}, fields=fields)


LOSES = {"label_zh": "印章颜色", "label_en": "Stamp colour", "aliases": [], "kind": "email"}


def publish(draft, admin, **how: Any) -> bool:
    return publishing.publish(draft, by=admin, revision=draft.revision, **how)


def is_live(draft) -> bool:
    return type(draft.doc_type).objects.get(pk=draft.doc_type_id).live_id == draft.pk


def test_a_draft_that_loses_values_on_the_gold_set_stays_locked_and_the_log_knows_who_published_it_all_the_same(
    measured_type, admin,
):
    draft = draft_of(measured_type, admin, **LOSES)
    made = gate.check(draft, by=admin)
    assert "total" in made.worse
    total = next(row for row in made.fields if row["key"] == "total")
    assert total["before"] > total["after"] and total["losses"] == 6 and total["verdict"] == "worse"
    with pytest.raises(gate.Regression) as refused:
        publish(draft, admin)
    assert (refused.value.status, refused.value.code) == (409, "gold_regression") and not is_live(draft)
    publish(draft, admin, override="The law changed, totals are printed otherwise now.")
    row = AuditEvent.objects.get(action="type.lock_overridden")
    assert is_live(draft) and row.actor == admin and "The law changed" in str(row.after)


def test_a_draft_is_locked_until_the_gold_set_was_read_with_it_as_it_is_saved_now(measured_type, admin):
    draft = draft_of(measured_type, admin)
    with pytest.raises(gate.Locked) as refused:
        publish(draft, admin)
    assert refused.value.code == "gold_not_run"
    gate.check(draft, by=admin)
    assert not gate.gate_of(draft).locked
    again = draft_of(measured_type, admin, hint="in the lower right corner")
    with pytest.raises(gate.Locked):
        publish(again, admin)
    gate.check(again, by=admin)
    publish(again, admin)
    assert is_live(again) and not AuditEvent.objects.filter(action="type.lock_overridden").exists()


@pytest.mark.database
def test_what_was_read_while_somebody_saved_the_draft_counts_for_nothing(measured_type, admin):
    draft = draft_of(measured_type, admin)
    TypeVersion.objects.filter(pk=draft.pk).update(revision=draft.revision + 1)
    with pytest.raises(Conflict):
        gate.check(draft, by=admin)


def test_fields_that_a_draft_adds_or_gives_up_are_no_regression(measured_type, admin):
    draft = doctypes.open_draft(measured_type, by=admin)
    fields = [{part: getattr(f, part) for part in doctypes.FIELD_PARTS} for f in draft.fields.all() if f.key != "total"]
    fields.append({"key": "order", "label_zh": "订单", "label_en": "Order", "kind": "code"})
    draft = doctypes.save_draft(draft, by=admin, revision=draft.revision, parts={"rules": []}, fields=fields)
    made = gate.check(draft, by=admin)
    assert made.worse == [] and not {"total", "order"} & {row["key"] for row in made.fields}


def test_a_type_with_a_small_gold_set_and_a_new_type_are_published_as_ever(approved, admin, invoice_type):
    gold.add([approved() for _ in range(gold.FEWEST - 1)], by=admin)
    assert not gate.gate_of(draft_of(invoice_type, admin)).locked
    publish(draft_of(invoice_type, admin), admin)
    first = doctypes.create_type(key="brand_new", label_zh="新", label_en="New", by=admin)
    assert not gate.gate_of(first).needed


def test_the_page_shows_the_lock_runs_the_gold_set_and_then_lets_the_draft_through(measured_type, admin):
    boss = client_of(admin, headers={"Accept-Language": "en"})
    draft = draft_of(measured_type, admin)
    edit = f"/types/{measured_type.key}/edit"
    assert "Locked until the gold set (6 documents) was read" in boss.get(edit).content.decode()
    address = f"/types/{measured_type.key}/versions/{draft.number}/publish"
    assert boss.post(address, {"revision": draft.revision}).status_code == 409
    page = boss.post(f"/types/{measured_type.key}/check").content.decode()
    assert "Reading the gold set with the draft" in page and "hx-get" in page
    work(Job.objects.get(kind="check_draft").pk)
    page = boss.get(f"/types/{measured_type.key}/gate").content.decode()
    assert "loses nothing beyond the margin" in page and "hx-get" not in page
    assert boss.post(address, {"revision": draft.revision}).status_code == 302


def test_programs_get_409_with_the_fields_that_lose_and_may_override_with_a_reason(measured_type, admin):
    api = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    api.credentials(HTTP_AUTHORIZATION=f"Token {tokens.issue(admin)}")
    draft = draft_of(measured_type, admin, **LOSES)
    base = f"/api/v1/doctypes/{measured_type.key}/draft"
    told = api.get(base).json()
    assert (told["locked"], told["gold"], told["check"]) == (True, 6, None)
    assert api.post(f"{base}/check").status_code == 202
    work(Job.objects.get(kind="check_draft").pk)
    assert "total" in api.get(base).json()["check"]["worse"]
    asked = {"revision": draft.revision}
    refused = api.post(f"{base}/publish", asked, format="json")
    assert refused.status_code == 409 and refused.json()["code"] == "gold_regression"
    assert "total" in refused.json()["details"]["worse"]
    done = api.post(f"{base}/publish", {**asked, "override": "meant so"}, format="json")
    assert done.json() == {"version": draft.number, "measured": True} and is_live(draft)
