"""The candidates that labels announce: every reading of every place near every label of a field, each with a score."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr_engine.validate import dates

from .candidates import LONG_KINDS, Candidate, Document
from .fields.parties_zh import OWN_PARTY
from .fields.plan import FieldPlan
from .labels.labelmap import Hit
from .page.layout import Sheet
from .page.pieces import cut
from .places.continued import is_wrapped
from .places.regions import Region, regions
from .values.apart import another_begins
from .values.matches import Reading
from .values.shapes import readings
from .weights import BORROWED, LINES, OTHER_KIND, OWN_NAME, PLACE, SECTION, SHADOWED
from .weights import READ as W
from .words.folding import has_cjk
from .words.legalforms import ends_like_name

_NUMBERED = re.compile(r"(?:^|\W)(?:nr|no|n[°º]|number|nummer|#|号|编号)\W{0,3}$", re.IGNORECASE)
_SHORT_CODE = re.compile(r"\s*([A-Z]{1,4})\s*")  # FOB, C: behind a Chinese label nothing but capitals is a code too
_SPAN = re.compile("[\\d一二三四五六七八九十两半]{1,3}个?(?:工作)?(?:年|月|日|天|周|小时|学期)")  # 其中试用期三个月。
_CLAUSE = re.compile(r"\s*\d{1,2}\.\d\s+")  # 3.1 before 月租金为…
_COPULA = "为是"  # 工作岗位为仓储主管
_AT = re.compile(r"(?:at|um|om|à|alle|kl\.?)\s+(?=\d{1,2}[:.h\s])", re.IGNORECASE)  # Closed at 8.05 pm


def by_label(document: Document) -> tuple[Candidate, ...]:
    """All of them, label by label. A sixth of what finding the fields of a page costs: ask by ``document.once``."""
    own = {hit.plan.key for hit in document.labels.hits
           if hit.plan and hit.name.weight >= OWN_NAME and hit.quality >= W["own"]}
    return tuple(c for hit in document.labels.hits if hit.plan for c in _of_label(hit, hit.plan, own, document))


def _of_label(hit: Hit, plan: FieldPlan, own: set[str], document: Document) -> Iterator[Candidate]:
    """``own``: keys of the fields whose own names stand on the page."""
    if hit.joined == "sentence" and plan.concept and plan.concept.prose and not _led(hit):
        return  # running text is read by its grammar (prose.py)
    sheet = document.sheet(hit.cell.page)
    context = _section_factor(plan, hit.name.section, document.party(hit.cell)) * document.later(hit.cell)
    if plan.key in own and hit.name.weight < OWN_NAME:
        context *= BORROWED
    answered: set[str] = set()
    for place in regions(hit, document.labels, sheet, long=plan.kind in LONG_KINDS):
        region = _without_owner(place) if plan.kind == "address" else place
        if region is None:
            continue
        nearer = SHADOWED ** len(answered - {region.how})
        base = hit.quality * PLACE[region.how] * region.weight * context * nearer
        found = list(_read(plan, region, base, hit, document))
        if any(c.score > W["answered"] * base for c in found):
            answered.add(region.how)
        yield from found


def _without_owner(region: Region) -> Region | None:
    """An address without the firm that stands over it; None where there is nothing else."""
    first = region.pieces[0].text
    if not ends_like_name(first) or any(char.isdigit() for char in first):
        return region
    return replace(region, pieces=region.pieces[1:]) if len(region.pieces) > 1 else None


def _led(hit: Hit) -> bool:
    """Whether the field's own words end where the value must follow: 合同期限自 2026 年…"""
    return hit.name.weight >= OWN_NAME and hit.name.text.endswith(("自", "为", "至", "于"))


def _section_factor(plan: FieldPlan, wanted: str, here: frozenset[str]) -> float:
    """How well a label found in the block of ``here`` serves a name that must stand in the block of ``wanted``."""
    if not wanted:
        party = plan.concept.party if plan.concept else ""
        own = set(plan.sections) or ({party} if party else set())
        if not here or own & here:
            return 1.0
        return SECTION["others"] if own else SECTION["unasked"]
    if wanted in here:
        return SECTION["right"]
    if wanted.startswith(OWN_PARTY):
        return SECTION["wrong"]
    return SECTION["wrong"] if here else SECTION["unknown"]


