"""Four Chinese types, kept until they had been measured, looked at since."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def attorney(r: Draw) -> dict[str, Any]:
    made = r.day()
    return {
        "giver": r.firm("zh"),
        "head": r.person("zh"),
        "title": r.choice(("执行董事", "总经理", "董事长")),
        "agent": r.person("zh"),
        "card": r.code("3205#119######32##"),
        "job": r.maybe(0.7, r.choice(("销售经理", "法务专员", "项目负责人"))),
        "phone": r.code("1377#######"),
        "matter": r.choice(
            ("办理公司变更登记事宜", "参加城北污水泵站设备采购项目投标", "领取设备验收款项", "办理不动产抵押登记")
        ),
        "made": made,
        "from_": made,
        "to": later(made, r.choice((90, 180, 365))),
        "powers": r.some(
            (
                "签署投标文件",
                "提交、撤回、修改申请材料",
                "领取相关证照及批复",
                "代为承认、放弃、变更请求",
                "接受询问并签署笔录",
            ),
            2,
            4,
        ),
        "resell": r.choice(("无", "无转委托权")),
        "credit": r.code("9132####MA########"),
        "to_whom": r.choice(("昆山市行政审批局", "中泰招标有限公司", "吴江区人民法院")),
    }


def leave(r: Draw) -> dict[str, Any]:
    start, days = r.day(), r.choice((0.5, 1, 2, 3, 5, 10))
    return {
        "person": r.person("zh"),
        "team": r.choice(("注塑车间", "财务部", "客户服务中心", "研发二部")),
        "job": r.choice(("操作工", "会计", "客服专员", "软件工程师")),
        "number": r.code("HR#####"),
        "kind": r.choice(("年假", "病假", "事假", "婚假")),
        "kinds": ("年假", "病假", "事假", "婚假", "产假", "其他"),
        "start": start,
        "end": later(start, max(0, int(days) - 1)),
        "days": f"{days:g}",
        "why": r.choice(("回老家办理户口迁移", "发热就诊，医嘱休息", "参加孩子家长会", "带父母体检", "个人婚礼筹备")),
        "asked": later(start, -r.randint(1, 9)),
        "cover": r.maybe(0.7, r.person("zh")),
        "boss": r.person("zh"),
        "hr": r.maybe(0.6, r.person("zh")),
        "verdict": r.choice(("同意", "不同意")),
        "phone": r.code("1360#######"),
        "flow": r.code("OA2025#########"),
    }


def policy(r: Draw) -> dict[str, Any]:
    start = r.day()
    covers = r.some(
        (
            ("意外身故、伤残", 500000),
            ("意外医疗费用", 30000),
            ("意外住院津贴", 18000),
            ("火灾爆炸责任", 1000000),
            ("室内财产损失", 200000),
            ("第三者责任", 300000),
        ),
        2,
        4,
    )
    return {
        "number": r.code("PICC2025########"),
        "holder": r.firm("zh"),
        "insured": r.person("zh"),
        "card": r.code("5101#519######1#"),
        "benefit": r.maybe(0.5, r.choice(("法定", r.person("zh")))),
        "start": start,
        "end": later(start, 364),
        "covers": covers,
        "sum": sum(c[1] for c in covers),
        "premium": r.money(86, 4200),
        "made": later(start, -2),
        "agent": r.person("zh"),
        "excess": r.maybe(0.6, r.choice(("每次事故免赔额200元", "损失金额的10%", "500元"))),
        "place": r.address("zh")[0],
        "plan": r.choice(("家财安心保2025版", "员工团体意外险（尊享款）", "商铺综合险B款")),
        "query": r.code("95###"),
    }


def reconciliation(r: Draw) -> dict[str, Any]:
    start = r.day().replace(day=1)
    opening, day, rows = r.money(0, 60000), start, []
    balance = opening
    for _ in range(r.randint(3, 7)):
        day = later(day, r.randint(1, 5))
        sale = r.random() < 0.7
        amount = r.money(900, 38000)
        balance = round(balance + (amount if sale else -amount), 2)
        rows.append(
            (
                day,
                r.code("XS25######" if sale else "SK25######"),
                "销售出库" if sale else "收款",
                amount if sale else None,
                None if sale else amount,
                balance,
            )
        )
    return {
        "customer": r.firm("zh"),
        "number": r.maybe(0.6, r.code("DZ2025##-###")),
        "start": start,
        "end": later(day, 2),
        "rows": rows,
        "opening": opening,
        "closing": balance,
        "sold": round(sum(row[3] or 0 for row in rows), 2),
        "paid": round(sum(row[4] or 0 for row in rows), 2),
        "by": r.person("zh"),
        "phone": r.code("0592-5######"),
        "made": later(day, 4),
        "reply": later(day, 14),
        "account": r.code("4100 #### #### ####"),
        "customer_by": r.maybe(0.5, r.person("zh")),
    }


PAPERS = (
    Paper(
        "zh_attorney",
        "zh",
        "授权委托书",
        attorney,
        (
            Asked("principal", "委托人", "name", ("委托单位", "授权单位")),
            Asked("representative", "法定代表人", "name"),
            Asked("agent", "受托人", "name", ("被授权人", "代理人")),
            Asked("id_number", "身份证号", "id_number", ("身份证号码", "公民身份号码")),
            Asked("phone", "联系电话", "phone"),
            Asked("matter", "委托事项"),
            Asked("from_date", "委托期限起", "date"),
            Asked("to_date", "委托期限止", "date"),
            Asked("powers", "委托权限", many=True),
            Asked("signed", "签署日期", "date"),
            Asked("agent_job", "受托人职务"),
        ),
    ),
    Paper(
        "zh_leave",
        "zh",
        "请假单",
        leave,
        (
            Asked("name", "姓名", "name", ("申请人",)),
            Asked("department", "部门"),
            Asked("job", "职务", "text", ("岗位",)),
            Asked("kind", "请假类别", "text", ("假别",)),
            Asked("start", "开始日期", "date"),
            Asked("end", "结束日期", "date"),
            Asked("days", "天数", "number", ("请假天数",)),
            Asked("reason", "请假事由"),
            Asked("cover", "工作代理人", "name", ("职务代理人",)),
            Asked("applied", "申请日期", "date", ("填表日期",)),
            Asked("approver", "部门主管", "name"),
            Asked("decision", "审批意见"),
        ),
    ),
    Paper(
        "zh_policy",
        "en",
        "Chinese insurance policy",
        policy,
        (
            Asked("insurer", "Insurer", "name", ("保险人",)),
            Asked("number", "Policy number", "code", ("保险单号", "保单号码")),
            Asked("holder", "Policyholder", "name", ("投保人",)),
            Asked("insured", "Insured", "name", ("被保险人",)),
            Asked("beneficiary", "Beneficiary", "text", ("受益人",)),
            Asked("start", "Start of cover", "date", ("保险期间",), "First day of cover"),
            Asked("end", "End of cover", "date", hint="Last day of cover"),
            Asked("coverages", "Coverage", "text", ("保障项目", "保险责任"), many=True),
            Asked("sum", "Sum insured", "money", ("保险金额", "总保额"), "Of all coverages together"),
            Asked("premium", "Premium", "money", ("保险费", "保费合计")),
            Asked("deductible", "Deductible", "text", ("免赔额", "免赔")),
            Asked("product", "Product", "text", ("险种名称", "产品名称")),
        ),
    ),
    Paper(
        "zh_reconciliation",
        "zh",
        "对账单",
        reconciliation,
        (
            Asked("sender", "供应商", "name", hint="发出对账单的单位"),
            Asked("customer", "客户名称", "name"),
            Asked("number", "对账单号", "code"),
            Asked("start", "对账期间起", "date"),
            Asked("end", "对账期间止", "date"),
            Asked("opening", "期初余额", "money", ("上期结余",)),
            Asked("documents", "单据编号", "code", ("单号",), many=True),
            Asked("sold", "本期发货金额", "money", ("本期应收",)),
            Asked("paid", "本期收款", "money", ("本期已收",)),
            Asked("closing", "期末余额", "money", ("欠款余额", "应收余额")),
            Asked("contact", "经办人", "name", ("制单人",)),
        ),
    ),
)
