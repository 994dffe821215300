"""Both languages are complete, and the tool that sees to it notices what is missing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scripts import message_sources, messages
from scripts.message_files import write_mo
from scripts.message_sources import Message

ROOT = Path(__file__).resolve().parents[2]


def test_every_sentence_has_its_chinese_and_the_catalogue_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    code = messages.main(["--check"])
    assert code == 0, capsys.readouterr().err


def test_a_missing_translation_and_a_lost_placeholder_are_errors() -> None:
    report = messages.Report()
    found = {m.key: m for m in (Message("Hello"), Message("%(n)s pages"), Message("Page {n}"))}
    messages.translate(found, {"%(n)s pages": "页", "Page {n}": "第 {n} 页", "Old": "旧"}, report)
    assert len(report.errors) == 2 and "Hello" in report.errors[0] + report.errors[1]
    assert report.warnings == ["not used: “Old”"]


def test_one_sentence_in_two_wordings_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, chinese in (("a", "训练"), ("b", "正在训练"), ("c", "训练")):
        (tmp_path / f"{name}.zh.json").write_text(json.dumps({"Training": chinese}), "utf-8")
    monkeypatch.setattr(messages, "PARTS", tmp_path)
    report = messages.Report()
    assert messages.read_parts(report) == {"Training": "训练"}
    assert [error.partition(":")[0] for error in report.errors] == ["b.zh.json"]


def test_sentences_are_found_in_every_form_a_template_has(tmp_path: Path) -> None:
    page = tmp_path / "templates" / "a.html"
    page.parent.mkdir()
    page.write_text(
        '{% load i18n %}{% translate "One" %}{% include "x" with t=_("Two") %}'
        "{% blocktranslate with a=b %}Three {{ a }}{% endblocktranslate %}"
        "{% blocktranslate count n=k %}{{ n }} page{% plural %}{{ n }} pages{% endblocktranslate %}"
        '{% translate "May" context "month" %}')
    (tmp_path / "docmgr").mkdir()
    found = message_sources.find_messages(tmp_path, [])
    assert set(found) == {"One", "Two", "Three %(a)s", "%(n)s page", "month|May"}
    assert found["%(n)s page"].plural == "%(n)s pages"


def test_an_f_string_is_told_because_it_can_never_be_translated(tmp_path: Path) -> None:
    code = tmp_path / "docmgr" / "a.py"
    code.parent.mkdir()
    code.write_text('_(f"Hello {name}")\ngettext("Long " "sentence")\n')
    errors: list[str] = []
    assert set(message_sources.find_messages(tmp_path, errors)) == {"Long sentence"}
    assert errors == ["docmgr/a.py:1: an f-string cannot be translated"]


def test_the_compiled_catalogue_is_one_that_gettext_reads(tmp_path: Path) -> None:
    import gettext

    (tmp_path / "a.mo").write_bytes(write_mo({
        Message("Hello"): "你好", Message("%(n)s page", plural="%(n)s pages"): "%(n)s 页",
        Message("May", context="m"): "五月",
    }))
    with (tmp_path / "a.mo").open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)
    assert catalogue.gettext("Hello") == "你好"
    assert catalogue.ngettext("%(n)s page", "%(n)s pages", 5) == "%(n)s 页"
    assert catalogue.pgettext("m", "May") == "五月"


def test_no_script_holds_sentences_of_its_own() -> None:
    """They come from the page, which knows the reader's language."""
    chinese = re.compile("[\u4e00-\u9fff]")
    scripts = [p for p in (ROOT / "static").rglob("*.js") if "vendor" not in p.parts]
    assert scripts and not [p.name for p in scripts if chinese.search(p.read_text(encoding="utf-8"))]
