"""A sixth set, Chinese ones: an examination, a hospital bill, a car, a taxi, a birth, a form."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def exam(r: Draw) -> dict[str, Any]:
    year = r.randint(2019, 2025)
    return {
        "school": r.choice(("青湖中学", "育英实验小学", "临江第三中学", "南塘镇中心小学")),
        "grade": r.choice(("七年级", "九年级", "五年级", "高二")),
        "klass": r.choice(("3", "12", "（5）", "二")),
        "name": r.person("zh"),
        "number": r.code("2#########"),
        "seat": r.code("##"),
        "subject": r.choice(("数学", "语文", "英语", "物理")),
        "score": r.choice((None, 87, 93, 64, 100)),
        "full": r.choice((100, 120, 150)),
        "minutes": r.choice((90, 100, 120)),
        "year": year,
        "term": r.choice(("上学期期中", "下学期期末", "第一次月考")),
        "teacher": r.maybe(0.5, r.person("zh")),
        "city": r.choice(("青湖市", "临江区")),
    }


def hospital(r: Draw) -> dict[str, Any]:
    offered = (
        ("西药费", 20, 400),
        ("检查费", 60, 500),
        ("化验费", 30, 280),
        ("治疗费", 15, 160),
        ("卫生材料费", 5, 60),
        ("诊察费", 10, 30),
    )
    rows = [(n, r.money(a, b)) for n, a, b in r.some(offered, 2, 5)]
    total = round(sum(p for _, p in rows), 2)
    fund = round(total * r.choice((0.5, 0.62, 0.7)), 2)
    account = r.choice((0.0, round((total - fund) * 0.5, 2)))
    made = r.day()
    return {
        "code": r.code("3206####"),
        "number": r.code("00########"),
        "check": r.code("@#####").lower(),
        "name": r.person("zh"),
        "made": made,
        "rows": rows,
        "total": total,
        "fund": fund,
        "account": account,
        "cash": round(total - fund - account, 2),
        "hospital": r.choice(("青湖市第一人民医院", "临江区妇幼保健院", "南塘中西医结合医院")),
        "kind": r.choice(("综合医院", "专科医院")),
        "record": r.code("MZ######"),
        "insured": r.choice(("城镇职工", "城乡居民")),
        "card": r.code("A########"),
        "sex": r.choice("男女"),
        "clerk": r.person("zh"),
        "auditor": r.person("zh"),
        "payer_id": r.code("3205********###X"),
        "business": r.code("0000#######"),
    }


def vehicle(r: Draw) -> dict[str, Any]:
    first = r.day("2012-01-01", "2024-12-31")
    return {
        "plate": r.choice(("苏E", "川A", "粤S", "闽D")) + r.code("#@###"),
        "kind": r.choice(("小型轿车", "小型普通客车", "轻型厢式货车")),
        "owner": r.choice((r.person("zh"), r.firm("zh"))),
        "home": r.address("zh")[0],
        "use": r.choice(("非营运", "货运", "租赁")),
        "model": r.choice(("大众汽车牌SVW71510AN", "比亚迪牌BYD6470MT5", "五菱牌LZW5029XXYPWA")),
        "vin": r.code("L@V@####@#@######"),
        "engine": r.code("@######"),
        "first": first,
        "issued": later(first, r.randint(0, 900)),
        "by": r.choice(("江苏省苏州市公安局交通警察支队", "四川省成都市公安局交通管理局")),
        "file": r.code("3205########"),
        "seats": r.choice(("5", "7", "2")),
        "mass": r.choice((1395, 1680, 2210)),
        "own": r.choice((1020, 1305, 1490)),
        "size": r.choice(("4600×1800×1480", "4710×1885×1690")),
        "until": r.choice(("2026年05月", "2025年11月")),
    }


def ride(r: Draw) -> dict[str, Any]:
    day, price = r.day(), r.choice((2.2, 2.4, 2.6))
    km = round(r.uniform(2, 38), 1)
    fare = float(round(10 + max(0, km - 3) * price))
    return {
        "code": r.code("1320########"),
        "number": r.code("########"),
        "plate": r.choice(("苏E·", "沪B·", "川A·")) + r.code("@####"),
        "licence": r.code("0#####"),
        "day": day,
        "up": r.choice(("08:12", "14:47", "22:05")),
        "down": r.choice(("08:39", "15:20", "22:31")),
        "price": price,
        "km": km,
        "wait": r.choice(("00:01:20", "00:05:42", "00:00:00")),
        "fuel": r.maybe(0.4, 1.0),
        "fare": fare,
        "phone": r.choice(("65776577", "96000")),
        "firm": r.choice(("苏州绿城出租汽车有限公司", "成都锦江客运有限公司", "上海浦汇出租汽车有限公司")),
        "city": r.choice(("江苏省", "上海市", "四川省")),
    }


def birth(r: Draw) -> dict[str, Any]:
    day = r.day("2015-01-01")
    return {
        "name": r.person("zh"),
        "sex": r.choice("男女"),
        "born": day,
        "hour": r.randint(0, 23),
        "minute": r.randint(0, 59),
        "weeks": r.randint(36, 41),
        "weight": r.randint(2450, 4200),
        "length": r.randint(46, 54),
        "place": r.choice(("江苏省苏州市姑苏区", "福建省厦门市湖里区", "四川省成都市武侯区")),
        "house": r.choice(("姑苏区妇幼保健院", "厦门鹭江医院", "成都武侯天和医院")),
        "mother": r.person("zh"),
        "father": r.person("zh"),
        "mother_age": r.randint(21, 41),
        "father_age": r.randint(22, 46),
        "mother_id": r.code("35020619900#####2#"),
        "father_id": r.code("35020619880#####1#"),
        "folk": r.choice(("汉族", "回族", "土家族")),
        "home": r.address("zh")[0],
        "number": r.code("@32#######"),
        "made": later(day, r.randint(1, 20)),
        "nation": "中国",
    }


def signup(r: Draw) -> dict[str, Any]:
    made = r.day()
    return {
        "title": r.choice(("青湖市教师招聘", "临江区社区工作者招聘", "南塘医院护理人员招聘")),
        "name": r.person("zh"),
        "sex": r.choice("男女"),
        "folk": r.choice(("汉", "回", "苗")),
        "born": r.choice(("1996年8月", "2001.03", "1989年11月")),
        "home": r.choice(("江苏苏州", "福建厦门", "陕西西安")),
        "party": r.choice(("中共党员", "共青团员", "群众")),
        "school": r.choice(("苏南师范学院", "闽江医科大学", "秦岭职业技术学院")),
        "major": r.choice(("汉语言文学", "护理学", "社会工作")),
        "degree": r.choice(("大学本科", "大专", "硕士研究生")),
        "degrees": ("大专", "大学本科", "硕士研究生"),
        "left": r.choice(("2019年6月", "2022.07")),
        "id": r.code("35020619960#####2#"),
        "phone": r.code("139########"),
        "mail": r.code("@@@###").lower() + "@mail.example",
        "post": r.choice(("小学语文教师", "社区专职工作者", "临床护理")),
        "code": r.code("A0##"),
        "work": r.maybe(0.6, r.firm("zh")),
        "address": r.address("zh")[0],
        "married": r.choice(("未婚", "已婚")),
        "health": r.choice(("良好", "健康")),
        "made": made,
        "skill": r.maybe(0.5, r.choice(("摄影、书法", "英语六级", "计算机二级"))),
    }


PAPERS = (
    Paper(
        "zh_exam_paper",
        "zh",
        "试卷",
        exam,
        (
            Asked("school", "学校", "name"),
            Asked("grade", "年级"),
            Asked("class", "班级"),
            Asked("name", "姓名", "name"),
            Asked("exam_number", "考号", "code", ("准考证号", "学号")),
            Asked("seat", "座位号", "code", ("座号",)),
            Asked("subject", "科目"),
            Asked("score", "分数", "number", ("得分", "成绩")),
        ),
    ),
    Paper(
        "zh_hospital_bill",
        "zh",
        "医疗收费票据",
        hospital,
        (
            Asked("invoice_code", "票据代码", "code"),
            Asked("invoice_number", "票据号码", "code"),
            Asked("check_code", "校验码", "code"),
            Asked("payer", "交款人", "name", ("姓名",)),
            Asked("date", "开票日期", "date"),
            Asked("items", "收费项目", many=True, hint="每个项目的名称"),
            Asked("total", "金额合计（小写）", "money", ("合计",)),
            Asked("total_words", "金额合计（大写）"),
            Asked("fund", "医保统筹基金支付", "money"),
            Asked("account", "个人账户支付", "money"),
            Asked("cash", "个人现金支付", "money"),
            Asked("hospital", "收款单位", "name", ("医院",)),
            Asked("clerk", "收款人", "name"),
            Asked("record", "门诊号", "code"),
        ),
    ),
    Paper(
        "zh_vehicle",
        "zh",
        "机动车行驶证",
        vehicle,
        (
            Asked("plate_number", "号牌号码", "code"),
            Asked("vehicle_type", "车辆类型"),
            Asked("owner", "所有人", "name"),
            Asked("address", "住址", "address"),
            Asked("use_character", "使用性质"),
            Asked("model", "品牌型号"),
            Asked("vin", "车辆识别代号", "code"),
            Asked("engine_number", "发动机号码", "code"),
            Asked("register_date", "注册日期", "date"),
            Asked("issue_date", "发证日期", "date"),
            Asked("file_number", "档案编号", "code"),
            Asked("seats", "核定载人数"),
            Asked("mass", "总质量"),
        ),
    ),
    Paper(
        "zh_taxi",
        "zh",
        "出租车发票",
        ride,
        (
            Asked("code", "发票代码", "code"),
            Asked("number", "发票号码", "code"),
            Asked("plate", "车号", "code"),
            Asked("date", "日期", "date"),
            Asked("boarding", "上车时间"),
            Asked("alighting", "下车时间"),
            Asked("unit_price", "单价", "money"),
            Asked("distance", "里程", "number"),
            Asked("waiting", "等候"),
            Asked("fare", "金额", "money"),
            Asked("company", "公司", "name"),
            Asked("surcharge", "燃油附加费", "money"),
        ),
    ),
    Paper(
        "zh_birth",
        "zh",
        "出生医学证明",
        birth,
        (
            Asked("name", "新生儿姓名", "name"),
            Asked("sex", "性别"),
            Asked("birth_date", "出生日期", "date"),
            Asked("gestation", "出生孕周"),
            Asked("weight", "出生体重"),
            Asked("length", "出生身长"),
            Asked("birth_place", "出生地点"),
            Asked("institution", "医疗机构", "name", ("接生机构名称",)),
            Asked("mother", "母亲姓名", "name"),
            Asked("mother_age", "母亲年龄"),
            Asked("mother_id", "母亲身份证号", "code"),
            Asked("father", "父亲姓名", "name"),
            Asked("father_id", "父亲身份证号", "code"),
            Asked("number", "出生证编号", "code"),
            Asked("issued", "签发日期", "date"),
        ),
    ),
    Paper(
        "zh_signup",
        "zh",
        "报名登记表",
        signup,
        (
            Asked("name", "姓名", "name"),
            Asked("sex", "性别"),
            Asked("ethnicity", "民族"),
            Asked("birth", "出生年月"),
            Asked("native_place", "籍贯"),
            Asked("politics", "政治面貌"),
            Asked("school", "毕业院校", "name"),
            Asked("major", "所学专业"),
            Asked("education", "学历"),
            Asked("graduated", "毕业时间"),
            Asked("id_number", "身份证号码", "id_number"),
            Asked("phone", "联系电话", "phone"),
            Asked("address", "通讯地址", "address"),
            Asked("post", "报考岗位"),
            Asked("employer", "现工作单位", "name"),
            Asked("strengths", "特长"),
            Asked("marital_status", "婚姻状况"),
        ),
    ),
)
