"""Words by which a page tells where it belongs: an agreement opens, an annex follows, a table goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ocr_engine.extract.words.folding import fold

_OPENS = re.compile(
    r"\W*this\b.{0,140}?\b(?:agreement|contract|lease|deed)\b.{0,220}?\b(?:made|entered|dated|between|effective)\b"
    r"|\W*(?:between the undersigned|by and between|zwischen\b|entre les soussign|tra le parti|tussen\b)",
    re.IGNORECASE)
_PARTY = re.compile(
    r"\s*(甲方|乙方|出租人|承租人|出租方|承租方|出卖人|买受人|发包人|承包人|委托人|受托人|买方|卖方|供方|需方|用人单位|劳动者)"
    r"\s*(?:[（(][^）)]{0,14}[）)])?\s*[:：]")
_SIGNED = re.compile(
    r"in witness whereof|\bby:|signature|signed|unterschrift|handtekening|firma\b|盖章|签字|签章|签名|_{6,}",
    re.IGNORECASE)
_ANNEX = re.compile(
    r"\W*(?P<word>annex|appendix|exhibit|schedule|attachment|addendum|anlage|anhang|beilage|annexe|allegato|anexo|bijlage|"
    r"附件|附录|附表|附图|附[:：])\W*(?P<number>[\w.()]*)", re.IGNORECASE)
# What is bound behind a paper under a heading of its own: conditions, and what a service for signing adds.
_BEHIND = re.compile(
    r"\W*(?:(?:general|standard|our)\s)?(?:terms\b.{0,3}\b(?:and|of|&)|conditions\s(?:of|for)\b|terms$|conditions$)"
    r"|\W*(?:agb\b|allgemeine\s.{0,30}bedingungen|\w*(?:liefer|zahlungs|geschäfts)bedingungen\W*$|conditions générales"
    r"|condizioni generali|condiciones generales|algemene .{0,20}voorwaarden|certificate of completion|signature page)"
    r"|.{0,30}\baudit (?:report|trail)\W*$|.{0,20}(?:条款|须知|使用说明|注意事项|细则|签署证书|存证证书|签署页)\W*$",
    re.IGNORECASE)
_GOES_ON = re.compile(
    r"\W*(?:continued|cont['’]?d|fortsetzung|übertrag|suite|vervolg|continuación|continuazione|brought forward|"
    r"续页|接上页|承前页|续表|续)(?:\W|$)"
    r"|.*(?:\bcontinued|cont['’]?d|\bfortsetzung|\bsuite|\bvervolg|续|续页|续表)\W*$", re.IGNORECASE)
_CLAUSE = re.compile(r"\s*(?:(?P<plain>\d{1,2})\s*[.、．)]\s*\D|第\s*(?P<article>[一二三四五六七八九十百\d]{1,5})\s*条"
                     r"|(?P<chinese>[一二三四五六七八九十]{1,3})、|(?:section|article|§)\s*(?P<section>\d{1,2})\b)",
                     re.IGNORECASE)
_OPENING_LINES, _PARTY_LINES, _TOP_LINES, _HEAD_LINES = 16, 24, 6, 8
_DIGITS = "零一二三四五六七八九"
_SHORT = 40             # signs of a line that says no more than that something goes on


class Annex(NamedTuple):
    """``word`` by which the page calls itself one, ``number`` behind it."""

    word: str
    number: str


class Clause(NamedTuple):
    """``kind`` tells 第一条 from 一、 and 1."""

    kind: str
    number: int


def opens(texts: Sequence[str]) -> bool:
    """Whether an agreement opens at the head of a page: who makes it, and that they do."""
    head = texts[:_OPENING_LINES]
    if any(_OPENS.match(" ".join(head[at:at + 4])) for at in range(len(head))):
        return True
    return len({match[1] for text in texts[:_PARTY_LINES] if (match := _PARTY.match(text))}) > 1


def annex(texts: Sequence[str]) -> Annex | None:
    """What the page calls itself that belongs behind a paper; conditions have no number."""
    for text in texts[:_TOP_LINES]:
        if match := _ANNEX.match(text):
            return Annex(fold(match["word"]), fold(match["number"]))
    behind = next((text for text in texts[:_TOP_LINES] if len(text) <= _SHORT and _BEHIND.match(text)), None)
    return Annex(fold(behind), "") if behind else None


def goes_on(texts: Sequence[str]) -> bool:
    return any(len(text) <= _SHORT and _GOES_ON.match(text) for text in texts[:_HEAD_LINES])


def is_signed(text: str) -> bool:
    return _SIGNED.search(text) is not None


def clauses(texts: Sequence[str]) -> list[Clause]:
    found = []
    for text in texts:
        if match := _CLAUSE.match(text):
            kind = match.lastgroup or ""
            found.append(Clause(kind, _number(match[kind])))
    return found


def _number(text: str) -> int:
    """0 for one beyond 99."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    digits = [_DIGITS.find(sign) for sign in (tens or "一" if ten else "零", ones or "零")]
    return 10 * digits[0] + digits[1] if min(digits) >= 0 else 0
