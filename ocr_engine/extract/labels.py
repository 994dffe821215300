"""Where the labels stand: every wording of every field found on a page, with how sure it is that it is a label there.

Names that were not asked for are looked for as well: "Due date" must not be taken for "Date", and a value ends where
the next label begins.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz.distance import OSA

from .bilingual import in_two_languages, whole_caption
from .captions import Side, side_of_values
from .captions_zh import ends_a_name, is_an_answer, may_be_more, with_its_ending
from .captionwords import from_its_number, goes_on, with_its_object, with_its_second
from .folding import fold, fold_map, has_cjk, is_cjk
from .layout import Cell, Row, Sheet
from .lexicon import concept_named, concepts, legal_form_pattern, party_terms, words
from .offsets import Stepped, stepped
from .plan import FieldPlan, Name
from .weights import FREE_KINDS, OWN_NAME
from .weights import LABEL as W

_COLON = re.compile(r"\s*(?:[（(][^（）()]{0,30}[)）])?\s*为?[:：﹕∶=＃]")
# 法定代表人（主要负责人）或委托代理人： the label goes on to its colon.
_COMPOUND = re.compile(r"\s*(?:[（(][^（）()]{0,20}[)）])?\s*(?:或|及|和|、|/|&)(?!\d)[^:：。；;,，]{1,20}(?=[:：])")
_NUMBER_SIGN = re.compile(r"\s*(?:#|№|n[°ºo]\.?|nr\.?|no\.?)(?![^\W\d_])", re.IGNORECASE)
_HEAD = 2
_BEFORE = 120  # letters before a label that tell how it goes with them: a line may have tens of thousands
_MOST, _LONGEST = 300, 400  # labels of one row; letters of a cell that holds nothing else
_VALUE = 6  # signs that a Chinese value may have behind a label that nobody asked for, without a mark between
_NEUTRAL_LEFT = re.compile(
    r"[\W\d_]*|\W*(?:\d{1,2}[a-z]?|[一二三四五六七八九十]{1,3}|[（(][\w]{1,2}[)）]|[ivx]{1,4}|[a-z])[.、．)）\s]+",
    re.IGNORECASE,
)

_HOUSE = re.compile(  # Unit 96, Weir Mill is no label
    r"(?:unit|lot|no\.?|level|block|suite|store)\s*[\w\-/]{0,8}\d[\w\-/]{0,8}\s*,\s*[^\W\d_]", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Hit:
    """A label on a page: ``cell.text[start:end]``, possibly begun in a cell to the left."""

    name: Name
    plan: FieldPlan | None
    cell: Cell
    start: int
    end: int
    first: Cell
    quality: float
    colon: bool
    at_start: bool
    left: float = 1.0  # how well what stands before it goes with a label
    joined: str = ""  # "word": running on without a mark; "glued": without even a space; "sentence": in running text

    @property
    def length(self) -> int:
        return len(self.name.folded)


@dataclass(slots=True)
class LabelMap:
    """All labels of the document. ``starts`` tells where labels begin and end in each cell, asked for or not,
    ``sides`` on which side of them a page's values stand, where it is a form of captions, and ``stepped`` the values
    that stand at the same step from their labels as others of the page do. ``beginnings`` are cells that hold no more
    than the first letters of a label, ``unsure`` such as begin with a label that nobody asked for, or with a longer
    word."""

    hits: list[Hit]
    starts: dict[Cell, list[tuple[int, int]]] = field(default_factory=dict)
    sides: dict[int, Side] = field(default_factory=dict)
    stepped: dict[Cell, Stepped] = field(default_factory=dict)
    beginnings: set[Cell] = field(default_factory=set)
    unsure: set[Cell] = field(default_factory=set)  # begin with a label or with a longer word

    def next_label(self, cell: Cell, offset: int) -> int:
        """Where the next label begins in the cell at or after ``offset``; the cell's length where none does."""
        return min((s for s, _ in self.starts.get(cell, ()) if s >= offset), default=len(cell.text))

    def is_label(self, cell: Cell) -> bool:
        """Whether the cell holds a label and nothing else."""
        if cell in self.beginnings:
            return True
        if len(cell.text) > _LONGEST:
            return False
        left = cell.text
        spans = sorted(self.starts.get(cell, ()), reverse=True)
        for start, end in spans:
            left = left[:start] + left[end:]
        left = re.sub(r"[（(][^（）()]*[)）]", "", left)
        if spans and not fold(left):
            return True
        return bool(re.search(r"[:：]\s*$", cell.text)) and len(cell.text) < 40


Owner = tuple["FieldPlan | None", Name]


