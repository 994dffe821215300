"""The page: for whom it is, what it tells in plain words, and that its figures lead to where one acts on them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from docmgr.accounts.models import Role
from docmgr.automation.models import ErrorBudget
from docmgr.core import clock
from docmgr.dashboard.accuracy import Week
from docmgr.dashboard.shares import Share
from docmgr.documents.models import Status
from docmgr.web.charts.columns import columns_of
from docmgr.web.charts.shares import shares_of
from tests.dashboard.made import at, document, judged
from tests.web.conftest import client_of

__all__ = ["client_of"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client_of, people):
    def ask(role=Role.ADMIN, status=200, **query):
        response = client_of(people[role]).get(reverse("web:dashboard"), query)
        assert response.status_code == status
        return response.content.decode()
    return ask


@pytest.fixture
def history(employee, reviewer, invoice_type):
    """A document that was put right, one that waits."""
    made = document(employee, invoice_type, handed_in=at(3, 16), decided=at(3, 17), status=Status.APPROVED, by=reviewer,
                    values={"number": "A", "total": "1.00"}, said={"number": "A", "total": "2.00"})
    judged(made, known=True)
    document(employee, invoice_type, handed_in=at(3, 10), values={"number": "B"})
    ErrorBudget.objects.create(doc_type=invoice_type, key="number", mode="on", alpha=0.02)


def test_whoever_sees_what_was_learned_sees_it(shown, history):
    for role in (Role.ADMIN, Role.REVIEWER, Role.AUDITOR):
        assert "Four quadrants" in shown(role)
    shown(Role.EMPLOYEE, status=403)
    assert "System status" in shown(Role.ADMIN) and "System status" not in shown(Role.REVIEWER)


def test_an_empty_installation_says_what_to_do_next(shown, invoice_type):
    text = shown()
    assert "Nothing happened in these days" in text and reverse("web:upload") in text and "Four quadrants" not in text


def test_every_part_says_what_is_missing(shown, employee, invoice_type):
    document(employee, invoice_type, handed_in=at(3, 17))
    text = shown()
    for words in ("No value was reviewed in these days. The figure begins with", "No error budget is on",
                  "Nothing was measured yet", "was read for the first time"):
        assert words in text


def test_all_that_is_linked_is_there_for_whoever_sees_the_link(shown, history, client_of, people):
    for role in (Role.ADMIN, Role.REVIEWER, Role.AUDITOR):
        browser = client_of(people[role])
        for query in ({}, {"type": "test_invoice"}):
            main = shown(role, **query).partition("<main")[2]
            links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', main)}
            assert len(links) > 4
            for link in links - {reverse("web:logout")}:
                assert browser.get(link).status_code == 200, (role, link)


def test_behind_every_chart_stands_a_table_of_its_figures(shown, history):
    text = shown(type="test_invoice")
    described = re.findall(r'role="img" aria-labelledby="([\w-]+)"\s+aria-describedby="([\w-]+)"', text)
    assert {table for _title, table in described} == {"volume-table", "readings-table", "accuracy-table"}
    for title, table in described:
        assert f'<title id="{title}">' in text and f'id="{table}"' in text
    names = re.findall(r'\bid="([^"]+)"', text)
    assert len(names) == len(set(names))


def test_the_figures_of_the_page_are_those_of_the_history(shown, history):
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", shown(type="test_invoice", days=7)))
    assert "of 2 reviewed values" in text and "Of the trusted ones 50 % were wrong" in text
    assert "2026-03-12 to 2026-03-18, both included" in text


def test_a_wrong_filter_is_said_and_narrows_nothing(shown, history):
    text = shown(type="nonsense", days="many")
    assert "There is no document type “nonsense”." in text and "Period" in text and "2026-02-17" in text


def test_the_number_of_queries_does_not_grow_with_what_there_is(
        django_assert_max_num_queries, client_of, people, employee, reviewer, invoice_type, history):
    browser = client_of(people[Role.ADMIN])
    browser.get(reverse("web:dashboard"))
    for n in range(12):
        document(employee, invoice_type, handed_in=at(3, 10 + n % 7), decided=at(3, 17), status=Status.APPROVED,
                 by=reviewer, values={"number": f"A{n}", "total": "1.00"}, said={"number": "A", "total": "1.00"})
    for key in ("total", "net", "tax", "date"):
        ErrorBudget.objects.create(doc_type=invoice_type, key=key, mode="on", alpha=0.02)
    with django_assert_max_num_queries(45):
        browser.get(reverse("web:dashboard"), {"days": 365})


def test_columns_stand_on_the_ground_and_reach_their_count():
    days = [date(2026, 3, n) for n in (1, 2)]
    chart = columns_of(days, [("one", [4, 0]), ("two", [1, 2])], stacked=True)
    assert chart is not None and [m.text for m in chart.up] == ["0", "2", "4", "6"]
    ground = chart.frame.bottom
    first, above, last = chart.columns
    assert first.y + first.height == pytest.approx(ground) and above.y + above.height == pytest.approx(first.y)
    assert last.y + last.height == pytest.approx(ground) and last.height == pytest.approx(2 * above.height, abs=0.02)
    assert columns_of(days, [("one", [0, 0])], stacked=False) is None


@pytest.mark.parametrize("most", [1, 3, 4, 5, 7, 99, 100, 1_234, 987_654])
def test_a_scale_has_few_round_lines_and_holds_the_highest_column(most):
    chart = columns_of([date(2026, 3, 1)], [("one", [most])], stacked=False)
    assert chart is not None
    lines = [int(mark.text) for mark in chart.up]
    assert 2 <= len(lines) <= 6 and lines[-1] >= most and lines[-1] < 2.1 * most
    assert lines[1] in {step * 10 ** k for step in (1, 2, 5) for k in range(7)}


def test_a_week_without_reviews_breaks_the_line():
    weeks = [Week(date(2026, 3, 2) + timedelta(days=7 * n), Share.of(*of)) for n, of in enumerate(
        [(9, 10), (10, 10), (0, 0), (5, 10)])]
    chart = shares_of(weeks)
    assert chart is not None and [len(line) for line in chart.lines] == [2, 1] and len(chart.paths) == 1
    assert all(dot.high <= dot.y <= dot.low for line in chart.lines for dot in line)
    assert shares_of([Week(clock.now().date(), Share.of(0, 0))]) is None
