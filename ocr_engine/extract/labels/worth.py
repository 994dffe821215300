"""How sure it is that a name is a label where it stands: what comes before it, what follows, how the text runs on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr_engine.extract.fields.names import Name
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.weights import FREE_KINDS
from ocr_engine.extract.weights import LABEL as W
from ocr_engine.extract.words.folding import fold, has_cjk, is_cjk
from ocr_engine.extract.words.lexicon import legal_form_pattern, party_terms, words

from .bilingual import whole_caption
from .captions_zh import begins_a_sentence, ends_a_name, with_its_ending
from .captionwords import goes_on, with_its_object, with_its_second
from .labelmap import Hit, Joined
from .names import Owner, Span
from .smallprint import worth_of_name

# A form marks with asterisks what must be filled in.
_COLON = re.compile(r"\s*(?:[（(][^（）()]{0,30}[)）])?\s*(?:为?[:：﹕∶=＃]|\*{1,3}\s*[:：]?\s+(?=[^\W_]))")
# 法定代表人（主要负责人）或委托代理人： the label goes on to its colon.
_COMPOUND = re.compile(r"\s*(?:[（(][^（）()]{0,20}[)）])?\s*(?:或|及|和|、|/|&)(?!\d)[^:：。；;,，]{1,20}(?=[:：])")
# 商户名称&编号(MERCHANT NAME&CODE): two names in one caption, and nothing behind it.
_BOTH = re.compile(r"\s*(?:&|＆|/|／|及|和|、)\s?[\u4e00-\u9fff]{2,8}\s*(?:[（(][^（）()]{0,40}[)）])?\s*$")
_NUMBER_SIGN = re.compile(r"\s*(?:#|№|n[°ºo]\.?|nr\.?|no\.?)(?![^\W\d_])", re.IGNORECASE)
_PAYS = re.compile("(?:支付|缴纳|交纳|收取|给付|预付|退还)$")    # 应支付押金人民币33,000.00元
_HOUSE_NUMBER = re.compile(r"(?:^|[\s,])\d+[a-z]?\s+[^\W\d_]+$", re.IGNORECASE)  # 221 Merchant Street
_APART = re.compile(r"[\s；;|｜]$")      # 课程名称：工程力学  考试形式：闭卷  …: one pair after another
_BEFORE = 120  # letters before a label that tell how it goes with them: a line may have tens of thousands
# For the company: who signs is not the company.
SIGNED_FOR = re.compile(r"\s*(?:for|on behalf of|por|pour|für|voor|per|za|dla|för|pelo|pela)\s", re.IGNORECASE)
_NEUTRAL_LEFT = re.compile(
    r"[\W\d_]*|(?:\W*(?:\d{1,2}[a-z]?|[一二三四五六七八九十]{1,3}|[（(][\w]{1,2}[)）]|[ivx]{1,4}|[a-z])[.、．)）\s]+){1,2}",
    re.IGNORECASE,
)
# 1. (a) Name of Registrant Beacon Hill Strategies LLC
_SEVERAL_WORDS, _CAPITAL = re.compile(r"[^\W\d_]+(?:[\s'’]+[^\W\d_]+)+"), re.compile(r"\s+[A-ZÀ-Þ\d]")
# Tillverkare / Manufacturer: the caption's first language
_FIRST_LANGUAGE = re.compile(r"\s*[^\W\d_]+(?:\s[^\W\d_]+){0,3}\s+[/|·•]\s+")


_AFTER_SENTENCE = re.compile(r"(?:[^\W_]{2}[.;]\s+|[(（]\s*)$")


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where a caption stands: ``cell.text[start:end]``, begun at ``at`` in the cell ``first`` of the same row."""

    first: Cell
    at: int
    cell: Cell
    start: int
    end: int

    @property
    def left(self) -> str:
        """What stands before it in the cell where it begins."""
        return self.first.text[: self.at]

    def moved(self, start: int, end: int) -> _Extent:
        return replace(self, start=start, end=end, at=start if self.first is self.cell else self.at)


@dataclass(frozen=True, slots=True)
class _Caption:
    """A caption as anybody reads it, before it is asked whose it is. ``quality``: 0..1; the others as in ``Hit``."""

    extent: _Extent
    quality: float
    left: float
    at_start: bool
    colon: bool
    joined: Joined


def hits_of(row: Row, back: list[int], span: Span, owners: Sequence[Owner], sheet: Sheet) -> list[Hit]:
    """A label for each field that owns the name at ``span`` of the folded row; none where it cannot be one."""
    extent = _extent(row, back, span, sheet)
    caption = extent and _caption(extent, span, sheet)
    return [_hit(caption, plan, name, sheet) for plan, name in owners if not name.column] if caption else []


