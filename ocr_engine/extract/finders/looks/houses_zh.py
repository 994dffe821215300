"""Which house issued a Chinese paper: it stands over the title, or closes the paper over its day, and no label says so.

Only for the one field that asks for it by a word for a house (检测机构, 物业公司, 医院) and not for one that receives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet, how_far_down
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.names_zh import names_no_house
from ocr_engine.extract.weights import HOUSE as W
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.lexicon import known_name, legal_form_pattern

_HOUSES = re.compile(
    "(?:机构|单位|公司|中心|银行|医院|法院|学校|院校|商户|门店|店名|店铺|停车场|景区|影院|影城|剧院|餐厅|酒店|宾馆|企业|事务所|机关|部门|局|方)(?:名称|全称)?$")
_RECEIVES = re.compile(
    "购|买|付款|缴|交款|客户|委托|送检|受检|被检|收货|收件|使用|投保|参保|工作|任职|用户|用人|申请|申报|施工|建设|监理|采购"
    "|招标|投标|中标|承租|甲|乙|丙|来访|责任|受托|被|需|收票|受票|领|归属|所在|所属|生产|制造|承运|运输|就读|毕业|设计|勘察|分包"
    "|联系|紧急|担保|借|贷")
_MAKES = re.compile("(?:生产|制造)(?:厂家|厂商|商|单位|企业|厂|者)(?:名称)?$|^厂家$|^厂名$")
_OF_QUALITY = re.compile("合\\s?格\\s?证|质量证明|质保书|保\\s?修\\s?[卡单]")
_GETS = re.compile("客户|购|买方|需方|致$|主送|接收|中标单位|中标人|成交"
                   "|收文|收件|收函|抬头|委托|采购|招标|甲方|债务|对方|往来单位|贵")
_SALUTATION = re.compile(r"(?P<to>(?:致|敬致|呈)\s*[:：]?\s*)?"
                         r"(?P<name>[\u4e00-\u9fff（）()]{4,40}(?:\s[\u4e00-\u9fff]{2,8})?)\s*(?P<colon>[:：])?")
_PREFIXED = re.compile(r"[\u4e00-\u9fff]{4,20}")
_SALUTED = 0.4
_MOST, _LONGEST = 0.3, 40        # of the page's height; signs of a name with what may follow it in its line


def by_house(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    labelled = document.labels.labelled(W["labelled"])
    certified = any(_OF_QUALITY.search(c.text) for sheet in document.sheets[:1] for c in sheet.cells)
    asked = [p for p in plans if p.kind == "name" and not p.spec.many and p.key not in labelled
             and _issues(p, certified=certified)]
    if len(asked) != 1 or not document.sheets:
        return
    for index, piece in enumerate(_at_head(document, document.sheets[0])):
        yield Candidate.at(asked[0], piece, W["head"] - W["step"] * index, "position")
    if (closing := _at_end(document, document.sheets[-1])) is not None:
        yield Candidate.at(asked[0], closing, W["end"], "position")


def by_salutation(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """致：某公司 财务部, 某银行： in the head of a letter: who gets it, for the one field that asks for such a house
    and has no label."""
    labelled = document.labels.labelled(W["labelled"])
    asked = [p for p in plans if p.kind == "name" and not p.spec.many and p.key not in labelled and _gets(p)]
    if len(asked) != 1 or not document.sheets:
        return
    sheet = document.sheets[0]
    for cell in sheet.cells:
        match = _SALUTATION.fullmatch(cell.text.strip())
        if match is None or cell.before or how_far_down(cell, sheet) > _SALUTED:
            continue
        start = cell.text.index(match["name"])
        end = start + max((m.end() for m in legal_form_pattern().finditer(match["name"])), default=0)
        if end > start and (match["to"] or match["colon"]):
            yield Candidate.at(asked[0], Piece(cell, start, end), W["saluted"], "position")


def by_own_ending(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """臺北南區營業處 for 營業處: a line of its own in the head that ends with what the field itself says."""
    sheet = document.sheets[0] if document.sheets else None
    last = [(c, c.text.strip()) for c in sheet.cells if c.row is not None and c.row.cells[-1] is c
            and how_far_down(c, sheet) < W["own_far"]] if sheet else []
    for plan in plans:
        own = [n for n in (*plan.spec.label.values(), *plan.spec.aliases) if has_cjk(n) and len(n) > 1]
        if plan.kind != "name" or plan.spec.many or not own:
            continue
        found = [c for c, text in last if _PREFIXED.fullmatch(text) and not known_name(c.text)
                 and any(text.endswith(n) and len(text) > len(n) + 1 for n in own)]
        if len({c.text for c in found}) == 1:
            yield Candidate.at(plan, Piece.whole(found[0]), W["own"], "position")


def _gets(plan: FieldPlan) -> bool:
    return any(_GETS.search(name) for name in plan.spec.names if has_cjk(name))


def _issues(plan: FieldPlan, *, certified: bool) -> bool:
    """``certified``: whoever made a thing issues the certificate of its quality."""
    own = [name for name in (*plan.spec.label.values(), *plan.spec.aliases) if has_cjk(name)]
    if certified and any(_MAKES.search(n) for n in own):
        return True
    return any(_HOUSES.search(n) and not _RECEIVES.search(n) for n in own[:1]) or (
        any(_HOUSES.search(n) for n in own) and not any(_RECEIVES.search(n) for n in own))


def _at_head(document: Document, sheet: Sheet) -> Iterator[Piece]:
    """From the top, the lines that begin with a name of a house; a title may follow in the same line."""
    for cell in sorted(sheet.cells, key=lambda c: c.box.cy):
        if cell.box.cy > _MOST:
            return
        if not cell.before and (piece := _name(document, cell)):
            yield piece


def _at_end(document: Document, sheet: Sheet) -> Piece | None:
    """The last line that is nothing but the name of a house."""
    named = [p for c in sorted(sheet.cells, key=lambda c: c.box.cy) if (p := _name(document, c))]
    found = [p for p in named if p.end == len(p.cell.text)]
    return found[-1] if found and how_far_down(found[-1].cell, sheet) > 1 - _MOST else None


def _name(document: Document, cell: Cell) -> Piece | None:
    text = cell.text
    if not has_cjk(text[:1]) or len(text) > _LONGEST or re.search(r"[:：，。；？！]", text):
        return None
    if document.labels.is_label(cell) or names_no_house(text):
        return None
    forms = [m.end() for m in legal_form_pattern().finditer(text) if m.start() > 1]
    return Piece(cell, 0, max(forms)) if forms else None
