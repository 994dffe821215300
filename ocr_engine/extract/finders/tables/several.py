"""Fields with several values outside of tables: a label printed again for each, values under one another beside one
label, and values parted by marks in one line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ocr_engine.extract.candidates import LONG_KINDS, Candidate, Document
from ocr_engine.extract.labels.captionwords import next_pair
from ocr_engine.extract.labels.labelmap import Hit
from ocr_engine.extract.page.layout import Cell
from ocr_engine.extract.page.pieces import Piece, cut
from ocr_engine.extract.places.regions import regions
from ocr_engine.extract.values.free import is_blank
from ocr_engine.extract.weights import SEVERAL as W
from ocr_engine.extract.words.lexicon import legal_form_pattern

_MARKS = re.compile(r"\s*[;；、]\s*|\s*[,，]\s+|，")
_STRONG = re.compile(r"\s*[;；]\s*")     # where these part values, commas are within them
_LONGEST = 60
_FULL, _RUN = 8.0, 2  # line heights that a full line may fall short of the longest; marks in a line that runs on
# 1. Ann Hill, 2: Tom Reed, 3、签署投标文件
_COUNTED = re.compile(r"\s*(?:(?:\d{1,2}\s?[.:)]|\(\d{1,2}\))\s+(?=[^\W\d_])"
                      r"|(?:\d{1,2}[、．.)）]|[（(]\d{1,2}[)）])(?=[\u4e00-\u9fff]))")
_BESIDE = frozenset({"label_inline", "label_right"})


def by_several(document: Document, labelled: Iterable[Candidate]) -> Iterator[Candidate]:
    """``labelled``: what the labels gave, a value each."""
    best: dict[str, dict[tuple[Cell, int], Candidate]] = defaultdict(dict)
    for candidate in labelled:
        hit = candidate.label
        if hit is None or not candidate.plan.spec.many or not hit.at_start:
            continue
        if candidate.how not in _BESIDE and not (
                candidate.how == "label_below" and hit.cell in document.sheet(candidate.page).captions):
            continue
        own, place = best[candidate.plan.key], (hit.cell, hit.start)
        if place not in own or own[place].score < candidate.score:
            own[place] = candidate
    for places in best.values():
        groups: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in places.values():
            groups[candidate.label.name.folded if candidate.label else ""].append(candidate)
        for group in groups.values():
            yield from _together(sorted(group, key=_reading_order), document)


def _reading_order(candidate: Candidate) -> tuple[int, float, float]:
    cell = candidate.pieces[0].cell
    return cell.page, cell.box.cy, cell.box.x0


def _together(group: list[Candidate], document: Document) -> Iterator[Candidate]:
    if len(group) > 1:
        first = max(group, key=lambda c: c.score)
        yield replace(group[0], score=min(0.99, first.score * W["repeated"]), more=tuple(group[1:]))
        return
    only = group[0]
    if only.label is not None and only.plan.kind != "address":
        parts = (_running(only, only.label, document) or _lines(only, only.label, document)
                 or _parts(only, document))
        if len(parts) > 1:
            yield Candidate.of_list(parts)


def _running(only: Candidate, hit: Hit, document: Document) -> list[Candidate]:
    """Values between marks in a sentence that runs over the ends of its lines, up to its own end."""
    sheet = document.sheet(only.page)
    for region in regions(hit, document.labels, sheet, long=True):
        pieces = region.pieces
        if region.how != only.how or len({p.cell.row for p in pieces}) < 2 or only.plan.kind not in LONG_KINDS:
            continue
        full = sheet.printed.x1 - _FULL * sheet.height
        if any(p.cell.box.x1 < full for p in pieces[:-1]) or len(_MARKS.findall(pieces[0].text)) < _RUN:
            return []
        text = region.text
        end = next_pair(text, len(text), 0)
        spans, start = [], 0
        for match in [*_MARKS.finditer(text, 0, end), None]:
            spans.append((start, match.start() if match else end))
            start = match.end() if match else end
        if any(b <= a or b - a > _LONGEST for a, b in spans):
            return []
        score = only.score * W["parted"]
        return [replace(only, raw=text[a:b].strip(), pieces=cut(pieces, a, b), value=None, score=score)
                for a, b in spans]
    return []


def _lines(only: Candidate, hit: Hit, document: Document) -> list[Candidate]:
    """The lines of the region that the value was found in: with ``many`` promised, a line is a value."""
    sheet = document.sheet(only.page)
    for region in regions(hit, document.labels, sheet, long=True):
        if region.how == only.how and len(region.pieces) > 1 and len({p.cell.row for p in region.pieces}) > 1:
            return [c for piece in region.pieces for c in _values(only, [piece], document)]
    return []


def _parts(only: Candidate, document: Document) -> list[Candidate]:
    """The values between the marks of a line; none where a part is no value of the kind."""
    first = only.pieces[0]
    end = document.labels.next_label(first.cell, first.start + 1)
    pieces, start = [], first.start
    marks = _STRONG if _STRONG.search(first.cell.text, first.start, end) else _MARKS
    for match in [*marks.finditer(first.cell.text, first.start, end), None]:
        stop = match.start() if match else end
        pieces.append(Piece(first.cell, start, stop))
        start = match.end() if match else stop
    texts = [p.text.strip() for p in pieces]
    if any(is_blank(t) or len(t) > _LONGEST or legal_form_pattern().fullmatch(t) for t in texts):
        return []
    found = _values(only, pieces, document)
    return found if len(found) == len(pieces) else []


def _values(only: Candidate, pieces: Iterable[Piece], document: Document) -> list[Candidate]:
    plan, found = only.plan, []
    for piece in pieces:
        if plan.kind in LONG_KINDS and not plan.shape:
            if counted := _COUNTED.match(piece.text):
                piece = piece.part(counted.end(), len(piece.text))
            found.append(replace(only, raw=piece.text, pieces=(piece,), value=None, score=only.score * W["parted"]))
            continue
        if best := document.best(plan, piece):
            found.append(replace(only, raw=best.piece.text, pieces=(best.piece,), value=best.value,
                                 score=only.score * W["parted"]))
    return found