def _extent(row: Row, back: list[int], span: Span, sheet: Sheet) -> _Extent | None:
    """How far the caption reaches in which the name stands; None where its letters do not belong together."""
    first, at = row.cell_at(back[span[0]])
    cell, last = row.cell_at(back[span[1] - 1])
    start = at if first is cell else 0
    found = _Extent(first, at, cell, start, _closed(cell.text, start, last + 1))
    if sheet.two_languages:
        found = found.moved(*whole_caption(cell.text, start, found.end))
    if first is not cell and not _joined(row, first, cell, sheet):
        return None
    found = replace(found, end=_compounded(cell.text, found.end))
    if first is not cell:
        return found
    return found.moved(*with_its_second(cell.text, found.start, with_its_object(cell.text, found.start, found.end)))


def _caption(extent: _Extent, span: Span, sheet: Sheet) -> _Caption | None:
    """How well the extent goes with a caption; None where it is none."""
    first, cell, end, left = extent.first, extent.cell, extent.end, extent.left
    before, at_start = _left(left)
    right, colon, joined = _right(cell.text, end)
    if span[1] - span[0] == 1 and has_cjk(span[2]) and not (colon and at_start):
        return None  # 致： announces, 致 may be any word's
    if colon and left.endswith(" ") and has_cjk(left):
        before = max(before, W["after_mark"])  # 收款人: 王小明 复核: …
    if colon and not has_cjk(left) and _AFTER_SENTENCE.search(left) and (
            cell.text[extent.start].isupper() or left.rstrip().endswith(("(", "（"))):
        before = max(before, W["after_mark"])  # … Duluth, MN 55811. Contact name: …; Hill Mutual (NAIC # 25657)
    quality = before
    if first is not cell and not colon and cell.text[end:].strip():
        right *= 0.8
    announced = colon and (at_start or (has_cjk(left) and _APART.search(left) is not None))
    announced = announced or (at_start and not cell.text[end:].strip())
    if len(cell.text) > (34 if has_cjk(cell.text) else 75) and not announced:
        joined = "sentence"
        quality = max(quality, W["after_mark"])
    if first is cell and cell in sheet.captions and not colon:
        quality *= worth_of_name(cell.text, end)
        extent, joined = replace(extent, end=len(cell.text)), ""
    quality *= right * span[3] ** 1.5
    quality *= W["of_a_name"] if ends_a_name(cell.text, extent.start, extent.end) else 1.0
    return _Caption(extent, quality, before, at_start, colon, joined)


def _hit(caption: _Caption, plan: FieldPlan | None, name: Name, sheet: Sheet) -> Hit:
    """The caption as a label of one field; without a plan nobody asked for it."""
    cell, start, end = caption.extent.cell, caption.extent.start, caption.extent.end
    colon, joined = caption.colon, caption.joined
    if joined == "word" and goes_on(plan, cell.text, end):
        end, joined = len(cell.text), ""
    if joined == "behind" and (longer := with_its_ending(plan.kind if plan else "", cell.text, end)) > end:
        end, (_, colon, joined) = longer, _right(cell.text, longer)
    if joined == "word" and _belongs_to_name(plan, name, cell, start, sheet):
        end = start
    alone = colon or fold(cell.text) == name.folded or not has_cjk(name.text) or cell.text[end - 1] in ")）"
    whole = caption.at_start and bool(_SEVERAL_WORDS.fullmatch(name.text) and _CAPITAL.match(cell.text, end))
    worth = caption.quality * _running_on(plan, joined, alone=alone, whole=whole) * name.weight
    if plan is not None and plan.kind == "name":
        worth *= W["for_somebody"] if SIGNED_FOR.match(caption.extent.left) else 1.0
        worth *= W["end_of_print"] if _ends_a_print(caption.left, cell, end) else 1.0
        worth *= W["subject"] if joined == "behind" and begins_a_sentence(cell.text, end) else 1.0
    return Hit(name, plan, cell, start, end, caption.extent.first, worth, colon, caption.at_start, caption.left, joined)


def _compounded(text: str, end: int) -> int:
    """The end of the label with the second name that is joined to it."""
    if compound := _COMPOUND.match(text, end):
        return compound.end()
    both = _BOTH.match(text, end) if is_cjk(text[end - 1]) else None
    return both.end() if both else end


def _ends_a_print(before: float, cell: Cell, stop: int) -> bool:
    """Whether a name is but the end of another header, and nothing stands behind it: Part salarié."""
    return before == W["after_word"] and not cell.text[stop:].strip() and not has_cjk(cell.text)


