"""Each step of a line is asked about a few hundred letters first; the answers are those of the whole network."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from ocr_engine.backends import heads
from ocr_engine.backends.letters import Speller, few_of
from ocr_engine.backends.ppocr_models import DETECTOR, RECOGNISER, models_dir
from ocr_engine.backends.sessions import characters_of, load_best_session, load_map_session
from scripts.bench.ocr_pages import draw

ALPHABET = ["", "a", "b", "中", "文"]
FEW = few_of(ALPHABET)


class Network:
    """Its features are the scores of the whole alphabet."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def body(self, batch: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return batch, batch[:, :, FEW]

    def whole(self, rows: np.ndarray) -> np.ndarray:
        assert len(rows) % 16 == 0
        self.asked.append(int((rows.any(axis=1)).sum()))
        return rows


def line(*scores: tuple[float, ...]) -> list[tuple[float, ...]]:
    return list(scores)


def test_the_few_are_the_blank_and_what_is_no_ideograph() -> None:
    assert FEW.tolist() == [0, 1, 2]


def test_a_line_of_high_scores_among_the_few_is_never_put_to_the_whole_alphabet() -> None:
    network = Network()
    batch = np.array([line((0, 20, 1, 9, 9), (22, 1, 1, 9, 9))], np.float32)
    ((best, chance, *_),) = Speller(network.body, network.whole, ALPHABET)([batch])
    assert best.tolist() == [[1, 0]] and network.asked == []
    assert chance.min() > 0.99


def test_a_step_in_doubt_is_put_to_the_whole_alphabet_with_its_true_chance() -> None:
    network = Network()
    batch = np.array([line((0, 8, 7, 1, 1), (20, 1, 1, 1, 1))], np.float32)
    ((best, chance, *_),) = Speller(network.body, network.whole, ALPHABET)([batch])
    assert best.tolist() == [[1, 0]] and network.asked == [1]
    assert chance[0, 0] == pytest.approx(np.exp(8) / np.exp([0, 8, 7, 1, 1]).sum(), rel=1e-5)


def test_an_ideograph_in_a_line_puts_the_whole_line_to_the_whole_alphabet_and_no_other_line() -> None:
    network = Network()
    chinese = line((1, 2, 1, 15, 3), (20, 1, 1, 1, 21))  # the second one's blank alone would have settled it
    latin = line((0, 20, 1, 1, 1), (20, 1, 1, 1, 1))
    found = Speller(network.body, network.whole, ALPHABET)([np.array([latin, chinese], np.float32),
                                                       np.array([latin], np.float32)])
    assert [best.tolist() for best, *_ in found] == [[[1, 0], [3, 4]], [[1, 0]]]
    assert network.asked == [1, 1]


def test_no_strips_are_no_lines() -> None:
    assert Speller(Network().body, Network().whole, ALPHABET)([]) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_steps_together_read_what_the_whole_network_reads(language: str, monkeypatch) -> None:
    page = draw(3, language=language).image
    strips = np.stack([cv2.resize(page[y:y + 44, 60:420], (392, 48)) for y in range(60, 400, 44)])
    batch = (strips.transpose(0, 3, 1, 2) / 127.5 - 1).astype(np.float32)
    model = Path(models_dir() or "") / RECOGNISER
    alphabet = characters_of(model)
    two = load_best_session(model, alphabet, runtime="openvino", threads=1)([batch], "")
    monkeypatch.setattr(heads, "taken_apart", lambda network, few: None)
    whole = load_best_session(model, alphabet, runtime="openvino", threads=1)([batch], "")
    (best, chance, *_), (wanted, sure, *_) = two[0], whole[0]
    letters = wanted != 0
    assert letters.sum() > 30
    assert (best == wanted).mean() > 0.99  # the network rounds its scores to 8 bits and so leaves ties to chance
    assert np.abs(chance - sure)[letters & (best == wanted)].mean() < 0.01


def test_the_detectors_map_is_the_networks_own(monkeypatch) -> None:
    page = cv2.resize(draw(3).image, (320, 448), interpolation=cv2.INTER_AREA)
    batch = (page.transpose(2, 0, 1)[None] / 127.5 - 1).astype(np.float32)
    model = Path(models_dir() or "") / DETECTOR
    found = load_map_session(model, runtime="openvino", threads=1)(batch)
    monkeypatch.setattr(heads, "quartered", lambda network: None)
    wanted = load_map_session(model, runtime="openvino", threads=1)(batch)
    assert found.shape == wanted.shape == (448, 320)
    assert wanted.max() > 0.9
    assert np.abs(found - wanted).max() < 1e-3
