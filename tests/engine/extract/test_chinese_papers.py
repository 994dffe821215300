"""Chinese papers as offices print them: captions in several lines, parties of many sorts, filled-in sentences."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page

Line = tuple[float, float, str]


def field(key: str, label: str, kind: str = "text", *aliases: str, many: bool = False) -> FieldSpec:
    return FieldSpec(key, {"zh": label}, kind, tuple(aliases), many=many)


def read(*lines: Line, fields: tuple[FieldSpec, ...], **sizes: float) -> dict[str, list[str]]:
    found = extract_fields([page(*lines, **sizes)], DocType("paper", {"zh": "单"}, fields))
    return {key: [v.value for v in values] for key, values in found.items()}


CHILD = (field("child", "新生儿姓名", "name"), field("mother", "母亲姓名", "name"),
         field("mother_id", "母亲身份证号", "id_number"), field("father", "父亲姓名", "name"),
         field("father_id", "父亲身份证号", "id_number"))
MOTHER_ID, FATHER_ID = "330402199507182428", "330402199302111611"


def test_a_number_belongs_to_the_person_in_whose_block_it_stands_also_where_nobody_listed_such_a_person():
    told = read((50, 80, "新生儿姓名"), (150, 80, "顾一诺"), (50, 110, "母亲姓名"), (150, 110, "陈思琪"),
                (50, 140, "有效身份证件号码"), (180, 140, MOTHER_ID), (50, 170, "父亲姓名"), (150, 170, "顾承宇"),
                (50, 200, "有效身份证件号码"), (180, 200, FATHER_ID), fields=CHILD)
    assert (told["mother_id"], told["father_id"]) == ([MOTHER_ID], [FATHER_ID])


def test_of_a_person_whom_the_paper_does_not_name_nothing_is_invented():
    told = read((50, 80, "新生儿姓名"), (150, 80, "顾一诺"), (50, 110, "母亲姓名"), (150, 110, "陈思琪"),
                (50, 140, "有效身份证件号码"), (180, 140, MOTHER_ID), fields=CHILD)
    assert "father_id" not in told
    assert "father" not in told


def test_a_second_name_in_brackets_under_a_caption_is_part_of_it():
    told = read((50, 80, "社会信用代码"), (50, 93, "（身份证号码）：92430104MA4Q3K8C1T"), (50, 130, "法定代表人"),
                (50, 143, "（负 责 人）：谭丽华"),
                fields=(field("code", "社会信用代码", "code"), field("head", "法定代表人", "name")))
    assert told == {"code": ["92430104MA4Q3K8C1T"], "head": ["谭丽华"]}


def test_the_second_of_two_names_may_go_on_in_the_next_line():
    told = read((50, 80, "车辆识别代号/车架号"), (50, 93, "码"), (200, 86, "LSVNV2187R2118834"),
                fields=(field("vin", "车辆识别代号/车架号码", "code"),))
    assert told == {"vin": ["LSVNV2187R2118834"]}


def test_a_name_ends_where_the_sentence_goes_on():
    told = read((50, 80, "原告：常熟市海虞纺织有限公司，住所地江苏省常熟市学前路8号。"),
                (50, 110, "书记员：邵佳（代）"),
                (50, 140, "审批人：吴振华 同意"),
                fields=(field("plaintiff", "原告", "name"), field("clerk", "书记员", "name"),
                        field("approver", "审批人", "name")))
    assert told == {"plaintiff": ["常熟市海虞纺织有限公司"], "clerk": ["邵佳"], "approver": ["吴振华"]}


def test_what_a_party_does_is_not_its_name():
    told = read((50, 80, "承租方（乙方）："), (150, 80, "北京云杉数据科技有限公司"),
                (50, 110, "3.3 乙方应于签约当日向甲方支付押金人民币33,000.00元。"),
                fields=(field("tenant", "承租人", "name", "乙方"), field("deposit", "押金", "money")))
    assert told == {"tenant": ["北京云杉数据科技有限公司"], "deposit": ["33000.00"]}


def test_the_number_of_a_clause_is_no_amount():
    told = read((50, 80, "第三条 租金及押金"), (50, 110, "3.1 租金按季度支付。"),
                fields=(field("deposit", "押金", "money"),))
    assert told == {}


def test_a_period_told_in_the_fields_of_a_sentence_gives_both_its_days():
    told = read((50, 80, "租赁期限共24个月，自"), (190, 80, "2025年3月1日"), (270, 80, "起至"),
                (310, 80, "2027年2月28日"), (400, 80, "止。"),
                fields=(field("start", "租赁起始日", "date"), field("end", "租赁终止日", "date")))
    assert told == {"start": ["2025-03-01"], "end": ["2027-02-28"]}


def test_a_time_of_day_within_a_period_does_not_hide_its_end():
    told = read((50, 80, "保险期间"), (150, 80, "自2025年6月16日零时起至2026年6月15日二十四时止"),
                fields=(field("start", "保险期间起", "date"), field("end", "保险期间止", "date")))
    assert told == {"start": ["2025-06-16"], "end": ["2026-06-15"]}


GOODS = ((50, 80, "货物名称"), (200, 80, "件数"), (300, 80, "毛重"), (50, 93, "DESCRIPTION"), (200, 93, "CTNS"),
         (300, 93, "G.W."),
         (50, 120, "折叠花园椅"), (200, 120, "400"), (300, 120, "3,200.00"), (50, 140, "铝合金遮阳伞"),
         (200, 140, "300"), (300, 140, "2,550.00"), (50, 160, "合计 TOTAL"), (200, 160, "700"), (300, 160, "5,750.00"))


def test_sums_stand_where_the_row_of_sums_crosses_the_column_and_belong_to_no_list():
    told = read(*GOODS, fields=(field("goods", "货物名称", many=True), field("packages", "总件数", "number"),
                                field("gross", "总毛重")))
    assert told == {"goods": ["折叠花园椅", "铝合金遮阳伞"], "packages": ["700"], "gross": ["5,750.00"]}


@pytest.mark.parametrize(("name", "goods"), [
    ("货物名称", ("透明胶带", "镀锌角铁")), ("Goods", ("Adhesive tape", "Steel angle"))])
def test_numbers_that_count_the_rows_without_a_header_are_not_what_the_first_header_names(name, goods):
    told = read((80, 80, name), (300, 80, "数量"), (400, 80, "金额"), (50, 110, "1"), (80, 110, goods[0]),
                (300, 110, "79"), (400, 110, "632.00"), (50, 140, "2"), (80, 140, goods[1]),
                (300, 140, "67"), (400, 140, "7973.00"),
                fields=(field("goods", name, many=True),))
    assert told == {"goods": [*goods]}


def test_a_list_set_in_two_columns_is_one_list():
    told = read((50, 80, "收费项目"), (150, 80, "金额"), (250, 80, "收费项目"), (350, 80, "金额"), (50, 110, "床位费"),
                (150, 110, "440.00"), (250, 110, "检查费"), (350, 110, "1,286.00"), (50, 140, "护理费"),
                (150, 140, "330.00"), (250, 140, "治疗费"), (350, 140, "1,905.00"),
                fields=(field("items", "收费项目", many=True),))
    assert told == {"items": ["床位费", "检查费", "护理费", "治疗费"]}


def test_lines_that_are_counted_otherwise_are_another_list():
    told = read((50, 80, "一、会议议题"), (50, 100, "1. 七月份排产计划"), (50, 120, "2. 设备检修安排"),
                (50, 140, "二、会议决定"), (50, 160, "（一）排产按附件一执行。"),
                fields=(field("items", "会议议题", many=True),))
    assert told == {"items": ["七月份排产计划", "设备检修安排"]}


def test_a_certificate_says_in_a_sentence_what_no_label_announces():
    told = read((50, 80, "兹证明贺小军，自2019年4月8日起在我公司售后服务部担任技术工程师职务，"),
                (50, 100, "因个人发展原因申请离职，已于2025年5月30日办理完所有离职手续。"),
                (50, 140, "长沙星沙数控设备有限公司"), (50, 160, "2025年5月30日"),
                fields=(field("name", "姓名", "name"), field("job", "职务"), field("reason", "离职原因"),
                        field("left", "离职日期", "date"), field("company", "公司名称", "name")))
    assert told == {"name": ["贺小军"], "job": ["技术工程师"], "reason": ["个人发展原因"], "left": ["2025-05-30"],
                    "company": ["长沙星沙数控设备有限公司"]}


def test_the_paper_s_own_number_stands_behind_numero_at_its_head():
    told = read((250, 40, "领料单"), (450, 60, "№ 0031775"), (50, 90, "仓库：五金原料仓"), (50, 120, "领料人：费强"),
                (50, 300, "备注：补料"), fields=(field("number", "单号", "code"), field("store", "仓库")))
    assert told["number"] == ["0031775"]


def test_whom_a_letter_greets_is_its_customer():
    told = read((50, 40, "东方联运物流有限公司"), (50, 90, "致：西安秦岭仪表有限公司 财务部"),
                (50, 130, "以下为本月往来明细，敬请核对。"), (50, 300, "制单人：郝亮"),
                fields=(field("customer", "客户名称", "name"),))
    assert told == {"customer": ["西安秦岭仪表有限公司"]}


def test_pairs_one_after_another_in_a_long_line_are_pairs():
    told = read((50, 80, "课程名称：《工程力学》 考试形式：闭卷 考试时长：120分钟 满分：100分 命题教师：章立新"),
                fields=(field("kind", "考试形式"), field("teacher", "命题教师", "name")))
    assert told == {"kind": ["闭卷"], "teacher": ["章立新"]}


def test_ticked_choices_under_one_another_are_all_told_though_their_label_stands_at_the_middle():
    told = read((150, 80, "☑ 签署投标文件"), (150, 96, "☐ 领取证照"), (50, 104, "委托权限"), (150, 112, "☑ 提交材料"),
                fields=(field("powers", "委托权限", many=True),))
    assert told == {"powers": ["签署投标文件", "提交材料"]}


def test_a_conclusion_under_its_heading_may_be_a_sentence():
    told = read((50, 80, "总检结论"), (50, 100, "超重；血脂异常，建议低脂饮食，三个月后复查。"),
                (50, 130, "总检医师：黎静"),
                fields=(field("summary", "总检结论"),))
    assert told == {"summary": ["超重；血脂异常，建议低脂饮食，三个月后复查。"]}
