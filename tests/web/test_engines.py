"""The page of the engines: true in both languages, read by administrators, changed by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from docmgr.accounts.models import Role
from docmgr.core import clock
from docmgr.core.lease import JobState
from docmgr.extraction import engine
from docmgr.extraction.engine import reading
from docmgr.extraction.models import ExtractionRun
from docmgr.web import engine_words
from ocr_engine.backends.lacks import TEXTS
from ocr_engine.vlm.questions.asking import TASKS

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("VLM", "VLM_URL", "VLM_PATH", "VLM_CODE", "LINES", "MLM_PATH"):
        monkeypatch.delenv(f"DOCMGR_OCR_{name}", raising=False)
    reading.config.cache_clear()
    yield
    reading.config.cache_clear()


def shown(client: Client, language: str = "en") -> str:
    response = client.get(reverse("web:engines"), headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def settle(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"DOCMGR_OCR_{name}", value)
    reading.config.cache_clear()


def test_every_engine_stands_there_with_what_it_lacks_and_where_that_belongs(client_of, people):
    page = shown(client_of(people[Role.ADMIN]))
    for label in ("PP-OCR", "TrOCR", "LayoutLMv3", "HunyuanOCR", "DeepSeek-OCR", "GLM-OCR", "dots.ocr", "InternVL"):
        assert label in page
    assert "DOCMGR_OCR_TROCR_PATH" in page and "DOCMGR_OCR_MLM_PATH" in page
    assert "Neither weights nor a server are named." in page and "missing:" not in page


def test_it_is_told_in_chinese_too(client_of, people):
    client = client_of(people[Role.ADMIN])
    page = shown(client, "zh-hans")
    assert "识别引擎" in page and "未指定权重，也未指定服务器。" in page and "Neither weights" not in page


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.REVIEWER, Role.AUDITOR])
def test_others_are_refused(client_of, people, role):
    assert client_of(people[role]).get(reverse("web:engines")).status_code == 403


def test_code_of_a_model_is_off_and_a_warning_says_where_it_is_not(client_of, people, monkeypatch):
    client = client_of(people[Role.ADMIN])
    assert "No model may run Python files" in shown(client)
    settle(monkeypatch, VLM="dots_ocr", VLM_PATH="/nowhere", VLM_CODE="dots_ocr")
    page = shown(client)
    assert 'role="alert"' in page and "Python files beside the weights of dots.ocr may be run." in page


def test_a_server_is_shown_without_the_password_in_its_address_and_without_its_key(client_of, people, monkeypatch):
    settle(monkeypatch, VLM="openai", VLM_URL="http://me:sesame1@models.example:8000/v1", VLM_KEY="sesame2")
    page = shown(client_of(people[Role.ADMIN]))
    assert "http://models.example:8000/v1" in page and "sesame" not in page


def test_tasks_say_who_does_them_today_and_who_would(monkeypatch):
    def line(task: str) -> Any:
        name = str(engine_words.WORDS[task])
        return next(t for t in engine_words.task_lines(engine.backends()) if t.name == name)

    with translation.override("en"):
        assert line("find").today == "PP-OCR"
        assert line("translate").today == "" and "HunyuanOCR" in line("translate").needed
        settle(monkeypatch, VLM="openai", VLM_URL="http://models.example/v1")
        assert line("translate").today == line("find").today == "OpenAI-compatible server"
        assert line("handwriting").today == "" and line("handwriting").needed == "TrOCR"


def test_a_model_that_reads_no_fields_is_not_said_to_read_them(client_of, people, monkeypatch):
    client = client_of(people[Role.ADMIN])
    settle(monkeypatch, VLM="internvl", VLM_URL="http://models.example/v1")
    assert "joined by InternVL" in shown(client)
    settle(monkeypatch, VLM="dots_ocr")
    assert "joined by" not in shown(client)


def test_documents_read_without_the_model_are_counted_with_the_reason(client_of, people, invoice, monkeypatch):
    settle(monkeypatch, VLM="openai", VLM_URL="http://models.example/v1")
    client = client_of(people[Role.ADMIN])
    ExtractionRun.objects.update(state=JobState.DONE, finished_at=clock.now())
    assert "No failure of OpenAI-compatible server" in shown(client)
    ExtractionRun.objects.update(issues=[{"code": "vlm_fallback", "field": None, "page": 1,
                                          "params": {"reason": "vlm_unreachable"}}])
    page = shown(client)
    assert "1 was read without OpenAI-compatible server" in page and "The model server cannot be reached." in page


def test_every_lack_and_task_of_the_engine_has_words():
    assert set(engine_words.LACKS) >= set(TEXTS) and set(engine_words.WORDS) >= set(TASKS)
    tasks = {task for row in engine.backends() for task in row.tasks}
    assert tasks <= set(engine_words.WORDS) and {row.runs for row in engine.backends()} <= set(engine_words.RUNS)
