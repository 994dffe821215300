"""Numbers that pass every check and belong to nobody."""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
CREDIT_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def resident_id(*, region: str, born: str, sequence: str) -> str:
    """An eighteen-character Chinese identity number with its check character (GB 11643, ISO 7064 MOD 11-2)."""
    body = region + born + sequence
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def credit_code(*, region: str, body: str) -> str:
    """A unified social credit code of a company (GB 32100); ``body`` are the eight characters of the organisation."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    check = (11 - sum(int(char, 36) * weight for char, weight in zip(body, weights, strict=True)) % 11) % 11
    code = f"91{region}{body}{'X' if check == 10 else check}"
    total = sum(CREDIT_CODE_LETTERS.index(char) * pow(3, place, 31) for place, char in enumerate(code))
    return code + CREDIT_CODE_LETTERS[(31 - total % 31) % 31]


def iban(*, country: str, account: str) -> str:
    """An international account number with its two check digits (ISO 13616), without spaces."""
    digits = "".join(str(int(char, 36)) for char in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"


def capitals(amount: Decimal) -> str:
    """An amount in Chinese capitals as invoices write it, for example 壹万零贰佰圆伍角整. Below 10^12."""
    cents = int((amount * 100).to_integral_value())
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    text = f"{_whole(yuan)}圆" if yuan else ""
    if jiao:
        text += f"{DIGITS[jiao]}角"
    elif fen and yuan:
        text += "零"
    return text + (f"{DIGITS[fen]}分" if fen else "整") if cents else "零圆整"


def _whole(number: int) -> str:
    text = ""
    gap = False
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, unit)
        if not part:
            gap = bool(text)
            continue
        if text and (gap or part < 1000):
            text += "零"
        text, gap = text + _thousands(part) + name, False
    return text


def _thousands(number: int) -> str:
    text = ""
    for unit, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += DIGITS[digit] + name
        elif text and number and not text.endswith("零"):
            text += "零"
    return text
