"""A fourth set, Chinese papers: 出库单, 出院小结, 录用通知书, 燃气缴费通知单."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def outbound(r: Draw) -> dict[str, Any]:
    goods = (
        ("深沟球轴承6204", "个"),
        ("液压油46#", "桶"),
        ("不锈钢内六角螺栓M8×30", "盒"),
        ("三相异步电机Y112M", "台"),
        ("绝缘手套", "双"),
        ("PE缠绕膜", "卷"),
        ("LED投光灯100W", "只"),
        ("切割片Φ125", "片"),
    )
    rows = [(r.code("WL-####"), *g, n := r.randint(2, 90), n - r.choice((0, 0, 0, 1))) for g in r.some(goods, 2, 5)]
    return {
        "firm": r.firm("zh"),
        "store": r.choice(("一号原料库", "备件库", "成品二库", "劳保用品库")),
        "number": r.code("CK2025######"),
        "made": r.day(),
        "for": r.choice(("设备维修", "生产领用", "销售发货", "项目安装")),
        "unit": r.choice(("机修车间", "总装二班", "热处理车间", "售后服务部")),
        "rows": rows,
        "keeper": r.person("zh"),
        "taker": r.person("zh"),
        "boss": r.person("zh"),
        "note": r.maybe(0.4, r.choice(("旧件已交回", "急用，先领后补单", "随车附合格证"))),
    }


def discharge(r: Draw) -> dict[str, Any]:
    come, days = r.day(), r.randint(3, 21)
    ills = (
        "急性阑尾炎",
        "社区获得性肺炎",
        "腰椎间盘突出症",
        "2型糖尿病",
        "高血压病2级",
        "胆囊结石伴慢性胆囊炎",
        "左侧桡骨远端骨折",
    )
    out = r.sample(ills, r.randint(1, 3))
    return {
        "hospital": r.choice(("苏州市立医院东区", "成都市第六人民医院", "厦门大学附属中山医院", "西安市红会医院")),
        "name": r.person("zh"),
        "sex": r.choice("男女"),
        "age": r.randint(19, 86),
        "ward": r.choice(("普外科", "呼吸与危重症医学科", "骨科二病区", "内分泌科")),
        "bed": r.code("##"),
        "number": r.code("ZY00######"),
        "come": come,
        "gone": later(come, days),
        "days": days,
        "in": out[0],
        "out": out,
        "how": r.choice(
            (
                "患者于全麻下行腹腔镜手术，过程顺利，术后予抗感染、补液治疗。",
                "入院后完善检查，予抗感染、化痰、对症支持治疗，症状好转。",
            )
        ),
        "state": r.choice(("好转", "治愈", "未愈")),
        "doctor": r.person("zh"),
        "again": r.maybe(0.5, later(come, days + 14)),
        "phone": r.code("0512-6#######"),
    }


def offer(r: Draw) -> dict[str, Any]:
    made = r.day()
    return {
        "firm": r.firm("zh"),
        "name": r.person("zh"),
        "she": r.choice(("先生", "女士")),
        "post": r.choice(("嵌入式软件工程师", "成本会计", "区域销售经理", "质量体系专员", "前端开发工程师")),
        "unit": r.choice(("研发中心", "财务部", "华东销售部", "品质管理部")),
        "made": made,
        "come": later(made, 18),
        "answer": later(made, 5),
        "pay": float(r.randint(65, 320) * 100),
        "trial": r.choice(("三个月", "六个月", "2个月")),
        "trial_pay": r.choice((0.8, 0.9)),
        "place": r.address("zh")[0],
        "who": r.person("zh"),
        "phone": r.code("137########"),
        "mail": r.code("hr####@mingche.example"),
        "boss": r.maybe(0.6, r.person("zh")),
        "years": r.choice(("三年", "五年", "3年")),
    }


def gas(r: Draw) -> dict[str, Any]:
    old, used, start = r.randint(300, 9000), r.randint(8, 160), r.day().replace(day=1)
    price = r.choice((2.63, 2.89, 3.05, 3.45))
    owed = r.maybe(0.4, r.money(12, 140))
    fee = round(used * price, 2)
    return {
        "firm": r.choice(
            ("苏州港华燃气有限公司", "成都城市燃气集团股份有限公司", "厦门华润燃气有限公司", "西安秦华燃气集团有限公司")
        ),
        "name": r.person("zh"),
        "number": r.code("10########"),
        "home": r.address("zh")[0] + r.choice(("3幢1202室", "8栋二单元501")),
        "meter": r.code("QB########"),
        "old": old,
        "new": old + used,
        "used": used,
        "price": price,
        "fee": fee,
        "owed": owed,
        "total": round(fee + (owed or 0), 2),
        "start": start,
        "end": later(start, 29),
        "made": later(start, 33),
        "due": later(start, 52),
        "reader": r.person("zh"),
        "phone": r.choice(("95777", "96577")),
        "fine": r.choice(("0.3‰", "0.5‰")),
    }


PAPERS = (
    Paper(
        "zh_outbound",
        "zh",
        "出库单",
        outbound,
        (
            Asked("number", "出库单号", "code", ("单号",), patterns=(r"CK\d{10}",)),
            Asked("date", "出库日期", "date", ("日期",)),
            Asked("store", "仓库名称", "text", ("仓库",)),
            Asked("department", "领用部门"),
            Asked("purpose", "用途"),
            Asked("items", "物料名称", many=True),
            Asked("quantities", "实发数量", "number", many=True, hint="实际发出的数量，不是申请的数量"),
            Asked("keeper", "仓管员", "name", ("保管员",)),
            Asked("receiver", "领料人", "name"),
            Asked("approver", "批准人", "name"),
            Asked("note", "备注"),
        ),
    ),
    Paper(
        "zh_discharge",
        "zh",
        "出院小结",
        discharge,
        (
            Asked("hospital", "医院", "name"),
            Asked("patient", "患者姓名", "name", ("姓名",)),
            Asked("age", "年龄"),
            Asked("ward", "科室", "text", ("科别",)),
            Asked("number", "住院号", "code"),
            Asked("admitted", "入院日期", "date"),
            Asked("discharged", "出院日期", "date"),
            Asked("days", "住院天数", "number"),
            Asked("admission_diagnosis", "入院诊断"),
            Asked("diagnoses", "出院诊断", many=True, hint="可能有几条"),
            Asked("outcome", "治疗结果", hint="治愈、好转或未愈"),
            Asked("doctor", "主治医师", "name"),
            Asked("follow_up", "复诊日期", "date"),
        ),
    ),
    Paper(
        "zh_offer",
        "zh",
        "录用通知书",
        offer,
        (
            Asked("company", "公司名称", "name", ("用人单位",)),
            Asked("candidate", "被录用人", "name", ("姓名",)),
            Asked("position", "岗位", "text", ("职位",)),
            Asked("department", "部门"),
            Asked("onboard", "报到日期", "date", ("入职日期",)),
            Asked("salary", "月薪", "money", ("转正工资",), "税前，转正以后的"),
            Asked("probation", "试用期"),
            Asked("term", "合同期限"),
            Asked("place", "工作地点", "address"),
            Asked("reply_by", "回复期限", "date", hint="最迟在哪一天确认"),
            Asked("contact", "联系人", "name"),
            Asked("phone", "联系电话", "phone"),
            Asked("supervisor", "直属上级", "name"),
        ),
    ),
    Paper(
        "zh_gas",
        "zh",
        "燃气缴费通知单",
        gas,
        (
            Asked("company", "燃气公司", "name"),
            Asked("customer", "户名", "name", ("用户姓名",)),
            Asked("account", "户号", "code", ("用户编号",)),
            Asked("address", "用气地址", "address"),
            Asked("previous", "上期读数", "number", ("上次表底",)),
            Asked("current", "本期读数", "number", ("本次表底",)),
            Asked("used", "用气量", "number", hint="立方米"),
            Asked("price", "单价", "money"),
            Asked("fee", "本期气费", "money"),
            Asked("arrears", "往期欠费", "money"),
            Asked("total", "应缴金额", "money", ("合计应缴",)),
            Asked("due", "缴费截止日期", "date"),
        ),
    ),
)
