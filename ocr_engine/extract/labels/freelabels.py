"""Labels in a wording of the page's own: what is printed like a label and says nearly what a field is called.

Only for fields whose own names stand nowhere as a label. Each print goes to the one field that it is most like; where
two fields come as near, it says nothing of either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ocr_engine.extract.fields.names import Name
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.values.boxes import begins_with_box
from ocr_engine.extract.values.shapes import readings
from ocr_engine.extract.weights import OWN_NAME, WORDING
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import legal_form_pattern, party_terms, words
from ocr_engine.extract.words.wordings import NUMBER, Likeness, likeness, plain_words, wording
from ocr_engine.extract.words.wordings_cjk import ends_in, is_unspaced
from ocr_engine.extract.words.wordings_zh import WITHIN, likeness_in, marks
from ocr_engine.validate.spans import NO_HINTS

from .captionwords import pairs_within
from .labelmap import Hit, LabelMap
from .worth import SIGNED_FOR

_NUMBERED = re.compile(r"\s*(?:[(（]?(?:\d{1,3}|[A-Za-z](?:\.\d{1,2})?)[.)）]{1,2}|\d{1,3}\s|[A-Z]\.\d{1,2}\s)\s*")
# Where a word for number ends a label, its digits follow without a mark: Charity Registration No. 1977224.
_NUMBER_FOLLOWS = re.compile(
    r"(?<=[\s.\-])(?:no|nr|num|number|nummer|numero|número|numéro|n\s?[.]?\s?[º°o]|n(?=\.)|\#|№)\.?(?P<end>\s+)"
    r"(?=[A-Z]{0,4}[\-/ ]?\d)", re.IGNORECASE)
# "Service 5%", "Tax (10 %)": what is charged, with its rate.
_RATE = re.compile(r"\s*[(@]?\s*\d{1,2}(?:[.,]\d{1,3})?\s?%\s*\)?\s*$")
_MOST_LETTERS, _MOST_WORDS, _MOST_SIGNS, _SHORT = 48, 7, 10, 2
_MOST_COLUMNS, _SHORT_HEADER = 12, 32
_NO_NUMBERS = frozenset(("name", "address", "date", "money", "email", "sex"))
_OFTEN = frozenset(("date", "money", "code", "number"))    # a page has many: "Date" alone is not the date of delivery
_READS = 0.5
_BEHIND = 400   # letters behind a caption in which its value begins: a line may have tens of thousands
_LEAST = {"name": 0.7, "text": 0.7}     # likeness of a print without a colon: many a line of text holds a word of these
_LEAST_ZH = {"code": 0.6}    # 号码 alone on an invoice is its number: a code behind it bears the label out


class Print(NamedTuple):
    """A piece of a cell that looks like a label: ``cell.text[start:end]``."""

    cell: Cell
    start: int
    end: int
    colon: bool
    caption: bool = False  # of a form in two sizes of print: a label, whatever it says
    header: bool = False  # of a column

    @property
    def text(self) -> str:
        return _RATE.sub("", self.cell.text[self.start : self.end])


class Match(NamedTuple):
    likeness: float
    plan: FieldPlan
    name: Name
    print: Print


def add_free_labels(sheets: Sequence[Sheet], plans: Sequence[FieldPlan], labels: LabelMap) -> None:
    """Adds hits for the fields that have no label of their own; cells that are labels of others stay theirs."""
    own = {h.plan.key for h in labels.hits if h.plan and h.name.weight >= OWN_NAME and h.quality >= WORDING["told"]}
    open_plans = [p for p in plans if p.key not in own]
    if not open_plans:
        return
    lists = any(p.spec.many for p in open_plans)
    taken = {h.cell for h in labels.hits if h.plan and h.plan.key in own and h.at_start and not h.joined}
    prints = [one for sheet in sheets for cell in sheet.cells if cell not in taken
              for one in (*_prints(cell, caption=cell in sheet.captions, header=lists and _heads_column(cell, sheet)),
                         *_later_prints(cell))]
    in_cell: dict[Cell, list[Hit]] = {}
    for known in labels.hits:
        in_cell.setdefault(known.cell, []).append(known)
    for match in _best_of_each(open_plans, plans, prints):
        hit, beside = _hit(match), in_cell.setdefault(match.print.cell, [])
        if any(_says_as_much(one, hit) for one in beside):
            continue
        labels.hits.append(hit)
        spans = labels.starts.setdefault(match.print.cell, [])
        spans[:] = [s for s in spans if s[0] >= match.print.end] + [(match.print.start, match.print.end)]
        for one in beside:
            if one.start < match.print.end and (one.joined or one.plan is match.plan):
                one.quality *= WORDING["within"]
        beside.append(hit)


def _says_as_much(known: Hit, found: Hit) -> bool:
    """Whether the print is known for the field's already, by a name that the thesaurus lent it; both in one cell."""
    return (known.plan is found.plan and known.at_start and not known.joined
            and known.quality >= found.quality and not fold(found.cell.text[known.end : found.end]))


