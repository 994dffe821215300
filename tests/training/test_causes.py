"""Why the engine was wrong, told from the two values and the pages."""

from __future__ import annotations

import pytest

from docmgr.training.models import ErrorSample
from docmgr.training.samples.causes import Reading, cause_of

Cause = ErrorSample.Cause
TEXT = "发票号码 03847562\n开票日期 2024年03月11日\n合计 10,000.00\n价税合计 11,3OO.00\n购买方 上海测试有限公司"
HERE, THERE = [0.1, 0.1, 0.3, 0.12], [0.6, 0.8, 0.9, 0.82]


@pytest.mark.parametrize(("before", "after", "cause"), [
    (Reading(""), Reading("03847562"), Cause.MISSED),
    (Reading("网上编出来的"), Reading(""), Cause.INVENTED),
    (Reading("10000.00", "10,000.00"), Reading(""), Cause.WRONG_PLACE),
    (Reading("上海测试"), Reading("上海测试有限公司"), Cause.PARTIAL),
    (Reading("购买方 上海测试有限公司"), Reading("上海测试有限公司"), Cause.PARTIAL),
    (Reading("11,3OO.00"), Reading("11300.00", "11,300.00"), Cause.MISREAD),
    (Reading("O3847562"), Reading("03847562"), Cause.MISREAD),
    (Reading("10000.00", "10,000.00"), Reading("03847562"), Cause.WRONG_PLACE),
    (Reading("北京虚构股份公司"), Reading("上海测试有限公司"), Cause.INVENTED),
    (Reading("北京完全不同", page=1, box=HERE), Reading("上海测试", page=1, box=HERE), Cause.MISREAD),
    (Reading("2024-03-11", "2024年03月11日", 1, HERE), Reading("2024-05-30", "2024-05-30", 1, THERE),
     Cause.WRONG_PLACE),
])
def test_each_error_has_its_cause(before: Reading, after: Reading, cause: str) -> None:
    assert cause_of(before, after, text=TEXT) == cause


def test_width_case_and_blanks_make_no_difference() -> None:
    assert cause_of(Reading("ＡＢＣ"), Reading(""), text="x a b c y") == Cause.WRONG_PLACE
