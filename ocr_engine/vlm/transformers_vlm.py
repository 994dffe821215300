"""Models run in this process by transformers: asked, watched, and every token with its probability."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.asking import Question, Spec
from ocr_engine.vlm.chat import ends_of, inputs_of
from ocr_engine.vlm.generated import Generated, Token
from ocr_engine.vlm.watchdog import TokenWatch
from ocr_engine.vlm.weights import load


class TransformersModel:
    """One model in memory; requests take turns. ``code_allowed`` runs Python files that lie beside the weights."""

    def __init__(self, spec: Spec, folder: Path, *, device: str = "auto", code_allowed: bool = False,
                 seconds: float = 180.0, adapter: Path | None = None) -> None:
        self.name = "transformers"
        self._loaded = load(spec, folder, device=device, code_allowed=code_allowed, adapter=adapter)
        self._spec, self._seconds, self._turn = spec, seconds, threading.Lock()
        self._model, self._tokenizer, self.device = self._loaded.model, self._loaded.tokenizer, self._loaded.device
        self._ends = ends_of(self._loaded)
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
        return inputs_of(self._loaded, [(image, question)])

    def _generate(self, inputs: Any, question: Question) -> Generated:
        from transformers import LogitsProcessorList, StoppingCriteriaList

        prompt = int(inputs["input_ids"].shape[1])
        sureness, watch = _Sureness(), _Watch(prompt, self._allowed, self._seconds)
        out = self._model.generate(
            **inputs, max_new_tokens=question.max_tokens, do_sample=False, num_beams=1,
            logits_processor=LogitsProcessorList([sureness]), stopping_criteria=StoppingCriteriaList([watch]))
        ids = out[0, prompt:].tolist()
        stopped = watch.why or ("length" if len(ids) >= question.max_tokens and ids[-1] not in self._ends else "end")
        text = self._decode(ids)
        return Generated(text, stopped, self._tokens(ids, sureness.probabilities, text))

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
