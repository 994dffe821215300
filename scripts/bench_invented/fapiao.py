"""``python -m scripts.bench_invented.fapiao``: Chinese VAT invoices of every lawful form, drawn, read and answered.

Forms: the fully digital one (普通, 专用), the older special and general one, the narrow roll. Cases: one line, several
lines, a person as buyer, a red-letter invoice, remarks of two lines, lines that run over to a second page.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from ocr_engine.doctypes.load import type_named
from ocr_engine.evaluate.gold import GoldDocument
from ocr_engine.evaluate.metrics import score
from ocr_engine.evaluate.page_cache import pages_of
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import PageText

from .figures import faults, tell
from .sheet import Sheet
from .values import address, code, day, firm, person

FORMS = ("digital", "digital special", "special", "general", "roll")
CASES = ("plain", "lines", "person", "red", "remarks", "pages")
ITEMS = ("*信息技术服务*软件维护费", "*办公设备*激光打印机", "*住宿服务*住宿费", "*纸制品*复印纸A4",
         "*运输服务*货物运费", "*餐饮服务*餐费", "*金属制品*不锈钢螺栓M8", "*现代服务*咨询费")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"


@dataclass
class Bill:
    form: str
    case: str
    gold: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lines: list[tuple[str, str, Decimal, Decimal]] = field(default_factory=list)  # item, rate, net, tax


def bill(form: str, case: str, rng: random.Random) -> Bill:
    made, gold = Bill(form, case), {}
    gold["发票号码"] = code("2##################" if form.startswith("digital") else "########")(rng, "zh")
    if not form.startswith("digital"):
        gold["发票代码"] = code("0##00######1" if form != "special" else "33000#####")(rng, "zh")
    if form in ("general", "roll"):
        gold["校验码"] = code("####################")(rng, "zh")
    if form in ("general", "roll"):
        gold["机器编号"] = code("66153#######")(rng, "zh")
    gold["开票日期"] = day(rng, "zh")
    gold["销售方名称"], gold["销售方纳税人识别号"] = firm(rng, "zh"), code("91#########MA####0X")(rng, "zh")
    gold["购买方名称"] = person(rng, "zh") if case == "person" else firm(rng, "zh")
    if case != "person":
        gold["购买方纳税人识别号"] = code("9133##########87##")(rng, "zh")
    if form in ("special", "general"):
        for side in ("购买方", "销售方") if case != "person" else ("销售方",):
            gold[f"{side}地址电话"] = f"{address(rng, 'zh')} 0571-8{rng.randint(1000000, 9999999)}"
            branch, account = rng.choice(("西湖", "城东", "滨江")), code("3710########")(rng, "zh")
            gold[f"{side}开户行及账号"] = f"中国银行{branch}支行 {account}"
    _priced(made, rng)
    sums = [sum((line[2] for line in made.lines), Decimal(0)), sum((line[3] for line in made.lines), Decimal(0))]
    if form != "roll":
        gold["合计金额"], gold["合计税额"] = (f"{s:.2f}" for s in sums)
    gold["价税合计"] = f"{sum(sums):.2f}"
    if case == "remarks" and form != "roll":
        gold["备注"] = f"合同号HT-{rng.randint(1000, 9999)} 项目：滨江园区二期改造"
    elif case == "red" and form.startswith("digital"):
        gold["备注"] = f"被红冲蓝字数电票号码：{code('2##################')(rng, 'zh')}"
    made.gold = {key: (value,) for key, value in gold.items()}
    made.gold["项目名称"] = tuple(line[0] for line in made.lines)
    return made


def _priced(made: Bill, rng: random.Random) -> None:
    count = {"lines": rng.randint(3, 6), "pages": 22}.get(made.case, 1)
    sign = -1 if made.case == "red" else 1
    for item in rng.sample(ITEMS, count) if count <= len(ITEMS) else [ITEMS[i % len(ITEMS)] for i in range(count)]:
        rate = rng.choice((13, 9, 6))
        net = sign * Decimal(rng.randint(900, 900000)) / 100
        made.lines.append((item, f"{rate}%", net, (net * rate / 100).quantize(Decimal("0.01"))))


def capitals(amount: Decimal) -> str:
    """Whole amounts up to 99,999,999 as they are written out; cents digit by digit."""
    whole, cents = divmod(abs(int(amount * 100)), 100)
    text, units = "", "元拾佰仟万拾佰仟"
    for place, digit in enumerate(reversed(str(whole))):
        none = "万" if place == 4 else "零" if place else "元"
        text = (_DIGITS[int(digit)] + units[place] if digit != "0" else none) + text
    tail = f"{_DIGITS[cents // 10]}角{_DIGITS[cents % 10]}分" if cents else "整"
    return ("负" if amount < 0 else "") + text.replace("零零", "零").replace("零元", "元") + tail


def draw(made: Bill, rng: random.Random) -> Sheet:
    sheet = Sheet()
    (_roll if made.form == "roll" else _digital if made.form.startswith("digital") else _older)(sheet, made, rng)
    return sheet


def _one(made: Bill, key: str) -> str:
    return next(iter(made.gold.get(key, ("",))))


def _digital(sheet: Sheet, made: Bill, rng: random.Random) -> None:
    def head() -> None:
        special = "增值税专用发票" if made.form.endswith("special") else "普通发票"
        sheet.text(190, 30, f"电子发票（{special}）", 15)
        sheet.text(410, 32, f"发票号码：{_one(made, '发票号码')}", 8)
        sheet.text(410, 46, f"开票日期：{_one(made, '开票日期')}", 8)
    head()
    for x, side in ((30, "购买方"), (305, "销售方")):
        for step, letter in enumerate(f"{side}信息"):
            sheet.text(x - 8, 66 + 10 * step, letter, 8)
        sheet.text(x + 8, 76, f"名称：{_one(made, side + '名称')}", 8)
        sheet.text(x + 8, 98, f"统一社会信用代码/纳税人识别号：{_one(made, side + '纳税人识别号')}", 8)
    y = _table(sheet, made, 126, "项目名称", "税率/征收率", head)
    _totals(sheet, made, y)
    y += 44
    sheet.text(24, y, "备", 8)
    sheet.text(24, y + 14, "注", 8)
    remark = _one(made, "备注")
    sheet.text(42, y, remark.split(" ")[0], 8)
    sheet.text(42, y + 11, " ".join(remark.split(" ")[1:]), 8)
    sheet.text(60, y + 50, f"开票人：{person(rng, 'zh')}", 8)


def _older(sheet: Sheet, made: Bill, rng: random.Random) -> None:
    name = "增值税专用发票" if made.form == "special" else "增值税普通发票"
    sheet.text(220, 30, f"浙江{name}", 15)
    if made.form == "special":
        sheet.text(60, 34, _one(made, "发票代码"), 11)
        sheet.text(440, 32, f"No {_one(made, '发票号码')}", 12)
        sheet.text(500, 48, _one(made, "发票代码"), 8)
        sheet.text(500, 58, _one(made, "发票号码"), 8)
    else:
        sheet.text(430, 26, f"发票代码：{_one(made, '发票代码')}", 8)
        sheet.text(430, 38, f"发票号码：{_one(made, '发票号码')}", 8)
        sheet.text(30, 50, f"机器编号：{_one(made, '机器编号')}", 8)
        sheet.text(400, 74, f"校 验 码：{' '.join(_one(made, '校验码')[i:i + 5] for i in range(0, 20, 5))}", 8)
    sheet.text(430, 62 if made.form == "general" else 72, f"开票日期：{_one(made, '开票日期')}", 8)
    _party(sheet, made, "购买方", 90)
    for step in range(4):
        sheet.text(372, 90 + 12 * step, "".join(rng.choice("0123456789<>*+/-") for _ in range(27)), 8)
    _sides(sheet, "密码区", 352, 92)
    y = _table(sheet, made, 146, "货物或应税劳务、服务名称", "税率", lambda: None)
    _totals(sheet, made, y)
    _party(sheet, made, "销售方", y + 42)
    _sides(sheet, "备注", 352, y + 48)
    remark = _one(made, "备注")
    sheet.text(372, y + 42, remark.split(" ")[0], 8)
    sheet.text(372, y + 54, " ".join(remark.split(" ")[1:]), 8)
    for x, role in ((40, "收款人"), (170, "复核"), (300, "开票人")):
        sheet.text(x, y + 100, f"{role}：{person(rng, 'zh')}", 8)
    sheet.text(430, y + 100, "销售方：（章）", 8)


def _party(sheet: Sheet, made: Bill, side: str, y: float) -> None:
    _sides(sheet, side, 24, y + 4)
    for step, (label, key) in enumerate((("名    称：", "名称"), ("纳税人识别号：", "纳税人识别号"),
                                         ("地 址、电 话：", "地址电话"), ("开户行及账号：", "开户行及账号"))):
        sheet.text(42, y + 12 * step, label + _one(made, side + key), 8)


def _sides(sheet: Sheet, word: str, x: float, y: float) -> None:
    for step, letter in enumerate(word):
        sheet.text(x, y + 14 * step, letter, 8)


_COLUMNS = (24, 150, 205, 240, 285, 365, 425, 520)


def _table(sheet: Sheet, made: Bill, y: float, item: str, rate: str, head: Callable[[], None]) -> float:
    def header(at: float) -> None:
        for x, word in zip(_COLUMNS, (item, "规格型号", "单位", "数量", "单价", "金额", rate, "税额"), strict=True):
            sheet.text(x, at, word, 8)
    header(y)
    for number, (name, share, net, tax) in enumerate(made.lines):
        if number == 12:
            sheet.turn()
            y = 80.0
            head()
            header(y)
        y += 13
        count = -1 if net < 0 else 1
        for x, word in zip(_COLUMNS, (name, "", "项", str(count), f"{abs(net):.2f}", f"{net:.2f}", share, f"{tax:.2f}"),
                           strict=True):
            sheet.text(x, y, word, 8)
    return y + (40 if len(made.lines) < 8 else 16)


def _totals(sheet: Sheet, made: Bill, y: float) -> None:
    sheet.text(60, y, "合", 8)
    sheet.text(100, y, "计", 8)
    sheet.text(360, y, f"¥{_one(made, '合计金额')}", 8)
    sheet.text(515, y, f"¥{_one(made, '合计税额')}", 8)
    sheet.text(42, y + 20, "价税合计（大写）", 8)
    sheet.text(160, y + 20, "⊗" + capitals(Decimal(_one(made, "价税合计"))), 8)
    sheet.text(420, y + 20, f"（小写）¥{_one(made, '价税合计')}", 8)


def _roll(sheet: Sheet, made: Bill, rng: random.Random) -> None:
    x, y = 180, 40.0
    sheet.text(x + 20, y, "浙江增值税普通发票（卷票）", 11)
    rows = [("发票代码：", _one(made, "发票代码")), ("发票号码：", _one(made, "发票号码")),
            ("机打号码：", _one(made, "发票号码")), ("机器编号：", _one(made, "机器编号")),
            ("销售方名称：", _one(made, "销售方名称")), ("纳税人识别号：", _one(made, "销售方纳税人识别号")),
            ("开票日期：", _one(made, "开票日期")), ("收款员：", person(rng, "zh")),
            ("购买方名称：", _one(made, "购买方名称")), ("纳税人识别号：", _one(made, "购买方纳税人识别号"))]
    for label, value in rows:
        y += 15
        sheet.text(x, y, label + value, 9)
    y += 18
    for dx, word in ((0, "项目"), (120, "单价"), (165, "数量"), (205, "金额")):
        sheet.text(x + dx, y, word, 9)
    for name, _rate, net, tax in made.lines:
        y += 28
        sheet.text(x, y - 13, name, 9)
        for dx, word in ((120, f"{abs(net + tax):.2f}"), (172, "-1" if net < 0 else "1"), (205, f"{net + tax:.2f}")):
            sheet.text(x + dx, y, word, 9)
    sheet.text(x, y + 18, f"合计金额（小写）：¥{_one(made, '价税合计')}", 9)
    sheet.text(x, y + 33, f"合计金额（大写）：{capitals(Decimal(_one(made, '价税合计')))}", 9)
    sheet.text(x, y + 48, f"校验码：{_one(made, '校验码')}", 9)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_invented.fapiao", description=__doc__)
    parser.add_argument("--each", type=int, default=4, help="invoices of every form and case")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scanned", action="store_true", help="pictures, damaged and read by the reader")
    parser.add_argument("--forms", nargs="*", choices=FORMS, default=FORMS)
    parser.add_argument("--cases", nargs="*", choices=CASES, default=CASES)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args(argv)
    doc_type = type_named("vat_invoice")
    # Of the lines their names alone: how many, and what they cost, is measured elsewhere.
    kinds = {f.key: f.kind for f in doc_type.fields if not f.rows or f.key == "项目名称"}
    everything: list[GoldDocument] = []
    answers: dict[str, dict[str, list[str]]] = {}
    with tempfile.TemporaryDirectory(prefix="fapiao-") as folder:
        for form in args.forms:
            for case in args.cases:
                here = []
                for number in range(args.each):
                    rng = random.Random(f"{args.seed}/{form}/{case}/{number}")
                    made = bill(form, case, rng)
                    label = f"{form}-{case}-{number}"
                    # "合计金额" on a roll is printed for the total with tax: nobody can say which is meant
                    doubtful = {"合计金额"} if form == "roll" else set()
                    absent = tuple(key for key in kinds if key not in made.gold and key not in doubtful)
                    gold = GoldDocument(label, label, made.gold, absent)
                    pages = _pages(draw(made, rng), label, args, Path(folder))
                    found = extract_fields(pages, doc_type)
                    answers[label] = {key: [v.value for v in found.get(key, ())] for key in kinds}
                    here.append(gold)
                    if args.show:
                        tell(faults([gold], answers, kinds))
                print(f"{form:<16}{case:<10}{score(here, answers, kinds).report()['f1']:.3f}", flush=True)
                everything += here
    report = score(everything, answers, kinds).report()
    print(f"{'all':<26}{report['f1']:.3f}")
    print({key: row["f1"] for key, row in report["fields"].items()})


def _pages(sheet: Sheet, label: str, args: argparse.Namespace, folder: Path) -> tuple[PageText, ...]:
    if not args.scanned:
        return sheet.read()
    files = sheet.scan(folder / label, lang="zh", seed=args.seed)
    return tuple(page for file in files for page in pages_of(file, args.cache))


if __name__ == "__main__":
    main()
