"""Kinds that are words: sex, yes and no, codes, names, addresses, free text."""

from __future__ import annotations

import re

from .spans import Span, best_apart, fold
from .text import CJK, has_cjk, tidy, trimmed

_SEX = {"男": "男", "女": "女", "男性": "男", "女性": "女", "m": "M", "f": "F", "male": "M", "female": "F", "w": "F",
        "mann": "M", "frau": "F", "männlich": "M", "weiblich": "F", "masculin": "M", "féminin": "F",
        "homme": "M", "femme": "F"}
_FIND_SEX = re.compile(
    rf"[男女]\s?/\s?[MF](?![A-Za-z])|(?<![{CJK}])(?:男|女)性?(?![{CJK}])|(?<=性别)\s?[男女]|(?<![A-Za-z])(?:female|male|[MF])(?![A-Za-z])",
    re.IGNORECASE)
_YES = "true yes y ja oui si sí 是 有 对 ☑ ✓ ✔ √ ☒ [x] x"
_NO = "false no n nein non 否 无 無 没有 不是 ☐ □ []"
_TRUE, _FALSE = frozenset(_YES.split()), frozenset((*_NO.split(), "[ ]"))
_FIND_BOOLEAN = re.compile(
    rf"[☑✓✔√☒☐□]|\[[xX ]?\]|(?<![{CJK}])(?:是|否|有|无|無)(?![{CJK}])"
    r"|(?<![A-Za-z])(?:yes|no|true|false|ja|nein|oui|non)(?![A-Za-z])",
    re.IGNORECASE)

_CODE_CHARS = re.compile(r"[\w\-/.#&+*()〔〕\[\]【】（）: ]{1,60}")
_FIND_CODE = re.compile(r"(?<![\w])[A-Za-z0-9](?:[A-Za-z0-9]|[-/._#](?=[A-Za-z0-9])){1,39}(?!\w)", re.ASCII)
_FIND_GROUPS = re.compile(r"(?<![\w.,/-])\d{4,6}(?: \d{4,6}){1,5}(?![\w/-]|[.,]\d)", re.ASCII)
_FIND_DOCUMENT = re.compile(rf"[{CJK}]{{1,8}}[〔\[【(（](?:19|20)\d\d[〕\]】)）](?:第)?\d{{1,6}}号")
_LABEL_LEFT = re.compile(r"^(?:no|nr|number|n[°º]|№|#|编号|号码|號碼)\s?[.:：#]*\s?(?=[\w])", re.IGNORECASE)

_COMPANY = re.compile(
    rf"[{CJK}A-Za-z0-9（）()·]{{2,40}}?(?:有限责任公司|股份有限公司|有限公司|集团|公司|合伙企业|事务所|经营部|商行|银行|"
    rf"(?:分行|支行)|医院|大学|学校|委员会|管理局|[{CJK}]{{2}}局)(?:[{CJK}]{{2,12}}(?:分公司|支公司|分行|支行))?"
    r"|(?<!\w)[A-ZÄÖÜÉ0-9(][\w&.,'()\-]{0,40}(?:\s(?:[A-ZÄÖÜÉ0-9(&][\w&.,'()\-]{0,40}|of|and|the|de|der|und|et|van|von)){0,8}?"
    r"\s?\b(?:SDN\.?\s?BHD\.?|BHD\.?|Ltd\.?|Limited|L\.?L\.?C\.?|Inc\.?|"
    r"Incorporated|Corp\.?|Corporation|"
    r"Company|PLC|GmbH(?:\s?&\s?Co\.?\s?KG)?|AG|KG|OHG|UG|e\.K\.|B\.?V\.?|N\.?V\.?|S\.?A\.?R\.?L\.?|S\.?A\.?S?|S\.?r\.?l\.?|"
    r"S\.?p\.?A\.?|Oy|AB|A/S|ApS|Enterprise|Trading|L\.?P\.?)(?![\w])")
_ADDRESS_WORD = re.compile(
    rf"[{CJK}](?:省|市|区|县|镇|乡|街道|路|街|巷|弄|号|楼|层|室|栋|村|大厦|广场)"
    r"|(?<![A-Za-z])(?:jalan|jln|street|st|road|rd|avenue|ave|"
    r"lane|drive|boulevard|blvd|suite|floor|taman|lot|kampung|bandar|rue|place|via|piazza|calle|plaza|weg|platz|"
    r"p\.?o\.? box|"
    r"kuala lumpur|selangor|johor)(?![A-Za-z])"
    r"|[a-zäöü]{3,20}(?:straße|strasse|str\.|weg|platz|allee|laan|straat)|\b\d{5,6}\b",
    re.IGNORECASE)


