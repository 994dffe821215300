"""A task on several pages: the model is asked about them together, and says what it says about each alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from ocr_engine.reading import read
from ocr_engine.tasks import perform
from ocr_engine.types import BBox, PageText
from ocr_engine.vlm.answers import Spotted
from ocr_engine.vlm.doors import Vlm
from ocr_engine.vlm.questions.asking import Answer, Order, Question, Spec
from ocr_engine.vlm.questions.generated import Generated
from ocr_engine.vlm.questions.specs import SPECS
from tests.engine.reading import drawing
from tests.engine.vlm import tiny

FAMILY = SPECS["hunyuan_ocr"]
CONFIG = Config(vlm="hunyuan_ocr", vlm_path="here")


class Alone:
    """A place that answers one question at a time, with how dark the picture is; a page in ``bad`` breaks it."""

    name = "alone"

    def __init__(self, bad: Sequence[int] = ()) -> None:
        self.count, self.bad = 0, bad

    def generate(self, image: np.ndarray, question: Question) -> Generated:
        self.count += 1
        if self.count in self.bad:
            raise BackendFailed("backend_failed")
        return Generated(f"dark {int((255 - image.astype(int)).sum())}")


class Together(Alone):
    at_once = 2

    def __init__(self, bad: Sequence[int] = ()) -> None:
        super().__init__(bad)
        self.batches: list[int] = []

    def generate_all(self, asked: Sequence[tuple[np.ndarray, Question]]) -> list[Generated | BackendFailed]:
        self.batches.append(len(asked))
        said: list[Generated | BackendFailed] = []
        for image, question in asked:
            try:
                said.append(self.generate(image, question))
            except BackendFailed as error:
                said.append(error)
        return said


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[PageText, ...]]:
    file = tmp_path_factory.mktemp("letter") / "letter.pdf"
    drawing.pdf_of(pages=5).save(file)
    return file, read(file, config=Config()).pages


@pytest.fixture
def answers(letter: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    file, pages = letter

    def given(runner: Any, task: str = "free", pages: Sequence[PageText] = pages, spec: Spec = FAMILY) -> Any:
        monkeypatch.setattr(perform.registry, "load", lambda name, config: Vlm(spec, runner))
        return perform.perform(file, Order(task, words="?"), config=CONFIG, pages=pages)
    return given


def test_pages_are_asked_about_together_and_answered_as_alone(answers):
    together = Together()
    outcome = answers(together)
    assert together.batches == [2, 2, 1] and [p.page for p in outcome.pages] == [1, 2, 3, 4, 5]
    assert outcome == answers(Alone()) and all(p.text.startswith("dark ") for p in outcome.pages)


def test_a_page_that_breaks_in_a_batch_is_left_to_the_light_reader_and_the_others_are_not(answers):
    outcome = answers(Together(bad=[2]), "text")
    assert [p.engine == "ppocr" for p in outcome.pages] == [False, True, False, False, False]
    assert [(i.code, i.page) for i in outcome.issues] == [("vlm_fallback", 2)]
    assert outcome == answers(Alone(bad=[2]), "text")


def test_a_page_that_breaks_with_nobody_behind_it_is_empty_and_told_and_all_of_them_end_the_task(answers):
    for runner in (Together(bad=[4]), Alone(bad=[4])):
        outcome = answers(runner)
        assert [bool(p.text) for p in outcome.pages] == [True, True, True, False, True]
        assert [(i.code, i.page) for i in outcome.issues] == [("backend_failed", 4)]
    with pytest.raises(BackendFailed):
        answers(Together(bad=range(1, 9)))


def test_a_model_that_cannot_be_opened_leaves_the_light_reader_who_says_so(letter, monkeypatch):
    def away(name: str, config: Config) -> None:
        raise BackendFailed("vlm_weights_missing", permanent=True)

    monkeypatch.setattr(perform.registry, "load", away)
    outcome = perform.perform(letter[0], Order("text"), config=CONFIG, pages=letter[1])
    assert {p.engine for p in outcome.pages} == {"ppocr"} and all(p.text for p in outcome.pages)
    assert [(i.code, i.params["reason"]) for i in outcome.issues] == [("vlm_fallback", "vlm_weights_missing")]
    with pytest.raises(BackendFailed, match="vlm_weights_missing"):
        perform.perform(letter[0], Order("free", words="?"), config=CONFIG, pages=letter[1])


def test_pages_beyond_the_limit_are_told(letter, monkeypatch):
    monkeypatch.setattr(perform.registry, "load", lambda name, config: Vlm(FAMILY, Alone()))
    outcome = perform.perform(letter[0], Order("free", words="?"), config=replace(CONFIG, vlm_pages=2), pages=letter[1])
    assert len(outcome.pages) == 2 and [i.code for i in outcome.issues] == ["pages_not_asked"]
    assert dict(outcome.issues[0].params) == {"asked": 2, "pages": 5}


def test_a_models_places_are_where_the_reader_saw_the_words_and_unseen_words_are_told(answers, letter):
    page = letter[1][0]
    line = max(page.lines, key=lambda one: len(one.text))
    drift, nowhere = BBox(0.0, 0.9, 0.1, 1.0), BBox(0.5, 0.5, 0.6, 0.6)
    read = {"find": lambda text, order: Answer("find", spotted=(
        Spotted(line.text, drift), Spotted(line.text, None), Spotted("Zanzibar 4711 Holding", nowhere)))}
    spec = replace(FAMILY, readers=read)
    outcome = answers(Alone(), "find", pages=[page], spec=spec)
    first, second, third = outcome.pages[0].spotted
    assert first.box == second.box and abs(first.box.cy - line.box.cy) < 0.02
    assert abs(third.box.cx - nowhere.cx) < 0.02
    assert [(i.code, dict(i.params)) for i in outcome.issues] == [("words_unseen", {"count": 1, "of": 3})]


def test_a_real_model_says_together_what_it_says_page_by_page(answers, letter, tmp_path):
    import torch

    from ocr_engine.vlm.local.transformers_vlm import TransformersModel

    torch.set_num_threads(1)
    short = replace(FAMILY, keep_special=True, readers={"free": lambda text, _order: Answer("free", text)}, wordings={
        "free": lambda _order: Question("free", "提取图中的文字。", system="", max_tokens=8)})
    model = TransformersModel(short, tiny.hunyuan(tmp_path / "h"), device="cpu")
    together = answers(model, pages=letter[1][:3], spec=short)

    class OneByOne:
        name = "one"
        generate = staticmethod(model.generate)

    assert together == answers(OneByOne(), pages=letter[1][:3], spec=short)
    assert model.at_once > 1 and all(p.text for p in together.pages)
