"""What a hurried or hostile hand types into a type: told in words, on the page it was typed on, with nothing lost."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.test import Client

from docmgr.doctypes import services
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.web.forms.lines import RulesField
from tests.doctypes.test_pages import admin, client, doc_type, form_of, keys

__all__ = ["admin", "client", "doc_type"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(doc_type: DocumentType, admin: Any) -> TypeVersion:
    return services.open_draft(doc_type, by=admin)


def saved(client: Client, draft: TypeVersion, *names: str, **parts: Any) -> Any:
    return client.post(f"/types/{draft.doc_type.key}/edit", {
        **form_of(*names, revision=draft.revision), "prompt": "kept words", **parts})


@pytest.mark.parametrize(("parts", "told"), [
    ({"rules": '{"rule": "sum", "of": ["a"'}, "Line 1 is not a rule in JSON."),
    ({"rules": '{"rule": "sum"}\n{"rule": "\\u0000"}'}, "Line 2 is not a rule in JSON."),
    ({"rules": '{"rule": "\\ud800"}'}, "Line 1 is not a rule in JSON."),
    ({"rules": '{"rule": "sum", "tolerance": NaN}'}, "Line 1 is not a rule in JSON."),
    ({"rules": f'{{"rule": "sum", "tolerance": {"9" * 5000}}}'}, "Line 1 is not a rule in JSON."),
    ({"rules": f'{{"rule": {"[" * 50_000}{"]" * 50_000}}}'}, "Line 1 is not a rule in JSON."),
    ({"rules": '{"rule": "sum", "rule": "product"}'}, "Line 1 is not a rule in JSON."),
    ({"fields-0-aliases": "total\nx\x00y"}, "Line 2 holds a character that cannot be kept."),
    ({"fields-0-aliases": "x" * 301}, "Line 1 is longer than 300 characters."),
    ({"keywords": "\n".join(map(str, range(501)))}, "These are 501 lines; at most 500 are allowed."),
    ({"fields-0-label_zh": "长" * 121}, "at most 120 characters"),
    ({"fields-1-key": "a"}, "Another field has this key."),
])
def test_what_cannot_be_kept_is_told_at_its_place_and_nothing_that_was_typed_is_lost(
    client: Client, draft: TypeVersion, parts: dict[str, str], told: str,
) -> None:
    answer = saved(client, draft, "a", "b", **parts)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and told in page and "kept words" in page
    assert all(value.replace("\x00", "")[:200] in page.replace("\x00", "") for value in parts.values())
    assert TypeVersion.objects.get(pk=draft.pk).revision == draft.revision


def test_a_field_that_is_deleted_gives_its_key_free(client: Client, draft: TypeVersion) -> None:
    assert saved(client, draft, "a", "a", **{"fields-0-DELETE": "on"}).status_code == 302
    assert keys(draft) == ["a"]


@pytest.mark.parametrize(("language", "told"), [
    ("en", "A type may ask for at most 200 fields."), ("zh-hans", "一个类型最多可有 200 个字段。")])
def test_too_many_fields_are_refused_in_words_and_given_back_to_be_made_fewer(
    client: Client, draft: TypeVersion, language: str, told: str,
) -> None:
    many = [f"f{n}" for n in range(201)]
    answer = client.post(f"/types/{draft.doc_type.key}/edit", form_of(*many, revision=draft.revision),
                         headers={"Accept-Language": language})
    assert answer.status_code == 422 and told in answer.content.decode() and "f200" in answer.content.decode()


def test_as_many_fields_as_allowed_are_kept(client: Client, draft: TypeVersion) -> None:
    assert saved(client, draft, *(f"f{n}" for n in range(200))).status_code == 302 and len(keys(draft)) == 200


def test_names_in_pictures_are_names(client: Client, draft: TypeVersion) -> None:
    assert saved(client, draft, "😀", **{"fields-0-aliases": "💶 total", "label_en": "🧾"}).status_code == 302
    draft.refresh_from_db()
    services.publish(draft, by=draft.created_by, revision=draft.revision)
    assert client.get(f"/types/{draft.doc_type.key}/").status_code == 200


@pytest.mark.parametrize(("parts", "told"), [
    ({"rules": '{"rule": "foo", "of": ["a"]}'}, "there is no rule “foo”"),
    ({"rules": '{"rule": "sum", "of": "a", "equals": "a"}'}, "must be a list of fields"),
    ({"fields-0-patterns": "(a|aa)+$"}, "could take too long"),
    ({"fields-0-patterns": "[a-"}, "not a regular expression"),
])
def test_what_the_engine_cannot_work_with_is_kept_in_the_draft_and_never_published(
    client: Client, draft: TypeVersion, parts: dict[str, str], told: str,
) -> None:
    assert saved(client, draft, "a", **parts).status_code == 302
    assert told in client.get(f"/types/{draft.doc_type.key}/edit").content.decode()
    draft.refresh_from_db()
    answer = client.post(f"/types/{draft.doc_type.key}/versions/{draft.number}/publish", {"revision": draft.revision})
    assert answer.status_code == 422 and told in answer.content.decode()
    assert DocumentType.objects.get(pk=draft.doc_type_id).live_id != draft.pk


def test_a_rule_comes_back_from_its_form_as_it_went_in() -> None:
    field, rules = RulesField(), [{"rule": "sum", "of": ["a\u2028b"]}, {"rule": "date", "of": ["c"]}]
    assert field.clean(field.prepare_value(rules).replace("\n", "\r\n")) == rules