def _heads_column(cell: Cell, sheet: Sheet) -> bool:
    """Whether the cell stands in a row of three short prints or more without figures, over a row with some."""
    row = cell.row
    if row is None or not 3 <= len(row.cells) <= _MOST_COLUMNS or row.index + 1 >= len(sheet.rows):
        return False
    below = sheet.rows[row.index + 1]
    return (all(len(c.text) <= _SHORT_HEADER and not re.search(r"[\d:：]", c.text) for c in row.cells)
            and len(below.cells) > 1 and any(ch.isdigit() for ch in below.text))


def _prints(cell: Cell, *, caption: bool = False, header: bool = False) -> Iterator[Print]:
    text = cell.text
    if cell.standing or begins_with_box(text):
        return
    colon = re.search(r"(?<!\s)\s*[:：]", text) or _NUMBER_FOLLOWS.search(text)
    if has_cjk(text):
        yield from _chinese_prints(cell, colon)
        return
    head = text[: colon.start("end" if "end" in colon.groupdict() else 0)] if colon else text
    start = match.end() if (match := _NUMBERED.match(head)) and match.end() < len(head) else 0
    label = _RATE.sub("", head[start:]).strip()
    letters = sum(c.isalpha() for c in label)
    if SIGNED_FOR.match(label):
        return
    least = 2 if colon and "end" in colon.groupdict() else 3  # PO # 152881
    if letters < least or len(label) > _MOST_LETTERS or len(label.split()) > _MOST_WORDS:
        return
    sentence = re.search(r"[.!?;]\s*$", label) and len(label.split()) > 3
    if sum(c.isdigit() for c in label) > 1 or re.search(r"[%@]", label) or sentence:
        return
    yield Print(cell, start, len(head.rstrip()), colon is not None, caption, header)


def _later_prints(cell: Cell) -> Iterator[Print]:
    """The captions of further pairs in one line."""
    for start, end in pairs_within(cell.text):
        if not SIGNED_FOR.match(cell.text[start:end]) and len(cell.text[start:end].split()) <= _MOST_WORDS:
            yield Print(cell, start, end, True)


def _chinese_prints(cell: Cell, colon: re.Match[str] | None) -> Iterator[Print]:
    """What stands before a colon, or a cell of few signs without figures: whoever looks like a label is compared."""
    head = cell.text[: colon.start()] if colon else cell.text
    if 2 <= len(fold(head)) <= _MOST_SIGNS and not re.search(r"[\d。，；？]", head):
        yield Print(cell, 0, len(head.rstrip()), colon is not None)


def _best_of_each(open_plans: Sequence[FieldPlan], plans: Sequence[FieldPlan], prints: Sequence[Print]
                  ) -> Iterator[Match]:
    """The surest match first; a print answers one field, a field at most ``WORDING["prints"]`` prints."""
    asked = {p.key for p in open_plans}
    matches: list[Match] = []
    for one in prints:
        said = marks(one.text)
        near = [m for p in plans if not p.marks.isdisjoint(said) and (m := _match(p, one)) and _read_behind(p, one)]
        if one.header and any(m.plan.spec.many and m.plan.key in asked for m in near):
            near = [m for m in near if m.plan.spec.many]  # over a column stands what all of its rows are
        top = max((m for m in near if m.plan.key in asked), key=lambda m: m.likeness, default=None)
        if top is not None and all(_clearly_behind(m, top, asked) for m in near if m is not top):
            matches.append(top)
    best: dict[str, float] = {}
    for match in sorted(matches, key=lambda m: -m.likeness):
        if match.likeness >= best.setdefault(match.plan.key, match.likeness) - WORDING["behind"]:
            yield match


def _read_behind(plan: FieldPlan, one: Print) -> bool:
    """Whether what stands behind the colon, if anything does, can be a value of the field."""
    behind = one.cell.text[one.end : one.end + _BEHIND].lstrip(" :：")
    return not one.colon or not behind.strip() or any(
        r.fit >= _READS for r in readings(plan.kind, plan.shape, behind, NO_HINTS))


def _clearly_behind(other: Match, top: Match, asked: Collection[str]) -> bool:
    """Whether another field is so much less like; one that has a label of its own elsewhere must not be liker."""
    margin = WORDING["clearly"] if other.plan.key in asked else 0.0
    return top.likeness - other.likeness >= margin


