"""Weights in the form in which their authors publish them: opened as they are, or refused with what is wrong."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.local.transformers_vlm import TransformersModel
from ocr_engine.vlm.local.weights import why_not
from ocr_engine.vlm.questions.asking import Question
from ocr_engine.vlm.questions.specs import SPECS
from tests.engine.vlm import tiny

os.environ.setdefault("HF_HUB_OFFLINE", "1")
PAGE = np.random.default_rng(3).integers(0, 255, (700, 500, 3), np.uint8)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    import torch

    torch.set_num_threads(1)
    root = tmp_path_factory.mktemp("published")
    made = {"hunyuan_ocr": tiny.hunyuan, "paddleocr_vl": tiny.paddle, "deepseek_ocr_2": tiny.deepseek_2,
            "deepseek_ocr": tiny.deepseek_1}
    return {name: make(root / name) for name, make in made.items()}


def changed(folder: Path, target: Path, **members: Any) -> Path:
    """A copy with other members in config.json; None takes one away."""
    shutil.copytree(folder, target)
    config = {**json.loads((folder / "config.json").read_text()), **members}
    (target / "config.json").write_text(json.dumps({k: v for k, v in config.items() if v is not None}))
    return target


def flat(folder: Path, target: Path) -> Path:
    """As Tencent and Baidu wrote config.json before their class was a part of transformers."""
    config = json.loads((folder / "config.json").read_text())
    inner = {k: v for k, v in config["text_config"].items() if k not in ("model_type", "dtype", "architectures")}
    code = {"AutoConfig": "configuration_own.OwnConfig", "AutoModelForCausalLM": "modeling_own.OwnModel"}
    return changed(folder, target, text_config=None, auto_map=code, **inner)


def published_2(folder: Path, target: Path) -> Path:
    """DeepSeek-OCR 2 as on its authors' page: their own config.json, and nothing on how pictures are prepared."""
    changed(folder, target)
    config = json.loads((folder / "config.json").read_text())
    text, sam = config["text_config"], config["vision_config"]["sam_config"]
    language = {k: text[k] for k in (
        "vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
        "num_key_value_heads", "max_position_embeddings", "n_routed_experts", "n_shared_experts",
        "num_experts_per_tok", "moe_intermediate_size", "bos_token_id", "eos_token_id")}
    (target / "config.json").write_text(json.dumps({
        "model_type": "deepseek_vl_v2", "architectures": ["DeepseekOCR2ForCausalLM"],
        "auto_map": {"AutoConfig": "modeling_deepseekocr2.DeepseekOCR2Config",
                     "AutoModel": "modeling_deepseekocr2.DeepseekOCR2ForCausalLM"},
        "language_config": {**language, "first_k_dense_replace": 1, "use_mla": False, "q_lora_rank": None,
                            "kv_lora_rank": None, "architectures": ["DeepseekV2ForCausalLM"]},
        "vision_config": {"image_size": 1024, "model_name": "deepencoderv2", "width": {
            "qwen2-0-5b": {"dim": 32},
            "sam_vit_b": {"width": sam["hidden_size"], "layers": sam["num_hidden_layers"],
                          "heads": sam["num_attention_heads"], "global_attn_indexes": sam["global_attn_indexes"],
                          "downsample_channels": [512, 1024]}}}}))
    (target / "processor_config.json").unlink()
    return target


def answer(name: str, folder: Path) -> str:
    question = Question("text", "Free OCR." if SPECS[name].plain else "OCR:", max_tokens=6)
    return TransformersModel(SPECS[name], folder, device="cpu").generate(PAGE, question).text


@pytest.mark.parametrize("name", ["hunyuan_ocr", "paddleocr_vl"])
def test_an_edition_from_before_transformers_knew_the_class_answers_the_same(folders, tmp_path, name):
    old = flat(folders[name], tmp_path / "old")
    assert why_not(SPECS[name], old) == ""
    assert answer(name, old) == answer(name, folders[name])


