"""The command ``ask``: who does a task, what comes back, and plain words where nobody can."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ocr_engine.backends import registry
from ocr_engine.cli.main import main
from ocr_engine.errors import MESSAGES
from ocr_engine.preprocess.page_map import WorkingPage
from ocr_engine.tasks.finding import located
from ocr_engine.tasks.perform import _shown
from ocr_engine.types import BBox, PageText, TextLine
from ocr_engine.vlm.answers import Spotted
from ocr_engine.vlm.doors import Vlm
from ocr_engine.vlm.questions.asking import Answer
from ocr_engine.vlm.questions.specs import SPECS
from ocr_engine.vlm.served.breaker import forget_breakers
from tests.engine.vlm import servers
from tests.fixtures import broken

INVOICE = str(Path(__file__).parents[3] / "docmgr" / "specimens" / "invoice.pdf")


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    forget_breakers()
    registry.forget()
    for name in ("VLM", "VLM_URL", "VLM_PATH"):
        monkeypatch.delenv(f"DOCMGR_OCR_{name}", raising=False)
    yield
    registry.forget()


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    status = main(["ask", INVOICE, "--json", *words])
    return status, json.loads(capsys.readouterr().out)


def serve(monkeypatch: pytest.MonkeyPatch, server: servers.Server, family: str = "hunyuan_ocr") -> None:
    monkeypatch.setenv("DOCMGR_OCR_VLM", family)
    monkeypatch.setenv("DOCMGR_OCR_VLM_URL", server.url)
    monkeypatch.setenv("DOCMGR_OCR_VLM_SECONDS", "60")


@pytest.mark.parametrize(("words", "texts"), [
    ("find every date", ["14 May 2025", "13 June 2025"]), ("Fernhollow Museum Trust", ["Fernhollow Museum Trust"]),
    ("TQ-2025-00418", ["TQ-2025-00418"] * 2), ("找出所有日期", ["14 May 2025", "13 June 2025"]), ("Zanzibar", []),
])
def test_the_light_reader_finds_words_and_kinds_with_their_places(capsys, words, texts):
    status, record = asked(capsys, "--task", "find", "--prompt", words)
    spotted = record["pages"][0]["spotted"]
    assert status == 0 and [s["text"] for s in spotted] == texts and record["pages"][0]["engine"] == "ppocr"
    assert all(0 <= s["box"][0] < s["box"][2] <= 1 for s in spotted)


@pytest.mark.parametrize("words", ["where is the museum's order mark", "馆方订货号在哪里"])
def test_with_a_type_what_it_calls_its_fields_can_be_asked_for(capsys, tmp_path, words):
    field = {"key": "mark", "label": {"zh": "馆方订货号", "en": "Museum's order mark"}, "kind": "code",
             "aliases": ["Purchase order"]}
    own = tmp_path / "type.json"
    own.write_text(json.dumps({"key": "loan", "label": {"en": "Loan"}, "fields": [field]}), "utf-8")
    assert asked(capsys, "--task", "find", "--prompt", words)[1]["pages"][0]["spotted"] == []
    status, record = asked(capsys, "--task", "find", "--prompt", words, "--type", str(own))
    assert status == 0 and [s["text"] for s in record["pages"][0]["spotted"]] == ["PO-77815"]
    broken = tmp_path / "broken.json"
    broken.write_text("{", "utf-8")
    assert main(["ask", INVOICE, "--task", "find", "--prompt", words, "--type", str(broken)]) == 2


def test_text_and_spotting_need_no_model(capsys):
    assert "Thistledown & Quill Ltd" in asked(capsys, "--task", "text")[1]["pages"][0]["text"]
    spotted = asked(capsys, "--task", "spotting")[1]["pages"][0]["spotted"]
    assert len(spotted) > 20 and all(s["box"] for s in spotted)


def test_fields_are_those_of_extract(capsys):
    status, record = asked(capsys, "--task", "fields", "--type", "invoice")
    assert status == 0 and record["fields"]["invoice_number"]["value"] == "TQ-2025-00418"
    assert asked(capsys, "--task", "fields", "--fields", "Invoice number")[1]["fields"]


@pytest.mark.parametrize("task", ["translate", "formula", "chart"])
def test_where_nobody_can_it_is_said_and_who_could(capsys, task):
    status, record = asked(capsys, "--task", task)
    assert status == 1 and record["error"]["code"] == "task_unavailable"
    assert "OpenAI-compatible server" in record["error"]["message"] and "{" not in record["error"]["message"]


def test_a_model_is_told_what_documents_call_the_field_that_is_looked_for(capsys, monkeypatch, tmp_path):
    own = tmp_path / "loan.json"
    field = {"key": "mark", "label": {"en": "Museum's order mark"}, "aliases": ["Purchase order"], "hint": "Top right."}
    own.write_text(json.dumps({"key": "loan", "label": {"en": "Loan"}, "fields": [field]}), "utf-8")
    with servers.serving(servers.good('[{"text": "PO-77815", "bbox": [0, 0, 9, 9]}]')) as server:
        serve(monkeypatch, server, "openai")
        for words in ("where is the museum's order mark?", "where is the seal?"):
            status, record = asked(capsys, "--task", "find", "--prompt", words, "--type", str(own))
            assert status == 0 and record["pages"][0]["spotted"][0]["text"] == "PO-77815"
    told, other = (json.dumps(body["messages"]) for body in server.bodies)
    assert "Purchase order" in told and "Top right." in told and "Purchase order" not in other


def test_a_model_that_cannot_do_the_task_is_not_asked(capsys, monkeypatch):
    with servers.serving(servers.good("x")) as server:
        serve(monkeypatch, server, "paddleocr_vl")
        status, record = asked(capsys, "--task", "translate")
        assert status == 1 and "HunyuanOCR" in record["error"]["message"]
        assert "PaddleOCR" not in record["error"]["message"] and not server.bodies


@pytest.mark.parametrize("words", [["--task", "find"], ["--task", "free", "--prompt", " "],
                                   ["--task", "fields", "--type", "no_such_type"]])
def test_a_call_without_what_it_needs_is_a_wrong_call(words, capsys):
    assert main(["ask", INVOICE, *words]) == 2 and capsys.readouterr().err.strip()


@pytest.mark.parametrize("task", ["fields", "text", "markdown", "table", "spotting", "find", "clauses", "summary"])
@pytest.mark.parametrize("name", ["truncated.pdf", "noise.pdf", "huge.png"])
def test_a_broken_file_is_an_error_whatever_is_asked_of_it(capsys, tmp_path, task, name):
    (tmp_path / name).write_bytes(broken.BROKEN[name]())
    status = main(["ask", str(tmp_path / name), "--json", "--task", task, "--prompt", "every date"])
    error = json.loads(capsys.readouterr().out)["error"]
    assert status == 1 and error["code"] in MESSAGES and "{" not in error["message"]
    assert main(["ask", str(tmp_path / name), "--task", task, "--prompt", "every date"]) == 1
    assert error["message"] in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_told(capsys, tmp_path):
    assert main(["ask", str(tmp_path / "gone.pdf"), "--task", "text"]) == 1
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert main(["ask", str(tmp_path / "empty.pdf"), "--task", "text"]) == 1
    assert MESSAGES["file_empty"] in capsys.readouterr().err


def test_a_configured_model_answers_markdown_with_its_tables(capsys, monkeypatch):
    with servers.serving(servers.good("# Invoice\n\n| a | b |\n|---|---|\n| 1 | <2 |")) as server:
        serve(monkeypatch, server)
        status, record = asked(capsys, "--task", "markdown")
    page = record["pages"][0]
    assert status == 0 and page["engine"] == "vlm:hunyuan_ocr" and page["text"].startswith("# Invoice")
    assert page["tables"] == ["<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>&lt;2</td></tr></table>"]
    assert "markdown" in server.bodies[0]["messages"][1]["content"][1]["text"]


def test_a_free_prompt_goes_to_the_model_as_it_is_and_translation_names_its_language(capsys, monkeypatch):
    with servers.serving(servers.good("12")) as server:
        serve(monkeypatch, server, "openai")
        assert asked(capsys, "--task", "free", "--prompt", "How many lines?")[1]["pages"][0]["text"] == "12"
        asked(capsys, "--task", "translate", "--to", "de")
    sent = [body["messages"][1]["content"][-1]["text"] for body in server.bodies]
    assert sent[0] == "How many lines?" and "German" in sent[1]


def test_a_model_that_circles_or_fails_leaves_the_page_to_the_light_reader(capsys, monkeypatch):
    for mood in (servers.endless("again and again "), servers.rubbish(b"{")):
        forget_breakers()
        registry.forget()
        with servers.serving(mood) as server:
            serve(monkeypatch, server)
            status, record = asked(capsys, "--task", "text")
        assert status == 0 and record["pages"][0]["engine"] == "ppocr" and record["pages"][0]["text"]
        assert [i["code"] for i in record["issues"]] == ["vlm_fallback"]


def test_a_failing_model_with_nobody_behind_it_is_told(capsys, monkeypatch):
    with servers.serving(servers.refusing(401, 9, servers.good("x"))) as server:
        serve(monkeypatch, server)
        status, record = asked(capsys, "--task", "translate")
    assert status == 1 and record["error"]["code"] == "vlm_refused" and "401" in record["error"]["message"]


def test_places_on_a_turned_page_come_back_to_the_page_as_shown():
    picture = WorkingPage.of(np.zeros((100, 200, 3), np.uint8)).turned(90)  # now 200 high, 100 wide
    answer = Answer("spotting", "a", spotted=(Spotted("a", BBox(0.0, 0.0, 0.5, 0.25)),))
    shown = _shown(answer, PageText(1, 200, 100), picture, Vlm(SPECS["hunyuan_ocr"], None))
    # The upright picture's top left corner is the shown page's bottom left one.
    assert shown.spotted[0].box.as_list() == [0.0, 0.5, 0.25, 1.0]


def test_quoted_words_are_looked_for_as_they_stand():
    page = PageText(1, 10, 10, (TextLine("Phone number 010-62345678", BBox(0, 0, 1, 0.1)),), "ocr")
    assert [s.text for _, s in located([page], 'find "Phone number"')] == ["Phone number"]
    assert [s.text for _, s in located([page], "find every phone number")] == ["010-62345678"]


def test_the_list_of_readers_names_every_family_and_what_it_lacks(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("DOCMGR_OCR_VLM", "glm_ocr")
    monkeypatch.setenv("DOCMGR_OCR_VLM_PATH", str(tmp_path))
    assert main(["backends", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert set(SPECS) <= set(rows) and "fields" in rows["hunyuan_ocr"]["tasks"]
    assert rows["glm_ocr"]["where"] == str(tmp_path) and rows["glm_ocr"]["state"].startswith("missing: no config.json")
    assert rows["openai"]["state"] == "missing: server" and "VLM_URL" in rows["openai"]["where"]
    monkeypatch.delenv("DOCMGR_OCR_VLM_PATH")
    monkeypatch.setenv("DOCMGR_OCR_VLM_URL", "http://127.0.0.1:9/v1")
    main(["backends", "--json"])
    assert {r["name"]: r["state"] for r in json.loads(capsys.readouterr().out)}["glm_ocr"] == "ready"
