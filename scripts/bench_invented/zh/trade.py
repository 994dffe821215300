"""Chinese papers of trade and travel: tickets, orders, customs, waybills, licences; Traditional and bilingual ones."""

from __future__ import annotations

from ..values import code, one_of
from .form import Form, form
from .paper import G, Layout, S, T, V
from .values import account, amount, citizen, clock, company, credit, day, grouped, mobile, person, place, plate

TRAIN = form(
    "train", "火车票",
    (("ticket", "票号", "code", code("@0#####")), ("origin", "出发站", "text", one_of("苏州北", "成都东", "青岛")),
     ("train", "车次", "code", one_of("G7062", "D1947", "K8411")), ("destination", "到达站", "text",
         one_of("上海虹桥", "重庆西", "济南东")),
     ("date", "乘车日期", "date", day("%Y年%m月%d日")), ("time", "开车时间", "text", clock(), ("发车时间",)),
     ("seat", "座位号", "text", one_of("05车12A号", "11车03F号")), ("seat_class", "席别", "text", one_of("二等座",
         "一等座", "硬卧")),
     ("fare", "票价", "money", one_of("￥39.5元", "￥154.0元", "￥228.5元")), ("passenger", "乘客姓名", "name",
         person, ("旅客姓名",)),
     ("id_number", "身份证号", "text", lambda rng, lang: citizen(rng)[:10] + "****" + "041X", ("证件号",))),
    (Layout("blue", (
        T(24, 16, "{ticket}", 11), T(220, 16, "检票口 B6", 9), T(30, 40, "{origin}站", 14), T(140, 40, "{train}", 14),
        T(220, 40, "{destination}站", 14), T(30, 76, "{date}{time}开", 10), T(220, 76, "{seat}", 10),
        T(30, 96, "{fare}", 10),
        T(220, 96, "{seat_class}", 10), T(30, 116, "限乘当日当次车", 9), T(30, 136, "{id_number}{passenger}", 10),
        T(30, 160, "买票请到12306 发货请到95306", 8), T(30, 180, "65773300951027D042019 苏州北售", 8)), 330, 205),
     Layout("electronic", (
        T(150, 20, "电子发票（铁路电子客票）", 14), T(30, 50, "发票号码:26329165804000112233"),
        T(360, 50, "开票日期:2026年10月09日"),
        T(60, 84, "{origin}站", 14), T(240, 84, "{train}", 14), T(400, 84, "{destination}站", 14), T(60, 116, "{date}"),
        T(190, 116, "{time}开"), T(280, 116, "{seat}"), T(400, 116, "{seat_class}"), T(60, 138, "票价:{fare}"),
        T(60, 160, "{id_number}"), T(280, 160, "{passenger}"), T(60, 182, "电子客票号:{ticket}")), 560,
        220)))

