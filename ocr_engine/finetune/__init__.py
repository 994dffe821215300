"""Goes on training a reader that lies on disk: TrOCR on lines of writing, HunyuanOCR on conversations about pages.

``run`` is the door; the command line is ``python -m ocr_engine.finetune``. torch is imported only once the data and
the base model have been looked at.
"""

from __future__ import annotations

from ocr_engine.finetune.limits import Limits, Progress
from ocr_engine.finetune.running import KINDS, run

__all__ = ["KINDS", "Limits", "Progress", "run"]
