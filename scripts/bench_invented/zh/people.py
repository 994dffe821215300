"""Chinese papers about people: cards, certificates, licences, contracts of work, laboratory sheets, insurance."""

from __future__ import annotations

from ..values import code, one_of
from .form import Form, form
from .paper import G, Layout, S, T, V
from .values import amount, citizen, company, credit, day, mobile, person, place, plate, span

ID_FRONT = form(
    "id_front", "居民身份证（人像面）",
    (("name", "姓名", "name", person), ("sex", "性别", "sex", one_of("男", "女")),
     ("nation", "民族", "text", one_of("汉", "回", "维吾尔", "满"), (), "不带“族”字"),
     ("birth", "出生", "date", day("spaced"), ("出生日期",)), ("address", "住址", "address", place),
     ("id_number", "公民身份号码", "id_number", citizen, ("身份证号",))),
    (Layout("card", (
        T(24, 26, "姓 名", 8), T(64, 25, "{name}", 11), T(24, 50, "性 别", 8), T(64, 49, "{sex}", 10),
        T(110, 50, "民 族", 8),
        T(146, 49, "{nation}", 10), T(24, 74, "出 生", 8), T(64, 73, "{birth}", 10), T(24, 98, "住 址", 8),
        T(64, 97, "{address}", 10, 130), T(24, 160, "公民身份号码", 9), T(110, 158, "{id_number}", 12)), 320, 200),
     Layout("copy", (
        T(150, 100, "姓名　{name}", 10), T(150, 124, "性别　{sex}　　民族　{nation}", 10), T(150, 148,
            "出生　{birth}", 10),
        T(150, 172, "住址　{address}", 10, 170), T(150, 236, "公民身份号码　{id_number}", 11)))))

ID_BACK = form(
    "id_back", "居民身份证（国徽面）",
    (("authority", "签发机关", "text", one_of("苏州市公安局工业园区分局", "成都市公安局武侯分局",
        "青岛市公安局市北分局")),
     ("validity", "有效期限", "text", span, ("有效期",))),
    (Layout("card", (
        T(110, 40, "中华人民共和国", 15), T(100, 72, "居 民 身 份 证", 18), T(70, 140, "签发机关", 9), T(130, 139,
            "{authority}", 10),
        T(70, 164, "有效期限", 9), T(130, 163, "{validity}", 10)), 320, 200),))

LICENCE = form(
    "driver", "机动车驾驶证",
    (("number", "证号", "id_number", citizen), ("name", "姓名", "name", person), ("sex", "性别", "sex", one_of("男",
        "女")),
     ("nationality", "国籍", "text", one_of("中国",)), ("address", "住址", "address", place),
     ("birth", "出生日期", "date", day("%Y-%m-%d")), ("first_issue", "初次领证日期", "date", day("%Y-%m-%d"),
         ("领证日期",)),
     ("vehicle_class", "准驾车型", "code", one_of("C1", "B2", "C1D", "A2")),
     ("valid", "有效期限", "text", one_of("2021-05-08至2031-05-08", "2024-11-20至长期"))),
    (Layout("card", (
        T(70, 12, "中华人民共和国机动车驾驶证", 11), T(80, 28, "Driving License of the People's Republic of China", 6),
        T(24, 44, "证号", 7), T(24, 51, "License No.", 5), T(90, 44, "{number}", 11), T(24, 66, "姓名", 7),
        T(24, 73, "Name", 5),
        T(64, 66, "{name}", 10), T(160, 66, "性别", 7), T(160, 73, "Sex", 5), T(186, 66, "{sex}", 9),
        T(220, 66, "国籍", 7),
        T(220, 73, "Nationality", 5), T(254, 66, "{nationality}", 9), T(24, 88, "住址", 7), T(24, 95, "Address", 5),
        T(64, 87, "{address}", 9, 220), T(110, 116, "出生日期", 7), T(110, 123, "Date of Birth", 5), T(170, 116,
            "{birth}", 9),
        T(110, 134, "初次领证日期", 7), T(110, 141, "Date of First Issue", 5), T(170, 134, "{first_issue}", 9),
        T(110, 152, "准驾车型", 7), T(110, 159, "Class", 5), T(170, 152, "{vehicle_class}", 9), T(24, 172, "有效期限",
            7),
        T(24, 179, "Valid Period", 5), T(80, 172, "{valid}", 9), S(58, 138, 26, "公安局交通警察支队")), 320, 196),))