ITINERARY = form(
    "air", "航空运输电子客票行程单",
    (("passenger", "旅客姓名", "name", person), ("id_number", "有效身份证件号码", "code", citizen, ("证件号码",)),
     ("origin", "始发站", "text", one_of("上海虹桥", "成都天府"), ("自", "起飞机场")), ("destination", "目的站", "text",
                                                                        one_of("深圳", "厦门高崎"), ("至", "到达机场")),
     ("carrier", "承运人", "text", one_of("东航", "国航", "厦航")), ("flight", "航班号", "code", one_of("MU5331",
         "CA4312", "MF8063")),
     ("cabin", "座位等级", "code", one_of("Y", "M", "E"), ("舱位",)), ("date", "日期", "date", day("%Y-%m-%d"),
         ("乘机日期",)),
     ("time", "时间", "text", clock(), ("起飞时间",)), ("fare", "票价", "money", amount(2_000, "CNY ")),
     ("fund", "民航发展基金", "money", one_of("CNY 50.00", "50.00")), ("fuel", "燃油附加费", "money",
         one_of("CNY 30.00", "60.00")),
     ("total", "合计", "money", amount(3_000, "CNY "), ("总额",)), ("ticket", "电子客票号码", "code",
         code("781-##########"), ("客票号",)),
     ("agent", "填开单位", "name", company), ("issued", "填开日期", "date", day("%Y-%m-%d"))),
    (Layout("strip", (
        T(170, 14, "航空运输电子客票行程单", 14), T(160, 32, "ITINERARY/RECEIPT OF E-TICKET FOR AIR TRANSPORT", 7),
        G(20, 46, (150, 190, 230), ("旅客姓名 NAME OF PASSENGER|有效身份证件号码 ID.NO.|签注 ENDORSEMENTS/RESTRICTIONS",
                                    "{passenger}|{id_number}|不得签转"), 18, 7),
        G(20, 86, (110, 60, 60, 70, 80, 60, 130),
          ("|承运人 CARRIER|航班号 FLIGHT|座位等级 CLASS|日期 DATE|时间 TIME|客票级别/客票类别 FARE BASIS",
           "自 FROM {origin}|{carrier}|{flight}|{cabin}|{date}|{time}|YRT", "至 TO {destination}|VOID|||||"), 22, 7),
        G(20, 156, (110, 120, 110, 110, 120),
          ("票价 FARE|民航发展基金 CAAC DEVELOPMENT FUND|燃油附加费 FUEL SURCHARGE|其他税费 OTHER TAXES|合计 TOTAL",
           "{fare}|{fund}|{fuel}|0.00|{total}"), 20, 7),
        T(20, 204, "电子客票号码 E-TICKET NO. {ticket}", 8), T(280, 204, "验证码 CK. 4471", 8),
        T(20, 222, "填开单位 ISSUED BY {agent}", 8),
        T(380, 222, "填开日期 DATE OF ISSUE {issued}", 8)), 600, 250),))

DELIVERY = form(
    "delivery", "送货单",
    (("number", "送货单号", "code", code("SH2026######"), ("单号", "No")), ("date", "送货日期", "date",
        day("%Y-%m-%d"), ("日期",)),
     ("customer", "客户名称", "name", company, ("收货单位", "客户")), ("address", "送货地址", "address", place,
         ("收货地址",)),
     ("contact", "联系人", "name", person, ("收货人",)), ("phone", "联系电话", "phone", mobile, ("电话",)),
     ("supplier", "供货单位", "name", company, ("送货单位",)), ("order", "订单号", "code", code("PO-#####"),
         ("采购单号",)),
     ("total", "合计金额", "money", amount(50_000), ("合计", "总金额")), ("total_words", "合计大写", "text", "total",
         ("金额大写",)),
     ("sender", "送货人", "name", person, ("送货经手人",)), ("receiver", "签收人", "name", person, ("收货人签字",))),
    (Layout("three_part", (
        T(190, 16, "{supplier}", 13), T(250, 36, "送 货 单", 15), T(30, 60, "收货单位：{customer}"),
        T(400, 60, "No：{number}"),
        T(30, 76, "收货地址：{address}"), T(400, 76, "日期：{date}"), T(30, 92, "联系人：{contact}"),
        T(200, 92, "电话：{phone}"),
        T(400, 92, "订单号：{order}"),
        G(30, 110, (40, 170, 90, 50, 60, 60, 70), ("序号|品名及规格|型号|单位|数量|单价|金额",
            "1|深沟球轴承|6204-2RS|个|120|6.80|816.00",
                                                   "2|V型皮带|B-1650|条|15|22.00|330.00",
                                                       "合计金额（大写）|>|{total_words}|>|>|￥{total}|>"),
          20, 8),
        T(30, 204, "送货人：{sender}"), T(230, 204, "收货人签字：{receiver}"),
        T(30, 224, "第一联存根（白）第二联客户（红）第三联回单（黄）", 7)),
        590, 250),
     Layout("stock", (
        T(230, 18, "产品出库送货单", 15),
        G(30, 46, (70, 190, 70, 190), ("客户名称|{customer}|送货单号|{number}", "送货地址|{address}|送货日期|{date}",
                                       "联 系 人|{contact}|联系电话|{phone}", "供货单位|{supplier}|采购单号|{order}"),
                                       24, 8),
        G(30, 152, (160, 100, 80, 80, 100), ("名称|规格|数量|单价|金额", "不锈钢阀门|DN50|12|148.00|1776.00",
            "合计|>|>|>|{total}"), 20,
          centred=True),
        T(30, 222, "金额大写：{total_words}"), T(30, 242, "送货经手人：{sender}　　　　签收人：{receiver}")), 590,
        270)))

