"""Questions put together give the answers that they give one by one, and nobody waits for company for long."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.doors import Vlm
from ocr_engine.vlm.local.batching import Batcher, group_of
from ocr_engine.vlm.local.transformers_vlm import TransformersModel
from ocr_engine.vlm.questions.asking import Order, Question
from ocr_engine.vlm.questions.generated import Generated
from ocr_engine.vlm.questions.specs import SPECS
from tests.engine.vlm import tiny, tiny_tiles
from tests.engine.vlm.test_json_form import TYPE

os.environ.setdefault("HF_HUB_OFFLINE", "1")
WHITE = np.full((80, 160, 3), 255, np.uint8)
ASK = Question("text", "x", max_tokens=8)


def pages(*sizes: tuple[int, int]) -> list[np.ndarray]:
    draw = np.random.default_rng(3)
    return [draw.integers(0, 255, (*size, 3), np.uint8) for size in sizes]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, TransformersModel]:
    import torch

    torch.set_num_threads(1)
    root = tmp_path_factory.mktemp("weights")
    folders = {"hunyuan_ocr": tiny.hunyuan(root / "h"), "paddleocr_vl": tiny.paddle(root / "p"),
               "glm_ocr": tiny_tiles.glm(root / "g"), "internvl": tiny_tiles.internvl(root / "i"),
               "deepseek_ocr_2": tiny.deepseek_2(root / "d")}
    return {name: TransformersModel(SPECS[name], folder, device="cpu") for name, folder in folders.items()}


@pytest.mark.parametrize("name", ["hunyuan_ocr", "paddleocr_vl", "glm_ocr", "internvl", "deepseek_ocr_2"])
def test_pages_of_unlike_size_get_together_the_answers_they_get_alone(models, name):
    model = models[name]
    prompts = ("提取图中的文字。", "合计", "Table Recognition: 12.50")
    asked = [(page, Question("text", prompt, system="" if name == "hunyuan_ocr" else None, max_tokens=10))
             for page, prompt in zip(pages((80, 160), (100, 128), (96, 150)), prompts, strict=True)]
    assert len({group_of(*one) for one in asked}) == 1
    alone = [model.generate(*one) for one in asked]
    together = model._answers(asked)
    for one, other in zip(alone, together, strict=True):
        assert (one.text, one.stopped) == (other.text, other.stopped)
        assert [t.probability for t in one.tokens] == pytest.approx([t.probability for t in other.tokens], rel=1e-3)


def test_rows_held_to_a_form_end_at_their_own_time(models, monkeypatch):
    from ocr_engine.vlm.local import choosing

    monkeypatch.setattr(choosing, "LONGEST_STRING", 9)
    monkeypatch.setattr(choosing, "LONGEST_LIST", 20)
    question = SPECS["glm_ocr"].ask(Order("fields", TYPE))
    asked = [(page, question) for page in pages((80, 160), (100, 128))]
    alone = [models["glm_ocr"].generate(*one).text for one in asked]
    assert [said.text for said in models["glm_ocr"].generate_all(asked)] == alone


class Runner:
    """Answers with the height of each picture and remembers what it was asked together."""

    def __init__(self, *, bad: int = 0) -> None:
        self.batches: list[int] = []
        self._bad, self._inside = bad, threading.Lock()

    def __call__(self, asked):
        assert self._inside.acquire(blocking=False), "two batches at once"
        try:
            self.batches.append(len(asked))
            if any(image.shape[0] == self._bad for image, _question in asked):
                raise BackendFailed("backend_failed")
            return [Generated(str(image.shape[0])) for image, _question in asked]
        finally:
            self._inside.release()


def test_threads_that_ask_at_the_same_time_share_a_batch_and_each_gets_its_own_answer():
    runner = Runner()
    batcher = Batcher(runner, most=4, wait=5.0)
    heights = list(range(80, 88))
    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(lambda h: batcher.ask(np.zeros((h, 160, 3), np.uint8), ASK).text, heights))
    assert said == [str(h) for h in heights] and runner.batches == [4, 4]


def test_who_asks_alone_is_answered_after_a_moment():
    runner = Runner()
    assert Batcher(runner, most=4, wait=0.01).ask(WHITE, ASK).text == "80" and runner.batches == [1]


def test_unlike_questions_never_share_a_batch():
    runner = Runner()
    large, longer = np.zeros((2000, 1500, 3), np.uint8), Question("text", "x", max_tokens=99)
    asked = [(WHITE, ASK), (large, ASK), (WHITE, longer), (WHITE, ASK), (WHITE, SPECS["glm_ocr"].ask(
        Order("fields", TYPE)))]
    said = Batcher(runner, most=8).ask_all(asked)
    assert sorted(runner.batches) == [1, 1, 1, 2] and [s.text for s in said] == ["80", "2000", "80", "80", "80"]


def test_one_bad_picture_costs_the_others_nothing():
    runner = Runner(bad=81)
    said = Batcher(runner, most=8).ask_all([(np.zeros((h, 160, 3), np.uint8), ASK) for h in (80, 81, 82)])
    assert said[0].text == "80" and isinstance(said[1], BackendFailed) and said[2].text == "82"
    assert runner.batches == [3, 1, 1, 1]
    with pytest.raises(BackendFailed):
        Batcher(runner, most=8).ask(np.zeros((81, 160, 3), np.uint8), ASK)


def test_an_error_of_the_program_reaches_who_asked_and_blocks_nobody():
    def broken(asked):
        raise ZeroDivisionError

    batcher = Batcher(broken, most=2, wait=0.0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            batcher.ask(WHITE, ASK)


def test_pages_of_a_document_are_asked_together(models, tmp_path, monkeypatch):
    from ocr_engine.config import Config
    from ocr_engine.opinions import model as fields
    from tests.engine.reading import drawing

    file = tmp_path / "letter.pdf"
    drawing.pdf_of(pages=3).save(file)
    model = models["hunyuan_ocr"]
    counts: list[int] = []
    monkeypatch.setattr(model._batcher, "most", 2)
    monkeypatch.setattr(model._batcher, "_run", lambda asked: [counts.append(len(asked)), [
        Generated('{"no": "A-7"}') for _ in asked]][1])
    monkeypatch.setattr(fields.registry, "load", lambda name, config: Vlm(SPECS["hunyuan_ocr"], model))
    from ocr_engine.opinions.case import Case
    from ocr_engine.reading import read

    pages_read = read(file, config=Config()).pages
    config = Config(vlm="hunyuan_ocr", vlm_path=str(tmp_path))
    reading = fields.with_model(Case(file, pages_read, TYPE, config), {})
    assert counts == [2, 1] and reading.fields["no"][0].value == "A-7"
