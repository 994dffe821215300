"""Amounts and numbers as plain decimal strings with a dot, read strictly from the notations of both cultures.

A thousands separator counts only where it separates threes (or Indian lakhs); the decimals stay as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from . import capitals
from .currency import BEFORE, BEHIND, ISO_4217
from .spans import NO_HINTS, Hints, Span, best_apart, fold

_SCALES = {"千": 10**3, "百万": 10**6, "千万": 10**7, "百": 100, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8,
           "万亿": 10**12, "million": 10**6, "mio": 10**6, "billion": 10**9, "mrd": 10**9}
_SCALE = (r"(?P<scale>(?:万亿|百万|千万|[千百万萬亿億])(?=\s?(?:[元圆圓]|美元|欧元|港元|人民币|$))"
          r"|(?:million|billion|mio\.?|mrd\.?)(?![a-z]))")
# Whole part grouped by one separator, or ungrouped, then at most one decimal mark; or .50
_GROUPED = r"\d{1,3}(?P<g>[,.'\u00a0\u202f\u2009])\d{3}(?:(?P=g)\d{3}){0,5}(?!\d)(?:(?!(?P=g))[.,]\d{1,6})?"
_SPACED = r"\d{1,3}(?P<g> )\d{3}(?: \d{3}){0,4}(?!\d)(?:[.,]\d{1,2})?"
_INDIAN = r"\d{1,2}(?:,\d{2}){1,5},\d{3}(?!\d)(?:\.\d{1,6})?"
_PLAIN = r"\d{1,15}(?:[.,]\d{1,6})?"
_NUMBER = rf"(?:{_GROUPED}|{_INDIAN}|{_PLAIN}|(?<!\d)[.,]\d{{2}})"
_TAIL = r"(?P<tail>,-{1,2}|\.-{1,2}|-(?![\d\w]))?"
_START = r"(?<![\w.,/:#'+])"


def _token(start: str, number: str) -> re.Pattern[str]:
    return re.compile(
        rf"{start}(?P<minus>-\s?)?(?:(?P<before>{BEFORE})\s?[:.]?\s?)?(?P<minus2>-\s?)?(?P<n>{number})(?!\d){_TAIL}"
        rf"(?:\s?{_SCALE})?(?:\s?(?P<behind>{BEHIND})整?)?", re.IGNORECASE)


_TOKEN = _token(_START, _NUMBER)
_TOKEN_SPACED = _token(_START, _SPACED)
_AFTER_CJK = _token(r"(?:(?<=[\u3000-\u30ff\u4e00-\u9fff:])(?<!\d:))", _NUMBER)
_GLUED = _token(r"(?<=[A-Za-z][A-Za-z])", r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,9})[.,]\d\d(?!\d)")
_HYPHENED = re.compile(r"(?:RM|[$€£¥])?\s?(\d{1,6})-(\d\d)", re.ASCII)
_PARENTHESES = re.compile(r"\(\s?(?P<inner>[^()\s](?:[^()]{0,38}[^()\s])?)\s?\)")
_BAD_AFTER = re.compile(r"\s?%|[.,]\d|\s?[/:]\s?\d|-\d|[年月日号號时時点點分秒%‰°]")
_LETTER_AFTER = re.compile(r"[^\W\d_\u3000-\u9fff]")
_UNIT = re.compile(r"\s?(?:%|‰|°C?|[A-Za-zµ²³/\"']{1,8}\.?|[\u4e00-\u9fff]{1,4})$")


def to_plain(token: str, *, hints: Hints = NO_HINTS, whole: bool = True) -> str | None:
    """A bare number (no sign, no currency) as a plain decimal string, None where its separators make no sense.

    ``whole`` says how 1.234 is meant where the hints are silent: one thousand and more (money) or a fraction.
    """
    text = re.sub(r"[\s\u00a0\u202f\u2009]", " ", token)
    if not re.fullmatch(r"\d[\d.,' ]*|[.,]\d{2}", text) or not text[-1].isdigit():
        return None
    marks = [c for c in text if not c.isdigit()]
    if not marks:
        return text.lstrip("0") or "0"
    last = marks[-1]
    lead, _, tail = text.rpartition(last)
    only_threes = last in "' " or marks.count(last) > 1
    clearly_decimal = len(marks) > 1 or not lead or len(tail) != 3 or len(lead) > 3 or lead.startswith("0")
    meant_decimal = hints.decimal == last or (not hints.decimal and not whole and last == ".")
    decimal = not only_threes and (clearly_decimal or meant_decimal)
    integer, fraction = (lead, tail) if decimal else (text, "")
    if re.fullmatch(r"\d{1,3}([,.' ])\d{3}(\1\d{3})*|\d*|\d{1,2}(,\d{2})+,\d{3}", integer) is None or last == fraction:
        return None
    digits = re.sub(r"\D", "", integer).lstrip("0") or "0"
    return f"{digits}.{fraction}" if fraction else digits


def _scaled(plain: str, scale: str | None) -> str:
    if not scale:
        return plain
    value = Decimal(plain) * _SCALES[scale.casefold().rstrip(".")]
    return f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:f}"


def _is_currency(word: str | None) -> bool:
    """Three letters beside a number are a currency only as an ISO code in capitals (``EUR``, not ``Qty``)."""
    return word is not None and (not re.fullmatch("[A-Za-z]{3}", word) or word in ISO_4217 or word.upper() == "RMB")


def _score(plain: str, *, currency: bool, scale: bool) -> float:
    cents = re.search(r"\.\d\d$", plain) is not None
    if currency:
        return 0.95 if cents or scale else 0.85
    if cents:
        return 0.75
    return 0.35 if "." in plain else 0.2


def _end(match: re.Match[str], text: str) -> tuple[int, bool]:
    """Where the amount ends and whether a currency stands behind it (the sign of the next amount does not count)."""
    behind = match["behind"]
    start, end = match.span("behind")
    belongs_to_next = behind and re.match(r"\s?-?\d" if text[start - 1].isspace() else r"-?\d", text[end:end + 3])
    if behind and _is_currency(behind) and not belongs_to_next:
        return match.end(), True
    return max(match.end("n"), match.end("tail"), match.end("scale")), False


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """As ``finditer`` does it, but a sign that belongs to the next amount is left to that: ``XPS 13 £1,344.22``, and
    not ``12 € 5 €``, where each has its own."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        sign, at = match["behind"], match.end()
        if sign and not re.match(rf"\s?-?[\d.,' ]{{1,24}}{re.escape(sign)}", text[at:]):
            at = max(_end(match, text)[0], match.start() + 1)


