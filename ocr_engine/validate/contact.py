"""Telephone numbers and e-mail addresses."""

from __future__ import annotations

import re

from ocr_engine.types import Check

from .spans import Span, best_apart, fold

_MOBILE = re.compile(r"(?<![\d+.-])(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?![\d-])")
_LANDLINE = re.compile(
    r"(?<![\d.-])(?:\(0\d{2,3}\)\s?|0\d{2,3}[\s-])[1-9]\d{6,7}(?:[\s-](?:转|ext\.?\s?)?\d{1,5})?(?!\d)")
_SERVICE = re.compile(r"(?<![\d-])(?:400|800)[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)")
_WORLD = re.compile(r"(?<![\w.+])\+\s?\d{1,3}(?:[\s.\-/]{0,2}(?:\(\d{1,5}\)|\d{1,5})){2,7}(?!\d)", re.ASCII)
_AREA = re.compile(
    r"(?<![\w.-])(?:\(\d{2,5}\)[\s.-]{0,2}|0\d{1,5}[\s./-]{1,3}|\d{3}[.-])"
    r"\d{2,4}(?:[\s.-]?\d{2,4}){1,4}(?![\d/]|[.,-]\d)", re.ASCII)
_SHAPES = ((_MOBILE, 1.0), (_SERVICE, 0.7), (_LANDLINE, 0.9), (_WORLD, 0.9), (_AREA, 0.6))
_KOREAN_FIRM = re.compile(r"\d{3}-\d{2}-\d{5}", re.ASCII)      # the number of a business in Korea, never dialled
_ALLOWED = re.compile(r"[+(]?[\d\s()./\-]{5,30}(?:(?:\s?(?:转|ext\.?|x)\s?)\d{1,6})?", re.IGNORECASE)
_CN = re.compile(r"(?:\+?86)?(?P<n>1[3-9]\d{9})")

_LOCAL = r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}"
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,5}[A-Za-z]{2,24}"
_EMAIL = re.compile(rf"(?<![A-Za-z0-9._%+\-]){_LOCAL}@{_DOMAIN}(?![A-Za-z0-9-])")


def normalise_phone(raw: str) -> str | None:
    """A Chinese mobile number as eleven digits; others as printed, typed cleanly. 5 to 17 digits."""
    text = re.sub(r"\s+", " ", fold(raw)).strip(" :;,.-")
    text = re.sub(r"^(?:tel|telefon|phone|fax|mobile|电话|手机)\.?\s?:?\s?", "", text, flags=re.IGNORECASE)
    digits = re.sub(r"\D", "", text)
    if not _ALLOWED.fullmatch(text) or not 5 <= len(digits) <= 17 or _KOREAN_FIRM.fullmatch(text):
        return None
    match = _CN.fullmatch(re.sub(r"[\s\-]", "", text))
    return match["n"] if match else text


def check_phone(value: str) -> tuple[Check, ...]:
    """``phone_shape``: True for a shape in use, None (not decided) for other digits that may be a local number."""
    return (Check("phone_shape", True if any(p.fullmatch(value) for p, _ in _SHAPES) else None),)


def find_phone(text: str) -> list[Span]:
    folded, spans = fold(text), []
    for pattern, score in _SHAPES:
        for match in pattern.finditer(folded):
            if value := normalise_phone(match.group()):
                spans.append(Span(match.start(), match.end(), text[match.start():match.end()], value, score))
    return best_apart(spans)


def normalise_email(raw: str) -> str | None:
    """Without spaces that the reader put in; the domain in lower case."""
    text = re.sub(r"^(?:e-?mail|邮箱|电子邮箱)\s*[:：]\s*", "", fold(raw).strip(), flags=re.IGNORECASE)
    text = re.sub(r"\s?([@._-])\s?", r"\1", text).strip("<>()[]:;,. ")
    if not _EMAIL.fullmatch(text) or ".." in text:
        return None
    local, _, domain = text.rpartition("@")
    return f"{local}@{domain.lower()}"


def check_email(value: str) -> tuple[Check, ...]:
    return (Check("email_shape", bool(_EMAIL.fullmatch(value)) and ".." not in value),)


def find_email(text: str) -> list[Span]:
    folded = fold(text)
    if "@" not in folded:
        return []
    return [Span(m.start(), m.end(), text[m.start():m.end()], value, 1.0)
            for m in _EMAIL.finditer(folded) if (value := normalise_email(m.group()))]
