"""Currencies by sign, code and name, as ISO 4217 codes."""

from __future__ import annotations

import re

from .spans import Span, fold

_CODES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD "
    "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB "
    "RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD "
    "UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG")
ISO_4217 = frozenset(_CODES.split())

# A bare $ and ¥ are read as the currency that bears them most often here; a document's own code beats them.
SIGNS: dict[str, str] = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "CNY", "₹": "INR", "₩": "KRW", "₽": "RUB", "฿": "THB", "₫": "VND",
    "₱": "PHP", "₺": "TRY", "₴": "UAH", "₪": "ILS", "₦": "NGN", "₸": "KZT", "zł": "PLN", "Kč": "CZK", "Ft": "HUF",
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "NZ$": "NZD", "R$": "BRL", "MOP$": "MOP", "JP¥": "JPY", "CN¥": "CNY", "RM": "MYR", "RMB": "CNY", "Rs": "INR",
    "Rs.": "INR", "Rp": "IDR", "Fr.": "CHF", "SFr.": "CHF", "R": "ZAR",
}
_NAMES_BY_CODE = {
    "CNY": "人民币|人民幣|元|圆|圓|renminbi|yuan|chinese yuan",
    "USD": "美元|美金|us dollar|us dollars|u.s. dollars|dollars|dollar|united states dollars",
    "EUR": "欧元|歐元|euro|euros",
    "GBP": "英镑|英鎊|pound sterling|pounds sterling|british pounds",
    "JPY": "日元|日圆|日圓|円|yen|japanese yen",
    "HKD": "港币|港幣|港元|hong kong dollars",
    "TWD": "新台币|新臺幣|新台幣|台币",
    "MOP": "澳门元",
    "SGD": "新加坡元|新元|singapore dollars",
    "AUD": "澳元",
    "CAD": "加元|加拿大元",
    "CHF": "瑞士法郎|schweizer franken|swiss francs",
    "KRW": "韩元|韓元|원",
    "RUB": "卢布|руб.|руб|рублей",
    "UAH": "грн.|грн|гривень",
    "RSD": "дин.|дин|динара",
    "BGN": "лв.|лв",
    "THB": "泰铢",
    "MYR": "马来西亚林吉特|林吉特|ringgit malaysia|ringgit|malaysian ringgit",
    "INR": "卢比|rupees",
    "VND": "越南盾|đồng|đ",
}
NAMES: dict[str, str] = {name: code for code, names in _NAMES_BY_CODE.items() for name in names.split("|")}
_SIGN_BY_FOLD = {fold(sign).casefold(): code for sign, code in SIGNS.items()}
_LOOSE_SIGNS = {"r", "ft", "rs", "rp", "rm", "s$", "fr."}  # letters that mean a currency only beside an amount


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


# For money.py: what may stand before and behind an amount.
_PREFIX_NAMES = "人民币|人民幣|港币|港幣|新台币|新臺幣|新台幣|美元|美金|欧元"
_ISO = f"(?:{'|'.join(sorted(ISO_4217))})(?![A-Za-z])"
BEFORE = rf"(?:{_alternatives(list(SIGNS))}|{_PREFIX_NAMES}|{_ISO})"
BEHIND = rf"(?:{_alternatives([s for s in SIGNS if s not in ('R', 'RM')] + list(NAMES))}|{_ISO})"
_FIND = re.compile(
    rf"(?<![A-Za-z])(?:{_alternatives([s for s in SIGNS if s.casefold() not in _LOOSE_SIGNS])}"
    r"|(?:RM|Rs\.?|S\$)(?=[\s:.]{0,2}\d)|R(?=\d[\d,]*\.\d\d(?!\d)))"
    rf"|(?:{_alternatives([n for n in NAMES if not n.isascii()])})"
    rf"|\b(?:{_alternatives([n for n in NAMES if n.isascii()])})\b|(?<![A-Za-z])[A-Z]{{3}}(?![A-Za-z])", re.IGNORECASE)


def code_of(text: str) -> str | None:
    """The ISO 4217 code of a sign, a code or a name."""
    word = fold(text).strip(" :.()")
    if word.upper() in ISO_4217 and len(word) == 3:
        return word.upper()
    folded = word.casefold()
    return _SIGN_BY_FOLD.get(folded) or _SIGN_BY_FOLD.get(folded + ".") or NAMES.get(word) or NAMES.get(folded)


# Codes that are words in capitals, too ("ALL ITEMS", the company "SDN BHD"): meant beside an amount, or alone.
_WORDS = frozenset(("ALL", "BHD", "COP", "CUP", "GEL", "LAK", "MAD", "PEN", "SOS", "TOP", "TRY"))
_AMOUNT_BEFORE, _AMOUNT_BEHIND = re.compile(r"\d[.,]\d{1,3}\s{0,2}$"), re.compile(r"\s{0,2}\d[\d.,' ]*[.,]\d")


def _meant(text: str, start: int, end: int) -> bool:
    before, behind = text[:start], text[end:]
    alone = not behind.strip(" .)]") and (not before.strip(" ([") or before.rstrip()[-1] in ":：=")
    return alone or bool(_AMOUNT_BEFORE.search(before[-8:]) or _AMOUNT_BEHIND.match(behind))


def find(text: str) -> list[Span]:
    """Currencies named in the text, alone or beside an amount. Codes must be in capitals."""
    spans = []
    for match in _FIND.finditer(fold(text)):
        word, code = match.group(), code_of(match.group())
        if code is None or (word.upper() in ISO_4217 and not word.isupper()):
            continue
        if word in _WORDS and not _meant(text, match.start(), match.end()):
            continue
        score = 0.95 if word.upper() in ISO_4217 else 0.5 if word in ("$", "¥", "元", "圆", "圓") else 0.85
        spans.append(Span(match.start(), match.end(), text[match.start():match.end()], code, score))
    return spans


def normalise(raw: str) -> str | None:
    """The code of ``raw`` where it names one currency (``EUR``, ``Euro (€)``, ``$ 12.00``)."""
    if code := code_of(raw):
        return code
    spans = find(raw)
    named = {s.value for s in spans if s.score > 0.5} or {s.value for s in spans}
    return named.pop() if len(named) == 1 and len(raw) <= 40 else None
