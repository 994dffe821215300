"""The figures for programs are those of the page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from docmgr.accounts.models import Role
from docmgr.automation.models import ErrorBudget
from docmgr.documents.models import Status
from tests.dashboard.made import at, document, judged
from tests.web.conftest import client_of

__all__ = ["client_of"]
pytestmark = pytest.mark.django_db


def asked(client_of, person, status=200, **query):
    response = client_of(person).get(reverse("api:dashboard"), query)
    assert response.status_code == status
    return response.json()


def test_the_same_figures_as_json(client_of, people, employee, reviewer, invoice_type):
    made = document(employee, invoice_type, handed_in=at(3, 16), decided=at(3, 17), status=Status.APPROVED, by=reviewer,
                    values={"number": "A", "total": "1.00"}, said={"number": "A", "total": "2.00"})
    judged(made, known=True)
    ErrorBudget.objects.create(doc_type=invoice_type, key="number", mode="on", alpha=0.02)
    told = asked(client_of, people[Role.AUDITOR], doc_type="test_invoice", days="7")
    assert (told["since"], told["until"], told["doc_type"]) == ("2026-03-12", "2026-03-18", "test_invoice")
    assert told["volume"][4] == {"day": "2026-03-16", "handed_in": 1, "decided": 0, "passed": 0}
    assert told["volume"][5]["decided"] == 1 and len(told["volume"]) == 7
    assert told["quadrants"] == {"right_trusted": 1, "right_doubted": 0, "wrong_doubted": 0, "wrong_trusted": 1}
    assert told["accuracy"]["share"] == 0.5 and told["weeks"][-1]["right"]["count"] == 2
    assert [(f["key"], f["right"]["share"]) for f in told["by_field"]] == [("number", 1.0), ("total", 0.0)]
    assert told["layouts"][0]["doc_type"] == "test_invoice" and told["layouts"][0]["known"]["part"] == 1
    assert told["promises"][0]["promised"] == 0.02 and told["readings"]["errors"]["count"] == 1
    assert told["waiting"] == {"oldest": None, "ages": told["waiting"]["ages"]} and len(told["waiting"]["ages"]) == 5


def test_of_all_types_no_field_is_told(client_of, people, invoice_type):
    told = asked(client_of, people[Role.ADMIN])
    assert told["doc_type"] is None and told["by_field"] == [] and told["accuracy"]["share"] is None


def test_what_is_asked_has_to_be_known(client_of, people, invoice_type):
    for query in ({"days": "8"}, {"doc_type": "nonsense"}, {"period": "7"}):
        assert asked(client_of, people[Role.ADMIN], 400, **query)["code"]
    asked(client_of, people[Role.EMPLOYEE], 403)
