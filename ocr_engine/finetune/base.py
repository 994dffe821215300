"""The model that a training starts from, and what may break on the way, as errors that people can read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ocr_engine.errors import TrainingFailed
from ocr_engine.finetune.conversations import Talk
from ocr_engine.finetune.imagefolder import Line
from ocr_engine.finetune.limits import Progress
from ocr_engine.finetune.pictures import picture


def checked_base(folder: Path, wanted: str) -> None:
    """Looks at files only. Raises TrainingFailed."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        found = str(config.get("model_type", "?"))
    except (OSError, ValueError, AttributeError):
        raise TrainingFailed("finetune_base_missing") from None
    if found != wanted:
        raise TrainingFailed("finetune_base_other", found=found, wanted=wanted)
    if not any(folder.glob("*.safetensors")):
        raise TrainingFailed("finetune_base_missing")


def ready(examples: Sequence[Talk | Line], base: Path, model_type: str, progress: Progress) -> None:
    """Opens every picture before a minute is spent on loading, and looks at the base. Raises TrainingFailed."""
    for done, example in enumerate(examples, 1):
        picture(example.picture, example.number)
        progress("check", done, len(examples))
    checked_base(base, model_type)
    progress("load", 0, 1)


@contextmanager
def broke() -> Iterator[None]:
    """Turns what torch raises (memory, a device that is not there) into TrainingFailed."""
    try:
        yield
    except (RuntimeError, ValueError, MemoryError, OSError, ImportError, IndexError, TypeError) as error:
        raise TrainingFailed("finetune_broke", reason=type(error).__name__) from error