def _read(plan: FieldPlan, region: Region, base: float, hit: Hit, document: Document) -> Iterator[Candidate]:
    text = region.text
    if _CLAUSE.fullmatch(text) and has_cjk(region.pieces[-1].cell.text[region.pieces[-1].end :][:1]):
        return
    passage = plan.kind == "text" and hit.at_start and (
        hit.colon or region.how == "label_right" or (region.how == "label_below" and _is_heading(hit)))
    found = readings(plan.kind, plan.shape, text, document.hints, guessed=plan.as_printed and hit.colon,
                     passage=passage)
    if not found and plan.kind == "code" and has_cjk(hit.name.text) and (short := _SHORT_CODE.fullmatch(text)):
        found = [Reading(*short.span(1), W["short_code"])]
    if hit.joined in ("sentence", "behind") and plan.kind in LONG_KINDS:
        led = [r for r in found if text[r.start] in _COPULA and r.end > r.start + 1]
        found = [replace(r, start=r.start + 1) for r in led] or found
    if plan.kind == "text" and hit.joined == "word":
        found = [replace(r, start=at.end()) if (at := _AT.match(text, r.start)) and at.end() < r.end else r
                 for r in found]
    last = _last_amount(found, text) if plan.kind == "money" else len(found) - 1
    for index, reading in enumerate(found):
        fit = reading.fit * _place_in_region(plan, reading, index, last, text, hit)
        if len(region.pieces) > 1:
            fit *= _several_lines(plan, region, hit, document)
        sentence = plan.kind in LONG_KINDS and text[reading.end - 1 : reading.end + 1].endswith("。")
        if sentence and not hit.colon and not passage and not _SPAN.fullmatch(
                text[reading.start : reading.end].rstrip("。")):
            fit *= OTHER_KIND
        if _other_kind(plan, text[reading.start : reading.end]):
            fit *= OTHER_KIND
        pieces = cut(region.pieces, reading.start, reading.end)
        most = W["line_of_address"] if plan.kind == "address" and len(pieces) == 1 else 1.0
        if pieces:
            yield Candidate(
                plan, text[reading.start : reading.end], pieces, min(most, base * fit), region.how, reading.value, hit
            )


def _is_heading(hit: Hit) -> bool:
    """Whether a Chinese label stands alone in its line: what it announces may be a passage under it."""
    row = hit.cell.row
    return has_cjk(hit.name.text) and row is not None and row.cells == [hit.cell] and hit.end >= len(hit.cell.text)


def _other_kind(plan: FieldPlan, raw: str) -> bool:
    """A lone date in the place of something that is known to be no date (登记机关 over the day it was stamped)."""
    if plan.kind != "text" or plan.concept is None or plan.concept.kind != "text" or plan.shape:
        return False
    return any(s.start == 0 and s.end == len(raw) for s in dates.find(raw))


def _last_amount(found: Sequence[Reading], text: str) -> int:
    """Which of several amounts closes what the label announces: behind a caption or a clause another thing begins."""
    for index, (one, after) in enumerate(pairwise(found)):
        if another_begins(text[one.end : after.start]):
            return index
    return len(found) - 1


def _place_in_region(plan: FieldPlan, reading: Reading, index: int, last: int, text: str, hit: Hit) -> float:
    """The first reading is the likeliest, save for money, where rates and bases come before the amount."""
    if plan.kind == "money" and hit.joined == "sentence":
        return 1.0 if index == 0 else W["later_in_sentence"]
    if plan.kind == "money":
        return 1.0 if index == last else W["before_last_amount"]
    before = text[: reading.start]
    if plan.kind == "code" and _NUMBERED.search(before):
        return 1.0
    gap = len(re.sub(r"\W", "", before))
    bracketed = W["bracketed"] if before.rstrip().endswith(("(", "（")) and plan.kind == "code" else 1.0
    return bracketed * max(W["least"], 1 - W["step"] * index - W["letter"] * gap)


def _several_lines(plan: FieldPlan, region: Region, hit: Hit, document: Document) -> float:
    """Whether more lines make the value better: addresses yes, names only where the first line is no whole name."""
    if plan.kind == "address":
        return LINES["wanted"]
    if plan.shape == "words_amount":
        return 1.0
    if plan.kind == "code" and region.how == "label_right" and region.pieces[-1].text.strip() == "号":
        return LINES["wanted"]
    if region.how == "label_right" and region.pieces[0].cell.row is region.pieces[-1].cell.row:
        return LINES["one_row"]
    if plan.kind == "name":
        whole = ends_like_name(region.text) and not ends_like_name(region.pieces[0].text)
        return LINES["whole_name"] if whole and len(region.pieces) == 2 else LINES["more_than_name"]
    if plan.kind == "text" and _hangs_at_value(region, hit, document.sheet(hit.cell.page)):
        return LINES["wanted"]
    if plan.kind == "text" and region.how != "label_below" and is_wrapped(region.pieces, document.sheet(hit.cell.page)):
        return LINES["wanted"]
    overhang = region.pieces[0].cell.box.width > 0.45 or region.how == "label_right"
    return LINES["overhang"] if overhang and region.how != "label_below" else LINES["unwanted"]


def _hangs_at_value(region: Region, hit: Hit, sheet: Sheet) -> bool:
    """Whether the further lines stand close under one another where the value begins, and not where labels do."""
    cells = [p.cell for p in region.pieces]
    if region.how not in ("label_inline", "label_right") or cells[1].box.x0 < hit.cell.box.x0 + 2 * sheet.height:
        return False
    return all(0 <= b.box.y0 - a.box.y1 < 0.55 * sheet.height and b.row is not a.row and b.row is not None
               and b.row.cells[0].box.x0 >= b.box.x0 - sheet.height for a, b in pairwise(cells))
