"""Free text as a value: where it begins and ends, and how well it may be a name, an address, a passage."""

from __future__ import annotations

import re

from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.lexicon import legal_form_pattern, word_pattern
from ocr_engine.validate.spans import fold as narrow

from .matches import Reading
from .names_latin import span_of_name
from .names_zh import end_of_name

_BLANK = re.compile(r"[\s_＿﹍﹏—–\-.…·/\\|:：;；,，。*()（）〔〕\[\]【】□☐年月日时分元天个份￥¥$€]*")
# The cipher block of a VAT invoice: digits among signs, never a value.
_CIPHER = re.compile(r"(?=(?:.*[<>*+]){3})[\d<>*+/\-&\s]{10,}")
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_WORD = re.compile(
    r"(?:[A-ZÀ-Þ]\.){2,5}|[A-Z]{1,2}\d[A-Z]?(?![A-Za-z0-9])|[" + _LATIN + "][" + _LATIN + r"\-]*"
    r"|[A-Z0-9]{1,3}(?![A-Za-z])"
    r"|[\u4e00-\u9fff]+(?:[A-Z\d]+[\u4e00-\u9fff]+)*"
)
# Chinese that hangs in the air: closed where nothing was opened, a numbered heading, a word that wants another.
_BROKEN = re.compile(r"^[一二三四五六七八九十]{1,3}、|^[】）」』》)\]]")
_HANGING = re.compile(r"[一-鿿](?:在|于|为|由|按|从|与|和|或|及|的)$")
# A lower-case beginning, quotation marks, a full stop behind a small word: part of a sentence, no name.
_SENTENCE = re.compile(
    r"^(?!(?:von|vom|zu|zur|van|den|der|ter|ten|de|di|da|del|della|dos|das|du|des|la|le|el|al|bin|ibn|af|av|san)\s"
    r"(?:\w+\s)?[A-ZÀ-Þ])[a-zà-ÿ]+\s|[“”\"]|\s[a-z]{3,}\.$")
# A Chinese name has no wide gap in it but between the signs of a person (张  三), and a telephone number behind it is
# none of its own.
_NAME_ALONE = re.compile(r"((?>(?:[\u3400-\u9fff]\s+)?)\S.*?)"
                         r"(?:\s{2,}\S\S.*|\s*[（(]?1[3-9]\d{9}[)）]?|\s+[（(]?0\d{2,3}-\d{7,8}[)）]?)$")


def is_blank(text: str) -> bool:
    """Whether a form's place was left empty: nothing but lines, boxes and the printed 年 月 日 (or a cipher)."""
    return _BLANK.fullmatch(text) is not None or _CIPHER.fullmatch(narrow(text)) is not None


def free_text(kind: str, shape: str, text: str) -> list[Reading]:
    """Free text is one value: trimmed, and with the ticked choice taken where it is a list of boxes."""
    if (choice := _ticked(text)) is not None:
        return [choice]
    if is_left_open(text):
        return []
    start = len(text) - len(text.lstrip(" \t:：;；,，.。·=_|、-—–＿#"))
    end = len(text.rstrip(" \t:：;；,，=_|、—–＿"))
    value = text[start:end]
    if kind == "name" and has_cjk(value) and (alone := _NAME_ALONE.match(value)):
        end, value = start + alone.end(1), alone[1]
    if kind == "name" and has_cjk(value) and (stop := end_of_name(value)) < len(value):
        end, value = start + stop, value[:stop]
    whole = value
    if kind == "name" and not has_cjk(value):
        first, last = span_of_name(value)
        start, end, value = start + first, start + last, value[first:last]
    if not value or is_blank(value) or "___" in value:
        return []
    if shape in ("word", "short") and (word := _WORD.match(value)):
        return [Reading(start, start + word.end(), 0.9 if word.end() == len(value) else 0.75)]
    return [Reading(start, end, min(_plausible(kind, one) for one in (whole, value)))]


def is_left_open(text: str) -> bool:
    """Whether a text is a choice that nobody ticked (☐ Marié)."""
    return re.match(r"\s*(?:[☐□❏❑]|\[\s?\])\s*\w", text) is not None


def _ticked(text: str) -> Reading | None:
    """有□无: the choice that bears no empty box."""
    text = re.sub("[\ue000-\uf8ff]", "□", text)
    if not re.search(r"[□☐]", text) or len(text) > 40:
        return None
    chosen = list(re.finditer(r"(?<![□☐\w\u4e00-\u9fff])[☑√■✓]?\s*([^\s□☐☑√■✓]+)", text))
    chosen = [m for m in chosen if not re.search(r"[□☐]\s*$", text[: m.start()])]
    return Reading(chosen[0].start(1), chosen[0].end(1), 0.8) if len(chosen) == 1 else None


def _plausible(kind: str, value: str) -> float:
    letters = sum(c.isalpha() for c in value)
    if (
        _BROKEN.search(value)
        or (kind != "name" and _HANGING.search(value))
        or len(re.findall("[（(]", value)) > len(re.findall("[)）]", value))
    ):
        return 0.3
    if kind == "name":
        if len(value) < 2 or letters < max(1, 0.4 * len(value.replace(" ", ""))) or len(value) > 90:
            return 0.3
        if _SENTENCE.search(value) or len(value.split()) > 12:
            return 0.35
        if legal_form_pattern().search(value):
            return 1.0
        return 0.9 if not any(c.isdigit() for c in value) else 0.65
    if kind == "address":
        known = word_pattern("address_words").search(value) or word_pattern("address_words_zh").search(value)
        return 1.0 if known else 0.85 if any(c.isdigit() for c in value) else 0.6
    if not letters and not any(c.isdigit() for c in value):
        return 0.2
    if re.match(r"第[一二三四五六七八九十百\d]+[条章节款]", value) or re.search(r"。.", value):
        return 0.3
    return 0.85 if len(value) < 60 else 0.6
