"""A seventh set, Chinese ones: power in Taiwan, a claim, movements of an account, a curriculum, a court's summons."""

from __future__ import annotations

from datetime import date
from typing import Any

from . import numbers
from .asked import Asked, Paper
from .draw import Draw, later


def era(day: date) -> str:
    """114年03月05日: years of the Republic."""
    return f"{day.year - 1911}年{day.month:02}月{day.day:02}日"


def power(r: Draw) -> dict[str, Any]:
    first = r.randint(3000, 61000)
    used = r.randint(180, 1400)
    fee = round(used * 2.4, 1)
    cut = r.choice((0.0, 12.5))
    read = r.day()
    return {
        "number": r.code("##-##-####-##-#"),
        "name": r.choice(("林淑芬", "陳志明", "黃雅婷", "永豐茶行")),
        "home": r.choice(
            ("臺北市大安區和平東路二段118巷4號3樓", "高雄市三民區建工路415號", "臺中市西屯區福星路88之1號5樓")
        ),
        "from": era(later(read, -61)),
        "to": era(later(read, -1)),
        "read": read,
        "read_era": era(read),
        "due": later(read, 18),
        "due_era": era(later(read, 18)),
        "next": later(read, 61),
        "next_era": era(later(read, 61)),
        "meter": r.code("A0######"),
        "first": first,
        "last": first + used,
        "used": used,
        "base": r.choice((40, 80)),
        "fee": fee,
        "cut": cut,
        "total": round(fee - cut),
        "bill": r.code("@@########"),
        "office": r.choice(("臺北南區營業處", "高雄區營業處", "臺中區營業處")),
        "usual": r.choice((None, 611, 842)),
    }


def claim(r: Draw) -> dict[str, Any]:
    ill = r.day()
    me, child = r.person("zh"), r.person("zh")
    kin = r.choice(("本人", "父母", "配偶", "子女"))
    return {
        "firm": r.choice(("泰安人寿保险股份有限公司", "华盛财产保险股份有限公司", "长盈养老保险有限公司")),
        "policy": r.code("P1100########"),
        "report": r.code("L2025######"),
        "insured": child if kin != "本人" else me,
        "insured_id": numbers.id_card(r, "320106"),
        "applicant": me,
        "kin": kin,
        "kins": ("本人", "父母", "配偶", "子女"),
        "phone": r.code("138########"),
        "ill": ill,
        "place": r.choice(("苏州市工业园区星港街路口", "家中", "单位食堂门口")),
        "story": r.choice(
            ("骑电动车时与行人相撞致右腕骨折", "突发腹痛送医，诊断为急性阑尾炎", "下楼梯时不慎滑倒扭伤脚踝")
        ),
        "hospital": r.choice(("苏州市立医院", "成都市第三人民医院", "青岛大学附属医院")),
        "kinds": r.some(("医疗", "住院津贴", "残疾", "重大疾病"), 1, 2),
        "all": ("医疗", "住院津贴", "残疾", "重大疾病", "身故"),
        "sum": r.money(300, 26000),
        "bank": r.choice(("中国工商银行苏州园区支行", "招商银行成都高新支行")),
        "account": r.code("6222####" + "########" + "###"),
        "made": later(ill, r.randint(2, 40)),
    }


def flow(r: Draw) -> dict[str, Any]:
    opening = r.money(800, 90000)
    first = r.day().replace(day=1)
    held, rows, plus, minus = opening, [], 0.0, 0.0
    for i in range(r.randint(4, 8)):
        what, sign = r.choice(
            (("工资", 1), ("快捷支付", -1), ("转账汇入", 1), ("网上转账", -1), ("ATM取款", -1), ("结息", 1))
        )
        amount = r.money(6, 700) if sign < 0 else r.money(20, 9000)
        held = round(held + sign * amount, 2)
        plus, minus = (plus + amount, minus) if sign > 0 else (plus, minus + amount)
        rows.append(
            (
                later(first, i * 3 + r.randint(0, 2)),
                what,
                sign * amount,
                held,
                r.choice((r.person("zh"), "财付通支付科技有限公司", r.firm("zh"), "—")),
            )
        )
    return {
        "bank": r.choice(("中国建设银行", "交通银行", "中国农业银行")),
        "branch": r.choice(("苏州分行星湖支行", "厦门湖里支行", "西安高新支行")),
        "name": r.person("zh"),
        "account": r.code("6217####" + "########" + "###"),
        "money": r.choice(("人民币", "CNY")),
        "first": first,
        "last": later(first, 29),
        "opening": opening,
        "closing": held,
        "plus": round(plus, 2),
        "minus": round(minus, 2),
        "rows": rows,
        "made": later(first, 35),
        "serial": r.code("DY2025########"),
    }


