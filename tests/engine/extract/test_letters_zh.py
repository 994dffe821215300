"""What Chinese letters say in sentences."""

from __future__ import annotations

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page

LETTER = ((50, 60, "录用通知书"), (50, 100, "尊敬的梁磊先生，恭喜您通过面试！"),
          (50, 130, "请您于2025年2月25日上午九时到公司报到，其中试用期三个月。"),
          (50, 160, "请在2025年2月12日之前回复确认。如有疑问请联系郑明哲，电话13711546156。"),
          (400, 500, "2025年2月7日"))


def test_days_by_what_is_done_on_them_and_people_by_how_they_are_spoken_to() -> None:
    fields = (FieldSpec("who", {"zh": "被录用人"}, "name"), FieldSpec("come", {"zh": "报到日期"}, "date"),
              FieldSpec("reply", {"zh": "回复期限"}, "date"), FieldSpec("ask", {"zh": "联系人"}, "name"))
    found = extract_fields([page(*LETTER)], DocType("offer", {"zh": "录用通知书"}, fields))
    assert {key: values[0].value for key, values in found.items()} == {
        "who": "梁磊", "come": "2025-02-25", "reply": "2025-02-12", "ask": "郑明哲"}


def test_a_clause_ends_where_the_next_one_is_counted() -> None:
    lines = ((50, 100, "三、工作地点：四川省成都市创业路13号。"), (50, 116, "四、请于3日内回复，逾期视为放弃。"))
    place = FieldSpec("place", {"zh": "工作地点"}, "address")
    found = extract_fields([page(*lines)], DocType("offer", {"zh": "录用通知书"}, (place,)))
    assert "逾期" not in found["place"][0].value


def test_a_letter_that_names_what_is_done_but_no_day_has_none() -> None:
    come = FieldSpec("come", {"zh": "报到日期"}, "date")
    found = extract_fields([page((50, 100, "请尽快到公司报到。"))], DocType("offer", {"zh": "录用通知书"}, (come,)))
    assert not found.get("come")
