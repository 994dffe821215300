"""A LoRA adapter for HunyuanOCR: taught from conversations, laid over the base when reading, the base untouched."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from ocr_engine.backends.registry import listing
from ocr_engine.config import Config
from ocr_engine.errors import MESSAGES, BackendFailed, TrainingFailed
from ocr_engine.finetune import Limits, run
from ocr_engine.finetune.conversations import read_talks
from ocr_engine.vlm.doors import open_vlm
from ocr_engine.vlm.local.transformers_vlm import TransformersModel
from ocr_engine.vlm.questions.asking import Question
from ocr_engine.vlm.questions.specs import SPECS
from tests.engine.finetune.test_trocr import sums

os.environ.setdefault("HF_HUB_OFFLINE", "1")
PROMPT, ANSWER = "提取图中的文字。", '{"total": "12.50"}'
QUICK = Limits(steps=40, rate=1.2e-2, batch=2, checks=3, device="cpu", merge=True)
PAGE = np.full((80, 160, 3), 255, np.uint8)
ASKED = Question("text", PROMPT, system="", max_tokens=40)


def conversations(folder: Path, rows: int = 12) -> Path:
    folder.mkdir(parents=True)
    lines = []
    for number in range(rows):
        page = PAGE.copy()
        cv2.putText(page, "12.50", (10, 40 + number), cv2.FONT_HERSHEY_SIMPLEX, 1, (0, 0, 0), 2)
        cv2.imwrite(str(folder / f"{number}.png"), page)
        lines.append({"messages": [{"role": "system", "content": ""}, {"role": "user", "content": f"<image>{PROMPT}"},
                                   {"role": "assistant", "content": ANSWER}],
                      "images": [f"{number}.png"], "layout": str(number // 3)})
    file = folder / "train.jsonl"
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return file


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch

    from tests.engine.vlm import tiny

    torch.set_num_threads(1)
    return tiny.hunyuan(tmp_path_factory.mktemp("hunyuan") / "base", teachable=True)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return conversations(tmp_path_factory.mktemp("talks") / "data")


@pytest.fixture(scope="module")
def trained(base, data, tmp_path_factory):
    out, before = tmp_path_factory.mktemp("out") / "adapter", sums(base)
    facts = run("hunyuan", data, base, out, limits=QUICK)
    assert sums(base) == before, "the base model was touched"
    return facts, out


def test_the_loss_on_conversations_held_out_goes_down(trained):
    facts, _out = trained
    assert facts["kept"] == "trained" and facts["after"]["loss"] < facts["before"]["loss"] / 2
    assert (facts["examples"], facts["held_out"]) == (9, 3)


def test_the_adapter_is_small_safe_to_load_and_names_no_folder_of_this_machine(trained, base):
    _facts, out = trained
    assert (out / "adapter_model.safetensors").stat().st_size < (base / "model.safetensors").stat().st_size
    config = json.loads((out / "adapter_config.json").read_text())
    assert config["peft_type"] == "LORA" and not config["base_model_name_or_path"]
    assert str(base) not in "".join(p.read_text("utf-8") for p in out.glob("*.json"))


def test_laid_over_the_base_it_changes_the_answer_and_the_base_alone_answers_as_before(trained, base):
    _facts, out = trained
    plain = Config(vlm="hunyuan_ocr", vlm_path=str(base), vlm_device="cpu")
    said = {adapter: open_vlm(replace(plain, vlm_adapter=adapter)).runner.generate(PAGE, ASKED).text
            for adapter in ("", str(out))}
    assert said[str(out)] == ANSWER and said[""] != ANSWER


def test_the_merged_model_answers_like_base_and_adapter(trained, base):
    _facts, out = trained
    merged = TransformersModel(SPECS["hunyuan_ocr"], out / "merged", device="cpu").generate(PAGE, ASKED)
    both = TransformersModel(SPECS["hunyuan_ocr"], base, device="cpu", adapter=out).generate(PAGE, ASKED)
    assert merged.text == both.text == ANSWER
    assert [t.probability for t in merged.tokens] == pytest.approx([t.probability for t in both.tokens], rel=1e-3)


def test_the_loss_counts_the_answer_alone(base, data):
    from ocr_engine.finetune.hunyuan import example
    from ocr_engine.vlm.local.weights import load

    loaded = load(SPECS["hunyuan_ocr"], base, device="cpu")
    talk = read_talks(data, Limits())[0][0]
    batch = example(loaded, talk)
    counted = batch["labels"][batch["labels"] != -100].tolist()
    assert loaded.tokenizer.decode(counted[:-1]) == ANSWER and counted[-1] == loaded.tokenizer.eos_token_id
    assert batch["labels"].shape == batch["input_ids"].shape == batch["attention_mask"].shape
    assert batch["pixel_values"].shape[0] == int(batch["image_grid_thw"].prod())


def test_only_the_language_model_is_adapted(trained):
    from safetensors import safe_open

    _facts, out = trained
    with safe_open(out / "adapter_model.safetensors", "pt") as file:
        names = list(file.keys())
    assert names and all("language_model" in name for name in names)


def test_an_adapter_that_cannot_be_used_is_told_before_weights_are_loaded(base, tmp_path):
    for content, reason in ((None, "adapter_config.json"), ('{"peft_type": "IA3"}', "LORA"),
                            ('{"peft_type": "LORA"}', "adapter_model.safetensors")):
        if content:
            (tmp_path / "adapter_config.json").write_text(content)
        config = Config(vlm="hunyuan_ocr", vlm_path=str(base), vlm_device="cpu", vlm_adapter=str(tmp_path))
        row = next(r for r in listing(config) if r["name"] == "hunyuan_ocr")
        assert reason in row["state"]
        with pytest.raises(BackendFailed) as failed:
            open_vlm(config)
        assert failed.value.code == "vlm_unsupported" and reason in failed.value.params["reason"]


def test_an_adapter_of_another_model_is_refused(trained, tmp_path):
    from safetensors.torch import load_file, save_file

    from tests.engine.vlm import tiny

    _facts, out = trained
    other = tmp_path / "other"
    other.mkdir()
    (other / "adapter_config.json").write_bytes((out / "adapter_config.json").read_bytes())
    weights = load_file(out / "adapter_model.safetensors")
    save_file({name.replace("layers.", "blocks."): w for name, w in weights.items()},
              other / "adapter_model.safetensors")
    with pytest.raises(BackendFailed) as failed:
        TransformersModel(SPECS["hunyuan_ocr"], tiny.hunyuan(tmp_path / "base"), device="cpu", adapter=other)
    assert failed.value.code == "vlm_unsupported"


@pytest.mark.parametrize("row", [
    {"messages": [{"role": "user", "content": "<image>a"}], "images": ["0.png"]},
    {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], "images": []},
    {"messages": [{"role": "user", "content": "<image>a<image>"}, {"role": "assistant", "content": "b"}],
     "images": ["0.png"]},
    {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": " "}], "images": ["0.png"]},
    {"messages": "a", "images": ["0.png"]},
    {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], "images": ["none.png"]},
])
def test_conversations_that_cannot_be_used_are_refused_with_the_line(base, tmp_path, row):
    file = conversations(tmp_path / "data", 8)
    file.write_text(file.read_text("utf-8") + json.dumps(row) + "\n", "utf-8")
    with pytest.raises(TrainingFailed) as failed:
        run("hunyuan", file, base, tmp_path / "out")
    assert failed.value.code in MESSAGES and failed.value.params["line"] == 9


def test_a_folder_with_train_and_val_stays_parted(tmp_path):
    one = conversations(tmp_path / "data", 8)
    (one.parent / "val.jsonl").write_text(one.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    taught, held = read_talks(one.parent, Limits())
    assert (len(taught), len(held)) == (8, 1)
    assert taught[0].prompt == PROMPT and taught[0].system == ""


def test_an_adapter_is_held_against_the_one_before_on_the_same_conversations(trained, base, data, tmp_path):
    facts, champion = trained
    weak = replace(QUICK, steps=2, checks=1, rate=1e-4, merge=False)
    lost = run("hunyuan", data, base, tmp_path / "weak", limits=weak, champion=champion)
    assert abs(lost["champion"]["loss"] - facts["after"]["loss"]) < 0.01
    assert lost["kept"] == "champion" and lost["after"]["loss"] < lost["before"]["loss"]
    assert not (tmp_path / "weak").exists()
