"""Chinese papers about money: bank slips, wage slips, receipts, expense claims, fare and fixed invoices, till rolls.

Label first, then what a definition would add. Layouts print other captions than the definition as often as papers do.
"""

from __future__ import annotations

from ..values import code, one_of
from .form import Form, form
from .paper import G, Layout, S, T, V
from .values import account, amount, bank, clock, company, day, grouped, person, plate

BANK_SLIP = form(
    "bank_slip", "银行电子回单",
    (("payer_name", "付款人户名", "name", company, ("付款人全称", "付款方"), "汇出款项一方的户名"),
     ("payer_account", "付款人账号", "bank_account", account),
     ("payer_bank", "付款人开户行", "text", bank),
     ("payee_name", "收款人户名", "name", company, ("收款人全称", "收款方"), "收到款项一方的户名"),
     ("payee_account", "收款人账号", "bank_account", account),
     ("payee_bank", "收款人开户行", "text", bank),
     ("amount", "金额（小写）", "money", grouped("￥"), ("小写金额", "交易金额")),
     ("amount_words", "金额（大写）", "text", "amount", ("大写金额",)),
     ("trade_date", "交易日期", "date", day("%Y-%m-%d"), ("记账日期", "入账日期")),
     ("serial", "交易流水号", "code", code("@########"), ("流水号",)),
     ("purpose", "用途", "text", one_of("货款", "服务费", "备用金", "退投标保证金"), ("摘要",))),
    (Layout("sides", (
        T(190, 24, "中国工商银行　网上银行电子回单", 14), T(40, 52, "电子回单号码：0018-4427-3390-2165"),
        T(400, 52, "打印日期：2026年11月02日"),
        G(40, 70, (22, 58, 178, 22, 58, 178),
          ("↓付款人|户　名|{payer_name}|↓收款人|户　名|{payee_name}",
           "^|账　号|{payer_account}|^|账　号|{payee_account}",
           "^|开户银行|{payer_bank}|^|开户银行|{payee_bank}"), 24),
        G(40, 142, (80, 178, 80, 178), ("金　　额|{amount}|>|>", "金额（大写）|{amount_words}|>|>",
                                        "用　　途|{purpose}|交易流水号|{serial}",
                                        "时间戳|{trade_date}-10.32.51|备　　注|"), 22),
        S(470, 250, 44, "中国工商银行电子回单专用章"))),
     Layout("lines", (
        T(200, 26, "招商银行 付款回单", 15), T(60, 60, "日期：{trade_date}"), T(330, 60, "流水号：{serial}"),
        T(60, 82, "付款账号：{payer_account}"), T(60, 102, "户名：{payer_name}"), T(60, 122, "开户行：{payer_bank}"),
        T(60, 150, "收款账号：{payee_account}"), T(60, 170, "户名：{payee_name}"), T(60, 190, "开户行：{payee_bank}"),
        T(60, 218, "金额（大写）：{amount_words}"), T(60, 238, "金额（小写）：{amount}"),
        T(60, 258, "摘要：{purpose}"),
        T(330, 258, "经办：9032"), T(60, 290, "提示：电子回单可重复打印，请勿重复入账。", 8))),
     Layout("table", (
        T(220, 26, "客 户 回 单", 16), T(60, 56, "{trade_date}"), T(420, 56, "凭证号：0099231"),
        V(44, 84, "付款方"), V(300, 84, "收款方"),
        G(60, 78, (60, 170), ("全称|{payer_name}", "账号|{payer_account}", "开户行|{payer_bank}"), 22),
        G(316, 78, (60, 170), ("全称|{payee_name}", "账号|{payee_account}", "开户行|{payee_bank}"), 22),
        G(60, 150, (130, 200, 156), ("币种|大写金额|小写金额", "人民币|{amount_words}|{amount}"), 22, centred=True),
        T(60, 206, "业务编号：{serial}　　附言：{purpose}"), S(430, 220, 40, "电子业务章")))))

