"""What a Chinese letter tells in its sentences: whom it greets (林磊先生：), until when something has to be done
(请于3月5日前回复), whom to ask (如有疑问请联系郑明哲，电话…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.labels.captions_zh import SURNAMES
from ocr_engine.extract.page.layout import how_far_down
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import LETTER_ZH as W
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.validate import dates

from .runningtext import Text, joined

_PERSON = rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff·]{{1,3}}?)"
_GREETED = re.compile(rf"\s*(?:(?:尊敬的|亲爱的|致)\s*)?{_PERSON}\s*(?:先生|女士|小姐|同志|同学|老师)(?:/女士)?"
                      r"\s*(?:[:：，,、！!]|$)")
_ASKED = re.compile(rf"联系\s*{_PERSON}\s*(?:先生|女士)?\s*[，,（(]\s*(?:联系)?(?:电话|手机)")
_HIMSELF = re.compile("^(?:被|受|拟|应|候)[^联系]{0,4}[人者员选]$|姓名$"
                      "|^(?:员工|学生|客户|业主|家长|申请人|收[件信]人)$")
_TO_ASK = re.compile("^联系人(?:姓名)?$")
_ABOUT_DAYS = re.compile("(?:的?(?:截止|最[晚迟]))?(?:日期|时间|期限|日|限期)$")
_END = re.compile("[。；;！!？?]")
_FAR, _HEAD = 26, 0.4  # signs between a day and what is done on it; of the page's height
_PAPERS = frozenset(("date", "invoice_date", "issue_date", "signing_date"))  # days.py knows where they stand


def by_letter(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    labelled = document.labels.labelled(W["labelled"])
    open_plans = [p for p in plans if p.key not in labelled and not p.spec.many and not p.as_printed]
    acts = {p.key: _acts(p) for p in open_plans if p.kind == "date" and not (p.concept and p.concept.key in _PAPERS)}
    greeted = [p for p in open_plans if p.kind == "name" and _goes_by(p, _HIMSELF)]
    asked = [p for p in open_plans if p.kind == "name" and _goes_by(p, _TO_ASK)]
    if len(greeted) == 1:
        yield from _greeted(document, greeted[0])
    if not asked and not any(acts.values()):
        return
    text = joined(document)
    for plan in asked[:1]:
        yield from (Candidate(plan, m["name"], text.pieces(*m.span("name")), W["asked"], "pattern")
                    for m in _ASKED.finditer(text.text))
    yield from _days(document, text, [(p, acts[p.key]) for p in open_plans if acts.get(p.key)])


def _goes_by(plan: FieldPlan, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(name) for name in plan.spec.names if has_cjk(name))


@lru_cache(maxsize=4096)
def _acts(plan: FieldPlan) -> tuple[str, ...]:
    """What is done on the day, by the field's names: 报到 of 报到日期."""
    said = (_ABOUT_DAYS.sub("", n) for n in plan.spec.names if has_cjk(n) and _ABOUT_DAYS.search(n))
    return tuple(act for act in said if len(act) > 1)


def _greeted(document: Document, plan: FieldPlan) -> Iterator[Candidate]:
    for cell in document.sheets[0].cells if document.sheets else ():
        match = _GREETED.match(cell.text)
        if match and not cell.before and how_far_down(cell, document.sheets[0]) < _HEAD:
            yield Candidate.at(plan, Piece(cell, *match.span("name")), W["greeted"], "position")
            return


def _days(document: Document, text: Text, wanted: Sequence[tuple[FieldPlan, tuple[str, ...]]]) -> Iterator[Candidate]:
    """The day in front of the word in its sentence, no other day between."""
    if not any(act in text.text for _, acts in wanted for act in acts):
        return
    days = dates.find(text.text, document.hints)
    for day, after in zip(days, [*days[1:], None], strict=False):
        end = min(day.end + _FAR, after.start if after else len(text.text))
        behind = _END.split(text.text[day.end : end])[0]
        for plan, acts in wanted:
            if any(act in behind for act in acts) and (pieces := text.pieces(day.start, day.end)):
                yield Candidate(plan, day.raw, pieces, W["day"], "pattern", day.value)
