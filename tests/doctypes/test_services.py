"""Drafts change, published versions never."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed
from docmgr.doctypes import services
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.doctypes.validation import problems

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIELD = {"key": "po_number", "label_zh": "订单号", "label_en": "Order number", "kind": "code", "aliases": ["PO"],
         "patterns": [], "hint": "", "required": True, "many": False, "sensitive": False}


@pytest.fixture
def admin() -> User:
    return User.objects.create_user("ada", role=Role.ADMIN)


@pytest.fixture
def draft(admin: User) -> TypeVersion:
    version = services.create_type(key="purchase_order", label_zh="采购单", label_en="Purchase order", by=admin)
    return services.save_draft(version, by=admin, revision=0, parts={"prompt": "Read it."}, fields=[FIELD])


def test_a_new_type_is_not_live_before_it_is_published(draft: TypeVersion) -> None:
    assert DocumentType.objects.get().live is None


def test_publishing_makes_the_draft_live_and_freezes_it(draft: TypeVersion, admin: User) -> None:
    version = services.publish(draft, by=admin, revision=draft.revision)
    assert DocumentType.objects.get().live == version
    with pytest.raises(Conflict):
        services.save_draft(version, by=admin, revision=version.revision, parts={"prompt": "other"}, fields=[FIELD])


def test_editing_a_live_type_happens_in_a_copy_with_the_next_number(draft: TypeVersion, admin: User) -> None:
    live = services.publish(draft, by=admin, revision=draft.revision)
    copy = services.open_draft(live.doc_type, by=admin)
    assert (copy.number, copy.prompt, [f.key for f in copy.fields.all()]) == (2, "Read it.", ["po_number"])
    assert services.open_draft(live.doc_type, by=admin) == copy
    assert live.definition()["fields"] == copy.definition()["fields"]


def test_two_administrators_saving_the_same_draft_never_lose_an_edit(draft: TypeVersion, admin: User) -> None:
    services.save_draft(draft, by=admin, revision=draft.revision, parts={"prompt": "first"}, fields=[FIELD])
    with pytest.raises(Conflict):
        services.save_draft(draft, by=admin, revision=draft.revision, parts={"prompt": "second"}, fields=[])
    kept = TypeVersion.objects.get(pk=draft.pk)
    assert (kept.prompt, kept.fields.count()) == ("first", 1)


def test_a_definition_with_problems_cannot_be_published(draft: TypeVersion, admin: User) -> None:
    broken = {**FIELD, "patterns": ["(a+)+"], "label_zh": ""}
    saved = services.save_draft(draft, by=admin, revision=draft.revision, parts={}, fields=[broken])
    with pytest.raises(Invalid) as caught:
        services.publish(saved, by=admin, revision=saved.revision)
    assert len(caught.value.params["problems"]) == 2
    assert DocumentType.objects.get().live is None


@pytest.mark.parametrize(("change", "count"), [
    ({}, 0),
    ({"key": "two words"}, 1),
    ({"kind": "colour"}, 1),
    ({"patterns": ["("]}, 1),
    ({"patterns": ["x" * 301]}, 1),
    ({"label_en": ""}, 1),
])
def test_each_mistake_in_a_field_is_named(draft: TypeVersion, admin: User, change: dict, count: int) -> None:
    saved = services.save_draft(draft, by=admin, revision=draft.revision, parts={}, fields=[{**FIELD, **change}])
    assert len(problems(saved.definition())) == count


def test_a_rule_may_only_speak_of_fields_that_the_type_has(draft: TypeVersion, admin: User) -> None:
    rules = [{"rule": "sum", "of": ["po_number", "net"], "equals": "total", "tolerance": "0.01"}, "nonsense"]
    saved = services.save_draft(draft, by=admin, revision=draft.revision, parts={"rules": rules}, fields=[FIELD])
    assert len(problems(saved.definition())) == 3


def test_an_earlier_version_can_go_live_again(draft: TypeVersion, admin: User) -> None:
    first = services.publish(draft, by=admin, revision=draft.revision)
    second = services.open_draft(first.doc_type, by=admin)
    services.publish(second, by=admin, revision=second.revision)
    services.roll_back(first, by=admin)
    assert DocumentType.objects.get().live == first


def test_what_becomes_sensitive_is_so_on_documents_that_were_read_before(draft: TypeVersion, admin: User) -> None:
    first = services.publish(draft, by=admin, revision=draft.revision)
    copy = services.open_draft(first.doc_type, by=admin)
    copy = services.save_draft(copy, by=admin, revision=copy.revision, parts={}, fields=[{**FIELD, "sensitive": True}])
    services.publish(copy, by=admin, revision=copy.revision)
    assert first.fields.get().sensitive
    assert AuditEvent.objects.latest("seq").after == {"version": 2, "sensitive": ["po_number"]}
    services.roll_back(first, by=admin)
    assert first.fields.get().sensitive
    assert AuditEvent.objects.latest("seq").after == {"version": 1}


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.REVIEWER, Role.AUDITOR])
def test_only_administrators_change_types(draft: TypeVersion, role: Role) -> None:
    other = User.objects.create_user("eve", role=role)
    with pytest.raises(NotAllowed):
        services.save_draft(draft, by=other, revision=draft.revision, parts={}, fields=[])
    with pytest.raises(NotAllowed):
        services.publish(draft, by=other, revision=draft.revision)


def test_a_key_is_given_once(draft: TypeVersion, admin: User) -> None:
    with pytest.raises(Invalid):
        services.create_type(key="purchase_order", label_zh="又", label_en="Again", by=admin)


def test_throwing_away_the_only_draft_removes_the_type_and_a_later_one_leaves_it(
    draft: TypeVersion, admin: User,
) -> None:
    live = services.publish(draft, by=admin, revision=draft.revision)
    services.discard_draft(services.open_draft(live.doc_type, by=admin), by=admin)
    assert DocumentType.objects.get().live == live
    other = services.create_type(key="visa", label_zh="签证", label_en="Visa", by=admin)
    services.discard_draft(other, by=admin)
    assert not DocumentType.objects.filter(key="visa").exists()
