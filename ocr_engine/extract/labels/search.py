"""Where the labels stand: every wording of every field found on a page.

Names that were not asked for are looked for as well: "Due date" must not be taken for "Date", and a value ends where
the next label begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.weights import LABEL as W
from ocr_engine.extract.weights import OWN_NAME
from ocr_engine.extract.words.folding import fold, fold_map, is_cjk
from ocr_engine.extract.words.lexicon import concept_named

from .bilingual import in_two_languages
from .captions import side_of_values
from .captions_zh import is_an_answer, may_be_more
from .captionwords import from_its_number
from .labelmap import Hit, LabelMap
from .names import Names, Span, names_of
from .offsets import stepped
from .smallprint import small_captions
from .worth import hits_of

_MOST = 300  # labels of one row
_VALUE = 6  # signs that a Chinese value may have behind a label that nobody asked for, without a mark between
_CODE_ON = re.compile(r"[-–]\d{3,}")
_WITHIN = re.compile(r"[\u4e00-\u9fff][，、]\s*$")    # 发热就诊，医嘱休息: what stands here goes on with a sentence
_HOUSE = re.compile(  # Unit 96, Weir Mill is no label
    r"(?:unit|lot|no\.?|level|block|suite|store)\s*[\w\-/]{0,8}\d[\w\-/]{0,8}\s*,\s*[^\W\d_]", re.IGNORECASE)


def find_labels(sheets: Sequence[Sheet], plans: Sequence[FieldPlan]) -> LabelMap:
    names = names_of(tuple(plans))
    labels = LabelMap([])
    for sheet in sheets:
        sheet.two_languages = in_two_languages(sheet)
        sheet.captions = small_captions(sheet)
        for row in sheet.rows:
            _search_row(row, names, labels, sheet)
        for cell in sheet.captions:
            labels.starts.setdefault(cell, []).append((0, len(cell.text)))
    return labels


def place_labels(sheets: Sequence[Sheet], labels: LabelMap) -> None:
    """How the values of each page stand to the labels that were found on it."""
    for sheet in sheets:
        alone = [c for c in sheet.cells if c not in labels.beginnings and labels.is_label(c)]
        labels.sides[sheet.number] = side_of_values(sheet, alone)
        labels.stepped.update(stepped(sheet, alone))


def _search_row(row: Row, names: Names, labels: LabelMap, sheet: Sheet) -> None:
    text, back = fold_map(row.text)
    spans = names.standing_in(row.text, text, back)
    if sheet.page.source == "ocr":
        spans += names.misread(row, text, back, spans)
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], -s[3])):
        if len(kept) == _MOST:
            break
        if all(span[1] <= k[0] or span[0] >= k[1] for k in kept):
            hits = hits_of(row, back, span, names.owners(span[2]), sheet)
            if hits and not _begins_a_code(hits[0]):
                kept.append(span)
                labels.hits += [h for h in hits if h.plan]
                top = max(hits, key=lambda h: h.end)
                apart = top.colon and not _ends_a_word(top)
                if apart or (_sets_apart(top) and top.left > W["after_word"] and not _answers(top)):
                    if _is_unsure(top):
                        labels.unsure.add(top.cell)
                    labels.starts.setdefault(top.cell, []).append((_begin(top), top.end))
                    labels.beginnings.update(_beginnings(row, top))


def _begins_a_code(hit: Hit) -> bool:
    """SN-82263413: capitals that a stroke and figures follow are no label, whatever SN may mean."""
    return hit.cell.text[hit.start : hit.end].isupper() and _CODE_ON.match(hit.cell.text, hit.end) is not None


def _sets_apart(hit: Hit) -> bool:
    """Whether the text that follows stands apart from the label, or may be its value: 批准后方可开展 has none."""
    if hit.plan is None and not hit.colon and _HOUSE.match(hit.cell.text, hit.start):
        return False
    if hit.plan is None and not hit.colon and _WITHIN.search(hit.cell.text[: hit.start]):
        return False
    if hit.joined != "behind" or hit.plan is not None:
        return hit.joined in ("", "behind")
    rest = hit.cell.text[hit.end :]
    return not (is_cjk(rest[:1] or " ") and len(rest) > _VALUE)


def _ends_a_word(hit: Hit) -> bool:
    """Whether a name that nobody asked for by this word is but the end of what stands there: 被红冲蓝字 + 发票号码."""
    borrowed = hit.plan is None or hit.name.weight < OWN_NAME
    first = not re.search(r"[:：]", hit.cell.text[: hit.start])
    return (borrowed and first and hit.left == W["after_word"] and hit.first is hit.cell and hit.start > 0
            and is_cjk(hit.cell.text[hit.start - 1]))


def _answers(hit: Hit) -> bool:
    """Whether the label is all that is told behind another one's colon."""
    return not hit.cell.text[hit.end :].strip() and is_an_answer(hit.cell.text, hit.start)


def _is_unsure(hit: Hit) -> bool:
    return (hit.plan is None and hit.start == 0 and hit.joined == "behind"
            and may_be_more(concept_named(hit.name.text), hit.cell.text[hit.end :]))


def _begin(hit: Hit) -> int:
    return from_its_number(hit.cell.text, hit.start) if hit.first is hit.cell else hit.start


def _beginnings(row: Row, hit: Hit) -> list[Cell]:
    """The cells before the last one of a label whose letters stand apart (住 | 所)."""
    if hit.first is hit.cell:
        return []
    return [c for c in row.cells[row.cells.index(hit.first) : row.cells.index(hit.cell)] if len(fold(c.text)) <= 2]