BUSINESS = form(
    "business", "营业执照",
    (("credit", "统一社会信用代码", "tax_id", credit, ("注册号",)), ("name", "名称", "name", company, ("企业名称",)),
     ("company_type", "类型", "text", one_of("有限责任公司(自然人独资)", "其他股份有限公司(非上市)", "个体工商户")),
     ("legal", "法定代表人", "name", person, ("负责人", "经营者")), ("scope", "经营范围", "text", one_of(
         "电子产品、五金交电的批发与零售；货物及技术进出口业务。（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
         "建筑工程设计、施工；建筑材料销售。（依法须经批准的项目，经相关部门批准后方可开展经营活动）")),
     ("capital", "注册资本", "text", one_of("伍佰万元整", "壹仟贰佰万元人民币")), ("founded", "成立日期", "date",
         day("%Y年%m月%d日")),
     ("term", "营业期限", "text", one_of("长期", "2018年03月09日至2048年03月08日")), ("place", "住所", "address",
         place, ("经营场所",)),
     ("authority", "登记机关", "text", one_of("苏州工业园区市场监督管理局",)), ("issued", "发证日期", "date",
         day("spaced"), ("核准日期",))),
    (Layout("landscape", (
        T(300, 50, "营 业 执 照", 26), T(340, 84, "（副　本）", 11), T(40, 40, "统一社会信用代码", 10),
        T(40, 56, "{credit}", 11),
        T(60, 130, "名　　　称", 10), T(140, 130, "{name}", 11), T(60, 160, "类　　　型", 10), T(140, 160,
            "{company_type}", 11),
        T(60, 190, "法定代表人", 10), T(140, 190, "{legal}", 11), T(60, 220, "经 营 范 围", 10), T(140, 220,
            "{scope}", 10, 230),
        T(420, 130, "注 册 资 本", 10), T(500, 130, "{capital}", 11), T(420, 160, "成 立 日 期", 10), T(500, 160,
            "{founded}", 11),
        T(420, 190, "营 业 期 限", 10), T(500, 190, "{term}", 11, 200), T(420, 220, "住　　　所", 10), T(500, 220,
            "{place}", 10, 200),
        T(480, 340, "登 记 机 关", 11), T(520, 390, "{issued}", 11), S(600, 350, 46, "市场监督管理局")), 760, 450),
     Layout("portrait", (
        T(190, 60, "营业执照", 30), T(60, 130, "注册号：{credit}", 11), T(60, 170, "企业名称：{name}", 11),
        T(60, 200, "类型：{company_type}", 11),
        T(60, 230, "住所：{place}", 11), T(60, 260, "法定代表人：{legal}", 11), T(60, 290, "注册资本：{capital}", 11),
        T(60, 320, "成立日期：{founded}", 11), T(60, 350, "营业期限：{term}", 11), T(60, 380, "经营范围：{scope}", 11,
            420),
        T(330, 520, "登记机关：{authority}", 10), T(380, 550, "{issued}", 11), S(430, 530, 44, "市场监督管理局")),
        560, 620)))

