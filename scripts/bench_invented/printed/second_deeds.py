"""A second author's papers, kept: Chinese contracts and certificates, of Hong Kong among them."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later
from .numbers import id_card


def lease(r: Draw) -> dict[str, Any]:
    start = r.day()
    rent = r.randint(12, 98) * 100
    years = r.randint(1, 3)
    end = later(start.replace(year=start.year + years, day=min(start.day, 28)), -1)
    things = ("空调", "热水器", "洗衣机", "冰箱", "双人床", "衣柜", "燃气灶", "电视机")
    return {
        "owner": r.person("zh"),
        "tenant": r.person("zh"),
        "owner_id": id_card(r, "320502"),
        "owner_phone": r.code("139########"),
        "tenant_id": id_card(r, "510104"),
        "tenant_phone": r.code("158########"),
        "address": r.address("zh")[0],
        "area": f"{r.uniform(38, 160):.2f}",
        "start": start,
        "end": end,
        "years": years,
        "rent": rent,
        "rent_words": rent,
        "bond": rent * r.randint(1, 2),
        "how": r.choice(("按季支付", "按月支付", "半年一付")),
        "use": r.choice(("居住", "办公", "员工宿舍")),
        "signed": later(start, -r.randint(1, 12)),
        "cert": r.code("苏（2021）字第00#####号"),
        "agent": r.maybe(0.5, r.choice(("安邻房产经纪有限公司", "顺居不动产服务部"))),
        "fee": rent // 2,
        "things": [(t, r.randint(1, 3), r.choice(("完好", "八成新", "有划痕"))) for t in r.some(things, 3, 7)],
        "water": r.randint(100, 900),
        "power": r.randint(1000, 9000),
        "number": r.code("ZL2025####"),
        "bank": "中国农业银行",
        "account": r.code("6228############"),
        "penalty": rent * 2,
        "daily": rent // 20,
    }


def permit(r: Draw) -> dict[str, Any]:
    start = r.day()
    days = r.randint(120, 720)
    firms = [
        r.choice(("江源", "华筑", "同创", "金石", "远大", "九州")) + w
        for w in ("岩土工程勘察有限公司", "建筑设计研究院有限公司", "建设集团有限公司", "工程监理咨询有限公司")
    ]
    return {
        "number": r.code("32059#2025########"),
        "owner": r.choice(("临江市教育投资有限公司", "绿洲水务集团有限公司", "滨海区人民医院", "湖里城建发展有限公司")),
        "project": r.choice(
            ("第三中学综合楼新建工程", "污水处理厂三期扩建工程", "医疗综合楼项目（A标段）", "人才公寓二期")
        ),
        "place": r.address("zh")[0],
        "size": f"{r.randint(2000, 98000)}平方米",
        "price": r.randint(800, 42000),
        "firms": firms,
        "people": [r.person("zh") for _ in range(5)],
        "start": start,
        "end": later(start, days),
        "days": days,
        "made": later(start, -r.randint(3, 30)),
        "office": r.choice(("临江市住房和城乡建设局", "滨海区行政审批局", "苏州工业园区规划建设委员会")),
        "note": r.maybe(0.5, r.choice(("本证不含幕墙工程", "装配率不低于40%", "分段施工，桩基先行"))),
        "code": r.code("2503-320590-04-01-######"),
    }


def register_hk(r: Draw) -> dict[str, Any]:
    start = r.day("2022-01-01", "2026-03-31")
    names = (
        ("金禾貿易有限公司", "GOLDEN GRAIN TRADING LIMITED"),
        ("晴朗設計工作室", "CLEARSKY DESIGN STUDIO"),
        ("海灣物流(香港)有限公司", "HARBOUR LOGISTICS (HK) LIMITED"),
        ("佳味冰室", "GOOD TASTE CAFE"),
    )
    works = ("貿易 TRADING", "餐飲 CATERING", "設計服務 DESIGN SERVICES", "貨運代理 FREIGHT FORWARDING")
    homes = ("香港灣仔駱克道188號12樓B室", "九龍觀塘巧明街95號世達中心7樓", "新界荃灣沙咀道6號嘉達環球中心1503室")
    return {
        "name": r.choice(names),
        "branch": r.maybe(0.6, r.choice(("銅鑼灣店", "元朗店"))),
        "home": r.choice(homes),
        "work": r.choice(works),
        "status": r.choice(("法團 BODY CORPORATE", "獨資 INDIVIDUAL", "合夥 PARTNERSHIP")),
        "start": start,
        "end": later(start.replace(year=start.year + 1, day=min(start.day, 28)), -1),
        "fee": r.choice((2150, 2250, 2200)),
        "levy": r.choice((150, 250)),
        "number": r.code("7#######-000-##-2#-#"),
        "paid": later(start, r.randint(0, 20)),
        "printed": later(start, 60),
        "ref": r.code("IRBR##########"),
        "owner": r.maybe(0.6, r.choice(("陳志明", "黃淑儀", "李嘉欣", "何家俊"))),
        "began": later(start, -r.randint(0, 3000)),
    }


PAPERS = (
    Paper(
        "zh_house_lease",
        "zh",
        "房屋租赁合同",
        lease,
        (
            Asked("landlord", "出租方", "name", ("甲方",)),
            Asked("landlord_id", "甲方身份证号", "id_number"),
            Asked("tenant", "承租方", "name", ("乙方",)),
            Asked("tenant_phone", "乙方电话", "phone"),
            Asked("address", "房屋坐落", "address", ("房屋地址",)),
            Asked("area", "建筑面积", "number"),
            Asked("use", "租赁用途"),
            Asked("start", "租期开始", "date", ("起租日",)),
            Asked("end", "租期结束", "date", ("到期日",)),
            Asked("rent", "月租金", "money"),
            Asked("deposit", "押金", "money"),
            Asked("payment", "付款方式"),
            Asked("agent", "居间方", "name", ("丙方", "中介")),
            Asked("signed", "签订日期", "date"),
        ),
    ),
    Paper(
        "zh_building_permit",
        "zh",
        "建筑工程施工许可证",
        permit,
        (
            Asked("number", "编号", "code", ("施工许可证编号",)),
            Asked("owner", "建设单位", "name"),
            Asked("project", "工程名称"),
            Asked("place", "建设地址", "address", ("建设地点",)),
            Asked("size", "建设规模"),
            Asked("price", "合同价格", "number", (), "万元"),
            Asked("survey", "勘察单位", "name"),
            Asked("design", "设计单位", "name"),
            Asked("builder", "施工单位", "name"),
            Asked("supervisor", "监理单位", "name"),
            Asked("manager", "项目经理", "name", ("施工单位项目负责人",)),
            Asked("office", "发证机关", "name"),
            Asked("date", "发证日期", "date"),
            Asked("note", "备注"),
        ),
    ),
    Paper(
        "business_registration_hk",
        "en",
        "Hong Kong business registration",
        register_hk,
        (
            Asked("name", "Business name (Chinese)", "name", (), "業務名稱，中文"),
            Asked("name_en", "Business name (English)", "name"),
            Asked("branch", "Branch name", "name", ("分行名稱",)),
            Asked("address", "Address", "address", ("地址",)),
            Asked("nature", "Nature of business", "text", ("業務性質",)),
            Asked("status", "Status", "text", ("法律地位",)),
            Asked("start", "Date of commencement", "date", ("生效日期",)),
            Asked("end", "Date of expiry", "date", ("屆滿日期",)),
            Asked("number", "Certificate number", "code", ("登記證號碼",)),
            Asked("fee", "Fee", "money", ("登記費",)),
            Asked("levy", "Levy", "money", ("徵費",)),
            Asked("owner", "Proprietor", "name", ("東主",)),
        ),
    ),
)
