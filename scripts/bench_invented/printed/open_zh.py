"""Four Chinese types that whoever mends may look at."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def quotation(r: Draw) -> dict[str, Any]:
    goods = (
        ("碳钢法兰 DN80 PN16", "片", 86),
        ("不锈钢球阀 Q41F-16P", "台", 1240),
        ("压力变送器 EJA430E", "台", 3980),
        ("伺服电机 750W", "套", 2150),
        ("镀锌桥架 200×100", "米", 63.5),
        ("电缆 YJV 4×25+1×16", "米", 98.6),
        ("防爆接线盒", "只", 145),
    )
    rows = [
        (name, unit, n := r.randint(2, 60), price, round(n * price, 2)) for name, unit, price in r.some(goods, 2, 5)
    ]
    made = r.day()
    return {
        "number": r.code("BJ2025####-##"),
        "made": made,
        "valid": r.maybe(0.7, r.choice((15, 30, 60))),
        "until": later(made, 30),
        "customer": r.firm("zh"),
        "contact": r.person("zh"),
        "phone": r.code("1381#######"),
        "rows": rows,
        "total": round(sum(row[4] for row in rows), 2),
        "seller": r.person("zh"),
        "delivery": r.choice(("收到预付款后20个工作日", "合同生效后15天内", "现货，款到发货", "45天")),
        "pay": r.choice(("预付30%，发货前付70%", "月结60天", "款到发货", "货到验收合格后30日内付清")),
        "project": r.maybe(0.6, r.choice(("三期循环水改造", "2号锅炉大修", "研发楼弱电工程"))),
    }


def quality(r: Draw) -> dict[str, Any]:
    tests = (
        ("抗拉强度 Rm", "≥ 570 MPa", 560, 690),
        ("断后伸长率 A", "≥ 18 %", 16, 30),
        ("硬度", "150～190 HBW", 148, 195),
        ("含碳量", "0.42～0.50 %", 0.4, 0.52),
        ("表面粗糙度 Ra", "≤ 1.6 μm", 0.6, 1.9),
        ("外径偏差", "±0.05 mm", 0.01, 0.06),
        ("盐雾试验", "≥ 72 h", 70, 120),
    )
    rows = [
        (name, norm, f"{r.uniform(low, high):.{2 if high < 2 else 0}f}", r.choice(("合格", "合格", "合格", "让步接收")))
        for name, norm, low, high in r.some(tests, 3, 6)
    ]
    made = r.day()
    return {
        "number": r.code("QC-25####-###"),
        "sample": r.choice(("45#圆钢 φ60", "轴承座 ZC-204", "镀锌螺栓 M16×80", "活塞销 B12")),
        "maker": r.firm("zh"),
        "batch": r.code("P2503##-#"),
        "amount": f"{r.randint(200, 9000)}件",
        "tested": made,
        "issued": later(made, r.randint(1, 5)),
        "norm": r.choice(("GB/T 699-2015", "Q/ZC 012-2021", "GB/T 5782-2016")),
        "rows": rows,
        "verdict": r.choice(("合格", "不合格", "让步接收")),
        "tester": r.person("zh"),
        "checker": r.maybe(0.8, r.person("zh")),
        "lab": r.code("CNAS L####"),
        "temp": f"{r.randint(18, 26)}℃",
        "date2": later(made, -3),
    }


def tender(r: Draw) -> dict[str, Any]:
    made = r.day()
    what = r.choice(
        (
            ("市第三中学教学楼抗震加固工程", "施工"),
            ("城区公交站台候车亭更新采购", "货物"),
            ("区人民医院核磁共振设备采购", "货物"),
            ("污水处理厂二期监理服务", "服务"),
            ("智慧停车平台建设项目", "服务"),
        )
    )
    buyers = ("临江市教育局", "安阳路街道办事处", "云岭县人民医院", "绿洲水务集团有限公司", "滨海区城市管理局")
    agents = ("正衡工程咨询有限公司", "华采招标代理有限公司", "信达建设项目管理有限公司")
    return {
        "project": what[0],
        "kind": what[1],
        "number": r.code("LJZC-2025-G###"),
        "buyer": r.choice(buyers),
        "agent": r.choice(agents),
        "budget": r.randint(30, 4200) * 10000 + r.choice((0, 5000, 8600)),
        "cap": r.maybe(0.5, r.randint(28, 3900) * 10000),
        "made": made,
        "deadline": later(made, 20),
        "hour": r.choice(("09:30", "14:00", "10:00")),
        "place": r.choice(
            ("临江市公共资源交易中心三楼第二开标室", "政务服务中心B座405室", "云岭县行政中心1号楼会议室")
        ),
        "period": r.choice(("180日历天", "签订合同后60天内", "24个月")),
        "contact": r.person("zh"),
        "contact2": r.person("zh"),
        "phone": r.code("0512-6#######"),
        "phone2": r.code("0512-8#######"),
        "bond": r.maybe(0.6, r.randint(1, 40) * 5000),
        "address": r.address("zh")[0],
        "needs": r.some(
            (
                "具有独立承担民事责任的能力",
                "具有良好的商业信誉和健全的财务会计制度",
                "具有履行合同所必需的设备和专业技术能力",
                "有依法缴纳税收和社会保障资金的良好记录",
                "近三年内在经营活动中没有重大违法记录",
            ),
            3,
            5,
        ),
    }


def property_fee(r: Draw) -> dict[str, Any]:
    start, area = r.day().replace(day=1), r.money(56, 188)
    water, power = r.randint(4, 32), r.randint(60, 480)
    fees = [
        ("物业服务费", f"{area}㎡×2.60元×3月", round(area * 7.8, 2)),
        *r.some(
            (
                ("公共能耗费", "按户分摊", r.money(12, 60)),
                ("车位管理费", "地下B1-" + r.code("###"), 240.0),
                ("水费", f"{water}吨×4.35元", round(water * 4.35, 2)),
                ("电费", f"{power}度×0.58元", round(power * 0.58, 2)),
                ("垃圾清运费", "固定", 18.0),
                ("电梯运行费", "二次供水", r.money(20, 90)),
            ),
            1,
            4,
        ),
    ]
    return {
        "owner": r.person("zh"),
        "room": f"{r.randint(1, 28)}幢{r.randint(1, 3)}单元{r.randint(2, 26)}0{r.randint(1, 4)}室",
        "number": r.code("WY2025######"),
        "start": start,
        "end": later(start, 90),
        "area": area,
        "fees": fees,
        "total": round(sum(f[2] for f in fees), 2),
        "made": later(start, r.randint(2, 30)),
        "due": r.maybe(0.6, later(start, 45)),
        "late": r.maybe(0.3, r.money(2, 40)),
        "cashier": r.person("zh"),
        "way": r.choice(("微信支付", "支付宝", "银行代扣", "现金")),
        "phone": r.code("1590#######"),
    }


PAPERS = (
    Paper(
        "zh_quotation",
        "zh",
        "报价单",
        quotation,
        (
            Asked("seller", "报价单位", "name", ("供方",)),
            Asked("number", "报价单号", "code"),
            Asked("date", "报价日期", "date", ("日期",)),
            Asked("customer", "客户名称", "name", ("致", "需方")),
            Asked("contact", "联系人", "name"),
            Asked("project", "项目名称"),
            Asked("items", "产品名称", "text", ("品名", "货物名称"), many=True),
            Asked("total", "合计金额", "money", ("总价",), "小写"),
            Asked("validity", "报价有效期"),
            Asked("delivery", "交货期"),
            Asked("payment", "付款方式"),
        ),
    ),
    Paper(
        "zh_quality",
        "zh",
        "质检报告",
        quality,
        (
            Asked("lab", "检测机构", "name", hint="出具报告的单位"),
            Asked("number", "报告编号", "code"),
            Asked("sample", "样品名称", "text", ("产品名称",)),
            Asked("maker", "生产单位", "name", ("委托单位",)),
            Asked("batch", "批号", "code"),
            Asked("standard", "检验依据"),
            Asked("items", "检验项目", many=True),
            Asked("results", "实测值", "text", ("检验结果",), many=True),
            Asked("verdict", "检验结论", "text", ("结论",)),
            Asked("issued", "签发日期", "date"),
            Asked("checker", "审核人", "name", ("审核",)),
        ),
    ),
    Paper(
        "zh_tender",
        "en",
        "Chinese tender notice",
        tender,
        (
            Asked("project", "Project name", "text", ("项目名称",)),
            Asked("number", "Project number", "code", ("项目编号", "招标编号")),
            Asked("purchaser", "Purchaser", "name", ("采购人", "招标人")),
            Asked("agency", "Agency", "name", ("代理机构", "招标代理机构")),
            Asked("budget", "Budget", "money", ("预算金额",)),
            Asked("ceiling", "Ceiling price", "money", ("最高限价",)),
            Asked("deadline", "Bid deadline", "date", ("投标截止时间", "提交投标文件截止时间")),
            Asked("place", "Place of opening", "text", ("开标地点",)),
            Asked("bond", "Bid bond", "money", ("投标保证金",)),
            Asked("period", "Contract period", "text", ("合同履行期限", "工期")),
            Asked("published", "Published", "date", hint="Day of the notice at its end"),
        ),
    ),
    Paper(
        "zh_property_fee",
        "zh",
        "物业缴费单",
        property_fee,
        (
            Asked("company", "物业公司", "name"),
            Asked("owner", "业主姓名", "name", ("业主",)),
            Asked("room", "房号", "text", ("房屋地址",)),
            Asked("number", "单据编号", "code"),
            Asked("period_start", "计费起始日", "date"),
            Asked("period_end", "计费截止日", "date"),
            Asked("area", "建筑面积", "number"),
            Asked("items", "收费项目", many=True),
            Asked("total", "应收合计", "money", ("合计",)),
            Asked("due", "缴费截止日期", "date"),
            Asked("late_fee", "滞纳金", "money"),
        ),
    ),
)
