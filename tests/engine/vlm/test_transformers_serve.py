"""A real OpenAI-compatible server in front of real (tiny, random) weights answers our client."""

from __future__ import annotations

import importlib.util
import os
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

NEEDED = ("fastapi", "uvicorn", "openai", "accelerate")
COMMAND = Path(sys.executable).with_name("transformers")
pytestmark = [pytest.mark.service, pytest.mark.skipif(
    not COMMAND.exists() or any(importlib.util.find_spec(n) is None for n in NEEDED),
    reason="transformers serve needs " + ", ".join(NEEDED))]
_START_SECONDS = 120


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a server and the name of its model."""
    from tests.engine.vlm import tiny

    root = tmp_path_factory.mktemp("serve")
    (root / "hf" / "hub").mkdir(parents=True)
    folder = tiny.paddle(root / "paddle", head=64)  # what vLLM on a CPU can run as well
    port = free_port()
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(root / "hf"), "OMP_NUM_THREADS": "1"}
    with (root / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(COMMAND), "serve", "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"],
            env=environment, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", process)
            yield f"http://127.0.0.1:{port}/v1", str(folder)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended while it started"
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail("the server did not start")


def test_the_client_understands_transformers_serve(served):
    url, model = served
    server = OpenAIServer(url, model, patience=Patience(answer=60, silence=60, tries=1), breaker=Breaker())
    page = np.full((80, 160, 3), 255, np.uint8)
    asked = SPECS["paddleocr_vl"].ask(Order("text"))
    said = server.generate(page, replace(asked, max_tokens=20, schema={"type": "object"}))
    assert "skip_special_tokens" in server._refused and "stream" not in server._refused  # named in the refusal
    assert said.text and said.stopped == "length" and server.breaker.state == "closed"
    endless = server.generate(page, Question("text", asked.prompt, max_tokens=3500))
    assert endless.stopped == "loop" and [i.code for i in endless.issues] == ["answer_repeats"]