def resume(r: Draw) -> dict[str, Any]:
    name = r.person("zh")
    born = r.day("1984-01-01", "2002-12-31")
    left = born.year + 22
    firms = r.sample(
        ("苏州明澈精密机械有限公司", "厦门鹭洲纺织有限公司", "长沙云麓信息技术有限公司", "成都蜀味轩食品有限公司"), 2
    )
    posts = r.sample(("会计", "前端开发工程师", "销售主管", "质检员", "人事专员"), 2)
    return {
        "name": name,
        "sex": r.choice("男女"),
        "born": f"{born.year}年{born.month}月",
        "nation": r.choice(("汉族", "回族", "土家族")),
        "native": r.choice(("江苏苏州", "四川绵阳", "福建厦门")),
        "party": r.choice(("中共党员", "群众", "共青团员")),
        "degree": r.choice(("本科", "大专", "硕士")),
        "school": r.choice(("苏州大学", "西南财经大学", "集美大学")),
        "major": r.choice(("会计学", "软件工程", "市场营销")),
        "phone": r.code("159########"),
        "mail": r.code("@@####").lower() + "@mail.example.cn",
        "home": r.address("zh")[0],
        "want": r.choice(("财务会计", "前端开发", "销售经理")),
        "pay": r.choice(("8000-10000元/月", "面议", "12K-15K")),
        "jobs": [(f"{left}.07-{left + 3}.05", firms[0], posts[0]), (f"{left + 3}.06-至今", firms[1], posts[1])],
        "skills": r.some(("初级会计师", "英语六级", "计算机二级", "C1驾驶证"), 1, 3),
        "about": r.choice(("工作认真负责，善于沟通。", "性格开朗，学习能力强。")),
    }


def summons(r: Draw) -> dict[str, Any]:
    made = r.day()
    court = r.choice(("苏州工业园区人民法院", "厦门市湖里区人民法院", "西安市雁塔区人民法院"))
    return {
        "court": court,
        "case": f"（{made.year}）苏0591民初{r.randint(101, 9800)}号",
        "cause": r.choice(("买卖合同纠纷", "民间借贷纠纷", "劳动争议", "房屋租赁合同纠纷")),
        "who": r.choice((r.person("zh"), r.firm("zh"))),
        "home": r.address("zh")[0],
        "why": r.choice(("开庭", "庭前调解", "证据交换")),
        "when": later(made, r.randint(15, 60)),
        "hour": r.choice(("9时30分", "14时00分", "10时15分")),
        "where": r.choice(("第三审判庭", "速裁庭二号法庭", "本院诉讼服务中心调解室")),
        "judge": r.person("zh"),
        "clerk": r.person("zh"),
        "phone": r.code("0512-6688####"),
        "made": made,
        "plaintiff": r.person("zh"),
        "defendant": r.firm("zh"),
    }


