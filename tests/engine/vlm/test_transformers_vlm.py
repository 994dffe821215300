"""Models in this process: loaded from a folder by their own class, watched, and never believed blindly."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ocr_engine.errors import MESSAGES, BackendFailed
from ocr_engine.vlm.local.transformers_vlm import TransformersModel
from ocr_engine.vlm.local.weights import why_not
from ocr_engine.vlm.questions.asking import Order, Question
from ocr_engine.vlm.questions.specs import SPECS

os.environ.setdefault("HF_HUB_OFFLINE", "1")
PAGE = np.full((80, 160, 3), 255, np.uint8)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    import torch

    from tests.engine.vlm import tiny, tiny_tiles

    torch.set_num_threads(1)
    root = tmp_path_factory.mktemp("weights")
    return {"hunyuan_ocr": tiny.hunyuan(root / "hunyuan"), "paddleocr_vl": tiny.paddle(root / "paddle"),
            "deepseek_ocr_2": tiny.deepseek_2(root / "deepseek"), "glm_ocr": tiny_tiles.glm(root / "glm"),
            "internvl": tiny_tiles.internvl(root / "internvl")}


@pytest.fixture(scope="module")
def models(folders: dict[str, Path]) -> dict[str, TransformersModel]:
    return {name: TransformersModel(SPECS[name], folder, device="cpu") for name, folder in folders.items()}


@pytest.mark.parametrize("name", ["hunyuan_ocr", "paddleocr_vl", "deepseek_ocr_2", "glm_ocr", "internvl"])
def test_a_checkpoint_answers_through_its_own_class_with_a_probability_for_each_token(models, name):
    question = SPECS[name].ask(Order("text"))
    said = models[name].generate(PAGE, Question(question.task, question.prompt, system=question.system, max_tokens=24))
    assert said.stopped == "length" and [i.code for i in said.issues] == ["answer_cut_off"]
    assert len(said.tokens) == 24 or "\ufffd" in said.text  # of broken letters nothing need be claimed
    assert all(0 < t.probability <= 1 for t in said.tokens)
    SPECS[name].read(said.text, Order("text"))


def test_the_probabilities_are_those_the_model_chose_its_tokens_with(models):
    import torch

    model = models["paddleocr_vl"]
    question = Question("text", "OCR:", max_tokens=12)
    said = model.generate(PAGE, question)
    inputs = model._inputs(PAGE, question)
    with torch.inference_mode():
        out = model._model.generate(**inputs, max_new_tokens=12, do_sample=False, return_dict_in_generate=True,
                                    output_scores=True)
    sure = model._model.compute_transition_scores(out.sequences, out.scores, normalize_logits=True)[0].exp().tolist()
    assert [t.probability for t in said.tokens] == pytest.approx(sure, rel=1e-4)
    assert said.tokens[-1].end == len(said.text) and said.probability(said.text) is not None


def test_a_model_that_circles_is_stopped_long_before_its_limit(models):
    said = models["paddleocr_vl"].generate(PAGE, Question("text", "OCR:", max_tokens=2000))
    assert said.stopped == "loop" and len(said.tokens) < 1500


def test_a_model_that_takes_too_long_is_stopped(folders):
    slow = TransformersModel(SPECS["hunyuan_ocr"], folders["hunyuan_ocr"], device="cpu", seconds=0.0)
    assert slow.generate(PAGE, Question("text", "x", max_tokens=500)).stopped == "time"


@pytest.mark.parametrize("size", [(8, 900), (900, 8), (1, 1), (300, 300)])
def test_pictures_of_any_shape_are_taken_or_refused_in_plain_words(models, size):
    try:
        models["hunyuan_ocr"].generate(np.zeros((*size, 3), np.uint8), Question("text", "x", system="", max_tokens=2))
    except BackendFailed as failed:
        assert failed.code in MESSAGES


def test_weights_that_are_missing_or_of_another_family_are_refused_before_anything_is_loaded(folders, tmp_path):
    for folder, code in ((tmp_path, "vlm_weights_missing"), (folders["paddleocr_vl"], "vlm_unsupported")):
        with pytest.raises(BackendFailed) as failed:
            TransformersModel(SPECS["hunyuan_ocr"], folder)
        assert failed.value.code == code and failed.value.permanent
    assert why_not(SPECS["hunyuan_ocr"], folders["hunyuan_ocr"]) == ""
    assert "paddleocr_vl" in why_not(SPECS["hunyuan_ocr"], folders["paddleocr_vl"])


def own_code(folder: Path) -> Path:
    """A family without a class in transformers: its Python files lie beside the weights, as dots.ocr's do."""
    from safetensors.torch import save_file
    from transformers import PaddleOCRVLForConditionalGeneration

    from tests.engine.vlm import tiny

    weights = PaddleOCRVLForConditionalGeneration.from_pretrained(tiny.paddle(folder)).state_dict()
    del weights["lm_head.weight"]  # tied
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})  # by the class's own names
    (folder / "dots.py").write_text(
        "from transformers import PaddleOCRVLConfig, PaddleOCRVLForConditionalGeneration\n"
        "class DotsConfig(PaddleOCRVLConfig):\n    model_type = 'dots_ocr'\n"
        "class DotsModel(PaddleOCRVLForConditionalGeneration):\n    config_class = DotsConfig\n")
    config = json.loads((folder / "config.json").read_text())
    config |= {"model_type": "dots_ocr", "architectures": ["DotsModel"],
               "auto_map": {"AutoConfig": "dots.DotsConfig", "AutoModelForCausalLM": "dots.DotsModel"}}
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def test_a_family_that_needs_its_own_code_runs_only_where_the_settings_name_it(tmp_path, monkeypatch):
    from transformers import dynamic_module_utils

    from ocr_engine.backends.registry import listing
    from ocr_engine.config import Config
    from ocr_engine.vlm.doors import open_vlm

    monkeypatch.setattr(dynamic_module_utils, "HF_MODULES_CACHE", str(tmp_path / "modules"))
    monkeypatch.setattr(sys, "path", [*sys.path])
    plain = Config(vlm="dots_ocr", vlm_path=str(own_code(tmp_path / "dots")), vlm_device="cpu")
    for config in (plain, replace(plain, vlm_code="internvl")):
        state = next(r["state"] for r in listing(config) if r["name"] == "dots_ocr")
        assert "DOCMGR_OCR_VLM_CODE=dots_ocr" in state
        with pytest.raises(BackendFailed) as failed:
            open_vlm(config)
        assert failed.value.code == "vlm_unsupported"
    allowed = replace(plain, vlm_code="dots_ocr")
    assert next(r["state"] for r in listing(allowed) if r["name"] == "dots_ocr") == "ready"
    said = open_vlm(allowed).runner.generate(PAGE, Question("text", "x", max_tokens=4))
    assert said.stopped == "length"


def test_code_beside_the_weights_is_not_run(folders, tmp_path):
    marker = tmp_path / "ran"
    folder = tmp_path / "evil"
    folder.mkdir()
    for file in folders["hunyuan_ocr"].iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "evil.py").write_text(f"open({str(marker)!r}, 'w')\nclass Config: pass\nclass Model: pass\n")
    config = json.loads((folder / "config.json").read_text())
    config["auto_map"] = {"AutoConfig": "evil.Config", "AutoModelForImageTextToText": "evil.Model"}
    (folder / "config.json").write_text(json.dumps(config))
    try:
        TransformersModel(SPECS["hunyuan_ocr"], folder, device="cpu")
    except BackendFailed as failed:
        assert failed.code == "vlm_unsupported"
    assert not marker.exists()