CUSTOMS = form(
    "customs", "出口货物报关单",
    (("number", "海关编号", "code", code("2233202605########")), ("entry", "预录入编号", "code", code("I2026########")),
     ("shipper", "境内发货人", "name", company), ("consignee", "境外收货人", "text", one_of("KRONEN HANDELS GMBH",
         "PT SURYA ABADI")),
     ("port", "出境关别", "text", one_of("洋山海关", "蛇口海关"), ("出口口岸",)), ("export_date", "出口日期", "date",
         day("%Y%m%d")),
     ("declared", "申报日期", "date", day("%Y%m%d")), ("transport", "运输方式", "text", one_of("水路运输", "航空运输")),
     ("bill", "提运单号", "code", code("COSU63########")), ("trade", "监管方式", "text", one_of("一般贸易",
         "进料对口")),
     ("contract", "合同协议号", "code", code("HZ26-####")), ("country", "运抵国（地区）", "text", one_of("德国",
         "印度尼西亚"),
                                                                                  ("运抵国",)),
     ("terms", "成交方式", "code", one_of("FOB", "CIF")), ("packages", "件数", "number", code("##")),
     ("gross", "毛重（千克）", "number", one_of("1860", "742.5"), ("毛重",)), ("net", "净重（千克）", "number",
         one_of("1702", "688"),
                                                                            ("净重",))),
    (Layout("grid", (
        T(200, 14, "中华人民共和国海关出口货物报关单", 14), T(30, 40, "预录入编号：{entry}", 8),
        T(220, 40, "海关编号：{number}", 8),
        T(460, 40, "页码/页数：1/1", 8),
        G(24, 54, (150, 110, 100, 100, 110),
          ("境内发货人|出境关别|出口日期|申报日期|备案号", "{shipper}|{port}|{export_date}|{declared}|",
           "境外收货人|运输方式|运输工具名称及航次号|提运单号|>", "{consignee}|{transport}|YM UNIFORM/042E|{bill}|>",
           "生产销售单位|监管方式|征免性质|许可证号|>", "同境内发货人|{trade}|一般征税||>",
           "合同协议号|贸易国（地区）|运抵国（地区）|指运港|离境口岸",
           "{contract}|{country}|{country}|HAMBURG|上海", "包装种类|件数|毛重（千克）|净重（千克）|成交方式",
           "纸制或纤维板制盒/箱|{packages}|{gross}|{net}|{terms}"), 17, 7)), 620, 260),
     Layout("small_caption", (
        T(200, 14, "海关出口货物报关单", 14), T(30, 36, "海关编号 {number}", 8),
        *(part for row, cells in enumerate((
            (("境内发货人", "shipper"), ("出境关别", "port"), ("出口日期", "export_date")),
            (("境外收货人", "consignee"), ("运输方式", "transport"), ("申报日期", "declared")),
            (("合同协议号", "contract"), ("监管方式", "trade"), ("提运单号", "bill")),
            (("件数", "packages"), ("毛重（千克）", "gross"), ("净重（千克）", "net")),
            (("运抵国（地区）", "country"), ("成交方式", "terms"), ("预录入编号", "entry"))))
          for column, (caption, key) in enumerate(cells)
          for part in (T(30 + 190 * column, 58 + 34 * row, caption, 6),
                       T(36 + 190 * column, 68 + 34 * row, f"{{{key}}}", 9)))), 620, 250)))

