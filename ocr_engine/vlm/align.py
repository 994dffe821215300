"""Where a value that a model gave stands in the text that another reader found. No place, no evidence.

A model's own boxes are not believed: only words that an independent reader saw count. Digits must agree one by one,
look-alikes (O for 0) apart, because a model's likeliest invention is a plausible number. In names and addresses a few
letters may differ, as a reader gets letters wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocr_engine.extract.values.shapes import YEN
from ocr_engine.extract.words.folding import fold, fold_map, has_cjk
from ocr_engine.types import BBox, FieldSpec, PageText, TextLine
from ocr_engine.validate.kinds import find, hints_of, normalise
from ocr_engine.validate.spans import Hints
from ocr_engine.vlm.marks import misread_marks

WORDED = frozenset(("text", "name", "address"))
_ALIKE = str.maketrans("oOqQDiIlL|!zZsSbBgG", "0000011111122558899")
_MIN_FUZZY, _LONG, _ENDS = 6, 400, 120
_WRONG_SHARE, _WRONG_SHARE_CJK = 0.15, 0.12
_CHAIN = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place of a value: its page, its box on the page as shown, what the reader saw there, how alike (0..1)."""

    page: int
    box: BBox
    text: str
    similarity: float
    source: str = ""


class Running:
    """Lines as one string of folded letters, with the way back to each line's own letters."""

    def __init__(self, page: PageText, lines: Sequence[TextLine]) -> None:
        self.page, self.lines = page, lines
        parts, self._line, self._offset = [], [], []
        for number, line in enumerate(lines):
            text, back = fold_map(line.text)
            parts.append(text)
            self._line += [number] * len(text)
            self._offset += back
        self.text = "".join(parts)

    def evidence(self, start: int, end: int, similarity: float) -> Evidence:
        """The part ``text[start:end]`` of this page."""
        boxes, texts = [], []
        for number in dict.fromkeys(self._line[start:end]):
            places = [self._offset[i] for i in range(start, end) if self._line[i] == number]
            first, last = min(places), max(places) + 1
            texts.append(self.lines[number].text[first:last])
            boxes.append(part_box(self.lines[number], first, last))
        return Evidence(self.page.number, BBox.around(boxes), " ".join(texts), round(similarity, 4), self.page.source)

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether no letter or digit of the same word goes on before or after the part."""
        return not self._joined(start - 1, start) and not self._joined(end - 1, end)

    def whole_numbers(self, start: int, end: int) -> bool:
        """Whether the part cuts no number in two."""
        return not any(0 < at < len(self.text) and self.text[at - 1].isdigit() and self.text[at].isdigit()
                       and self._joined(at - 1, at) for at in (start, end))

    def _joined(self, left: int, right: int) -> bool:
        """Whether two neighbours of the folded text belong to one word or one number ("1,234.50" is one)."""
        if left < 0 or right >= len(self.text) or self._line[left] != self._line[right]:
            return False
        a, b = self.text[left], self.text[right]
        between = self.lines[self._line[left]].text[self._offset[left] + 1: self._offset[right]]
        if a.isdigit() and b.isdigit():
            return between in ("", ".", ",", "'")
        named = b.isdigit() and self.lines[self._line[left]].text[self._offset[left]].islower()  # "Train826"
        return between == "" and a.isascii() and b.isascii() and not named


def part_box(line: TextLine, start: int, end: int) -> BBox:
    """The box of ``line.text[start:end]``: of the words there, else in proportion to the letters' width."""
    if start <= 0 and end >= len(line.text):
        return line.box
    boxes: list[BBox] = []
    at = 0
    for word in line.words:
        found = line.text.find(word.text, at)
        if found < 0:
            boxes = []
            break
        at = found + len(word.text)
        if found < end and at > start:
            boxes.append(word.box)
    if boxes:
        return BBox.around(boxes)
    widths = [2 if ord(c) > 0x2E80 else 1 for c in line.text]
    total = sum(widths) or 1
    box, upright = line.box, line.box.height > 2 * line.box.width and len(line.text) > 2
    a, b = sum(widths[:start]) / total, sum(widths[:end]) / total
    if upright:
        return BBox(box.x0, box.y0 + a * box.height, box.x1, box.y0 + b * box.height)
    return BBox(box.x0 + a * box.width, box.y0, box.x0 + b * box.width, box.y1)


