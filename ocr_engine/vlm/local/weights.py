"""Weights in a folder on this machine: what they are, why they cannot be run, and into memory.

Nothing is fetched from a hub. Code that comes with weights is run only for a model that the settings allow by name.
torch and transformers are imported when the first model is loaded; that takes seconds and some hundred megabytes.
"""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocr_engine.backends.lacks import NOTHING, Lack
from ocr_engine.backends.weight_files import config_of, lacking, whole
from ocr_engine.config import ENV_PREFIX
from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.local.deepseek_v1 import load_v1
from ocr_engine.vlm.local.deepseek_v2 import load_v2
from ocr_engine.vlm.questions.asking import Spec
from ocr_engine.vlm.questions.published import DEEPSEEK_OCR, as_deepseek_publishes, family_of

# What the loaders of transformers and peft raise for weights that are damaged, of another kind or too large.
_LOADING = (OSError, ValueError, KeyError, ImportError, RuntimeError, AttributeError, TypeError, MemoryError)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model in memory with what prepares its input; ``device`` is "cpu" or "cuda"."""

    spec: Spec
    processor: Any
    model: Any
    device: str

    @property
    def tokenizer(self) -> Any:
        return self.processor.tokenizer


def model_type_of(folder: Path) -> str:
    """The family of the weights in a folder. Raises BackendFailed where there are none."""
    config = config_of(folder)
    if not config or not (any(folder.glob("*.safetensors")) or (folder / "model.safetensors.index.json").is_file()):
        raise BackendFailed("vlm_weights_missing", permanent=True)
    return family_of(config)


def why_not(spec: Spec, folder: Path, *, code_allowed: bool = False) -> Lack:
    """Why the weights in a folder cannot be run as this family; "" where they can. Loads nothing."""
    try:
        found = model_type_of(folder)
    except BackendFailed:
        return Lack("folder")
    if spec.own_code and not code_allowed:
        return Lack("own_code", label=spec.label, setting=f"{ENV_PREFIX}VLM_CODE={spec.name}")
    if not spec.in_process:
        return Lack("no_class", label=spec.label)
    if found not in spec.model_types:
        return Lack("not_this_family", found=found or "unknown", wanted=spec.model_types[0], edition=spec.edition)
    return lacking(folder, pictures=not as_deepseek_publishes(config_of(folder)))


def why_no_adapter(folder: Path) -> Lack:
    """Why a folder cannot be laid over a model as its LoRA adapter; "" where it can. Loads nothing."""
    try:
        config = json.loads((folder / "adapter_config.json").read_text("utf-8"))
        kind = str(config.get("peft_type", ""))
    except (OSError, ValueError, AttributeError):
        return Lack("adapter_config")
    if kind != "LORA":
        return Lack("adapter_kind", found=kind or "unknown")
    if not (folder / "adapter_model.safetensors").is_file():
        return Lack("adapter_weights")
    return NOTHING if importlib.util.find_spec("peft") else Lack("adapter_package", package="peft")


def load(spec: Spec, folder: Path, *, device: str = "auto", code_allowed: bool = False, adapter: Path | None = None
         ) -> Loaded:
    """Weights, and an adapter over them where one is named. Raises BackendFailed."""
    model_type_of(folder)
    if reason := why_not(spec, folder, code_allowed=code_allowed) or (why_no_adapter(adapter) if adapter else ""):
        raise BackendFailed("vlm_unsupported", permanent=True, reason=reason)
    import torch
    from safetensors import SafetensorError
    from transformers import AutoModelForCausalLM, AutoModelForImageTextToText, AutoProcessor
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # a worker's log is no terminal
    device = device_of(device)
    dtype = torch.bfloat16 if device.startswith("cuda") else torch.float32
    where = {"local_files_only": True, "trust_remote_code": code_allowed}
    try:
        if as_deepseek_publishes(config_of(folder)):
            opened = load_v1 if model_type_of(folder) == DEEPSEEK_OCR else load_v2
            processor, model = opened(folder, dtype=dtype)
        else:
            processor = (_pictures_only(folder) or AutoProcessor).from_pretrained(str(folder), **where)
            loader = AutoModelForCausalLM if spec.own_code else AutoModelForImageTextToText
            model = whole(loader.from_pretrained(
                str(folder), dtype=dtype, use_safetensors=True, output_loading_info=True, **where))
        if adapter:
            model = _with_adapter(model, adapter)
        return Loaded(spec, processor, model.eval().to(device), device)
    except (*_LOADING, SafetensorError) as error:
        raise BackendFailed("vlm_unsupported", permanent=True, reason=type(error).__name__) from error


def _pictures_only(folder: Path) -> Any:
    """The weights' own processor class without its part for videos; None where it has no such part.

    That part needs torchvision, whose published package brings the CUDA build of torch along, and no video is read.
    """
    import transformers

    kind = getattr(transformers, _processor_class(folder), None)
    parts = kind.get_attributes() if kind is not None else []
    if kind is None or "video_processor" not in parts:
        return None
    kept = [part for part in parts if part != "video_processor"]
    return type(kind.__name__, (kind,), {"get_attributes": classmethod(lambda cls: kept)})


def _processor_class(folder: Path) -> str:
    """The name that the files beside the weights give; "" where none does."""
    for name in ("processor_config.json", "preprocessor_config.json", "tokenizer_config.json"):
        try:
            told = json.loads((folder / name).read_text("utf-8")).get("processor_class")
        except (OSError, ValueError, AttributeError):
            continue
        if isinstance(told, str):
            return told
    return ""


def _with_adapter(model: Any, folder: Path) -> Any:
    """The model with the adapter worked into its weights in memory: no cost at each token, nothing changed on disk."""
    from peft import PeftModel

    adapted = PeftModel.from_pretrained(model, str(folder), local_files_only=True)
    # Half of an adapter begins as nought: where it still is, the file held nothing for this model.
    if not any(bool(weight.any()) for name, weight in adapted.named_parameters() if "lora_B" in name):
        raise ValueError("the adapter changes nothing of this model")
    return adapted.merge_and_unload()


def device_of(asked: str) -> str:
    import torch

    if asked != "auto":
        return asked
    return "cuda" if torch.cuda.is_available() else "cpu"
