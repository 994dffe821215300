"""What was found about a document as a whole is seen where it is read and where it is decided on."""

from __future__ import annotations

import pytest
from django.urls import reverse

from docmgr.automation.gates import NOTES
from docmgr.doctypes import builtin
from docmgr.doctypes.models import DocumentType
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


def test_a_doubt_of_the_type_offers_the_runner_up_with_one_click(client_of, reviewer, invoice):
    builtin.load({"key": "slip", "label": {"en": "Slip", "zh": "小票"},
                  "fields": [{"key": "paid", "label": {"en": "Paid", "zh": "实付"}, "kind": "money"}]})
    other = DocumentType.objects.get(key="slip")
    labels = {invoice.doc_type.key: {"en": "Bill", "zh": "账单"}, other.key: {"en": "Slip", "zh": "小票"}}
    doubt = {"code": "type_close", "params": {"type": invoice.doc_type.key, "other": other.key, "labels": labels}}
    invoice.runs.update(issues=[doubt, {"code": "several_papers", "page": 2, "params": {"page": 2}}])
    html = client_of(reviewer).get(reverse("web:review_document", args=[invoice.pk])).content.decode()
    assert f'data-key="{other.key}"' in html and f'<option value="{other.key}" selected>' in html
    assert all(label in html for label in ("Bill", "Slip")) or all(label in html for label in ("账单", "小票"))
    assert doubt["code"] not in NOTES and "several_papers" not in NOTES
