"""Models whose files lack a part that matters are refused; parts that published files never had are not missed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ocr_engine.backends.layoutlm import LayoutLmTagger
from ocr_engine.backends.mlm import MaskedLm
from ocr_engine.backends.trocr_model import TrocrModel
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from tests.engine.backends import tiny_bert, tiny_layoutlm
from tests.engine.finetune import tiny as tiny_trocr

os.environ.setdefault("HF_HUB_OFFLINE", "1")


def lacking(folder: Path, target: Path, gone: Callable[[str], bool]) -> Path:
    """A copy without the weights of some names; at least one has to go."""
    from safetensors.torch import load_file, save_file

    shutil.copytree(folder, target)
    weights = load_file(target / "model.safetensors")
    kept = {name: tensor for name, tensor in weights.items() if not gone(name)}
    assert len(kept) < len(weights)
    save_file(kept, target / "model.safetensors", metadata={"format": "pt"})
    return target


def test_a_layoutlm_that_was_never_taught_labels_is_refused(tmp_path):
    taught = tiny_layoutlm.layoutlm(tmp_path / "taught", lessons=None)
    base = lacking(taught, tmp_path / "base", lambda name: name.startswith("classifier"))
    with pytest.raises(BackendFailed, match="backend_weights"):
        LayoutLmTagger(Config(layoutlm_path=str(base), vlm_device="cpu"))


def test_a_bert_without_its_words_is_refused_and_one_as_published_is_not(tmp_path):
    folder = tiny_bert.bert(tmp_path / "bert", steps=1)
    bare = lacking(folder, tmp_path / "bare", lambda name: "predictions.transform" in name)
    with pytest.raises(BackendFailed, match="backend_weights"):
        MaskedLm(Config(mlm_path=str(bare), vlm_device="cpu"))
    assert MaskedLm(Config(mlm_path=str(folder), vlm_device="cpu")).name == "mlm"


def test_a_trocr_without_the_pooler_that_it_never_uses_is_opened(tmp_path):
    folder = tiny_trocr.trocr(tmp_path / "trocr")
    published = lacking(folder, tmp_path / "published", lambda name: name.startswith("encoder.pooler"))
    assert TrocrModel(published, device="cpu")
    with pytest.raises(BackendFailed, match="backend_weights"):
        TrocrModel(lacking(folder, tmp_path / "cut", lambda name: "layers.0.fc1" in name), device="cpu")