PURCHASE = form(
    "purchase", "采购合同",
    (("number", "合同编号", "code", code("CG-2026-####"), ("编号",)), ("buyer", "甲方（需方）", "name", company,
        ("需方", "买方")),
     ("seller", "乙方（供方）", "name", company, ("供方", "卖方")), ("signed", "签订日期", "date",
         day("%Y年%m月%d日"), ("签订时间",)),
     ("place", "签订地点", "text", one_of("江苏苏州", "深圳市南山区")), ("total", "合同总金额", "money",
         amount(90_000, "￥"), ("合计金额",)),
     ("total_words", "合同总金额（大写）", "text", "total", ("人民币大写",)),
     ("delivery", "交货日期", "date", day("%Y年%m月%d日"), ("交货时间",)), ("delivery_place", "交货地点", "address",
         place),
     ("payment", "付款方式", "text", one_of("验收合格后30日内电汇", "预付30%，货到付清余款"), ("结算方式",)),
     ("seller_bank", "供方开户行", "text", one_of("中国银行园区支行", "建设银行高新支行")), ("seller_account",
         "供方账号", "bank_account", account)),
    (Layout("clauses", (
        T(230, 36, "采 购 合 同", 20), T(60, 80, "需方：{buyer}", 10), T(360, 80, "合同编号：{number}", 10),
        T(60, 100, "供方：{seller}", 10),
        T(360, 100, "签订地点：{place}", 10), T(360, 120, "签订时间：{signed}", 10),
        T(60, 150, "一、产品名称、规格、数量、金额", 10),
        G(60, 168, (130, 90, 60, 90, 100), ("产品名称|规格型号|数量|单价（元）|金额（元）",
            "伺服电机|HG-KR43|6|1860.00|11160.00",
                                          "合计人民币（大写）：{total_words}|>|>|>|{total}"), 22, 8),
        T(60, 246, "二、交货地点：{delivery_place}", 10), T(60, 266, "三、交货时间：{delivery}前。", 10),
        T(60, 286, "四、结算方式：{payment}。", 10),
        T(60, 306, "五、本合同一式两份，双方各执一份，盖章后生效。", 10),
        G(60, 350, (235, 235), ("需　方|供　方", "单位名称（章）：{buyer}|单位名称（章）：{seller}",
                                "委托代理人：|委托代理人：",
                                "开户银行：招商银行虹桥支行|开户银行：{seller_bank}",
                                "账　号：6214830099887766|账　号：{seller_account}"), 24, 8),
        S(180, 400, 44, "合同专用章")), 595, 500),
     Layout("order", (
        T(240, 30, "采购订单", 20), T(50, 70, "买方：{buyer}", 10), T(50, 88, "卖方：{seller}", 10),
        T(380, 70, "编号：{number}", 10),
        T(380, 88, "签订日期：{signed}", 10),
        G(50, 112, (150, 100, 100, 130), ("物料名称|数量|单价|小计", "导轨滑块|40|96.00|3840.00",
            "合计金额|>|>|{total}"), 22),
        T(50, 190, "人民币大写：{total_words}", 10), T(50, 210, "交货日期：{delivery}", 10), T(300, 210,
            "付款方式：{payment}", 10),
        T(50, 230, "交货地点：{delivery_place}", 10)), 595, 270)))

WAYBILL = form(
    "waybill", "快递运单",
    (("number", "运单号", "code", code("SF##########"), ("快递单号",)), ("sender", "寄件人", "name", person,
        ("发件人",)),
     ("sender_phone", "寄件人电话", "phone", mobile), ("sender_address", "寄件地址", "address", place, ("寄件人地址",)),
     ("receiver", "收件人", "name", person, ("收方",)), ("receiver_phone", "收件人电话", "phone", mobile),
     ("receiver_address", "收件地址", "address", place, ("收件人地址",)), ("goods", "托寄物", "text", one_of("文件",
         "电子配件", "服装"),
                                                                     ("托寄物内容", "物品名称")),
     ("weight", "计费重量", "text", one_of("1.5kg", "12kg"), ("重量",)), ("freight", "运费", "money", amount(200),
         ("费用合计",)),
     ("payment", "付款方式", "text", one_of("寄付月结", "到付"), ("支付方式",)), ("date", "寄件日期", "date",
         day("%Y-%m-%d"), ("收寄日期",))),
    (Layout("label", (
        T(30, 20, "顺丰速运", 15), T(150, 24, "{number}", 14), V(20, 66, "收", 12),
        T(44, 62, "{receiver}　{receiver_phone}", 11),
        T(44, 80, "{receiver_address}", 10, 250), V(20, 120, "寄", 10), T(44, 116, "{sender}　{sender_phone}", 9),
        T(44, 132, "{sender_address}", 9, 250), T(20, 162, "托寄物：{goods}"), T(170, 162, "计费重量：{weight}"),
        T(20, 180, "付款方式：{payment}"),
        T(170, 180, "运费：{freight}"), T(20, 198, "寄件日期：{date}")), 330, 220),
     Layout("form", (
        T(180, 16, "国内快递详情单", 14), T(380, 20, "运单号：{number}"),
        G(24, 44, (22, 70, 160, 70, 170),
          ("↓寄件|寄件人|{sender}|寄件人电话|{sender_phone}", "^|寄件地址|{sender_address}|>|>",
           "↓收件|收件人|{receiver}|收件人电话|{receiver_phone}", "^|收件地址|{receiver_address}|>|>"), 26),
        G(24, 156, (92, 160, 70, 170), ("物品名称|{goods}|重　　量|{weight}", "支付方式|{payment}|费用合计|{freight}",
                                        "收寄日期|{date}|>|>"), 22)),
        540, 250)))