PAY_SLIP = form(
    "wage_slip", "工资条",
    (("employee", "姓名", "name", person, ("员工姓名",)), ("staff_number", "工号", "code", code("A#####"),
        ("员工编号",)),
     ("department", "部门", "text", one_of("研发一部", "市场营销部", "行政人事部", "华东大区"), ("所属部门",)),
     ("month", "工资月份", "text", one_of("2026年03月", "2025年12月", "2026年08月"), ("所属期", "月份")),
     ("base", "基本工资", "money", amount(20_000)), ("bonus", "绩效奖金", "money", amount(5_000), ("奖金",)),
     ("social", "社保个人扣款", "money", amount(2_000), ("社会保险", "养老保险")),
     ("tax", "个人所得税", "money", amount(1_500), ("个税",)),
     ("net", "实发工资", "money", amount(20_000), ("实发合计", "实发金额"), "扣除社保和个税之后到手的金额")),
    (Layout("across", (
        T(210, 24, "员 工 工 资 单", 14), T(40, 54, "工资月份：{month}"), T(430, 54, "单位：元"),
        G(30, 72, (48, 52, 74, 60, 60, 64, 62, 62, 60),
          ("工号|姓名|部门|基本工资|绩效奖金|社保个人|个人所得税|其他扣款|实发工资",
           "{staff_number}|{employee}|{department}|{base}|{bonus}|{social}|{tax}|0.00|{net}"), 24, 8, centred=True))),
     Layout("pairs", (
        T(60, 24, "华宸电子科技（苏州）有限公司", 11), T(60, 44, "薪资明细", 14),
        G(60, 70, (90, 140, 90, 140),
          ("员工姓名|{employee}|员工编号|{staff_number}", "所属部门|{department}|所属期|{month}",
           "应发项目|>|应扣项目|>", "基本工资|{base}|社会保险|{social}", "绩效奖金|{bonus}|个人所得税|{tax}",
           "餐补|300.00|住房公积金|960.00", "实发合计|{net}|>|>"), 22))),
     Layout("phone", (
        T(70, 20, "{month}工资条", 15), T(24, 60, "姓名"), T(190, 60, "{employee}"), T(24, 84, "工号"),
        T(190, 84, "{staff_number}"), T(24, 108, "部门"), T(190, 108, "{department}"), T(24, 132, "基本工资"),
        T(190, 132, "{base}"), T(24, 156, "奖金"), T(190, 156, "{bonus}"), T(24, 180, "社保个人扣款"), T(190, 180,
            "-{social}"),
        T(24, 204, "个税"), T(190, 204, "-{tax}"), T(24, 236, "实发金额", 11), T(190, 236, "{net}", 11)), 280, 290)))

HAND_RECEIPT = form(
    "money_receipt", "收据",
    (("receipt_number", "收据编号", "code", code("00#####"), ("No", "编号")),
     ("date", "日期", "date", day("spaced"), ("开具日期", "收款日期")),
     ("payer", "交款单位", "name", company, ("今收到", "交款人"), "付钱的单位或个人"),
     ("reason", "收款事由", "text", one_of("房屋租赁押金", "会议场地费", "培训费", "投标保证金"), ("交来", "款项内容")),
     ("amount", "小写金额", "money", amount(60_000, "¥"), ("小写",)),
     ("amount_words", "大写金额", "text", "amount", ("人民币（大写）",)),
     ("method", "收款方式", "text", one_of("现金", "转账", "支票"), ("付款方式",)),
     ("payee", "收款单位", "name", company, ("收款单位（盖章）",)), ("handler", "经手人", "name", person, ("经办人",))),
    (Layout("book", (
        T(200, 22, "收　款　收　据", 16), T(210, 50, "{date}"), T(410, 30, "No.{receipt_number}", 11),
        T(50, 82, "今收到　{payer}", 11), T(50, 110, "交　来　{reason}", 11),
        T(50, 138, "人民币（大写）　{amount_words}", 11),
        T(360, 166, "{amount}", 12), T(50, 166, "收款方式：{method}"), T(50, 200, "收款单位：{payee}"),
        T(330, 200, "经手人：{handler}"), S(160, 196, 40, "财务专用章")), 560, 260),
     Layout("boxed", (
        T(230, 20, "收　据", 18), T(60, 52, "开具日期：{date}"), T(380, 52, "编号：{receipt_number}"),
        G(60, 72, (80, 160, 80, 160),
          ("交款单位|{payer}|>|>", "款项内容|{reason}|收款方式|{method}", "大写金额|{amount_words}|小写金额|{amount}",
           "收款单位|{payee}|经办人|{handler}"), 28), S(300, 170, 42, "财务专用章")), 600, 240)))

