"""A type as a file: out of one installation and into another, and what is wrong with a file in plain words."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from docmgr.accounts.models import User
from docmgr.doctypes import services
from docmgr.doctypes.difference import difference
from docmgr.doctypes.models import DocumentType, TypeVersion
from tests.doctypes.test_pages import admin, client, doc_type

__all__ = ["admin", "client", "doc_type"]
pytestmark = pytest.mark.django_db
FIELD = {"key": "a", "label": {"zh": "甲", "en": "A"}}


def bring(client: Client, content: bytes, language: str = "en") -> Any:
    return client.post("/types/from-file", {"definition": SimpleUploadedFile("t.json", content)},
                       headers={"Accept-Language": language})


def definition(**parts: Any) -> bytes:
    return json.dumps({"key": "visa", "label": {"zh": "签证", "en": "Visa"}, "fields": [FIELD], **parts}).encode()


@pytest.mark.parametrize("path", sorted(Path(settings.BUILTIN_TYPES_DIR).glob("*.json")), ids=lambda p: p.stem)
def test_what_comes_with_the_product_comes_in_and_goes_out_unchanged(client: Client, path: Path) -> None:
    asked = json.loads(path.read_text("utf-8"))
    assert bring(client, json.dumps(asked).encode()).status_code == 302
    draft = TypeVersion.objects.get(doc_type__key=asked["key"])
    assert draft.state == TypeVersion.State.DRAFT and draft.doc_type.live is None
    written = json.loads(client.get(f"/types/{asked['key']}/versions/1/file").content)
    draft.doc_type.versions.all().delete()
    draft.doc_type.delete()
    assert bring(client, json.dumps(written).encode()).status_code == 302
    assert json.loads(client.get(f"/types/{asked['key']}/versions/1/file").content) == written
    assert [f["key"] for f in written["fields"]] == [f["key"] for f in asked["fields"]]
    assert all(set(f.get(part, [])) <= set(w[part]) for f, w in zip(asked["fields"], written["fields"], strict=True)
               for part in ("aliases", "patterns"))


@pytest.mark.parametrize(("content", "english", "chinese"), [
    (b'{"key": "visa"', "not valid JSON", "JSON"),
    (b"\xff\xfe\x00", "not valid JSON", "JSON"),
    (b"[1]", "not a JSON object", "JSON"),
    (b"[" * 100_000, "not valid JSON", "JSON"),
    (definition(rules=[{"rule": "sum", "tolerance": float("nan")}]), "not valid JSON", "JSON"),
    (definition(prompt="\x00"), "not valid JSON", "JSON"),
    (definition(fields=[]), "no fields", "字段"),
    (definition(fields=[FIELD, FIELD]), "defined twice", "两次"),
    (definition(fields=[{**FIELD, "kind": "colour"}]), "unknown kind", "colour"),
    (definition(fields=[{**FIELD, "colour": 1}]), "unknown entry", "colour"),
    (definition(fields=[{**FIELD, "aliases": "x"}]), "wrong form", "aliases"),
    (definition(fields=[{**FIELD, "patterns": ["("]}]), "no regular expression", "正则"),
    (definition(fields=[{**FIELD, "key": f"f{n}"} for n in range(500)]), "at most 200 fields", "200"),
    (definition(fields=[{**FIELD, "key": "k" * 70}]), "longer than 60 characters", "60"),
    (definition(label={"zh": "长" * 121, "en": "L"}), "longer than 120 characters", "120"),
    (definition(fields=[{**FIELD, "aliases": ["x" * 301]}]), "more than 300 characters", "300"),
    (definition(rules=[{"rule": "foo"}]), "no rule “foo”", "foo"),
    (definition(key="two words"), "letters, digits, hyphens", "two words"),
])
def test_a_file_that_is_not_right_is_told_in_both_languages_and_makes_no_type(
    client: Client, doc_type: DocumentType, content: bytes, english: str, chinese: str,
) -> None:
    for language, told in (("en", english), ("zh-hans", chinese)):
        answer = bring(client, content, language)
        page = html.unescape(answer.content.decode())
        marked = page.partition('id="type-file"')[2].partition("invalid-feedback")[2][:600]
        assert answer.status_code == 422 and told in marked
    assert list(DocumentType.objects.all()) == [doc_type]


def test_names_in_pictures_and_in_other_languages_come_in(client: Client) -> None:
    field = {"key": "😀", "label": {"fr": "Montant", "de": "Summe"}}
    assert bring(client, definition(fields=[field], label={"en": "🧾"})).status_code == 302
    draft = TypeVersion.objects.get(doc_type__key="visa")
    assert (draft.label_zh, [(f.key, f.label_zh, f.aliases) for f in draft.fields.all()]) == (
        "🧾", [("😀", "Montant", ["Summe"])])


def written(client: Client, version: TypeVersion) -> dict[str, Any]:
    return json.loads(client.get(f"/types/{version.doc_type.key}/versions/{version.number}/file").content)


def agreed(page: bytes) -> dict[str, str]:
    """What the form of the comparison sends."""
    inputs = re.findall(r'name="(packed|number|revision)"(?: value="([^"]*)")?', page.decode())
    return {name: html.unescape(value) for name, value in inputs}


def test_a_file_of_a_known_type_is_compared_with_its_draft_and_replaces_it_when_agreed(
    client: Client, doc_type: DocumentType,
) -> None:
    client.post(f"/types/{doc_type.key}/draft")
    draft = TypeVersion.objects.get(doc_type=doc_type, state=TypeVersion.State.DRAFT)
    told = written(client, draft)
    first, *others = told["fields"]
    changed = {**told, "fields": [*others, {**first, "aliases": ["Belegnummer"], "kind": "code"}, FIELD]}
    page = bring(client, json.dumps(changed).encode())
    assert page.status_code == 200 and "Belegnummer" in page.content.decode() and "new field" in page.content.decode()
    assert written(client, draft) == told  # looking changes nothing
    answer = client.post(f"/types/{doc_type.key}/replace", agreed(page.content))
    assert answer.status_code == 302
    assert [f["key"] for f in written(client, draft)["fields"]] == [f["key"] for f in changed["fields"]]
    assert written(client, draft)["fields"][-2]["aliases"] == ["Belegnummer"]
    doc_type.refresh_from_db()
    assert doc_type.live.number == draft.number - 1
    assert "The file says what version" in bring(client, json.dumps(written(client, draft)).encode()).content.decode()


def test_a_file_of_a_type_without_a_draft_opens_one(client: Client, doc_type: DocumentType) -> None:
    live = written(client, doc_type.live)
    page = bring(client, json.dumps({**live, "prompt": "Anders."}).encode())
    assert client.post(f"/types/{doc_type.key}/replace", agreed(page.content)).status_code == 302
    draft = TypeVersion.objects.get(doc_type=doc_type, state=TypeVersion.State.DRAFT)
    assert written(client, draft) == {**live, "prompt": "Anders."}
    doc_type.refresh_from_db()
    assert written(client, doc_type.live) == live


@pytest.mark.database
def test_a_draft_that_somebody_saved_after_the_comparison_is_not_overwritten(
    client: Client, admin: User, doc_type: DocumentType,
) -> None:
    client.post(f"/types/{doc_type.key}/draft")
    draft = TypeVersion.objects.get(doc_type=doc_type, state=TypeVersion.State.DRAFT)
    page = bring(client, json.dumps({**written(client, draft), "prompt": "Mine."}).encode())
    services.save_draft(draft, by=admin, revision=draft.revision, parts={"prompt": "Theirs."}, fields=[])
    assert client.post(f"/types/{doc_type.key}/replace", agreed(page.content)).status_code == 409
    draft.refresh_from_db()
    assert draft.prompt == "Theirs."


def test_only_what_was_shown_comes_in(client: Client, doc_type: DocumentType) -> None:
    page = bring(client, json.dumps({**written(client, doc_type.live), "prompt": "Anders."}).encode())
    sent = agreed(page.content)
    forged = client.post(f"/types/{doc_type.key}/replace", {**sent, "packed": "x" + sent["packed"]})
    assert forged.status_code == 409 and not TypeVersion.objects.filter(state=TypeVersion.State.DRAFT).exists()


def test_a_file_that_no_browser_could_send_back_is_refused_before_it_is_compared(
    client: Client, doc_type: DocumentType, settings: Any,
) -> None:
    content = json.dumps({**written(client, doc_type.live), "prompt": "Anders."}).encode()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_400
    page = bring(client, content)
    assert page.status_code == 422 and "too large to be compared" in page.content.decode()


def test_a_field_that_moved_is_told_and_not_those_that_it_passed() -> None:
    fields = [{"key": key, "label": key} for key in "abcde"]
    found = difference({"key": "t", "fields": fields}, {"key": "t", "fields": [fields[4], *fields[:4]]})
    assert [(f.key, f.what) for f in found.fields] == [("e", "moved")]
    assert not difference({"key": "t", "fields": fields}, {"key": "t", "fields": fields})


def test_short_forms_come_in_whole(client: Client) -> None:
    fields = [{"key": "issue_date", "kind": "date"}, {"key": "no", "kind": "id"}]
    short = {"key": "visa", "version": 2, "fields": fields}
    assert bring(client, json.dumps(short).encode()).status_code == 302
    draft = TypeVersion.objects.get(doc_type__key="visa")
    assert [(f.key, f.label_en, f.kind) for f in draft.fields.all()] == [
        ("issue_date", "issue date", "date"), ("no", "no", "code")]
