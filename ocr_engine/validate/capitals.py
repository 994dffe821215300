"""Chinese amounts in words: 壹万壹仟叁佰元整, both directions, up to 10^16 with jiao and fen.

The grammar follows the rules for filling in bills and settlement vouchers (票据和结算凭证填写规定) and accepts what
people really write: printed forms with zero digits (零佰零拾), ordinary numerals, an omitted 零 where nothing becomes
ambiguous. A wording that could be read in two ways (一百五元, 壹万伍元) is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .spans import Span

_DIGITS = {c: value for value, cs in enumerate(
    ("零〇", "壹一弌", "贰二貳两兩弍", "叁三參叄参弎", "肆四", "伍五", "陆六陸", "柒七", "捌八", "玖九")) for c in cs}
_UNITS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_LIMIT = 10**16
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_SIGNS = re.compile("[壹贰貳叁參叄参肆伍陆陸柒捌玖拾佰仟圆圓整正角]")

_NUMERAL = "零〇一二三四五六七八九十百千壹弌弍弎贰貳两兩叁參叄参肆伍陆陸柒捌玖拾佰仟万萬亿億"
_AMOUNT = re.compile(
    rf"(?<![{_NUMERAL}])"
    rf"(?P<body>负?(?:[{_NUMERAL}]{{1,40}}\s?[元圆圓块](?:零?[{_NUMERAL}]角)?(?:零?[{_NUMERAL}]分)?[整正]?"
    rf"|[{_NUMERAL}]{{2,40}}[整正]|[{_NUMERAL}]角(?:零?[{_NUMERAL}]分)?[整正]?|[{_NUMERAL}]分[整正]?))")
_PARTS = re.compile(
    rf"(?P<minus>负?)(?:(?P<whole>[{_NUMERAL}]+)[元圆圓块]?)?"
    rf"(?:零?(?P<jiao>[{_NUMERAL}])角)?(?:零?(?P<fen>[{_NUMERAL}])分)?[整正]?")


def _section(text: str, *, below: bool) -> int | None:
    """0 to 9999. ``below`` says that a larger section stands before it (then a lone digit needs its 零)."""
    total, last, zero, i = 0, 10_000, False, 0
    while i < len(text):
        char, after = text[i], text[i + 1] if i + 1 < len(text) else ""
        if char in _UNITS:
            if i or _UNITS[char] != 10:
                return None
            total, last, i = 10, 10, i + 1
            continue
        digit = _DIGITS.get(char)
        if digit is None:
            return None
        if after in _UNITS and after:
            unit, i = _UNITS[after], i + 2
        elif digit == 0:
            if zero and text[i - 1] in "零〇":
                return None
            zero, i = True, i + 1
            continue
        else:
            unit, i = 1, i + 1
            if last > 10 and not zero and (total or below):
                return None
        if unit >= last:
            return None
        total, last, zero = total + digit * unit, unit, digit == 0
    return total


def _below_yi(text: str, *, below: bool) -> int | None:
    """0 to 99,999,999: at most one 万."""
    high, sign, low = text.rpartition("万")
    if not sign:
        return _section(low, below=below)
    if not high or "万" in high:
        return None
    thousands = _section(high, below=below)
    ones = _section(low, below=True) if low else 0
    if thousands is None or ones is None:
        return None
    return thousands * 10_000 + ones


def integer(text: str) -> int | None:
    """The value of a Chinese numeral, None where it is not well formed."""
    text = text.replace("萬", "万").replace("億", "亿")
    high, sign, low = text.rpartition("亿")
    if not text or "亿" in high or (sign and not high):
        return None
    upper = _below_yi(high, below=False) if sign else 0
    lower = _below_yi(low, below=bool(sign)) if low else 0
    if upper is None or lower is None or upper * 10**8 + lower >= _LIMIT:
        return None
    return upper * 10**8 + lower


def parse(text: str) -> Decimal | None:
    """The amount that the words say, with two decimals; None where they say none or are not well formed.

    Ordinary numerals (三百) need 元, 角 or 分; formal ones may stand alone (叁佰).
    """
    text = re.sub(r"^(人民币|人民幣|RMB|[¥￥])", "", re.sub(r"\s+", "", text)).lstrip(":：")
    match = _PARTS.fullmatch(text)
    if not match or not (match["whole"] or match["jiao"] or match["fen"]):
        return None
    if not _CAPITAL_SIGNS.search(text) and not re.search("[元块]", text):
        return None
    whole = integer(match["whole"]) if match["whole"] else 0
    jiao, fen = (_DIGITS.get(match[name], -1) if match[name] else 0 for name in ("jiao", "fen"))
    if whole is None or jiao < 0 or fen < 0:
        return None
    amount = Decimal(whole) + Decimal(jiao * 10 + fen) / 100
    return (-amount if match["minus"] else amount).quantize(Decimal("0.01"))


def _section_words(value: int) -> str:
    words, gap = "", False
    for unit, sign in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = value // unit % 10
        if digit:
            words += ("零" if gap and words else "") + _FORMAL[digit] + sign
        gap = not digit
    return words


def write(amount: Decimal) -> str:
    """The amount in formal capitals (``11300`` → 壹万壹仟叁佰元整). ValueError over 10^16 or for parts of a fen."""
    cents = amount * 100
    if cents != cents.to_integral_value() or abs(amount) >= _LIMIT:
        raise ValueError("amount out of range")
    whole, rest = divmod(int(abs(cents)), 100)
    words = ""
    for power, sign in ((10**12, "万"), (10**8, "亿"), (10**4, "万"), (1, "")):
        section = whole // power % 10_000
        if section:
            words += ("零" if words and section < 1000 and not words.endswith("零") else "") + _section_words(section)
            words += sign
        elif power == 10**8 and whole >= 10**12:
            words += sign
    words = words + "元" if words else ""
    jiao, fen = divmod(rest, 10)
    if not rest:
        words = (words or "零元") + "整"
    else:
        words += _FORMAL[jiao] + "角" if jiao else "零" if words else ""
        words += _FORMAL[fen] + "分" if fen else ""
    return ("负" if amount < 0 else "") + words


def find(text: str) -> list[Span]:
    """Amounts in Chinese words. Ordinary numerals count only up to a 元 that no other character follows."""
    spans = []
    for match in _AMOUNT.finditer(text):
        body, after = match["body"], text[match.end():match.end() + 1]
        amount = parse(body)
        formal = bool(re.search("[壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟]|零元", body))
        if amount is None or (not formal and (not body.endswith(("元", "整", "正")) or "\u4e00" <= after <= "\u9fff")):
            continue
        start, end = match.span("body")
        spans.append(Span(start, end, text[start:end], f"{amount:.2f}", 0.95 if formal else 0.4))
    return spans