CLAIM = form(
    "expense_claim", "费用报销单",
    (("claimant", "报销人", "name", person, ("姓名",)), ("department", "报销部门", "text", one_of("财务部", "工程部",
        "采购中心"),
                                                ("部门",)),
     ("date", "填报日期", "date", day("%Y年%m月%d日"), ("报销日期",)), ("sheets", "附件张数", "number", code("#"),
         ("单据张数",)),
     ("reason", "报销事由", "text", one_of("客户招待用餐", "购买打印耗材", "车辆维修保养"), ("费用项目", "摘要")),
     ("total", "报销金额", "money", amount(9_000, "¥"), ("合计",)), ("total_words", "金额大写", "text", "total",
         ("大写",)),
     ("advance", "预借金额", "money", amount(500, "¥"), ("原借款",)),
     ("approver", "审批人", "name", person, ("领导审批", "总经理")), ("cashier", "出纳", "name", person)),
    (Layout("classic", (
        T(230, 20, "费 用 报 销 单", 16), T(40, 50, "报销部门：{department}"), T(220, 50, "{date}填"),
        T(420, 50, "单据及附件共 {sheets} 张"),
        G(40, 70, (170, 90, 50, 190), ("用　　途|金额（元）|↓备注|", "{reason}|{total}|^|", "||^|",
                                       "合　　计|{total}|↓领导审批|{approver}", "金额大写：{total_words}|>|^|^",), 26),
        T(40, 212, "原借款：{advance}"), T(220, 212, "应退余款："),
        T(40, 234, "会计主管　　　　出纳　{cashier}　　　　报销人　{claimant}")),
        580, 270),
     Layout("form", (
        T(220, 20, "费用报销审批表", 15),
        G(40, 54, (80, 170, 80, 170),
          ("报销人|{claimant}|部门|{department}", "报销日期|{date}|附件张数|{sheets}", "报销事由|{reason}|>|>",
           "报销金额|{total}|预借金额|{advance}", "大写|{total_words}|>|>", "审批人|{approver}|出纳|{cashier}"), 26)),
           580, 250)))

TAXI = form(
    "taxi", "出租汽车专用发票",
    (("invoice_code", "发票代码", "code", code("1310018#####")), ("invoice_number", "发票号码", "code",
        code("########")),
     ("plate", "车号", "code", plate, ("车牌号",)), ("permit", "证号", "code", code("0#####"), ("服务监督卡号",)),
     ("date", "日期", "date", day("%Y-%m-%d")), ("start", "上车时间", "text", clock(), ("上车",)),
     ("end", "下车时间", "text", clock(), ("下车",)), ("unit_price", "单价", "money", one_of("2.50元", "2.70元",
         "3.60元")),
     ("distance", "里程", "text", one_of("8.4km", "15.2km", "23.9km")), ("waiting", "等候", "text",
                                                                   one_of("00:03:12", "00:11:40")),
     ("fare", "金额", "money", one_of("32.00元", "58.00元", "114.00元"), ("总金额", "实收"))),
    (Layout("roll", (
        T(24, 16, "上海市出租汽车统一发票", 12), T(60, 36, "发票联", 10), T(24, 60, "发票代码 {invoice_code}"),
        T(24, 76, "发票号码 {invoice_number}"), T(24, 100, "电话 96822"), T(24, 116, "车号 {plate}"),
        T(24, 132, "证号 {permit}"),
        T(24, 148, "日期 {date}"), T(24, 164, "上车 {start}"), T(24, 180, "下车 {end}"),
        T(24, 196, "单价 {unit_price}"),
        T(24, 212, "里程 {distance}"), T(24, 228, "等候 {waiting}"), T(24, 244, "状态 强"), T(24, 264, "金额 {fare}",
            11),
        T(24, 290, "含附加费1元 手写无效", 8), S(110, 200, 40, "发票专用章")), 190, 320),
     Layout("apart", (
        T(20, 16, "江苏省苏州市客运出租汽车发票", 11), T(20, 46, "代　码"), T(110, 46, "{invoice_code}"),
        T(20, 62, "号　码"),
        T(110, 62, "{invoice_number}"), T(20, 86, "车牌号:"), T(120, 86, "{plate}"), T(20, 102, "日　期:"),
        T(120, 102, "{date}"),
        T(20, 118, "时　间:"), T(120, 118, "{start}-{end}"), T(20, 134, "单　价:"), T(120, 134, "{unit_price}"),
        T(20, 150, "里　程:"), T(120, 150, "{distance}"), T(20, 166, "候　时:"), T(120, 166, "{waiting}"),
        T(20, 182, "总金额:"),
        T(120, 182, "{fare}")), 220, 220)))

