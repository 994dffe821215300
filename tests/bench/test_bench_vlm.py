"""The benchmark of a vision-language model counts what it says it counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ocr_engine.vlm.local.weights import load
from ocr_engine.vlm.questions.specs import HUNYUAN
from scripts.bench import vlm
from scripts.bench.vlm_model import SHAPES, Shape, build, config_of

os.environ.setdefault("HF_HUB_OFFLINE", "1")
SMALLEST = Shape(1, 64, 64, 2, 512, 1, 64, 64)


def test_pages_one_by_one_and_together_are_counted_in_the_same_tokens(tmp_path: Path) -> None:
    import torch

    torch.set_num_threads(1)
    parameters = build(tmp_path, SMALLEST, bfloat16=False)
    report = vlm.measure(load(HUNYUAN, tmp_path, device="cpu"), pages=2, batch=2, tokens=3, side=128)
    assert (report["pages"], report["tokens_a_page"]) == (2, 3) and report["prompt_tokens"] > 200
    assert report["ratio"] == pytest.approx(
        report["batched_tokens_a_second"] / report["alone_tokens_a_second"], rel=0.02)
    told = vlm.table({"shape": "small", "parameters": parameters, "device": "CPU", **report})
    assert "one by one" in told and "2 together" in told


def test_the_full_shape_has_the_published_number_of_parameters() -> None:
    import torch
    from transformers import HunYuanVLForConditionalGeneration

    with torch.device("meta"):
        model = HunYuanVLForConditionalGeneration(config_of(SHAPES["full"]))
    assert 0.9e9 < sum(weight.numel() for weight in model.parameters()) < 1.1e9
