"""Which resolution of DeepSeek-OCR a page is shown at, and that the model gets it."""

from __future__ import annotations

import os

import cv2
import numpy as np
import pytest

from ocr_engine.config import Config
from ocr_engine.vlm.doors import Vlm, open_vlm
from ocr_engine.vlm.questions.asking import Order, Question
from ocr_engine.vlm.questions.generated import Generated
from ocr_engine.vlm.questions.modes import Density, density, mode_for, options, shown_in
from ocr_engine.vlm.questions.specs import SPECS
from tests.engine.vlm import tiny

os.environ.setdefault("HF_HUB_OFFLINE", "1")
SPEC = SPECS["deepseek_ocr"]


def page(width: int, height: int, *, letter: int, rows: int, text: str = "Invoice total amount 12.50") -> np.ndarray:
    """Lines of print whose capitals are ``letter`` pixels high."""
    image = np.full((height, width, 3), 255, np.uint8)
    scale = letter / 21
    for row in range(rows):
        cv2.putText(image, text, (width // 50, round((row + 1) * height / (rows + 1))), cv2.FONT_HERSHEY_SIMPLEX, scale,
                    (0, 0, 0), max(1, round(scale * 2)))
    return image


@pytest.mark.parametrize("letter", [12, 24, 60])
def test_letters_are_counted_and_measured_where_they_stand(letter):
    seen = density(page(2400, 3300, letter=letter, rows=10))
    assert 0.6 * letter <= seen.height <= 1.3 * letter
    assert 180 <= seen.letters <= 280  # 23 letters and figures in each of ten rows, points and broken ones aside


def test_an_empty_page_holds_no_letters_and_takes_the_least():
    seen = density(np.full((3300, 2400, 3), 250, np.uint8))
    assert seen.letters == 0
    assert mode_for(SPEC, 400, 300, seen).name == "tiny"


@pytest.mark.parametrize(("width", "height", "seen", "name"), [
    (500, 300, Density(300, 12), "tiny"),           # shown as it is
    (2480, 3508, Density(60, 90), "tiny"),          # a poster with a few large words
    (2480, 3508, Density(1500, 40), "base"),        # a letter in large print
    (2480, 3508, Density(1500, 28), "large"),
    (2480, 3508, Density(2500, 20), "gundam"),      # ordinary print would be too small in any view
    (1200, 1200, Density(14000, 12), "gundam"),     # small enough, and packed too tightly
    (500, 500, Density(2500, 12), "small"),         # a view that shows it, but too few tokens for so much text
])
def test_the_page_decides_by_the_size_of_its_letters_and_by_how_many_there_are(width, height, seen, name):
    assert mode_for(SPEC, width, height, seen).name == name


def test_an_administrators_mode_stands_where_the_family_has_it():
    seen = Density(9000, 8)
    assert mode_for(SPEC, 3000, 3000, seen, named="tiny").name == "tiny"
    assert mode_for(SPECS["deepseek_ocr_2"], 3000, 3000, seen, named="tiny").name == "gundam"
    assert mode_for(SPECS["openai"], 3000, 3000, seen, named="tiny") is None
    with pytest.raises(ValueError, match="vlm_mode"):
        Config(vlm_mode="huge")


class Listener:
    name = "listener"

    def generate(self, image: np.ndarray, question: Question) -> Generated:
        self.size, self.mode = image.shape[:2], question.mode
        return Generated("")


@pytest.mark.parametrize(("mode", "size"), [("tiny", (512, 256)), ("large", (1280, 640)), ("gundam", (3000, 1500))])
def test_the_picture_is_sent_at_the_size_of_its_mode(mode, size):
    listener = Listener()
    Vlm(SPEC, listener, mode).ask(page(1500, 3000, letter=20, rows=5), Order("text"))
    assert listener.size == size and listener.mode.name == mode


@pytest.mark.parametrize(("family", "mode", "letter", "size"), [
    ("deepseek_ocr", "", 90, (640, 320)), ("deepseek_ocr_2", "", 90, (768, 384)),  # large print: one view will do
    ("deepseek_ocr", "", 20, (3000, 1500)), ("deepseek_ocr", "small", 20, (640, 320)),
    ("deepseek_ocr", "base", 20, (3000, 1500)), ("deepseek_ocr_2", "gundam", 90, (3000, 1500)),
])
def test_a_server_that_tiles_whatever_is_larger_than_a_tile_gets_that_size_or_the_whole_page(
        family, mode, letter, size):
    listener = Listener()
    Vlm(SPECS[family], listener, mode, served=True).ask(page(1500, 3000, letter=letter, rows=5), Order("text"))
    assert listener.size == size


def test_families_without_modes_are_sent_the_page_as_it_is():
    listener = Listener()
    Vlm(SPECS["hunyuan_ocr"], listener, "tiny").ask(page(300, 600, letter=20, rows=5), Order("text"))
    assert listener.size == (600, 300) and listener.mode is None
    assert options(None) == {} and shown_in(page(9, 9, letter=3, rows=1), None).shape == (9, 9, 3)


def test_the_model_in_this_process_gets_as_many_vision_tokens_as_its_mode_says(tmp_path):
    import torch

    torch.set_num_threads(1)
    config = Config(vlm="deepseek_ocr_2", vlm_path=str(tiny.deepseek_2(tmp_path / "weights")), vlm_device="cpu")
    vlm = open_vlm(config)
    image = page(1200, 1000, letter=20, rows=5)
    runner = vlm.runner
    token = runner._tokenizer.convert_tokens_to_ids("<image>")
    for name, tokens in (("base", 256 + 1), ("gundam", 256 + 4 * 144 + 1)):
        mode = mode_for(vlm.spec, 1200, 1000, named=name)
        inputs = runner._inputs(shown_in(image, mode), Question("text", "Free OCR.", mode=mode))
        assert int((inputs["input_ids"] == token).sum()) == tokens
        said = runner.generate(shown_in(image, mode), Question("text", "Free OCR.", max_tokens=2, mode=mode))
        assert said.stopped == "length"
