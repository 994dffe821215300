"""LayoutLMv3 fine-tuned to mark fields: the words of a page with their places and its picture in, a label a word out.

It reads nothing by itself: the words are those of the text layer or of OCR. What its labels mean stands in the
checkpoint (``id2label``: B-TOTAL, I-TOTAL, O); a label belongs to the field of the type that bears its name. Nothing
is fetched and no code beside the weights is run. A page of 400 words takes seconds on a CPU.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ocr_engine.backends import registry
from ocr_engine.backends.lacks import Lack
from ocr_engine.backends.trocr_model import LOADING, device_of, lacking
from ocr_engine.backends.weight_files import whole
from ocr_engine.config import ENV_PREFIX, Config
from ocr_engine.errors import BackendFailed
from ocr_engine.types import BBox, Word

MODEL_TYPE = "layoutlmv3"
_TOKENS = 510       # of a window, beside its two marks
_OVERLAP = 0.25     # share of a window that the next one sees again


class Tag(NamedTuple):
    """``label`` without its prefix, "" for none; ``begins`` a value of its own; ``probability`` 0..1."""

    label: str
    begins: bool
    probability: float


class LayoutLmTagger:
    """Weights in memory; one per process. Raises BackendFailed where they cannot be opened."""

    name = MODEL_TYPE

    def __init__(self, config: Config) -> None:
        folder = Path(config.layoutlm_path)
        if not config.layoutlm_path:
            raise BackendFailed("backend_missing", permanent=True)
        if reason := lacking(folder, MODEL_TYPE):
            raise BackendFailed("backend_weights", permanent=True, wanted=reason)
        from transformers import AutoModelForTokenClassification, AutoProcessor

        where: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        try:
            self._processor = AutoProcessor.from_pretrained(str(folder), **where)
            model = whole(AutoModelForTokenClassification.from_pretrained(
                str(folder), use_safetensors=True, output_loading_info=True, **where))
            self._model = model.eval().to(device_of(config.vlm_device))
        except LOADING as error:
            raise BackendFailed("backend_weights", permanent=True, wanted=type(error).__name__) from error
        self._processor.image_processor.apply_ocr = False
        self._tags = {int(i): _parted(str(label)) for i, label in self._model.config.id2label.items()}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that name something, without prefixes, in the checkpoint's order."""
        return tuple(dict.fromkeys(label for _i, (label, _b) in sorted(self._tags.items()) if label))

    def tag(self, words: Sequence[Word], image: np.ndarray) -> list[Tag]:
        """A tag for each word, in the order given; ``image`` is the page on which their boxes lie (RGB, uint8).

        A page longer than the model sees at once goes through in windows; a word counts where it is furthest from
        the edge. Raises BackendFailed.
        """
        import torch

        found: list[tuple[int, Tag]] = [(-1, Tag("", False, 1.0))] * len(words)
        try:
            with torch.inference_mode():
                for start, end in windows([self._length(w) for w in words]):
                    for offset, tag in enumerate(self._window(words[start:end], image)):
                        before = offset if start else len(words)  # the ends of the page are no edges
                        after = end - start - 1 - offset if end < len(words) else len(words)
                        depth = min(before, after)
                        if depth > found[start + offset][0]:
                            found[start + offset] = (depth, tag)
        except (RuntimeError, ValueError, IndexError) as error:
            raise BackendFailed("backend_failed") from error
        return [tag for _depth, tag in found]

    def _length(self, word: Word) -> int:
        return max(1, len(self._processor.tokenizer([word.text], boxes=[[0, 0, 0, 0]])["input_ids"]) - 2)

    def _window(self, words: Sequence[Word], image: np.ndarray) -> list[Tag]:
        from PIL import Image

        encoded = self._processor(
            Image.fromarray(image), [w.text for w in words], boxes=[thousandths(w.box) for w in words],
            return_tensors="pt", truncation=True, max_length=_TOKENS + 2)
        places = encoded.word_ids(0)
        likely = self._model(**encoded.to(self._model.device)).logits[0].float().softmax(-1)
        sure, best = likely.max(-1)
        tags = [Tag("", False, 1.0)] * len(words)
        for at in reversed(range(len(places))):
            if places[at] is not None:  # going backwards leaves the first piece of each word
                label, begins = self._tags[int(best[at])]
                tags[places[at]] = Tag(label, begins, float(sure[at]))
        return tags


def windows(lengths: Sequence[int], most: int = _TOKENS) -> Iterator[tuple[int, int]]:
    """(start, end) of runs of words whose tokens together are at most ``most``, each overlapping the one before."""
    start = last = 0
    while start < len(lengths):
        end, tokens = start, 0
        while end < len(lengths) and (tokens + lengths[end] <= most or end == start):
            tokens += lengths[end]
            end += 1
        if end == last:  # the overlap with a window of long words left no room for another word
            start = end
            continue
        yield start, end
        if end == len(lengths):
            return
        start, last = max(start + 1, end - max(1, round((end - start) * _OVERLAP))), end


def thousandths(box: BBox) -> list[int]:
    return [max(0, min(1000, round(1000 * v))) for v in (box.x0, box.y0, box.x1, box.y1)]


def _parted(label: str) -> tuple[str, bool]:
    """(name, whether it begins a value), of BIO and of BIOES labels, and of such without prefixes."""
    prefix, mark, name = label.partition("-")
    if label.upper() == "O":
        return "", False
    if mark and prefix.upper() in ("B", "S", "U", "I", "E", "L", "M"):
        return name, prefix.upper() in ("B", "S", "U")
    return label, False


def state(config: Config) -> tuple[Lack, str]:
    """What is missing, and where it is or belongs. Looks at files only."""
    if not config.layoutlm_path:
        return Lack("weights"), f"{ENV_PREFIX}LAYOUTLM_PATH=FOLDER"
    return registry.lacking_packages() or lacking(Path(config.layoutlm_path), MODEL_TYPE), config.layoutlm_path
