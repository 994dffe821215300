"""Every value of a kind that the pages show, told by its shape: what passes for one by accident is left out.

A field's finder may propose a lot, since labels and places choose among its proposals. Here nothing chooses, so only
shapes count that speak for themselves, and a part of another kind's value (the digits of an IBAN) is no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from ocr_engine.evidence.running import part_box
from ocr_engine.extract.fields.openfields import kind_of_name
from ocr_engine.extract.words.lexicon import words
from ocr_engine.types import PageText, TextLine
from ocr_engine.validate.kinds import find, hints_of
from ocr_engine.validate.spans import Hints, Span
from ocr_engine.vlm.answers import Spotted

from .wanted import singular

# Names of kinds that the word list for fields does not hold, and kinds that no field has.
_ALSO = {
    "percent": r"%|\bpercent|\bper cent|\brates?\b|prozent|pour ?cent|porcentaje|百分|税率|比例|费率",
    "company": r"\b(?:compan(?:y|ies)|firms?|corporations?|organi[sz]ations?)\b|firmen?\b|unternehmen|soci[eé]t[eé]s?"
               r"|entreprises?|empresas?|公司|企业|单位",
    "website": r"\b(?:web ?sites?|urls?|links?|web pages?)\b|网址|网站|链接",
    "phone": r"tel[eé]fono|电话|手机|電話|전화",
    "date": r"fechas?|\bdaten\b|日付|날짜",
    "money": r"betr[aä]ge|beträge|summen|importes?|importi|montos?|sommes?|钱|款|金额|金額|\bsums?\b|\bmoney\b",
}
_PERCENT = re.compile(r"(?<![\w.,])[+-]?\d{1,3}(?:[.,]\d{1,4})?\s?[%％‰]")
_WEBSITE = re.compile(r"(?:https?://|www\.)[^\s<>()，。；、]{3,200}|(?<![\w@.])[a-z0-9][a-z0-9-]{1,62}\.(?:com|org|net|cn|de|"
                      r"co\.uk|eu|fr|es|it|io|gov|edu)(?:\.cn)?(?:/[^\s<>()，。；、]*)?(?![\w@])", re.IGNORECASE)
_COMPANY_ZH = re.compile(
    r"[\u4e00-\u9fff·（）()]{2,30}?(?:有限责任公司|股份有限公司|有限公司|集团公司|分公司|公司|事务所|合作社|商行)"
    r"(?:[\u4e00-\u9fff]{2,10}分公司)?")
_LED = re.compile(
    r"^(?:[（(]?[甲乙丙丁]方[）)]?|(?:单位|公司)?名称|销售方|购买方|出租方|承租方|户名|开户行|由|与|和|及|向)[:：]?")
_PHONE_WORD = re.compile(r"tel|phone|fax|mobil|cell|电话|手机|传真|电話|☎|热线|\b[tmf]\s?[:.]", re.IGNORECASE)
# Whatever follows its name is one, be its shape in use or not.
_PHONE_NAMED = re.compile(
    r"(?:\btel(?:ephone|efon|\.)?|\b(?:tele)?(?:phone|fax)|\bmobile?|电话|手机|传真|電話)"
    r"(?:号码|号|\s?(?:no|nr)\.?)?[\s:：.]{0,4}(?P<n>\+?\(?\d[\d\s()/.\-]{5,20}\d)(?!\d)", re.IGNORECASE)
_SURE = {"money": 0.7, "tax_id": 0.6, "bank_account": 0.45, "phone": 0.5}
# Whose values may hold digits that look like a value of the first.
_PARTS_OF: Mapping[str, tuple[str, ...]] = {
    "phone": ("iban", "date", "id_number", "email"), "bank_account": ("iban", "date", "id_number", "phone"),
    "tax_id": ("iban", "id_number", "phone"), "money": ("iban", "date", "phone", "id_number", "email"),
    "id_number": ("iban",),
}
_NEAR = 12  # letters between a name and its value
_GROUPED = re.compile(r"\d{1,3}(?:[,'’]\d{3})+")


def kind_asked(name: str) -> str:
    """The kind that a name in one or many stands for; "" where its values have no shape of their own."""
    one = singular(name)
    low = one.casefold()
    also = next((kind for kind, pattern in _ALSO.items() if re.search(pattern, name.casefold())), "")
    if also in ("percent", "website") or (also == "company" and "number" not in low and "address" not in low):
        return also
    kind = kind_of_name(one)
    return kind if kind in _FINDERS else also


def every(pages: Sequence[PageText], kind: str) -> list[tuple[int, Spotted]]:
    """Page and place of each value, in reading order."""
    hints = hints_of(line.text for page in pages for line in page.lines)
    return [(page.number, Spotted(span.raw.strip(), part_box(line, span.start, span.end)))
            for page in pages for line in page.lines for span in _FINDERS[kind](line, hints)]


def behind(pages: Sequence[PageText], words: str, kind: str) -> list[tuple[int, Spotted]]:
    """Values of a kind that stand right behind the words, in their line: "月租金：3,200.00元" for "租金"."""
    hints = hints_of(line.text for page in pages for line in page.lines)
    found = []
    for page in pages:
        for line in page.lines:
            at = line.text.casefold().find(words.casefold())
            after = at + len(words)
            spans = [s for s in _FINDERS[kind](line, hints) if 0 <= s.start - after <= _NEAR] if at >= 0 else []
            found += [(page.number, Spotted(s.raw.strip(), part_box(line, s.start, s.end))) for s in spans[:1]]
    return found


def _typed(kind: str) -> Callable[[TextLine, Hints], Iterator[Span]]:
    def spans(line: TextLine, hints: Hints) -> Iterator[Span]:
        others = [s for other in _PARTS_OF.get(kind, ()) for s in find(line.text, other, hints)
                  if s.score >= _SURE.get(other, 0.0) and not (other == "phone" and s.score < 0.9)]
        for span in find(line.text, kind, hints):
            inside = any(o.start < span.end and span.start < o.end for o in others)
            if not inside and _speaks_for_itself(kind, span, line.text):
                yield span
    return spans


def _phones(line: TextLine, hints: Hints) -> Iterator[Span]:
    spans = [Span(*m.span("n"), m["n"], m["n"], 1.0) for m in _PHONE_NAMED.finditer(line.text)]
    spans += [s for s in _typed("phone")(line, hints) if not any(o.start < s.end and s.start < o.end for o in spans)]
    yield from sorted(spans, key=lambda s: s.start)


def _speaks_for_itself(kind: str, span: Span, text: str) -> bool:
    if kind == "money":
        return span.score >= _SURE[kind] or bool(_GROUPED.fullmatch(span.raw.strip()))
    if kind == "phone" and span.score < 0.7:
        digits = sum(c.isdigit() for c in span.raw)
        return digits >= 9 or bool(_PHONE_WORD.search(text[max(0, span.start - 24):span.start]))
    return span.score >= _SURE.get(kind, 0.0)


def _by(pattern: re.Pattern[str]) -> Callable[[TextLine, Hints], Iterator[Span]]:
    def spans(line: TextLine, hints: Hints) -> Iterator[Span]:
        for match in pattern.finditer(line.text):
            yield Span(match.start(), match.end(), match.group(), match.group(), 1.0)
    return spans


def _companies(line: TextLine, hints: Hints) -> Iterator[Span]:
    for match in (*_COMPANY_ZH.finditer(line.text), *_company_latin().finditer(line.text)):
        text = match.group()
        skip = len(text) - len(_LED.sub("", text))
        if len(text) - skip > 4:
            yield Span(match.start() + skip, match.end(), text[skip:], text[skip:], 1.0)


@cache
def _company_latin() -> re.Pattern[str]:
    """Up to six capitalised words and a legal form, which has capitals as well (Trading Co Ltd has three); the form
    alone is no name."""
    plain = {form for form in words()["legal_forms"] if form.isascii()}
    written = {form.upper() for form in plain} | {"GmbH", "mbH", "GmbH & Co. KG", "e.K.", "e.V.", "Co", "Ltd", "Inc"}
    written |= {form.title() for form in plain if len(form) > 3}  # of two letters "Sa" and "As" are words as well
    forms = "|".join(re.escape(w).replace(r"\ ", r"[\s.]{1,2}") for w in sorted(written, key=len, reverse=True))
    word = r"[A-Z0-9À-Þ][\w&.'’\-]{0,40}"  # no longer: a line of A.A.A.… is a new word at each letter
    name = rf"(?:{word}|&|and|und|et|y|of|de|von)"
    return re.compile(rf"(?<!\w){word}(?: {{1,2}}{name}){{0,6}}?(?:[ ,]{{1,2}}(?:{forms})(?![\w])){{1,3}}\.?")


_FINDERS: Mapping[str, Callable[[TextLine, Hints], Iterator[Span]]] = {
    **{kind: _typed(kind) for kind in ("email", "iban", "date", "money", "id_number", "tax_id",
                                       "bank_account")},
    "phone": _phones, "percent": _by(_PERCENT), "website": _by(_WEBSITE), "company": _companies,
}