def _match(plan: FieldPlan, one: Print) -> Match | None:
    text = one.text
    if one.header and plan.spec.many and (shorter := _shorter(plan, text)):
        return Match(WORDING["holds"], plan, shorter, one)
    if plan.kind != "money" and _RATE.search(one.cell.text[one.start : one.end]):
        return None  # at so much per cent stands an amount
    told = [(likeness_in(text, n.text), n) for n in plan.own_names]
    near, name = max(told, key=lambda pair: pair[0].share, default=(Likeness(0.0, ()), None))
    share, more = near.share, near.more
    if name is not None and plan.kind != "name" and (one.caption or one.colon) and _holds_all(near, name, text):
        share = max(share, WORDING["holds"])
    if name is not None and plan.kind == "text" and not plan.spec.many and is_unspaced(text) and (
            not is_unspaced(name.text)) and ends_in(text, name.text):
        share = max(share, WITHIN)
    if name is not None and one.header and plan.spec.many and plan.kind == "money" and _lacks_head(near, name):
        return None
    if name is None or share < WORDING["alike"] or (more and _of_another_kind(plan, name.text, more)):
        return None
    if _leaves_out(near, name, caption=one.caption):
        return None
    least = _LEAST_ZH.get(plan.kind, 0.7) if has_cjk(text) else _LEAST.get(plan.kind, 0.0)
    if one.header and plan.spec.many and not near.less and plan.kind == "text":
        least = 0.0  # a column says more than the field's name: Proposed treatment
    if not one.colon and not one.caption and (share < least or _ends_in_legal_form(text)):
        return None
    return Match(share, plan, name, one)


def _shorter(plan: FieldPlan, header: str) -> Name | None:
    """The name of which a column's header says but the last word, or of free text any: Amount for "Line amount",
    Program for "Program description". What the table lists is left unsaid over its columns."""
    for name in plan.own_names:
        if name.weight < OWN_NAME or has_cjk(name.text) or has_cjk(header):
            continue
        said, found = [word for word, _ in wording(name.text).words], likeness(header, name.text)
        told = [word for word in said if word not in found.less]
        if not found.more and found.less and told and (
                said[-1] in told or (plan.kind == "text" and any(word not in plain_words() for word in told))):
            return name
        amounts = words()["label_amount_words"]
        if plan.kind == "money" and said[-1] in amounts and {word for word, _ in wording(header).words} <= {*amounts}:
            return name
    return None


def _lacks_head(likeness: Likeness, name: Name) -> bool:
    """Whether the last word of a name is what a header leaves out: Line is no "Line amount"."""
    said = [word for word, _ in wording(name.text).words]
    return bool(said) and said[-1] in likeness.less


def _holds_all(likeness: Likeness, name: Name, printed: str) -> bool:
    """Whether a print says all that the name says, and more; a short one may leave it to its reader that it is a day
    or a number."""
    said = [word for word, _ in wording(name.text).words]
    short = len(printed.split()) <= _SHORT and all(word in plain_words() for word in likeness.less)
    return (short or not likeness.less) and likeness.share > 0 and not all(word in plain_words() for word in said)


def _leaves_out(likeness: Likeness, name: Name, *, caption: bool) -> bool:
    """Whether the print lacks a word without which it is not sure enough to mean the name."""
    if name.plain and any(word in plain_words() for word in likeness.less):
        return True
    return (likeness.foreign or caption) and any(word not in plain_words() for word in likeness.less)


def _of_another_kind(plan: FieldPlan, name: str, more: Sequence[str]) -> bool:
    """Whether the further words of a print say that it announces something else: a number, a day, another party's."""
    plain = all(word in plain_words() for word, _ in wording(name).words)
    if (NUMBER in more and plan.kind in _NO_NUMBERS) or (plain and plan.kind in _OFTEN):
        return True
    if plan.kind != "date" and any(word in words()["label_day_words"] for word in more):
        return True
    parties = {party for word in more if (party := party_terms().get(word))}
    return bool(parties) and not parties & {*plan.sections, plan.concept.party if plan.concept else ""}


def _ends_in_legal_form(text: str) -> bool:
    return any(m.end() >= len(text.rstrip(" .")) - 1 for m in legal_form_pattern().finditer(text))


def _hit(match: Match) -> Hit:
    one, plain = match.print, all(word in plain_words() for word, _ in wording(match.name.text).words)
    quality = WORDING["worth"] * match.likeness * (WORDING["plain"] if plain else 1.0)
    return Hit(match.name, match.plan, one.cell, one.start, one.end, one.cell, quality, one.colon, at_start=True)
