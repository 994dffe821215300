"""The values that a hint lists: "permanent, fixed-term or casual", 治愈、好转或未愈."""

from __future__ import annotations

import re
from functools import lru_cache

from ocr_engine.types import FieldSpec

_OR = r"\s+(?:or|oder|ou|o|of|lub|veya)\s+|\s*(?:或者?|または)\s*"
_APART = re.compile(rf"\s*[,，、/|;；]\s*(?:{_OR})?|{_OR}")
_SURELY = re.compile(_OR)
_LED = re.compile(r"^(?:(?:one of|either|whether|value[s]?|possible values|options)\b[^:：]{0,20}[:：]?\s*"
                  r"|(?:可能)?(?:取值|选项|为|是)[:：]?|[^:：]{1,20}[:：]\s*)", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:and so on|etc\.?|之一|等等?)?[.。]?\s*$", re.IGNORECASE)
_KINDS = frozenset(("text", "sex"))
_LONGEST, _WORDS = 24, 3
_NO_OPTION = re.compile(r"[\d%€$¥()（）]|\b(?:the|a|an|of|not|no|is|in|as|der|die|das|le|la|les)\b|的|不|在|与|和",
                        re.IGNORECASE)


def options_of(spec: FieldSpec) -> tuple[str, ...]:
    """The values that the hint of a field of free text lists, none where it says something else."""
    return _options(spec.hint) if spec.kind in _KINDS and spec.hint else ()


@lru_cache(maxsize=1024)
def _options(hint: str) -> tuple[str, ...]:
    text = _LED.sub("", _ENDS.sub("", " ".join(hint.split())))  # thousands of spaces would be searched for minutes
    parts = tuple(p.strip(" '\"“”「」『』") for p in _APART.split(text))
    listed = len(parts) > 2 or (len(parts) == 2 and _SURELY.search(text))
    return parts if listed and all(map(_may_be, parts)) else ()


def _may_be(part: str) -> bool:
    return 0 < len(part) <= _LONGEST and len(part.split()) <= _WORDS and not _NO_OPTION.search(part)