def test_deepseek_ocr_2_of_its_authors_is_opened_by_the_class_of_transformers(folders, tmp_path):
    own = published_2(folders["deepseek_ocr_2"], tmp_path / "own")
    assert why_not(SPECS["deepseek_ocr_2"], own) == ""
    model = TransformersModel(SPECS["deepseek_ocr_2"], own, device="cpu")
    converted = TransformersModel(SPECS["deepseek_ocr_2"], folders["deepseek_ocr_2"], device="cpu")
    asked = Question("text", "Free OCR.", max_tokens=6)
    inputs = model._inputs(PAGE, asked)
    assert inputs["input_ids"][0, 0] == model._tokenizer.bos_token_id  # which its tokenizer does not put there itself
    theirs, mine = converted._model.state_dict(), model._model.state_dict()
    assert set(theirs) == set(mine) and all(bool((theirs[key] == mine[key]).all()) for key in theirs)
    assert model.generate(PAGE, asked).stopped == "length"


def test_the_families_of_one_model_type_are_told_apart(folders, tmp_path):
    second = published_2(folders["deepseek_ocr_2"], tmp_path / "own")
    third = changed(second, tmp_path / "vl2", vision_config={"model_name": "siglip_large_patch16_384"})
    for name, folder, found in (("deepseek_ocr", second, "deepseek_ocr2"), ("deepseek_ocr", third, "deepseek_vl_v2"),
                                ("deepseek_ocr_2", folders["deepseek_ocr"], "deepseek_ocr,"),
                                ("deepseek_ocr_2", third, "deepseek_vl_v2")):
        told = why_not(SPECS[name], folder)
        assert f"are of type {found}" in told and "deepseek-ai/DeepSeek-OCR" in told
        with pytest.raises(BackendFailed):
            TransformersModel(SPECS[name], folder)


def test_internvl_in_its_first_form_is_refused_with_the_name_of_the_form_that_runs(folders, tmp_path):
    old = changed(folders["hunyuan_ocr"], tmp_path / "internvl", model_type="internvl_chat")
    assert "OpenGVLab/InternVL3-1B-hf" in why_not(SPECS["internvl"], old)


@pytest.mark.parametrize(("gone", "told"), [
    ("tokenizer.json", "tokenizer.json"), ("processor_config.json", "preprocessor_config.json"),
    ("model.safetensors", "no config.json with *.safetensors")])
def test_a_folder_that_lacks_a_file_is_not_called_ready(folders, tmp_path, gone, told):
    part = changed(folders["hunyuan_ocr"], tmp_path / "part")
    (part / gone).unlink()
    assert told in why_not(SPECS["hunyuan_ocr"], part)


def test_a_part_that_was_not_fetched_is_named_and_a_pointer_of_git_lfs_is_not_taken_for_weights(folders, tmp_path):
    part = changed(folders["hunyuan_ocr"], tmp_path / "part")
    (part / "model.safetensors").rename(part / "model-00001-of-00002.safetensors")
    (part / "model.safetensors.index.json").write_text(json.dumps({"weight_map": {
        "a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}))
    assert why_not(SPECS["hunyuan_ocr"], part) == "model-00002-of-00002.safetensors"
    pointer = changed(folders["hunyuan_ocr"], tmp_path / "pointer")
    (pointer / "model.safetensors").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
    assert "git-lfs" in why_not(SPECS["hunyuan_ocr"], pointer)
    cut = changed(folders["hunyuan_ocr"], tmp_path / "cut")
    (cut / "model.safetensors").write_bytes((folders["hunyuan_ocr"] / "model.safetensors").read_bytes()[:5000])
    with pytest.raises(BackendFailed, match="vlm_unsupported"):
        TransformersModel(SPECS["hunyuan_ocr"], cut)


def test_weights_under_other_names_are_refused_and_never_filled_with_chance(folders, tmp_path):
    from safetensors.torch import load_file, save_file

    other = changed(folders["hunyuan_ocr"], tmp_path / "other")
    weights = load_file(other / "model.safetensors")
    save_file({k.replace("self_attn.q_proj", "attn.query"): v for k, v in weights.items()}, other / "model.safetensors",
              metadata={"format": "pt"})
    with pytest.raises(BackendFailed, match="vlm_unsupported"):
        TransformersModel(SPECS["hunyuan_ocr"], other)
