"""The reliability diagram: every number that it draws stands in its table, and it is drawn where it should be."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import Role, User
from docmgr.evaluation.models import EvaluationRun
from docmgr.extraction import engine
from docmgr.web.charts.reliability import diagram_of
from tests.review import makers
from tests.review.conftest import invoice_type

__all__ = ["invoice_type"]
WELL = [(0.95, n % 20 != 0) for n in range(200)] + [(0.55, n % 2 == 0) for n in range(40)]
BOLD = [(0.95, n % 2 == 0) for n in range(200)]


def test_what_means_what_it_says_lies_on_the_diagonal_and_within_chance() -> None:
    diagram = diagram_of(engine.reliability(WELL))
    assert [(d.row.count, d.row.fits) for d in diagram.dots] == [(40, True), (200, True)]
    for dot in diagram.dots:
        along = (dot.x - diagram.frame.left) / (diagram.frame.right - diagram.frame.left)
        up = (diagram.frame.bottom - dot.y) / (diagram.frame.bottom - diagram.frame.top)
        assert along == pytest.approx(dot.row.confidence, abs=0.01) and up == pytest.approx(dot.row.right, abs=0.01)
        assert dot.high <= dot.y <= dot.low  # up is less


def test_what_claims_too_much_is_marked_and_says_by_how_much() -> None:
    dot = diagram_of(engine.reliability(BOLD)).dots[0]
    assert not dot.row.fits and dot.row.off == pytest.approx(0.45)


@pytest.mark.parametrize("nothing", [None, {}, {"bins": []}, {"bins": None}])
def test_without_values_there_is_nothing_to_draw(nothing: dict | None) -> None:
    assert diagram_of(nothing) is None


@pytest.mark.django_db
def test_the_page_shows_the_diagram_with_its_numbers_as_a_table(
    invoice_type: object, client_of: Callable[[User], Client],
) -> None:
    report = {"f1": 0.9, "precision": 0.9, "recall": 0.9, "fields": {}, "reliability": engine.reliability(BOLD + WELL)}
    admin = makers.person("ada", Role.ADMIN)
    EvaluationRun.objects.create(doc_type=invoice_type, source=EvaluationRun.Source.GOLD_SET, f1=0.9, documents=60,
                                 report=report, by=admin)
    page = client_of(admin).get(reverse("web:evaluation_type", args=["test_invoice"])).content.decode()
    assert page.count('class="reliability-count"') == 2 and 'aria-describedby="reliability-table"' in page
    table = re.search(r'<table class="table" id="reliability-table">.*?</table>', page, re.S)[0]
    assert "0.950" in table and "400" in table and "style=" not in table
