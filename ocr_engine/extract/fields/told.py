"""What a hint says of where a value stands, as administrators word it: "the buyer, not the seller", "in the box at the
bottom right", "the second amount", "in the table's last row", 右下角的第二个金额, 表格最后一行.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.types import FieldSpec

# Of these one belongs to somebody; what "the customer has to pay" is no amount of the customer's.
_SOMEBODYS = frozenset(("name", "address", "tax_id", "phone", "email", "iban", "bank_account", "id_number", "code"))
_OTHER_SIDE = {frozenset(pair): pair for pair in (
    ("buyer", "seller"), ("payer", "payee"), ("party_a", "party_b"), ("lessor", "lessee"), ("shipper", "consignee"))}
_NOT = re.compile(
    r"[,，;；（(]?\s*(?:\b(?:but\s+)?not\s+(?:of\s+|from\s+|that\s+of\s+)?|\brather than\b|\binstead of\b|\bnicht\b"
    r"|\bniet\b|\bnie\b|\bkhông phải\b|\bet non\b|\bno (?:el|la|del)\b|而不是|而非|并非|不是|不要|不取|勿取"
    r"|ではなく|아니라|아닌)", re.IGNORECASE)
_END = re.compile(r"[,，;；。.)）]")
_SIDES = {
    "top": r"\b(?:at|on|in|from)\s+(?:the\s+)?(?:very\s+)?(?:top|head)\b(?!\s+of\s+the\s+(?:table|list|column))"
           r"|\b(?:top|upper)[\s-]+(?:left|right|corner|half|part)|左上|右上|页面?(?:的)?(?:顶部|上方|上部|最上)|页眉|抬头处|票面?上方",
    "bottom": r"\b(?:at|on|in|from)\s+(?:the\s+)?(?:very\s+)?(?:bottom|foot)\b(?!\s+of\s+the\s+(?:table|list|column))"
              r"|\b(?:bottom|lower)[\s-]+(?:left|right|corner|half|part)|左下|右下|页面?(?:的)?(?:底部|下方|下部|最下)|页脚|页尾",
    "left": r"\b(?:top|upper|bottom|lower|on the|at the)[\s-]+left\b(?!\s+of\b)|左上|左下|页面?(?:的)?左[侧边]",
    "right": r"\b(?:top|upper|bottom|lower|on the|at the)[\s-]+right\b(?!\s+of\b)|右上|右下|页面?(?:的)?右[侧边]",
}
_SIDE = {side: re.compile(pattern, re.IGNORECASE) for side, pattern in _SIDES.items()}
_ROW = re.compile(r"\b(?P<e>last|first|bottom|top|final)\s+(?:row|line\s+of\s+the\s+(?:table|list))\b"
                  r"|(?:表格?|明细|列表)?(?:的|中|里)?(?P<z>最后一|末|第一|首)行", re.IGNORECASE)
_COLUMN = re.compile(r"\b(?P<e>last|first|rightmost|leftmost|second|third)\s+column\b"
                     r"|(?P<z>最后一|最右|末|第一|最左|第二|第三)列", re.IGNORECASE)
_VALUE = r"(?:amounts?|sums?|figures?|numbers?|dates?|values?|prices?|codes?)"
# The first date of a list is a place, the last day of cover is none.
_WITHIN = (r"\s*(?:[.,;)]|$|(?:in|on|at|under|below|behind|after)\b"
           r"|of\s+(?:the|its)\s+(?:\w+\s+)?(?:page|table|list|row|line|box|block)\b)")
_OF = r"(?:\s+of\s+the\s+(?:two|three|four|several))?"  # the first of the two dates
_NTH = re.compile(rf"\b(?P<e>(?:first|last)(?=(?:\s+of\s+the\s+\w+)?\s+{_VALUE}{_WITHIN})"
                  rf"|1st|second|2nd|third|3rd|fourth|4th){_OF}\s+{_VALUE}\b"
                  r"|(?P<z>第[一二三四]个?|最后一?个|末一?个)的?(?:金额|数额|数字|数值|日期|号码|编号|名称|值|数)",
                  re.IGNORECASE)
_MOST = re.compile(rf"\b(?P<e>largest|highest|biggest|greatest|latest|smallest|lowest|earliest)\s+(?:of\s+the\s+)?"
                   rf"(?:\w+\s+)?{_VALUE}\b|(?P<z>最大|最高|最晚|最迟|最小|最低|最早)的?(?:一个)?的?"
                   r"(?:金额|数额|数字|数值|日期|价格)", re.IGNORECASE)
_ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1,
          "bottom": -1, "top": 1, "final": -1, "rightmost": -1, "leftmost": 1, "第一": 1, "第二": 2, "第三": 3,
          "第四": 4, "最后一": -1, "最后": -1, "末": -1, "末一": -1, "首": 1, "最右": -1, "最左": 1}
_LEAST = frozenset(("smallest", "lowest", "earliest", "最小", "最低", "最早"))


@dataclass(frozen=True, slots=True)
class Told:
    """``party``: in whose block it stands; ``others``: in whose it does not; ``sides``: of what is printed on its page;
    ``row``, ``column``, ``nth``: 1 the first, -1 the last of a table or of several values; ``most``: 1 the largest or
    latest, -1 the smallest or earliest."""

    party: str = ""
    others: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    row: int = 0
    column: int = 0
    nth: int = 0
    most: int = 0

    @property
    def picks(self) -> bool:
        """Whether it tells which of several it is."""
        return bool(self.row or self.column or self.nth or self.most)


NOTHING = Told()


def told_by_hint(spec: FieldSpec) -> Told:
    return _told(spec.hint, spec.kind) if spec.hint else NOTHING


@lru_cache(maxsize=1024)
def _told(hint: str, kind: str) -> Told:
    wanted, refused = _parted(hint)
    party, others = _whose(wanted, refused) if kind in _SOMEBODYS else ("", frozenset())
    most = _MOST.search(wanted)
    return Told(
        party, others, frozenset(side for side, pattern in _SIDE.items() if pattern.search(wanted)),
        _ordinal(_ROW, wanted), _ordinal(_COLUMN, wanted), _ordinal(_NTH, wanted),
        0 if most is None else -1 if (most["e"] or most["z"]).lower() in _LEAST else 1)


def _parted(hint: str) -> tuple[str, str]:
    """What it is, and what it is not."""
    wanted, refused, at = "", "", 0
    while match := _NOT.search(hint, at):
        end = _END.search(hint, match.end())
        stop = end.start() if end else len(hint)
        wanted, refused, at = wanted + hint[at : match.start()] + " ", refused + hint[match.end() : stop] + ", ", stop
    return wanted + hint[at:], refused


def _whose(wanted: str, refused: str) -> tuple[str, frozenset[str]]:
    """The party that is named alone, and those refused; of two sides of a bargain the one is not the other."""
    named, others = _parties(wanted), _parties(refused)
    party = next(iter(named)) if len(named) == 1 else ""
    if not party and len(others) == 1 and not named:
        party = next((a if b in others else b for pair, (a, b) in _OTHER_SIDE.items() if pair & others), "")
    other = {b if party == a else a for pair, (a, b) in _OTHER_SIDE.items() if party in pair}
    return party, frozenset((others | other) - {party})


def _parties(text: str) -> set[str]:
    return {party for pattern, party in _terms() if pattern.search(text)}


@cache
def _terms() -> list[tuple[re.Pattern[str], str]]:
    """Words alone: 付款 is what one does, 付款人 is somebody."""
    found = [(term, party) for party, terms in words()["parties"].items() for term in terms if len(term) > 1]
    return [(re.compile(re.escape(term) if has_cjk(term) else rf"(?<!\w){re.escape(term)}(?:['’]?s)?(?!\w)",
                        re.IGNORECASE), party) for term, party in found]


def _ordinal(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    if match is None:
        return 0
    said = (match["e"] or match["z"]).lower()
    return _ORDER.get(said) or _ORDER.get(said.rstrip("个"), 0)
