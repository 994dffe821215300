"""What was found about a document as a whole is seen where it is read and where it is decided on."""

from __future__ import annotations

import pytest
from django.urls import reverse

from docmgr.automation.gates import NOTES
from docmgr.extraction.messages import findings

pytestmark = pytest.mark.django_db
SIGNED = {"code": "signature_intact", "params": {"signer": "某某税务局", "date": "2024-03-05"}}
FORGED = {"code": "signature_broken", "params": {"signer": "<b>某某</b>"}}


@pytest.mark.parametrize(("issue", "tone"), [(SIGNED, "note-good"), (FORGED, "note-bad")])
def test_a_signature_is_told_to_readers_and_reviewers(client_of, employee, reviewer, invoice, issue, tone):
    invoice.runs.update(issues=[issue, {"code": "check_failed", "field": "total", "params": {}}])
    for person, name in ((employee, "web:document"), (reviewer, "web:review_document")):
        html = client_of(person).get(reverse(name, args=[invoice.pk])).content.decode()
        assert tone in html and "某某" in html and "<b>某某" not in html


def test_only_what_leaves_a_doubt_asks_for_a_person():
    assert SIGNED["code"] in NOTES and FORGED["code"] not in NOTES
    assert [f["tone"] for f in findings([SIGNED, FORGED, {"code": "page_blank", "params": {"page": 1}}])] == [
        "good", "bad", "look"]