TAIWAN = form(
    "tw_invoice", "電子發票證明聯",
    (("number", "發票號碼", "code", code("AB-########")), ("period", "發票期別", "text", one_of("115年03-04月",
        "115年09-10月"), ("期別",)),
     ("time", "日期時間", "text", day("%Y-%m-%d 14:05:33")), ("random", "隨機碼", "code", code("####")),
     ("total", "總計", "money", amount(3_000), ("總金額",)), ("seller", "賣方統編", "code", code("########"),
         ("賣方",)),
     ("buyer", "買方統編", "code", code("########"), ("買方",)), ("store", "店名", "name",
         one_of("全聯福利中心信義店", "誠品生活松菸店"))),
    (Layout("slip", (
        T(50, 14, "{store}", 13), T(36, 36, "電子發票證明聯", 16), T(50, 60, "{period}", 15), T(50, 82, "{number}", 15),
        T(20, 108, "{time}"), T(20, 124, "隨機碼 {random}"), T(110, 124, "總計 {total}"), T(20, 140, "賣方 {seller}"),
        T(110, 140, "買方 {buyer}"), T(20, 230, "退貨憑電子發票證明聯正本辦理", 8)), 210, 260, "china-t"),))

TW_RECEIPT = form(
    "tw_receipt", "收據",
    (("number", "收據號碼", "code", code("R#######"), ("字號",)), ("date", "日期", "date", day("%Y年%m月%d日"),
        ("開立日期",)),
     ("payer", "繳款人", "name", one_of("林淑芬", "張家豪", "黃雅婷"), ("茲收到",)), ("item", "項目", "text",
         one_of("停車費", "管理費", "報名費"),
                                                                            ("摘要",)),
     ("amount", "金額", "money", amount(30_000, "NT$"), ("新臺幣",)), ("handler", "經手人", "name", one_of("陳怡君",
         "李俊賢")),
     ("tax_number", "統一編號", "code", code("########"))),
    (Layout("form", (
        T(190, 20, "收　據", 18), T(40, 54, "收據號碼：{number}"), T(330, 54, "開立日期：{date}"),
        G(40, 76, (80, 150, 80, 150), ("繳 款 人|{payer}|統一編號|{tax_number}", "項　　目|{item}|金　　額|{amount}"),
          28),
        T(40, 150, "經手人：{handler}"), S(380, 150, 34, "發票章")), 540, 190, "china-t"),))