def _read(match: re.Match[str], text: str, hints: Hints, *, whole: bool) -> Span | None:
    before, number = match["before"], match["n"]
    if before and not _is_currency(before):
        return None
    end, behind = _end(match, text)
    currency, rest = bool(before) or behind, text[end:end + 3]
    cents = re.search(r"[.,]\d\d$", number) is not None
    if _BAD_AFTER.match(rest) or (_LETTER_AFTER.match(rest) and not cents):
        return None
    if " " in number and not currency and not re.search(r",\d\d$", number):
        return None
    plain = to_plain(number, hints=hints, whole=whole)
    if plain is None or (not currency and "." not in plain and re.match(r"0\d|\d{9}", number)):
        return None
    trailing = behind and re.match(r"-(?!\w)", rest)
    behind_number = match["tail"] == "-" and (cents or not currency)
    negative = match["minus"] or match["minus2"] or trailing or behind_number
    value = _scaled(plain, match["scale"])
    sign = "-" if negative and Decimal(value) else ""
    score = _score(plain, currency=currency, scale=bool(match["scale"]))
    return Span(match.start(), end + bool(trailing), "", sign + value, score)


def _in_parentheses(text: str, spans: list[Span]) -> list[Span]:
    """(12.00), as accountants write a negative amount; not where the line says the same amount without brackets."""
    brackets = {match.span("inner"): match for match in _PARENTHESES.finditer(text)}
    outside = {Decimal(s.value) for s in spans if (s.start, s.end) not in brackets}
    found = []
    for span in spans:
        match = brackets.get((span.start, span.end))
        if match is None or span.value.startswith("-") or not re.search(r"[.,]\d\d(?!\d)", match["inner"]):
            continue
        before = text[match.start() - 1:match.start()]
        if Decimal(span.value) not in outside and not re.match(r"[\d\u4e00-\u9fff]", before):
            found.append(Span(*match.span(), "", "-" + span.value, span.score))
    return found


