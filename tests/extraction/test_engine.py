"""The door: plain values out, plain sentences for what cannot be read, and nothing loaded that is not needed."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from docmgr.extraction import engine
from docmgr.extraction.messages import CODES, may_pass
from tests.fixtures import broken

SPECIMENS = Path(__file__).resolve().parents[2] / "docmgr" / "specimens"


@pytest.mark.parametrize(("content", "media_type"), [
    (broken.pdf(), "application/pdf"), (broken.jpeg(), "image/jpeg"), (broken.tiff(), "image/tiff"),
    (broken.huge_png(), "image/png"),
])
def test_a_kind_is_told_by_content(content, media_type):
    assert engine.sniff(content[:2048], len(content)) == media_type


@pytest.mark.parametrize(("content", "code"), [
    (broken.empty(), "file_empty"), (broken.page_as_picture(), "file_type_unknown"),
    (broken.noise(), "file_type_unknown"), (b"<html>%PDF-1.7", "file_type_unknown"),
])
def test_what_is_no_document_is_refused_at_the_door(content, code):
    with pytest.raises(engine.BadUpload) as refusal:
        engine.sniff(content[:2048], len(content))
    assert refusal.value.code == code and "%(" not in str(refusal.value.message)


def test_a_web_process_that_looks_at_a_file_loads_no_models():
    script = (
        "import django; django.setup()\n"
        "from docmgr.extraction import engine\n"
        "import docmgr.pipeline.flow, sys\n"
        "assert engine.sniff(b'%PDF-1.7', 8) == 'application/pdf'\n"
        "heavy = {'torch', 'transformers', 'onnxruntime', 'openvino', 'rapidocr', 'pymupdf', 'cv2', 'PIL'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True,
                          cwd=SPECIMENS.parents[1], env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"})
    assert done.stdout.strip() == "[]"


def test_a_typed_value_gets_its_normal_form_and_its_checks():
    assert engine.normalise(" 2024年3月11日 ", kind="date").value == "2024-03-11"
    wrong = engine.normalise("110105194912310021", kind="id_number")
    assert wrong.value == "110105194912310021"
    assert any(c["ok"] is False for c in wrong.checks)
    assert engine.normalise("soon", kind="date").value == "soon"
    assert engine.normalise("  ", kind="date") == engine.Normalised(value="", checks=[])


def test_a_definition_the_engine_cannot_work_with_is_explained():
    assert engine.check_definition({"key": "x", "label": {"en": "X"}, "fields": []})
    assert not engine.check_definition({
        "key": "x", "label": {"en": "X"}, "fields": [{"key": "n", "label": {"en": "Number"}, "kind": "code"}]})


def test_a_slow_pattern_is_refused_in_a_draft_and_a_live_version_that_has_one_goes_on_being_asked():
    definition = {"key": "x", "label": {"en": "X"}, "fields": [
        {"key": "n", "label": {"en": "Number"}, "kind": "code", "patterns": ["(b+)+c"]}]}
    assert engine.check_definition(definition)
    page = engine.EnginePage(number=1, width=600, height=800, rotation=0, quality=1.0, source="text_layer", image=None,
                             lines=[{"text": "Number: A-17", "box": [0.1, 0.1, 0.4, 0.12], "confidence": 1.0}])
    assert [one.value for one in engine.try_on([page], definition)] == ["A-17"]


def test_a_prompt_names_every_field_and_an_unfinished_type_has_none(built_in_types):
    definition = built_in_types["receipt"].live.definition()
    prompt = engine.assemble_prompt(definition)
    assert all(field["key"] in prompt for field in definition["fields"])
    assert engine.assemble_prompt({"key": "x", "label": {}, "fields": []}) == ""


@pytest.mark.django_db
def test_a_document_is_read_to_pages_values_and_pictures(built_in_types, tmp_path):
    told: list[tuple[str, int, int]] = []
    result = engine.read(
        SPECIMENS / "invoice.pdf", definition=built_in_types["invoice"].live.definition(), definitions=[],
        pages_dir=tmp_path, progress=lambda *spot: told.append(spot))
    assert result.doc_type == "invoice" and result.prompt and result.engine
    assert result.pages[0].lines and result.pages[0].image and result.pages[0].image.stat().st_size > 1000
    assert any(v.value and v.box and v.page == 1 for v in result.values)
    assert told[0][1:] == (1, len(result.pages))


@pytest.fixture
def impatient(monkeypatch):
    """A parser that is given five seconds, not thirty."""
    monkeypatch.setenv("DOCMGR_OCR_PARSER_SECONDS", "5")
    engine.config.cache_clear()
    yield
    engine.config.cache_clear()


@pytest.mark.parametrize("name", sorted(broken.BROKEN))
def test_every_broken_file_gives_a_code_with_a_sentence_and_never_another_error(name, tmp_path, impatient):
    path = tmp_path / name
    path.write_bytes(broken.BROKEN[name]())
    with pytest.raises(engine.ReadingFailed) as failure:
        engine.read(path, definition=None, definitions=[], pages_dir=tmp_path / "pages")
    assert failure.value.permanent and failure.value.code in CODES
    assert not may_pass(failure.value.code)


def test_progress_may_stop_the_reading(tmp_path):
    class Enough(Exception):
        pass

    def stop(stage: str, page: int, pages: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        engine.read(SPECIMENS / "lease.pdf", definition=None, definitions=[], pages_dir=tmp_path, progress=stop)


def test_health_names_the_readers_without_loading_them():
    state = engine.health()
    assert state["ready"] is True and {"name": "ppocr", "state": "ready"} in state["readers"]


def test_a_reader_that_the_settings_choose_and_that_cannot_read_is_named(monkeypatch, tmp_path):
    assert engine.out_of_order() == []
    broken = replace(engine.config(), lines="handwriting", trocr_path=str(tmp_path / "nothing"))
    monkeypatch.setattr("docmgr.extraction.engine.reading.config", lambda: broken)
    assert engine.out_of_order() == ["TrOCR"] and engine.health()["ready"], "documents are read, without handwriting"
