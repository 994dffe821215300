"""TrOCR goes on learning lines of writing (Seq2SeqTrainer), measured by the character error rate of lines held out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein

from ocr_engine.backends.trocr_model import MODEL_TYPE, TrocrModel, pixels_of
from ocr_engine.errors import BackendFailed, TrainingFailed
from ocr_engine.finetune.base import broke, ready
from ocr_engine.finetune.imagefolder import Line, read_folder
from ocr_engine.finetune.limits import Limits, Progress
from ocr_engine.finetune.pictures import picture

DECIDES = "cer"
_RATE = 5e-5
_IGNORED = -100
# More lines held out than this say nothing new and cost a reading each at every look.
_MEASURED = 400


def train(data: Path, base: Path, out: Path, progress: Progress, limits: Limits, work: Path) -> dict[str, Any]:
    """See ``running.run``. The figures are ``cer`` (0 and up) and ``loss``."""
    taught, held = read_folder(data, limits)
    held = held[:_MEASURED]
    ready((*taught, *held), base, MODEL_TYPE, progress)
    from transformers import set_seed

    set_seed(limits.seed)
    try:
        reader = TrocrModel(base, device=limits.device)
    except BackendFailed as failed:
        raise TrainingFailed("finetune_base_broken", reason=failed.params.get("wanted", "")) from failed
    progress("load", 1, 1)
    with broke():
        return _trained(reader, taught, held, out, progress, limits, work)


def _trained(reader: TrocrModel, taught: Sequence[Line], held: Sequence[Line], out: Path, progress: Progress,
             limits: Limits, work: Path) -> dict[str, Any]:
    from ocr_engine.finetune.trainer import Bounds, trainer_for

    bounds = Bounds(progress, limits)
    trainer = trainer_for(reader, Lines(taught, reader), Lines(held, reader), _errors(reader), bounds,
                          gathered=gathered, rate=limits.rate or _RATE, work=work)
    progress("evaluate", 0, 2)
    before = _figures(trainer.evaluate())
    progress("evaluate", 1, 2)
    trainer.train()
    after = _figures(trainer.evaluate())
    progress("evaluate", 2, 2)
    better = after["cer"] < before["cer"]
    if better:
        progress("save", 0, 1)
        reader.model.save_pretrained(out)
        reader.processor.save_pretrained(out)
        progress("save", 1, 1)
    return {"kept": "trained" if better else "base", "examples": len(taught), "held_out": len(held),
            "steps": int(trainer.state.global_step), "stopped": bounds.stopped(int(trainer.state.global_step)),
            "seconds": round(bounds.spent, 1), "before": before, "after": after}


def measure(data: Path, _base: Path, champion: Path, progress: Progress, limits: Limits, work: Path
            ) -> dict[str, float] | None:
    """What an earlier training makes of the same lines; None where it cannot be read with any more."""
    from ocr_engine.finetune.trainer import Bounds, trainer_for

    held = read_folder(data, limits)[1][:_MEASURED]
    progress("evaluate", 0, 1)
    try:
        reader = TrocrModel(champion, device=limits.device)
    except BackendFailed:
        return None
    with broke():
        lines = Lines(held, reader)
        trainer = trainer_for(reader, lines, lines, _errors(reader), Bounds(progress, limits),
                              gathered=gathered, rate=limits.rate or _RATE, work=work)
        figures = _figures(trainer.evaluate())
    progress("evaluate", 1, 1)
    return figures


class Lines:
    """Lines as the trainer takes them. The decoder begins with its start mark by itself, so labels do not hold it."""

    def __init__(self, lines: Sequence[Line], reader: TrocrModel) -> None:
        self._lines, self._processor, self._longest = lines, reader.processor, reader.longest

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index: int) -> dict[str, Any]:
        line = self._lines[index]
        tokens = self._processor.tokenizer
        ids = [*tokens(line.text, add_special_tokens=False)["input_ids"][:self._longest - 1], tokens.eos_token_id]
        return {"pixel_values": pixels_of(self._processor, [picture(line.picture, line.number)])[0], "labels": ids}


def gathered(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A batch; labels are filled up with what the loss ignores."""
    import torch

    longest = max(len(row["labels"]) for row in rows)
    labels = [row["labels"] + [_IGNORED] * (longest - len(row["labels"])) for row in rows]
    return {"pixel_values": torch.stack([row["pixel_values"] for row in rows]), "labels": torch.tensor(labels)}


def _errors(reader: TrocrModel) -> Any:
    tokens = reader.processor.tokenizer

    def texts(ids: np.ndarray) -> list[str]:
        filled = np.where(ids == _IGNORED, tokens.pad_token_id, ids)
        return [text.strip() for text in tokens.batch_decode(filled, skip_special_tokens=True)]

    return lambda guess: {"cer": character_error_rate(texts(guess.predictions), texts(guess.label_ids))}


def character_error_rate(read: Sequence[str], right: Sequence[str]) -> float:
    """Letters to change, over the letters there are."""
    changes = sum(Levenshtein.distance(a, b) for a, b in zip(read, right, strict=True))
    return changes / max(1, sum(map(len, right)))


def _figures(told: dict[str, float]) -> dict[str, float]:
    return {"cer": round(float(told["eval_cer"]), 4), "loss": round(float(told["eval_loss"]), 4)}