@cache
def _common() -> tuple[dict[str, Name], dict[str, list[str]]]:
    """The names of the thesaurus, and the same by their first letters: a row is compared with thousands of them."""
    names = {fold(n): Name(n, fold(n), 0.0) for c in concepts().values() for n in c.names if len(fold(n)) > 1}
    return names, _by_head(names)


def _by_head(names: Iterable[str]) -> dict[str, list[str]]:
    heads: dict[str, list[str]] = defaultdict(list)
    for folded in names:
        heads[folded[:_HEAD]].append(folded)
    return heads


class _Names:
    """What is looked for, asked names before those of the thesaurus."""

    def __init__(self, plans: Sequence[FieldPlan]) -> None:
        self.asked: dict[str, list[Owner]] = defaultdict(list)
        for plan in plans:
            for name in plan.names:
                self.asked[name.folded].append((plan, name))
        self._common, common_heads = _common()
        self._heads = (_by_head(self.asked), common_heads)

    def owners(self, folded: str) -> list[Owner]:
        known = self._common.get(folded)
        return [*self.asked.get(folded, ()), *([(None, known)] if known else ())]

    def standing_in(self, text: str) -> list[tuple[int, int, str, float]]:
        """(start, end, name, 1.0) of every name wherever it stands in a folded text."""
        found = {(at, folded) for heads in self._heads for at in range(len(text))
                 for folded in heads.get(text[at : at + _HEAD], ()) if text.startswith(folded, at)}
        found |= {(at, sign) for at, sign in enumerate(text) if sign in self.asked and is_cjk(sign)}
        return [(at, at + len(folded), folded, 1.0) for at, folded in sorted(found)]


def find_labels(sheets: Sequence[Sheet], plans: Sequence[FieldPlan]) -> LabelMap:
    names = _Names(plans)
    labels = LabelMap([])
    for sheet in sheets:
        sheet.two_languages = in_two_languages(sheet)
        for row in sheet.rows:
            _search_row(row, names, labels, sheet)
    return labels


def place_labels(sheets: Sequence[Sheet], labels: LabelMap) -> None:
    """How the values of each page stand to the labels that were found on it."""
    for sheet in sheets:
        alone = [c for c in sheet.cells if c not in labels.beginnings and labels.is_label(c)]
        labels.sides[sheet.number] = side_of_values(sheet, alone)
        labels.stepped.update(stepped(sheet, alone))


def _search_row(row: Row, names: _Names, labels: LabelMap, sheet: Sheet) -> None:
    text, back = fold_map(row.text)
    spans = [s for s in names.standing_in(text) if _bounded(row.text, back, s[0], s[1], glued=s[2] in names.asked)]
    if sheet.page.source == "ocr":
        spans += _fuzzy(row, text, back, names.asked, spans)
    kept: list[tuple[int, int, str, float]] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], -s[3])):
        if len(kept) == _MOST:
            break
        if all(span[1] <= k[0] or span[0] >= k[1] for k in kept):
            hits = _hits(row, back, span, names.owners(span[2]), sheet)
            if hits:
                kept.append(span)
                labels.hits += [h for h in hits if h.plan]
                top = max(hits, key=lambda h: h.end)
                apart = top.colon and not _ends_a_word(top)
                if apart or (_sets_apart(top) and top.left > W["after_word"] and not _answers(top)):
                    if _is_unsure(top):
                        labels.unsure.add(top.cell)
                    labels.starts.setdefault(top.cell, []).append((_begin(top), top.end))
                    labels.beginnings.update(_beginnings(row, top))


def _sets_apart(hit: Hit) -> bool:
    """Whether the text that follows stands apart from the label, or may be its value: 批准后方可开展 has none."""
    if hit.plan is None and not hit.colon and _HOUSE.match(hit.cell.text, hit.start):
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


def _bounded(original: str, back: list[int], start: int, end: int, *, glued: bool = False) -> bool:
    """A name in letters must not stand inside a word (digits and marks may touch it)."""
    first, last = back[start], back[end - 1]
    if (start and back[start - 1] == first) or (end < len(back) and back[end] == last):
        return False
    before = original[first - 1] if first else " "
    after = original[last + 1] if last + 1 < len(original) else " "
    if before == "@" or after == "@" or (after == "." and original[last + 2 : last + 3].islower()):
        return False
    ok_before = is_cjk(original[first]) or not before.isalpha() or is_cjk(before)
    ok_after = is_cjk(original[last]) or not after.isalpha() or is_cjk(after)
    return ok_before and (ok_after or (glued and _glued_word(original[first : last + 1], after)))


def _glued_word(label: str, after: str) -> bool:
    """EYESBLU: a short label in capitals to which the reader glued its value."""
    return 3 <= len(label) <= 5 and label.isupper() and after.isupper()


