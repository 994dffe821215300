"""Names that are given in one language or none, made whole: the key for programs, the other language."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

from docmgr.doctypes.limits import LONGEST


def key_of(name: str) -> str:
    """What a program calls it: "Delivery note no." -> "delivery_note_no"; "" where no Latin letter or digit is left."""
    plain = normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST["key"]]


def in_both_languages(given: dict[str, Any]) -> dict[str, Any]:
    """A name that was given in one language stands for the other as well."""
    name = {part: given.get(part, "") for part in ("label_zh", "label_en")}
    return {**given, **{part: text or name["label_zh"] or name["label_en"] for part, text in name.items()}}
