"""One process holds the model for all: questions of several documents share batches."""

from __future__ import annotations

import gc
import os
import socket
import subprocess
import sys
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ocr_engine.backends import registry
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.doors import open_vlm
from ocr_engine.vlm.host import TAKEN, Host, opened
from ocr_engine.vlm.local.batching import Figures
from ocr_engine.vlm.questions.asking import Mode, Question
from ocr_engine.vlm.questions.generated import Generated, Token
from ocr_engine.vlm.served import wire
from ocr_engine.vlm.served.shared import SharedModel
from tests.engine.vlm import tiny
from tests.services.process import PATIENCE, wait_for

PAGE = np.full((80, 160, 3), 255, np.uint8)
ASK = Question("text", "提取图中的文字。", system="", max_tokens=12)


def alike(one: Generated, other: Generated) -> bool:
    """Probabilities differ in their last digits by what else is in the batch."""
    chances = [[token.probability for token in said.tokens] for said in (one, other)]
    return one.text == other.text and chances[0] == pytest.approx(chances[1], abs=1e-4)


def started(path: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ocr_engine.vlm.host", str(path), "--parent", str(os.getpid())],
        env={**os.environ, "DOCMGR_OCR_VLM": "hunyuan_ocr", "DOCMGR_OCR_VLM_PATH": str(folder), "OMP_NUM_THREADS": "1",
             "DOCMGR_OCR_VLM_DEVICE": "cpu", "DOCMGR_OCR_VLM_SOCKET": str(path), "HF_HUB_OFFLINE": "1"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.hunyuan(tmp_path_factory.mktemp("weights") / "hunyuan")


@pytest.fixture(scope="module")
def held(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("run") / "model.sock"
    process = started(path, folder)
    try:
        assert wait_for(lambda: SharedModel(str(path)).is_there() or process.poll() is not None)
        assert process.poll() is None
        yield path
    finally:
        process.kill()
        process.wait()


def test_questions_of_several_documents_share_batches_and_get_the_answers_they_would_get_alone(held, folder):
    alone = SharedModel(str(held)).generate(PAGE, ASK)
    assert alone.stopped == "length" and len(alone.tokens) == 12 and all(0 < t.probability <= 1 for t in alone.tokens)
    documents = [SharedModel(str(held)) for _ in range(3)]
    before = documents[0].figures()
    with ThreadPoolExecutor(3) as workers:
        answers = list(workers.map(lambda model: model.generate_all([(PAGE, ASK)] * 3), documents))
    assert [alike(said, alone) for answer in answers for said in answer] == [True] * 9
    after = documents[0].figures()
    assert after["questions"] - before["questions"] == 9 and after["batches"] - before["batches"] < 9
    assert 1 < after["largest"] <= 4
    inside = open_vlm(Config(vlm="hunyuan_ocr", vlm_path=str(folder), vlm_device="cpu")).runner.generate(PAGE, ASK)
    assert alike(inside, alone)


def test_the_settings_lead_to_the_holder_and_without_one_to_a_model_of_ones_own(held, folder, tmp_path):
    config = Config(vlm="hunyuan_ocr", vlm_path=str(folder), vlm_device="cpu", vlm_socket=str(held))
    assert open_vlm(config).runner.name == "shared" and open_vlm(config).at_once == 8
    nobody = Config(vlm="hunyuan_ocr", vlm_path=str(folder), vlm_device="cpu", vlm_socket=str(tmp_path / "none.sock"))
    assert open_vlm(nobody).runner.name == "transformers"


def test_a_second_holder_steps_back_and_strangers_words_do_no_harm(held, folder):
    assert opened(held) is None and started(held, folder).wait(PATIENCE) == TAKEN
    for words in (b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 64, b""):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(held))
            line.sendall(words)
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(held))
        wire.send(line, {"do": "ask", "question": {"task": 7}, "shape": [1], "adapter": ""}, b"x")
        assert wire.receive(line)[0]["failed"] == "backend_failed"
    assert SharedModel(str(held)).generate(PAGE, ASK).tokens


def test_weights_that_cannot_be_run_are_told_to_whoever_asks(tmp_path):
    path = tmp_path / "model.sock"
    process = started(path, tmp_path)
    try:
        assert wait_for(SharedModel(str(path)).is_there)
        with pytest.raises(BackendFailed) as failed:
            SharedModel(str(path)).generate(PAGE, ASK)
        assert failed.value.code == "vlm_weights_missing" and failed.value.permanent
    finally:
        process.kill()
        process.wait()
    with pytest.raises(BackendFailed, match="vlm_unreachable"):
        SharedModel(str(path)).generate(PAGE, ASK)


def test_a_question_and_an_answer_come_out_as_they_went_in():
    question = Question("fields", "p", "b", None, {"properties": {"a": {"type": "array"}}}, 9, Mode("tiny", 512, 64))
    picture = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    message, blob = wire.question_out(picture[:, ::-1], question, "a")
    image, asked, adapter = wire.question_in(message, bytes(blob))
    assert (image == picture[:, ::-1]).all() and asked == question and adapter == "a"
    said = Generated("张", "end", (Token(0, 1, 0.5),))
    assert wire.answer_in(wire.answer_out(said)) == said
    with pytest.raises(BackendFailed, match="vlm_unsupported"):
        wire.answer_in(wire.answer_out(BackendFailed("vlm_unsupported", permanent=True, reason="x")))


def test_a_model_with_an_adapter_of_former_days_is_let_go(monkeypatch):
    """Each version of each type may bring one, and a model is gigabytes."""
    class Model:
        def __init__(self, config):
            self.runner, self.figures = self, Figures(questions=1)
            opened_models.append(weakref.ref(self))

    opened_models: list[weakref.ref] = []
    monkeypatch.setattr(registry, "_attribute", lambda target: Model)
    monkeypatch.setattr(registry, "_loaded", {})
    host = Host(Config(vlm="hunyuan_ocr", vlm_path="w"))
    for adapter in ("", "a", "b", "c", "b"):
        host._model(adapter)
    gc.collect()
    assert len(opened_models) == 4 and sum(model() is not None for model in opened_models) == registry._KEPT
    assert host._figures()["questions"] == 4
