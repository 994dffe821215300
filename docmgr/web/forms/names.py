"""Names that are given in one language or none, made whole: the key for programs, the other language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from docmgr.doctypes.limits import LONGEST

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def key_of(given: Mapping[str, Any]) -> str:
    """What a program calls it, of its English name or else of its Chinese one; "" where neither gives letters."""
    return _made_of(given.get("label_en", "")) or _made_of(given.get("label_zh", ""))


def _made_of(name: str) -> str:
    """"Delivery note no." -> "delivery_note_no", "出库单" -> "chu_ku_dan"; "" where no letter or digit is left."""
    spelled = _in_pinyin(name) if _CHINESE.search(name) else name
    plain = normalize("NFKD", spelled.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain)[:LONGEST["key"]].strip("_")


def _in_pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin  # its phrases take a fifth of a second to load, and keys are seldom made

    return " ".join(lazy_pinyin(name))


def in_both_languages(given: dict[str, Any]) -> dict[str, Any]:
    """A name that was given in one language stands for the other as well."""
    name = {part: given.get(part, "") for part in ("label_zh", "label_en")}
    return {**given, **{part: text or name["label_zh"] or name["label_en"] for part, text in name.items()}}
