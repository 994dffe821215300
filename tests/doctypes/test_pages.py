"""The pages of document types: edit, conflict, publish, go back, try."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from docmgr.accounts.models import Role, User
from docmgr.doctypes import services
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.extraction import engine
from docmgr.web.forms.names import key_of
from tests.matrix.world import client_of
from tests.review import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db: None) -> User:
    return makers.person("ada", Role.ADMIN)


@pytest.fixture
def client(admin: User) -> Client:
    return client_of(admin, headers={"Accept-Language": "en"})


@pytest.fixture
def doc_type(db: None) -> DocumentType:
    return makers.invoice_type()


def form_of(*keys: str, revision: int, **parts: Any) -> dict[str, Any]:
    """What the editor sends: fields in the order of ``keys``."""
    data: dict[str, Any] = {
        "revision": revision, "label_zh": "发票", "label_en": "Invoice", "prompt": "", "keywords": "", "rules": "",
        "review_below": "90", "fields-TOTAL_FORMS": len(keys), "fields-INITIAL_FORMS": 0, **parts}
    for n, key in enumerate(keys):
        data |= {f"fields-{n}-key": key, f"fields-{n}-label_zh": key, f"fields-{n}-label_en": key,
                 f"fields-{n}-kind": "text", f"fields-{n}-ORDER": n + 1}
    return data


def keys(version: TypeVersion) -> list[str]:
    return [f.key for f in version.fields.all()]


def test_from_the_live_version_to_a_new_one_and_back(client: Client, doc_type: DocumentType) -> None:
    client.post(f"/types/{doc_type.key}/draft")
    draft = doc_type.versions.get(number=2)
    data = form_of("number", "total", "extra", revision=draft.revision)
    data |= {"fields-0-ORDER": 9, "fields-1-DELETE": "on"}
    assert client.post(f"/types/{doc_type.key}/edit", data).status_code == 302
    draft.refresh_from_db()
    assert keys(draft) == ["extra", "number"]
    client.post(f"/types/{doc_type.key}/versions/2/publish", {"revision": draft.revision, "note": "one more"})
    doc_type.refresh_from_db()
    assert (doc_type.live.number, doc_type.live.note) == (2, "one more")
    client.post(f"/types/{doc_type.key}/versions/1/live")
    doc_type.refresh_from_db()
    assert doc_type.live.number == 1


def test_whoever_saves_too_late_keeps_what_was_typed(client: Client, doc_type: DocumentType, admin: User) -> None:
    draft = services.open_draft(doc_type, by=admin)
    seen = draft.revision
    services.save_draft(draft, by=admin, revision=seen, parts={"prompt": "theirs"}, fields=[])
    late = client.post(f"/types/{doc_type.key}/edit", form_of("mine", revision=seen, prompt="my words"))
    assert late.status_code == 422
    page = late.content.decode()
    assert "my words" in page and "Somebody else saved" in page
    draft.refresh_from_db()
    assert draft.prompt == "theirs"


def test_a_draft_with_problems_shows_them_and_no_publish_button(
    client: Client, doc_type: DocumentType, admin: User,
) -> None:
    draft = services.open_draft(doc_type, by=admin)
    services.save_draft(draft, by=admin, revision=draft.revision, parts={"rules": []}, fields=[])
    page = client.get(f"/types/{doc_type.key}/edit").content.decode()
    assert "asks for no field" in page and "Publish v2" not in page
    assert client.post(f"/types/{doc_type.key}/versions/2/publish", {"revision": draft.revision + 1}).status_code == 422


def test_a_rule_that_is_not_json_is_named_by_its_line(client: Client, doc_type: DocumentType, admin: User) -> None:
    draft = services.open_draft(doc_type, by=admin)
    data = form_of("a", revision=draft.revision, rules='{"rule": "sum"}\nnonsense')
    answer = client.post(f"/types/{doc_type.key}/edit", data)
    assert answer.status_code == 422 and "Line 2" in answer.content.decode()


def test_the_page_shows_what_the_draft_finds_beside_the_live_version(
    client: Client, doc_type: DocumentType, admin: User,
) -> None:
    services.open_draft(doc_type, by=admin)
    document = makers.document(admin, doc_type)
    page = client.get(f"/types/{doc_type.key}/try", {"document": document.pk}).content.decode()
    assert page.count("11300.00") == 2
    assert client.get(f"/types/{doc_type.key}/try", {"document": 999}).status_code == 422


def test_a_document_that_one_may_not_see_cannot_be_tried(
    client: Client, doc_type: DocumentType, admin: User,
) -> None:
    services.open_draft(doc_type, by=admin)
    foreign = makers.document(makers.person("emil", Role.EMPLOYEE), doc_type)
    assert client.get(f"/types/{doc_type.key}/try", {"document": foreign.pk}).status_code == 422


def test_the_list_costs_the_same_however_many_types_there_are(client: Client, doc_type: DocumentType) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/types/").status_code == 200
        return len(seen)

    before = queries()
    for n in range(8):
        makers.invoice_type(key=f"more-{n}")
    assert queries() == before


@pytest.mark.parametrize("key", ["no-such-type", "%00", "..%2f..", "ü"])
def test_a_type_that_is_not_there_is_not_found(client: Client, key: str) -> None:
    assert client.get(f"/types/{key}/").status_code == 404


def test_when_the_large_model_reads_along_is_part_of_a_version(client: Client, doc_type: DocumentType) -> None:
    client.post(f"/types/{doc_type.key}/draft")
    draft = doc_type.versions.get(number=2)
    page = client.get(f"/types/{doc_type.key}/edit").content.decode()
    assert 'value="doubt" selected' in page
    assert re.search(r'name="route_below" value="70"', page) and re.search(r'name="review_below" value="\d\d"', page)
    data = form_of("number", revision=draft.revision, route_use="always", route_below="80", route_missing="on")
    assert client.post(f"/types/{doc_type.key}/edit", data).status_code == 302
    draft.refresh_from_db()
    assert draft.definition()["routing"] == {"use": "always", "below": 0.8, "checks": False, "missing": True}
    assert engine.check_definition(draft.definition()) == []
    refused = client.post(f"/types/{doc_type.key}/edit", {**data, "revision": draft.revision, "route_below": "700"})
    assert refused.status_code == 422


def test_the_invoice_term_of_a_field_is_part_of_its_definition(client: Client, doc_type: DocumentType) -> None:
    client.post(f"/types/{doc_type.key}/draft")
    draft = doc_type.versions.get(number=2)
    data = form_of("total", revision=draft.revision) | {"fields-0-terms": "BT-115\nBT-112\n"}
    assert client.post(f"/types/{doc_type.key}/edit", data).status_code == 302
    assert draft.fields.get().definition()["terms"] == ["BT-115", "BT-112"]


def test_the_editor_of_a_draft_that_is_gone_leads_to_the_type_and_saves_nothing(
    client: Client, doc_type: DocumentType,
) -> None:
    assert client.get(f"/types/{doc_type.key}/edit").headers["Location"] == f"/types/{doc_type.key}/"
    late = client.post(f"/types/{doc_type.key}/edit", form_of("mine", revision=0))
    assert late.status_code == 409 and "Nothing was saved" in late.content.decode()


def test_a_type_and_its_fields_need_a_name_in_one_language_and_no_key(client: Client) -> None:
    client.post("/types/new", {"label_en": "Delivery note", "label_zh": "", "key": ""})
    draft = TypeVersion.objects.get(doc_type__key="delivery_note")
    assert (draft.label_en, draft.label_zh) == ("Delivery note", "Delivery note")
    data = form_of("", "", revision=draft.revision)
    data |= {"fields-0-label_en": "Note no.", "fields-0-label_zh": "", "fields-1-label_en": "",
             "fields-1-label_zh": "数量", "fields-1-key": ""}
    assert client.post("/types/delivery_note/edit", data).status_code == 302
    first, second = TypeVersion.objects.get(pk=draft.pk).fields.all()
    assert (first.key, first.label_zh, second.key, second.label_en) == ("note_no", "Note no.", "shu_liang", "数量")


@pytest.mark.parametrize(("given", "where"), [
    ({"label_en": "", "label_zh": "", "key": "x"}, "label_en"),
    ({"label_en": "ใบส่งของ", "label_zh": "", "key": ""}, "key"),
    ({"label_en": "Test invoice", "label_zh": "", "key": ""}, "key")])
def test_a_new_type_without_any_name_or_with_no_key_to_be_made_or_a_taken_one_is_refused_where_it_is_wrong(
    client: Client, doc_type: DocumentType, given: dict[str, str], where: str,
) -> None:
    answer = client.post("/types/new", given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [where]
    assert DocumentType.objects.count() == 1


@pytest.mark.parametrize(("name", "key"), [
    ("Delivery note no.", "delivery_note_no"), ("Größe (m²)", "grosse_m2"), ("Numéro", "numero"),
    ("银行账号（新）", "yin_hang_zhang_hao_xin"), ("VAT 發票2", "vat_fa_piao_2"), ("  --  ", ""), ("ใบส่งของ", ""),
    ("送" * 40, "_".join(["song"] * 12)), ("长" * 2 + "x" * 80, "chang_chang_" + "x" * 48)])
def test_a_key_is_made_of_latin_letters_and_digits_and_of_chinese_ones_in_pinyin(name: str, key: str) -> None:
    assert key_of({"label_en": name}) == key_of({"label_zh": name}) == key


def test_the_english_name_makes_the_key_where_there_are_two() -> None:
    assert key_of({"label_zh": "发票", "label_en": "Bill"}) == "bill"
