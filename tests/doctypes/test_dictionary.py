"""A word list of a field: from the page or a file, within limits, versioned with its type."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from docmgr.core.exceptions import Invalid
from docmgr.doctypes import services
from docmgr.doctypes.dictionary import MAX_WORDS, words_of
from docmgr.extraction import engine
from tests.doctypes.test_pages import admin, client, doc_type, form_of

__all__ = ["admin", "client", "doc_type"]


@pytest.mark.parametrize(("name", "data", "words"), [
    ("shops.txt", b"Acorn\nBirch wood\n\n Acorn \n", ["Acorn", "Birch wood"]),
    ("shops.csv", b"\xef\xbb\xbfAcorn,12\r\n\"Birch, wood\",13\r\n", ["Acorn", "Birch, wood"]),
    ("shops.CSV", b"Acorn;1\nBirch;2\n", ["Acorn", "Birch"]),
    ("公司.txt", "上海测试有限公司\n北京别处有限公司".encode("gb18030"), ["上海测试有限公司", "北京别处有限公司"]),
])
def test_a_list_is_read_from_text_or_from_the_first_column(name: str, data: bytes, words: list[str]) -> None:
    assert words_of(data, name) == words


@pytest.mark.parametrize(("data", "says"), [
    (b"", "empty"), (b" \n\n", "empty"), (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text file"),
    (b"x" * 1_000_001, "larger than 1 MB"), (b"a\n" + b"b" * 201, "Entry 2"),
    ("\n".join(f"w{n}" for n in range(MAX_WORDS + 1)).encode(), "5001 entries"),
])
def test_what_is_no_list_is_refused_in_plain_words(data: bytes, says: str) -> None:
    with pytest.raises(Invalid) as refusal:
        words_of(data, "list.txt")
    assert says in str(refusal.value.message)


@pytest.mark.django_db
def test_words_of_the_page_and_of_a_file_become_part_of_the_version(client, doc_type, admin) -> None:
    draft = services.open_draft(doc_type, by=admin)
    form = form_of("shop", revision=draft.revision) | {"fields-0-dictionary": "Acorn\nBirch"}
    form["fields-0-dictionary_file"] = SimpleUploadedFile("more.txt", b"Birch\nCedar\n")
    answer = client.post(f"/types/{doc_type.key}/edit", form)
    assert answer.status_code == 302
    draft = services.TypeVersion.objects.get(pk=draft.pk)
    assert draft.fields.get().dictionary == ["Acorn", "Birch", "Cedar"]
    live = services.publish(draft, by=admin, revision=draft.revision)
    assert live.definition()["fields"][0]["dictionary"] == ["Acorn", "Birch", "Cedar"]
    assert engine.check_definition(live.definition()) == []
    assert "dictionary of 3 words" in client.get(f"/types/{doc_type.key}/").content.decode()
    again = services.open_draft(services.DocumentType.objects.get(pk=doc_type.pk), by=admin)
    assert again.fields.get().dictionary == ["Acorn", "Birch", "Cedar"]


@pytest.mark.django_db
def test_a_wrong_file_leaves_the_draft_as_it_was_and_says_why(client, doc_type, admin) -> None:
    draft = services.open_draft(doc_type, by=admin)
    form = form_of("shop", revision=draft.revision)
    form["fields-0-dictionary_file"] = SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00")
    answer = client.post(f"/types/{doc_type.key}/edit", form)
    assert answer.status_code == 422
    assert "not a text file" in answer.content.decode()
    assert services.TypeVersion.objects.get(pk=draft.pk).revision == draft.revision


@pytest.mark.django_db
def test_a_field_without_a_list_keeps_the_definition_that_it_had(doc_type) -> None:
    assert all("dictionary" not in f for f in doc_type.live.definition()["fields"])