def normalise_sex(raw: str) -> str | None:
    """男 or 女 where it is printed in Chinese, else M or F."""
    word = tidy(fold(raw)).strip(" :：.,;()").casefold()
    word = re.sub(r"^(?:性别|sex|gender|geschlecht|sexe)\s?[:：/]?\s?", "", word)
    if word in _SEX:
        return _SEX[word]
    inside = {_SEX[p] for p in re.split(r"[\s/,()]+", word) if p in _SEX}  # 女/F on bilingual cards
    chinese = inside & {"男", "女"}
    letters = {{"男": "M", "女": "F"}.get(i, i) for i in inside}
    return (chinese or inside).pop() if len(letters) == 1 else None


def sex_letter(value: str) -> str | None:
    """M or F of a normalised value."""
    return {"男": "M", "女": "F", "M": "M", "F": "F"}.get(value)


def find_sex(text: str) -> list[Span]:
    spans = []
    for match in _FIND_SEX.finditer(text):
        raw = match.group()
        if value := normalise_sex(raw):
            clear = len(raw.strip()) > 1 or has_cjk(raw)
            spans.append(Span(match.start(), match.end(), raw, value, 0.9 if clear else 0.4))
    return spans


def normalise_boolean(raw: str) -> str | None:
    """``true`` or ``false``."""
    word = tidy(fold(raw)).strip(" :：.,;").casefold()
    return "true" if word in _TRUE else "false" if word in _FALSE else None


def find_boolean(text: str) -> list[Span]:
    return [Span(m.start(), m.end(), m.group(), value, 0.6)
            for m in _FIND_BOOLEAN.finditer(text) if (value := normalise_boolean(m.group()))]


def normalise_code(raw: str) -> str | None:
    """A number or reference as printed, without the word before it (``No. A-12`` → ``A-12``). It holds a digit."""
    text = _LABEL_LEFT.sub("", trimmed(raw)).strip(" :")
    text = re.sub(r"\s?([-/])\s?", r"\1", text) if not has_cjk(text) else text
    if not _CODE_CHARS.fullmatch(text) or not re.search(r"\d", text):
        return None
    return re.sub(r"\s+", "", text) if re.fullmatch(r"\d+(?: \d+)+", text) else text


def find_code(text: str) -> list[Span]:
    """Tokens with a digit in them; letters and digits mixed, or many digits, score higher."""
    folded, spans = fold(text), []
    for pattern in (_FIND_CODE, _FIND_GROUPS, _FIND_DOCUMENT):
        for match in pattern.finditer(folded):
            raw = text[match.start():match.end()]
            digits = sum(c.isdigit() for c in raw)
            value = normalise_code(raw) if digits else None
            if value is None or re.fullmatch(r"\d{1,3}(?:,\d{3})*[.]\d\d", raw):
                continue
            mixed = any(c.isalpha() for c in raw) and digits >= 2
            spans.append(Span(match.start(), match.end(), raw, value, 0.6 if mixed or digits >= 6 else 0.3))
    return best_apart(spans)


def normalise_name(raw: str) -> str | None:
    """A person or a company: at least two characters (one where it is Chinese), and not mostly digits."""
    text = trimmed(raw)
    letters, digits = sum(c.isalpha() for c in text), sum(c.isdigit() for c in text)
    return text if len(text) <= 200 and letters >= max(digits, 1) and (has_cjk(text) or len(text) >= 2) else None


def _whole_line(text: str, value: str | None, score: float) -> list[Span]:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return [Span(start, end, text[start:end], value, score)] if value else []


def find_name(text: str) -> list[Span]:
    """Companies by their legal form; where there is none, the whole line as a weak candidate."""
    spans = [Span(m.start(), m.end(), m.group(), value, 0.85) for m in _COMPANY.finditer(text[:2000])
             if (value := normalise_name(m.group()))]
    return spans or _whole_line(text, normalise_name(text), 0.3)


def normalise_address(raw: str) -> str | None:
    """One line, typed cleanly; at least four characters and a letter."""
    text = trimmed(raw)
    return text if 4 <= len(text) <= 400 and any(c.isalpha() for c in text) else None


def find_address(text: str) -> list[Span]:
    """The whole line; the score grows with the words that addresses are made of."""
    words = min(len(_ADDRESS_WORD.findall(text[:1000])), 3)
    return _whole_line(text, normalise_address(text), 0.2 + 0.2 * words)


def normalise_text(raw: str) -> str | None:
    return trimmed(raw) or None


def find_text(text: str) -> list[Span]:
    return _whole_line(text, normalise_text(text), 0.3)
