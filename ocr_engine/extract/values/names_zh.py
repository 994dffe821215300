"""Where a Chinese name ends behind which a form or a sentence goes on: 方晓丽，某律师事务所律师; 尹涛（出差）;
吴振华 同意.
"""

from __future__ import annotations

import re

from ocr_engine.extract.words.lexicon import legal_form_pattern

_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,8})*")
_COMMA = re.compile(r"\s*[，,；;。]")
# What is written beside a name and is none of it.
_BESIDE = re.compile(r"\s*[（(][^（）()]*(?:[)）]|$)")
_SEALED = re.compile(r"\s*[（(](?:盖章|公章|签章|签字|签名|印章|以下|下称|简称|统一社会|纳税人|身份证|组织机构)")
# What an approver says behind his name, and when.
_SAID = re.compile(r"\s+(?:同意|不同意|批准|准予|核准|驳回|拒绝|通过|不通过|已[\u4e00-\u9fff]{1,3}$"
                   r"|\d{2,4}[-/.年]|\d{1,2}:)")


def end_of_name(text: str) -> int:
    """The length of the name that ``text`` begins with; all of it where no name is seen to end before."""
    person = _PERSON.match(text)
    if person and (_COMMA.match(text, person.end()) or _BESIDE.fullmatch(text, person.end())
                   or _SAID.match(text, person.end())):
        return person.end()
    for form in legal_form_pattern().finditer(text):
        if _COMMA.match(text, form.end()) or _SEALED.match(text, form.end()):
            return form.end()
    return len(text)


# 昆明市盘龙区中医院 + 住院费用结算单: what the paper is, printed behind whose it is.
_PAPER = re.compile(r"[\u4e00-\u9fff（）()]{0,14}(?:单|书|笺|证|表|票据|报告|凭证|证明|通知|存根|收据|病历|处方|合同"
                    r"|协议|公告|函|联|聯)\s*(?:[（(][^（）()]{1,8}[)）])?\s*")


def end_before_title(text: str) -> int:
    """The length of the house's name that a title follows in its line; all of ``text`` where none does."""
    ends = [m.end() for m in legal_form_pattern().finditer(text) if m.start() > 1]
    last = max(ends, default=len(text))
    return last if _PAPER.fullmatch(text, last) else len(text)


_ITSELF = re.compile("[我本贵该某](?:公司|单位|司|院|校|局|店|行|厂|处|中心)|兹证明|特此|以下|如下")


def names_no_house(text: str) -> bool:
    """Whether a Chinese line says what the paper is (离职证明) or speaks of a house without its name (在我公司)."""
    if _ITSELF.search(text):
        return True
    return not legal_form_pattern().search(text) and _PAPER.fullmatch(text) is not None
