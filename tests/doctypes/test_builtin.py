from __future__ import annotations

import json

import pytest

from docmgr.accounts.models import User
from docmgr.doctypes.builtin import load, load_all
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.services import open_draft

pytestmark = pytest.mark.django_db

TICKET = {
    "key": "ticket", "label": {"zh": "车票", "en": "Ticket"},
    "fields": [{"key": "fare", "label": {"zh": "票价", "en": "Fare"}, "kind": "money", "required": True}],
}


def test_every_shipped_type_loads_and_comes_back_as_it_was_written(settings):
    load_all()
    for file in settings.BUILTIN_TYPES_DIR.glob("*.json"):
        written = json.loads(file.read_text(encoding="utf-8"))
        stored = DocumentType.objects.get(key=written["key"]).live.definition()
        assert [f["key"] for f in stored["fields"]] == [f["key"] for f in written["fields"]]
        for before, after in zip(written["fields"], stored["fields"], strict=True):
            assert {k: after[k] for k in before} == before
    assert DocumentType.objects.exists()


def test_loading_twice_changes_nothing():
    assert [load(TICKET), load(TICKET)] == ["loaded", "unchanged"]
    assert DocumentType.objects.get(key="ticket").versions.count() == 1


def test_a_changed_file_becomes_a_new_version_and_the_old_one_stays():
    load(TICKET)
    assert load({**TICKET, "prompt": "A railway ticket."}) == "updated"
    doc_type = DocumentType.objects.get(key="ticket")
    assert (doc_type.live.number, doc_type.versions.get(number=1).prompt) == (2, "")


def test_a_type_that_somebody_edited_is_left_alone():
    load(TICKET)
    doc_type = DocumentType.objects.get(key="ticket")
    open_draft(doc_type, by=User.objects.create_user("boss", password="x", role="admin"))
    assert load({**TICKET, "prompt": "A railway ticket."}) == "edited"
    assert DocumentType.objects.get(key="ticket").live.number == 1


def test_a_type_of_ones_own_with_the_same_key_is_left_alone():
    DocumentType.objects.create(key="ticket")
    assert load(TICKET) == "edited"