VEHICLE = form(
    "vehicle", "机动车行驶证",
    (("plate", "号牌号码", "code", plate, ("车牌号",)), ("vehicle_type", "车辆类型", "text", one_of("小型轿车",
        "轻型厢式货车")),
     ("owner", "所有人", "name", person), ("address", "住址", "address", place),
     ("use", "使用性质", "text", one_of("非营运", "货运")), ("model", "品牌型号", "text", one_of("大众牌SVW71810BU",
                                                                                "比亚迪牌BYD7003BEV2")),
     ("vin", "车辆识别代号", "code", code("LSVA@41Z#@2######"), ("车架号",)), ("engine", "发动机号码", "code",
         code("@######")),
     ("registered", "注册日期", "date", day("%Y-%m-%d")), ("issued", "发证日期", "date", day("%Y-%m-%d"))),
    (Layout("card", (
        T(80, 12, "中华人民共和国机动车行驶证", 11), T(20, 36, "号牌号码", 8), T(66, 35, "{plate}", 10),
        T(170, 36, "车辆类型", 8),
        T(214, 35, "{vehicle_type}", 9), T(20, 58, "所有人", 8), T(66, 57, "{owner}", 10), T(20, 80, "住　址", 8),
        T(66, 79, "{address}", 9, 240), T(20, 104, "使用性质", 8), T(66, 103, "{use}", 9), T(130, 104, "品牌型号", 8),
        T(174, 103, "{model}", 9), T(110, 128, "车辆识别代号", 8), T(170, 127, "{vin}", 9), T(110, 148, "发动机号码",
            8),
        T(170, 147, "{engine}", 9), T(110, 170, "注册日期", 8), T(150, 169, "{registered}", 9), T(212, 170,
            "发证日期", 8),
        T(254, 169, "{issued}", 9), S(60, 148, 28, "交通警察支队")), 330, 200),))

