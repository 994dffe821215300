"""车辆合格证、银行回单、户口登记卡、劳动合同."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, in_words, later
from .numbers import credit_code, id_card

_BANKS = ("中国工商银行苏州园区支行", "招商银行成都天府支行", "中国建设银行青岛市南支行", "上海浦东发展银行东莞分行")
_MAKERS = (
    ("安驰汽车股份有限公司", "安驰牌", "AC7150E5"),
    ("江淮重工集团有限公司", "远征牌", "HFC5041XXY"),
    ("福田云内专用车有限公司", "云内牌", "BJ1046V9"),
)
_JOBS = ("仓库管理员", "软件测试工程师", "财务会计", "电气装配工", "客户服务专员")


def vehicle_certificate(r: Draw) -> dict[str, Any]:
    maker, brand, model = r.choice(_MAKERS)
    mass = r.randint(1180, 2600)
    return {
        "maker": maker,
        "brand": brand,
        "model": model,
        "number": r.code("WDZ0############"),
        "issued": (day := r.day()),
        "built": later(day, -r.randint(1, 9)),
        "vin": "LJ1" + r.code("@@###@#@#######"),
        "engine": r.code("@@###-#######"),
        "engine_type": r.choice(("HFC4GB2.4E", "4A15-M1", "D20TCIE")),
        "fuel": r.choice(("汽油", "柴油", "纯电动")),
        "colour": r.choice(("珍珠白", "曜石黑", "星河蓝")),
        "displacement": r.choice(("1499", "1998", "2771")),
        "power": r.randint(70, 140),
        "size": (r.randint(4300, 5995), r.randint(1700, 2050), r.randint(1450, 2400)),
        "mass": mass,
        "gross": mass + r.randint(375, 1600),
        "tyre": r.choice(("205/55R16", "185R14LT 8PR", "225/60R17")),
        "axles": 2,
        "seats": r.choice((2, 5, 7)),
        "standard": r.choice(("GB18352.6-2016 国Ⅵ", "GB17691-2018 国Ⅵ")),
    }


def bank_receipt(r: Draw) -> dict[str, Any]:
    amount = r.money(200, 480000)
    banks = r.sample(_BANKS, 2)
    payer, payee = r.two_firms("zh")
    return {
        "payer": payer,
        "payee": r.choice((payee, r.person("zh"))),
        "banks": banks,
        "amount": amount,
        "words": in_words(amount),
        "accounts": [r.code("1102 0### 0900 ####"), r.code("6217 85## #### #### ###")],
        "made": r.day(),
        "time": f"{r.randint(9, 17)}:{r.randint(10, 59)}:{r.randint(10, 59)}",
        "number": r.code("HD2025########"),
        "flow": r.code("G####@@##########"),
        "use": r.choice(("货款", "工程进度款", "报销差旅费", "房屋租金")),
        "teller": r.code("0####"),
        "remark": r.maybe(0.5, r.choice(("合同号XS2025-018", "发票后补", "第三季度"))),
        "fee": r.choice((0.0, 5.5, 10.0)),
    }


def household(r: Draw) -> dict[str, Any]:
    number = id_card(r, "320505")
    return {
        "name": r.person("zh"),
        "relation": r.choice(("户主", "妻", "长子", "次女")),
        "former": r.maybe(0.2, r.person("zh")),
        "sex": "男" if int(number[16]) % 2 else "女",
        "birthplace": r.choice(("江苏省苏州市", "四川省绵阳市", "山东省青岛市")),
        "nation": r.choice(("汉族", "回族", "满族")),
        "origin": r.choice(("江苏省宿迁市", "安徽省芜湖市", "河南省洛阳市")),
        "born": f"{number[6:10]}年{number[10:12]}月{number[12:14]}日",
        "id": number,
        "height": r.maybe(0.5, f"{r.randint(152, 188)}"),
        "blood": r.choice(("A", "O", "B", "AB")),
        "education": r.choice(("大学本科", "高中", "初中", "硕士研究生")),
        "marriage": r.choice(("已婚", "未婚", "离异")),
        "military": r.choice(("未服兵役", "退出现役")),
        "work": r.firm("zh"),
        "job": r.maybe(0.7, r.choice(("教师", "职员", "驾驶员"))),
        "moved": r.maybe(0.5, f"{r.randint(1998, 2019)}年{r.randint(1, 12)}月{r.randint(1, 28)}日由安徽省芜湖市迁来"),
        "issued": r.day(),
        "number": r.code("0########"),
        "address": r.address("zh")[0],
        "station": r.choice(("狮山派出所", "枫桥派出所")),
    }


def labour_contract(r: Draw) -> dict[str, Any]:
    start = r.day("2023-01-09", "2025-12-01")
    years = r.choice((1, 2, 3))
    return {
        "firm": r.firm("zh"),
        "boss": r.person("zh"),
        "person": r.person("zh"),
        "id": id_card(r, "510107"),
        "code": credit_code(r),
        "address": r.address("zh")[0],
        "home": r.address("zh")[0],
        "start": start,
        "end": later(start, 365 * years - 1),
        "years": years,
        "trial": r.maybe(0.7, r.choice(("一个月", "两个月", "三个月"))),
        "job": r.choice(_JOBS),
        "place": r.choice(("苏州市工业园区", "成都市武侯区", "厦门市湖里区")),
        "pay": r.randint(42, 180) * 100,
        "day": r.choice((5, 10, 15)),
        "signed": later(start, -r.randint(0, 9)),
        "phone": r.code("138########"),
        "number": r.code("LD-2025-####"),
    }


PAPERS = (
    Paper(
        "vehicle_certificate",
        "zh",
        "机动车整车出厂合格证",
        vehicle_certificate,
        (
            Asked("certificate_no", "合格证编号", "code"),
            Asked("issue_date", "发证日期", "date"),
            Asked("maker", "车辆制造企业名称", "name", ("制造企业", "生产厂家")),
            Asked("brand", "车辆品牌"),
            Asked("model", "车辆型号", "code", ("型号",)),
            Asked("vin", "车辆识别代号", "code", ("车架号", "VIN"), "17位", patterns=(r"[A-HJ-NPR-Z0-9]{17}",)),
            Asked("engine_no", "发动机号", "code"),
            Asked("colour", "车身颜色"),
            Asked("fuel", "燃料种类"),
            Asked("displacement", "排量", "number"),
            Asked("mass", "整备质量", "number", hint="单位千克"),
            Asked("gross_mass", "总质量", "number"),
            Asked("seats", "额定载客", "number", hint="含驾驶员"),
            Asked("tyre", "轮胎规格"),
            Asked("build_date", "车辆制造日期", "date"),
        ),
    ),
    Paper(
        "bank_receipt",
        "zh",
        "银行回单",
        bank_receipt,
        (
            Asked("receipt_no", "回单编号", "code"),
            Asked("date", "交易日期", "date", ("记账日期",)),
            Asked("payer", "付款人", "name", ("付款人户名",), "付款方的户名"),
            Asked("payer_account", "付款账号", "bank_account", ("付款人账号",)),
            Asked("payer_bank", "付款开户行", "name"),
            Asked("payee", "收款人", "name", ("收款人户名",), "收款方的户名，不是付款方"),
            Asked("payee_account", "收款账号", "bank_account", ("收款人账号",)),
            Asked("payee_bank", "收款开户行", "name"),
            Asked("amount", "金额", "money", ("交易金额",), "小写金额"),
            Asked("amount_words", "大写金额", "text", ("金额大写",)),
            Asked("purpose", "用途", "text", ("摘要",)),
            Asked("serial", "流水号", "code", ("交易流水号",)),
            Asked("remark", "附言", "text", ("备注",)),
        ),
    ),
    Paper(
        "household",
        "zh",
        "常住人口登记卡",
        household,
        (
            Asked("name", "姓名", "name"),
            Asked("relation", "与户主关系"),
            Asked("former_name", "曾用名", "name"),
            Asked("sex", "性别", "sex"),
            Asked("birthplace", "出生地"),
            Asked("nation", "民族"),
            Asked("origin", "籍贯"),
            Asked("birth_date", "出生日期", "date"),
            Asked("id_number", "公民身份号码", "id_number", ("公民身份证件编号", "身份证号")),
            Asked("height", "身高", "number"),
            Asked("education", "文化程度"),
            Asked("marriage", "婚姻状况"),
            Asked("military", "兵役状况"),
            Asked("employer", "服务处所", "name", hint="工作单位"),
            Asked("job", "职业"),
            Asked("moved_in", "何时由何地迁来本市", "text", ("何时由何地迁来",)),
            Asked("registered", "登记日期", "date"),
        ),
    ),
    Paper(
        "labour_contract",
        "zh",
        "劳动合同",
        labour_contract,
        (
            Asked("contract_no", "合同编号", "code"),
            Asked("employer", "甲方", "name", ("用人单位",)),
            Asked("legal_rep", "法定代表人", "name"),
            Asked("employee", "乙方", "name", ("劳动者",)),
            Asked("employee_id", "乙方身份证号码", "id_number", ("身份证号",)),
            Asked("employee_address", "乙方住址", "address", hint="劳动者的住址，不是公司的地址"),
            Asked("phone", "联系电话", "phone"),
            Asked("start_date", "合同开始日期", "date", ("起始日期",), "合同期限的第一天"),
            Asked("end_date", "合同终止日期", "date", ("终止日期",), "合同期限的最后一天"),
            Asked("trial", "试用期"),
            Asked("job", "工作岗位", "text", ("岗位",)),
            Asked("place", "工作地点"),
            Asked("salary", "月工资", "money", ("工资",), "每月工资的数额"),
            Asked("pay_day", "发薪日", "text", hint="每月几日发工资"),
            Asked("sign_date", "签订日期", "date"),
        ),
    ),
)
