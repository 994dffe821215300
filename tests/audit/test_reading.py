from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.export import export_csv
from docmgr.audit.models import AuditEvent
from docmgr.audit.selectors import AuditFilter, events, sentence
from docmgr.audit.services import record
from docmgr.core.client import address_of
from docmgr.core.spreadsheet import safe_cell

pytestmark = pytest.mark.database


@pytest.fixture
def auditor(db) -> User:
    return User.objects.create_user("chen", password="x", role="auditor")


@pytest.mark.django_db
def test_events_are_found_by_person_act_object_and_time(auditor):
    record(Action.LOGIN_FAILED, ok=False)
    approved = record(Action.DOCUMENT_APPROVED, actor=auditor, obj=auditor)
    day, one = timezone.localdate(approved.at), timedelta(days=1)
    found = [
        AuditFilter(actor="CHE"), AuditFilter(action="document.approved"),
        AuditFilter(object_type="accounts.user", object_id=str(auditor.pk)),
    ]
    assert all([e.pk for e in events(f)] == [approved.pk] for f in found)
    assert [e.action for e in events(AuditFilter(failures_only=True))] == ["login.failed"]
    assert approved in events(AuditFilter(since=day, until=day))
    assert not events(AuditFilter(since=day + one)).exists() and approved not in events(AuditFilter(until=day - one))


@pytest.mark.django_db
def test_the_export_is_recorded_and_runs_no_formula(auditor):
    record(Action.USER_CREATED, after={"x": 1}, obj=auditor)
    AuditEvent.objects.filter(pk=0)
    evil = User(username="=cmd|' /C calc'!A0", pk=auditor.pk)
    record(Action.LOGIN, actor=evil)
    rows = list(csv.reader(io.StringIO("".join(export_csv(AuditFilter(), by=auditor)).lstrip("\ufeff"))))
    assert len(rows) == 3
    assert rows[2][2] == "'=cmd|' /C calc'!A0"
    assert AuditEvent.objects.latest("seq").action == "audit.exported"


@pytest.mark.parametrize("text", [
    "=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "\u200b=1", " =1", "\u3000=1", "|cmd", "%0A=1",
    "＋1*2", "－x", "＠x", "\ufeff=1",
])
def test_a_cell_that_starts_a_formula_is_defused(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["-12.50", "+3", "1,234.00", "甲公司", "a=b", "", 5, -3.2, None, True])
def test_a_harmless_cell_stays_as_it_is(value):
    assert safe_cell(value) == value


def test_every_action_has_a_sentence_in_both_languages():
    with translation.override("en"):
        english = {a: str(a.label) for a in Action}
    assert all(english.values()) and len(set(english.values())) == len(english)


@pytest.mark.django_db
def test_an_action_of_a_newer_version_is_shown_by_its_name():
    assert sentence(AuditEvent(action="moon.landed")) == "moon.landed"


@pytest.mark.parametrize("proxies, forwarded, expected", [
    (0, "6.6.6.6", "192.0.2.1"), (1, "6.6.6.6, 10.1.1.1", "10.1.1.1"), (2, "6.6.6.6, 10.1.1.1, 10.2.2.2", "10.1.1.1"),
    (1, "nonsense", None), (2, "10.1.1.1", "192.0.2.1"), (1, "", "192.0.2.1"),
])
def test_only_the_proxies_vouched_for_are_believed(settings, proxies, forwarded, expected):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == expected
