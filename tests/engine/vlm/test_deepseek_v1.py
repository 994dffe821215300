"""The first DeepSeek-OCR in this process: five resolutions, each with the tokens that its authors give it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ocr_engine.vlm.local.deepseek_v1 import grid_of, tiles_of, view_of
from ocr_engine.vlm.local.transformers_vlm import TransformersModel, inputs_of
from ocr_engine.vlm.questions.asking import Question
from ocr_engine.vlm.questions.modes import mode_for, shown_in
from ocr_engine.vlm.questions.specs import SPECS
from tests.engine.vlm import tiny

os.environ.setdefault("HF_HUB_OFFLINE", "1")
SPEC = SPECS["deepseek_ocr"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> TransformersModel:
    import torch

    torch.set_num_threads(1)
    folder: Path = tiny.deepseek_1(tmp_path_factory.mktemp("weights") / "v1")
    return TransformersModel(SPEC, folder, device="cpu")


def page(width: int, height: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 255, (height, width, 3), np.uint8)


@pytest.mark.parametrize(("name", "tokens", "rows"), [
    ("tiny", 64, 8), ("small", 100, 10), ("base", 256, 16), ("large", 400, 20)])
def test_each_mode_shows_the_page_in_the_tokens_that_its_authors_give_it(model, name, tokens, rows):
    mode = mode_for(SPEC, 900, 1200, named=name)
    image = shown_in(page(900, 1200), mode)
    inputs = model._inputs(image, Question("text", "Free OCR.", mode=mode))
    marks = int((inputs["input_ids"] == model._tokenizer.convert_tokens_to_ids("<image>")).sum())
    assert marks == tokens + rows + 1 and mode.tokens == tokens  # and a mark at the end of each row, and of the page
    assert inputs["pixel_values"].shape == (1, 3, mode.side, mode.side) and "pixel_values_local" not in inputs
    assert model.generate(image, Question("text", "Free OCR.", max_tokens=2, mode=mode)).stopped == "length"


def test_gundam_adds_tiles_of_a_large_page(model):
    mode = mode_for(SPEC, 1240, 1754, named="gundam")
    inputs = model._inputs(page(1240, 1754), Question("text", "Free OCR.", mode=mode))
    assert inputs["patches_grid"] == [[2, 3]] and inputs["pixel_values_local"].shape == (6, 3, 640, 640)
    marks = int((inputs["input_ids"] == model._tokenizer.convert_tokens_to_ids("<image>")).sum())
    assert marks == 16 * 17 + 1 + 3 * 10 * (2 * 10 + 1)
    asked = Question("text", "Free OCR.", max_tokens=3, mode=mode)
    assert model.generate(page(1240, 1754), asked).stopped == "length"


def test_pages_with_and_without_tiles_get_together_the_answers_they_get_alone(model):
    mode = mode_for(SPEC, 800, 700, named="gundam")
    asked = [(page(800, 700, 1), Question("text", "Free OCR.", max_tokens=4, mode=mode)),
             (page(600, 640, 2), Question("text", "OCR this image.", max_tokens=4, mode=mode))]
    assert inputs_of(model._loaded, asked)["num_local_patches"] == [4, 0]
    together = model._answers(asked)
    assert [said.text for said in together] == [model.generate(*one).text for one in asked]


def test_a_checkpoint_that_circles_is_led_out_of_its_circle(model, monkeypatch):
    asked = Question("text", "Free OCR.", max_tokens=140, mode=mode_for(SPEC, 400, 400, named="tiny"))
    guarded = said_in_tokens(model, monkeypatch, asked)
    monkeypatch.setattr(model, "_spec", replace(SPEC, no_repeat=None))
    assert runs_twice(said_in_tokens(model, monkeypatch, asked)) and not runs_twice(guarded)


def said_in_tokens(model: TransformersModel, monkeypatch: pytest.MonkeyPatch, asked: Question) -> list[int]:
    """An answer before letters are made of it."""
    seen: list[list[int]] = []
    decode = model._decode
    with monkeypatch.context() as patch:
        patch.setattr(model, "_decode", lambda ids: seen.append(list(ids)) or decode(ids))
        model.generate(page(512, 512), asked)
    return max(seen, key=len)


def runs_twice(ids: list[int], size: int = 30, window: int = 90) -> bool:
    """Whether a run ends somewhere that stood before within the window."""
    ends = range(size, len(ids) + 1)
    return any(ids[end - size:end] == ids[i:i + size]
               for end in ends for i in range(max(0, end - 1 - window), end - size))


@pytest.mark.parametrize(("size", "grid"), [((640, 640), (1, 1)), ((1240, 1754), (2, 3)), ((3000, 1000), (3, 1)),
                                            ((1000, 3000), (1, 3)), ((2000, 2000), (3, 3)), ((700, 700), (2, 2))])
def test_the_grid_has_the_shape_of_the_page(size, grid):
    found = grid_of(*size, 640, 9)
    assert found[0] * found[1] <= 9 and (found == grid or size[0] == size[1])


def test_a_large_view_keeps_the_shape_of_the_page_and_tiles_lie_side_by_side():
    image = np.full((600, 300, 3), 255, np.uint8)
    view = view_of(image, 1024)
    assert view[0, 512, 512] == 1.0 and abs(float(view[0, 512, 10])) < 0.01  # grey at its sides
    assert float(view_of(image, 512)[0, 256, 10]) == 1.0  # squeezed
    left = np.concatenate([np.zeros((640, 640, 3), np.uint8), np.full((640, 640, 3), 255, np.uint8)], axis=1)
    tiles = tiles_of(left, (2, 1), 640)
    assert float(tiles[0].max()) < float(tiles[1].min()) + 2.0 and float(tiles[0].mean()) < float(tiles[1].mean())
