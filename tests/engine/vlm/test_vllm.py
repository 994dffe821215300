"""vLLM on a CPU, in front of the checkpoint that ``transformers serve`` is tried with, keeps the same promises.

vLLM pins versions of torch and transformers of its own, so it lives in an environment of its own: DOCMGR_TEST_VLLM
names the Python of that environment.
"""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ocr_engine.vlm.questions.asking import Order, Question
from ocr_engine.vlm.questions.specs import SPECS
from ocr_engine.vlm.served.breaker import Breaker
from ocr_engine.vlm.served.openai_http import OpenAIServer, Patience
from tests.services.process import free_port

PYTHON = os.environ.get("DOCMGR_TEST_VLLM") or (sys.executable if importlib.util.find_spec("vllm") else "")
pytestmark = [pytest.mark.slow, pytest.mark.service, pytest.mark.skipif(
    not PYTHON, reason="vLLM is not installed; DOCMGR_TEST_VLLM names the Python of an environment that has it")]
_START_SECONDS = 400
_PAGE = np.full((80, 160, 3), 255, np.uint8)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenAIServer]:
    from tests.engine.vlm import tiny

    root = tmp_path_factory.mktemp("vllm")
    folder = tiny.paddle(root / "paddle", head=64)
    port = free_port()
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(root), "OMP_NUM_THREADS": "1",
                   "VLLM_CPU_KVCACHE_SPACE": "1", "VLLM_CPU_OMP_THREADS_BIND": "nobind", "VLLM_NO_USAGE_STATS": "1",
                   "DO_NOT_TRACK": "1", "VLLM_CACHE_ROOT": str(root / "cache")}
    environment.pop("PYTHONPATH", None)
    command = [PYTHON, "-m", "vllm.entrypoints.openai.api_server", "--model", str(folder),
               "--served-model-name", "tiny", "--host", "127.0.0.1", "--port", str(port),
               "--max-model-len", "4096", "--max-num-seqs", "2", "--enforce-eager", "--dtype", "float32",
               "--structured-outputs-config",
               json.dumps({"backend": "xgrammar", "disable_any_whitespace": True})]
    with (root / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=root, start_new_session=True)
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", process, root / "log")
            yield OpenAIServer(f"http://127.0.0.1:{port}/v1", patience=Patience(answer=300, silence=60, tries=1),
                               breaker=Breaker())
        finally:
            _end(process)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text("utf-8", "replace")[-3000:]
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(1)
    pytest.fail("the server did not start")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Its children as well: the engine is a process of its own."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            return
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            continue
        time.sleep(1)


def test_the_client_understands_vllm(server):
    said = server.generate(_PAGE, replace(SPECS["paddleocr_vl"].ask(Order("text")), max_tokens=20))
    assert "skip_special_tokens" not in server._refused  # without it no place would come through
    assert said.text and said.stopped == "length" and server.breaker.state == "closed"
    assert server.models() == ["tiny"] and len(said.tokens) == 20
    assert all(0 < t.probability <= 1 for t in said.tokens) and said.probability(said.text) is not None


def test_an_answer_is_held_to_the_json_that_was_asked_for(server):
    form = {"type": "object", "properties": {"sure": {"enum": ["yes", "no"]}}, "required": ["sure"],
            "additionalProperties": False}
    said = server.generate(_PAGE, Question("text", "OCR:", max_tokens=60, schema=form))
    assert json.loads(said.text)["sure"] in ("yes", "no") and said.stopped == "end"


def test_an_answer_without_end_is_cut_off(server):
    endless = server.generate(_PAGE, Question("text", "OCR:", max_tokens=3500))
    assert endless.stopped == "loop" and [i.code for i in endless.issues] == ["answer_repeats"]