LABOUR = form(
    "labour", "劳动合同",
    (("employer", "用人单位（甲方）", "name", company, ("甲方", "用人单位名称")), ("credit", "统一社会信用代码",
        "tax_id", credit),
     ("legal", "法定代表人", "name", person, ("主要负责人",)), ("employer_address", "甲方地址", "address", place,
         ("注册地址",)),
     ("employee", "劳动者（乙方）", "name", person, ("乙方", "员工姓名")),
     ("id_number", "身份证号码", "id_number", citizen, ("居民身份证号码",)),
     ("home", "乙方住址", "address", place, ("户籍地址", "家庭住址")), ("phone", "联系电话", "phone", mobile,
         ("手机号码",)),
     ("position", "工作岗位", "text", one_of("软件工程师", "仓储主管", "客户经理"), ("岗位",)),
     ("wage", "月工资", "money", amount(20_000), ("工资标准", "劳动报酬"), "每月税前工资"),
     ("start", "合同起始日", "date", day("spaced"), ("合同期限自",), "劳动合同开始的日期"),
     ("signed", "签订日期", "date", day("%Y年%m月%d日"), ("签约日期",))),
    (Layout("cover", (
        T(230, 40, "劳 动 合 同 书", 20), T(70, 110, "甲方（用人单位）：{employer}", 11),
        T(70, 134, "统一社会信用代码：{credit}", 11),
        T(70, 158, "法定代表人（主要负责人）：{legal}", 11), T(70, 182, "注册地址：{employer_address}", 11),
        T(70, 222, "乙方（劳动者）：{employee}", 11), T(70, 246, "居民身份证号码：{id_number}", 11),
        T(70, 270, "户籍地址：{home}", 11),
        T(70, 294, "联系电话：{phone}", 11),
        T(70, 334, "根据《中华人民共和国劳动合同法》等法律法规，甲乙双方经平等协商一致，订立本合同。", 10, 440),
        T(70, 374, "第一条　合同期限自 {start} 起，期限三年，其中试用期三个月。", 10, 440),
        T(70, 404, "第二条　乙方的工作岗位为 {position} ，甲方可依法调整。", 10, 440),
        T(70, 434, "第三条　乙方月工资为人民币 {wage} 元，甲方于每月10日前以货币形式支付。", 10, 440),
        T(70, 520, "甲方（盖章）：", 11), T(320, 520, "乙方（签字）：", 11), T(70, 560, "签订日期：{signed}", 11),
        S(150, 520, 46, "合同专用章")), 595, 842),
     Layout("form", (
        T(240, 40, "劳动合同", 18),
        G(50, 80, (22, 90, 160, 80, 150),
          ("↓甲方|用人单位名称|{employer}|>|>", "^|统一社会信用代码|{credit}|法定代表人|{legal}",
           "^|地　　址|{employer_address}|>|>",
           "↓乙方|员工姓名|{employee}|手机号码|{phone}", "^|身份证号码|{id_number}|>|>", "^|家庭住址|{home}|>|>"), 28),
        T(50, 270, "一、合同期限自 {start} 起至 2031 年 12 月 31 日止。", 10), T(50, 296, "二、岗位：{position}。", 10),
        T(50, 322, "三、工资标准：{wage} 元/月。", 10), T(50, 560, "签约日期：{signed}", 10)), 595, 842)))

LAB = form(
    "lab", "检验报告单",
    (("patient", "姓名", "name", person, ("患者姓名",)), ("sex", "性别", "sex", one_of("男", "女")),
     ("age", "年龄", "text", one_of("34岁", "57岁", "8岁")), ("visit_number", "门诊号", "code", code("M0#######"),
         ("就诊号", "病历号")),
     ("department", "科室", "text", one_of("消化内科", "体检中心", "妇产科"), ("送检科室", "科别")),
     ("specimen", "标本类型", "text", one_of("静脉血", "尿液", "血清"), ("标本", "样本种类")),
     ("doctor", "送检医生", "name", person, ("申请医生", "开单医生")), ("diagnosis", "临床诊断", "text",
         one_of("待查", "高血压病2级"),
                                                                ("诊断",)),
     ("collected", "采样时间", "text", day("%Y-%m-%d 08:14"), ("采集时间",)), ("reported", "报告时间", "text",
                                                                      day("%Y-%m-%d 15:40"), ("报告日期",)),
     ("examiner", "检验者", "name", person, ("检验人",)), ("reviewer", "审核者", "name", person, ("审核人",)),
     ("wbc", "白细胞计数", "number", one_of("6.31", "11.84", "4.02"), ("白细胞", "WBC"), "结果数值，不带单位"),
     ("hgb", "血红蛋白", "number", one_of("138", "96", "151"), ("Hb",), "结果数值，不带单位")),
    (Layout("hospital", (
        T(150, 20, "苏州市立医院　检验报告单", 16), T(40, 54, "姓名：{patient}"), T(170, 54, "性别：{sex}"),
        T(270, 54, "年龄：{age}"),
        T(400, 54, "门诊号：{visit_number}"), T(40, 72, "科室：{department}"), T(170, 72, "标本：{specimen}"),
        T(270, 72, "送检医生：{doctor}"), T(400, 72, "临床诊断：{diagnosis}"),
        G(36, 92, (30, 150, 70, 50, 90, 100),
          ("No|项目名称|结果|提示|单位|参考区间", "1|白细胞计数（WBC）|{wbc}||10^9/L|3.5-9.5",
           "2|红细胞计数（RBC）|4.66||10^12/L|4.3-5.8",
           "3|血红蛋白（HGB）|{hgb}||g/L|130-175", "4|血小板计数（PLT）|221||10^9/L|125-350"), 20, ruled=False),
        T(40, 250, "采样时间：{collected}"), T(220, 250, "报告时间：{reported}"), T(40, 270, "检验者：{examiner}"),
        T(220, 270, "审核者：{reviewer}"), T(40, 300, "本报告仅对所检标本负责", 8)), 595, 330),
     Layout("boxed", (
        T(180, 20, "体检中心检验结果", 16),
        G(40, 50, (70, 100, 70, 100, 70, 100),
          ("患者姓名|{patient}|性　　别|{sex}|年　　龄|{age}",
           "病历号|{visit_number}|科　　别|{department}|样本种类|{specimen}",
           "申请医生|{doctor}|诊　　断|{diagnosis}|采集时间|{collected}"), 22, 8),
        G(40, 126, (170, 90, 120, 130),
          ("检验项目|结果|参考值|单位", "白细胞|{wbc}|3.5~9.5|×10^9/L", "血红蛋白|{hgb}|115~150|g/L",
           "血糖|5.2|3.9~6.1|mmol/L"),
          20, centred=True),
        T(40, 226, "检验人：{examiner}　　审核人：{reviewer}　　报告日期：{reported}")), 595, 260)))