def _fuzzy(row: Row, text: str, back: list[int], asked: Iterable[str], exact: list
           ) -> list[tuple[int, int, str, float]]:
    """Asked names that the reader got wrong by a letter or two, at the beginning of a cell."""
    found = []
    for cell in row.cells:
        begin = next((i for i, b in enumerate(back) if b >= cell.start), None)
        if begin is None or back[begin] >= cell.start + len(cell.text):
            continue
        if any(s[0] <= begin + 1 < s[1] for s in exact):
            continue
        stop = next((i for i in range(begin, len(back)) if back[i] >= cell.start + len(cell.text)), len(back))
        head = text[begin:stop]
        for folded in asked:
            size = len(folded)
            if size < 4 or size > len(head) + 1 or (size < 5 and not has_cjk(folded)):
                continue
            allowed = 1 if size < (8 if has_cjk(folded) else 12) else 2
            window = head[:size]
            distance = OSA.distance(folded, window, score_cutoff=allowed)
            end = begin + len(window)
            if distance <= allowed and _bounded(row.text, back, begin, end):
                found.append((begin, end, folded, 1 - distance / size))
    return found


def _hits(row: Row, back: list[int], span: tuple[int, int, str, float], owners: list, sheet: Sheet) -> list[Hit]:
    first_at, last_at = back[span[0]], back[span[1] - 1]
    first, at = row.cell_at(first_at)
    cell, end = row.cell_at(last_at)
    start = at if first is cell else 0
    end = _closed(cell.text, start, end + 1)
    if sheet.two_languages:
        start, end = whole_caption(cell.text, start, end)
        at = start if first is cell else at
    if first is not cell and not _joined(row, first, cell, sheet):
        return []
    if compound := _COMPOUND.match(cell.text, end):
        end = compound.end()
    if first is cell:
        start, end = with_its_second(cell.text, start, with_its_object(cell.text, start, end))
        at = start
    left = first.text[:at]
    before, at_start = _left(left)
    right, colon, joined = _right(cell.text, end)
    if span[1] - span[0] == 1 and has_cjk(span[2]) and not (colon and at_start):
        return []  # 致： announces, 致 may be any word's
    if colon and left.endswith(" ") and has_cjk(left):
        before = max(before, W["after_mark"])  # 收款人: 王小明 复核: …
    quality = before
    if first is not cell and not colon and cell.text[end:].strip():
        right *= 0.8
    if len(cell.text) > (34 if has_cjk(cell.text) else 75) and not (at_start and colon):
        joined = "sentence"
        quality = max(quality, W["after_mark"])
    quality *= right * span[3] ** 1.5 * (W["of_a_name"] if ends_a_name(cell.text, start, end) else 1.0)
    found = []
    for plan, name in owners:
        if name.column:
            continue
        stop, how = (len(cell.text), "") if joined == "word" and goes_on(plan, cell.text, end) else (end, joined)
        if how == "behind" and (longer := with_its_ending(plan.kind if plan else "", cell.text, end)) > end:
            stop, (_, colon, how) = longer, _right(cell.text, longer)
        if how == "word" and _belongs_to_name(plan, name, cell, start, sheet):
            stop = start
        alone = colon or fold(cell.text) == name.folded or not has_cjk(name.text) or cell.text[stop - 1] in ")）"
        worth = quality * _running_on(plan, how, alone=alone) * name.weight
        found.append(Hit(name, plan, cell, start, stop, first, worth, colon, at_start, before, how))
    return found


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


def _running_on(plan: FieldPlan | None, joined: str, *, alone: bool) -> float:
    """A label from which the text runs on: an amount or a date may follow, a name seldom does."""
    if plan is None:
        return 1.0
    party = plan.kind == "name" and plan.concept is not None and bool(plan.concept.party)
    if party and (joined == "behind" or (not joined and not alone)):
        return W["behind_party"]
    if not joined:
        return 1.0
    free = plan.kind in FREE_KINDS and plan.shape in ("", "person", "place")
    return W[f"{joined}_free" if free else f"{joined}_typed"]


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
    if plain.casefold().rstrip(".") in words()["neutral"]:
        return 0.97, True
    if re.search(r"[:：;；,，。|/)）□☑√■]\s*$|\s{2,}$", left) and not re.search(r"[A-Za-z0-9]/$", left):  # g/dL
        return W["after_mark"], False
    folded = fold(plain)
    if any(folded.endswith(t) for t in party_terms()):
        return W["after_party"], False
    return W["after_word"], False


def _right(text: str, end: int) -> tuple[float, bool, str]:
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
    if re.match(r"-[^\W\d_]|、", rest):     # 四、截止时间、开标时间和地点: a heading
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
