"""The search finds parts of words in any writing, and its index follows every change of the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from docmgr.accounts.models import User
from docmgr.documents import search_index
from docmgr.documents.models import Document
from docmgr.documents.search import search
from docmgr.documents.text import search_text

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LEASE = "房屋租赁合同\n甲方 虚拟置业发展有限公司\nYL-ZL-2025-0418"
INVOICE = "Invoice TQ-2025-00418\nThistledown & Quill Ltd\n\"quoted\" 50% a_b\nÀ la carte 合"


@pytest.fixture
def house(make_document: Callable[..., Document]) -> tuple[Document, Document]:
    owner = User.objects.create_user("owner")
    made = make_document(owner), make_document(owner)
    for document, text in zip(made, (LEASE, INVOICE), strict=True):
        Document.objects.filter(pk=document.pk).update(search_text=search_text([text]))
    return made


def found(text: str) -> set[int]:
    return set(search(Document.objects.all(), text).values_list("pk", flat=True))


@pytest.mark.parametrize(("text", "lease", "invoice"), [
    ("租赁合同", True, False), ("合同", True, False), ("合", True, True), ("同", True, False), ("赁", True, False),
    ("有限公司", True, False), ("0418", True, True), ("00418", False, True), ("00", False, True), ("8", True, True),
    ("zl-2025", True, False), ("ＺＬ", True, False), ("THISTLE quill", False, True), ("thistle 合同", False, False),
    ("2025 合", True, True), ('"quoted"', False, True), ("50%", False, True), ("5%", False, False),
    ("a_b", False, True), ("a*", False, False), ("à la", False, True), ("te 合", False, True), ("无", False, False),
    ("nothing", False, False), ("", True, True),
    ("AND", False, False), ("NEAR(", False, False), ("-", True, True), ("'", False, False),
])
def test_parts_of_words_are_found_in_both_languages(
    house: tuple[Document, Document], text: str, lease: bool, invoice: bool,
) -> None:
    assert found(text) == {d.pk for d, held in zip(house, (lease, invoice), strict=True) if held}


def test_the_index_follows_changes_and_deletions(house: tuple[Document, Document]) -> None:
    lease, invoice = house
    Document.objects.filter(pk=lease.pk).update(search_text="something else")
    assert (found("合同"), found("thing els"), found("se")) == (set(), {lease.pk}, {lease.pk})
    Document.objects.filter(pk=lease.pk).update(search_text="", page_count=7)
    assert found("thing els") == set()
    invoice.delete()
    assert found("thistledown") == set()


def test_a_lost_index_is_noticed_and_made_anew(
    house: tuple[Document, Document], capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("search_index")
    assert capsys.readouterr().out == ""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {search_index.TRIGGERS[1]}")
        else:
            cursor.execute("DROP INDEX documents_search_grams")
            cursor.execute("DROP TRIGGER documents_search_changed ON documents_document")
    Document.objects.filter(pk=house[0].pk).update(search_text="written while nobody looked")
    call_command("search_index")
    assert "made anew" in capsys.readouterr().out
    assert found("nobody looked") == {house[0].pk}
    assert (found("合同"), found("quill")) == (set(), {house[1].pk})


def test_a_search_reads_the_index_and_not_every_text(house: tuple[Document, Document]) -> None:
    plan = search(Document.objects.all(), "租赁合同").explain().casefold()
    assert ("documents_search" if connection.vendor == "sqlite" else "documents_having") in plan


def test_a_word_of_nearly_all_documents_is_read_and_not_taken_from_the_index(
    house: tuple[Document, Document], make_document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("docmgr.documents.search.SAMPLE", 8)
    monkeypatch.setattr("docmgr.documents.search.FEWEST", 8)
    for number in range(16):
        make_document(house[0].owner, text=f"Invoice of today 合同 nr{number}")
    everything = Document.objects.all()
    used = ("documents_search", "documents_having")
    for text, indexed in (("invoice", False), ("合", False), ("nr15", True), ("invoice nr15", True)):
        statement = str(search(everything, text).query)
        assert any(name in statement for name in used) == indexed, text
    assert len(found("invoice")) == 17
    assert len(found("invoice nr15")) == 1
    assert found("合同 租赁") == {house[0].pk}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite fills in one short transaction")
@pytest.mark.django_db(transaction=True)
def test_filling_the_index_on_postgresql_holds_up_no_writer_and_goes_on_where_it_was_cut_off(
    house: tuple[Document, Document], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search_index, "BATCH", 1)
    lease, invoice = house
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX documents_search_grams")
        cursor.execute("TRUNCATE documents_search")
    batches = []

    def meanwhile(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(statement, params, many, context)
        if "documents_grams(search_text)" in statement:
            batches.append(params)
            with psycopg.connect(**connection.get_connection_params() | {"autocommit": True}) as other:
                other.execute("SET lock_timeout = '2s'")
                other.execute("UPDATE documents_document SET search_text = 'meanwhile' WHERE id = %s", [lease.pk])
            raise KeyboardInterrupt
        return done

    with connection.execute_wrapper(meanwhile), pytest.raises(CommandError, match=r"Ctrl\+C"):
        call_command("search_index")
    assert len(batches) == 1
    call_command("search_index")
    assert (found("meanwhile"), found("thistledown"), found("租赁合同")) == ({lease.pk}, {invoice.pk}, set())
    assert search_index.ensure(connection) is False