SOCIAL = form(
    "social", "社会保险参保缴费证明",
    (("name", "姓名", "name", person), ("id_number", "证件号码", "id_number", citizen, ("公民身份号码",
        "社会保障号码")),
     ("employer", "参保单位", "name", company, ("单位名称", "缴费单位")), ("number", "个人编号", "code",
         code("32059######"), ("社保编号",)),
     ("from", "起始年月", "text", one_of("2019年07月", "201907", "2021-03"), ("缴费起始年月",)),
     ("to", "截止年月", "text", one_of("2026年10月", "202610", "2026-09"), ("缴费截止年月",)),
     ("months", "累计缴费月数", "number", code("1##"), ("实际缴费月数", "累计月数")),
     ("base", "缴费基数", "money", amount(20_000)), ("printed", "打印日期", "date", day("%Y年%m月%d日"), ("出具日期",)),
     ("check", "验证码", "code", code("@@##@###@#"), ("查验码",))),
    (Layout("letter", (
        T(190, 30, "社会保险参保缴费证明", 18), T(380, 64, "验证码：{check}"),
        G(60, 84, (90, 150, 90, 150), ("姓　　名|{name}|证件号码|{id_number}", "参保单位|{employer}|>|>",
                                       "个人编号|{number}|缴费基数|{base}"),
          26),
        G(60, 176, (120, 120, 120, 120), ("险种|起始年月|截止年月|累计月数",
            "企业职工基本养老保险|{from}|{to}|{months}"), 24, centred=True),
        T(60, 250, "特此证明。"), T(330, 300, "苏州市社会保险基金管理中心"), T(350, 320, "{printed}"), S(400, 300, 44,
            "社保业务专用章")),
        595, 380),
     Layout("plain", (
        T(200, 30, "参 保 证 明", 18), T(60, 80, "姓名：{name}"), T(300, 80, "社会保障号码：{id_number}"),
        T(60, 104, "单位名称：{employer}"),
        T(300, 104, "社保编号：{number}"), T(60, 128, "缴费起始年月：{from}"), T(300, 128, "缴费截止年月：{to}"),
        T(60, 152, "实际缴费月数：{months}"), T(300, 152, "缴费基数：{base}元"), T(60, 200, "出具日期：{printed}"),
        T(300, 200, "查验码：{check}")), 595, 260)))

