"""Finding what somebody asks for in the text of the pages, without any model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ocr_engine.extract.openfields import kind_of_name
from ocr_engine.types import FieldSpec, PageText
from ocr_engine.vlm.align import PageIndex
from ocr_engine.vlm.answers import Spotted

# Kinds whose values can be told by their shape alone, wherever they stand.
_BY_SHAPE = frozenset(("phone", "email", "iban", "date", "money", "id_number", "tax_id", "bank_account"))
_VERB = re.compile(
    r"^\s*(?:please\s+)?(?:find|locate|show|list|mark)\b\s*(?:me\s+)?|^\s*请?(?:查找|找出|找到|定位|标出|列出)",
    re.IGNORECASE)
_EVERY = re.compile(r"^\s*(?:every|all|each)\b(?:\s+the\b)?\s*|^\s*(?:所有|全部|每个|每一个)的?", re.IGNORECASE)
_QUOTES = "\"'“”‘’「」 .。?？"


def located(pages: Sequence[PageText], words: str) -> list[tuple[int, Spotted]]:
    """Page and place of what was asked for.

    "every phone number" means the values of that kind; other words are looked for as they stand, and only where they
    stand nowhere are they taken for the name of a kind.
    """
    wanted = _VERB.sub("", words)
    bare = _EVERY.sub("", wanted)
    index = PageIndex(pages)
    kind = kind_of_name(bare)
    by_kind = index.all_of(FieldSpec("found", {}, kind)) if kind in _BY_SHAPE else []
    literal = index.occurrences(bare.strip(_QUOTES))
    found = by_kind if by_kind and bare != wanted else literal or by_kind
    return [(e.page, Spotted(e.text.strip(), e.box)) for e in found]
