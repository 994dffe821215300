"""The title of a document: the largest line near the top of its first pages that is no label and no number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.words.folding import fold, has_cjk

_TITLE_WORD = re.compile(
    r"(?:合同|协议|协议书|通知|证明|申请表|登记表|回单|报告|证书|声明|委托书|agreement|contract|notice|lease|certificate)"
    r"(?:书|（[^）]*）|\([^)]*\))?\s*$",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(
    r"^[一二三四五六七八九十]+[、.]|^\d+[、.]|^第.{1,3}[章条部]|示范文本|样本|制定|目\s*录|说明|^第|exhibit|^page|编号|版\)?$",
    re.IGNORECASE,
)


_LONGEST = 400          # characters, whatever of them are signs


def by_title(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    wanted = [p for p in plans if p.concept and p.concept.finder == "title"]
    for plan in wanted:
        for sheet in document.sheets[:3]:
            tallest = max((c.height for c in sheet.cells if not c.standing), default=0.0)
            for cell in sheet.cells:
                text = cell.text.strip()
                if len(text) > _LONGEST:
                    continue
                end = len(re.sub(r"\s*[（(][^）)]*[)）]\s*$", "", text)) or len(text)
                if (
                    cell.height > cell.box.width
                    or not 2 <= len(fold(text)) <= 60
                    or cell.box.cy > 0.5
                    or _NOT_A_TITLE.search(text)
                    or re.search(r"[:：。；]", text)
                ):
                    continue
                score = 0.3 + 0.25 * (cell.height / tallest) ** 2 + (0.3 if _TITLE_WORD.search(text) else 0.0)
                score -= 0.06 * (sheet.number - 1) + (0.15 if cell.height < 1.15 * sheet.height else 0.0)
                if has_cjk(text) and len(text) > 30:
                    score -= 0.2
                at = cell.text.index(text)
                yield Candidate.at(plan, Piece(cell, at, at + end), score, "position")