BILINGUAL = form(
    "bilingual", "入职登记表 Employee Registration Form",
    (("name", "姓名", "name", person, ("Name",)), ("english_name", "英文名", "text", one_of("Grace", "Kevin"),
        ("English Name",)),
     ("sex", "性别", "sex", one_of("男", "女"), ("Gender",)), ("birth", "出生日期", "date", day("%Y/%m/%d"),
         ("Date of Birth",)),
     ("nationality", "国籍", "text", one_of("中国", "新加坡"), ("Nationality",)), ("id_number", "证件号码", "code",
         citizen, ("ID No.",)),
     ("mobile", "手机", "phone", mobile, ("Mobile",)), ("email", "邮箱", "email", one_of("k.chen@example.cn",
         "g_li@example.com"),
                                                      ("E-mail",)),
     ("position", "应聘职位", "text", one_of("产品经理", "Java开发工程师"), ("Position",)), ("address", "现住址",
         "address", place,
                                                                            ("Current Address",)),
     ("contact", "紧急联系人", "name", person, ("Emergency Contact",)), ("start", "入职日期", "date", day("%Y/%m/%d"),
         ("Date of Entry",))),
    (Layout("grid", (
        T(150, 20, "入职登记表 Employee Registration Form", 14),
        G(30, 50, (100, 160, 110, 160),
          ("姓名 Name|{name}|英文名 English Name|{english_name}", "性别 Gender|{sex}|出生日期 Date of Birth|{birth}",
           "国籍 Nationality|{nationality}|证件号码 ID No.|{id_number}", "手机 Mobile|{mobile}|邮箱 E-mail|{email}",
           "应聘职位 Position|{position}|入职日期 Date of Entry|{start}", "现住址 Current Address|{address}|>|>",
           "紧急联系人 Emergency Contact|{contact}|>|>"), 28, 8)), 595, 270),
     Layout("stacked", (
        T(180, 20, "入职登记表", 16), T(160, 42, "EMPLOYEE REGISTRATION FORM", 9),
        *(part for row, cells in enumerate((
            (("姓名", "Name", "name"), ("性别", "Gender", "sex")), (("出生日期", "Date of Birth", "birth"),
                ("国籍", "Nationality", "nationality")),
            (("证件号码", "ID No.", "id_number"), ("手机", "Mobile", "mobile")), (("邮箱", "E-mail", "email"),
                ("应聘职位", "Position", "position")),
            (("现住址", "Current Address", "address"), ("入职日期", "Date of Entry", "start"))))
          for column, (caption, english, key) in enumerate(cells)
          for part in (T(40 + 270 * column, 70 + 34 * row, caption, 9), T(40 + 270 * column, 82 + 34 * row, english, 6),
                       T(110 + 270 * column, 72 + 34 * row, f"{{{key}}}", 9, 150)))), 595, 260)))

TRAVEL = form(
    "travel", "差旅费报销单",
    (("traveller", "出差人", "name", person, ("姓名",)), ("department", "部门", "text", one_of("销售部",
        "技术支持部"), ("所属部门",)),
     ("reason", "出差事由", "text", one_of("客户现场调试", "参加行业展会"), ("事由",)), ("plate", "车牌号", "code",
         plate),
     ("from_date", "出发日期", "date", day("%Y-%m-%d"), ("起始日期",)), ("to_date", "返回日期", "date",
         day("%Y-%m-%d"), ("结束日期",)),
     ("destination", "出差地点", "text", one_of("重庆", "青岛"), ("目的地",)), ("transport", "交通费", "money",
         amount(3_000)),
     ("hotel", "住宿费", "money", amount(3_000)), ("allowance", "出差补助", "money", amount(900), ("补贴",)),
     ("total", "报销总额", "money", grouped(), ("合计",)), ("total_words", "报销总额（大写）", "text", "total",
         ("合计大写",))),
    (Layout("grid", (
        T(220, 18, "差旅费报销单", 16), T(30, 46, "部门：{department}"), T(400, 46, "填报日期：2026年11月05日"),
        G(30, 64, (70, 100, 70, 110, 70, 110),
          ("出差人|{traveller}|出差事由|{reason}|>|>", "出发日期|{from_date}|返回日期|{to_date}|出差地点|{destination}",
           "交通费|{transport}|住宿费|{hotel}|出差补助|{allowance}", "报销总额|{total}|（大写）|{total_words}|>|>"),
           26, 8),
        T(30, 182, "领导审批：　　　　　财务审核：　　　　　领款人：")), 590, 210),
     Layout("columns", (
        T(220, 18, "出差旅费报销表", 16), T(30, 46, "姓名：{traveller}　　事由：{reason}　　车牌号：{plate}"),
        G(30, 66, (80, 80, 90, 80, 80, 80), ("起始日期|结束日期|目的地|交通费|住宿费|补贴",
            "{from_date}|{to_date}|{destination}|{transport}|{hotel}|{allowance}",
                                          "合计|>|>|>|>|{total}", "合计大写：{total_words}|>|>|>|>|>"), 24,
                                              centred=True)), 560, 200)))

FORMS: tuple[Form, ...] = (TRAIN, ITINERARY, DELIVERY, BUSINESS, CUSTOMS, PURCHASE, WAYBILL, TAIWAN, TW_RECEIPT,
                           BILINGUAL, TRAVEL)
