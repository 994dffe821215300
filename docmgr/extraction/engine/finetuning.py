"""Going on training a reader that lies on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from docmgr.core.exceptions import Invalid
from docmgr.core.sentences import later
from docmgr.extraction import messages
from docmgr.extraction.engine.reading import config


def base_model(kind: str) -> Path | None:
    """The folder to start from: the one named for training, else the one that documents are read with."""
    if kind == "trocr":
        named = settings.TROCR_BASE or config().trocr_path
    else:
        named = settings.HUNYUAN_BASE or (config().vlm_path if config().vlm == "hunyuan_ocr" else "")
    return Path(named) if named else None


def finetune(
    kind: str, data: Path, base: Path, out: Path, *, seed: int, progress: Callable[[str, int, int], None],
    champion: Path | None = None,
) -> dict[str, Any]:
    """Facts {kept ("trained", "base" or "champion"), before, after, champion, examples, held_out, steps, seconds,
    files: {name: SHA-256}}.

    Up to ``settings.FINETUNE_SECONDS`` of training. Where the base, or what lies in ``champion``, was as good on what
    was held back, nothing is written to ``out``. Raises Invalid with a sentence.
    """
    from ocr_engine.errors import EngineError
    from ocr_engine.finetune import Limits, run

    limits = Limits(steps=settings.FINETUNE_STEPS, seconds=settings.FINETUNE_SECONDS, seed=seed)
    try:
        return run(kind, data, base, out, progress, limits=limits, champion=champion)
    except EngineError as error:
        code, params = error.code, error.params
        raise Invalid(later(lambda: messages.sentence(code, params)), code=code) from error
