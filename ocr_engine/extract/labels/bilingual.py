"""Captions printed in two languages: 姓名 Name, Date of Birth 出生日期. The second one is no value of the first."""

from __future__ import annotations

import re

from ocr_engine.extract.page.layout import Sheet
from ocr_engine.extract.words.folding import has_cjk, is_cjk

# Words of another script right behind a Chinese caption, up to its end, a mark
# or a value: Name, ID No., ISSUED BY 江苏…
_ENDS = r"\s*(?=$|[:：])|(?=\s[\u3400-\u9fff])|(?<=[Nn][Oo]\.)\s*(?=\d)"
_BEHIND = re.compile(rf"\s*[/／|,，]?\s*[(（]?[A-Za-z][A-Za-z.'’/&\- ]{{1,44}}?[)）]?(?:{_ENDS})")
_BEFORE = re.compile(r"[(（]?[A-Za-z][A-Za-z.'’/&\- ]{1,44}?[)）]?\s*[/／|]?\s*$")
_CAPTION = re.compile(r"[\u3400-\u9fff（）()、/]{2,14}\s*[/／|]?\s*[A-Za-z][A-Za-z.'’/&\- ()]{2,44}(?:$|[:：])")
_ENOUGH = 3


def in_two_languages(sheet: Sheet) -> bool:
    """Whether several cells of the page are a caption with its translation behind or before it."""
    return sum(1 for c in sheet.cells if _CAPTION.match(c.text.strip())) >= _ENOUGH


def whole_caption(text: str, start: int, end: int) -> tuple[int, int]:
    """The caption ``text[start:end]`` together with its translation beside it."""
    if is_cjk(text[end - 1]):
        if behind := _BEHIND.match(text, end):
            return start, behind.end()
        if start and not has_cjk(text[:start]) and _BEFORE.fullmatch(text[:start]):
            return 0, end
    return start, end
