"""How alike two Chinese wordings of a label are: 检验人 and 检验者, 部门 and 报销部门, 标本 and 标本类型.

A Chinese label ends in what it is (号, 日期, 人) and begins with what it is of. Ends of one meaning stand for each
other; a label may leave out what another says. Labels that differ in a word and its opposite are not alike.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .folding import fold, has_cjk
from .wordings import NUMBER, Likeness, likeness, ring_of, word_marks, wording
from .wordings_cjk import is_unspaced, likeness_across, marks_across

_ENDS: dict[str, str] = {
    "number": "号码|编号|代码|单号|证号|号",
    "day": "日期|时间|年月日|年月|日",
    "person": "姓名|人员|人|者|员",
    "name": "名称|全称|单位|公司|方",
    "amount": "金额|款额|价款|费用|总额|合计|额|费",
    "address": "地址|住址|住所|地点|坐落",
    "phone": "电话号码|联系电话|电话|手机号码|手机号|手机",
    "sort": "类型|种类|类别|分类|性质|方式",
    "count": "数量|张数|件数|计数|数",
    "text": "事由|原因|内容|说明|情况|意见|结果",
}
_END = [(kind, re.compile(f"(.*?)(?:{pattern})$")) for kind, pattern in _ENDS.items()]
_OPPOSITES = ("收付发寄送缴", "出入进到达", "买卖购销供需", "甲乙丙", "上下", "起止始终末", "前后", "毛净", "借贷",
              "父母",
              "应实", "新旧", "本上", "男女", "高低", "大小", "正副")
_TELLING = frozenset(("姓名", "地址", "住址", "电话", "手机", "单位", "公司"))  # ends that say enough alone
_SAME_END, WITHIN, _BEGINS, _NEAR = 0.95, 0.78, 0.72, 0.66


class _Parts(NamedTuple):
    stem: str
    end: str


@lru_cache(maxsize=16384)
def _parts(label: str) -> _Parts:
    for kind, pattern in _END:
        if match := pattern.match(label):
            return _Parts(match[1], kind)
    return _Parts(label, "")


@lru_cache(maxsize=16384)
def likeness_zh(printed: str, name: str) -> float:
    """0..1; 0 where one says the opposite of the other, or something of another kind."""
    one, other = fold(printed), fold(name)
    if one == other:
        return 1.0
    if min(len(one), len(other)) < 2:
        return 0.0
    mine, theirs = _parts(one), _parts(other)
    if mine.end and theirs.end and mine.end != theirs.end:
        return 0.0
    if mine.end == theirs.end and mine.stem == theirs.stem and mine.stem:
        return _SAME_END
    short, long = sorted((one, other), key=len)
    if long.endswith(short):
        return _NEAR if _parts(short) == ("", _parts(short).end) and short not in _TELLING else WITHIN
    if long.startswith(short) and (_parts(long).stem == short or 3 * len(short) >= 2 * len(long)):
        return _BEGINS
    return _NEAR if mine.end and mine.end == theirs.end and _near(mine.stem, theirs.stem) else 0.0


def likeness_in(printed: str, name: str) -> Likeness:
    """Names of another script are compared by what their words mean."""
    if is_unspaced(printed) != is_unspaced(name):
        return likeness_across(printed, name)
    return Likeness(likeness_zh(printed, name), ()) if has_cjk(printed) else likeness(printed, name)


@lru_cache(maxsize=4096)
def marks(text: str) -> frozenset[str | int]:
    """Of any two wordings that are at all alike one is the same: Chinese ones share a sign, others a word."""
    if has_cjk(text):
        return frozenset[str | int]((*fold(text), *marks_across(text)))
    found = frozenset[str | int]().union(*(word_marks(word) for word, _ in wording(text).words))
    return found | marks_across(text) if is_unspaced(text) else found | numbered(text)


def numbered(text: str) -> frozenset[int]:
    """A word for number means the same in any script."""
    return frozenset((ring_of("number"),) if any(word == NUMBER for word, _ in wording(text).words) else ())


def _near(one: str, other: str) -> bool:
    """Whether two stems share half of their signs or more and the rest is no opposite."""
    left, right = set(one) - set(other), set(other) - set(one)
    if any(a in group and b in group for group in _OPPOSITES for a in left for b in right):
        return False
    return 2 * len(set(one) & set(other)) >= max(len(set(one)), len(set(other))) >= 1
