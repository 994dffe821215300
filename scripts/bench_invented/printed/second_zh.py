"""A second author's papers, kept: Chinese ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later
from .numbers import credit_code, id_card
from .words import FIRMS

_BANKS = ("中国工商银行股份有限公司", "招商银行股份有限公司", "宁波银行股份有限公司", "浙商银行股份有限公司")
_BRANCHES = ("苏州工业园区支行", "厦门湖里支行", "东莞虎门支行", "西安高新支行", "成都天府支行")


def capital_day(day: date) -> str:
    """贰零贰伍年零叁月壹拾贰日, as cheques and bills have it."""
    digits = "零壹贰叁肆伍陆柒捌玖"

    def two(number: int, *, zero: bool) -> str:
        tens, ones = divmod(number, 10)
        text = (digits[tens] + "拾" if tens else "") + (digits[ones] if ones else "")
        return ("零" if zero and (not tens or not ones) else "") + text

    year = "".join(digits[int(c)] for c in str(day.year))
    return f"{year}年{two(day.month, zero=day.month < 3 or day.month == 10)}月{two(day.day, zero=True)}日"


def exam(r: Draw) -> dict[str, Any]:
    done = r.random() < 0.5
    marks = [r.randint(10, 40) for _ in range(3)]
    return {
        "school": r.choice(("临江市第三中学", "育才实验学校", "滨海区外国语学校", "云岭县第一高级中学")),
        "klass": r.choice(("高二（5）班", "初三（2）班", "八年级（11）班", "高一（8）班")),
        "name": r.person("zh"),
        "number": r.code("2025####"),
        "seat": r.maybe(0.6, f"{r.randint(1, 40):02d}"),
        "room": f"{r.randint(1, 30):02d}",
        "subject": r.choice(("数学", "物理", "思想政治", "化学")),
        "minutes": r.choice((90, 100, 120, 150)),
        "full": r.choice((100, 120, 150)),
        "setter": r.maybe(0.6, r.person("zh")),
        "checker": r.person("zh"),
        "term": r.choice(("2024-2025学年第二学期", "2025-2026学年第一学期")),
        "day": r.day(),
        "kind": r.choice(("期中考试", "期末教学质量检测", "第一次月考")),
        "marks": marks if done else [None] * 3,
        "score": sum(marks) if done else None,
    }


def acceptance(r: Draw) -> dict[str, Any]:
    made = r.day()
    drawer, payee = r.sample([f"{name}有限公司" for name in FIRMS["zh"].split("|")], 2)
    amount = float(r.randint(2, 900) * 10000 + r.choice((0, 0, 3500, 8260)))
    banks = [r.choice(_BANKS) + r.choice(_BRANCHES) for _ in range(3)]
    return {
        "made": made,
        "capital": capital_day(made),
        "due": later(made, 180),
        "due_capital": capital_day(later(made, 180)),
        "number": r.code("1 3052####### 2025#### ######### #").replace(" ", ""),
        "paper_number": r.code("3080#### ########"),
        "drawer": drawer,
        "payee": payee,
        "accounts": [r.code("32250###########"), r.code("5129#############")],
        "banks": banks,
        "amount": amount,
        "digits": list(f"¥{amount * 100:.0f}".rjust(12)),
        "contract": r.maybe(0.6, r.code("XS2025-####")),
        "accepted": later(made, 1),
        "bank_no": r.code("3053########"),
        "rating": r.maybe(0.3, "AA+"),
    }


def car_invoice(r: Draw) -> dict[str, Any]:
    cars = (
        ("小型轿车", "比亚迪牌BYD7152WT5HEV1", "西安市"),
        ("小型越野客车", "哈弗牌CC6470UF03A", "重庆市"),
        ("小型普通客车", "五菱牌LZW6442BF6", "柳州市"),
        ("轻型厢式货车", "福田牌BJ5045XXY-FA", "北京市"),
    )
    total = float(r.randint(480, 3800) * 100)
    net = round(total / 1.13, 2)
    person = r.random() < 0.6
    return {
        "car": r.choice(cars),
        "total": total,
        "net": net,
        "tax": round(total - net, 2),
        "made": r.day(),
        "code": r.code("1320022####3"),
        "number": r.code("0#######"),
        "long": r.code("2532#0000###########")[:20],
        "buyer": r.person("zh") if person else r.firm("zh"),
        "buyer_id": id_card(r, "320501") if person else credit_code(r),
        "cert": r.code("WDZ0#########0#"),
        "engine": r.code("BYD476ZQC-#######"),
        "vin": r.code("LGX@#@@@#@#######"),
        "seats": r.choice(("5", "7", "2")),
        "seller": r.choice(("苏州众行汽车销售服务有限公司", "厦门鹭达汽车贸易有限公司", "成都蓉驰汽车有限公司")),
        "seller_id": credit_code(r),
        "phone": r.code("0512-6#######"),
        "account": r.code("1102#############"),
        "address": r.address("zh")[0],
        "bank": "中国建设银行" + r.choice(_BRANCHES),
        "office": r.choice(("国家税务总局苏州工业园区税务局第一税务所", "国家税务总局厦门市湖里区税务局")),
        "office_code": r.code("132059####"),
        "import": r.code("31##########"),
        "drawer": r.person("zh"),
        "machine": r.code("5399########"),
    }


def checkup(r: Draw) -> dict[str, Any]:
    advice = (
        "体重超重，建议控制饮食，加强运动",
        "轻度脂肪肝，建议低脂饮食，每半年复查",
        "血压偏高，建议心内科就诊",
        "双眼屈光不正，建议眼科随诊",
        "窦性心动过缓，建议定期复查心电图",
        "尿酸偏高，建议多饮水、少食海鲜",
        "慢性咽炎，建议戒烟",
    )
    return {
        "name": r.person("zh"),
        "number": r.code("TJ2025######"),
        "sex": r.choice("男女"),
        "age": r.randint(22, 63),
        "firm": r.maybe(0.7, r.firm("zh")),
        "day": (d := r.day()),
        "issued": later(d, r.randint(3, 9)),
        "high": f"{r.uniform(150, 188):.1f}",
        "weight": f"{r.uniform(45, 98):.1f}",
        "bmi": f"{r.uniform(18, 31):.1f}",
        "press": f"{r.randint(100, 158)}/{r.randint(62, 99)}",
        "pulse": r.randint(52, 98),
        "advice": r.some(advice, 2, 5),
        "doctor": r.person("zh"),
        "doctors": [r.person("zh") for _ in range(6)],
        "blood": r.maybe(0.5, r.choice(("A型", "B型", "O型", "AB型"))),
        "phone": r.code("138########"),
        "house": r.choice(("临江市人民医院健康管理中心", "康泽体检中心（高新分院）", "滨海区第二医院体检科")),
        "values": [f"{r.uniform(3, 9):.2f}" for _ in range(10)],
        "idno": id_card(r, "320501"),
        "job": r.choice(("录用体检", "年度体检")),
        "verdict": r.choice(("合格", "不合格", "复查后合格")),
    }


PAPERS = (
    Paper(
        "zh_exam_head",
        "zh",
        "试卷卷头",
        exam,
        (
            Asked("school", "学校"),
            Asked("class", "班级"),
            Asked("name", "姓名", "name"),
            Asked("number", "考号", "code", ("准考证号", "学号")),
            Asked("seat", "座位号", "code"),
            Asked("subject", "科目"),
            Asked("minutes", "考试时间", "number", (), "多少分钟"),
            Asked("full", "满分", "number"),
            Asked("setter", "命题人", "name"),
            Asked("score", "总分", "number", ("得分",), "学生所得的分数"),
        ),
        ("a", "b", "c"),
    ),
    Paper(
        "zh_acceptance",
        "zh",
        "银行承兑汇票",
        acceptance,
        (
            Asked("number", "票据号码", "code", ("汇票号码",)),
            Asked("made", "出票日期", "date"),
            Asked("due", "汇票到期日", "date", ("到期日",)),
            Asked("drawer", "出票人", "name", ("出票人全称",)),
            Asked("drawer_account", "出票人账号", "bank_account"),
            Asked("payee", "收款人", "name", ("收款人全称",)),
            Asked("payee_account", "收款人账号", "bank_account"),
            Asked("payee_bank", "收款人开户行", "name", ("收款人开户银行",)),
            Asked("acceptor", "承兑人", "name", ("付款行",)),
            Asked("amount", "票据金额", "money", ("出票金额",), "小写"),
            Asked("amount_words", "金额大写"),
            Asked("contract", "交易合同号", "code"),
        ),
    ),
    Paper(
        "zh_car_invoice",
        "zh",
        "机动车销售统一发票",
        car_invoice,
        (
            Asked("code", "发票代码", "code"),
            Asked("number", "发票号码", "code"),
            Asked("date", "开票日期", "date"),
            Asked("buyer", "购买方名称", "name", ("购车人",)),
            Asked(
                "buyer_id",
                "购买方证件号码",
                "code",
                ("身份证号码/组织机构代码", "统一社会信用代码/纳税人识别号/身份证号码"),
            ),
            Asked("vehicle", "车辆类型"),
            Asked("model", "厂牌型号"),
            Asked("vin", "车架号", "code", ("车辆识别代号",)),
            Asked("engine", "发动机号", "code"),
            Asked("total", "价税合计", "money", (), "小写"),
            Asked("net", "不含税价", "money"),
            Asked("tax", "增值税税额", "money"),
            Asked("seller", "销售方名称", "name", ("销货单位名称",)),
            Asked("seller_tax_id", "销售方纳税人识别号", "tax_id"),
            Asked("seats", "限乘人数", "number"),
        ),
    ),
    Paper(
        "zh_checkup",
        "zh",
        "体检报告",
        checkup,
        (
            Asked("house", "体检机构", "name"),
            Asked("number", "体检编号", "code", ("体检号",)),
            Asked("name", "姓名", "name"),
            Asked("age", "年龄", "number"),
            Asked("firm", "工作单位", "name", ("单位",)),
            Asked("date", "体检日期", "date"),
            Asked("height", "身高", "number", (), "厘米"),
            Asked("weight", "体重", "number", (), "公斤"),
            Asked("pressure", "血压"),
            Asked("blood", "血型"),
            Asked("doctor", "主检医师", "name", ("主检医生",)),
            Asked("advice", "健康建议", "text", (), "每条一个值", many=True),
            Asked("verdict", "体检结论"),
        ),
    ),
)