DIPLOMA = form(
    "diploma", "学历证书",
    (("name", "姓名", "name", person, ("学生姓名",)), ("sex", "性别", "sex", one_of("男", "女")),
     ("birth", "出生日期", "date", day("cn")), ("major", "专业", "text", one_of("机械设计制造及其自动化", "会计学",
         "临床医学")),
     ("school", "学校", "text", one_of("江南大学", "西安交通大学", "青岛理工大学"), ("校名",), "颁发证书的学校"),
     ("president", "校长", "name", person, ("校（院）长",)),
     ("number", "证书编号", "code", code("1029512019050#####"), ("编号",)), ("issued", "发证日期", "date", day("cn"))),
    (Layout("prose", (
        T(190, 40, "普通高等学校", 14), T(200, 66, "毕 业 证 书", 22),
        T(60, 120, "　　学生 {name} 性别 {sex} ，{birth}生，于二〇一五年九月至二〇一九年六月在本校 {major} 专业"
                   "四年制本科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。", 12, 440),
        T(60, 250, "校　　名：{school}", 11), T(330, 250, "校（院）长：{president}", 11),
        T(60, 300, "证书编号：{number}", 10),
        T(380, 300, "{issued}", 11), S(150, 250, 46, "学校印章")), 560, 360),
     Layout("card", (
        T(200, 30, "学历证书查询结果", 15),
        G(60, 70, (90, 140, 90, 140),
          ("姓名|{name}|性别|{sex}", "出生日期|{birth}|专业|{major}", "学校名称|{school}|校（院）长姓名|{president}",
           "证书编号|{number}|>|>"), 26)), 580, 220)))

PROPERTY = form(
    "property", "不动产权证书",
    (("number", "不动产权证号", "text", one_of("苏（2023）苏州工业园区不动产权第0012345号",
        "川（2021）成都市不动产权第0456789号"), ("证书号",)),
     ("owner", "权利人", "name", person), ("sharing", "共有情况", "text", one_of("单独所有", "共同共有")),
     ("place", "坐落", "address", place), ("unit", "不动产单元号", "code", code("320505 001006 GB##### F0001####")),
     ("right_type", "权利类型", "text", one_of("国有建设用地使用权/房屋所有权",)), ("nature", "权利性质", "text",
         one_of("出让/市场化商品房", "划拨")),
     ("use", "用途", "text", one_of("城镇住宅用地/住宅", "商服用地/商业")), ("area", "面积", "text",
                                                                 one_of("房屋建筑面积96.35㎡", "建筑面积128.40平方米")),
     ("term", "使用期限", "text", one_of("2078年05月12日止", "国有建设用地使用权至2081年03月30日止"))),
    (Layout("vertical", (
        T(150, 24, "{number}", 11),
        G(60, 50, (90, 330),
          ("权　利　人|{owner}", "共 有 情 况|{sharing}", "坐　　　落|{place}", "不动产单元号|{unit}",
           "权 利 类 型|{right_type}",
           "权 利 性 质|{nature}", "用　　　途|{use}", "面　　　积|{area}", "使 用 期 限|{term}"), 30, 10)), 480, 360),
     Layout("plain", (
        T(60, 30, "证书号：{number}", 10), T(60, 60, "权利人", 10), T(150, 60, "{owner}", 10), T(60, 84, "共有情况",
            10),
        T(150, 84, "{sharing}", 10), T(60, 108, "坐落", 10), T(150, 108, "{place}", 10), T(60, 132, "不动产单元号", 10),
        T(150, 132, "{unit}", 10), T(60, 156, "权利类型", 10), T(150, 156, "{right_type}", 10), T(60, 180, "用途", 10),
        T(150, 180, "{use}", 10), T(60, 204, "面积", 10), T(150, 204, "{area}", 10), V(440, 60, "附记", 10)), 480,
        240)))

FORMS: tuple[Form, ...] = (ID_FRONT, ID_BACK, LICENCE, VEHICLE, LABOUR, LAB, SOCIAL, DIPLOMA, PROPERTY)
