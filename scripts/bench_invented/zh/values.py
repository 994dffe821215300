"""Values as Chinese papers print them: numbers that pass their checks, days and amounts in their several writings."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from scripts.make_specimens.numbers import resident_id

from ..fapiao import capitals
from ..values import Make

_SURNAMES = "张王刘陈杨黄吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾"
_GIVEN = ("伟", "芳", "秀英", "敏", "静怡", "俊杰", "子涵", "雪梅", "志强", "海燕", "梦琪", "国栋", "玉兰", "一鸣",
          "若曦")
_HOUSES = ("华宸", "金石", "瑞丰", "云舟", "卓越恒", "中泰", "博雅", "东方红", "新维", "盛世嘉")
_TRADES = ("电子科技", "机械制造", "商贸", "供应链管理", "建筑工程", "生物医药", "文化传媒", "物业服务", "国际货运代理")
_TOWNS = ("上海市浦东新区", "广东省深圳市南山区", "四川省成都市武侯区", "江苏省苏州市工业园区", "山东省青岛市市北区",
          "陕西省西安市雁塔区", "福建省厦门市思明区", "北京市朝阳区")
_STREETS = ("张江路{n}号", "科苑南路{n}弄3号楼1502室", "人民南路四段{n}号", "星湖街{n}号创意园B座",
            "建设三路{n}号2单元601",
            "和平村{n}组")
_BANKS = ("中国工商银行", "招商银行", "中国农业银行", "交通银行", "兴业银行", "上海浦东发展银行")
_BRANCHES = ("南山支行", "高新区支行", "营业部", "浦东分行", "江汉路支行")
_AREAS = ("110105", "310115", "440305", "510107", "320505", "370203", "610113")
_CN = "〇一二三四五六七八九"


def person(rng: random.Random, lang: str = "zh") -> str:
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN)


def company(rng: random.Random, lang: str = "zh") -> str:
    form = rng.choice(("有限公司", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司"))
    return rng.choice(_TOWNS)[:2].replace("省", "") + rng.choice(_HOUSES) + rng.choice(_TRADES) + form


def place(rng: random.Random, lang: str = "zh") -> str:
    return rng.choice(_TOWNS) + rng.choice(_STREETS).format(n=rng.randint(2, 899))


def bank(rng: random.Random, lang: str = "zh") -> str:
    return rng.choice(_BANKS) + rng.choice(_BRANCHES)


def _day(rng: random.Random) -> date:
    return date(2019, 1, 3) + timedelta(days=rng.randint(0, 2800))


def day(form: str) -> Make:
    """``form`` as strftime takes it; ``cn`` for 二〇二六年十一月三日, ``spaced`` for 2026 年 11 月 03 日."""
    def make(rng: random.Random, lang: str) -> str:
        when = _day(rng)
        if form == "cn":
            return f"{''.join(_CN[int(d)] for d in str(when.year))}年{_spoken(when.month)}月{_spoken(when.day)}日"
        return when.strftime({"spaced": "%Y 年 %m 月 %d 日"}.get(form, form))
    return make


def _spoken(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_CN[tens]}十") + (_CN[ones] if ones else "")


def span(rng: random.Random, lang: str) -> str:
    first = _day(rng)
    return f"{first:%Y.%m.%d}-{first.replace(year=first.year + 10, day=min(first.day, 28)):%Y.%m.%d}"


def amount(most: int = 90_000, mark: str = "") -> Make:
    return lambda rng, lang: f"{mark}{rng.randint(800, most * 100) / 100:.2f}"


def grouped(mark: str = "") -> Make:
    return lambda rng, lang: f"{mark}{rng.randint(100_000, 90_000_000) / 100:,.2f}"


def in_words(text: str) -> str:
    """The amount in words that belongs to a printed one."""
    return capitals(Decimal("".join(c for c in text if c.isdigit() or c == ".")))


def citizen(rng: random.Random, lang: str = "zh") -> str:
    """An identity number with its right last sign."""
    born = date(1962, 1, 1) + timedelta(days=rng.randint(0, 15_000))
    return resident_id(region=rng.choice(_AREAS), born=f"{born:%Y%m%d}", sequence=f"{rng.randint(10, 998):03}")


def credit(rng: random.Random, lang: str = "zh") -> str:
    """A unified social credit code with its right last sign."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91{rng.choice(_AREAS)}MA" + "".join(rng.choice(signs) for _ in range(7))
    return body + signs[-sum(signs.index(c) * pow(3, i, 31) for i, c in enumerate(body)) % 31]


def plate(rng: random.Random, lang: str = "zh") -> str:
    return rng.choice("京沪粤川苏鲁") + rng.choice("ABCDE") + "".join(rng.choice("0123456789KMPX") for _ in range(5))


def mobile(rng: random.Random, lang: str = "zh") -> str:
    return f"1{rng.choice('3578')}{rng.randint(0, 999_999_999):09}"


def account(rng: random.Random, lang: str = "zh") -> str:
    return f"62{rng.randint(0, 10 ** 17 - 1):017}"


def clock(seconds: bool = False) -> Make:
    return lambda rng, lang: (f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}"
                              + (f":{rng.randint(0, 59):02}" if seconds else ""))