PAPERS = (
    Paper(
        "tw_power",
        "zh",
        "電費通知單",
        power,
        (
            Asked("account_number", "電號", "code"),
            Asked("customer", "用戶名稱", "name", ("戶名",)),
            Asked("address", "用電地址", "address"),
            Asked("meter_number", "電表號碼", "code"),
            Asked("reading_date", "本次抄表日", "date", ("抄表日",)),
            Asked("next_reading_date", "下次抄表日", "date"),
            Asked("due_date", "繳費期限", "date"),
            Asked("previous_reading", "上期指數", "number"),
            Asked("current_reading", "本期指數", "number"),
            Asked("consumption", "用電度數", "number", ("使用度數",)),
            Asked("energy_charge", "流動電費", "money"),
            Asked("discount", "扣減金額", "money", ("節電獎勵",)),
            Asked("total", "應繳總金額", "money", ("應繳金額",)),
            Asked("bill_number", "發票號碼", "code"),
            Asked("office", "營業處", "name", ("服務單位",)),
        ),
    ),
    Paper(
        "zh_claim",
        "zh",
        "理赔申请书",
        claim,
        (
            Asked("insurer", "保险公司", "name"),
            Asked("policy_number", "保单号", "code", ("保险单号",)),
            Asked("report_number", "报案号", "code"),
            Asked("insured", "被保险人", "name"),
            Asked("insured_id", "被保险人证件号码", "id_number"),
            Asked("applicant", "申请人", "name"),
            Asked("relationship", "与被保险人关系", hint="本人、父母、配偶或子女"),
            Asked("phone", "联系电话", "phone"),
            Asked("accident_date", "出险日期", "date", ("事故日期",)),
            Asked("accident_place", "出险地点"),
            Asked("description", "事故经过", "text", ("出险经过",)),
            Asked("hospital", "就诊医院", "name"),
            Asked("claim_type", "申请类型", "text", many=True, hint="勾选的项目"),
            Asked("amount", "申请金额", "money"),
            Asked("bank", "开户行", "name"),
            Asked("account", "银行账号", "bank_account"),
            Asked("date", "申请日期", "date"),
        ),
    ),
    Paper(
        "zh_flow",
        "zh",
        "账户交易明细",
        flow,
        (
            Asked("bank", "银行", "name"),
            Asked("branch", "开户机构", "name", ("开户行",)),
            Asked("holder", "户名", "name"),
            Asked("account", "账号", "bank_account", ("卡号",)),
            Asked("currency", "币种"),
            Asked("start_date", "起始日期", "date"),
            Asked("end_date", "截止日期", "date"),
            Asked("opening_balance", "期初余额", "money"),
            Asked("closing_balance", "期末余额", "money"),
            Asked("total_income", "收入合计", "money"),
            Asked("total_expense", "支出合计", "money"),
            Asked("transaction_date", "交易日期", "date", many=True),
            Asked("summary", "摘要", many=True),
            Asked("amount", "交易金额", "money", many=True),
            Asked("balance", "账户余额", "money", ("余额",), many=True),
            Asked("print_date", "打印日期", "date"),
        ),
    ),
    Paper(
        "zh_resume",
        "zh",
        "个人简历",
        resume,
        (
            Asked("name", "姓名", "name"),
            Asked("sex", "性别", "sex"),
            Asked("birth_month", "出生年月"),
            Asked("ethnicity", "民族"),
            Asked("native_place", "籍贯"),
            Asked("education", "学历"),
            Asked("school", "毕业院校", "name"),
            Asked("major", "专业"),
            Asked("political_status", "政治面貌"),
            Asked("phone", "电话", "phone", ("手机",)),
            Asked("email", "邮箱", "email"),
            Asked("intention", "求职意向"),
            Asked("expected_salary", "期望薪资"),
            Asked("employer", "工作单位", "name", many=True),
            Asked("position", "职位", many=True),
            Asked("certificate", "证书", many=True),
        ),
    ),
    Paper(
        "zh_summons",
        "zh",
        "传票",
        summons,
        (
            Asked("court", "法院", "name"),
            Asked("case_number", "案号", "code"),
            Asked("cause", "案由"),
            Asked("summoned", "被传唤人", "name"),
            Asked("address", "住址", "address", ("工作单位或住址",)),
            Asked("reason", "传唤事由"),
            Asked("appearance_date", "应到时间", "date", hint="开庭的日期"),
            Asked("place", "应到处所"),
            Asked("judge", "审判员", "name", ("承办法官",)),
            Asked("clerk", "书记员", "name"),
            Asked("phone", "联系电话", "phone"),
            Asked("date", "签发日期", "date"),
        ),
    ),
)
