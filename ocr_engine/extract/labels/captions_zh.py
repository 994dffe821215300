"""How far a Chinese caption reaches, and what looks like one but is a value or a part of a name.

Chinese is written without spaces: 中国工商银行 ends in the label 银行, 客户现场调试 begins with the label 客户, 培训费
may be what money was paid for and the name of an amount.
"""

from __future__ import annotations

import re

from ocr_engine.extract.words.folding import fold, is_cjk
from ocr_engine.extract.words.lexicon import Concept, legal_form_pattern, party_terms, word_pattern

# What a caption says more where it is asked for without it: 校长 of 校（院）长姓名, 身份证 of 身份证号码.
_NAMES, _NUMBERS = "姓名|名称|全称|签名|签字|签章|盖章", "号码|编号|代码|号"
_LAST = r"(?=\s*(?:[（(][^（）()]{0,20}[)）])?\s*(?:$|[:：]))"
_NAME, _NUMBER = re.compile(f"(?:{_NAMES}){_LAST}"), re.compile(f"(?:{_NUMBERS}){_LAST}")
_PARTY = re.compile(f"(?:{_NAMES}|信息|资料){_LAST}")
_NUMBERED = frozenset(("code", "tax_id", "id_number", "bank_account", "phone", "iban"))
_ANNOUNCED = re.compile(r"[:：]\s*$")
# A caption that nobody knows, behind the end of a value: 1033  机号:03
_UNKNOWN = re.compile(r"(?<=[^\s:：])\s+(?=[\u4e00-\u9fff（）()]{2,10}\s?[:：])")
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧"
    "计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫"
    "房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲家封芮储靳邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬"
    "全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲从索赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡姬申扶堵冉"
    "宰雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈廖庾终居衡步都耿满弘匡国文寇广东欧利师巩聂关"
    "陳張劉黃吳孫馬許鄧馮蕭譚陸葉閻賴龔顧鄭謝鍾簡藍蘇盧羅龐韋蔣鄒嚴")
# What somebody does in a sentence that begins with him: 乙方应于签约当日…, 出租人有权…
_ACTS = re.compile(
    r"\s*(?:应|须|需|不|将|有|无|同意|自愿|承诺|保证(?!人)|负责(?!人)|在|于|向|可|未|已|按|如|若|因|对|与|和|及|的|之|所|逾期|违约|提前"
    r"|支付|使用|确认|均|提供|交付|收到|承担|享有|违反|依|根据|作为|以|经|就|并|任何|要求|双方|具备|逐|签收|提出|擅自|是)")
# What makes a party a part of a longer word: 客户服务中心, 供应商管理部.
_QUALIFIES = re.compile("服务|经理|管理|关系|代表(?!人)|体验|支持|运营|关怀")
_BEFORE = 60  # signs before a caption that tell what it is
_NO_PERSON = 5  # signs: the longest names of Han people have four


def with_its_ending(kind: str, text: str, end: int) -> int:
    """The end of the caption with the word that tells what kind of value follows, where that is the field's kind."""
    ending = _NUMBER if kind in _NUMBERED else _PARTY if kind == "name" else _NAME if kind in ("text", "") else None
    match = ending.match(text, end) if ending and is_cjk(text[end - 1]) else None
    return match.end() if match else end


def ends_a_name(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is the last word of an organisation's name: 银行 of 中国工商银行."""
    if not start or not is_cjk(text[start - 1]) or legal_form_pattern().fullmatch(text, start, end) is None:
        return False
    before = fold(text[max(0, start - _BEFORE) : start])
    return not any(before.endswith(term) for term in party_terms())


def begins_a_sentence(text: str, end: int) -> bool:
    """Whether the name of a party is the subject of a sentence that goes on behind it."""
    rest = text[end:].strip()
    person = bool(rest) and rest[0] in SURNAMES and len(rest) < _NO_PERSON
    return not person and _ACTS.match(rest) is not None


def is_an_answer(text: str, start: int) -> bool:
    """Whether a caption has just announced what begins here: 服务费 of 用途：服务费."""
    return _ANNOUNCED.search(text, max(0, start - _BEFORE), start) is not None


def may_be_more(concept: Concept | None, rest: str) -> bool:
    """Whether a label that nobody asked for, with ``rest`` glued to it, may well be a longer word: 客户现场调试, 项目
    经理部; of 客户张伟 and 规格XL-2 the rest is a value."""
    if concept is None or not rest or not is_cjk(rest[0]):
        return False
    if concept.kind == "name":
        if _QUALIFIES.match(rest):
            return True
        person = rest[0] in SURNAMES and len(rest) < _NO_PERSON
        return not person and not legal_form_pattern().search(rest)
    stands = legal_form_pattern() if concept.kind == "text" else word_pattern("address_words_zh")
    return concept.kind in ("text", "address") and not stands.search(rest)


def next_unknown(text: str, start: int) -> int:
    """Where, behind ``start``, a caption of any wording begins: a space, a few signs, a colon; else the length."""
    match = _UNKNOWN.search(text, start)
    return match.end() if match else len(text)
