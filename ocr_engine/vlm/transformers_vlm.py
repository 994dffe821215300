"""Models run in this process by transformers, from a folder on this machine and from nowhere else.

Nothing is fetched from a hub. Code that comes with weights is run only for a model that the settings allow by name.
torch and transformers are imported when the first model is loaded; that takes seconds and some hundred megabytes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.asking import Question, Spec
from ocr_engine.vlm.generated import Generated, Token
from ocr_engine.vlm.pictures import fitted
from ocr_engine.vlm.watchdog import TokenWatch

# What the loaders of transformers raise for weights that are damaged, of another kind or too large.
_LOADING = (OSError, ValueError, KeyError, ImportError, RuntimeError, AttributeError, TypeError, MemoryError)


def model_type_of(folder: Path) -> str:
    """The ``model_type`` of the weights in a folder. Raises BackendFailed where there are none."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError):
        raise BackendFailed("vlm_weights_missing", permanent=True) from None
    if not any(folder.glob("*.safetensors")):
        raise BackendFailed("vlm_weights_missing", permanent=True)
    return str(config.get("model_type", "")) if isinstance(config, dict) else ""


def why_not(spec: Spec, folder: Path) -> str:
    """Why the weights in a folder cannot be run as this family; "" where they can. Loads nothing."""
    try:
        found = model_type_of(folder)
    except BackendFailed:
        return "no config.json with *.safetensors in the folder"
    if not spec.in_process:
        return f"{spec.label} has no class in transformers; serve it with vLLM and set its address"
    if found in spec.model_types:
        return ""
    return f"the weights are of type {found or 'unknown'}, not {spec.model_types[0]}"


class TransformersModel:
    """One model in memory; requests take turns. ``code_allowed`` runs Python files that lie beside the weights."""

    def __init__(self, spec: Spec, folder: Path, *, device: str = "auto", code_allowed: bool = False,
                 seconds: float = 180.0) -> None:
        model_type_of(folder)
        if reason := why_not(spec, folder):
            raise BackendFailed("vlm_unsupported", permanent=True, reason=reason)
        import torch
        from transformers import AutoModelForImageTextToText, AutoProcessor

        self.name = "transformers"
        self._spec, self._seconds, self._turn = spec, seconds, threading.Lock()
        self.device = _device(device)
        dtype = torch.bfloat16 if self.device.startswith("cuda") else torch.float32
        where = {"local_files_only": True, "trust_remote_code": code_allowed}
        try:
            self._processor = AutoProcessor.from_pretrained(str(folder), **where)
            model = AutoModelForImageTextToText.from_pretrained(str(folder), dtype=dtype, **where)
            self._model = model.eval().to(self.device)
        except _LOADING as error:
            raise BackendFailed("vlm_unsupported", permanent=True, reason=type(error).__name__) from error
        self._tokenizer = self._processor.tokenizer
        self._allowed = [i for t in spec.loop_allowed if (i := self._tokenizer.convert_tokens_to_ids(t)) is not None]

    def generate(self, image: np.ndarray, question: Question) -> Generated:
        """Asks about a picture (RGB, uint8), always taking the likeliest token. Raises BackendFailed."""
        import torch

        try:
            with self._turn, torch.inference_mode():
                return self._generate(self._inputs(image, question), question)
        except (RuntimeError, ValueError, IndexError) as error:  # out of memory, a picture the processor refuses
            raise BackendFailed("backend_failed") from error

    def _inputs(self, image: np.ndarray, question: Question) -> Any:
        from PIL import Image

        picture = Image.fromarray(fitted(image, self._spec.pixels))
        if self._spec.plain:
            text = f"<image>\n{question.prompt}"
            return self._processor(images=picture, text=text, return_tensors="pt").to(self._model.device)
        content: list[dict[str, Any]] = [{"type": "image", "image": picture}, {"type": "text", "text": question.prompt}]
        if question.before:
            content.insert(0, {"type": "text", "text": question.before})
        messages: list[dict[str, Any]] = [{"role": "user", "content": content}]
        if question.system is not None:
            messages.insert(0, {"role": "system", "content": [{"type": "text", "text": question.system}]})
        return self._processor.apply_chat_template(
            messages, add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt",
        ).to(self._model.device)

    def _generate(self, inputs: Any, question: Question) -> Generated:
        from transformers import LogitsProcessorList, StoppingCriteriaList

        prompt = int(inputs["input_ids"].shape[1])
        sureness, watch = _Sureness(), _Watch(prompt, self._allowed, self._seconds)
        out = self._model.generate(
            **inputs, max_new_tokens=question.max_tokens, do_sample=False, num_beams=1,
            logits_processor=LogitsProcessorList([sureness]), stopping_criteria=StoppingCriteriaList([watch]))
        ids = out[0, prompt:].tolist()
        stopped = watch.why or ("length" if len(ids) >= question.max_tokens and not self._ends(ids[-1]) else "end")
        text = self._decode(ids)
        return Generated(text, stopped, self._tokens(ids, sureness.probabilities, text))

    def _ends(self, token: int) -> bool:
        ends = self._model.generation_config.eos_token_id
        return token in (ends if isinstance(ends, list) else [ends])

    def _decode(self, ids: Sequence[int]) -> str:
        return str(self._tokenizer.decode(ids, skip_special_tokens=not self._spec.keep_special))

    def _tokens(self, ids: Sequence[int], probabilities: Sequence[float], text: str) -> tuple[Token, ...]:
        """Each token's letters. Tokens that are parts of one letter share it; none where the parts are not the text."""
        tokens: list[Token] = []
        parts, held = [], []
        at = 0
        for token, probability in zip(ids, probabilities, strict=False):
            held.append((token, probability))
            piece = self._decode([t for t, _p in held])
            if piece.endswith("\ufffd") and len(held) < 4:
                continue
            tokens += [Token(at, at + len(piece), p) for _t, p in held]
            parts.append(piece)
            at += len(piece)
            held = []
        return tuple(tokens) if "".join(parts) == text else ()


class _Sureness:
    """Keeps the probability of the likeliest token of each step: a float each, where whole score tables fill memory."""

    def __init__(self) -> None:
        self._steps: list[Any] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        self._steps.append(scores[0].float().log_softmax(-1).max())
        return scores

    @property
    def probabilities(self) -> list[float]:
        return [float(step.exp()) for step in self._steps]


class _Watch:
    """Ends a run that circles or lasts too long; ``why`` says which."""

    def __init__(self, prompt: int, allowed: Sequence[int], seconds: float) -> None:
        from time import monotonic

        self.why = ""
        self._prompt, self._watch, self._now = prompt, TokenWatch(allowed=allowed), monotonic
        self._deadline = monotonic() + seconds

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        import torch

        length = int(input_ids.shape[1]) - self._prompt
        if self._now() >= self._deadline:
            self.why = "time"
        elif length % 16 == 0 and self._watch.circles(input_ids[0, self._prompt:].tolist()):
            self.why = "loop"
        return torch.full((input_ids.shape[0],), bool(self.why), device=input_ids.device)


def _device(asked: str) -> str:
    import torch

    if asked != "auto":
        return asked
    return "cuda" if torch.cuda.is_available() else "cpu"