class PageIndex:
    """The text of a document, made ready once for all its values."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self.pages = [Running(p, p.lines) for p in pages if p.lines]
        self.hints: Hints = hints_of(line.text for p in pages for line in p.lines)
        self._chains: list[Running] | None = None

    @property
    def chains(self) -> list[Running]:
        """Each line with the lines that stand below it in its column, for values that are wrapped in a cell."""
        if self._chains is None:
            self._chains = [Running(r.page, chain) for r in self.pages for chain in _chains_of(r.lines)]
        return self._chains

    def occurrences(self, words: str) -> list[Evidence]:
        """Every place that shows these words, spaces, case and punctuation apart, in reading order."""
        return list(_literal(words, self.pages))

    def all_of(self, spec: FieldSpec) -> list[Evidence]:
        """Every place that shows a value of the field's kind, in reading order."""
        return [Evidence(running.page.number, part_box(line, span.start, span.end), span.raw, 1.0, running.page.source)
                for running in self.pages for line in running.lines for span in find(line.text, spec, self.hints)]

    def find(self, value: str, spec: FieldSpec, *, page: int | None = None) -> Evidence | None:
        """The best place of a value, on ``page`` first where one is given; None where no page shows it."""
        ordered = sorted(self.pages, key=lambda r: r.page.number != page)
        tries: tuple[Iterator[Evidence], ...] = (
            _typed(value, spec, ordered, self.hints) if spec.kind not in WORDED else iter(()),
            _literal(value, ordered), _alike(value, ordered) if _has_digit(value) else iter(()),
            _with_misread_marks(value, ordered))
        for found in tries:
            if (evidence := next(found, None)) is not None:
                return evidence
        if spec.kind not in WORDED and spec.kind != "code":
            return None
        return (next(_literal(value, self.chains), None)
                or _fuzzy(value, ordered) or _fuzzy(value, self.chains))


def _chains_of(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    for line in lines:
        chain = [line]
        while len(chain) < _CHAIN and (below := _below(chain[-1], lines)) is not None:
            chain.append(below)
        if len(chain) > 1:
            yield chain


def _below(line: TextLine, lines: Sequence[TextLine]) -> TextLine | None:
    """The next line under this one, at most two line heights away and over the same stretch of the page."""
    near = [n for n in lines if n is not line and 0 < n.box.cy - line.box.cy < 2.5 * line.box.height
            and min(n.box.x1, line.box.x1) - max(n.box.x0, line.box.x0) > 0.3 * min(n.box.width, line.box.width)]
    return min(near, key=lambda n: (n.box.cy, abs(n.box.x0 - line.box.x0)), default=None)


def _typed(value: str, spec: FieldSpec, pages: Sequence[Running], hints: Hints) -> Iterator[Evidence]:
    """Places that say the same date, amount or number, however they write it."""
    wanted = {_same(v, spec) for v in (normalise(value, spec, hints), normalise(value, spec)) if v}
    for running in pages:
        for line in running.lines:
            for text, like in ((line.text, 1.0), (_digits_put_right(line.text), 0.95)):
                if like < 1.0 and text == line.text:
                    continue
                for span in find(text, spec, hints):
                    if _same(span.value, spec) in wanted:
                        yield Evidence(running.page.number, part_box(line, span.start, span.end),
                                       line.text[span.start:span.end], like, running.page.source)


def _same(value: str, spec: FieldSpec) -> str:
    """One form for amounts that differ only in zeros at the end (1234.5 and 1234.50)."""
    return value.rstrip("0").rstrip(".") if spec.kind in ("money", "number") and "." in value else value


def _digits_put_right(text: str) -> str:
    """Letters that look like digits become digits in the words that are mostly digits, and a letter that looks like ¥
    before an amount becomes one; no offset moves."""
    text = YEN.sub("¥", text)
    return re.sub(r"[\w|!.,]+", lambda m: m.group().translate(_ALIKE) if _mostly_digits(m.group()) else m.group(), text)


def _mostly_digits(word: str) -> bool:
    digits = sum(c.isdigit() for c in word)
    return digits > 0 and 2 * digits >= sum(c.isalnum() or c in "|!" for c in word)


def _literal(value: str, pages: Sequence[Running]) -> Iterator[Evidence]:
    """Places with the same letters, spaces, case and punctuation apart."""
    wanted = fold(value)
    if not wanted or (len(wanted) < 2 and not (wanted.isdigit() or has_cjk(wanted))):
        return
    for running in pages:
        at = running.text.find(wanted)
        while at >= 0:
            if running.stands_alone(at, at + len(wanted)):
                yield running.evidence(at, at + len(wanted), 1.0)
            at = running.text.find(wanted, at + 1)


def _alike(value: str, pages: Sequence[Running]) -> Iterator[Evidence]:
    """The same with letters that look like digits taken for them, for codes of some length."""
    wanted = fold(value).translate(_ALIKE)
    if len(wanted) < 4:
        return
    for running in pages:
        text = running.text.translate(_ALIKE)
        at = text.find(wanted)
        while at >= 0:
            if running.stands_alone(at, at + len(wanted)):
                yield running.evidence(at, at + len(wanted), 0.95)
            at = text.find(wanted, at + 1)


def _with_misread_marks(value: str, pages: Sequence[Running]) -> Iterator[Evidence]:
    pattern = misread_marks(value)
    for running in pages if pattern else ():
        assert pattern is not None
        for match in pattern.finditer(running.text):
            if running.stands_alone(*match.span()):
                yield running.evidence(*match.span(), 0.9)


def _fuzzy(value: str, pages: Sequence[Running]) -> Evidence | None:
    """The part that reads most like the value, where it may be the same words misread."""
    wanted = fold(value)
    if len(wanted) < _MIN_FUZZY:
        return None
    share = _WRONG_SHARE_CJK if has_cjk(wanted) else _WRONG_SHARE
    wrong = max(1, int(len(wanted) * share))
    best: Evidence | None = None
    for running in pages:
        if len(running.text) < len(wanted) - wrong:
            continue
        place = (_paragraph if len(wanted) > _LONG else _place)(wanted, running.text, wrong, share)
        if place is None:
            continue
        edits, start, end = place
        evidence = running.evidence(start, end, 1 - edits / len(wanted))
        if (best is None or evidence.similarity > best.similarity) and running.whole_numbers(start, end) and (
                same_digits(value, evidence.text) and same_words(value, evidence.text)):
            best = evidence
    return best


def _place(wanted: str, text: str, wrong: int, share: float) -> tuple[int, int, int] | None:
    """Edits, start and end of the part that reads most like it; None where all have more edits than ``wrong``."""
    window = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=100 * (1 - 1.5 * share))
    if window is None:
        return None
    first = max(0, window.dest_start - wrong)
    edits, start, end = infix(wanted, text[first: window.dest_end + wrong])
    return (edits, start + first, end + first) if edits <= wrong else None


