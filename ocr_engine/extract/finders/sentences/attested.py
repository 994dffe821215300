"""What Chinese certificates and notices say in a sentence: 兹证明张伟，男，1990年3月1日生，自2016年7月1日起在我公司
担任会计一职。 No label announces these values, the words about them do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.labels.captions_zh import SURNAMES
from ocr_engine.extract.values.shapes import readings
from ocr_engine.extract.weights import ATTESTED
from ocr_engine.extract.words.folding import has_cjk

from .runningtext import Text, joined

_FEW = "[\\d一二三四五六七八九十]{1,3}"
_DAY = rf"(?P<value>[\d〇零○一二三四五六七八九十]{{2,4}}\s?年\s?{_FEW}\s?月\s?{_FEW}\s?日)"
_PERSON = r"(?P<value>[\u4e00-\u9fff·]{2,4}?)"
_NAMED = rf"(?P<value>[{SURNAMES}](?:\s?[\u4e00-\u9fff·]){{1,3}}?)"     # somebody, over the end of a line
_SIGN = r"[\u4e00-\u9fff（）()、\-A-Za-z]"
_WORDS = rf"(?P<value>{_SIGN}(?:\s?{_SIGN}){{1,23}}?)"     # a line may end in it
_PLACE = r"[\u4e00-\u9fffA-Za-z0-9\-—#（）()]"
_MONEY = r"(?P<value>[¥￥]?\s?\d[\d,，]*(?:\.\d{1,2})?)"
_AFTER_PERSON = r"(?=\s*(?:同志|同学|先生|女士|性别|系|[男女]|[，,（(:：]|\s|身份证|于|自))"
_STUDY = (r"(?=\s*专业\s*(?:[一二三四五六七八]\s?年制|全日制|本科|专科|硕士|博士|研究生|学习|毕业|学生|就读|学业|结业"
          r"|培训|[，,。]))")


class Saying(NamedTuple):
    """What is said of the things with these keys; ``value`` is a group of the pattern."""

    concepts: frozenset[str]
    pattern: re.Pattern[str]


def _saying(concepts: str, pattern: str) -> Saying:
    return Saying(frozenset(concepts.split()), re.compile(pattern))


_SAYINGS = (
    _saying("name student_name employee_name of_person:证明人",
            rf"(?:兹证明|茲證明|特此证明|兹有|学生|學生|学员|考生|(?:我|本)(?:单位|公司|司|校|院)(?:员工|职工|学生|教师)?)"
            rf"\s*[:：]?\s*{_PERSON}{_AFTER_PERSON}"),
    _saying("sex", r"[，,]\s*(?:性别\s*[:：]?\s*)?(?P<value>[男女])\s*(?=[，,。（(])"),
    _saying("birth_date", rf"{_DAY}\s*(?:出\s?)?生(?=\s*(?:[，,。；;）)]|于|$))"),
    _saying("major", rf"(?:本校|在校|我校|修读|攻读|就读|学习|学院|系)\s*{_WORDS}{_STUDY}"),
    _saying("major", rf"(?:^|[\s，,])\s?{_WORDS}{_STUDY}"),
    _saying("job_title", rf"(?:担任|任职|现任|职务为|职位为|岗位为|从事)\s*{_WORDS}"
                         r"\s*(?=一职|职务|岗位|职位|工作|[，,。；;])"),
    _saying("department", r"(?:在|于)\s*(?:我|本)?\s*(?:公司|单位|司)?\s*(?P<value>[\u4e00-\u9fff]{2,10}?[部处室科])"
                          r"\s*(?=任|担任|从事|工作|[，,])"),
    _saying("start_date of_day:入职日期 of_day:参加工作日期",
            rf"(?:自|从|于)\s*{_DAY}\s*(?=起|入职|到职|进入|加入|至|开始|到岗)"),
    _saying("end_date of_day:离职日期",
            rf"(?:至|到|于)\s*{_DAY}\s*(?=止|离职|辞职|解除|终止|(?:正式)?办理|期间|在)"),
    _saying("of_text:离职原因", rf"因\s*{_WORDS}\s*(?=(?:申请|提出|主动|自愿|要求)\s*(?:离职|辞职|解除))"),
    _saying("legal_representative",
            rf"法定代表人\s*{_NAMED}(?=\s*(?:[（(，,。]|代表|授权|委托|系|为))"),
    _saying("proxy_name agent",
            rf"(?:授权|[兹特现]委托|委派|指派)\s*(?:(?:我|本)(?:单位|公司|司)|员工)?\s*(?:的\s*)?{_NAMED}"
            rf"(?=\s*(?:同志|先生|女士|[（(，,]|为|作为|代表|代理|办理|前往))"),
    _saying("entrusted_matter of_text:申请事由",
            r"(?:代表本(?:公司|单位|人)|以本(?:公司|单位)名义|全权|代为|前往贵[\u4e00-\u9fff]{1,3})\s*"
            r"(?P<value>(?:办理|参加|领取|处理|签署|负责|提交|申请)(?:\s?[^\s，,。；;]){2,40})(?=\s*[，,。；;])"),
    _saying("of_place_address:房屋地址 address",
            rf"(?:坐落于|坐落在|座落于|座落在|位于)\s*(?P<value>{_PLACE}(?:\s?{_PLACE}){{5,60}}?)\s*(?=的|[，,。；;])"),
    _saying("of_text:房屋用途 of_text:借款用途 purpose",
            rf"(?:用于|用作|仅作为?)\s*{_WORDS}\s*(?=使用|之用|[，,。；;])"),
    _saying("due_date of_day:还款日期",
            rf"(?:于|在|请)\s*{_DAY}\s*(?:之前|以前|前)[^。；;]{{0,24}}?(?:缴|交|付|还款|还清|归还|偿还|结清)"),
    _saying("lender payer_name",
            rf"今\s*(?:向|由|从|收到|借到)\s*{_NAMED}(?=\s*(?:[（(，,]|借|人民币|交来|同志|先生|女士))"),
    _saying("base_salary net_pay gross_pay",
            rf"(?:月(?:均)?(?:收入|工资|薪)|年(?:收入|薪))\s*(?:为|约|共计)?\s*(?:人民币)?\s*{_MONEY}\s*(?=元)"),
)


def by_attestation(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    wanted = [(plan, saying) for plan in plans if plan.concept for saying in _SAYINGS
              if plan.concept.key in saying.concepts]
    if not wanted:
        return
    text = joined(document)
    for plan, saying in wanted:
        for match in saying.pattern.finditer(text.text):
            yield from _said(document, text, plan, match)


def _said(document: Document, text: Text, plan: FieldPlan, match: re.Match[str]) -> Iterator[Candidate]:
    start, end = match.span("value")
    pieces = text.pieces(start, end)
    raw = re.sub(r"\s+", "", match["value"]) if has_cjk(match["value"]) else match["value"].strip()
    found = readings(plan.kind, plan.shape, raw, document.hints)
    if pieces and found:
        yield Candidate(plan, raw, pieces, ATTESTED * document.later(pieces[0].cell), "pattern", found[0].value)
