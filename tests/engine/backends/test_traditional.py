"""On a page of traditional Chinese, simplified kin are read as what they must be; other pages are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_engine.backends.letters import Speller
from ocr_engine.backends.rapid import RapidReader
from ocr_engine.backends.traditional import Traditional, is_simplified, is_traditional
from ocr_engine.config import Config
from ocr_engine.recognise.ocr import read_image
from scripts.bench.ocr_pages import draw, scanned

ALPHABET = ["", *"額規編額税額税稅业業国中人のはがを", "额", "1"]


def misread(text: str, chance: float = 0.95, page: str = "") -> str:
    best = np.array([ALPHABET.index(letter) for letter in text])
    return "".join(np.array(ALPHABET)[best][Traditional(ALPHABET).misread(best, np.full(len(best), chance), page)])


def test_simplified_letters_of_a_traditional_page_are_misread() -> None:
    assert misread("額規編額業中人额1") == "额"


@pytest.mark.parametrize("text", ["额国税中人", "额额国税业", "業国のはがを額規編", "中人1"])
def test_simplified_japanese_and_undecided_pages_are_left_alone(text: str) -> None:
    assert misread(text) == ""


def test_unsure_letters_do_not_say_what_a_page_is_written_in() -> None:
    assert misread("額規編額業额", chance=0.6) == ""


def test_a_single_word_is_judged_by_the_page_it_is_from() -> None:
    assert misread("额", page="額規編額業") == "额"
    assert misread("额", page="金额规格编号") == ""


def test_the_letter_taken_instead_is_the_likeliest_that_is_not_simplified() -> None:
    alphabet = ["", "額", "规", "編", "業", "额", "中"]
    rows = np.full((6, 7), 1.0, np.float32)
    for step, (letter, score) in enumerate([("額", 20), ("編", 20), ("業", 20), ("額", 20), ("編", 20), ("额", 12)]):
        rows[step, alphabet.index(letter)] = score
    rows[5, alphabet.index("額")] = 11
    speller = Speller(lambda batch: (batch, batch[:, :, :1]), lambda steps: steps, alphabet)
    ((best, chance, *_),) = speller([rows[None]])
    assert "".join(alphabet[index] for index in best[0]) == "額編業額編額"
    assert chance[0, 5] > 0.99


def test_small_traditional_print_is_read_as_such() -> None:
    page = scanned(draw(0, language="zh-hant", dpi=110, size=8.5), np.random.default_rng(0))
    text = "".join(line.text for line in read_image(page.image, RapidReader(Config(runtime="openvino"))).lines)
    assert sum(map(is_traditional, text)) > 100
    assert not any(map(is_simplified, text))
