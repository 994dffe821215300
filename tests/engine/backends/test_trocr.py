"""TrOCR beside PP-OCR: for all lines or for those that look handwritten, from a folder on disk only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ocr_engine.backends import registry
from ocr_engine.backends.base import Quad, Reading
from ocr_engine.backends.trocr import TrocrReader, knows_script
from ocr_engine.backends.trocr_model import TrocrModel, segments
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from tests.engine.finetune import tiny

os.environ.setdefault("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch

    torch.set_num_threads(1)
    return tiny.trocr(tmp_path_factory.mktemp("trocr") / "weights")


class Print:
    """A reader of print that is sure of some strips and not of others."""

    name = "ppocr"

    def __init__(self, *readings: Reading) -> None:
        self.readings = readings

    def find(self, image: np.ndarray) -> list[Quad]:
        return [Quad(np.array([[0, 0], [10, 0], [10, 5], [0, 5]], np.float32))]

    def read(self, crops: list[np.ndarray], *, page: str = "") -> list[Reading]:
        return list(self.readings)


def reader(monkeypatch, folder: Path, lines: str, *readings: Reading) -> TrocrReader:
    original = registry.load
    monkeypatch.setattr(registry, "load", lambda name, config: Print(*readings) if name == "ppocr"
                        else original(name, config))
    return TrocrReader(Config(lines=lines, trocr_path=str(folder), vlm_device="cpu"))


def test_the_confidence_of_a_line_is_the_mean_probability_of_its_tokens(folder):
    import torch

    model = TrocrModel(folder, device="cpu")
    strip = tiny.print_of("TOTAL", seed=1)
    reading = model.read([strip])[0]
    pixels = model.processor.image_processor([strip], return_tensors="pt")["pixel_values"]
    with torch.inference_mode():
        out = model.model.generate(pixel_values=pixels, max_new_tokens=model.longest, return_dict_in_generate=True,
                                   output_scores=True, do_sample=False)
    steps = model.model.compute_transition_scores(out.sequences, out.scores, normalize_logits=True)[0]
    assert reading.confidence == pytest.approx(float(steps.mean().exp()), rel=1e-4)
    assert reading.text == model.processor.tokenizer.decode(out.sequences[0], skip_special_tokens=True).strip()


def test_strips_are_read_the_same_in_a_batch_and_one_by_one(folder):
    model = TrocrModel(folder, device="cpu")
    strips = [tiny.print_of(word, seed=i) for i, word in enumerate(tiny.WORDS * 2)]
    together, alone = model.read(strips), [model.read([strip])[0] for strip in strips]
    assert [r.text for r in together] == [r.text for r in alone]
    assert [r.confidence for r in together] == pytest.approx([r.confidence for r in alone], rel=1e-4)
    assert model.read([]) == []


def test_with_trocr_chosen_it_reads_every_line_that_pp_ocr_finds(monkeypatch, folder):
    chosen = reader(monkeypatch, folder, "trocr", Reading("print", 0.99))
    strip = tiny.print_of("NOTE", seed=1)
    assert len(chosen.find(strip)) == 1
    assert chosen.read([strip])[0].text == TrocrModel(folder, device="cpu").read([strip])[0].text


def test_with_handwriting_chosen_only_doubtful_lines_are_read_again_and_the_surer_reading_stands(monkeypatch, folder):
    strips = [tiny.print_of(word, seed=i) for i, word in enumerate(tiny.WORDS[:3])]
    sure, worse, hanzi = Reading("print", 0.99), Reading("scrawl", 0.0001), Reading("合计金额", 0.0001)
    chosen = reader(monkeypatch, folder, "handwriting", sure, worse, hanzi)
    asked: list[int] = []
    original = chosen._model.read
    monkeypatch.setattr(chosen._model, "read", lambda crops: [asked.append(len(crops)), original(crops)][1])
    read = chosen.read(strips)
    assert asked == [2] and read[0] == sure
    assert read[1].text == TrocrModel(folder, device="cpu").read([strips[1]])[0].text != worse.text
    assert read[2] == hanzi or any(ord(c) > 0x2E80 for c in read[2].text)


@pytest.mark.parametrize(("second", "first", "stands"), [
    ("total", "t0tal", True), ("hello", "合计", False), ("合计 12", "合计", True), ("abc", "12.50", True),
    ("Straße", "Strase", True), ("abc", "Итого", False)])
def test_a_reading_without_the_letters_of_the_first_ones_script_does_not_replace_it(second, first, stands):
    assert knows_script(second, first) is stands


def test_words_stand_along_their_line_by_their_share_of_its_letters():
    words = segments("ab 合计 c", 0.5)
    assert [w.text for w in words] == ["ab", "合计", "c"]
    assert [w.start for w in words] == pytest.approx([0, 3 / 9, 8 / 9]) and words[-1].end == 1.0


def test_the_list_of_readers_says_what_is_missing_and_where_it_belongs(folder, tmp_path):
    def row(config: Config, name: str = "trocr"):
        return next(r for r in registry.listing(config) if r["name"] == name)

    assert row(Config())["state"] == "missing: weights" and "DOCMGR_OCR_TROCR_PATH" in row(Config())["where"]
    assert "config.json" in row(Config(trocr_path=str(tmp_path)))["state"]
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    assert "bert" in row(Config(trocr_path=str(tmp_path)))["state"]
    config = Config(trocr_path=str(folder))
    assert row(config)["state"] == "ready" and row(config)["where"] == str(folder)


def test_weights_that_cannot_be_used_are_told(folder, tmp_path):
    with pytest.raises(BackendFailed) as failed:
        TrocrModel(tmp_path)
    assert failed.value.code == "backend_weights" and failed.value.params == {"wanted": "config.json"}
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes()[:100])
    (tmp_path / "config.json").write_bytes((folder / "config.json").read_bytes())
    with pytest.raises(BackendFailed) as failed:
        TrocrModel(tmp_path)
    assert failed.value.permanent


def test_lines_cannot_be_given_to_trocr_without_weights():
    with pytest.raises(ValueError, match="trocr_path"):
        Config(lines="trocr")


def test_a_document_goes_through_trocr_when_the_settings_say_so(folder, tmp_path):
    from ocr_engine.reading import read
    from tests.engine.reading import drawing

    file = tmp_path / "page.png"
    drawing.picture(drawing.LETTER[:2], dpi=100).save(file)
    config = Config(lines="trocr", trocr_path=str(folder), vlm_device="cpu")
    printed, second = read(file, config=Config()), registry.load("trocr", config)
    seen: list[int] = []
    second._model.read, original = (lambda crops: [seen.append(len(crops)), original(crops)][1]), second._model.read
    read(file, config=config)
    assert sum(seen) >= len(printed.pages[0].lines) > 0


def test_asking_for_the_list_loads_no_heavy_library():
    program = ("import sys; from ocr_engine.backends import registry; from ocr_engine.config import Config;"
               "registry.listing(Config(trocr_path='x', layoutlm_path='x'));"
               "print([m for m in ('torch', 'transformers', 'PIL') if m in sys.modules])")
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