def _belongs_to_name(plan: FieldPlan | None, name: Name, cell: Cell, start: int, sheet: Sheet) -> bool:
    """HOTEL MERIDIAN in large print at the head of a page: what a house is belongs to its name."""
    house = plan is not None and plan.kind == "name" and name.folded.startswith(tuple(words()["house_words"]))
    return house and not start and cell.box.cy < 0.2 and (
        cell.height > 1.15 * sheet.height or (cell.row is not None and cell.row.cells == [cell] and not cell.row.index))


def _closed(text: str, start: int, end: int) -> int:
    """The end of the label with the bracket that it opened: folding drops it (甲方（出租人 of 甲方（出租人）)."""
    if text[:start].rstrip().endswith(("【", "[", "「", "『")):  # 【品名】：
        closing = re.match(r"\s*[】\]」』]", text[end:])
        return end + closing.end() if closing else end
    opened = sum(text.count(c, start, end) for c in "(（[【") - sum(text.count(c, start, end) for c in ")）]】")
    closing = re.match(r"\s*[)）\]】]", text[end:]) if opened > 0 else None
    return end + closing.end() if closing else end


def _running_on(plan: FieldPlan | None, joined: Joined, *, alone: bool, whole: bool) -> float:
    """A label from which the text runs on: an amount or a date may follow, a name seldom does."""
    if plan is None:
        return 1.0
    party = plan.kind == "name" and plan.concept is not None and bool(plan.concept.party)
    if party and (joined == "behind" or (not joined and not alone)):
        return W["behind_party"]
    if not joined:
        return 1.0
    free = plan.kind in FREE_KINDS and plan.shape in ("", "person", "place")
    return W["word_whole" if whole and free and joined == "word" else f"{joined}_free" if free else f"{joined}_typed"]


def _joined(row: Row, first: Cell, last: Cell, sheet: Sheet) -> bool:
    """Whether the cells between which a label is spread are pieces of one spaced-out label (名　　称)."""
    cells = row.cells[row.cells.index(first) : row.cells.index(last) + 1]
    gaps = [b.box.x0 - a.box.x1 for a, b in itertools.pairwise(cells)]
    spaced = all(len(fold(c.text)) <= 2 for c in cells[:-1]) and has_cjk(first.text)
    return max(gaps) < (6 if spaced else 0.9) * sheet.height


def _left(left: str) -> tuple[float, bool]:
    """How well what stands before a label in its cell goes with a label, and whether the label begins the cell."""
    if _NEUTRAL_LEFT.fullmatch(left):
        return 1.0, True
    left = left[-_BEFORE:]
    plain = left.strip()
    if plain.casefold().rstrip(".") in words()["neutral"] or _FIRST_LANGUAGE.fullmatch(left):
        return 0.97, True
    if re.search(r"[:：;；,，。|/)）□☑√■]\s*$|\s{2,}$", left) and not re.search(r"[A-Za-z0-9]/$", left):  # g/dL
        return W["after_mark"], False
    folded = fold(plain)
    if _PAYS.search(plain):
        return W["after_mark"], False
    if folded.endswith(tuple(party_terms())) and not _HOUSE_NUMBER.search(plain):
        return W["after_party"], False
    return W["after_word"], False


def _right(text: str, end: int) -> tuple[float, bool, Joined]:
    """How well what follows a label goes with a label, whether a colon does, and how the text runs on otherwise."""
    rest = text[end:]
    if not rest.strip(" .。_-—"):
        return 1.0, False, ""
    if _COLON.match(rest):
        return W["colon"], True, ""
    if _NUMBER_SIGN.match(rest):
        return 1.0, True, ""
    first = rest.strip()[:1]
    if re.match(r"['’]s?\s+[^\W\d_]", rest):     # TRUSTEES' REPORT: somebody's
        return 1.0, False, "part"
    if re.match(r"-[^\W\d_]|、|[，。；](?=[\u4e00-\u9fff])", rest):     # 四、截止时间、开标时间和地点: a heading
        return 1.0, False, "part"
    if text[end - 1] in ")）]】" and is_cjk(rest[0]):
        return 1.0, False, ""
    if not rest[0].isspace() and rest[0].isalnum():
        chinese = is_cjk(text[end - 1])
        return 1.0, False, "behind" if chinese and (is_cjk(rest[0]) or rest[0].isdigit()) else "glued"
    if legal_form_pattern().match(rest.lstrip()):
        return 1.0, False, "part"
    if first.isalpha():
        return 1.0, False, "behind" if has_cjk(text[end - 1]) else "word"
    return 1.0, False, ""
