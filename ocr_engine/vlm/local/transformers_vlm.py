"""Models run in this process by transformers: asked, watched, and every token with its probability."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.answers.ngrams import NgramGuard
from ocr_engine.vlm.local.batching import Batcher, Figures
from ocr_engine.vlm.local.chat import ends_of, inputs_of, window_of
from ocr_engine.vlm.local.choosing import Guide, Sureness, Watch
from ocr_engine.vlm.local.json_form import Form, Vocabulary, vocabulary_of
from ocr_engine.vlm.local.weights import load
from ocr_engine.vlm.questions.asking import Question, Spec
from ocr_engine.vlm.questions.generated import Generated, Token

# Questions in a batch: what a card of 16 GB holds of a page each, and what does not slow a processor down.
_TOGETHER = {"cuda": 8, "cpu": 4}
_GUIDES = 32  # forms of answers that are kept ready


class TransformersModel:
    """One model in memory. ``code_allowed`` runs Python files that lie beside the weights.

    Several threads may ask at once: like questions share a batch, unlike ones take turns.
    """

    def __init__(self, spec: Spec, folder: Path, *, device: str = "auto", code_allowed: bool = False,
                 seconds: float = 180.0, adapter: Path | None = None) -> None:
        self.name = "transformers"
        self._loaded = load(spec, folder, device=device, code_allowed=code_allowed, adapter=adapter)
        self._spec, self._seconds = spec, seconds
        self._model, self._tokenizer, self.device = self._loaded.model, self._loaded.tokenizer, self._loaded.device
        self._ends = ends_of(self._loaded)
        self._allowed = [i for t in spec.loop_allowed if (i := self._tokenizer.convert_tokens_to_ids(t)) is not None]
        self._window = window_of(self._model)
        self._guides: dict[str, Guide] = {}
        self._vocabulary: Vocabulary | None = None
        self._batcher = Batcher(self._answers, most=_TOGETHER["cuda" if self.device.startswith("cuda") else "cpu"])

    @property
    def figures(self) -> Figures:
        return self._batcher.figures

    @property
    def at_once(self) -> int:
        """How many questions a batch holds."""
        return self._batcher.most

    def generate(self, image: np.ndarray, question: Question) -> Generated:
        """Asks about a picture (RGB, uint8), always taking the likeliest token. Raises BackendFailed."""
        return self._batcher.ask(image, question)

    def generate_all(self, asked: Sequence[tuple[np.ndarray, Question]]) -> list[Generated | BackendFailed]:
        """Several questions in batches, the answers in their order; a failure stands in the place of its answer."""
        return self._batcher.ask_all(asked)

    def _answers(self, asked: Sequence[tuple[np.ndarray, Question]]) -> list[Generated]:
        import torch

        try:
            with torch.inference_mode():
                return self._generate(inputs_of(self._loaded, asked), asked[0][1], len(asked))
        except (RuntimeError, ValueError, IndexError) as error:  # out of memory, a picture the processor refuses
            raise BackendFailed("backend_failed") from error

    def _inputs(self, image: np.ndarray, question: Question) -> Any:
        return inputs_of(self._loaded, [(image, question)])

    def _generate(self, inputs: Any, question: Question, rows: int) -> list[Generated]:
        from transformers import LogitsProcessorList, StoppingCriteriaList

        prompt = int(inputs["input_ids"].shape[1])
        rule = self._spec.no_repeat
        guard = NgramGuard(rule, prompt=prompt, allowed=self._allowed) if rule else None
        sureness = Sureness(prompt, self._guide(question), guard)
        watch = Watch(prompt, rows, self._allowed, self._seconds)
        out = self._model.generate(
            **inputs, max_new_tokens=min(question.max_tokens, max(1, self._window - prompt)), do_sample=False,
            num_beams=1, repetition_penalty=1.0,  # whatever the weights' own settings say: a page repeats itself
            logits_processor=LogitsProcessorList([sureness]), stopping_criteria=StoppingCriteriaList([watch]))
        sure = sureness.probabilities()
        return [self._said(out[row, prompt:].tolist(), sure[row], row, question, watch) for row in range(rows)]

    def _said(self, ids: list[int], sure: list[float], row: int, question: Question, watch: Watch) -> Generated:
        """One row of a batch without what fills it up to the longest one."""
        end = next((i + 1 for i, token in enumerate(ids) if token in self._ends), 0)
        why = watch.why[row] if not end or watch.ended[row] <= end else ""
        length = end if end and not why else watch.ended[row] or len(ids)
        ids = ids[:length]
        stopped = why or ("length" if len(ids) >= question.max_tokens and ids[-1] not in self._ends else "end")
        text = self._decode(ids)
        return Generated(text, stopped, self._tokens(ids, sure[:length], text))

    def _guide(self, question: Question) -> Guide | None:
        """What holds the answer to the form that was asked for; None where any answer will do."""
        if question.schema is None:
            return None
        if self._vocabulary is None:
            self._vocabulary = vocabulary_of(self._tokenizer, self._ends)
        key = json.dumps(question.schema, sort_keys=False)
        if key not in self._guides:
            if len(self._guides) >= _GUIDES:
                self._guides.pop(next(iter(self._guides)))
            self._guides[key] = Guide(Form(question.schema), self._vocabulary)
        return self._guides[key]

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
