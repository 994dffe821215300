"""Repair of text that changes no letter: widths, spaces, invisible characters, ligatures."""

from __future__ import annotations

import re
import unicodedata

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff"
_CJK_MARK = CJK + "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』·…"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK_MARK}])\s+(?=[{_CJK_MARK}])")
_BEFORE_MARK = re.compile(r"(?<! )(?<!^) (?=[,;!?](?:\s|$)|[.:](?:\s|$)|[)\]])")
_AFTER_OPEN = re.compile(r"(?<=[(\[]) ")
_HAS_CJK = re.compile(f"[{CJK}]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# Full-width letters, digits and signs that no Chinese typesetter wants wide. Brackets, commas and stops are left out:
# between Chinese characters they belong there.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "！（），：；？"}
_PUNCTUATION = {ord(wide): ord(wide) - 0xFEE0 for wide in "！（），：；？"}


def has_cjk(text: str) -> bool:
    return bool(_HAS_CJK.search(text))


def tidy(text: str) -> str:
    """The same words, typed cleanly on one line.

    Full-width digits and letters become narrow, wide punctuation too where the text is not Chinese; spaces between
    Chinese characters go, other runs of spaces and line breaks become one space. No letter is exchanged for another.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_LIGATURES).translate(_NARROW)
    text = re.sub(r"\s+", " ", text).strip()
    if has_cjk(text):
        return _BETWEEN_CJK.sub("", text)
    text = text.translate(_PUNCTUATION)
    return _AFTER_OPEN.sub("", _BEFORE_MARK.sub("", text))


def trimmed(text: str) -> str:
    """``tidy`` without the marks that a label leaves at the front (``: 12`` or ``- 12``) and separators at the end."""
    text = tidy(text).lstrip(" :：;；,，.。·*=_|")
    text = re.sub(r"^-\s+(?=\S)", "", text)
    return text.rstrip(" :：;；,，·=_|、")
