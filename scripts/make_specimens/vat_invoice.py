"""An electronic Chinese VAT invoice (增值税电子普通发票) as the page image that people pass around."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from decimal import Decimal

from . import marks, numbers
from .labels import Specimen
from .sheet import MM, Colour, Sheet

INK: Colour = (0.62, 0.29, 0.13)
TYPED: Colour = (0.09, 0.1, 0.2)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Item:
    name: str
    model: str
    unit: str
    count: Decimal
    price: Decimal
    rate: Decimal

    @property
    def net(self) -> Decimal:
        return (self.count * self.price).quantize(CENT)

    @property
    def tax(self) -> Decimal:
        return (self.net * self.rate).quantize(CENT)


ITEMS = (
    Item("*信息技术服务*文档系统运维", "标准版", "项", Decimal(1), Decimal("12000.00"), Decimal("0.06")),
    Item("*文化办公用设备*馈纸扫描仪", "YL-360", "台", Decimal(2), Decimal("2560.00"), Decimal("0.13")),
    Item("*纸制品*A4复印纸70g", "5包/箱", "箱", Decimal(8), Decimal("150.00"), Decimal("0.13")),
)
NET, TAX = sum((item.net for item in ITEMS), Decimal(0)), sum((item.tax for item in ITEMS), Decimal(0))
TOTAL = NET + TAX
HEAD = {"发票代码": "051022500111", "发票号码": "00083617", "开票日期": "2025年06月12日",
        "校验码": "73018 46529 15720 38846"}
MACHINE = "499000218365"
BUYER = {"名称": "样例市示范贸易有限公司", "纳税人识别号": numbers.credit_code(region="510202", body="YANGL001"),
         "地址电话": "样例市演示区虚构路18号 0610-5550118", "开户行及账号": "样例银行演示支行 6200000000001180018"}
SELLER = {"名称": "虚拟云文档科技有限公司", "纳税人识别号": numbers.credit_code(region="510202", body="YANGL002"),
          "地址电话": "样例市测试区假想大道6号 0610-5550166", "开户行及账号": "样例银行测试支行 6200000000006660026"}
REMARK = "合同编号：YL-HT-2025-0612"
LEFT, RIGHT, CODES = 10.0, 231.0, 140.0
COLUMNS = (LEFT, 67.0, 91.0, 101.0, 124.0, 147.0, 181.0, 195.0, RIGHT)


def make(seed: int) -> Specimen:
    """Draws the invoice. ``seed`` decides the cipher block only."""
    sheet = Sheet(241, 140, unit=MM)
    _head(sheet)
    _frame(sheet)
    _party(sheet, 36, "购买方", BUYER)
    _cipher(sheet, random.Random(seed))
    _items(sheet)
    _party(sheet, 104, "销售方", SELLER)
    _foot(sheet)
    out = io.BytesIO()
    sheet.image(dpi=200).save(out, "PNG", optimize=True)
    return Specimen("specimen_vat_invoice", "vat_invoice.png", "vat_invoice", "zh", out.getvalue(), _fields())


def _fields() -> dict[str, str | list[str]]:
    fields: dict[str, str | list[str]] = {**HEAD, "校验码": HEAD["校验码"].replace(" ", ""), "机器编号": MACHINE}
    for side, party in (("购买方", BUYER), ("销售方", SELLER)):
        fields.update({side + key: value for key, value in party.items()})
    return fields | {"项目名称": [item.name for item in ITEMS], "合计金额": f"{NET:.2f}", "合计税额": f"{TAX:.2f}",
                     "价税合计": f"{TOTAL:.2f}", "备注": REMARK}


def _head(sheet: Sheet) -> None:
    date = "".join(char for char in HEAD["开票日期"] if char.isdigit())
    check = HEAD["校验码"].replace(" ", "")
    marks.qr_code(sheet, 12, 6, side=19,
                  content=f"01,10,{HEAD['发票代码']},{HEAD['发票号码']},{NET:.2f},{date},{check},0000,")
    sheet.text(LEFT + 0.5, 32.6, "机器编号：", size=9, colour=INK)
    sheet.text(26.5, 32.6, MACHINE, size=9, colour=TYPED)
    sheet.text(120.5, 16, "样例增值税电子普通发票", face="song", size=22, colour=INK, align="centre")
    for y in (18.6, 19.8):
        sheet.line(78, y, 163, y, colour=INK, width=0.7)
    sheet.oval(105.5, 20.6, 135.5, 33.4, colour=marks.STAMP, width=1.2, opacity=0.8)
    sheet.oval(106.5, 21.5, 134.5, 32.5, colour=marks.STAMP, width=0.4, opacity=0.8)
    sheet.text(120.5, 26.6, "样例发票", face="songb", size=9, colour=marks.STAMP, align="centre")
    sheet.text(120.5, 30.6, "SPECIMEN", face="sansb", size=7, colour=marks.STAMP, align="centre")
    for row, (caption, value) in enumerate(HEAD.items()):
        y = 11.5 + row * 6
        sheet.spread(172, 186.5, y, caption, size=9, colour=INK)
        sheet.text(186.8, y, "：", size=9, colour=INK)
        sheet.text(190.5, y, value, size=9.5, colour=TYPED)


def _frame(sheet: Sheet) -> None:
    sheet.rect(LEFT, 36, RIGHT, 128, colour=INK, width=1.1)
    for y in (60, 96, 104):
        sheet.line(LEFT, y, RIGHT, y, colour=INK, width=0.8)
    for top, bottom in ((36, 60), (104, 128)):
        for x in (LEFT + 7, CODES - 7, CODES):
            sheet.line(x, top, x, bottom, colour=INK, width=0.8)
    for x in COLUMNS[1:-1]:
        sheet.line(x, 60, x, 96, colour=INK, width=0.8)
    sheet.column(CODES - 3.5, 43.5, "密码区", step=6, size=10, colour=INK)
    sheet.column(CODES - 3.5, 114, "备注", step=8, size=10, colour=INK)


def _party(sheet: Sheet, top: float, heading: str, party: dict[str, str]) -> None:
    sheet.column(LEFT + 3.5, top + 7.5, heading, step=6, size=10, colour=INK)
    captions = ("名称", "纳税人识别号", "地址、电话", "开户行及账号")
    for row, (caption, value) in enumerate(zip(captions, party.values(), strict=True)):
        y = top + 5 + row * 5.6
        sheet.spread(18.5, 39.5, y, caption, size=9, colour=INK)
        sheet.text(39.8, y, "：", size=9, colour=INK)
        sheet.text(43.5, y, value, face="mono" if row == 1 else "song", size=11 if row == 1 else 9.5, colour=TYPED)


def _cipher(sheet: Sheet, chance: random.Random) -> None:
    for row in range(4):
        text = "".join(chance.choice("0123456789+-*/<>") for _ in range(27))
        sheet.text(CODES + 5, 41.5 + row * 5.4, text, face="mono", size=13.5, colour=TYPED)


def _items(sheet: Sheet) -> None:
    heads = ("货物或应税劳务、服务名称", "规格型号", "单位", "数 量", "单 价", "金 额", "税率", "税 额")
    for left, right, head in zip(COLUMNS, COLUMNS[1:], heads, strict=False):
        sheet.text((left + right) / 2, 64.2, head, size=9, colour=INK, align="centre")
    for row, item in enumerate(ITEMS):
        y = 69.6 + row * 5.4
        sheet.text(COLUMNS[0] + 1, y, item.name, size=9, colour=TYPED)
        sheet.text(COLUMNS[1] + 1.5, y, item.model, size=9, colour=TYPED)
        sheet.text((COLUMNS[2] + COLUMNS[3]) / 2, y, item.unit, size=9, colour=TYPED, align="centre")
        values = (f"{item.count}", f"{item.price:.2f}", f"{item.net:.2f}", f"{item.rate * 100:.0f}%", f"{item.tax:.2f}")
        for right, value in zip(COLUMNS[4:], values, strict=True):
            sheet.text(right - 1.5, y, value, size=9.5, colour=TYPED, align="right")
    sheet.spread(LEFT + 17, LEFT + 40, 94, "合计", size=10, colour=INK)
    sheet.text(COLUMNS[6] - 1.5, 94, f"¥{NET:.2f}", size=9.5, colour=TYPED, align="right")
    sheet.text(RIGHT - 1.5, 94, f"¥{TAX:.2f}", size=9.5, colour=TYPED, align="right")


def _foot(sheet: Sheet) -> None:
    sheet.line(67, 96, 67, 104, colour=INK, width=0.8)
    sheet.text((LEFT + 67) / 2, 101.4, "价税合计（大写）", size=10, colour=INK, align="centre")
    sheet.oval(71, 97.7, 75.6, 102.3, colour=TYPED, width=0.7)
    for a, b in ((98.4, 101.6), (101.6, 98.4)):
        sheet.line(71.7, a, 74.9, b, colour=TYPED, width=0.7)
    sheet.text(77, 101.5, numbers.capitals(TOTAL), size=11, colour=TYPED)
    sheet.text(174, 101.4, "（小写）", size=10, colour=INK)
    sheet.text(190, 101.5, f"¥{TOTAL:.2f}", size=11, colour=TYPED)
    sheet.text(CODES + 3, 110, REMARK, size=9.5, colour=TYPED)
    for x, caption, name in ((12, "收款人：", "陈样本"), (66, "复核：", "林示范"), (116, "开票人：", "何演示")):
        sheet.text(x, 134, caption, size=9.5, colour=INK)
        sheet.text(x + 4 + 3.2 * (len(caption) - 1), 134, name, size=9.5, colour=TYPED)
    sheet.text(168, 134, "销售方：（章）", size=9.5, colour=INK)
    marks.stamp(sheet, 207, 123.5, rx=20, ry=13.5, top=SELLER["名称"], middle=["样例", "SPECIMEN"])
