"""/health tells its parts apart and tells strangers nothing."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from docmgr.accounts.models import Role
from docmgr.core import lease
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun
from docmgr.monitoring import health
from docmgr.training.trained import versions, weight_store
from tests.training import house

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(files_dir):
    return files_dir


def test_a_sound_installation_answers_200(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "parts": {
        "database": {"ok": True}, "storage": {"ok": True}, "queue": {"ok": True}, "engine": {"ok": True}}}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("part", ["database", "storage", "queue", "engine"])
def test_one_sick_part_answers_503_and_is_named(part, client, monkeypatch):
    def away():
        raise OperationalError("password=secret host=10.0.0.1")

    monkeypatch.setitem(health.PARTS, part, away)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert {name for name, state in answer.json()["parts"].items() if not state["ok"]} == {part}
    assert "secret" not in answer.content.decode()


def test_a_reader_that_breaks_in_its_own_way_makes_the_engine_sick_and_nothing_else(client, monkeypatch):
    class OddlyBroken(Exception):
        """What a plug-in may raise: related to nothing."""

    def breaks():
        raise OddlyBroken

    monkeypatch.setattr(engine, "health", breaks)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert [name for name, state in answer.json()["parts"].items() if not state["ok"]] == ["engine"]


def test_documents_that_wait_for_nobody_make_the_queue_sick(client, people, make_document):
    run = ExtractionRun.objects.create(document=make_document(people[Role.EMPLOYEE]))
    ExtractionRun.objects.filter(pk=run.pk).update(ready_at=lease.now() - timedelta(minutes=5))
    parts = client.get("/health").json()["parts"]
    assert [name for name, state in parts.items() if not state["ok"]] == ["queue"]


def test_an_engine_without_a_reader_is_sick(client, monkeypatch):
    monkeypatch.setattr(engine, "health", lambda: {"ready": False, "readers": []})
    assert client.get("/health").json()["parts"]["engine"] == {"ok": False}


def test_a_store_that_cannot_be_written_is_sick(client, settings, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    settings.STORAGES = {**settings.STORAGES, "default": {
        **settings.STORAGES["default"], "OPTIONS": {"location": blocked / "files"}}}
    assert client.get("/health").json()["parts"]["storage"] == {"ok": False}


@pytest.mark.parametrize("role", list(Role))
def test_figures_are_for_administrators(role, client, people):
    client.force_login(people[role])
    parts = client.get("/health").json()["parts"]
    assert ("oldest_waiting_seconds" in parts["queue"]) is (role == Role.ADMIN)


@pytest.mark.parametrize(("token", "sent", "told"), [
    ("s3cret", "Bearer s3cret", True), ("s3cret", "Bearer other", False), ("", "Bearer ", False), ("s3cret", "", False),
])
def test_figures_are_for_holders_of_the_token(token, sent, told, client, settings):
    settings.HEALTH_TOKEN = token
    parts = client.get("/health", headers={"Authorization": sent}).json()["parts"]
    assert ("free_bytes" in parts["storage"]) is told


def test_live_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/health/live").json() == {"ok": True}


def test_health_costs_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get("/health")


def test_a_trained_model_whose_file_is_gone_or_cut_off_is_told_and_makes_nothing_sick(client, people, files_dir):
    doc_type, admin = house.slip_type(), people[Role.ADMIN]
    sha256 = house.weights(doc_type)
    weights = files_dir / weight_store.weights_key(sha256)
    versions.register(doc_type, by=admin, taken=True, type_version=doc_type.live, sha256=sha256,
                      size=weights.stat().st_size)
    client.force_login(admin, backend="docmgr.accounts.backends.LocalBackend")
    assert "models_missing" not in client.get("/health").json()["parts"]["engine"]
    weights.write_bytes(weights.read_bytes()[:-1])
    assert client.get("/health").json()["parts"]["engine"]["models_missing"] == ["slip#1"]
    weights.unlink()
    told = client.get("/health").json()["parts"]["engine"]
    assert told["ok"] and told["models_missing"] == ["slip#1"]


def test_a_model_that_documents_had_to_do_without_is_told_to_administrators(client, people, make_document, monkeypatch):
    monkeypatch.setattr(engine, "chosen", lambda: SimpleNamespace(vlm="HunyuanOCR"))
    document, moment = make_document(people[Role.EMPLOYEE]), lease.now()
    for issues in ([], [{"code": "vlm_fallback", "params": {"reason": "vlm_resting"}}]):  # the latest of a moment
        ExtractionRun.objects.create(document=document, state="done", finished_at=moment, issues=issues)
    client.force_login(people[Role.ADMIN], backend="docmgr.accounts.backends.LocalBackend")
    told = client.get("/health").json()["parts"]["engine"]
    assert told["ok"] and told["model"]["documents"] == 2 and told["model"]["without"] == 1 and told["model"]["now"]
    assert "left alone" in next(iter(told["model"]["reasons"]))
