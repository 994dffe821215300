"""Which family published weights belong to, where their own ``model_type`` does not tell.

DeepSeek gives one ``model_type`` to DeepSeek-VL2 and to both DeepSeek-OCRs; the encoders that config.json names tell
them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DEEPSEEK_OCR, DEEPSEEK_OCR_2 = "deepseek_ocr", "deepseek_ocr2"
_SHARED = "deepseek_vl_v2"
_ENCODERS = {"clip-l-14-224": DEEPSEEK_OCR, "qwen2-0-5b": DEEPSEEK_OCR_2}


def family_of(config: Mapping[str, Any]) -> str:
    """``model_type``, or what it stands for; "" where there is none."""
    named = str(config.get("model_type", ""))
    if named != _SHARED:
        return named
    vision = config.get("vision_config")
    widths = vision.get("width") if isinstance(vision, dict) else None
    return next((family for name, family in _ENCODERS.items() if isinstance(widths, dict) and name in widths), named)


def as_deepseek_publishes(config: Mapping[str, Any]) -> bool:
    """Whether the weights have DeepSeek's own layout and not that of transformers."""
    return config.get("model_type") == _SHARED