def _paragraph(wanted: str, text: str, wrong: int, share: float) -> tuple[int, int, int] | None:
    """The same for a long text, by its two ends: looking for the whole costs the square of its length."""
    ends = [fuzz.partial_ratio_alignment(part, text, score_cutoff=100 * (1 - 2 * share))
            for part in (wanted[:_ENDS], wanted[-_ENDS:])]
    if ends[0] is None or ends[1] is None:
        return None
    start, end = ends[0].dest_start, ends[1].dest_end
    edits = Levenshtein.distance(wanted, text[start:end], score_cutoff=wrong)
    return (edits, start, end) if edits <= wrong else None


def same_digits(value: str, seen: str) -> bool:
    """Whether every number of the value stands whole in what was seen, letters that look like digits allowed.

    Punctuation counts for nothing: it is what a reader loses first. A number that goes on is another one.
    """
    plain = fold(seen)
    alike = plain.translate(_ALIKE)
    return all(any(not plain[max(0, m.start() - 1): m.start()].isdigit() and not plain[m.end(): m.end() + 1].isdigit()
                   for m in re.finditer(number, alike)) for number in set(re.findall(r"\d+", fold(value))))


def same_words(value: str, seen: str) -> bool:
    """Whether what was seen differs from the value by letters here and there, and by no word.

    The two are laid side by side, and each word may have a fifth of its letters wrong: "North Harbour Trading" is not
    "South Harbour Trading", and a street is not another because its name stands elsewhere in the address. Of Chinese
    signs no two neighbours may differ.
    """
    words = [_one_form(w) for part in re.split(r"[\s,./\-()（）]+", value) if (w := fold(part))]
    owner = [n for n, word in enumerate(words) for _letter in word]
    signs = "".join(words)
    wrong, last = [0] * len(words), -2
    for op in Levenshtein.editops(signs, _one_form(fold(seen))):
        tag, at = op.tag, op.src_pos
        inside = at < len(owner) and (tag != "insert" or (at > 0 and owner[at - 1] == owner[at]))
        if not inside:
            continue
        if has_cjk(signs[at]) and at == last + 1:
            return False
        wrong[owner[at]] += not has_cjk(signs[at])
        last = at
    return all(count <= max(1, len(word) // 5) for word, count in zip(words, wrong, strict=True))


def _one_form(folded: str) -> str:
    return folded.replace("rn", "m").translate(_ALIKE)


def infix(needle: str, hay: str) -> tuple[int, int, int]:
    """The part of ``hay`` that takes the fewest edits to become ``needle``: edits, start, end."""
    row = [(0, n) for n in range(len(hay) + 1)]  # edits and start of the best part that ends here
    for letter in needle:
        above, row = row, [(row[0][0] + 1, row[0][1])]
        for n, other in enumerate(hay, 1):
            row.append(min((above[n - 1][0] + (letter != other), above[n - 1][1]),
                           (above[n][0] + 1, above[n][1]), (row[n - 1][0] + 1, row[n - 1][1])))
    end = min(range(len(row)), key=lambda n: (row[n][0], n))
    return row[end][0], row[end][1], end


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)
