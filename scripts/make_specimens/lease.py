"""A residential lease (房屋租赁合同): a born-digital PDF of several pages with cover, clauses, signatures, annexes."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from . import lease_text as words
from . import marks
from .flow import FILLED, Flow
from .labels import Specimen
from .sheet import Colour, Sheet

A4 = (595.3, 841.9)
LEFT, RIGHT, TOP, BOTTOM = 78.0, 517.0, 92.0, 758.0
GREY: Colour = (0.45, 0.46, 0.5)
TITLE = "房屋租赁合同"


def make(seed: int) -> Specimen:
    """Draws the lease. ``seed`` decides the strokes of the signatures only."""
    sheet = Sheet(*A4)
    _cover(sheet)
    sheet.new_page()
    flow = Flow(sheet, left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM, size=10.8)
    _parties(flow)
    for heading, paragraphs in words.CLAUSES:
        flow.heading(heading)
        for paragraph in paragraphs:
            flow.paragraph(paragraph)
    _signatures(flow, random.Random(seed))
    _annexes(flow)
    _running_heads(sheet)
    return Specimen("specimen_lease", "lease.pdf", "contract", "zh", sheet.pdf(title=TITLE, language="zh"), _fields(),
                    ["party_b_representative"])


def _fields() -> dict[str, str | list[str]]:
    landlord, tenant, rent = words.LANDLORD, words.TENANT, words.money(words.RENT)
    return {
        "contract_name": TITLE, "contract_number": words.NUMBER,
        "party_a": landlord["name"], "party_a_id": landlord["code"], "party_a_address": landlord["address"],
        "party_a_representative": landlord["head"], "party_a_phone": landlord["phone"],
        "party_b": tenant["name"], "party_b_id": tenant["code"], "party_b_address": tenant["address"],
        "party_b_phone": tenant["phone"], "subject": words.HOUSE, "amount": rent[0], "amount_in_words": rent[1],
        "signing_date": words.SIGNED, "signing_place": words.PLACE, "start_date": words.START,
        "end_date": words.END, "term": f"{words.MONTHS}个月",
    }


def _cover(sheet: Sheet) -> None:
    sheet.text(RIGHT, 110, f"合同编号：{words.NUMBER}", face="hei", size=11, align="right")
    sheet.text(A4[0] / 2, 270, TITLE, face="songb", size=34, align="centre")
    sheet.line(A4[0] / 2 - 105, 292, A4[0] / 2 + 105, 292, width=1.4)
    sheet.line(A4[0] / 2 - 105, 296, A4[0] / 2 + 105, 296, width=0.5)
    sheet.text(A4[0] / 2, 318, "样例文件 · 人物与单位均为虚构 · SPECIMEN", face="hei", size=9.5, colour=marks.STAMP,
               align="centre")
    for row, (caption, value) in enumerate((("甲方（出租人）", words.LANDLORD["name"]),
                                            ("乙方（承租人）", words.TENANT["name"]),
                                            ("签订地点", words.PLACE), ("签订日期", words.SIGNED))):
        y = 500 + row * 38
        sheet.text(228, y, f"{caption}：", face="song", size=13, align="right")
        sheet.text(238, y, value, face="hei", size=13, colour=FILLED)
        sheet.line(232, y + 5, 450, y + 5, width=0.6)


def _parties(flow: Flow) -> None:
    landlord, tenant = words.LANDLORD, words.TENANT
    for line in (
        f"甲方（出租人）：{{{landlord['name']}}}", f"统一社会信用代码：{{{landlord['code']}}}",
        f"住所：{{{landlord['address']}}}",
        f"法定代表人：{{{landlord['head']}}}　　联系电话：{{{landlord['phone']}}}", "",
        f"乙方（承租人）：{{{tenant['name']}}}", f"居民身份证号码：{{{tenant['code']}}}",
        f"住址：{{{tenant['address']}}}", f"联系电话：{{{tenant['phone']}}}", "",
    ):
        flow.paragraph(line, indent=0) if line else flow.space(10)
    flow.paragraph(words.PREAMBLE)


def _signatures(flow: Flow, chance: random.Random) -> None:
    flow.need(230)
    flow.space(26)
    flow.paragraph("（以下无正文，为签署部分）", indent=0)
    top, sheet, middle = flow.y + 34, flow.sheet, (LEFT + RIGHT) / 2 + 12
    columns = ((LEFT, "甲方（签章）", words.LANDLORD["name"], "法定代表人（签字）"),
               (middle, "乙方（签字）", "", ""))
    for x, party, name, head in columns:
        sheet.text(x, top, f"{party}：", face="song", size=10.8)
        if name:
            sheet.text(x, top + 24, name, face="hei", size=10.8, colour=FILLED)
            sheet.text(x, top + 62, f"{head}：", face="song", size=10.8)
        sheet.text(x, top + 108, "签订日期：", face="song", size=10.8)
        sheet.text(x + 56, top + 108, words.SIGNED, face="hei", size=10.8, colour=FILLED)
        sheet.line(x + 54, top + 112, x + 150, top + 112, width=0.5)
    _scribble(sheet, chance, LEFT + 108, top + 60)
    _scribble(sheet, chance, middle + 74, top - 2)
    marks.stamp(sheet, LEFT + 168, top + 24, rx=46, ry=46, top=words.LANDLORD["name"], middle=["样例", "SPECIMEN"])
    flow.y = top + 130


def _scribble(sheet: Sheet, chance: random.Random, x: float, y: float) -> None:
    """A pen stroke that nobody can read."""
    sizes = [chance.uniform(6, 15) for _ in range(7)]
    points = []
    for step in range(140):
        turn = step / 20
        height = sizes[int(turn) % len(sizes)]
        points.append((x + step * 0.5 + 5 * math.cos(turn * math.tau), y - height * math.sin(turn * math.tau) * 0.75))
    sheet.curve(points, colour=(0.1, 0.12, 0.35), width=1.1)


def _annexes(flow: Flow) -> None:
    flow.turn()
    _annex_title(flow, "附件一　交付清单")
    flow.paragraph(f"房屋坐落：{{{words.HOUSE}}}", indent=0)
    _table(flow, (0.09, 0.37, 0.12, 0.12, 0.3), ("序号", "名称", "数量", "单位", "状况"),
           [(str(number), *row) for number, row in enumerate(words.INVENTORY, 1)])
    flow.paragraph(words.READINGS, indent=0)
    flow.turn()
    _annex_title(flow, "附件二　租金支付计划")
    amount = f"{words.RENT * 3:,.2f}"
    rows = [(*payment, amount) for payment in words.PAYMENTS]
    rows.append(("", "合计", "", f"{words.RENT * 3 * len(rows):,.2f}"))
    _table(flow, (0.09, 0.45, 0.24, 0.22), ("期次", "租金所属期间", "支付日期", "金额（元）"), rows)


def _annex_title(flow: Flow, title: str) -> None:
    flow.y += 24
    flow.sheet.text((LEFT + RIGHT) / 2, flow.y, title, face="songb", size=15, align="centre")
    flow.space(12)


def _table(flow: Flow, shares: tuple[float, ...], heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    sheet, height = flow.sheet, 25.0
    flow.space(14)
    edges = [LEFT + (RIGHT - LEFT) * sum(shares[:number]) for number in range(len(shares) + 1)]
    top = flow.y
    sheet.rect(LEFT, top, RIGHT, top + height, colour=None, fill=(0.93, 0.94, 0.96))
    for number, row in enumerate((heads, *rows)):
        y = top + number * height
        sheet.line(LEFT, y, RIGHT, y, width=0.5)
        for left, right, value in zip(edges, edges[1:], row, strict=False):
            face = "hei" if number == 0 else "song"
            sheet.text((left + right) / 2, y + 16.5, value, face=face, size=10, align="centre")
    bottom = top + (len(rows) + 1) * height
    sheet.line(LEFT, bottom, RIGHT, bottom, width=0.5)
    for x in edges:
        sheet.line(x, top, x, bottom, width=0.5)
    flow.y = bottom + 8


def _running_heads(sheet: Sheet) -> None:
    for page in range(1, sheet.page_count):
        sheet.text(LEFT, 62, TITLE, face="song", size=8.5, colour=GREY, page=page)
        sheet.text(RIGHT, 62, words.NUMBER, face="song", size=8.5, colour=GREY, align="right", page=page)
        sheet.text(A4[0] / 2, 800, f"第 {page} 页　共 {sheet.page_count - 1} 页", face="song", size=8.5, colour=GREY,
                   align="centre", page=page)