FIXED = form(
    "fixed_invoice", "通用定额发票",
    (("invoice_code", "发票代码", "code", code("14403207####")), ("invoice_number", "发票号码", "code",
        code("0#######")),
     ("face", "面额", "money", one_of("壹拾元整", "伍拾元整", "壹佰元整"), ("金额",)),
     ("seller", "收款单位", "name", company, ("收款单位（盖章有效）",)), ("date", "开票日期", "date",
         day("%Y年%m月%d日"))),
    (Layout("slip", (
        T(70, 16, "深圳市国家税务局通用定额发票", 12), T(150, 36, "发　票　联", 10),
        T(60, 60, "发票代码　{invoice_code}"),
        T(60, 78, "发票号码　{invoice_number}"), T(120, 106, "{face}", 18),
        T(40, 140, "收款单位（盖章有效）　{seller}"),
        T(40, 160, "开票日期　{date}"), S(220, 140, 38, "发票专用章")), 360, 190),
     Layout("side", (
        V(20, 40, "定额发票", 11), T(60, 20, "江苏省地方税务局通用定额发票", 12), T(60, 50, "发票代码:{invoice_code}"),
        T(60, 66, "发票号码:{invoice_number}"), T(60, 96, "人民币　{face}", 14), T(60, 130, "收款单位:{seller}"),
        T(60, 148, "开票日期:{date}")), 360, 180)))

ROLL = form(
    "till_roll", "购物小票",
    (("store", "门店", "name", one_of("永辉超市江汉路店", "盒马鲜生(科苑店)", "罗森便利店星湖街店"), ("店名",)),
     ("ticket", "小票号", "code", code("0#########"), ("单号", "流水号")), ("cashier", "收银员", "text", code("10##"),
         ("收款员",)),
     ("time", "交易时间", "text", day("%Y-%m-%d 18:27:09"), ("日期",)),
     ("total", "应收", "money", amount(300), ("应付金额", "合计", "总计")), ("paid", "实收", "money", amount(300),
         ("已付",)),
     ("change", "找零", "money", amount(20)), ("discount", "优惠", "money", amount(30), ("已优惠",)),
     ("member", "会员卡号", "code", code("8800########"), ("会员号",))),
    (Layout("roll", (
        T(50, 14, "{store}", 12), T(16, 40, "单号:{ticket}"), T(16, 54, "收银员:{cashier}  机号:03"),
        T(16, 68, "{time}"),
        T(16, 84, "------------------------------"), T(16, 98, "商品        数量   单价    金额"),
        T(16, 112, "农夫山泉550ml"), T(84, 126, "2    2.00    4.00"), T(16, 140, "金龙鱼大豆油5L"),
        T(84, 154, "1   59.90   59.90"),
        T(16, 168, "------------------------------"), T(16, 182, "件数:3"), T(110, 182, "合计:{total}"),
        T(16, 196, "优惠:{discount}"), T(16, 210, "实收:{paid}"), T(110, 210, "找零:{change}"),
        T(16, 226, "会员卡号:{member}"),
        T(30, 250, "谢谢惠顾　欢迎再次光临")), 210, 280),
     Layout("wide", (
        T(40, 14, "欢迎光临", 10), T(30, 30, "{store}", 13), T(16, 60, "小票号"), T(150, 60, "{ticket}"),
        T(16, 76, "交易时间"),
        T(110, 76, "{time}"), T(16, 92, "收款员"), T(190, 92, "{cashier}"), T(16, 112, "1 上海青 500g"), T(200, 112,
            "3.98"),
        T(16, 128, "2 三元纯牛奶"), T(200, 128, "66.00"), T(16, 150, "总计"), T(196, 150, "{total}"),
        T(16, 166, "已优惠"),
        T(196, 166, "{discount}"), T(16, 182, "微信支付"), T(196, 182, "{paid}"), T(16, 198, "找零"), T(196, 198,
            "{change}"),
        T(16, 218, "会员号 {member}")), 250, 250)))

FORMS: tuple[Form, ...] = (BANK_SLIP, PAY_SLIP, HAND_RECEIPT, CLAIM, TAXI, FIXED, ROLL)
