"""Who sees which documents, and how they are found."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext

from docmgr.accounts.models import Department, Role, User
from docmgr.core.exceptions import NotThere
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.documents import selectors
from docmgr.documents.models import Document, Status
from docmgr.documents.selectors import Filters

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def house(make_document):
    """Two departments; in finance a colleague who may see her department's documents and one who may not."""
    finance, sales = Department.objects.create(name="finance"), Department.objects.create(name="sales")
    users = {
        "owner": User.objects.create_user("owner", department=finance),
        "granted": User.objects.create_user("granted", department=finance, shares_department=True),
        "colleague": User.objects.create_user("colleague", department=finance),
        "other": User.objects.create_user("other", department=sales, shares_department=True),
        "nowhere": User.objects.create_user("nowhere", shares_department=True),
        **{role: User.objects.create_user(f"the-{role}", role=role) for role in (
            Role.REVIEWER, Role.ADMIN, Role.AUDITOR)},
    }
    homeless = User.objects.create_user("homeless")
    return users, make_document(users["owner"]), make_document(homeless)


@pytest.mark.parametrize(("who", "sees"), [
    ("owner", True), ("granted", True), ("colleague", False), ("other", False), ("nowhere", False),
    (Role.REVIEWER, True), (Role.ADMIN, False), (Role.AUDITOR, False),
])
def test_a_document_is_seen_by_its_owner_reviewers_and_granted_colleagues_only(who, sees, house):
    users, document, homeless = house
    visible = Document.objects.visible_to(users[who])
    assert visible.filter(pk=document.pk).exists() is sees
    assert visible.filter(pk=homeless.pk).exists() is (who == Role.REVIEWER)
    if sees:
        assert selectors.get_visible(users[who], document.pk) == document
    else:
        with pytest.raises(NotThere):
            selectors.get_visible(users[who], document.pk)


def test_an_inactive_account_sees_nothing(house):
    users, _document, _homeless = house
    users["owner"].is_active = False
    assert not Document.objects.visible_to(users["owner"]).exists()


@pytest.mark.parametrize("text", [
    "上海", "海测", "acme", "ACME", "ＡＣＭＥ", "03847562", "scan acme", "invoice-7", "straße", "STRASSE", "100%",
    "a_b",
])
def test_a_document_is_found_by_part_of_its_name_values_or_pages(text, people, make_document):
    owner = people[Role.EMPLOYEE]
    wanted = make_document(owner, name="Scan-Invoice-7.pdf",
                           text="购买方 上海测试有限公司 Acme Ltd No. 03847562 Straße 100% a_b")
    make_document(owner, name="other.pdf", text="北京 Straxe 100 aXb")
    assert list(selectors.search(Document.objects.all(), text)) == [wanted]


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_search_finds_everything(text, people, make_document):
    make_document(people[Role.EMPLOYEE])
    assert selectors.search(Document.objects.all(), text).count() == 1


def test_a_list_is_narrowed_and_sorted(people, make_document, built_in_types):
    owner, other = people[Role.EMPLOYEE], people[Role.REVIEWER]
    b = make_document(owner, name="b", status=Status.IN_REVIEW, doc_type=built_in_types["receipt"])
    a = make_document(owner, name="a", status=Status.FAILED)
    c = make_document(other, name="c", status=Status.IN_REVIEW, doc_type=built_in_types["invoice"])

    def names(**filters):
        return [d.name for d in selectors.documents_for(other, Filters(**filters))]

    assert names() == ["c", "a", "b"]
    assert names(sort="created") == ["b", "a", "c"]
    assert names(sort="name") == ["a", "b", "c"]
    assert names(sort="password") == ["c", "a", "b"]
    assert names(statuses=("in_review",), sort="name") == ["b", "c"]
    assert names(statuses=("nonsense",)) == ["c", "a", "b"]
    assert names(doc_type="receipt") == ["b"]
    assert names(mine=True) == ["c"]
    assert names(since=b.created_at.date()) and not names(since=b.created_at.date().replace(year=2099))
    assert [d.pk for d in selectors.documents_for(owner)] == [a.pk, b.pk]
    assert c.pk not in [d.pk for d in selectors.documents_for(owner)]


def test_duplicates_are_told_only_where_the_user_may_see_them(people, make_document):
    employee, reviewer = people[Role.EMPLOYEE], people[Role.REVIEWER]
    mine = make_document(employee, sha256="a" * 64)
    theirs = make_document(reviewer, sha256="a" * 64)
    make_document(employee, sha256="b" * 64)
    assert list(selectors.duplicates_of(mine, employee)) == []
    assert list(selectors.duplicates_of(theirs, reviewer)) == [mine]


def test_a_list_costs_the_same_queries_for_three_rows_as_for_thirty(people, make_document, built_in_types):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            for row in selectors.documents_for(people[Role.REVIEWER]):
                assert row.owner.username and str(row.doc_type) and row.department is None
        return len(queries)

    from django.db import connection

    for _ in range(3):
        make_document(people[Role.EMPLOYEE], doc_type=built_in_types["receipt"])
    few = cost()
    for _ in range(27):
        make_document(people[Role.EMPLOYEE], doc_type=built_in_types["invoice"])
    assert cost() == few == 1


@pytest.mark.parametrize("sort", ["name", "-name"])
def test_a_list_by_name_tells_a_colleague_nothing_of_names_that_may_hold_a_secret(sort, house, make_document):
    """Between files that somebody names themselves, the place of another one would tell its name digit by digit."""
    users, secret, _homeless = house
    kind = DocumentType.objects.create(key="card")
    version = TypeVersion.objects.create(doc_type=kind, number=1)
    version.fields.create(key="number", sensitive=True)
    plain = DocumentType.objects.create(key="note")
    own = [make_document(users["granted"], name=f"{n}.pdf") for n in (1, 5, 9)]
    clear = make_document(users["owner"], name="7.pdf", doc_type=plain)

    def listed(who):
        return [found.pk for found in selectors.documents_for(users[who], Filters(sort=sort))]

    orders = {}
    for name, doc_type in (("0.pdf", kind), ("6.pdf", kind), ("6.pdf", None)):
        Document.objects.filter(pk=secret.pk).update(name=name, doc_type=doc_type)
        orders[name, doc_type] = listed("granted")
    named = [own[0].pk, own[1].pk, clear.pk, own[2].pk]
    told = [secret.pk, *named] if sort == "name" else [*named[::-1], secret.pk]
    assert list(orders.values()) == [told] * 3
    everybody = [document.pk for document in Document.objects.order_by(sort, "-id")]
    assert listed(Role.REVIEWER) == everybody
