"""TrOCR from a folder on this machine: a strip of writing in, its text and the probability of each token out.

An encoder of pictures and a decoder of text (Li et al. 2021). One line a picture, squeezed to the encoder's square.
Nothing is fetched and no code beside the weights is run. torch is imported when a model is opened.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ocr_engine.backends import weight_files
from ocr_engine.backends.base import Reading, Segment
from ocr_engine.backends.lacks import Lack
from ocr_engine.errors import BackendFailed

MODEL_TYPE = "vision-encoder-decoder"
LONGEST = 128  # tokens of one line
_UNUSED = ("encoder.pooler.",)  # which the published weights lack
# What the loaders of transformers raise for weights that are damaged or of another kind.
LOADING = (OSError, ValueError, KeyError, ImportError, RuntimeError, AttributeError, TypeError, MemoryError)


def lacking(folder: Path, *wanted: str) -> Lack:
    """What is missing before the folder can be opened as a model of one of these types."""
    config = weight_files.config_of(folder)
    if not config:
        return Lack("file", file="config.json")
    found = str(config.get("model_type", "unknown"))
    if found not in wanted:
        return Lack("other_weights", wanted=wanted[0], found=found)
    return weight_files.lacking(folder, pictures=False)


def device_of(asked: str) -> str:
    import torch

    if asked != "auto":
        return asked
    return "cuda" if torch.cuda.is_available() else "cpu"


class TrocrModel:
    """Weights in memory. Raises BackendFailed where they cannot be opened. Not for several threads at once."""

    def __init__(self, folder: Path, *, device: str = "auto") -> None:
        if reason := lacking(folder, MODEL_TYPE):
            raise BackendFailed("backend_weights", permanent=True, wanted=reason)
        from transformers import TrOCRProcessor, VisionEncoderDecoderModel

        where: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        try:
            self.processor = TrOCRProcessor.from_pretrained(str(folder), **where)
            model = weight_files.whole(VisionEncoderDecoderModel.from_pretrained(
                str(folder), use_safetensors=True, output_loading_info=True, **where), without=_UNUSED)
            self.model = model.eval().to(device_of(device))
        except LOADING as error:
            raise BackendFailed("backend_weights", permanent=True, wanted=type(error).__name__) from error
        settle(self.model, self.processor)
        self._batch = 32 if self.model.device.type == "cuda" else 4

    def read(self, strips: Sequence[np.ndarray]) -> list[Reading]:
        """The reading of each RGB strip, in the order given. Raises BackendFailed."""
        import torch

        found: list[Reading] = []
        try:
            with torch.inference_mode():
                for start in range(0, len(strips), self._batch):
                    found += self._read(strips[start:start + self._batch])
        except (RuntimeError, ValueError, IndexError) as error:
            raise BackendFailed("backend_failed") from error
        return found

    def _read(self, strips: Sequence[np.ndarray]) -> list[Reading]:
        pixels = pixels_of(self.processor, strips).to(self.model.device)
        out = self.model.generate(pixel_values=pixels, max_new_tokens=self.longest, num_beams=1, do_sample=False,
                                  return_dict_in_generate=True, output_scores=True)
        sure = self.model.compute_transition_scores(out.sequences, out.scores, normalize_logits=True)
        tokens = self.processor.tokenizer
        readings = []
        for ids, steps in zip(out.sequences[:, -sure.shape[1]:].tolist(), sure.tolist(), strict=True):
            text = str(tokens.decode(ids, skip_special_tokens=True)).strip()
            # What was put in to fill the batch up was not chosen.
            chosen = [p for i, p in zip(ids, steps, strict=True) if i != tokens.pad_token_id and math.isfinite(p)]
            confidence = math.exp(sum(chosen) / len(chosen)) if chosen and text else 0.0
            readings.append(Reading(text, confidence, tuple(segments(text, confidence))))
        return readings

    @property
    def longest(self) -> int:
        return min(LONGEST, int(getattr(self.model.config.decoder, "max_position_embeddings", LONGEST)) - 2)


def pixels_of(processor: Any, strips: Sequence[np.ndarray]) -> Any:
    """RGB strips as the encoder takes them, shape (n, 3, side, side)."""
    from PIL import Image

    return processor.image_processor([Image.fromarray(s) for s in strips], return_tensors="pt")["pixel_values"]


def settle(model: Any, processor: Any) -> None:
    """The marks of beginning, end and filling, which published checkpoints keep in different places."""
    config, decoder, tokens, made = model.config, model.config.decoder, processor.tokenizer, model.generation_config
    for name, fallback in (("decoder_start_token_id", tokens.bos_token_id), ("eos_token_id", tokens.eos_token_id),
                           ("pad_token_id", tokens.pad_token_id)):
        value = next((v for v in (getattr(config, name, None), getattr(decoder, name, None), fallback)
                      if v is not None), None)
        setattr(config, name, value)
        setattr(made, name, value)
    made.num_beams, made.max_length, made.early_stopping = 1, None, False
    made.length_penalty, made.no_repeat_ngram_size = 1.0, 0


def segments(text: str, confidence: float) -> list[Segment]:
    """The words along their line by their share of its letters: the model itself says nothing of places."""
    whole = max(1, sum(map(_breadth, text)))
    found, at = [], 0.0
    for index, word in enumerate(text.split(" ")):
        at += _breadth(" ") if index else 0
        wide = sum(map(_breadth, word))
        if word:
            found.append(Segment(word, at / whole, (at + wide) / whole, confidence))
        at += wide
    return found


def _breadth(letter: str) -> float:
    """Chinese letters stand about twice as wide as Latin ones."""
    return 2.0 if ord(letter) >= 0x2E80 else 1.0