def find(text: str, hints: Hints = NO_HINTS, *, whole: bool = True) -> list[Span]:
    """Every amount in the text, in digits or in Chinese words; what looks like money has the higher score."""
    if not re.search(r"\d", text):
        return capitals.find(text)
    folded = fold(text)
    spans = [s for pattern in (_TOKEN, _TOKEN_SPACED, _AFTER_CJK) for m in _matches(pattern, folded)
             if (s := _read(m, folded, hints, whole=whole))]
    spans += [replace(s, score=s.score * 0.8) for m in _GLUED.finditer(folded)
              if (s := _read(m, folded, hints, whole=whole))]
    spans += capitals.find(text)
    spans += _in_parentheses(folded, spans)
    return [replace(s, raw=text[s.start:s.end]) for s in best_apart(spans)]


def _joined(text: str) -> str:
    """Spaces that the reader put beside separators taken out: ``1, 234. 50``, and between sign and digits."""
    text = re.sub(r"(?<=\d)\s?([.,])\s?(?=\d)", r"\1", text)
    return re.sub(r"(?<=\d)[.,](?=\s|$)(?!-)", "", text)


def with_hyphen(text: str) -> str | None:
    """The amount in ``31-00``, as tills and hands write cents; None for any other text. Alone it may be a code or a
    span as well: for whoever knows that an amount stands there."""
    match = _HYPHENED.fullmatch(text.strip())
    return f"{int(match[1])}.{match[2]}" if match else None


def normalise(raw: str, hints: Hints = NO_HINTS) -> str | None:
    """The one amount that ``raw`` says; a label may stand beside it, another number may not.

    The same amount twice (in words and in digits) is one amount.
    """
    text = _joined(fold(raw).strip())
    if len(text) > 200:
        return None
    if (amount := capitals.parse(text)) is not None:
        return f"{amount:.2f}"
    if (amount_with_hyphen := with_hyphen(text)) is not None:
        return amount_with_hyphen
    spans = find(text, hints)
    if not spans:
        plain = to_plain(text, hints=hints)
        return plain if plain and len(plain) <= 12 and not re.match(r"0\d", text) else None
    rest = text
    for span in reversed(spans):
        rest = rest[:span.start] + " " + rest[span.end:]
    amounts = {Decimal(s.value) for s in spans}
    rest = re.sub(r"\d{1,3}(?:[.,]\d{1,3})?\s?%", " ", rest)
    if len(amounts) > 1 or re.search(r"\d", rest) or len(rest) > 40:
        return None
    return max((s.value for s in spans), key=len)


def normalise_number(raw: str, hints: Hints = NO_HINTS) -> str | None:
    """A number with or without a unit behind it: ``26.1 km`` → ``26.1``, ``1.234`` → ``1.234``, ``17%`` → ``17``."""
    text = _joined(fold(raw).strip())
    sign = "-" if text.startswith("-") else ""
    bare = _UNIT.sub("", text.lstrip("+- "), count=1).strip()
    plain = to_plain(bare, hints=hints, whole=False)
    if plain is None:
        words = capitals.integer(text)
        return str(words) if words is not None else None
    return sign + plain if Decimal(plain) else plain


def find_number(text: str, hints: Hints = NO_HINTS) -> list[Span]:
    """Numbers in the text, with their unit left outside; money counts less here, a bare number more."""
    pattern = re.compile(rf"(?<![A-Za-z\d.,/:'-])-?(?:{_GROUPED}|{_PLAIN})(?![\d/:-])(?![.,]\d)")
    spans = []
    folded = fold(text)
    for match in pattern.finditer(folded):
        value = normalise_number(match.group(), hints)
        if value is not None:
            spans.append(Span(match.start(), match.end(), text[match.start():match.end()], value, 0.6))
    return spans


def decimal_mark(lines: list[str]) -> Literal["", ".", ","]:
    """"." or "," as this document's unambiguous amounts use it; "" where there are none or they disagree."""
    seen: set[Literal[".", ","]] = {"." if m.group(1) else "," for line in lines
            for m in re.finditer(r"(?<![\d.,])\d{1,3}(?:(?:,\d{3})*(\.)|(?:\.\d{3})*(,))\d\d(?![\d.,])", fold(line))}
    return seen.pop() if len(seen) == 1 else ""
